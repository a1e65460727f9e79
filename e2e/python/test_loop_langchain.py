import os
import unittest

os.environ["LANGSMITH_TRACING"] = "false"

from langchain_anthropic import ChatAnthropic
from langchain_core.messages import HumanMessage, ToolMessage
from langchain_google_genai import ChatGoogleGenerativeAI
from langchain_openai import ChatOpenAI

from conversation import DEEPSEEK, TOOLS, Call, LoopTest, Turn
from gateway import KEY, URL


class Chat:
    def __init__(self, of, model, stream):
        self.of, self.stream, self.messages = of, stream, []
        self.turn_to(model)

    def turn_to(self, model):
        self.model = self.of(model).bind_tools([{"type": "function", "function": tool} for tool in TOOLS])

    def say(self, text):
        self.messages.append(HumanMessage(text))

    def give(self, results):
        self.messages += [ToolMessage(result, tool_call_id=call.id, name=call.name) for call, result in results]

    def answer(self):
        if self.stream:
            pieces = list(self.model.stream(self.messages))
            message = sum(pieces[1:], pieces[0])
        else:
            message = self.model.invoke(self.messages)
        self.messages.append(message)
        calls = [Call(call["id"], call["name"], call["args"]) for call in message.tool_calls]
        told, usage = message.response_metadata, message.usage_metadata
        finish = told.get("finish_reason") or told.get("stop_reason") or told.get("status")
        return Turn(message.text, calls, finish, (usage["input_tokens"], usage["output_tokens"]))


class LangChainOpenAiTest(LoopTest, unittest.TestCase):
    lost = {(DEEPSEEK, False): 0, (DEEPSEEK, True): 0}  # it never sends reasoning_content
    finishes = ("tool_calls", "stop")

    def begin(self, model, stream):
        asked = {"base_url": f"{URL}/v1", "api_key": KEY, "max_retries": 0, "reasoning_effort": "low", "stream_usage": True}
        return Chat(lambda name: ChatOpenAI(model=name, **asked), model, stream)


class LangChainResponsesTest(LoopTest, unittest.TestCase):
    finishes = ("completed", "completed")

    def begin(self, model, stream):
        asked = {"base_url": f"{URL}/v1", "api_key": KEY, "max_retries": 0, "use_responses_api": True, "store": False,
                 "reasoning": {"effort": "low", "summary": "auto"}, "include": ["reasoning.encrypted_content"]}
        return Chat(lambda name: ChatOpenAI(model=name, **asked), model, stream)


class LangChainAnthropicTest(LoopTest, unittest.TestCase):
    finishes = ("tool_use", "end_turn")

    def begin(self, model, stream):
        asked = {"base_url": URL, "api_key": KEY, "max_retries": 0, "max_tokens": 8000,
                 "thinking": {"type": "enabled", "budget_tokens": 2000}}
        return Chat(lambda name: ChatAnthropic(model=name, **asked), model, stream)


class LangChainGoogleTest(LoopTest, unittest.TestCase):
    finishes = ("STOP", "STOP")

    def begin(self, model, stream):
        asked = {"base_url": URL, "api_key": KEY, "max_retries": 0, "include_thoughts": True, "thinking_budget": 2000}
        return Chat(lambda name: ChatGoogleGenerativeAI(model=name, **asked), model, stream)


if __name__ == "__main__":
    unittest.main()
