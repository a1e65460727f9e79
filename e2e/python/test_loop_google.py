import unittest

from google import genai
from google.genai import types

from conversation import TOOLS, Call, LoopTest, Turn
from gateway import KEY, URL

DECLARED = [{"name": tool["name"], "description": tool["description"], "parameters_json_schema": tool["parameters"]} for tool in TOOLS]
CONFIG = {"tools": [{"function_declarations": DECLARED}], "automatic_function_calling": {"disable": True},
          "thinking_config": {"include_thoughts": True, "thinking_budget": 2000}}


class Chat:
    """The SDK's own, which keeps the history."""

    def __init__(self, client, model, stream):
        self.client, self.stream, self.message = client, stream, None
        self.turn_to(model, [])

    def turn_to(self, model, history=None):
        history = self.chat.get_history() if history is None else history
        self.chat = self.client.chats.create(model=model, config=CONFIG, history=history)

    def say(self, text):
        self.message = text

    def give(self, results):
        self.message = [types.Part(function_response=types.FunctionResponse(id=call.id, name=call.name, response={"output": result}))
                        for call, result in results]

    def answer(self):
        answers = list(self.chat.send_message_stream(self.message)) if self.stream else [self.chat.send_message(self.message)]
        calls = [Call(call.id, call.name, call.args or {}) for answer in answers for call in answer.function_calls or []]
        parts = [part for answer in answers for part in answer.candidates[0].content.parts or []]
        usage = answers[-1].usage_metadata
        return Turn("".join(part.text or "" for part in parts if not part.thought), calls, answers[-1].candidates[0].finish_reason.value,
                    (usage.prompt_token_count, usage.candidates_token_count))


class GoogleLoopTest(LoopTest, unittest.TestCase):
    finishes = ("STOP", "STOP")

    def setUp(self):
        self.client = genai.Client(api_key=KEY, http_options={"base_url": URL})
        self.addCleanup(self.client.close)

    def begin(self, model, stream):
        return Chat(self.client, model, stream)


if __name__ == "__main__":
    unittest.main()
