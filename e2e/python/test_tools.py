import json
import unittest

import gateway
from gateway import CLOCK, WEATHER, text_of, user


class ToolsTest(unittest.TestCase):
    def setUp(self):
        self.client = gateway.client()
        self.addCleanup(self.client.close)
        self.chat = self.client.chat.completions

    def test_a_whole_loop_call_result_answer(self):
        messages = user("北京天气怎么样？")
        first = self.chat.create(model="demo/tools", messages=messages, tools=[WEATHER]).choices[0]
        self.assertEqual("tool_calls", first.finish_reason)
        call = first.message.tool_calls[0]
        self.assertEqual("get_weather", call.function.name)
        self.assertEqual({"city": "北京", "unit": "celsius"}, json.loads(call.function.arguments))

        messages += [first.message, {"role": "tool", "tool_call_id": call.id, "content": "晴，18 度"}]
        second = self.chat.create(model="demo/tools", messages=messages, tools=[WEATHER]).choices[0]
        self.assertEqual("stop", second.finish_reason)
        self.assertIn("晴，18 度", second.message.content)

    def test_a_whole_loop_streamed_with_two_calls_at_once(self):
        messages, tools = user("What is the weather?"), [WEATHER, CLOCK]
        with self.chat.stream(model="demo/tools", messages=messages, tools=tools) as stream:
            for _ in stream:
                pass
            message = stream.get_final_completion().choices[0].message
        calls = message.tool_calls
        self.assertEqual(["get_weather", "get_time"], [call.function.name for call in calls])
        self.assertEqual({"city": "Paris", "unit": "celsius"}, json.loads(calls[0].function.arguments))

        messages.append({"role": "assistant", "content": None, "tool_calls": [
            {"id": call.id, "type": "function", "function": {"name": call.function.name, "arguments": call.function.arguments}}
            for call in calls
        ]})
        messages += [{"role": "tool", "tool_call_id": call.id, "content": f"result of {call.function.name}"} for call in calls]
        answer = text_of(list(self.chat.create(model="demo/tools", messages=messages, tools=tools, stream=True)))
        self.assertIn("result of get_weather", answer)
        self.assertIn("result of get_time", answer)

    def test_a_forced_tool_and_none(self):
        forced = self.chat.create(
            model="demo/tools", messages=user("hi"), tools=[WEATHER, CLOCK],
            tool_choice={"type": "function", "function": {"name": "get_time"}},
        )
        self.assertEqual(["get_time"], [call.function.name for call in forced.choices[0].message.tool_calls])
        none = self.chat.create(model="demo/tools", messages=user("hi"), tools=[WEATHER], tool_choice="none")
        self.assertIsNone(none.choices[0].message.tool_calls)


if __name__ == "__main__":
    unittest.main()
