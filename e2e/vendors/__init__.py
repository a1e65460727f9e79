"""Strict vendors for agents: each has a path of its own, checks what it is sent as its original does and plays the model's side of
the task (script.py). A refusal names its source, so that a failed run tells which promise was broken.
"""
import http.server
import json
import threading
import traceback

from . import chat, gemini, messages, responses
from .script import RUN, Refused, Step

KEY = "sk-of-the-vendor"
VENDORS = {vendor.name: vendor for vendor in (*chat.VENDORS, messages.CLAUDE, responses.GPT, gemini.GEMINI)}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self):
        raw = self.rfile.read(int(self.headers["content-length"])).decode()
        _, name, path = self.path.split("/", 2)
        vendor = VENDORS[name]
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
                return self.send(*vendor.overflow())
            if fault and fault.kind in ("429", "529", "503"):
                why = Refused({"429": "Rate limit reached", "529": "Overloaded"}.get(fault.kind, "busy"), "", int(fault.kind),
                              {"429": "rate_limit_error", "529": "overloaded_error"}.get(fault.kind, "server_error"))
                return self.send(int(fault.kind), vendor.error(why), {"retry-after": "0"} if fault.kind == "429" else {})
            stream, answer = vendor.answer({**body, "stream": True} if "stream" in path.lower() else body, step, run, place)
        except Refused as why:
            run.refuse(vendor, why, why.source)
            return self.send(why.status, vendor.error(why))
        except (LookupError, TypeError, ValueError) as why:
            run.refuse(vendor, why, f"{traceback.format_exc(limit=-2)}")
            return self.send(400, vendor.error(Refused(f"{type(why).__name__} {why}", "")))
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
        """A gateway.yaml: the built-in providers, elsewhere."""
        rows = [f"  {vendor.provider}: {{ base-url: {self.url}/{name}{getattr(vendor, 'BASE', '')}, api-key: {KEY}, models: [\"{vendor.model}\"] }}"
                for name, vendor in VENDORS.items()]
        return "\n".join(["providers:", *rows, ""])

    def add(self, run):
        self.server.runs[run.id] = run

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
