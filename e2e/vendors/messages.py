"""Anthropic Messages. https://platform.claude.com/docs/en/api/messages"""
import json
import re

from .checks import check_schema, unknown, walk
from .script import Conversation, Refused, Said, Tool, pieces, sign

THINKING = ("thinking", "redacted_thinking")
API = "https://platform.claude.com/docs/en/api/messages"
EXTENDED = "https://platform.claude.com/docs/en/build-with-claude/extended-thinking"
MEMBERS = {"model", "messages", "max_tokens", "system", "metadata", "stop_sequences", "stream", "temperature", "top_k", "top_p", "tools",
           "tool_choice", "thinking", "output_config", "context_management", "service_tier", "container", "mcp_servers",
           "inference_geo", "cache_control", "speed", "diagnostics"}
BLOCKS = {
    "text": {"text", "cache_control", "citations"},
    "image": {"source", "cache_control"},
    "document": {"source", "title", "context", "citations", "cache_control"},
    "thinking": {"thinking", "signature"},
    "redacted_thinking": {"data"},
    "tool_use": {"id", "name", "input", "cache_control", "caller"},
    "tool_result": {"tool_use_id", "content", "is_error", "cache_control"},
    "tool_reference": {"tool_name"},
}


class Messages:
    FORMAT, KEY_HEADER, KEEPS_IDS = "messages", "x-api-key", True
    source = API

    def __init__(self, name, provider, model, mid_system):
        self.name, self.provider, self.model, self.mid_system = name, provider, model, mid_system

    def call_id(self, run, place, number, tool):
        return f"toolu_{sign(run, place.thread, place.step, number)[:24]}"

    def overflow(self):
        return 400, self.error(Refused("prompt is too long: 205120 tokens > 200000 maximum", API))

    def error(self, why):
        return {"type": "error", "error": {"type": why.kind, "message": str(why)}, "request_id": "req_1"}

    def read(self, path, body):
        if path.split("?")[0] == "v1/messages/count_tokens":
            raise Refused("the script counts no tokens", API, 404)
        if path.split("?")[0] != "v1/messages":
            raise Refused(f"no such path: {path}", API, 404)
        if body.get("model") != self.model:
            raise Refused(f"model: {body.get('model')}", API, 404, "not_found_error")
        unknown(body, MEMBERS, "", API)
        thinking = body.get("thinking") or {"type": "disabled"}
        self.check_thinking(thinking, body)
        if sum("cache_control" in each for each in walk({**body, "messages": body["messages"]})) > 4:
            raise Refused("A maximum of 4 blocks with cache_control may be provided.", API)
        messages = [{**each, "content": blocks(each["content"])} for each in body["messages"]]
        for at in range(len(messages)):
            self.check_message(messages, at, thinking)
        tools = [tool for tool in body.get("tools", []) if "input_schema" in tool]
        for tool in tools:
            check_schema(tool["input_schema"], tool["name"], API)
            if not re.fullmatch(r"[a-zA-Z0-9_-]{1,128}", tool["name"]):
                raise Refused(f"tools.{tool['name']}: String should match pattern", API)
        system = "\n".join(block["text"] for block in blocks(body.get("system") or []))
        return Conversation(list(turns(messages)), [Tool(tool["name"], tool["input_schema"]) for tool in tools],
                            thinking["type"] != "disabled", system)

    def check_thinking(self, thinking, body):
        if thinking["type"] == "disabled":
            return
        if body.get("temperature", 1) != 1:
            raise Refused("`temperature` may only be set to 1 when thinking is enabled.", EXTENDED)
        if body["max_tokens"] <= thinking.get("budget_tokens", 0):
            raise Refused("`max_tokens` must be greater than `thinking.budget_tokens`.", EXTENDED)
        if (body.get("tool_choice") or {}).get("type") in ("any", "tool"):
            raise Refused("Thinking may not be enabled when tool_choice forces tool use.", EXTENDED)

    def check_message(self, messages, at, thinking):
        message, where = messages[at], f"messages.{at}"
        if message["role"] not in ("user", "assistant", *(("system",) if self.mid_system else ())):
            raise Refused(f"{where}.role: Input should be 'user' or 'assistant'", "claude-agent-sdk-typescript#350")
        if at == 0 and message["role"] != "user":
            raise Refused("messages: first message must use the \"user\" role", API)
        if not message["content"] and not (at == len(messages) - 1 and message["role"] == "assistant"):
            raise Refused(f"{where}: all messages must have non-empty content except for the optional final assistant message", API)
        for number, block in enumerate(message["content"]):
            known = BLOCKS.get(block["type"])
            if known is None:
                raise Refused(f"{where}.content.{number}: Input tag '{block['type']}' found using 'type' does not match", API)
            unknown(block, {"type", *known}, f"{where}.content.{number}.", API)
            if block["type"] == "text" and not block["text"].strip():
                raise Refused(f"{where}: text content blocks must be non-empty", API)
        if message["role"] == "assistant":
            self.check_turn(messages, at, thinking)

    def check_turn(self, messages, at, thinking):
        turn, where = messages[at], f"messages.{at}"
        calls = of(turn, "tool_use")
        ids = [call["id"] for call in calls]
        for call in calls:
            if not re.fullmatch(r"[a-zA-Z0-9_-]+", call["id"]):
                raise Refused(f"{where}: tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'", API)
        if len(set(ids)) != len(ids):
            raise Refused(f"{where}: `tool_use` ids must be unique", API)
        told = [block["tool_use_id"] for block in of(messages[at + 1], "tool_result")] if at + 1 < len(messages) else []
        if sorted(told) != sorted(ids):
            raise Refused(f"{where}: `tool_use` ids were found without `tool_result` blocks immediately after: {ids}, {told}", API)
        if ids and [block["type"] for block in messages[at + 1]["content"][:len(ids)]] != ["tool_result"] * len(ids):
            raise Refused(f"messages.{at + 1}: tool_result blocks must come first", API)
        for number, block in enumerate(turn["content"]):
            if block["type"] == "thinking" and block["signature"] != signature(block["thinking"]):
                raise Refused(f"{where}.content.{number}: Invalid `signature` in `thinking` block", EXTENDED)
        latest = at == max(n for n, each in enumerate(messages) if each["role"] == "assistant")
        if latest and calls and thinking["type"] == "enabled" and turn["content"][0]["type"] not in THINKING:
            raise Refused(f"{where}.content.0.type: Expected `thinking` or `redacted_thinking`, but found `{turn['content'][0]['type']}`.",
                          EXTENDED)

    def answer(self, body, step, run, place):
        content = []
        if step.thought:
            shown = "" if (body.get("thinking") or {}).get("display") == "omitted" else step.thought
            step.token = signature(shown)
            content.append({"type": "thinking", "thinking": shown, "signature": step.token})
        if step.text:
            content.append({"type": "text", "text": step.text})
        content += [{"type": "tool_use", "id": call.id, "name": call.name, "input": call.arguments} for call in step.calls]
        asked, made = step.usage or (2000, 50)
        message = {"id": f"msg_{sign(run, place and (place.thread, place.step))[:20]}", "type": "message", "role": "assistant", "model": self.model, "content": content,
                   "stop_reason": "tool_use" if step.calls else "end_turn", "stop_sequence": None,
                   "usage": {"input_tokens": asked, "output_tokens": made}}
        return (True, stream(message, made)) if body.get("stream") else (False, message)


