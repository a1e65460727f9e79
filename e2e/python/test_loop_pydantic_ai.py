import unittest

from anthropic import AsyncAnthropic
from google import genai
from openai import AsyncOpenAI
from pydantic_ai import Agent
from pydantic_ai.messages import ToolCallPart
from pydantic_ai.models.anthropic import AnthropicModel
from pydantic_ai.models.google import GoogleModel
from pydantic_ai.models.openai import OpenAIChatModel, OpenAIResponsesModel
from pydantic_ai.providers.anthropic import AnthropicProvider
from pydantic_ai.providers.google import GoogleProvider
from pydantic_ai.providers.openai import OpenAIProvider

from conversation import AgentTest, Call, Run, get_time, get_weather
from gateway import KEY, URL


async def read(_, events):
    async for _ in events:
        pass


class Chat:
    def __init__(self, of, model, settings, stream):
        self.agent = Agent(tools=[get_weather, get_time], model_settings=settings)
        self.of, self.model, self.history, self.handler = of, of(model), [], read if stream else None

    def turn_to(self, model):
        self.model = self.of(model)

    async def ask(self, text):
        run = await self.agent.run(text, model=self.model, message_history=self.history, event_stream_handler=self.handler)
        self.history = run.all_messages()
        answers = [each for each in run.new_messages() if each.kind == "response"]
        rounds = [[Call(part.tool_call_id, part.tool_name, part.args_as_dict()) for part in each.parts if isinstance(part, ToolCallPart)]
                  for each in answers]
        return Run(run.output, [calls for calls in rounds if calls], (run.usage.input_tokens, run.usage.output_tokens))


class PydanticAiChatTest(AgentTest, unittest.TestCase):
    def begin(self, model, stream):
        client = self.closed_at_the_end(AsyncOpenAI(base_url=f"{URL}/v1", api_key=KEY, max_retries=0))
        return Chat(lambda name: OpenAIChatModel(name, provider=OpenAIProvider(openai_client=client)), model,
                    {"openai_reasoning_effort": "low"}, stream)


class PydanticAiResponsesTest(AgentTest, unittest.TestCase):
    def begin(self, model, stream):
        client = self.closed_at_the_end(AsyncOpenAI(base_url=f"{URL}/v1", api_key=KEY, max_retries=0))
        settings = {"openai_reasoning_effort": "low", "openai_reasoning_summary": "auto"}
        profile = {"openai_supports_encrypted_reasoning_content": True}  # which it believes of OpenAI's own models only
        return Chat(lambda name: OpenAIResponsesModel(name, provider=OpenAIProvider(openai_client=client), profile=profile), model,
                    settings, stream)


class PydanticAiAnthropicTest(AgentTest, unittest.TestCase):
    def begin(self, model, stream):
        client = self.closed_at_the_end(AsyncAnthropic(base_url=URL, api_key=KEY, max_retries=0))
        settings = {"max_tokens": 8000, "anthropic_thinking": {"type": "enabled", "budget_tokens": 2000}}
        return Chat(lambda name: AnthropicModel(name, provider=AnthropicProvider(anthropic_client=client)), model, settings, stream)


class PydanticAiGoogleTest(AgentTest, unittest.TestCase):
    def begin(self, model, stream):
        client = genai.Client(api_key=KEY, http_options={"base_url": URL})
        self.addCleanup(client.close)
        self.closed_at_the_end(client.aio, "aclose")
        settings = {"google_thinking_config": {"include_thoughts": True, "thinking_budget": 2000}}
        return Chat(lambda name: GoogleModel(name, provider=GoogleProvider(client=client)), model, settings, stream)


if __name__ == "__main__":
    unittest.main()
