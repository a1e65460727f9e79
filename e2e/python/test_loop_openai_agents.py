import json
import unittest

from agents import (Agent, ModelSettings, OpenAIChatCompletionsModel, OpenAIResponsesModel, Runner, function_tool,
                    set_tracing_disabled)
from openai import AsyncOpenAI
from openai.types.shared import Reasoning

from conversation import AgentTest, Call, Run, get_time, get_weather
from gateway import KEY, URL

set_tracing_disabled(True)  # which would go to OpenAI


class Chat:
    def __init__(self, of, model, stream):
        settings = ModelSettings(reasoning=Reasoning(effort="low", summary="auto"), store=False,
                                 response_include=["reasoning.encrypted_content"], include_usage=True)
        self.agent = Agent("天气", model=of(model), model_settings=settings, tools=[function_tool(get_weather), function_tool(get_time)])
        self.of, self.input, self.stream = of, [], stream

    def turn_to(self, model):
        self.agent = self.agent.clone(model=self.of(model))

    async def ask(self, text):
        self.input.append({"role": "user", "content": text})
        if self.stream:
            run = Runner.run_streamed(self.agent, self.input)
            async for _ in run.stream_events():
                pass
        else:
            run = await Runner.run(self.agent, self.input)
        self.input = run.to_input_list()
        rounds = [[Call(item.call_id, item.name, json.loads(item.arguments)) for item in answer.output if item.type == "function_call"]
                  for answer in run.raw_responses]
        usage = run.context_wrapper.usage
        return Run(run.final_output, [calls for calls in rounds if calls], (usage.input_tokens, usage.output_tokens))


class AgentsTest(AgentTest):
    def begin(self, model, stream):
        client = self.closed_at_the_end(AsyncOpenAI(base_url=f"{URL}/v1", api_key=KEY, max_retries=0))
        return Chat(lambda name: self.api(name, client), model, stream)


class AgentsChatTest(AgentsTest, unittest.TestCase):
    api = OpenAIChatCompletionsModel


class AgentsResponsesTest(AgentsTest, unittest.TestCase):
    api = OpenAIResponsesModel


if __name__ == "__main__":
    unittest.main()
