import asyncio
import time
import unittest

import openai
import pydantic

import gateway
from gateway import CHINESE, text_of, user


class ChatTest(unittest.TestCase):
    def setUp(self):
        self.client = gateway.client()
        self.addCleanup(self.client.close)
        self.chat = self.client.chat.completions

    def test_a_plain_answer_chinese_and_all(self):
        answer = self.chat.create(model="demo/echo", messages=user(CHINESE))
        self.assertEqual(CHINESE, answer.choices[0].message.content)
        self.assertEqual("stop", answer.choices[0].finish_reason)
        usage = answer.usage
        self.assertGreater(usage.completion_tokens, 5)
        self.assertEqual(usage.total_tokens, usage.prompt_tokens + usage.completion_tokens)

    def test_the_answer_tells_its_id_its_provider_and_its_model(self):
        raw = self.chat.with_raw_response.create(
            model="demo/echo", messages=user("hi"), extra_headers={"x-request-id": "e2e-python-7"}
        )
        self.assertEqual("e2e-python-7", raw.headers["x-request-id"])
        self.assertEqual("demo", raw.headers["x-gateway-provider"])
        self.assertGreater(float(raw.headers["x-process-time"]), 0)
        self.assertEqual("hi", raw.parse().choices[0].message.content)

    def test_a_streamed_answer(self):
        chunks = list(self.chat.create(model="demo/echo", messages=user(CHINESE), stream=True))
        self.assertEqual(CHINESE, text_of(chunks))
        self.assertEqual("stop", chunks[-1].choices[0].finish_reason)
        self.assertTrue(all(chunk.id == chunks[0].id for chunk in chunks))

    def test_a_streamed_answer_with_its_usage(self):
        chunks = list(
            self.chat.create(
                model="demo/echo", messages=user("你好"), stream=True, stream_options={"include_usage": True}
            )
        )
        self.assertEqual([], chunks[-1].choices)
        self.assertEqual(2, chunks[-1].usage.completion_tokens)

    def test_tokens_arrive_one_by_one_and_leaving_early_ends_the_call(self):
        arrived = []
        with self.chat.create(
            model="demo/story", messages=user("Tell me a story"), stream=True,
            extra_headers={"x-demo-tokens-per-second": "20"},
        ) as stream:
            for chunk in stream:
                if chunk.choices[0].delta.content:
                    arrived.append(time.monotonic())
                if len(arrived) == 9:
                    break
        self.assertGreater(arrived[-1] - arrived[0], 0.25, "tokens were held back")

    def test_the_stream_helper_puts_the_answer_together(self):
        with self.chat.stream(model="demo/echo", messages=user("流式 stream")) as stream:
            for _ in stream:
                pass
            self.assertEqual("流式 stream", stream.get_final_completion().choices[0].message.content)

    def test_structured_output_is_parsed(self):
        class Person(pydantic.BaseModel):
            name: str
            age: int

        answer = self.chat.parse(model="demo/echo", messages=user("谁"), response_format=Person)
        self.assertEqual(Person(name="小明", age=3), answer.choices[0].message.parsed)

    def test_a_group_falls_back_to_its_next_target(self):
        answer = self.chat.create(model="falls-back", messages=user("还在吗"))
        self.assertEqual("还在吗", answer.choices[0].message.content)

    def test_legacy_completions_plain_and_streamed(self):
        plain = self.client.completions.create(model="demo/echo", prompt=["一", "二"])
        self.assertEqual(["一", "二"], [choice.text for choice in plain.choices])
        chunks = self.client.completions.create(model="demo/echo", prompt="你好", stream=True)
        self.assertEqual("你好", "".join(chunk.choices[0].text for chunk in chunks if chunk.choices))

    def test_the_asynchronous_client_with_many_calls_at_once(self):
        async def ask_all():
            async with openai.AsyncOpenAI(base_url=f"{gateway.URL}/v1", api_key=gateway.KEY, max_retries=0) as client:
                async def ask(text):
                    stream = await client.chat.completions.create(model="demo/echo", messages=user(text), stream=True)
                    return text_of([chunk async for chunk in stream])

                return await asyncio.gather(*(ask(f"第 {i} 个") for i in range(20)))

        self.assertEqual([f"第 {i} 个" for i in range(20)], asyncio.run(ask_all()))


if __name__ == "__main__":
    unittest.main()
