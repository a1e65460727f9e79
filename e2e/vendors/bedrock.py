"""Claude on Amazon Bedrock by Converse. https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html"""
import json
import re
import struct
import urllib.parse
import zlib

from .checks import check_schema, unknown
from .script import Conversation, Refused, Said, Tool, pieces, sign

API = "https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html"
BLOCK = "https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ContentBlock.html"
USE = "https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ToolUseBlock.html"
RESULT = "https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ToolResultBlock.html"
SPEC = "https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ToolSpecification.html"
CACHING = "https://docs.aws.amazon.com/bedrock/latest/userguide/prompt-caching.html"
CLAUDE = "https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-anthropic-claude-messages-request-response.html"
THINKING = "https://docs.aws.amazon.com/bedrock/latest/userguide/claude-messages-extended-thinking.html"
MEMBERS = {"messages", "system", "inferenceConfig", "toolConfig", "guardrailConfig", "additionalModelRequestFields", "promptVariables",
           "additionalModelResponseFieldPaths", "requestMetadata", "performanceConfig", "serviceTier", "outputConfig"}
UNION = {"text", "image", "document", "video", "audio", "toolUse", "toolResult", "guardContent", "cachePoint", "reasoningContent",
         "citationsContent", "searchResult"}
FIELDS = {"thinking", "anthropic_beta", "output_config", "top_k", "context_management"}
BETAS = {"interleaved-thinking-2025-05-14", "context-1m-2025-08-07", "context-management-2025-06-27", "compact-2026-01-12",
         "fine-grained-tool-streaming-2025-05-14", "token-efficient-tools-2025-02-19", "output-128k-2025-02-19",
         "computer-use-2025-01-24", "computer-use-2025-11-24", "tool-search-tool-2025-10-19", "tool-examples-2025-10-29",
         "effort-2025-11-24"}


