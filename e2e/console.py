"""What the console's tests look at: a gateway without keys over made calls and scripted vendors, and one that has a key."""
import contextlib
import os
import pathlib
import subprocess

from server import ROOT, Gateway, clean_environment
from upstream import Upstream
from upstream.script import KEY as VENDORS_KEY

CALLS = 20_000
LOGIN_KEY = "sk-of-the-consoles-user"
SOURCE = ROOT / "bench" / "src" / "main" / "java" / "io" / "llmcallgateway" / "bench" / "MadeJournal.java"
YAML = """  openai: {{ base-url: {url}/openai, api-key: {key}, models: [gpt-4o-mini] }}
  second: {{ dialect: openai, base-url: {url}/openai, api-key: {key}, models: [gpt-4o, gpt-4o-mini, house-model, always-down] }}
models:
  falls-back: {{ targets: [ {{ model: second/always-down }} ], fallbacks: [ openai/gpt-4o-mini ] }}
  fails: {{ targets: [ {{ model: second/always-down }} ] }}
  switches: {{ targets: [ {{ model: second/gpt-4o }} ], fallbacks: [ openai/gpt-4o-mini ] }}
journal:
  payload-limit: 6 MB
"""
KEYED_YAML = """
journal:
  redact: [ email ]
"""


class Services:
    """Both gateways; `environment` says to tests where they are."""

    def __init__(self, build, key, java_home):
        self.build, self.key, self.java_home = build, key, java_home
        self.open = contextlib.ExitStack()

    def __enter__(self):
        with self.open:
            upstream = self.open.enter_context(Upstream())
            yaml = upstream.providers() + YAML.format(url=upstream.url, key=VENDORS_KEY)
            main = Gateway(self.build / "console", [], yaml)
            self.fill(main.folder / "data")
            self.open.enter_context(main)
            keyed = self.open.enter_context(Gateway(self.build / "console-keyed", [f"GATEWAY_API_KEY={LOGIN_KEY}", "HOST=127.0.0.1"], KEYED_YAML))
            self.environment = {"GATEWAY_URL": main.url, "GATEWAY_KEYED_URL": keyed.url, "GATEWAY_LOGIN_KEY": LOGIN_KEY,
                                "NO_PROXY": "127.0.0.1,localhost", "CONSOLE_CALLS_MADE": str(self.build / "console" / "made.json")}
            self.open = self.open.pop_all()
        return self

    def __exit__(self, *_):
        self.open.close()

    def fill(self, folder):
        """Fills the data folder from the generator's source, with the classes of the gateway as it is built."""
        built = subprocess.run([ROOT / "gateway", "--build-only"], check=True, capture_output=True, text=True, env=clean_environment())
        app = pathlib.Path(built.stdout.strip().splitlines()[-1])
        calls = os.environ.get("CONSOLE_CALLS", str(CALLS))
        subprocess.run([f"{self.java_home}/bin/java", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED",
                        "-cp", f"{app}/llmcallgateway.jar:{app}/lib/*", SOURCE, calls, folder], check=True)
