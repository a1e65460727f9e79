"""Chat completions as DeepSeek thinks in them. https://api-docs.deepseek.com/guides/thinking_mode"""
import json

from .script import INPUT, OUTPUT, PERSON, Call, Refused, Step, check_offered, check_result, had_thought, pieces, step, structured, thanks

PROVIDER, MODEL, KEY_HEADER = "deepseek", "deepseek-reasoner", "authorization"
USAGE = {"prompt_tokens": INPUT, "completion_tokens": OUTPUT, "total_tokens": INPUT + OUTPUT}
THOUGHTS = {step(number, [], True).thought for number in range(3)}


def error(why):
    return {"error": {"message": str(why), "type": "invalid_request_error", "param": None, "code": "invalid_request_error"}}


def answer(path, body):
    if path != "chat/completions":
        raise Refused(f"no such path: {path}", 404)
    messages = body["messages"]
    for message in messages:
        if message["role"] not in ("system", "user", "assistant", "tool"):
            raise Refused(f"messages: unknown variant `{message['role']}`")
        if not isinstance(message.get("content"), str | None):
            raise Refused("messages: content: invalid type: sequence, expected a string")
    asked = max(at for at, each in enumerate(messages) if each["role"] == "user")
    kept = [check_turn(messages, at) for at, each in enumerate(messages) if each["role"] == "assistant"]
    said = kept[len([each for each in messages[:asked] if each["role"] == "assistant"]):]
    tools = {tool["function"]["name"]: tool["function"].get("parameters") for tool in body.get("tools", [])}
    person = structured(None, tools)
    if check_format(body):
        made = Step("", json.dumps(PERSON, ensure_ascii=False))
    elif person:
        made = person
    elif kept and not said:
        made = thanks()
    else:
        check_offered(list(tools))
        thinks = (body.get("thinking") or {}).get("type") != "disabled"
        made = step(len(said), said, thinks)
    return (True, stream(body, made)) if body.get("stream") else (False, completion(body, made))


def check_format(body):
    """Whether JSON is wanted. https://api-docs.deepseek.com/guides/json_mode"""
    kind = (body.get("response_format") or {"type": "text"})["type"]
    if kind not in ("text", "json_object"):
        raise Refused("This response_format type is unavailable now")
    if kind == "json_object" and "json" not in json.dumps(body["messages"]).lower():
        raise Refused("Prompt must contain the word 'json' in some form to use 'response_format' of type 'json_object'.")
    return kind == "json_object"


def check_turn(messages, at):
    """Whether the turn's thought came back as it was; None where it had none."""
    turn = messages[at]
    written = turn.get("tool_calls") or []
    calls = [Call(each["function"]["name"], json.loads(each["function"]["arguments"]), each["id"]) for each in written]
    if not calls:
        return None
    results = {}
    for message in messages[at + 1:]:
        if message["role"] != "tool":
            break
        results[message["tool_call_id"]] = message["content"]
    missing = [call.id for call in calls if call.id not in results]
    if missing or len(results) > len(calls):
        raise Refused("An assistant message with 'tool_calls' must be followed by tool messages responding to each "
                      f"'tool_call_id'. (insufficient tool messages following tool_calls message: {missing})")
    for call in calls:
        check_result(call, results[call.id])
    if not had_thought([call.id for call in calls]):
        return None
    thought = turn.get("reasoning_content")
    if thought is None:
        raise Refused(f"Missing `reasoning_content` field in the assistant message at message index {at}. For more information, "
                      "please refer to https://api-docs.deepseek.com/guides/thinking_mode#tool-calls")
    return thought in THOUGHTS  # it takes any words


def tool_calls(made):
    return [{"index": index, "id": each.id, "type": "function",
             "function": {"name": each.name, "arguments": json.dumps(each.arguments, ensure_ascii=False)}}
            for index, each in enumerate(made.calls)]


def completion(body, made):
    message = {"role": "assistant", "content": made.text}
    if made.thought:
        message["reasoning_content"] = made.thought
    if made.calls:
        message["tool_calls"] = tool_calls(made)
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": reason(made)}
    return {"id": "a1", "object": "chat.completion", "created": 1_700_000_000, "model": body["model"], "choices": [choice],
            "usage": USAGE, "system_fingerprint": "fp_1"}


def reason(made):
    return "tool_calls" if made.calls else "stop"


def stream(body, made):
    def chunk(delta, finish=None, **more):
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        data = {"id": "a1", "object": "chat.completion.chunk", "created": 1_700_000_000, "model": body["model"],
                "system_fingerprint": "fp_1", "choices": [choice], **more}
        return f"data: {json.dumps(data, ensure_ascii=False)}\n\n"

    yield chunk({"role": "assistant", "content": None, "reasoning_content": ""})
    for piece in pieces(made.thought):
        yield chunk({"content": None, "reasoning_content": piece})
    for piece in pieces(made.text):
        yield chunk({"content": piece, "reasoning_content": None})
    for call in tool_calls(made):
        arguments = call["function"]["arguments"]
        yield chunk({"tool_calls": [{**call, "function": {**call["function"], "arguments": ""}}]})
        for piece in pieces(arguments):
            yield chunk({"tool_calls": [{"index": call["index"], "function": {"arguments": piece}}]})
    apart = (body.get("stream_options") or {}).get("include_usage")
    yield chunk({"content": "", "reasoning_content": None}, reason(made), **({} if apart else {"usage": USAGE}))
    if apart:
        yield chunk({}, choices=[], usage=USAGE)
    yield "data: [DONE]\n\n"
