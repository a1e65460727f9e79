"""opencode. https://opencode.ai/docs/providers/#custom-provider"""
import json

from .agent import NOTES, Agent


class Opencode(Agent):
    NAME, COMMAND, DOOR = "opencode", "opencode", "chat"
    TELLS_EXIT = False
    TOOLS = {"read": ("read",), "write": ("write",), "run": ("bash",), "lookup": ("notes_lookup",)}
    COMPACTION = ("anchored summary", "continuing our conversation above")

    def read(self, tool, run, name):
        return {"filePath": f"{run.folder}/{name}"}

    def write(self, tool, run, name, content):
        return {"filePath": f"{run.folder}/{name}", "content": content}

    def run(self, tool, run, command):
        return {"command": command, "description": "Runs a command"}

    def prepare(self, session):
        home = session.home / ".config" / "opencode"
        home.mkdir(parents=True)
        model = {"name": "model", "reasoning": session.thinking, "tool_call": True, "interleaved": {"field": "reasoning_content"},
                 "limit": {"context": 128_000, "output": 8_000}, **({"options": {"reasoningEffort": "high"}} if session.thinking else {})}
        names = {session.model, session.more["second"] or session.model}
        (home / "opencode.json").write_text(json.dumps({
            "autoupdate": False, "share": "disabled", "permission": "allow",
            "mcp": {"notes": {"type": "local", "command": NOTES}},
            "provider": {"gateway": {"npm": "@ai-sdk/openai-compatible", "name": "gateway", "models": {name: model for name in names},
                                     "options": {"baseURL": session.gateway + "/v1", "apiKey": session.key}}}}), encoding="utf-8")

    def environment(self, session):
        return {"OPENCODE_DISABLE_MODELS_FETCH": "1", "OPENCODE_DISABLE_AUTOUPDATE": "1", "OPENCODE_DISABLE_LSP_DOWNLOAD": "1"}

    def command(self, session, prompt, resumes):
        return [session.binary(), "run", "--model", f"gateway/{session.model}", *(["--continue"] if resumes else []), prompt]
