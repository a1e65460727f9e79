import json
import unittest

import gateway
from conversation import TOOLS, Call, LoopTest, Turn


class Chat:
    def __init__(self, client, model, stream):
        self.client, self.stream, self.messages = client, stream, []
        tools = [{"type": "function", "function": tool} for tool in TOOLS]
        self.asked = {"model": model, "messages": self.messages, "reasoning_effort": "low", "tools": tools}

    def turn_to(self, model):
        self.asked["model"] = model

    def say(self, text):
        self.messages.append({"role": "user", "content": text})

    def give(self, results):
        self.messages += [{"role": "tool", "tool_call_id": call.id, "content": result} for call, result in results]

    def answer(self):
        if self.stream:
            with self.client.chat.completions.stream(**self.asked, stream_options={"include_usage": True}) as events:
                whole = events.until_done().get_final_completion()
        else:
            whole = self.client.chat.completions.create(**self.asked)
        choice = whole.choices[0]
        self.messages.append(choice.message)
        calls = [Call(call.id, call.function.name, json.loads(call.function.arguments)) for call in choice.message.tool_calls or []]
        return Turn(choice.message.content, calls, choice.finish_reason, (whole.usage.prompt_tokens, whole.usage.completion_tokens))


class OpenAiLoopTest(LoopTest, unittest.TestCase):
    finishes = ("tool_calls", "stop")

    def setUp(self):
        self.client = gateway.client()
        self.addCleanup(self.client.close)

    def begin(self, model, stream):
        return Chat(self.client, model, stream)


if __name__ == "__main__":
    unittest.main()
