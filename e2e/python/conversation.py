"""A tool loop as an agent has it, against the vendors of e2e/upstream: they reason, sign it, and refuse a turn that comes back
otherwise than they said it. Their last answer tells how many of their thoughts came back."""
import asyncio
from collections import namedtuple

QUESTION = "北京和上海天气如何？几点了？"
CLAUDE, DEEPSEEK, GEMINI = "anthropic/claude-sonnet-4-5", "deepseek/deepseek-reasoner", "gemini/gemini-3-pro-preview"
VENDORS = [CLAUDE, DEEPSEEK, GEMINI]
CITY = {"type": "object", "properties": {"city": {"type": "string", "description": "城市"}}, "required": ["city"]}
NOTHING = {"type": "object", "properties": {}}
TOOLS = [
    {"name": "get_weather", "description": "查询天气", "parameters": CITY},
    {"name": "get_time", "description": "现在几点", "parameters": NOTHING},
]
ROUNDS = [[("get_weather", {"city": "北京"})], [("get_weather", {"city": "上海"}), ("get_time", {})]]

Call = namedtuple("Call", "id name arguments")
Turn = namedtuple("Turn", "text calls finish usage")
Run = namedtuple("Run", "text rounds usage")


def perform(call):
    return "08:30" if call.name == "get_time" else {"北京": "晴，18 度", "上海": "雨，21 度"}[call.arguments["city"]]


class LoopTest:
    """For a test case that knows `finishes` and gives `begin(model, stream)`: a conversation with
    say(text), give([(call, result)]) and answer(), which keeps the assistant's turn as the client's users do, and
    turn_to(model): the rest goes to another vendor."""

    lost = {}  # (model, stream) to the thoughts that come back, where the client cannot carry them all

    def test_the_loop_with_anthropic(self):
        self.loops(CLAUDE)

    def test_the_loop_with_deepseek(self):
        self.loops(DEEPSEEK)

    def test_the_loop_with_gemini(self):
        self.loops(GEMINI)

    def loops(self, model):
        for stream in (False, True):
            with self.subTest(stream=stream):
                others = [vendor for vendor in VENDORS if vendor != model] if stream else []  # once is enough
                self.loop(self.begin(model, stream), self.lost.get((model, stream), 2), others)

    def loop(self, chat, came, others):
        calls_word, stop_word = self.finishes
        chat.say(QUESTION)
        for expected in ROUNDS:
            turn = chat.answer()
            self.assertEqual(expected, [(call.name, call.arguments) for call in turn.calls])
            self.assertEqual(calls_word, turn.finish)
            chat.give([(call, perform(call)) for call in turn.calls])
        last = chat.answer()
        self.assertEqual(f"北京晴，18 度；上海雨，21 度；现在 08:30。思考 {came}/2", last.text)
        self.assertEqual(([], stop_word, (21, 34)), (last.calls, last.finish, last.usage))
        chat.say("谢谢")
        self.assertEqual("不客气。", chat.answer().text)
        for other in others:
            chat.turn_to(other)  # which did not make the thoughts, signatures and ids that it gets
            chat.say("谢谢")
            self.assertEqual("不客气。", chat.answer().text, other)


class AgentTest(LoopTest):
    """The same for asynchronous frameworks that run the loop themselves: `begin(model, stream)` gives what has ask(text), which gives
    a Run and goes on from the one before, and turn_to(model). Their tools are get_weather and get_time, below."""

    def setUp(self):
        self.runner = asyncio.Runner()
        self.addCleanup(self.runner.close)

    def closed_at_the_end(self, client, close="close"):
        self.addCleanup(lambda: self.runner.run(getattr(client, close)()))
        return client

    def loop(self, agent, came, others):
        run = self.runner.run(agent.ask(QUESTION))
        self.assertEqual(ROUNDS, [[(call.name, call.arguments) for call in calls] for calls in run.rounds])
        self.assertEqual(f"北京晴，18 度；上海雨，21 度；现在 08:30。思考 {came}/2", run.text)
        self.assertIn(run.usage, ((63, 102), None))  # some do not tell
        self.assertEqual("不客气。", self.runner.run(agent.ask("谢谢")).text)
        for other in others:
            agent.turn_to(other)
            self.assertEqual("不客气。", self.runner.run(agent.ask("谢谢")).text, other)


def get_weather(city: str) -> str:
    """查询天气"""
    return perform(Call(None, "get_weather", {"city": city}))


def get_time() -> str:
    """现在几点"""
    return perform(Call(None, "get_time", {}))
