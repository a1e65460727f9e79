"""What the models of all vendors here do: a coding task of a few steps, told the same in every format.

A prompt holds a mark, `[[task-1a2b3c4d:main:0]]`: which run it belongs to, which thread of it (the task, a sub-agent's part, a
second prompt), and how many steps were done before the mark was written (a summary of a compacted conversation begins later).
Where a conversation stands is read from it alone: the calls since the last mark.
"""
import hashlib
import json
import re
import threading

MARK = re.compile(r"\[\[(task-[0-9a-f]{8}):(\w+):(\d+)\]\]")
RUN = re.compile(r"task-[0-9a-f]{8}")


class Refused(Exception):
    """A request that the original would refuse; `source` is where that is written."""

    def __init__(self, message, source, status=400, kind="invalid_request_error"):
        super().__init__(message)
        self.source, self.status, self.kind = source, status, kind


class Tool:
    """A tool as a request offers it. `free` takes text in place of arguments."""

    def __init__(self, name, schema, free=False, namespace=None):
        self.name, self.schema, self.free, self.namespace = name, schema, free, namespace


class Call:
    def __init__(self, id, tool, arguments):
        self.id, self.tool, self.name, self.arguments = id, tool, tool.name, arguments

    def written(self):
        return self.arguments if self.tool.free else json.dumps(self.arguments, ensure_ascii=False)


class Step:
    """One answer: a thought, a text, calls. `actions` become calls by the tools that the agent offers; `token` is what the vendor
    gave for its thought and wants back."""

    def __init__(self, text="", actions=(), calls=(), thought="", usage=None):
        self.text, self.actions, self.calls, self.thought, self.usage = text, list(actions), list(calls), thought, usage
        self.token = None


class Said:
    """A turn of the assistant as a request tells it: what came back of its thought, its text, its calls (id, name, arguments)."""

    def __init__(self, thought=None, text="", calls=()):
        self.thought, self.text, self.calls = thought, text, list(calls)


class Conversation:
    """A request, less its format: turns are ("user", text), ("said", Said) and ("result", id, text)."""

    def __init__(self, turns, offered, thinks, system="", must_be_json=False, notes=()):
        self.turns, self.offered, self.thinks, self.system = turns, offered, thinks, system
        self.must_be_json, self.notes = must_be_json, notes

    def last_text(self):
        return next((turn[1] for turn in reversed(self.turns) if turn[0] == "user"), "")


class Place:
    """Where a conversation stands: thread, step, and the turns since its mark with the number of the step each was."""

    def __init__(self, thread, step, since):
        self.thread, self.step, self.since = thread, step, since


