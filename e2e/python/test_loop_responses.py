import json
import unittest

import gateway
from conversation import TOOLS, Call, LoopTest, Turn


class Chat:
    def __init__(self, client, model, stream):
        self.client, self.stream, self.input = client, stream, []
        self.asked = {
            "model": model, "input": self.input, "store": False, "include": ["reasoning.encrypted_content"],
            "reasoning": {"effort": "low", "summary": "auto"},
            "tools": [{"type": "function", "strict": False, **tool} for tool in TOOLS],
        }

    def turn_to(self, model):
        self.asked["model"] = model

    def say(self, text):
        self.input.append({"role": "user", "content": text})

    def give(self, results):
        self.input += [{"type": "function_call_output", "call_id": call.id, "output": result} for call, result in results]

    def answer(self):
        if self.stream:
            with self.client.responses.stream(**self.asked) as events:
                whole = events.until_done().get_final_response()
        else:
            whole = self.client.responses.create(**self.asked)
        self.input += whole.output
        calls = [Call(item.call_id, item.name, json.loads(item.arguments)) for item in whole.output if item.type == "function_call"]
        return Turn(whole.output_text, calls, whole.status, (whole.usage.input_tokens, whole.usage.output_tokens))


class ResponsesLoopTest(LoopTest, unittest.TestCase):
    finishes = ("completed", "completed")

    def setUp(self):
        self.client = gateway.client()
        self.addCleanup(self.client.close)

    def begin(self, model, stream):
        return Chat(self.client, model, stream)


if __name__ == "__main__":
    unittest.main()
