import json
import unittest

import boto3
from botocore.config import Config

from conversation import TOOLS, Call, LoopTest, Turn
from gateway import KEY, URL

OFFERED = [{"toolSpec": {"name": tool["name"], "description": tool["description"], "inputSchema": {"json": tool["parameters"]}}}
           for tool in TOOLS]


def client(key=KEY):
    """Signs with the client key; boto3 shows no bearer token over http."""
    return boto3.client("bedrock-runtime", endpoint_url=URL, region_name="eu-west-1", aws_access_key_id="gateway",
                        aws_secret_access_key=key, config=Config(retries={"total_max_attempts": 1}))


def together(events):
    """boto3 leaves it to its users to put a streamed message together."""
    content, whole = {}, {}
    for event in events:
        for name, value in event.items():
            if name == "contentBlockStart":
                content[value["contentBlockIndex"]] = {"toolUse": {**value["start"]["toolUse"], "input": ""}}
            elif name == "contentBlockDelta":
                add(content, value["contentBlockIndex"], value["delta"])
            elif name == "messageStop":
                whole["stopReason"] = value["stopReason"]
            elif name == "metadata":
                whole["usage"] = value["usage"]
    for block in content.values():
        if "toolUse" in block:
            block["toolUse"]["input"] = json.loads(block["toolUse"]["input"] or "{}")
    return {**whole, "output": {"message": {"role": "assistant", "content": list(content.values())}}}


def add(content, index, delta):
    if "toolUse" in delta:
        content[index]["toolUse"]["input"] += delta["toolUse"]["input"]
    elif "text" in delta:
        content.setdefault(index, {"text": ""})["text"] += delta["text"]
    elif "redactedContent" in delta["reasoningContent"]:
        content[index] = {"reasoningContent": delta["reasoningContent"]}
    else:
        thought = content.setdefault(index, {"reasoningContent": {"reasoningText": {"text": ""}}})["reasoningContent"]["reasoningText"]
        for name, piece in delta["reasoningContent"].items():
            thought[name] = thought.get(name, "") + piece


class Chat:
    def __init__(self, client, model, stream):
        self.call = (lambda **asked: together(client.converse_stream(**asked)["stream"])) if stream else client.converse
        self.messages = []
        self.asked = {"modelId": model, "messages": self.messages, "toolConfig": {"tools": OFFERED},
                      "inferenceConfig": {"maxTokens": 8000},
                      "additionalModelRequestFields": {"thinking": {"type": "enabled", "budget_tokens": 2000}}}

    def turn_to(self, model):
        self.asked["modelId"] = model

    def say(self, text):
        self.messages.append({"role": "user", "content": [{"text": text}]})

    def give(self, results):
        content = [{"toolResult": {"toolUseId": call.id, "content": [{"text": result}]}} for call, result in results]
        self.messages.append({"role": "user", "content": content})

    def answer(self):
        whole = self.call(**self.asked)
        message = whole["output"]["message"]
        self.messages.append(message)
        calls = [Call(block["toolUse"]["toolUseId"], block["toolUse"]["name"], block["toolUse"]["input"])
                 for block in message["content"] if "toolUse" in block]
        return Turn("".join(block.get("text", "") for block in message["content"]), calls, whole["stopReason"],
                    (whole["usage"]["inputTokens"], whole["usage"]["outputTokens"]))


class BedrockLoopTest(LoopTest, unittest.TestCase):
    finishes = ("tool_use", "end_turn")

    def setUp(self):
        self.client = client()
        self.addCleanup(self.client.close)

    def begin(self, model, stream):
        return Chat(self.client, model, stream)


if __name__ == "__main__":
    unittest.main()