class Run:
    """One agent at one task: what its model does, what fails on the way, and what the vendor saw."""

    def __init__(self, id, agent, folder, threads, faults=(), compact_at=None):
        self.id, self.agent, self.folder, self.threads = id, agent, folder, threads
        self.faults, self.compact_at = list(faults), compact_at
        self.lock = threading.Lock()
        self.requests, self.refusals, self.results, self.lost, self.spoken = [], [], {}, [], {}
        self.compacted = 0

    def mark(self, thread="main", done=0):
        return f"[[{self.id}:{thread}:{done}]]"

    def thought(self, thread, number):
        return f"想一想 ({thread} {number}): “{self.id}” 🤔\nthen act."

    def answer(self, vendor, conversation):
        """The next step of the conversation, and its place; without a place where the agent asks for something else."""
        self.lost += [note for note in conversation.notes if note not in self.lost]
        if self.agent.is_compaction(conversation):
            self.compacted += 1
            self.keep_results(self.place(conversation))
            return Step(f"<summary>{self.mark('main', self.compact_at or 0)} 前面的步骤已完成。</summary>"), None
        if not any(tool.name in self.agent.names("read") for tool in conversation.offered):
            return Step('{"title": "任务", "isNewTopic": true}' if conversation.must_be_json else "任务"), None
        place = self.place(conversation)
        if place.step >= len(self.threads[place.thread]):
            raise Refused(f"{place.thread} has ended", "this script")
        made = self.threads[place.thread][place.step]
        thought = self.thought(place.thread, place.step) if conversation.thinks else ""
        step = Step(made.text, made.actions, (), thought, made.usage)
        for number, action in enumerate(made.actions):
            tool, arguments = self.agent.perform(action, conversation.offered, self)
            step.calls.append(Call(vendor.call_id(self, place, number, tool), tool, arguments))
        for call in step.calls:
            if not call.tool.free:
                check_arguments(call)
        self.look_back(vendor, conversation, place)
        self.spoken[place.thread, place.step] = vendor, step
        return step, place

    def place(self, conversation):
        at, thread, done = None, None, 0
        for number, turn in enumerate(conversation.turns):
            text = turn[1].text if turn[0] == "said" else turn[1] if turn[0] == "user" else ""
            if found := MARK.findall(text):
                at, (_, thread, done) = number, found[-1]
        if at is None:
            raise Refused(f"the conversation has no mark: {[turn[1] for turn in conversation.turns if turn[0] == 'user'][:3]}", "this script")
        step, since, number = int(done), [], int(done)
        for turn in conversation.turns[at:]:
            if turn[0] == "said" and turn[1].calls:
                number = self.step_of(thread, turn[1], step)
                step = number + 1
            since.append((number, turn))
        return Place(thread, step, since)

    def step_of(self, thread, said, otherwise):
        """Which step a turn was: a summary may stand before turns that were kept."""
        for (other, number), (_, step) in self.spoken.items():
            if other == thread and [(call.name, call.arguments) for call in step.calls] == [each[1:] for each in said.calls]:
                return number
        return otherwise

    def look_back(self, vendor, conversation, place):
        """Notes what did not come back as this vendor said it, and keeps results."""
        for number, turn in place.since:
            spoken = self.spoken.get((place.thread, number))
            if turn[0] != "said" or not turn[1].calls or not spoken or spoken[0] is not vendor:
                continue
            said, step = turn[1], spoken[1]
            where = f"{place.thread} {number} at step {place.step}"
            if step.token and said.thought != step.token:
                self.lost.append(f"{where}: thought {said.thought!r}")
            if step.text and step.text != said.text:
                self.lost.append(f"{where}: text {said.text!r}")
            told = [(name, arguments) for _, name, arguments in said.calls]
            if told != [(call.name, call.arguments) for call in step.calls]:
                self.lost.append(f"{where}: calls {told}")
            if vendor.KEEPS_IDS and [each[0] for each in said.calls] != [call.id for call in step.calls]:
                self.lost.append(f"{where}: ids {[each[0] for each in said.calls]}")
        self.keep_results(place)

    def keep_results(self, place):
        for number in {number for number, _ in place.since}:
            told = [turn[2] for at, turn in place.since if at == number and turn[0] == "result"]
            if told:
                self.results[place.thread, number] = told

    def refuse(self, vendor, why, source):
        with self.lock:
            told = f"{vendor.name}: {why} [{source}]"
            if told not in self.refusals:
                self.refusals.append(told)

    def fault(self, place):
        with self.lock:
            for fault in self.faults:
                if place and fault.holds(place, self):
                    fault.left -= 1
                    return fault
        return None


class Fault:
    """What goes wrong at a step of a thread, so many times."""

    def __init__(self, kind, step, times=1, thread="main"):
        self.kind, self.step, self.left, self.thread, self.times = kind, step, times, thread, times

    def holds(self, place, run):
        return self.left > 0 and (place.thread, place.step) == (self.thread, self.step) and not run.compacted


def sign(run, *what):
    return hashlib.sha256(json.dumps([run.id, *what], ensure_ascii=False).encode()).hexdigest()


def pieces(text, size=7):
    return [text[at:at + size] for at in range(0, len(text), size)]


def check_arguments(call):
    """A model that was trained on the schema keeps to it: what the schema lost on the way would be lost here."""
    schema = call.tool.schema or {}
    known = schema.get("properties", {})
    for name in schema.get("required", []):
        if name not in call.arguments:
            raise Refused(f"{call.name}: the script does not give {name}", "this script")
    for name in call.arguments:
        if name not in known:
            raise Refused(f"{call.name}: the offered schema lacks {name}: {json.dumps(schema)[:300]}", "this script")
