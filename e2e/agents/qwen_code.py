"""Qwen Code. https://qwenlm.github.io/qwen-code-docs/en/users/configuration/settings/"""
import json

from .agent import NOTES
from .gemini_cli import GeminiCli

THINKING = {"reasoning": {"effort": "high"}}
# To models by other names than Qwen's it says nothing of thinking where it is switched off.
NO_THINKING = {"reasoning": False, "extra_body": {"chat_template_kwargs": {"enable_thinking": False}}}


class QwenCode(GeminiCli):
    NAME, COMMAND, DOOR = "qwen-code", "qwen", "chat"
    TOOLS = {**GeminiCli.TOOLS, "lookup": ("mcp__notes__lookup",)}

    def run(self, tool, run, command):
        return {"command": command, "is_background": False, "description": "Runs a command"}

    def prepare(self, session):
        home = session.home / ".qwen"
        home.mkdir()
        (home / "settings.json").write_text(json.dumps({
            "security": {"auth": {"selectedType": "openai"}, "folderTrust": {"enabled": False}},
            "general": {"disableAutoUpdate": True, "enableAutoUpdate": False},
            "model": {"generationConfig": THINKING if session.thinking else NO_THINKING},
            # Without a terminal its commands run by pipes, and it takes their exit for the end of their output, which may come later.
            "tools": {"toolSearch": {"enabled": False}, "shell": {"enableInteractiveShell": True}}, "telemetry": {"enabled": False}, "privacy": {"usageStatisticsEnabled": False},
            "mcpServers": {"notes": {"command": NOTES[0], "args": NOTES[1:], "trust": True}}}), encoding="utf-8")

    def environment(self, session):
        return {"OPENAI_API_KEY": session.key, "OPENAI_BASE_URL": session.gateway + "/v1", "OPENAI_MODEL": session.model,
                "QWEN_CODE_NO_RELAUNCH": "1", "HTTPS_PROXY": "", "HTTP_PROXY": ""}  # it takes a proxy for loopback, too

    def command(self, session, prompt, resumes):
        return [session.binary(), "--auth-type", "openai", "--yolo", "--model", session.model,
                *(["--continue"] if resumes else []), "-p", prompt]
