"""Anthropic Messages. https://platform.claude.com/docs/en/build-with-claude/extended-thinking"""
import json
import re

from .script import INPUT, OUTPUT, Call, Refused, check_offered, check_result, had_thought, pieces, sign, step, structured, thanks

PROVIDER, MODEL, KEY_HEADER = "anthropic", "claude-sonnet-4-5", "x-api-key"
THINKING = ("thinking", "redacted_thinking")
HIDDEN = "c2VjcmV0IHRob3VnaHQ="


def error(why):
    kind = "authentication_error" if why.status == 401 else "invalid_request_error"
    return {"type": "error", "error": {"type": kind, "message": str(why)}}


def answer(path, body):
    if path == "v1/messages/count_tokens":
        return False, {"input_tokens": len(json.dumps(body["messages"]))}
    if path != "v1/messages":
        raise Refused(f"no such path: {path}", 404)
    thinking = body.get("thinking") or {"type": "disabled"}
    check_thinking(thinking, body)
    messages = [{**each, "content": blocks(each["content"])} for each in body["messages"]]
    asked = max(at for at, each in enumerate(messages) if each["role"] == "user" and not of(each, "tool_result"))
    kept = [check_turn(messages, at, thinking) for at, each in enumerate(messages) if each["role"] == "assistant"]
    said = kept[len([each for each in messages[:asked] if each["role"] == "assistant"]):]
    tools = {tool["name"]: tool.get("input_schema") for tool in body.get("tools", [])}
    person = structured(((body.get("output_config") or {}).get("format") or {}).get("schema"), tools)
    if person:
        made = person
    elif kept and not said:
        made = thanks()
    else:
        check_offered(list(tools))
        made = step(len(said), said, thinking["type"] != "disabled")
    content = write(made, thinking)
    return (True, stream(body, content)) if body.get("stream") else (False, message(body, content))


def blocks(content):
    return [{"type": "text", "text": content}] if isinstance(content, str) else content


def of(message, *types):
    return [block for block in message["content"] if block["type"] in types]


def check_thinking(thinking, body):
    if thinking["type"] == "disabled":
        return
    if body.get("temperature", 1) != 1:
        raise Refused("`temperature` may only be set to 1 when thinking is enabled.")
    if (body.get("tool_choice") or {}).get("type") in ("any", "tool"):
        raise Refused("Thinking may not be enabled when tool_choice forces tool use.")
    if body["max_tokens"] <= thinking.get("budget_tokens", 0):
        raise Refused("`max_tokens` must be greater than `thinking.budget_tokens`.")


def check_turn(messages, at, thinking):
    """Whether the turn's thoughts came back as they were; None where it had none."""
    turn, where = messages[at], f"messages.{at}"
    calls = [Call(block["name"], block["input"], block["id"]) for block in of(turn, "tool_use")]
    for call in calls:
        if not re.fullmatch(r"[a-zA-Z0-9_-]+", call.id):
            raise Refused(f"{where}: tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'")
    check_results(messages, at, calls)
    thoughts, ids = of(turn, *THINKING), [call.id for call in calls]
    latest = at == max(n for n, each in enumerate(messages) if each["role"] == "assistant")
    if latest and calls and thinking["type"] == "enabled" and turn["content"][0]["type"] not in THINKING:
        raise Refused(f"{where}.content.0.type: Expected `thinking` or `redacted_thinking`, but found "
                      f"`{turn['content'][0]['type']}`. When `thinking` is enabled, a final `assistant` message must start "
                      "with a thinking block (preceeding the lastmost set of `tool_use` and `tool_result` blocks).")
    for number, block in enumerate(thoughts):
        if block["type"] == "thinking" and block["signature"] != sign(block["thinking"], ids):
            raise Refused(f"{where}.content.{number}: Invalid `signature` in `thinking` block")
        if block["type"] == "redacted_thinking" and block["data"] != HIDDEN:
            raise Refused(f"{where}.content.{number}: Invalid `data` in `redacted_thinking` block")
    if not calls:
        return None
    if thoughts and [block["type"] for block in thoughts] != list(THINKING[:len(calls)]):
        raise Refused(f"{where}: `thinking` or `redacted_thinking` blocks in the latest assistant message cannot be modified.")
    return bool(thoughts) if had_thought(ids) else None


def check_results(messages, at, calls):
    if not calls:
        return
    results = of(messages[at + 1], "tool_result") if at + 1 < len(messages) else []
    told = {result["tool_use_id"]: result for result in results}
    missing = [call.id for call in calls if call.id not in told]
    if missing:
        raise Refused(f"messages.{at}: `tool_use` ids were found without `tool_result` blocks immediately after: "
                      f"{', '.join(missing)}. Each `tool_use` block must have a corresponding `tool_result` block in the next "
                      "message.")
    if len(told) > len(calls):
        raise Refused(f"messages.{at + 1}: unexpected `tool_use_id` found in `tool_result` blocks")
    for call in calls:
        check_result(call, "".join(block["text"] for block in blocks(told[call.id].get("content", ""))))


def write(made, thinking):
    """Thinks hidden too where there are two calls."""
    ids, content = [call.id for call in made.calls], []
    if made.thought:
        shown = "" if thinking.get("display") == "omitted" else made.thought
        content.append({"type": "thinking", "thinking": shown, "signature": sign(shown, ids)})
        if len(ids) > 1:
            content.append({"type": "redacted_thinking", "data": HIDDEN})
    if made.text:
        content.append({"type": "text", "text": made.text})
    return content + [{"type": "tool_use", "id": each.id, "name": each.name, "input": each.arguments} for each in made.calls]


def message(body, content):
    return {"id": "msg_1", "type": "message", "role": "assistant", "model": body["model"], "content": content,
            "stop_reason": reason(content), "stop_sequence": None, "usage": {"input_tokens": INPUT, "output_tokens": OUTPUT}}


def reason(content):
    return "tool_use" if content[-1]["type"] == "tool_use" else "end_turn"


def stream(body, content):
    def event(type, **more):
        return f"event: {type}\ndata: {json.dumps({'type': type, **more}, ensure_ascii=False)}\n\n"

    start = {**message(body, content), "content": [], "stop_reason": None, "usage": {"input_tokens": INPUT, "output_tokens": 1}}
    yield event("message_start", message=start)
    for index, block in enumerate(content):
        empty, deltas = taken_apart(block)
        yield event("content_block_start", index=index, content_block=empty)
        yield event("ping")
        for delta in deltas:
            yield event("content_block_delta", index=index, delta=delta)
        yield event("content_block_stop", index=index)
    yield event("message_delta", delta={"stop_reason": reason(content), "stop_sequence": None},
                usage={"input_tokens": INPUT, "output_tokens": OUTPUT})
    yield event("message_stop")


def taken_apart(block):
    if block["type"] == "thinking":
        deltas = [{"type": "thinking_delta", "thinking": piece} for piece in pieces(block["thinking"])]
        deltas.append({"type": "signature_delta", "signature": block["signature"]})
        return {"type": "thinking", "thinking": "", "signature": ""}, deltas
    if block["type"] == "text":
        return {"type": "text", "text": ""}, [{"type": "text_delta", "text": piece} for piece in pieces(block["text"])]
    if block["type"] == "tool_use":
        written = json.dumps(block["input"], ensure_ascii=False) if block["input"] else ""
        deltas = [{"type": "input_json_delta", "partial_json": piece} for piece in ["", *pieces(written)]]
        return {**block, "input": {}}, deltas
    return block, []
