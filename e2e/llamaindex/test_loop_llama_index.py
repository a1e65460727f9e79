import unittest

import httpx
import openai
from llama_index.core.agent.workflow import AgentOutput, FunctionAgent
from llama_index.core.memory import ChatMemoryBuffer
from llama_index.core.tools import FunctionTool
from llama_index.llms.openai_like import OpenAILike, OpenAILikeResponses

from pydantic import BaseModel

from conversation import CLAUDE, DEEPSEEK, GEMINI, AgentTest, Call, Run, get_time, get_weather
from gateway import KEY, URL


class Chat:
    def __init__(self, of, model, stream):
        self.of, self.stream = of, stream
        self.turn_to(model)
        self.memory = ChatMemoryBuffer.from_defaults(token_limit=100_000)

    def turn_to(self, model):
        tools = [FunctionTool.from_defaults(get_weather), FunctionTool.from_defaults(get_time)]
        self.agent = FunctionAgent(llm=self.of(model), tools=tools, streaming=self.stream)

    async def ask(self, text):
        run = self.agent.run(text, memory=self.memory)
        answers = [event async for event in run.stream_events() if isinstance(event, AgentOutput)]
        said = (await run).response.content
        rounds = [[Call(call.tool_id, call.tool_name, call.tool_kwargs) for call in answer.tool_calls]
                  for answer in answers[:-1]]  # the last one tells them all again
        return Run(said, [calls for calls in rounds if calls], None)


class LlamaIndexTest(AgentTest):
    # It sends no reasoning back. What a vendor signed comes back in the calls' ids; DeepSeek signs nothing.
    lost = {(DEEPSEEK, False): 0, (DEEPSEEK, True): 0}

    def llm(self, kind, model, **more):
        client = self.closed_at_the_end(httpx.AsyncClient(), "aclose")
        return kind(model=model, api_base=f"{URL}/v1", api_key=KEY, max_retries=0, is_function_calling_model=True,
                    async_http_client=client, **more)


class LlamaIndexChatTest(LlamaIndexTest, unittest.TestCase):
    def begin(self, model, stream):
        more = {"is_chat_model": True, "additional_kwargs": {"reasoning_effort": "low"}}
        return Chat(lambda name: self.llm(OpenAILike, name, **more), model, stream)


class LlamaIndexResponsesTest(LlamaIndexTest, unittest.TestCase):
    def begin(self, model, stream):
        more = {"additional_kwargs": {"reasoning": {"effort": "low", "summary": "auto"}}}
        return Chat(lambda name: self.llm(OpenAILikeResponses, name, **more), model, stream)


class Person(BaseModel):
    """一个人"""
    name: str
    age: int


class LlamaIndexAnswersTest(unittest.TestCase):
    def llm(self, kind, model, key=KEY):
        client = httpx.Client()
        self.addCleanup(client.close)
        return kind(model=model, api_base=f"{URL}/v1", api_key=key, max_retries=0, is_function_calling_model=True, http_client=client,
                    **({"is_chat_model": True} if kind is OpenAILike else {}))

    def test_structured_output(self):
        for kind in (OpenAILike, OpenAILikeResponses):
            for model in (CLAUDE, DEEPSEEK, GEMINI):
                with self.subTest(kind=kind.__name__, model=model):
                    answer = self.llm(kind, model).as_structured_llm(Person).complete("谁")
                    self.assertEqual(Person(name="小明", age=3), answer.raw)

    def test_errors(self):
        for kind in (OpenAILike, OpenAILikeResponses):
            for model, key, error in (("demo/nobody", KEY, openai.NotFoundError), ("demo/echo", "sk-wrong", openai.AuthenticationError),
                                      ("demo/error-503", KEY, openai.InternalServerError)):
                with self.subTest(kind=kind.__name__, error=error.__name__):
                    with self.assertRaises(error) as raised:
                        self.llm(kind, model, key).complete("hi")
                    self.assertNotIn("sk-wrong", str(raised.exception))
                    with self.assertRaises(error):
                        list(self.llm(kind, model, key).stream_complete("hi"))


if __name__ == "__main__":
    unittest.main()
