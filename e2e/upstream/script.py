"""What every vendor here says: two rounds of tool calls, then an answer that tells how much of its reasoning came back."""
import base64
import hashlib
import json
import secrets

KEY = "sk-of-the-vendor"
INPUT, OUTPUT = 21, 34  # tokens of every answer

RESULTS = {"北京": "晴，18 度", "上海": "雨，21 度", None: "08:30"}

PERSON = {"name": "小明", "age": 3}


class Refused(Exception):
    def __init__(self, message, status=400):
        super().__init__(message)
        self.status = status


class Call:
    def __init__(self, name, arguments, id):
        self.name, self.arguments, self.id = name, arguments, id

    def expected(self):
        return RESULTS[self.arguments.get("city")]


class Step:
    """One answer: thought, text, calls."""

    def __init__(self, thought="", text="", calls=()):
        self.thought, self.text, self.calls = thought, text, list(calls)


def step(number, kept, thinks):
    """The answer number so many of a loop. Ids end in t where the answer has a thought, so that it is known to be missed."""
    run = secrets.token_hex(6)
    def call(name, arguments, place):
        return Call(name, arguments, f"call_{run}{number}{place}{'t' if thinks else 'n'}")
    if number == 0:
        made = Step("先查北京。Beijing first 🤔", "我查一下。", [call("get_weather", {"city": "北京"}, 0)])
    elif number == 1:
        made = Step("再查“上海”，\n还有时间。", "", [call("get_weather", {"city": "上海"}, 0), call("get_time", {}, 1)])
    else:
        had, came = len([one for one in kept if one is not None]), len([one for one in kept if one])
        made = Step("都知道了。", f"北京晴，18 度；上海雨，21 度；现在 08:30。思考 {came}/{had}")
    if not thinks:
        made.thought = ""
    return made


def thanks():
    """To a question without tools after a loop."""
    return Step("", "不客气。")


def structured(schema, tools):
    """The answer to who wants a PERSON, in this schema or by one of these tools (names to schemas); else None."""
    if is_person(schema):
        return Step("", json.dumps(PERSON, ensure_ascii=False))
    wanted = [name for name, parameters in tools.items() if is_person(parameters)]
    return Step("", "", [Call(wanted[0], PERSON, f"call_{secrets.token_hex(6)}n")]) if wanted else None


def is_person(schema):
    return set(PERSON) <= set((schema or {}).get("properties", {}))


def had_thought(ids):
    return any(each.endswith("t") for each in ids)


def sign(thought, calls):
    """Binds a thought to the calls that followed it."""
    said = json.dumps([thought, *calls], ensure_ascii=False)
    return base64.b64encode(hashlib.sha256((KEY + said).encode()).digest()).decode()


def pieces(text, size=3):
    return [text[at:at + size] for at in range(0, len(text), size)]


def check_offered(names):
    if not {"get_weather", "get_time"} <= set(names):
        raise Refused(f"tools: get_weather and get_time are not offered, only {sorted(names)}")


def check_result(call, told):
    """A client may wrap a result, not change it."""
    if call.expected() not in told:
        raise Refused(f"the result of {call.id} is {told!r}, not {call.expected()!r}")
