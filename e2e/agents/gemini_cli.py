"""Gemini CLI. https://geminicli.com/docs/reference/configuration"""
import json

from .agent import NOTES, Agent

NO_THINKING = {"match": {"overrideScope": "core"}, "modelConfig": {"generateContentConfig": {"thinkingConfig": {
    "thinkingBudget": 0, "includeThoughts": False}}}}


class GeminiCli(Agent):
    NAME, COMMAND, DOOR = "gemini-cli", "gemini", "gemini"
    TOOLS = {"read": ("read_file",), "write": ("write_file",), "run": ("run_shell_command",),
             "lookup": ("mcp_notes_lookup", "notes__lookup", "lookup")}
    COMPACTION = ("<state_snapshot>",)

    def read(self, tool, run, name):
        return {"file_path": f"{run.folder}/{name}"}

    def write(self, tool, run, name, content):
        return {"file_path": f"{run.folder}/{name}", "content": content}

    def run(self, tool, run, command):
        return {"command": command, "description": "Runs a command"}

    def prepare(self, session):
        home = session.home / ".gemini"
        home.mkdir()
        (home / "settings.json").write_text(json.dumps({
            "security": {"auth": {"selectedType": "gemini-api-key"}, "folderTrust": {"enabled": False}},
            "general": {"enableAutoUpdate": False, "enableAutoUpdateNotification": False},
            "modelConfigs": {"customOverrides": [] if session.thinking else [NO_THINKING]},
            "model": session.more.get("model_settings", {}), "telemetry": {"enabled": False}, "privacy": {"usageStatisticsEnabled": False},
            "mcpServers": {"notes": {"command": NOTES[0], "args": NOTES[1:], "trust": True}}}), encoding="utf-8")

    def environment(self, session):
        return {"GEMINI_API_KEY": session.key, "GOOGLE_GEMINI_BASE_URL": session.gateway,
                "GEMINI_CLI_NO_RELAUNCH": "true"}

    def command(self, session, prompt, resumes):
        return [session.binary(), "--yolo", "--model", session.model, *(["--resume", "latest"] if resumes else []), "-p", prompt]
