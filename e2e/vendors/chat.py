"""Chat completions as vendors other than OpenAI really take them; `variants` at the end say how they differ."""
import json

from .checks import check_schema, member_of, unknown
from .script import Conversation, Refused, Said, Tool, pieces, sign

KEY_HEADER = "authorization"
PARTS = "parts"  # thoughts are parts of the content


class Chat:
    FORMAT = "chat"
    KEEPS_IDS = True

    def __init__(self, name, provider, model, *, source, roles=("system", "user", "assistant", "tool"), members=None, reasoning=None,
                 thinks=lambda body: False, rules=(), call_id=None, overflow=None, key_header=KEY_HEADER, base=""):
        self.name, self.provider, self.model, self.source, self.BASE = name, provider, model, source, base
        self.roles, self.members, self.reasoning, self.thinks, self.rules = roles, members, reasoning, thinks, rules
        self.make_id, self.KEY_HEADER = call_id, key_header
        self.overflow_message = overflow or "This model's maximum context length is 131072 tokens. However, you requested 150000 tokens."

    def call_id(self, run, place, number, tool):
        if self.make_id:
            return self.make_id(run, place, number, tool)
        return f"call_{number:02}_{sign(run, place.thread, place.step, number)[:20]}"

    def overflow(self):
        return 400, {"error": {"message": self.overflow_message, "type": "invalid_request_error", "param": None, "code": None}}

    def error(self, why):
        return {"error": {"message": str(why), "type": why.kind, "param": None, "code": None}}

    def read(self, path, body):
        if path != "chat/completions":
            raise Refused(f"no such path: {path}", self.source, 404)
        if body.get("model") != self.model:
            raise Refused(f"Model Not Exist: {body.get('model')}", self.source, 404)
        unknown(body, self.members, "", self.source)
        messages = body["messages"]
        for at, message in enumerate(messages):
            check_message(messages, at, self)
        for tool in body.get("tools", []):
            if tool.get("type") != "function":
                raise Refused(f"tools: unknown variant `{tool.get('type')}`, expected `function`", self.source)
            check_schema(tool["function"].get("parameters"), tool["function"]["name"])
        for rule in self.rules:
            rule(self, body)
        offered = [Tool(tool["function"]["name"], tool["function"].get("parameters") or {}) for tool in body.get("tools", [])]
        thinks = self.thinks(body)
        return Conversation(list(turns(messages, self)), offered, thinks,
                            must_be_json=(body.get("response_format") or {}).get("type", "text") != "text")

    def answer(self, body, step, run, place):
        step.token = step.thought if self.reasoning else None
        if body.get("stream"):
            return True, self.stream(body, step)
        message = {"role": "assistant", "content": step.text}
        if step.thought and self.reasoning == PARTS:
            message["content"] = [thinking_part(step.thought), {"type": "text", "text": step.text}]
        elif step.thought and self.reasoning:
            message[self.reasoning] = step.thought
        if step.calls:
            message["tool_calls"] = tool_calls(step)
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": reason(step)}
        return False, {"id": "a1", "object": "chat.completion", "created": 1_800_000_000, "model": self.model,
                       "choices": [choice], "usage": usage(step)}

    def stream(self, body, step):
        def chunk(delta, finish=None, **more):
            choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
            data = {"id": "a1", "object": "chat.completion.chunk", "created": 1_800_000_000, "model": self.model,
                    "choices": [choice], **more}
            return f"data: {json.dumps(data, ensure_ascii=False)}\n\n"

        yield chunk({"role": "assistant", "content": ""})
        if self.reasoning:
            for piece in pieces(step.thought):
                yield chunk({"content": [thinking_part(piece)]} if self.reasoning == PARTS else {self.reasoning: piece})
        for piece in pieces(step.text):
            yield chunk({"content": piece})
        for call in tool_calls(step):
            yield chunk({"tool_calls": [{**call, "function": {**call["function"], "arguments": ""}}]})
            for piece in pieces(call["function"]["arguments"], 40):
                yield chunk({"tool_calls": [{"index": call["index"], "function": {"arguments": piece}}]})
        apart = (body.get("stream_options") or {}).get("include_usage")
        yield chunk({}, reason(step), **({} if apart else {"usage": usage(step)}))
        if apart:
            yield chunk({}, choices=[], usage=usage(step))
        yield "data: [DONE]\n\n"


def thinking_part(text):
    return {"type": "thinking", "thinking": [{"type": "text", "text": text}]}


def thought_of(message, vendor):
    if vendor.reasoning != PARTS:
        return message.get(vendor.reasoning) if vendor.reasoning else None
    parts = message["content"] if isinstance(message.get("content"), list) else []
    return "".join(text["text"] for part in parts if part["type"] == "thinking" for text in part["thinking"]) or None


