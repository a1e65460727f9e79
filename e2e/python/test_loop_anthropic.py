import unittest

import anthropic

import gateway
from conversation import CLAUDE, QUESTION, TOOLS, Call, LoopTest, Turn


class Chat:
    def __init__(self, client, model, stream):
        self.client, self.stream, self.messages = client, stream, []
        tools = [{"name": tool["name"], "description": tool["description"], "input_schema": tool["parameters"]} for tool in TOOLS]
        self.asked = {"model": model, "messages": self.messages, "max_tokens": 8000, "tools": tools,
                      "thinking": {"type": "enabled", "budget_tokens": 2000}}

    def turn_to(self, model):
        self.asked["model"] = model

    def say(self, text):
        self.messages.append({"role": "user", "content": text})

    def give(self, results):
        content = [{"type": "tool_result", "tool_use_id": call.id, "content": result} for call, result in results]
        self.messages.append({"role": "user", "content": content})

    def answer(self):
        if self.stream:
            with self.client.messages.stream(**self.asked) as events:
                message = events.get_final_message()
        else:
            message = self.client.messages.create(**self.asked)
        self.messages.append({"role": "assistant", "content": message.content})
        text = "".join(block.text for block in message.content if block.type == "text")
        calls = [Call(block.id, block.name, block.input) for block in message.content if block.type == "tool_use"]
        return Turn(text, calls, message.stop_reason, (message.usage.input_tokens, message.usage.output_tokens))


class AnthropicLoopTest(LoopTest, unittest.TestCase):
    finishes = ("tool_use", "end_turn")

    def setUp(self):
        self.client = gateway.anthropic_client()
        self.addCleanup(self.client.close)

    def begin(self, model, stream):
        return Chat(self.client, model, stream)

    def test_a_turn_that_was_changed_is_refused_in_the_words_of_its_vendor(self):
        def changed(turn):
            turn["content"][0] = turn["content"][0].model_copy(update={"thinking": "另一个想法"})

        def without_thinking(turn):
            del turn["content"][0]

        for change, words in ((changed, "Invalid `signature`"), (without_thinking, "Expected `thinking`")):
            chat = self.begin(CLAUDE, False)
            chat.say(QUESTION)
            chat.give([(call, "晴，18 度") for call in chat.answer().calls])
            change(chat.messages[1])
            with self.assertRaises(anthropic.BadRequestError) as raised:
                chat.answer()
            self.assertIn(words, raised.exception.body["error"]["message"])
            self.assertEqual("invalid_request_error", raised.exception.body["error"]["type"])

    def test_results_of_another_call_are_refused(self):
        chat = self.begin(CLAUDE, False)
        chat.say(QUESTION)
        chat.give([(call._replace(id="toolu_of_nobody"), "晴，18 度") for call in chat.answer().calls])
        with self.assertRaisesRegex(anthropic.BadRequestError, "without `tool_result` blocks immediately after"):
            chat.answer()

    def test_tokens_are_counted_by_the_vendor(self):
        counted = self.client.messages.with_raw_response.count_tokens(model=CLAUDE, messages=[{"role": "user", "content": QUESTION}])
        self.assertGreater(counted.parse().input_tokens, 5)
        self.assertNotIn("x-gateway-losses", counted.headers)


if __name__ == "__main__":
    unittest.main()
