"""Anthropic Messages. https://platform.claude.com/docs/en/api/messages"""
import json
import re

from .checks import check_schema, unknown, walk
from .script import Conversation, Refused, Said, Tool, pieces, sign

THINKING = ("thinking", "redacted_thinking")
API = "https://platform.claude.com/docs/en/api/messages"
ADAPTIVE = "https://platform.claude.com/docs/en/build-with-claude/adaptive-thinking"
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
    """The format, as all who speak it check it; `rules` say what a vendor checks besides, `token` what it wants back of a thought."""

    FORMAT, KEEPS_IDS = "messages", True

    def __init__(self, name, provider, model, *, source=API, base="", key_header="x-api-key", roles=("user", "assistant"), blocks=BLOCKS,
                 members=None, rules=(), thinks=None, signs=None, overflow=None, error=None):
        self.name, self.provider, self.model, self.source, self.BASE = name, provider, model, source, base
        self.KEY_HEADER, self.roles, self.blocks, self.members, self.rules = key_header, roles, blocks, members, rules
        self.thinks, self.signs = thinks or is_thinking, signs
        self.overflow_told, self.make_error = overflow or "prompt is too long: 205120 tokens > 200000 maximum", error

    def call_id(self, run, place, number, tool):
        return f"toolu_{sign(run, place.thread, place.step, number)[:24]}"

    def overflow(self):
        return 400, self.error(Refused(self.overflow_told, self.source))

    def error(self, why):
        if self.make_error:
            return self.make_error(why)
        return {"type": "error", "error": {"type": why.kind, "message": str(why)}, "request_id": "req_1"}

    def read(self, path, body):
        if path.split("?")[0] != "v1/messages":
            raise Refused(f"no such path: {path}", self.source, 404)
        if body.get("model") != self.model:
            raise Refused(f"model: {body.get('model')}", self.source, 404, "not_found_error")
        unknown(body, self.members, "", self.source)
        messages = [{**each, "content": blocks(each["content"])} for each in body["messages"]]
        for at in range(len(messages)):
            self.check_message(messages, at)
        for rule in self.rules:
            rule(self, body, messages)
        tools = [tool for tool in body.get("tools", []) if "input_schema" in tool]
        for tool in tools:
            check_schema(tool["input_schema"], tool["name"], self.source)
            if not re.fullmatch(r"[a-zA-Z0-9_-]{1,128}", tool["name"]):
                raise Refused(f"tools.{tool['name']}: String should match pattern", self.source)
        system = blocks(body.get("system") or [])
        return Conversation(list(turns(messages, self)), [Tool(tool["name"], tool["input_schema"]) for tool in tools], self.thinks(body),
                            "\n".join(block["text"] for block in system), notes=self.notes(system))

    def notes(self, system):
        """What a vendor says nothing about, and its user pays for."""
        if not self.signs and any(block["text"].startswith("x-anthropic-billing-header") for block in system):
            yield "the bill's header is in the prompt, which ends prefix caching (claude-code#68900)"

    def check_message(self, messages, at):
        message, where = messages[at], f"messages.{at}"
        if message["role"] not in self.roles:
            raise Refused(self.wrong_role(at, message["role"]), self.source)
        if not message["content"] and not (at == len(messages) - 1 and message["role"] == "assistant"):
            raise Refused(f"{where}: all messages must have non-empty content except for the optional final assistant message", API)
        for number, block in enumerate(message["content"]):
            known = self.blocks.get(block["type"])
            if known is None:
                raise Refused(f"{where}.content.{number}: Input tag '{block['type']}' found using 'type' does not match", self.source)
            if self.members:
                unknown(block, {"type", *known}, f"{where}.content.{number}.", API)
            if block["type"] == "text" and not block["text"].strip():
                raise Refused(f"{where}: text content blocks must be non-empty", API)
        if message["role"] == "assistant":
            self.check_calls(messages, at)

    def wrong_role(self, at, role):
        return f"Failed to deserialize the JSON body into the target type: messages[{at}].role: unknown variant `{role}`, expected `user` or `assistant`"

    def check_calls(self, messages, at):
        where, calls = f"messages.{at}", of(messages[at], "tool_use")
        ids = [call["id"] for call in calls]
        if len(set(ids)) != len(ids):
            raise Refused(f"{where}: `tool_use` ids must be unique", API)
        told = [block["tool_use_id"] for block in of(messages[at + 1], "tool_result")] if at + 1 < len(messages) else []
        if sorted(told) != sorted(ids):
            raise Refused(f"{where}: `tool_use` ids were found without `tool_result` blocks immediately after: {ids}, {told}", API)
        if ids and [block["type"] for block in messages[at + 1]["content"][:len(ids)]] != ["tool_result"] * len(ids):
            raise Refused(f"messages.{at + 1}: tool_result blocks must come first", API)

    def token(self, thought):
        """What is wanted back of a thought: its signature where the vendor checks it, else its words."""
        return thought.get("signature") if self.signs else thought.get("thinking")

    def answer(self, body, step, run, place):
        content = []
        if step.thought:
            shown = "" if self.signs and (body.get("thinking") or {}).get("display") == "omitted" else step.thought
            content.append({"type": "thinking", "thinking": shown, "signature": signature(shown) if self.signs is not False else ""})
            step.token = self.token(content[0])
        if step.text:
            content.append({"type": "text", "text": step.text})
        content += [{"type": "tool_use", "id": call.id, "name": call.name, "input": call.arguments} for call in step.calls]
        asked, made = step.usage or (2000, 50)
        message = {"id": f"msg_{sign(run, place and (place.thread, place.step))[:20]}", "type": "message", "role": "assistant", "model": self.model, "content": content,
                   "stop_reason": "tool_use" if step.calls else "end_turn", "stop_sequence": None,
                   "usage": {"input_tokens": asked, "output_tokens": made}}
        return (True, stream(message, made)) if body.get("stream") else (False, message)


