"""Strict vendors for agents: each has a path of its own, checks what it is sent as its original does and plays the model's side of
the task (script.py). A refusal names its source, so that a failed run tells which promise was broken.
"""
import http.server
import json
import threading
import traceback

from . import bedrock, chat, compatible, gemini, messages, responses
from .script import RUN, Refused, Step

KEY = "sk-of-the-vendor"
BY_CHAT = (compatible.DEEPSEEK, compatible.KIMI, compatible.GLM)  # whose own providers of the gateway are held to chat
VENDORS = (*chat.VENDORS, *compatible.VENDORS, messages.CLAUDE, responses.GPT, gemini.GEMINI, *bedrock.VENDORS)


def vendor_at(path):
    """Which of the vendors a path is of, and what follows its base."""
    for vendor in VENDORS:
        base = f"/{vendor.name}{vendor.BASE}/"
        if path.startswith(base):
            return vendor, path[len(base):]
    raise LookupError(path)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self):
        raw = self.rfile.read(int(self.headers["content-length"])).decode()
        vendor, path = vendor_at(self.path)
        found = RUN.search(raw)
        run = found and self.server.runs.get(found.group())
        if run is None:
            self.server.strays.append(f"{self.path}: {raw[:500]}")
            return self.send(400, {"error": {"message": "no run is named"}})
        body, place = json.loads(raw), None
        with run.lock:
            run.requests.append((vendor.name, path, body))
        try:
            if self.headers.get(vendor.KEY_HEADER, "").removeprefix("Bearer ") != KEY:
                raise Refused("no key", vendor.source, 401)
            conversation = vendor.read(path, body)
            step, place = run.answer(vendor, conversation)
            fault = run.fault(place)
            if fault and fault.kind == "overflow":
                return self.fail(vendor, *vendor.overflow())
            if fault and fault.kind in ("429", "529", "503"):
                why = Refused({"429": "Rate limit reached", "529": "Overloaded"}.get(fault.kind, "busy"), "", int(fault.kind),
                              {"429": "rate_limit_error", "529": "overloaded_error"}.get(fault.kind, "server_error"))
                return self.fail(vendor, why.status, vendor.error(why))
            stream, answer = vendor.answer({**body, "stream": True} if "stream" in path.lower() else body, step, run, place)
        except Refused as why:
            run.refuse(vendor, why, why.source)
            return self.fail(vendor, why.status, vendor.error(why))
        except (LookupError, TypeError, ValueError) as why:
            run.refuse(vendor, why, f"{traceback.format_exc(limit=-2)}")
            return self.fail(vendor, 400, vendor.error(Refused(f"{type(why).__name__} {why}", "")))
        if not stream:
            return self.send(200, answer)
        self.send_response(200)
        self.send_header("content-type", getattr(vendor, "STREAM_TYPE", "text/event-stream; charset=utf-8"))
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        events = list(answer)
        if fault and fault.kind == "cut":
            events = events[:len(events) // 2]
        for event in events:
            piece = event if isinstance(event, bytes) else event.encode()
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        if fault and fault.kind == "cut":
            self.wfile.flush()
            self.close_connection = True
            return self.connection.shutdown(2)
        self.wfile.write(b"0\r\n\r\n")

    def fail(self, vendor, status, body):
        headers = vendor.error_headers(status) if hasattr(vendor, "error_headers") else {"retry-after": "0"} if status == 429 else {}
        self.send(status, body, headers)

    def send(self, status, body, headers=None):
        data = json.dumps(body, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        """Nothing: a refusal is kept with its run."""


class Vendors:
    def __init__(self):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.runs, self.server.strays = {}, []
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def yaml(self):
        """A gateway.yaml: the built-in providers, elsewhere; their other endpoints move along with their own paths."""
        rows = {}
        for vendor in VENDORS:
            rows.setdefault(vendor.provider, f"base-url: {self.url}/{vendor.name}{vendor.BASE}, models: [\"{vendor.model}\"]")
        rows["minimax"] = rows["minimax"].replace("/anthropic", "/v1")
        rows["bedrock_opus"] += ", dialect: bedrock, like: bedrock"
        for vendor in BY_CHAT:
            other = f"endpoints: {{ anthropic: {{ base-url: \"{self.url}/{vendor.name}{vendor.BASE}\" }} }}"
            rows[f"{vendor.provider}_by_chat"] = f"{rows[vendor.provider]}, like: {vendor.provider}, dialect: openai, endpoint: chat, {other}"
        providers = [f"  {name}: {{ {row}, api-key: {KEY} }}" for name, row in rows.items()]
        # Gemini CLI has Google's models sum up, as the guide's page says.
        groups = ['  "gemini-3.1-*": { targets: [ { model: deepseek/deepseek-v4-pro } ] }']
        return "\n".join(["providers:", *providers, "models:", *groups, ""])

    def add(self, run):
        self.server.runs[run.id] = run

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
