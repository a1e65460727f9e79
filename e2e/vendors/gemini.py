"""Gemini 3. https://ai.google.dev/gemini-api/docs/thought-signatures, https://ai.google.dev/api/generate-content"""
import json

from .checks import unknown, walk
from .script import Conversation, Refused, Said, Tool, pieces, sign

API = "https://ai.google.dev/api/generate-content"
SIGNATURES = "https://ai.google.dev/gemini-api/docs/thought-signatures"
UNCHECKED = ("skip_thought_signature_validator", "context_engineering_is_the_way_to_go")
MEMBERS = {"contents", "systemInstruction", "tools", "toolConfig", "generationConfig", "safetySettings", "cachedContent", "labels",
           "serviceTier", "store"}
PARTS = {"text", "thought", "thoughtSignature", "functionCall", "functionResponse", "inlineData", "fileData", "partMetadata",
         "mediaResolution", "videoMetadata"}
SCHEMA = {"type", "format", "title", "description", "nullable", "enum", "maxItems", "minItems", "properties", "required", "minProperties",
          "maxProperties", "minLength", "maxLength", "pattern", "example", "anyOf", "propertyOrdering", "default", "items", "minimum",
          "maximum"}
CONFIG = {"temperature", "topP", "topK", "candidateCount", "maxOutputTokens", "stopSequences", "responseMimeType", "responseSchema",
          "responseJsonSchema", "seed", "thinkingConfig", "responseModalities", "mediaResolution", "speechConfig", "imageConfig"}


class Gemini:
    FORMAT, KEY_HEADER, KEEPS_IDS = "gemini", "x-goog-api-key", False
    BASE, source = "", API

    def __init__(self, name, provider, model):
        self.name, self.provider, self.model = name, provider, model

    def call_id(self, run, place, number, tool):
        return sign(run, place.thread, place.step, number)[:8]

    def overflow(self):
        return 400, self.error(Refused("The input token count (1048600) exceeds the maximum number of tokens allowed (1048576).", API))

    def error(self, why):
        names = {400: "INVALID_ARGUMENT", 401: "UNAUTHENTICATED", 404: "NOT_FOUND", 429: "RESOURCE_EXHAUSTED", 503: "UNAVAILABLE"}
        return {"error": {"code": why.status, "message": str(why), "status": names.get(why.status, "INTERNAL")}}

    def read(self, path, body):
        name, _, operation = path.rpartition("/models/")[2].partition(":")
        if operation not in ("generateContent", "streamGenerateContent?alt=sse"):
            raise Refused(f"no such path: {path}", API, 404)
        if name != self.model:
            raise Refused(f"models/{name} is not found", API, 404)
        unknown(body, MEMBERS, "", API)
        config = body.get("generationConfig") or {}
        unknown(config, CONFIG, "generation_config.", API)
        for member in ("frequencyPenalty", "presencePenalty"):
            if member in config:
                raise Refused("Penalty is not enabled for this model", "litellm#26108, vercel/ai#8943")
        contents = merged(body["contents"])
        question = max((at for at, each in enumerate(contents) if is_question(each)), default=-1)
        for at in range(len(contents)):
            self.check(contents, at, at > question)
        offered = []
        for tool in body.get("tools") or []:
            for each in tool.get("functionDeclarations", []):
                schema = each.get("parameters") or each.get("parametersJsonSchema") or {"type": "object"}
                if "parameters" in each:
                    self.check_schema(each["parameters"], each["name"])
                offered.append(Tool(each["name"], schema))
        system = "\n".join(part.get("text", "") for part in (body.get("systemInstruction") or {}).get("parts", []))
        thinking = config.get("thinkingConfig") or {}
        self.shown = thinking.get("includeThoughts", False)
        return Conversation(list(turns(contents)), offered, True, system, config.get("responseMimeType", "text/plain") != "text/plain")

    def check_schema(self, schema, name):
        for each in walk_schema(schema):
            for member in each:
                if member not in SCHEMA:
                    raise Refused(f"Invalid JSON payload received. Unknown name \"{member}\" at 'tools[0].function_declarations"
                                  f".{name}.parameters'", API)

    def check(self, contents, at, checked):
        content = contents[at]
        if content.get("role") not in ("user", "model"):
            raise Refused("Please use a valid role: user, model.", API)
        if not content.get("parts"):
            raise Refused(f"contents[{at}].parts must not be empty", API)
        for part in content["parts"]:
            unknown(part, PARTS, f"contents[{at}].parts.", API)
            for answer in (part["functionResponse"].get("response"),) if "functionResponse" in part else ():
                if any("$ref" in each for each in walk(answer)):
                    raise Refused("functionResponse.response: $ref is not resolved", "litellm#38223, vercel/ai#14369")
        calls = [part for part in content["parts"] if "functionCall" in part]
        if content["role"] != "model" or not calls:
            return
        later = contents[at + 1]["parts"] if at + 1 < len(contents) else []
        results = [part["functionResponse"] for part in later if "functionResponse" in part]
        if sorted(each["name"] for each in results) != sorted(call["functionCall"]["name"] for call in calls):
            raise Refused("Please ensure that the number of function response parts is equal to the number of function call parts of the "
                          f"function call turn. (contents[{at}])", "https://ai.google.dev/gemini-api/docs/function-calling")
        if at == 0 or contents[at - 1].get("role") != "user":
            raise Refused("Please ensure that function call turn comes immediately after a user turn or after a function response turn.",
                          "https://ai.google.dev/gemini-api/docs/function-calling")
        if checked and not calls[0].get("thoughtSignature"):
            raise Refused("Function call is missing a thought_signature in functionCall parts. Additional data, function call "
                          f"`default_api:{calls[0]['functionCall']['name']}`, position {at + 1}.", SIGNATURES)
        for part in content["parts"]:
            given = part.get("thoughtSignature")
            if given and given not in UNCHECKED and not given.startswith("c2ln"):
                raise Refused("Thought signature is not valid", SIGNATURES)

    def answer(self, body, step, run, place):
        step.token = signature(step)
        asked, made = step.usage or (2000, 50)
        parts = [{"text": step.thought, "thought": True}] if self.shown and step.thought else []
        if step.text:
            parts.append({"text": step.text})
        for number, call in enumerate(step.calls):
            part = {"functionCall": {"id": call.id, "name": call.name, "args": call.arguments}}
            parts.append({**part, "thoughtSignature": signature(step)} if number == 0 else part)
        if not step.calls:
            parts[-1]["thoughtSignature"] = signature(step)
        whole = self.whole([{"content": {"role": "model", "parts": parts}, "index": 0, "finishReason": "STOP"}], asked, made)
        return (True, self.stream(parts, asked, made)) if body.get("stream") else (False, whole)

    def whole(self, candidates, asked, made):
        return {"candidates": candidates, "modelVersion": self.model, "responseId": "g1",
                "usageMetadata": {"promptTokenCount": asked, "candidatesTokenCount": made, "totalTokenCount": asked + made}}

    def stream(self, parts, asked, made):
        def event(parts, finish=None):
            candidate = {"content": {"role": "model", "parts": parts}, "index": 0, **({"finishReason": finish} if finish else {})}
            return f"data: {json.dumps(self.whole([candidate], asked, made), ensure_ascii=False)}\r\n\r\n"

        for part in parts:
            if "text" not in part:
                yield event([part])
                continue
            said = pieces(part["text"])
            for number, piece in enumerate(said, 1):
                bare = {name: value for name, value in part.items() if name != "thoughtSignature" or number == len(said)}
                yield event([{**bare, "text": piece}])
        yield event([{"text": ""}], "STOP")


