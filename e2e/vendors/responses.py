"""OpenAI's Responses. https://platform.openai.com/docs/api-reference/responses/create"""
import json
import re

from .checks import check_schema, unknown
from .script import Conversation, Refused, Said, Tool, pieces, sign

API = "https://platform.openai.com/docs/api-reference/responses/create"
REASONING = "https://platform.openai.com/docs/guides/reasoning"
MEMBERS = {"model", "input", "instructions", "tools", "tool_choice", "parallel_tool_calls", "reasoning", "store", "stream", "include",
           "prompt_cache_key", "prompt_cache_retention", "prompt_cache_options", "text", "max_output_tokens", "temperature", "top_p",
           "metadata", "service_tier", "safety_identifier", "user", "truncation", "previous_response_id", "conversation", "background",
           "max_tool_calls", "prompt", "stream_options", "top_logprobs", "client_metadata", "context_management", "moderation"}
ITEMS = {"message", "reasoning", "function_call", "function_call_output", "custom_tool_call", "custom_tool_call_output",
         "tool_search_call", "tool_search_output", "additional_tools", "web_search_call", "local_shell_call", "local_shell_call_output",
         "compaction"}
CALLS = ("function_call", "custom_tool_call")
OUTPUTS = ("function_call_output", "custom_tool_call_output")


class Responses:
    FORMAT, KEY_HEADER, KEEPS_IDS = "responses", "authorization", True
    source = API
    BASE = "/v1"  # with the vendor's own path its other endpoints move along

    def __init__(self, name, provider, model):
        self.name, self.provider, self.model = name, provider, model

    def call_id(self, run, place, number, tool):
        return f"call_{sign(run, place.thread, place.step, number)[:24]}"

    def overflow(self):
        return 400, {"error": {"message": "Your input exceeds the context window of this model. Please adjust your input and try again.",
                               "type": "invalid_request_error", "param": "input", "code": "context_length_exceeded"}}

    def error(self, why):
        return {"error": {"message": str(why), "type": why.kind, "param": None, "code": None}}

    def read(self, path, body):
        path = path.removeprefix("v1/")
        if path != "responses":
            raise Refused(f"this model is served by /v1/responses only, not {path}", "codex#4136", 404)
        if body.get("model") != self.model:
            raise Refused(f"The model `{body.get('model')}` does not exist", API, 404)
        unknown(body, MEMBERS, "", API)
        items = body["input"]
        if isinstance(items, str):
            items = [{"type": "message", "role": "user", "content": items}]
        for at, item in enumerate(items):
            self.check(items, at, body)
        offered = list(tools_of(body.get("tools") or []))
        for item in items:
            if item.get("type") == "additional_tools":
                offered += tools_of(item["tools"])
        for tool in offered:
            if not re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", tool.name):
                raise Refused(f"Invalid 'tools': string does not match pattern: {tool.name}", API)
            if not tool.free:
                check_schema(tool.schema, tool.name, API)
        effort = (body.get("reasoning") or {}).get("effort")
        must = ((body.get("text") or {}).get("format") or {}).get("type", "text") != "text"
        return Conversation(list(turns(items)), offered, effort != "none", body.get("instructions") or "", must)

    def check(self, items, at, body):
        item = items[at]
        kind = item.get("type", "message")
        if kind not in ITEMS:
            raise Refused(f"Invalid value: '{kind}'. Supported values are …: input[{at}].type", API)
        if kind == "message":
            for part in item["content"] if isinstance(item["content"], list) else []:
                allowed = ("output_text", "refusal") if item["role"] == "assistant" else ("input_text", "input_image", "input_file")
                if part["type"] not in allowed:
                    raise Refused(f"Invalid value: '{part['type']}'. Supported values are: {allowed}: input[{at}].content", API)
        if kind == "reasoning":
            rest = [other.get("type", "message") for other in items[at + 1:]]
            if not rest or rest[0] not in ("reasoning", "message", *CALLS):
                raise Refused(f"Item '{item.get('id')}' of type 'reasoning' was provided without its required following item.", REASONING)
            sealed_text = item.get("encrypted_content")
            if not sealed_text or not sealed_text.startswith("sealed-"):
                raise Refused("The encrypted content could not be verified.", REASONING)
        if kind in CALLS:
            wanted = f"{kind}_output"
            if item["call_id"] not in [other.get("call_id") for other in items[at + 1:] if other.get("type") == wanted]:
                raise Refused(f"No tool output found for function call {item['call_id']}.", API)
        if kind in OUTPUTS and item["call_id"] not in [other.get("call_id") for other in items[:at] if other.get("type") in CALLS]:
            raise Refused(f"No tool call found for function call output with call_id {item['call_id']}.", API)

    def answer(self, body, step, run, place):
        step.token = sealed(step.thought) if step.thought else None
        asked, made = step.usage or (2000, 50)
        base = {"id": "resp_1", "object": "response", "created_at": 1_800_000_000, "model": self.model, "output": [], "error": None,
                "incomplete_details": None, "instructions": None, "metadata": {}, "parallel_tool_calls": True, "temperature": 1.0,
                "tool_choice": "auto", "tools": [], "top_p": 1.0, "status": "in_progress", "usage": None}
        output, where = [], sign(run, place.thread, place.step)[:12] if place else "x"
        if step.thought:
            output.append({"type": "reasoning", "id": f"rs_{where}", "summary": [{"type": "summary_text", "text": step.thought}],
                           "encrypted_content": sealed(step.thought)})
        if step.text:
            output.append({"type": "message", "id": f"msg_{where}", "role": "assistant", "status": "completed",
                           "content": [{"type": "output_text", "text": step.text, "annotations": [], "logprobs": []}]})
        for call in step.calls:
            item = {"type": "custom_tool_call", "input": call.arguments} if call.tool.free else \
                {"type": "function_call", "arguments": call.written()}
            if call.tool.namespace:
                item["namespace"] = call.tool.namespace
            output.append({**item, "id": f"fc_{call.id[5:]}", "call_id": call.id, "name": call.name, "status": "completed"})
        usage = {"input_tokens": asked, "input_tokens_details": {"cached_tokens": 0}, "output_tokens": made,
                 "output_tokens_details": {"reasoning_tokens": 0}, "total_tokens": asked + made}
        whole = {**base, "status": "completed", "output": output, "usage": usage}
        return (True, stream(base, whole)) if body.get("stream") else (False, whole)