class Bedrock:
    FORMAT, KEY_HEADER, KEEPS_IDS, STREAM_TYPE = "bedrock", "authorization", True, "application/vnd.amazon.eventstream"
    BASE, source = "", API

    def __init__(self, name, provider, model, adaptive):
        self.name, self.provider, self.model, self.adaptive = name, provider, model, adaptive

    def call_id(self, run, place, number, tool):
        return f"tooluse_{sign(run, place.thread, place.step, number)[:22]}"

    def overflow(self):
        return 400, {"message": "Input is too long for requested model."}

    def error(self, why):
        return {"message": str(why)}

    def error_headers(self, status):
        names = {400: "ValidationException", 401: "UnrecognizedClientException", 404: "ResourceNotFoundException",
                 429: "ThrottlingException", 529: "ServiceUnavailableException", 503: "ServiceUnavailableException"}
        return {"x-amzn-errortype": names.get(status, "InternalServerException") + ":http://internal.amazon.com/coral/com.amazon.bedrock/"}

    def read(self, path, body):
        found = re.fullmatch(r"model/([^/]+)/converse(-stream)?", path)
        if not found:
            raise Refused(f"no such path: {path}", API, 404)
        if urllib.parse.unquote(found[1]) != self.model or ":" in found[1]:
            raise Refused("The provided model identifier is invalid.", API)
        unknown(body, MEMBERS, "", API)
        unknown(body.get("inferenceConfig") or {}, {"maxTokens", "temperature", "topP", "stopSequences"}, "inferenceConfig.", API)
        thinks = self.check_fields(body)
        messages = body["messages"]
        for at in range(len(messages)):
            self.check_message(messages, at, thinks)
        offered = self.tools(body)
        system = "\n".join(block.get("text", "") for block in self.system(body))
        return Conversation(list(turns(messages)), offered, bool(thinks), system)

    def check_fields(self, body):
        """What Claude is told beside Converse's own members; gives its thinking."""
        fields, config = body.get("additionalModelRequestFields") or {}, body.get("inferenceConfig") or {}
        for name in fields:
            if name not in FIELDS:
                raise Refused(f"The model returned the following errors: {name}: Extra inputs are not permitted", CLAUDE)
        for beta in fields.get("anthropic_beta", []):
            if beta not in BETAS:
                raise Refused("The model returned the following errors: invalid beta flag", "litellm#26240")
        thinking = fields.get("thinking") or {"type": "disabled"}
        if thinking["type"] == "disabled":
            return None
        if thinking["type"] != ("adaptive" if self.adaptive else "enabled"):
            raise Refused(f"The model returned the following errors: thinking.type: {thinking['type']} is not supported", THINKING)
        if not self.adaptive and not 1024 <= thinking["budget_tokens"] < config.get("maxTokens", 4096):
            raise Refused("The model returned the following errors: `max_tokens` must be greater than `thinking.budget_tokens`.", THINKING)
        if config.get("temperature", 1) != 1 or "top_k" in fields:
            raise Refused("The model returned the following errors: `temperature` may only be set to 1 when thinking is enabled.", THINKING)
        if not self.adaptive and "auto" not in (body.get("toolConfig") or {}).get("toolChoice", {"auto": {}}):
            raise Refused("The model returned the following errors: Thinking may not be enabled when tool_choice forces tool use.", THINKING)
        return thinking

    def system(self, body):
        blocks = body.get("system") or []
        for block in blocks:
            if not block.get("text", "x").strip():
                raise Refused("The text field in the SystemContentBlock object is blank.", BLOCK)
            if block.get("text", "").startswith("x-anthropic-billing-header"):
                raise Refused("The model returned the following errors: x-anthropic-billing-header is a reserved keyword and may not be "
                              "used in the system prompt", "copilot-api#174")
        points = [block for block in every_block(body) if "cachePoint" in block]
        if len(points) > 4 or any(point["cachePoint"].get("type") != "default" for point in points):
            raise Refused(f"at most 4 cache points of type default, got {points}", CACHING)
        return blocks

    def tools(self, body):
        config = body.get("toolConfig")
        if config is None:
            if any("toolUse" in block or "toolResult" in block for block in every_block(body)):
                raise Refused("The toolConfig field must be defined when using toolUse and toolResult content blocks.", "pentagi#196")
            return []
        unknown(config, {"tools", "toolChoice"}, "toolConfig.", API)
        if "none" in config.get("toolChoice", {}) or not config.get("tools"):
            raise Refused("toolConfig: at least one tool, and a choice of auto, any or tool", API)
        specs = [tool["toolSpec"] for tool in config["tools"] if "toolSpec" in tool]
        for spec in specs:
            unknown(spec, {"name", "description", "inputSchema", "strict"}, "toolSpec.", SPEC)
            if not re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", spec["name"]) or spec.get("description") == "":
                raise Refused(f"toolConfig.tools: the name or description of {spec['name']!r} does not match", SPEC)
            check_schema(spec["inputSchema"]["json"], spec["name"], SPEC)
        return [Tool(spec["name"], spec["inputSchema"]["json"]) for spec in specs]

    def check_message(self, messages, at, thinks):
        message, where = messages[at], f"messages.{at}"
        wanted = ("user", "assistant")[at % 2]
        if message["role"] != wanted:
            raise Refused("A conversation must alternate between user and assistant roles, and start with a user message. "
                          f"({where} is of {message['role']})", API)
        if not message["content"]:
            raise Refused(f"The content field in the Message object at {where} is empty.", API)
        for number, block in enumerate(message["content"]):
            if len(block) != 1 or not UNION.issuperset(block):
                raise Refused(f"{where}.content.{number} is a union: {list(block)}", BLOCK)
            if "text" in block and not block["text"].strip():
                raise Refused(f"The text field in the ContentBlock object at {where}.content.{number} is blank.", "stdapi.ai#24")
            if "reasoningContent" in block:
                self.check_reasoning(block["reasoningContent"], f"{where}.content.{number}", message["role"])
        if message["role"] == "assistant":
            self.check_calls(messages, at, thinks)
        else:
            self.check_results(messages, at)

    def check_reasoning(self, reasoning, where, role):
        if role != "assistant":
            raise Refused(f"{where}: reasoningContent is the assistant's", BLOCK)
        text = reasoning.get("reasoningText")
        if text is not None and text.get("signature") != signature(text["text"]):
            raise Refused(f"The model returned the following errors: {where}: Invalid `signature` in `thinking` block", THINKING)

    def check_calls(self, messages, at, thinks):
        calls = [block["toolUse"] for block in messages[at]["content"] if "toolUse" in block]
        for call in calls:
            fits = re.fullmatch(r"[a-zA-Z0-9_.:-]{1,64}", call["toolUseId"]) and re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", call["name"])
            if not fits or not isinstance(call["input"], dict):
                raise Refused(f"messages.{at}: toolUse does not match: {call}", USE)
        ids = [call["toolUseId"] for call in calls]
        told = results(messages[at + 1]) if at + 1 < len(messages) else []
        if len(set(ids)) != len(ids) or sorted(ids) != sorted(told):
            raise Refused(f"Expected toolResult blocks at messages.{at + 1}.content for the following Ids: {ids}, got {told}", RESULT)
        latest = at == max(n for n, each in enumerate(messages) if each["role"] == "assistant")
        if latest and calls and thinks and not self.adaptive and "reasoningContent" not in messages[at]["content"][0]:
            raise Refused(f"The model returned the following errors: messages.{at}.content.0.type: Expected `thinking` or "
                          "`redacted_thinking`, but found something else.", THINKING)

    def check_results(self, messages, at):
        before = [block["toolUse"]["toolUseId"] for block in messages[at - 1]["content"] if "toolUse" in block] if at else []
        if len(results(messages[at])) > len(before):
            raise Refused(f"The number of toolResult blocks at messages.{at}.content exceeds the number of toolUse blocks of previous "
                          "turn.", "strands-agents/harness-sdk#1435")
        for block in messages[at]["content"]:
            result = block.get("toolResult")
            if result is None:
                continue
            unknown(result, {"toolUseId", "content", "status", "type"}, f"messages.{at}.toolResult.", RESULT)
            if result.get("status") == "error" and not result["content"]:
                raise Refused(f"The content field at messages.{at} cannot be empty when status value is error.",
                              "sample-multi-agent-orchestration-chat-on-agentcore#15")
            if any("text" in each and not each["text"].strip() for each in result["content"]):
                raise Refused("messages: text content blocks must be non-empty", "hermes-agent#55092")

    def answer(self, body, step, run, place):
        content = []
        if step.thought:
            step.token = signature(step.thought)
            content.append({"reasoningContent": {"reasoningText": {"text": step.thought, "signature": step.token}}})
        if step.text:
            content.append({"text": step.text})
        content += [{"toolUse": {"toolUseId": call.id, "name": call.name, "input": call.arguments}} for call in step.calls]
        asked, made = step.usage or (2000, 50)
        usage = {"inputTokens": asked, "outputTokens": made, "totalTokens": asked + made}
        stop = "tool_use" if step.calls else "end_turn"
        if body.get("stream"):
            return True, stream(content, stop, usage)
        return False, {"output": {"message": {"role": "assistant", "content": content}}, "stopReason": stop, "usage": usage,
                       "metrics": {"latencyMs": 5}}