def signature(shown):
    return sign(Words, shown)


class Words:
    id = "claude"


def blocks(content):
    return [{"type": "text", "text": content}] if isinstance(content, str) else content


def of(message, *types):
    return [block for block in message["content"] if block["type"] in types]


def turns(messages):
    for message in messages:
        if message["role"] == "assistant":
            thoughts, text = of(message, *THINKING), "\n".join(block["text"] for block in of(message, "text"))
            calls = [(block["id"], block["name"], block["input"]) for block in of(message, "tool_use")]
            yield "said", Said(thoughts[0].get("signature") if thoughts else None, text, calls)
            continue
        for block in of(message, "tool_result"):
            yield "result", block["tool_use_id"], "\n".join(each.get("text", "") for each in blocks(block.get("content") or []))
        text = "\n".join(block["text"] for block in of(message, "text"))
        if text and message["role"] == "user":
            yield "user", text


def stream(message, made):
    def event(type, **more):
        return f"event: {type}\ndata: {json.dumps({'type': type, **more}, ensure_ascii=False)}\n\n"

    yield event("message_start", message={**message, "content": [], "stop_reason": None, "usage": {**message["usage"], "output_tokens": 1}})
    for index, block in enumerate(message["content"]):
        empty, deltas = taken_apart(block)
        yield event("content_block_start", index=index, content_block=empty)
        yield event("ping")
        for delta in deltas:
            yield event("content_block_delta", index=index, delta=delta)
        yield event("content_block_stop", index=index)
    yield event("message_delta", delta={"stop_reason": message["stop_reason"], "stop_sequence": None}, usage={"output_tokens": made})
    yield event("message_stop")


def taken_apart(block):
    if block["type"] == "thinking":
        deltas = [{"type": "thinking_delta", "thinking": piece} for piece in pieces(block["thinking"])]
        return {"type": "thinking", "thinking": "", "signature": ""}, [*deltas, {"type": "signature_delta",
                                                                                "signature": block["signature"]}]
    if block["type"] == "text":
        return {"type": "text", "text": ""}, [{"type": "text_delta", "text": piece} for piece in pieces(block["text"])]
    written = json.dumps(block["input"], ensure_ascii=False)
    return {**block, "input": {}}, [{"type": "input_json_delta", "partial_json": piece} for piece in ["", *pieces(written, 40)]]


CLAUDE = Messages("claude", "anthropic", "claude-opus-4-8", mid_system=True)
