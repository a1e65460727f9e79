"""Codex. https://developers.openai.com/codex/config-reference"""
import json

from .agent import NOTES, Agent


class Codex(Agent):
    NAME, COMMAND, DOOR = "codex", "codex", "responses"
    TOOLS = {"read": ("exec_command", "shell_command", "shell"), "run": ("exec_command", "shell_command", "shell"),
             "write": ("apply_patch", "exec_command", "shell_command", "shell"), "lookup": ("lookup",)}
    COMPACTION = ("CONTEXT CHECKPOINT COMPACTION",)

    def read(self, tool, run, name):
        return self.run(tool, run, f"cat {name}")

    def run(self, tool, run, command):
        return {"cmd": command} if tool.name == "exec_command" else {"command": command}

    def write(self, tool, run, name, content):
        if tool.name != "apply_patch":  # it is offered for models that Codex knows
            return self.run(tool, run, f"cat > {name} <<'END'\n{content}END\n")
        lines = "".join(f"+{line}\n" for line in content.splitlines())
        patch = f"*** Begin Patch\n*** Add File: {name}\n{lines}*** End Patch\n"
        return patch if tool.free else {"input": patch}

    def prepare(self, session):
        home = session.home / ".codex"
        home.mkdir()
        (home / "config.toml").write_text(f"""
model = "{session.model}"
model_provider = "gateway"
model_reasoning_effort = "{'medium' if session.thinking else 'none'}"
check_for_update_on_startup = false
{session.more.get('config', '')}
[model_providers.gateway]
name = "gateway"
base_url = "{session.gateway}/v1"
env_key = "GATEWAY_KEY"
wire_api = "responses"
[analytics]
enabled = false
[mcp_servers.notes]
command = {json.dumps(NOTES[0])}
args = {json.dumps(NOTES[1:])}
""", encoding="utf-8")

    def environment(self, session):
        return {"GATEWAY_KEY": session.key, "CODEX_HOME": str(session.home / ".codex")}

    def command(self, session, prompt, resumes):
        more = ["-c", f"model={session.model}"] if resumes else []
        return [session.binary(), "exec", "--skip-git-repo-check", "--dangerously-bypass-approvals-and-sandbox", *more,
                *(["resume", "--last", prompt] if resumes else [prompt])]