def signature(thought):
    return sign(Words, thought)


class Words:
    id = "claude on bedrock"


def every_block(body):
    yield from body.get("system") or []
    yield from (body.get("toolConfig") or {}).get("tools") or []
    for message in body["messages"]:
        yield from message["content"]


def results(message):
    return [block["toolResult"]["toolUseId"] for block in message["content"] if "toolResult" in block]


def text_of(blocks):
    return "\n".join(block["text"] for block in blocks if "text" in block)


def turns(messages):
    for message in messages:
        blocks = message["content"]
        if message["role"] == "assistant":
            thoughts = [block["reasoningContent"] for block in blocks if "reasoningContent" in block]
            calls = [(call["toolUseId"], call["name"], call["input"]) for call in (block["toolUse"] for block in blocks if "toolUse" in block)]
            yield "said", Said(thoughts[0].get("reasoningText", {}).get("signature") if thoughts else None, text_of(blocks), calls)
            continue
        for result in (block["toolResult"] for block in blocks if "toolResult" in block):
            yield "result", result["toolUseId"], "\n".join(each.get("text") or json.dumps(each, ensure_ascii=False) for each in result["content"])
        if text := text_of(blocks):
            yield "user", text


def stream(content, stop, usage):
    yield frame("messageStart", {"role": "assistant"})
    for index, block in enumerate(content):
        deltas = []
        if "reasoningContent" in block:
            said = block["reasoningContent"]["reasoningText"]
            deltas = [{"reasoningContent": {"text": piece}} for piece in pieces(said["text"])]
            deltas.append({"reasoningContent": {"signature": said["signature"]}})
        elif "text" in block:
            deltas = [{"text": piece} for piece in pieces(block["text"])]
        else:  # text and reasoning have no start
            call = block["toolUse"]
            yield frame("contentBlockStart", {"contentBlockIndex": index, "start": {"toolUse": {"toolUseId": call["toolUseId"], "name": call["name"]}}})
            deltas = [{"toolUse": {"input": piece}} for piece in pieces(json.dumps(call["input"], ensure_ascii=False), 40)]
        for delta in deltas:
            yield frame("contentBlockDelta", {"contentBlockIndex": index, "delta": delta})
        yield frame("contentBlockStop", {"contentBlockIndex": index})
    yield frame("messageStop", {"stopReason": stop})
    yield frame("metadata", {"usage": usage, "metrics": {"latencyMs": 5}})


def frame(event, payload):
    """https://smithy.io/2.0/aws/amazon-eventstream.html"""
    said = {":event-type": event, ":content-type": "application/json", ":message-type": "event"}
    headers = b"".join(struct.pack("!B", len(name)) + name.encode() + b"\x07" + struct.pack("!H", len(value)) + value.encode()
                       for name, value in said.items())
    data = json.dumps({**payload, "p": "abcdefgh"}, ensure_ascii=False).encode()
    prelude = struct.pack("!II", 16 + len(headers) + len(data), len(headers))
    whole = prelude + struct.pack("!I", zlib.crc32(prelude)) + headers + data
    return whole + struct.pack("!I", zlib.crc32(whole))


SONNET = Bedrock("bedrock", "bedrock", "us.anthropic.claude-sonnet-4-5-20250929-v1:0", adaptive=False)
OPUS = Bedrock("bedrock-opus", "bedrock_opus", "us.anthropic.claude-opus-4-8", adaptive=True)
VENDORS = (SONNET, OPUS)