def usage(step):
    asked, made = step.usage or (2000, 50)
    return {"prompt_tokens": asked, "completion_tokens": made, "total_tokens": asked + made}


def reason(step):
    return "tool_calls" if step.calls else "stop"


def tool_calls(step):
    return [{"index": index, "id": call.id, "type": "function", "function": {"name": call.name, "arguments": call.written()}}
            for index, call in enumerate(step.calls)]


def text_of(content):
    if isinstance(content, list):
        return "\n".join(part["text"] for part in content if "text" in part)
    return content or ""


def check_message(messages, at, vendor):
    message, source = messages[at], vendor.source
    role = message.get("role")
    if role not in vendor.roles:
        raise Refused(f"messages[{at}].role: unknown variant `{role}`, expected one of {', '.join(vendor.roles)}", source)
    if role == "assistant":
        calls = message.get("tool_calls") or []
        if not calls and not message.get("content"):
            raise Refused(f"messages[{at}]: the message with role 'assistant' must not be empty", "kimi-code#1985")
        ids = [call["id"] for call in calls]
        if len(set(ids)) != len(ids):
            raise Refused(f"messages[{at}]: duplicate tool call ids", "litellm PR#19324")
        for call in calls:
            member_of(call, {"id", "type", "function", "index"}, f"messages[{at}].tool_calls", source)
            if not isinstance(json.loads(call["function"]["arguments"]), dict):
                raise Refused(f"messages[{at}]: arguments are no object", source)
        answered = []
        for later in messages[at + 1:]:
            if later["role"] != "tool":
                break
            answered.append(later["tool_call_id"])
        if sorted(answered) != sorted(ids):
            raise Refused("An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. "
                          f"({ids} got {answered})", "https://platform.openai.com/docs/guides/function-calling")
    if role == "tool":
        before = at - 1
        while before >= 0 and messages[before]["role"] == "tool":
            before -= 1
        if before < 0 or not messages[before].get("tool_calls"):
            raise Refused("Messages with role 'tool' must be a response to a preceding message with 'tool_calls'", source)
    if role in ("system", "user", "tool") and message.get("content") in (None, "", []):
        raise Refused(f"messages[{at}]: content of {role} is empty", source)


def turns(messages, vendor):
    for message in messages:
        role, text = message["role"], text_of(message.get("content"))
        if role == "user":
            yield "user", text
        elif role == "tool":
            yield "result", message["tool_call_id"], text
        elif role == "assistant":
            calls = [(call["id"], call["function"]["name"], json.loads(call["function"]["arguments"]))
                     for call in message.get("tool_calls") or []]
            yield "said", Said(thought_of(message, vendor), text, calls)


# ---- rules, each of one or more vendors

def content_is_text(vendor, body):
    """https://api-docs.deepseek.com/api/create-chat-completion"""
    for at, message in enumerate(body["messages"]):
        if not isinstance(message.get("content"), str | None):
            raise Refused(f"messages[{at}].content: invalid type: sequence, expected a string", content_is_text.__doc__)


def reasoning_comes_back(vendor, body):
    """https://api-docs.deepseek.com/guides/thinking_mode#tool-calls; openclaw#73417"""
    if not vendor.thinks(body):
        return
    used = any(message.get("tool_calls") for message in body["messages"])
    for at, message in enumerate(body["messages"]):
        if used and message["role"] == "assistant" and not message.get("reasoning_content"):
            raise Refused(f"Missing `reasoning_content` field in the assistant message at message index {at}. For more information, please "
                          "refer to https://api-docs.deepseek.com/guides/thinking_mode#tool-calls", reasoning_comes_back.__doc__)


def system_comes_first(vendor, body):
    """vllm#41114, llama.cpp#27367: the chat template of Qwen"""
    for at, message in enumerate(body["messages"]):
        if message["role"] == "system" and at > 0:
            raise Refused("System message must be at the beginning.", system_comes_first.__doc__)


def no_effort_with_tools(vendor, body):
    """openai-openapi#541, LibreChat#14231"""
    if body.get("tools") and body.get("reasoning_effort", "none") != "none":
        raise Refused("Function tools with reasoning_effort are not supported for this model in /v1/chat/completions. Please use "
                      "/v1/responses instead.", no_effort_with_tools.__doc__)


def user_after_assistant(vendor, body):
    """goose#5998, zed#37021: Mistral's code 3230"""
    messages = body["messages"]
    for at in range(1, len(messages)):
        if messages[at]["role"] == "user" and messages[at - 1]["role"] == "tool":
            raise Refused("Unexpected role 'user' after role 'tool'", user_after_assistant.__doc__)
    if messages[-1]["role"] == "assistant" and not messages[-1].get("prefix"):
        raise Refused("Expected last role User or Tool (or Assistant with prefix True) for serving but got assistant",
                      user_after_assistant.__doc__)
    for at, message in enumerate(messages):
        if message["role"] != "tool" and "name" in message:
            raise Refused(f"messages[{at}].name: Extra inputs are not permitted", "rig PR#1130")


