"""Gemini 3. https://ai.google.dev/gemini-api/docs/thought-signatures"""
import json
import re

from .script import INPUT, OUTPUT, Call, Refused, check_offered, check_result, had_thought, pieces, sign, step, structured, thanks

PROVIDER, MODEL, KEY_HEADER = "gemini", "gemini-3-pro-preview", "x-goog-api-key"
UNCHECKED = "skip_thought_signature_validator"
USAGE = {"promptTokenCount": INPUT, "candidatesTokenCount": OUTPUT, "totalTokenCount": INPUT + OUTPUT}


def error(why):
    status = "UNAUTHENTICATED" if why.status == 401 else "INVALID_ARGUMENT"
    return {"error": {"code": why.status, "message": str(why), "status": status}}


def answer(path, body):
    operation = path.rpartition(":")[2]
    if operation not in ("generateContent", "streamGenerateContent?alt=sse"):
        raise Refused(f"no such path: {path}", 404)
    contents = merged(body["contents"])
    asked = max(at for at, each in enumerate(contents) if is_question(each))
    turns = [at for at, each in enumerate(contents) if each["role"] == "model"]
    kept = [check_turn(contents, at, at > asked) for at in turns]
    said = [one for at, one in zip(turns, kept) if at > asked]
    config = body.get("generationConfig", {})
    tools = {each["name"]: member(each, "parametersJsonSchema") or each.get("parameters")
             for tool in body.get("tools", []) for each in tool.get("functionDeclarations", [])}
    person = structured(member(config, "responseJsonSchema") or member(config, "responseSchema"), tools)
    if person:
        made = person
    elif kept and not said:
        made = thanks()
    else:
        check_offered(list(tools))
        made = step(len(said), said, True)
    shown = member(member(config, "thinkingConfig") or {}, "includeThoughts") or False
    written = write(made, shown)
    if operation == "generateContent":
        return False, whole([candidate(written, "STOP")])
    return True, stream(written)


def member(given, name):
    """Google takes its members in either spelling: https://protobuf.dev/programming-guides/json."""
    return given.get(name, given.get(re.sub("[A-Z]", lambda letter: "_" + letter[0].lower(), name)))


def merged(contents):
    """Google's SDK keeps each piece of a stream as a turn."""
    turns = []
    for content in contents:
        if turns and turns[-1]["role"] == content["role"]:
            turns[-1]["parts"] += content["parts"]
        else:
            turns.append(content)
    return turns


def is_question(content):
    return content["role"] == "user" and not any("functionResponse" in part for part in content["parts"])


def check_turn(contents, at, checked):
    """Whether the signature of the turn's first call came back; None where the turn has no calls."""
    written = [part for part in contents[at]["parts"] if "functionCall" in part]
    calls = [Call(part["functionCall"]["name"], part["functionCall"].get("args") or {}, part["functionCall"].get("id"))
             for part in written]
    if not calls:
        return None
    check_results(contents, at, calls)
    signature = standard(written[0].get("thoughtSignature"))
    if not signature and checked:
        raise Refused("Function call is missing a thought_signature in functionCall parts. This is required for tools to work "
                      f"correctly. Additional data, function call `default_api:{calls[0].name}`, position {at + 1}.")
    if signature not in (None, UNCHECKED, signed(calls)):
        raise Refused("Thought signature is not valid")
    return signature == signed(calls)


def standard(signature):
    """Bytes, which Google takes in either alphabet of base64 (https://protobuf.dev/programming-guides/json): its SDK for Python writes
    the other one."""
    return signature if signature in (None, UNCHECKED) else signature.replace("-", "+").replace("_", "/")


def check_results(contents, at, calls):
    parts = contents[at + 1]["parts"] if at + 1 < len(contents) else []
    results = [part["functionResponse"] for part in parts if "functionResponse" in part]
    if [each["name"] for each in results] != [call.name for call in calls]:
        raise Refused("Please ensure that the number of function response parts is equal to the number of function call parts of "
                      "the function call turn.")
    for call, result in zip(calls, results):
        if call.id is not None and result.get("id") != call.id:
            raise Refused(f"the response to {call.id} says {result.get('id')}")
        check_result(call, json.dumps(result["response"], ensure_ascii=False))


def signed(calls):
    return sign(calls[0].name, [json.dumps(call.arguments, sort_keys=True, ensure_ascii=False) for call in calls])


def write(made, shown):
    parts = [{"text": made.thought, "thought": True}] if shown and made.thought else []
    if made.text:
        parts.append({"text": made.text})
    for number, call in enumerate(made.calls):
        part = {"functionCall": {"id": call.id, "name": call.name, "args": call.arguments}}
        if number == 0:
            part["thoughtSignature"] = signed(made.calls)
        parts.append(part)
    if not made.calls:
        parts[-1]["thoughtSignature"] = sign(made.text, [])
    return parts


def candidate(parts, finish=None):
    made = {"content": {"role": "model", "parts": parts}, "index": 0}
    return {**made, "finishReason": finish} if finish else made


def whole(candidates):
    return {"candidates": candidates, "usageMetadata": USAGE, "modelVersion": MODEL, "responseId": "g1"}


def stream(parts):
    def event(parts, finish=None):
        return f"data: {json.dumps(whole([candidate(parts, finish)]), ensure_ascii=False)}\r\n\r\n"

    for part in parts:
        if "text" not in part:
            yield event([part])
            continue
        said = pieces(part["text"])
        for number, piece in enumerate(said, 1):
            yield event([{**part, "text": piece} if number == len(said) else
                         {name: value for name, value in {**part, "text": piece}.items() if name != "thoughtSignature"}])
    yield event([{"text": ""}], "STOP")
