"""An agent as a user has it, without a terminal: a program in a scratch folder with a home of its own, towards the gateway."""
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
NOTES = [sys.executable, "-B", str(HERE / "notes_server.py")]
PLAN = "计划：蓝色 blue, line 1\nline 2\n"
WRITTEN = "写好了 “quoted” \\ $HOME\nsecond line\n"
RUN, FAIL = "echo ran-42 | tr a-z A-Z; cat plan.txt", "echo failing >&2; exit 3"
TIME_S = 180


class Agent:
    NAME = COMMAND = DOOR = ""
    TELLS_EXIT = True  # tells the model with what a command ended
    TOOLS = {}  # what a step does, to the names that the agent has or had for it
    COMPACTION = ()  # words of its wish for a summary

    def names(self, action):
        return self.TOOLS.get(action, ())

    def is_compaction(self, conversation):
        last = conversation.last_text()
        return any(words in last for words in self.COMPACTION) or any(words in conversation.system for words in self.COMPACTION)

    def perform(self, action, offered, run):
        """The tool for an action, as this agent offers it, and its arguments."""
        kind, *more = action
        for name in self.names(kind):
            for tool in offered:
                if tool.name == name or tool.name.endswith(name) and "__" in tool.name:
                    arguments = getattr(self, kind)(tool, run, *more)
                    if not tool.free and "description" not in tool.schema.get("properties", {}):
                        arguments.pop("description", None)
                    return tool, arguments
        raise LookupError(f"{self.NAME} offers no tool to {kind}: {[tool.name for tool in offered]}")

    def lookup(self, tool, run, key):
        return {"key": key}

    # For each agent: files to prepare, environment, command.

    def prepare(self, session):
        pass

    def environment(self, session):
        return {}

    def command(self, session, prompt, resumes):
        raise NotImplementedError


class Session:
    """A home and a folder of an agent at one run; `ask` may be called again to resume."""

    def __init__(self, agent, binaries, gateway, key, model, thinking, run_id, more=None):
        self.agent, self.binaries, self.gateway, self.key = agent, binaries, gateway, key
        self.model, self.thinking, self.id, self.more = model, thinking, run_id, more or {}
        self.base = pathlib.Path(tempfile.mkdtemp(prefix=f"{run_id}-"))
        self.home, self.folder = self.base / "home", self.base / "work"
        self.home.mkdir()
        self.folder.mkdir()
        (self.folder / "plan.txt").write_text(PLAN, encoding="utf-8")
        agent.prepare(self)

    def ask(self, prompt, resumes=False):
        environment = {
            "PATH": os.environ["PATH"], "HOME": str(self.home), "LANG": "C.UTF-8", "TERM": "dumb", "TMPDIR": str(self.base),
            "NO_PROXY": "127.0.0.1,localhost", "AGENT_RUN": self.id, "SHELL": "/bin/bash",
            # Whatever an agent wants from elsewhere it shall not get: the test needs nothing but loopback.
            "HTTPS_PROXY": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9",
            **self.agent.environment(self)}
        process = subprocess.Popen(self.agent.command(self, prompt, resumes), cwd=self.folder, env=environment, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", errors="replace",
                                   start_new_session=True)
        try:
            out, err = process.communicate(timeout=TIME_S)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            out, err = process.communicate()
            err += f"\n(killed after {TIME_S} s)"
        finally:
            self.end(process.pid)
        return process.returncode, out, err

    def end(self, group):
        """Ends what the agent left: its group, and what began a group of its own."""
        try:
            os.killpg(group, signal.SIGKILL)
        except ProcessLookupError:
            pass
        mark = f"AGENT_RUN={self.id}".encode()
        for process in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                if mark in (process / "environ").read_bytes().split(b"\0"):
                    os.kill(int(process.name), signal.SIGKILL)
            except OSError:
                continue

    def remove(self):
        shutil.rmtree(self.base, ignore_errors=True)

    def binary(self):
        return str(self.binaries / self.agent.COMMAND)
