"""Where the gateway under test is. `e2e/run` starts it and sets these."""
import os

import openai

URL = os.environ["GATEWAY_URL"]
KEY = os.environ["GATEWAY_API_KEY"]

CHINESE = "你好，世界！😀 “引号”\n第二行 \\ end"

WEATHER = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "description": "查询天气",
        "parameters": {
            "type": "object",
            "properties": {"city": {"type": "string"}, "unit": {"type": "string", "enum": ["celsius", "fahrenheit"]}},
            "required": ["city", "unit"],
        },
    },
}
CLOCK = {"type": "function", "function": {"name": "get_time", "parameters": {"type": "object", "properties": {}}}}


def client(**more):
    return openai.OpenAI(**{"base_url": f"{URL}/v1", "api_key": KEY, "max_retries": 0, "timeout": 20, **more})


def anthropic_client(**more):
    import anthropic # which not all environments have
    return anthropic.Anthropic(**{"base_url": URL, "api_key": KEY, "max_retries": 0, "timeout": 20, **more})


def user(content):
    return [{"role": "user", "content": content}]


def text_of(chunks):
    return "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
