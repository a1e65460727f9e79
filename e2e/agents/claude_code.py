"""Claude Code. https://code.claude.com/docs/en/llm-gateway, https://code.claude.com/docs/en/settings"""
import json

from .agent import NOTES, Agent


class ClaudeCode(Agent):
    NAME, COMMAND, DOOR = "claude-code", "claude", "messages"
    TOOLS = {"read": ("Read",), "write": ("Write",), "run": ("Bash",), "lookup": ("mcp__notes__lookup",), "delegate": ("Agent", "Task")}
    COMPACTION = ("create a detailed summary of the conversation",)

    def read(self, tool, run, name):
        return {"file_path": f"{run.folder}/{name}"}

    def write(self, tool, run, name, content):
        return {"file_path": f"{run.folder}/{name}", "content": content}

    def run(self, tool, run, command):
        return {"command": command, "description": "Runs a command"}

    def delegate(self, tool, run, thread):
        return {"description": "Count lines", "prompt": f"Count the lines of plan.txt. {run.mark(thread)}",
                "subagent_type": "general-purpose"}

    def environment(self, session):
        return {"ANTHROPIC_BASE_URL": session.gateway, "ANTHROPIC_AUTH_TOKEN": session.key,
                "ANTHROPIC_MODEL": session.model, "ANTHROPIC_DEFAULT_HAIKU_MODEL": session.model,
                "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1", "DISABLE_AUTOUPDATER": "1", "DISABLE_TELEMETRY": "1",
                "ENABLE_TOOL_SEARCH": "false", "CLAUDE_CODE_DISABLE_BACKGROUND_TASKS": "1",
                **({} if session.thinking else {"MAX_THINKING_TOKENS": "0"})}

    def command(self, session, prompt, resumes):
        servers = {"mcpServers": {"notes": {"command": NOTES[0], "args": NOTES[1:]}}}
        return [session.binary(), "-p", prompt, "--allowedTools", "Bash,Read,Write,Agent,Task,mcp__notes__lookup",
                "--mcp-config", json.dumps(servers), "--strict-mcp-config", *(["--continue"] if resumes else [])]