def signature(step):
    """Base64 of "sig…"."""
    return "c2ln" + sign(Words, step.thought, step.text, [call.name for call in step.calls])[:40]


class Words:
    id = "gemini"


def walk_schema(schema):
    yield schema
    for each in (schema.get("properties") or {}).values():
        yield from walk_schema(each)
    for each in schema.get("anyOf") or []:
        yield from walk_schema(each)
    if isinstance(schema.get("items"), dict):
        yield from walk_schema(schema["items"])


def merged(contents):
    """Google's SDK keeps each piece of a stream as a turn."""
    made = []
    for content in contents:
        if made and made[-1].get("role") == content.get("role"):
            made[-1] = {**made[-1], "parts": made[-1]["parts"] + content["parts"]}
        else:
            made.append(content)
    return made


def is_question(content):
    return content.get("role") == "user" and not any("functionResponse" in part for part in content["parts"])


def turns(contents):
    for content in contents:
        if content["role"] == "model":
            calls = [(part["functionCall"].get("id"), part["functionCall"]["name"], part["functionCall"].get("args") or {})
                     for part in content["parts"] if "functionCall" in part]
            signed = [part["thoughtSignature"] for part in content["parts"] if part.get("thoughtSignature")]
            text = "".join(part.get("text", "") for part in content["parts"] if not part.get("thought"))
            yield "said", Said(signed[0] if signed else None, text, calls)
            continue
        for part in content["parts"]:
            if "functionResponse" in part:
                yield "result", part["functionResponse"].get("id"), json.dumps(part["functionResponse"]["response"], ensure_ascii=False)
        text = "\n".join(part["text"] for part in content["parts"] if "text" in part)
        if text:
            yield "user", text


GEMINI = Gemini("gemini", "gemini", "gemini-3.5-flash")