def is_thinking(body):
    return (body.get("thinking") or {"type": "disabled"})["type"] != "disabled"


# ---- what Anthropic checks besides

def check_thinking(vendor, body, messages):
    thinking = body.get("thinking") or {"type": "disabled"}
    if thinking["type"] == "disabled":
        return
    if thinking["type"] == "enabled":
        raise Refused("thinking.type.enabled is not supported for this model. Use thinking.type.adaptive and output_config.effort.", ADAPTIVE)
    if body.get("temperature", 1) != 1:
        raise Refused("`temperature` may only be set to 1 when thinking is enabled.", EXTENDED)


def at_most_four_marks(vendor, body, messages):
    if sum("cache_control" in each for each in walk(body)) > 4:
        raise Refused("A maximum of 4 blocks with cache_control may be provided.", API)


def check_turns(vendor, body, messages):
    if messages[0]["role"] != "user":
        raise Refused("messages: first message must use the \"user\" role", API)
    for at, turn in enumerate(messages):
        for call in of(turn, "tool_use"):
            if not re.fullmatch(r"[a-zA-Z0-9_-]+", call["id"]):
                raise Refused(f"messages.{at}: tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'", API)
        for number, block in enumerate(turn["content"]):
            if block["type"] == "thinking" and block["signature"] != signature(block["thinking"]):
                raise Refused(f"messages.{at}.content.{number}: Invalid `signature` in `thinking` block", EXTENDED)


def signature(shown):
    return sign(Words, shown)


class Words:
    id = "claude"


def blocks(content):
    return [{"type": "text", "text": content}] if isinstance(content, str) else content


def of(message, *types):
    return [block for block in message["content"] if block["type"] in types]


def turns(messages, vendor):
    for message in messages:
        if message["role"] == "assistant":
            thoughts, text = of(message, *THINKING), "\n".join(block["text"] for block in of(message, "text"))
            calls = [(block["id"], block["name"], block["input"]) for block in of(message, "tool_use")]
            yield "said", Said(vendor.token(thoughts[0]) if thoughts else None, text, calls)
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


CLAUDE = Messages("claude", "anthropic", "claude-opus-4-8", roles=("user", "assistant", "system"), members=MEMBERS, signs=True,
                  rules=(check_thinking, at_most_four_marks, check_turns))
