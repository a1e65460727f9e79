import unittest

import anthropic

import gateway
from gateway import CHINESE, user

CITY = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
TOOLS = [{"name": "get_weather", "description": "查询天气", "input_schema": CITY}]


class AnthropicTest(unittest.TestCase):
    def setUp(self):
        self.client = gateway.anthropic_client()
        self.addCleanup(self.client.close)

    def ask(self, model="demo/echo", content=CHINESE):
        return {"model": model, "max_tokens": 256, "messages": user(content)}

    def test_a_plain_answer(self):
        message = self.client.messages.create(**self.ask(), system="用中文回答")
        self.assertEqual([CHINESE], [block.text for block in message.content])
        self.assertEqual("end_turn", message.stop_reason)
        self.assertEqual("assistant", message.role)
        self.assertGreater(message.usage.input_tokens, 5)
        self.assertGreater(message.usage.output_tokens, 5)

    def test_a_streamed_answer(self):
        with self.client.messages.stream(**self.ask()) as stream:
            pieces = list(stream.text_stream)
            message = stream.get_final_message()
        self.assertGreater(len(pieces), 3)
        self.assertEqual(CHINESE, "".join(pieces))
        self.assertEqual(CHINESE, message.content[0].text)
        self.assertEqual("end_turn", message.stop_reason)
        self.assertGreater(message.usage.output_tokens, 5)

    def test_the_events_of_a_stream_come_in_their_order(self):
        events = [event.type for event in self.client.messages.create(**self.ask(content="你好"), stream=True)]
        self.assertEqual(["message_start", "content_block_start"], events[:2])
        self.assertEqual({"content_block_delta"}, set(events[2:-3]))
        self.assertEqual(["content_block_stop", "message_delta", "message_stop"], events[-3:])

    def test_a_whole_tool_loop_plain_and_streamed(self):
        for stream in (False, True):
            asked = {**self.ask("demo/tools", "北京天气怎么样？"), "tools": TOOLS}
            first = self.answer(stream, asked)
            self.assertEqual("tool_use", first.stop_reason)
            call = next(block for block in first.content if block.type == "tool_use")
            self.assertEqual(("get_weather", {"city": "北京"}), (call.name, call.input))
            asked["messages"] += [
                {"role": "assistant", "content": first.content},
                {"role": "user", "content": [{"type": "tool_result", "tool_use_id": call.id, "content": "晴，18 度"}]},
            ]
            second = self.answer(stream, asked)
            self.assertEqual("end_turn", second.stop_reason)
            self.assertIn("晴，18 度", second.content[0].text)

    def answer(self, stream, asked):
        if not stream:
            return self.client.messages.create(**asked)
        with self.client.messages.stream(**asked) as events:
            return events.get_final_message()

    def test_tokens_are_counted(self):
        counted = self.client.messages.count_tokens(model="demo/echo", messages=user(CHINESE))
        self.assertGreater(counted.input_tokens, 5)
        with_tools = self.client.messages.count_tokens(model="demo/echo", messages=user(CHINESE), tools=TOOLS)
        self.assertGreater(with_tools.input_tokens, counted.input_tokens)

    def test_errors_are_its_own(self):
        for model, kind, status in (
            ("demo/nobody", anthropic.NotFoundError, "not_found_error"),
            ("demo/error-429", anthropic.RateLimitError, "rate_limit_error"),
            ("demo/error-503", anthropic.InternalServerError, "overloaded_error"),
        ):
            with self.assertRaises(kind, msg=model) as raised:
                self.client.messages.create(**self.ask(model))
            self.assertEqual("error", raised.exception.body["type"])
            self.assertEqual(status, raised.exception.body["error"]["type"])
            self.assertTrue(raised.exception.body["error"]["message"])

    def test_a_wrong_key_is_not_told_again(self):
        with gateway.anthropic_client(api_key="sk-wrong") as stranger:
            with self.assertRaises(anthropic.AuthenticationError) as raised:
                stranger.messages.create(**self.ask())
        self.assertNotIn("sk-wrong", str(raised.exception))

    def test_a_bad_request_says_what_is_bad(self):
        with self.assertRaises(anthropic.BadRequestError) as raised:
            self.client.messages.create(**{**self.ask(), "messages": []})
        self.assertIn("messages", str(raised.exception))

    def test_a_stream_that_fails_halfway_raises_after_its_text(self):
        for model in ("demo/error-stream", "demo/error-cut"):
            pieces = []
            with self.assertRaises(anthropic.APIStatusError, msg=model):
                with self.client.messages.stream(**self.ask(model)) as stream:
                    for piece in stream.text_stream:
                        pieces.append(piece)
            self.assertEqual("One two three", "".join(pieces))

    def test_models_are_listed(self):
        models = {model.id: model for model in self.client.models.list(limit=1000)}
        self.assertEqual("model", models["demo/echo"].type)


if __name__ == "__main__":
    unittest.main()
