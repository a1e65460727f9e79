"""Structured output as each framework asks for it, and errors as its own exceptions."""
import asyncio
import unittest

import agents
import anthropic
import langchain_core.exceptions as langchain
import openai
import pydantic_ai.exceptions as pydantic_ai
from anthropic import AsyncAnthropic
from botocore.exceptions import ClientError
from google import genai
from google.genai import errors as google
from langchain_anthropic import ChatAnthropic
from langchain_google_genai import ChatGoogleGenerativeAI
from langchain_openai import ChatOpenAI
from pydantic import BaseModel
from pydantic_ai import Agent, NativeOutput, ToolOutput
from pydantic_ai.models.anthropic import AnthropicModel
from pydantic_ai.models.google import GoogleModel
from pydantic_ai.models.openai import OpenAIChatModel, OpenAIResponsesModel
from pydantic_ai.providers.anthropic import AnthropicProvider
from pydantic_ai.providers.google import GoogleProvider
from pydantic_ai.providers.openai import OpenAIProvider

from conversation import CLAUDE, DEEPSEEK, GEMINI
from gateway import KEY, URL
from test_loop_bedrock import client as bedrock

agents.set_tracing_disabled(True)


class Person(BaseModel):
    """一个人"""
    name: str
    age: int


PERSON = Person(name="小明", age=3)
LANGCHAIN = {
    "openai": lambda model, key=KEY: ChatOpenAI(model=model, base_url=f"{URL}/v1", api_key=key, max_retries=0),
    "responses": lambda model, key=KEY: ChatOpenAI(model=model, base_url=f"{URL}/v1", api_key=key, max_retries=0, use_responses_api=True),
    "anthropic": lambda model, key=KEY: ChatAnthropic(model=model, base_url=URL, api_key=key, max_retries=0, max_tokens=900),
    "google": lambda model, key=KEY: ChatGoogleGenerativeAI(model=model, base_url=URL, api_key=key, max_retries=0),
}


