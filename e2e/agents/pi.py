"""pi. https://github.com/badlogic/pi-mono/tree/main/packages/coding-agent#readme"""
import json

from .agent import Agent


class Pi(Agent):
    NAME, COMMAND, DOOR = "pi", "pi", "chat"
    TOOLS = {"read": ("read",), "write": ("write",), "run": ("bash",)}
    COMPACTION = ("structured context checkpoint summary", "context summarization assistant")

    def read(self, tool, run, name):
        return {"path": f"{run.folder}/{name}"}

    def write(self, tool, run, name, content):
        return {"path": f"{run.folder}/{name}", "content": content}

    def run(self, tool, run, command):
        return {"command": command}

    def prepare(self, session):
        home = session.home / ".pi" / "agent"
        home.mkdir(parents=True)
        names = {session.model, session.more["second"] or session.model}
        models = [{"id": name, "reasoning": session.thinking, "input": ["text"], "contextWindow": 128_000, "maxTokens": 8_000,
                   "cost": {"input": 0, "output": 0, "cacheRead": 0, "cacheWrite": 0}} for name in sorted(names)]
        (home / "models.json").write_text(json.dumps({"providers": {"gateway": {
            "baseUrl": session.gateway + "/v1", "api": "openai-completions", "apiKey": session.key, "models": models}}}), encoding="utf-8")

        # Of a conversation as small as this one nothing would be left to be summarised.
        (home / "settings.json").write_text(json.dumps({"compaction": {"enabled": True, "keepRecentTokens": 50}}), encoding="utf-8")

    def environment(self, session):
        return {"PI_OFFLINE": "1", "PI_SKIP_VERSION_CHECK": "1"}

    def command(self, session, prompt, resumes):
        return [session.binary(), "--provider", "gateway", "--model", session.model, "--thinking",
                "medium" if session.thinking else "off", *(["--continue"] if resumes else []), "-p", prompt]