def sealed(thought):
    return "sealed-" + thought.encode().hex()


def tools_of(tools):
    for tool in tools:
        if tool["type"] == "function":
            yield Tool(tool["name"], tool.get("parameters") or {"type": "object"})
        elif tool["type"] == "custom":
            yield Tool(tool["name"], None, free=True)
        elif tool["type"] == "namespace":
            for inner in tools_of(tool["tools"]):
                yield Tool(inner.name, inner.schema, inner.free, tool["name"])


def text_of(content):
    return content if isinstance(content, str) else "\n".join(part.get("text", "") for part in content or [])


def turns(items):
    said = None
    for item in items:
        kind = item.get("type", "message")
        if kind in CALLS or kind == "reasoning" or kind == "message" and item["role"] == "assistant":
            if said is None or kind == "reasoning" and said.calls:
                if said:
                    yield "said", said
                said = Said()
            if kind == "reasoning":
                said.thought = item["encrypted_content"]
            elif kind == "message":
                said.text += text_of(item["content"])
            else:
                said.calls.append((item["call_id"], item["name"], item["input"] if "input" in item else json.loads(item["arguments"])))
            continue
        if said:
            yield "said", said
            said = None
        if kind in OUTPUTS:
            yield "result", item["call_id"], text_of(item["output"])
        elif kind == "message" and item["role"] == "user":
            yield "user", text_of(item["content"])
    if said:
        yield "said", said


def stream(base, whole):
    numbers = iter(range(100_000))

    def event(type, **more):
        data = {"type": type, "sequence_number": next(numbers), **more}
        return f"event: {type}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"

    yield event("response.created", response=base)
    yield event("response.in_progress", response=base)
    for index, item in enumerate(whole["output"]):
        at = {"output_index": index, "item_id": item["id"]}
        if item["type"] == "reasoning":
            yield event("response.output_item.added", output_index=index, item={**item, "summary": []})
            text = item["summary"][0]["text"]
            yield event("response.reasoning_summary_part.added", **at, summary_index=0, part={"type": "summary_text", "text": ""})
            for piece in pieces(text):
                yield event("response.reasoning_summary_text.delta", **at, summary_index=0, delta=piece)
            yield event("response.reasoning_summary_text.done", **at, summary_index=0, text=text)
            yield event("response.reasoning_summary_part.done", **at, summary_index=0, part=item["summary"][0])
        elif item["type"] == "message":
            part = item["content"][0]
            yield event("response.output_item.added", output_index=index, item={**item, "status": "in_progress", "content": []})
            yield event("response.content_part.added", **at, content_index=0, part={**part, "text": ""})
            for piece in pieces(part["text"]):
                yield event("response.output_text.delta", **at, content_index=0, delta=piece, logprobs=[])
            yield event("response.output_text.done", **at, content_index=0, text=part["text"], logprobs=[])
            yield event("response.content_part.done", **at, content_index=0, part=part)
        else:
            member, kind = ("input", "custom_tool_call_input") if "input" in item else ("arguments", "function_call_arguments")
            yield event("response.output_item.added", output_index=index, item={**item, "status": "in_progress", member: ""})
            for piece in pieces(item[member], 40):
                yield event(f"response.{kind}.delta", **at, delta=piece)
            yield event(f"response.{kind}.done", **at, **{member: item[member]})
        yield event("response.output_item.done", output_index=index, item=item)
    yield event("response.completed", response=whole)


GPT = Responses("gpt", "openai", "gpt-5.4")