class FrameworksTest(unittest.TestCase):
    def setUp(self):
        self.runner = asyncio.Runner()
        self.addCleanup(self.runner.close)

    def closed(self, client, close="close"):
        self.addCleanup(lambda: self.runner.run(getattr(client, close)()))
        return client

    def openai(self, key=KEY):
        return self.closed(openai.AsyncOpenAI(base_url=f"{URL}/v1", api_key=key, max_retries=0))

    def pydantic_ai(self, model, key=KEY):
        google = genai.Client(api_key=key, http_options={"base_url": URL})
        self.addCleanup(google.close)
        self.closed(google.aio, "aclose")
        claude = self.closed(AsyncAnthropic(base_url=URL, api_key=key, max_retries=0))
        provider = OpenAIProvider(openai_client=self.openai(key))
        return {
            "chat": OpenAIChatModel(model, provider=provider),
            "responses": OpenAIResponsesModel(model, provider=provider),
            # Which it believes of Claude's own names only.
            "anthropic": AnthropicModel(model, provider=AnthropicProvider(anthropic_client=claude),
                                        profile={"supports_json_schema_output": True}),
            "google": GoogleModel(model, provider=GoogleProvider(client=google)),
        }

    def test_langchain_structured_output(self):
        for name, of in LANGCHAIN.items():
            for model in (CLAUDE, DEEPSEEK, GEMINI, "demo/echo"):
                with self.subTest(client=name, model=model):
                    asked = of(model).with_structured_output(Person, method="json_schema")
                    self.assertEqual(PERSON, asked.invoke("谁"))
            for model in (CLAUDE, DEEPSEEK, GEMINI, "demo/tools"):
                with self.subTest(client=name, model=model, by="a tool"):
                    asked = of(model).with_structured_output(Person, method="function_calling")
                    self.assertEqual(PERSON, asked.invoke("谁"))

    def test_langchain_errors(self):
        for name, of in LANGCHAIN.items():
            for model, key, kind in (("demo/nobody", KEY, langchain.ModelNotFoundError),
                                     ("demo/echo", "sk-wrong", langchain.ModelAuthenticationError),
                                     ("demo/error-429", KEY, langchain.ModelRateLimitError),
                                     ("demo/error-503", KEY, langchain.ModelAPIError)):
                with self.subTest(client=name, kind=kind.__name__), self.assertRaises(kind) as raised:
                    of(model, key).invoke("hi")
                self.assertNotIn("sk-wrong", str(raised.exception))

    def test_a_stream_that_breaks_off_raises(self):
        for model in ("demo/error-stream", "demo/error-cut"):
            for name, of in LANGCHAIN.items():
                kinds = (openai.APIError, anthropic.APIError, langchain.ModelAPIError)
                with self.subTest(client=name, model=model), self.assertRaises(kinds):
                    list(of(model).stream("hi"))
            with genai.Client(api_key=KEY, http_options={"base_url": URL}) as client, self.assertRaises(google.ServerError):
                list(client.models.generate_content_stream(model=model, contents="hi"))
            for api in (agents.OpenAIChatCompletionsModel, agents.OpenAIResponsesModel):
                with self.subTest(api=api.__name__, model=model), self.assertRaises(openai.APIError):
                    self.runner.run(self.streamed(agents.Agent("谁", model=api(model, self.openai()))))
            client = bedrock()
            self.addCleanup(client.close)
            with self.assertRaises(ClientError): # of an event, or before the first
                list(client.converse_stream(modelId=model, messages=[{"role": "user", "content": [{"text": "hi"}]}])["stream"])

    async def streamed(self, agent):
        async for _ in agents.Runner.run_streamed(agent, "hi").stream_events():
            pass

    def test_pydantic_ai_structured_output(self):
        for model in (CLAUDE, DEEPSEEK, GEMINI):
            for name, client in self.pydantic_ai(model).items():
                for form in (NativeOutput, ToolOutput):
                    with self.subTest(client=name, model=model, form=form.__name__):
                        run = self.runner.run(Agent(client, output_type=form(Person)).run("谁"))
                        self.assertEqual(PERSON, run.output)

    def test_pydantic_ai_errors(self):
        for model, key, kind, status in (("demo/nobody", KEY, pydantic_ai.ModelNotFoundError, 404),
                                         ("demo/echo", "sk-wrong", pydantic_ai.ModelAuthenticationError, 401),
                                         ("demo/error-429", KEY, pydantic_ai.ModelRateLimitError, 429),
                                         ("demo/error-503", KEY, pydantic_ai.ModelUnavailableError, 503)):
            for name, client in self.pydantic_ai(model, key).items():
                with self.subTest(client=name, kind=kind.__name__), self.assertRaises(kind) as raised:
                    self.runner.run(Agent(client).run("hi"))
                self.assertEqual(529 if (name, status) == ("anthropic", 503) else status, raised.exception.status_code)

    def test_openai_agents_structured_output_and_errors(self):
        for api in (agents.OpenAIChatCompletionsModel, agents.OpenAIResponsesModel):
            for model in (CLAUDE, DEEPSEEK, GEMINI):
                with self.subTest(api=api.__name__, model=model):
                    agent = agents.Agent("谁", model=api(model, self.openai()), output_type=Person)
                    self.assertEqual(PERSON, self.runner.run(agents.Runner.run(agent, "谁")).final_output)
            for model, key, kind in (("demo/nobody", KEY, openai.NotFoundError), ("demo/echo", "sk-wrong", openai.AuthenticationError),
                                     ("demo/error-503", KEY, openai.InternalServerError)):
                with self.subTest(api=api.__name__, kind=kind.__name__), self.assertRaises(kind):
                    agent = agents.Agent("谁", model=api(model, self.openai(key)))
                    self.runner.run(agents.Runner.run(agent, "hi"))

    def test_google_genai_structured_output_errors_and_models(self):
        with genai.Client(api_key=KEY, http_options={"base_url": URL}) as client:
            for model in (CLAUDE, DEEPSEEK, GEMINI):
                for how in ({"response_schema": Person}, {"response_json_schema": Person.model_json_schema()}):
                    with self.subTest(model=model, how=list(how)):
                        config = {"response_mime_type": "application/json", **how}
                        answer = client.models.generate_content(model=model, contents="谁", config=config)
                        self.assertEqual(PERSON, Person.model_validate_json(answer.text))
            self.assertIn("models/demo/echo", [model.name for model in client.models.list()])
            for model, kind, status in (("demo/nobody", google.ClientError, 404), ("demo/error-503", google.ServerError, 503)):
                for call in (client.models.generate_content, lambda **asked: list(client.models.generate_content_stream(**asked))):
                    with self.assertRaises(kind) as raised:
                        call(model=model, contents="hi")
                    self.assertEqual(status, raised.exception.code)
        with genai.Client(api_key="sk-wrong", http_options={"base_url": URL}) as stranger, self.assertRaises(google.ClientError) as raised:
            stranger.models.generate_content(model="demo/echo", contents="hi")
        self.assertEqual(401, raised.exception.code)

    def test_boto3_structured_output_and_errors(self):
        client = bedrock()
        self.addCleanup(client.close)
        schema = Person.model_json_schema()
        asked = {"messages": [{"role": "user", "content": [{"text": "谁"}]}], "inferenceConfig": {"maxTokens": 900}}
        tools = {"tools": [{"toolSpec": {"name": "person", "inputSchema": {"json": schema}}}], "toolChoice": {"tool": {"name": "person"}}}
        for model in (CLAUDE, DEEPSEEK, GEMINI):
            with self.subTest(model=model):
                content = client.converse(modelId=model, toolConfig=tools, **asked)["output"]["message"]["content"]
                self.assertEqual(PERSON, Person(**next(block["toolUse"]["input"] for block in content if "toolUse" in block)))
        for call in (client.converse, client.converse_stream):
            with self.assertRaises(client.exceptions.ResourceNotFoundException):
                call(modelId="demo/nobody", **asked)
            with self.assertRaises(client.exceptions.ServiceUnavailableException):
                call(modelId="demo/error-503", **asked)
            with self.assertRaises(client.exceptions.ThrottlingException):
                call(modelId="demo/error-429", **asked)
        stranger = bedrock("sk-wrong")
        self.addCleanup(stranger.close)
        with self.assertRaises(stranger.exceptions.AccessDeniedException) as raised:
            stranger.converse(modelId="demo/echo", **asked)
        self.assertNotIn("sk-wrong", str(raised.exception))


if __name__ == "__main__":
    unittest.main()
