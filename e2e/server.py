"""A gateway of one's own: started in a folder on a free port, ended with SIGTERM."""
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
READY_S = 300  # a first start builds
STOP_S = 40

# Whatever the gateway would take as a setting or a key.
SETTING = re.compile(
    r"(.*_(API_KEY|API_BASE|BASE_URL)|(GATEWAY|LITELLM|LOG)_.*|HOST|PORT|DEBUG|ENABLE_RELOAD|REQUEST_TIMEOUT|DATA_DIR|"
    r"METRICS_PUBLIC|ALLOW_ANONYMOUS|CORS_ORIGINS|TRUSTED_PROXIES|(HTTP|HTTPS|NO)_PROXY|(http|https|no)_proxy|SSL_CERT_FILE)")
OF_SCRIPTS = ("GATEWAY_JDK_FOLDERS", "GATEWAY_MAVEN_REPOSITORY")


def clean_environment():
    """The environment without anybody's keys and settings."""
    return {name: value for name, value in os.environ.items() if name in OF_SCRIPTS or not SETTING.fullmatch(name)}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Gateway:
    """A gateway of its own, without the second compiler: in runs of minutes on few cores it takes time from those that wait."""

    def __init__(self, folder, settings, yaml=""):
        self.folder, self.port, self.status = folder, free_port(), None
        self.url = f"http://127.0.0.1:{self.port}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        (folder / ".env").write_text("\n".join([*settings, f"PORT={self.port}", ""]), encoding="utf-8")
        if yaml:
            (folder / "gateway.yaml").write_text(yaml, encoding="utf-8")

    def __enter__(self):
        with open(self.folder / "out.log", "wb") as sink:
            environment = clean_environment() | {"GATEWAY_JAVA_OPTS": "-XX:TieredStopAtLevel=1"}
            self.process = subprocess.Popen([ROOT / "gateway"], cwd=self.folder, env=environment, stdin=subprocess.DEVNULL,
                                            stdout=sink, stderr=subprocess.STDOUT, start_new_session=True)
        end = time.monotonic() + READY_S
        while not self.is_ready():
            if self.process.poll() is not None or time.monotonic() > end:
                self.__exit__()
                raise SystemExit(f"Error: the gateway did not start:\n{self.said()}")
            time.sleep(0.05)
        return self

    def is_ready(self):
        try:
            with urllib.request.urlopen(self.url + "/health", timeout=2) as answer:
                return answer.status == 200
        except OSError:
            return False

    def said(self):
        return (self.folder / "out.log").read_text(encoding="utf-8", errors="replace")[-4000:]

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            self.status = self.process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.status = "a kill, since it did not stop"
        if self.status == 128 + signal.SIGTERM: # a Java process that stopped because it was told to
            self.status = 0
