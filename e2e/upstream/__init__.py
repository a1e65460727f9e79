"""Vendors of one's own for tool loops: they reason, sign it, call tools, and refuse what their originals would refuse.

Anthropic Messages, DeepSeek's chat completions and Gemini, each under a path of its own. They keep nothing between calls:
ids and signatures tell what was said. OpenAI's, for the console, keeps a prompt cache.
"""
import http.server
import json
import threading

from . import claude, deepseek, gemini, openai
from .script import KEY, Refused

OF_LOOPS = {"claude": claude, "deepseek": deepseek, "gemini": gemini}
VENDORS = {**OF_LOOPS, "openai": openai}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        _, name, path = self.path.split("/", 2)
        vendor = VENDORS[name]
        try:
            if self.headers.get(vendor.KEY_HEADER, "").removeprefix("Bearer ") != KEY:
                raise Refused("no key", 401)
            stream, answer = vendor.answer(path, body)
        except Refused as why:
            return self.send(why.status, json.dumps(vendor.error(why)).encode())
        if not stream:
            return self.send(200, json.dumps(answer, ensure_ascii=False).encode())
        self.send_response(200)
        self.send_header("content-type", "text/event-stream; charset=utf-8")
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        for event in answer:
            piece = event.encode()
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        self.wfile.write(b"0\r\n\r\n")

    def send(self, status, body):
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Nothing: a refusal is told to the client."""


class Upstream:
    def __init__(self):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def providers(self):
        """Rows for gateway.yaml: the built-in providers, elsewhere."""
        row = "  {}: {{ base-url: {}/{}, api-key: {}, models: [{}] }}"
        rows = [row.format(vendor.PROVIDER, self.url, name, KEY, vendor.MODEL) for name, vendor in OF_LOOPS.items()]
        return "\n".join(["providers:", *rows, ""])

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
