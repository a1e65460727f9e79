"""Chat completions as OpenAI answers them, with its prompt cache: what a prompt has in common with one of the last ones is read
from it, in steps of 128 tokens from 1,024 on. The last message says what else should happen: "please fail", "please forget"."""
import collections
import json

from .script import Refused

PROVIDER, MODEL, KEY_HEADER = "openai", "gpt-4o-mini", "authorization"
LEAST, STEP = 1024, 128  # tokens
BYTES = 4  # of a token

prompts = collections.deque(maxlen=64)


def error(why):
    return {"error": {"message": str(why), "type": "server_error" if why.status >= 500 else "invalid_request_error", "param": None,
                      "code": None}}


def answer(path, body):
    if path != "chat/completions":
        raise Refused(f"no such path: {path}", 404)
    messages, tools = body["messages"], body.get("tools", [])
    last = messages[-1]
    asked = text(last)
    if "please fail" in asked and body["model"] != "gpt-4o-mini" or body["model"] == "always-down":
        raise Refused("The server had an error while processing your request", 503)
    message = {"role": "assistant", "content": f"You said: {asked[:2000]}"}
    if tools and last["role"] == "user":
        function = tools[len(messages) // 2 % len(tools)]["function"]["name"]
        message = {"role": "assistant", "content": None, "tool_calls": [
            {"id": f"call_{len(messages)}", "type": "function",
             "function": {"name": function, "arguments": json.dumps({"command": "ls", "path": "src/main.py"})}}]}
    usage = count([body["model"], tools, messages], message, "please forget" in asked)
    finish = "tool_calls" if "tool_calls" in message else "stop"
    head = {"id": "chatcmpl-made", "created": 1, "model": body["model"]}
    if not body.get("stream"):
        choice = {"index": 0, "message": message, "finish_reason": finish}
        return False, {**head, "object": "chat.completion", "choices": [choice], "usage": usage}
    return True, stream(head, message, finish, usage)


def text(message):
    content = message.get("content")
    if isinstance(content, list):
        return "".join(part.get("text", "") for part in content)
    return content or ""


def count(prompt, message, forgets):
    said = json.dumps(prompt, ensure_ascii=False)
    cached = 0 if forgets else max((common(said, other) for other in prompts), default=0) // BYTES
    cached = cached - cached % STEP if cached >= LEAST else 0
    if len(said) < 200_000 and not forgets:
        prompts.append(said)
    tokens, output = len(said) // BYTES, max(1, len(json.dumps(message)) // BYTES)
    return {"prompt_tokens": tokens, "completion_tokens": output, "total_tokens": tokens + output,
            "prompt_tokens_details": {"cached_tokens": min(cached, tokens)}}


def common(one, other):
    low, high = 0, min(len(one), len(other))
    while low < high: # the longest equal beginning
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def stream(head, message, finish, usage):
    def event(choices, **more):
        written = {**head, "object": "chat.completion.chunk", "choices": choices, **more}
        return f"data: {json.dumps(written, ensure_ascii=False)}\n\n"

    def delta(change, reason=None):
        return event([{"index": 0, "delta": change, "finish_reason": reason}])

    yield delta({"role": "assistant", "content": ""})
    for at, call in enumerate(message.get("tool_calls", [])):
        yield delta({"tool_calls": [{"index": at, **call}]})
    said = message["content"] or ""
    for at in range(0, len(said), 12):
        yield delta({"content": said[at:at + 12]})
    yield delta({}, finish)
    yield event([], usage=usage)
    yield "data: [DONE]\n\n"