def nine_characters(vendor, body):
    """https://docs.mistral.ai/capabilities/function_calling"""
    for message in body["messages"]:
        for call in message.get("tool_calls") or []:
            if len(call["id"]) != 9 or not call["id"].isalnum():
                raise Refused(f"Tool call id was {call['id']} but must be a-z, A-Z, 0-9, with a length of 9.", nine_characters.__doc__)


def not_disabled_thinking(body):
    return (body.get("thinking") or {}).get("type") != "disabled"


DEEPSEEK = Chat(
    "deepseek", "deepseek", "deepseek-v4-pro", base="/v1", source="https://api-docs.deepseek.com/api/create-chat-completion",
    reasoning="reasoning_content", thinks=not_disabled_thinking, rules=(content_is_text, reasoning_comes_back),
    overflow="This model's maximum context length is 131072 tokens. However, you requested 145872 tokens (137680 in the messages, 8192 in "
             "the completion). Please reduce the length of the messages or completion.")


def on_by_template(body):
    return (body.get("chat_template_kwargs") or {}).get("enable_thinking", True)


def kimi_ids(run, place, number, tool):
    """https://huggingface.co/moonshotai/Kimi-K2-Instruct/blob/main/docs/tool_call_guidance.md: functions.NAME:COUNT"""
    before = sum(len(step.actions) for step in run.threads[place.thread][:place.step])
    return f"functions.{tool.name}:{before + number}"


KIMI = Chat(
    "kimi", "moonshot", "kimi-k2.6", base="/v1", source="https://platform.moonshot.ai/docs/api/chat", reasoning="reasoning_content",
    thinks=not_disabled_thinking, rules=(reasoning_comes_back,), call_id=kimi_ids,
    overflow="Your request exceeded model token limit: 262144 (requested: 291351)")

GLM = Chat(
    "glm", "zai", "glm-5", base="/api/paas/v4", source="https://docs.z.ai/api-reference/llm/chat-completion", reasoning="reasoning_content",
    thinks=not_disabled_thinking, rules=(reasoning_comes_back,), overflow="Prompt 超长")

QWEN = Chat(
    "vllm", "hosted_vllm", "Qwen/Qwen3.6-27B", source="https://docs.vllm.ai/en/latest/serving/openai_compatible_server/",
    reasoning="reasoning", thinks=on_by_template, rules=(system_comes_first,),
    overflow="decoder prompt (length 41000) is longer than the maximum model length of 40960.")

GROQ = Chat(
    "groq", "groq", "openai/gpt-oss-120b", source="https://console.groq.com/docs/api-reference#chat-create", reasoning="reasoning",
    roles=("system", "user", "assistant", "tool", "developer"),
    members={"model", "messages", "tools", "tool_choice", "parallel_tool_calls", "reasoning_effort", "reasoning_format", "stream",
             "stream_options", "max_completion_tokens", "max_tokens", "temperature", "top_p", "stop", "seed", "user", "response_format",
             "service_tier", "include_reasoning", "n", "presence_penalty", "frequency_penalty", "logprobs", "top_logprobs", "logit_bias",
             "metadata", "store", "documents", "citation_options", "compound_custom", "search_settings", "disable_tool_validation"},
    thinks=lambda body: body.get("include_reasoning", True))

MISTRAL = Chat(
    "mistral", "mistral", "mistral-medium-3-5", source="https://docs.mistral.ai/api/endpoint/chat",
    members={"model", "messages", "tools", "tool_choice", "parallel_tool_calls", "stream", "max_tokens", "temperature", "top_p", "stop",
             "random_seed", "response_format", "safe_prompt", "prompt_mode", "prediction", "n", "presence_penalty", "frequency_penalty",
             "metadata", "reasoning_effort", "prompt_cache_key", "guardrails"},
    rules=(user_after_assistant, nine_characters),
    # https://docs.mistral.ai/capabilities/reasoning: it reasons where it is told to, in parts of the content
    reasoning=PARTS, thinks=lambda body: body.get("reasoning_effort", "none") != "none",
    call_id=lambda run, place, number, tool: sign(run, place.thread, place.step, number)[:9],
    overflow="Prompt contains 140000 tokens and 0 draft tokens, too large for model with 131072 maximum context length")

VENDORS = (DEEPSEEK, KIMI, GLM, QWEN, GROQ, MISTRAL)
