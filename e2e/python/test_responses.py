import json
import unittest

import openai

import gateway
from gateway import CHINESE

CITY = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
TOOLS = [{"type": "function", "name": "get_weather", "description": "查询天气", "parameters": CITY, "strict": False}]


class ResponsesTest(unittest.TestCase):
    def setUp(self):
        client = gateway.client()
        self.addCleanup(client.close)
        self.responses = client.responses

    def test_a_plain_answer(self):
        answer = self.responses.create(model="demo/echo", input=CHINESE, instructions="用中文回答")
        self.assertEqual(CHINESE, answer.output_text)
        self.assertEqual("completed", answer.status)
        self.assertGreater(answer.usage.output_tokens, 5)
        self.assertEqual(answer.usage.total_tokens, answer.usage.input_tokens + answer.usage.output_tokens)

    def test_a_streamed_answer(self):
        with self.responses.stream(model="demo/echo", input=CHINESE) as stream:
            pieces = [event.delta for event in stream if event.type == "response.output_text.delta"]
            final = stream.get_final_response()
        self.assertGreater(len(pieces), 3)
        self.assertEqual(CHINESE, "".join(pieces))
        self.assertEqual((CHINESE, "completed"), (final.output_text, final.status))
        self.assertGreater(final.usage.output_tokens, 5)

    def test_the_events_of_a_stream_come_in_their_order(self):
        events = list(self.responses.create(model="demo/echo", input="你好", stream=True))
        self.assertEqual(list(range(len(events))), [event.sequence_number for event in events])
        types = [event.type for event in events]
        self.assertEqual(["response.created", "response.in_progress", "response.output_item.added"], types[:3])
        self.assertEqual("response.completed", types[-1])

    def test_a_whole_tool_loop_plain_and_streamed(self):
        for stream in (False, True):
            history = [{"role": "user", "content": "北京天气怎么样？"}]
            first = self.answer(stream, history)
            call = next(item for item in first.output if item.type == "function_call")
            self.assertEqual(("get_weather", {"city": "北京"}), (call.name, json.loads(call.arguments)))
            history += [*first.output, {"type": "function_call_output", "call_id": call.call_id, "output": "晴，18 度"}]
            second = self.answer(stream, history)
            self.assertEqual("completed", second.status)
            self.assertIn("晴，18 度", second.output_text)

    def answer(self, stream, history):
        asked = {"model": "demo/tools", "input": history, "tools": TOOLS, "store": False}
        if not stream:
            return self.responses.create(**asked)
        with self.responses.stream(**asked) as events:
            return events.until_done().get_final_response()

    def test_a_conversation_goes_on_from_stored_answers(self):
        for stream in (False, True):
            first = self.stored(stream, "北京天气怎么样？")
            self.assertTrue(first.store)
            call = next(item for item in first.output if item.type == "function_call")
            result = {"type": "function_call_output", "call_id": call.call_id, "output": "晴，18 度"}
            second = self.stored(stream, [result], first.id)
            self.assertEqual(first.id, second.previous_response_id)
            self.assertIn("晴，18 度", second.output_text)
            again = self.responses.retrieve(second.id)
            self.assertEqual((second.id, second.output_text, second.usage), (again.id, again.output_text, again.usage))
            asked = list(self.responses.input_items.list(second.id, order="asc", limit=2))
            self.assertEqual(["message", "function_call", "function_call_output"], [item.type for item in asked])
            self.assertEqual("北京天气怎么样？", asked[0].content[0].text)
            self.responses.delete(first.id)
            with self.assertRaises(openai.NotFoundError):
                self.responses.retrieve(first.id)
            with self.assertRaises(openai.BadRequestError) as raised:
                self.stored(stream, "那明天呢？", second.id)
            self.assertEqual("previous_response_not_found", raised.exception.code)

    def stored(self, stream, asked, previous=None):
        asked = {"model": "demo/tools", "input": asked, "tools": TOOLS, "previous_response_id": previous}
        if not stream:
            return self.responses.create(**asked)
        with self.responses.stream(**asked) as events:
            return events.until_done().get_final_response()

    def test_what_is_not_to_be_stored_is_not(self):
        answer = self.responses.create(model="demo/echo", input=CHINESE, store=False)
        self.assertFalse(answer.store)
        with self.assertRaises(openai.NotFoundError):
            self.responses.retrieve(answer.id)

    def test_errors_are_those_of_the_sdk(self):
        for model, kind in (
            ("demo/nobody", openai.NotFoundError),
            ("demo/error-429", openai.RateLimitError),
            ("demo/error-503", openai.InternalServerError),
        ):
            for stream in (False, True):
                with self.assertRaises(kind, msg=model) as raised:
                    self.responses.create(model=model, input="hi", stream=stream)
                self.assertTrue(raised.exception.message)
        with self.assertRaises(openai.BadRequestError) as raised:
            self.responses.create(model="demo/echo", input="hi", previous_response_id="resp_of_nobody")
        self.assertEqual("previous_response_id", raised.exception.param)


if __name__ == "__main__":
    unittest.main()
