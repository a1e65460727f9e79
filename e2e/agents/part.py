"""The part `agents` of e2e/run: installs the agents, runs the pairs a few at a time, counts."""
import concurrent.futures
import os
import pathlib
import shutil
import time

from server import Gateway
from vendors import Vendors
from .guide import differing
from .pairs import AGENTS, MUST_BE_HAD, pairs
from .tasks import task

HERE = pathlib.Path(__file__).resolve().parent
KEY = "sk-e2e-of-the-agents"
AT_A_TIME = 4


class Place:
    """Where agents run: their programs, the gateway, the vendors. `keep` leaves the folders of failed runs."""

    def __init__(self, binaries, gateway, vendors, keep):
        self.binaries, self.gateway, self.key, self.vendors, self.keep = binaries, gateway, KEY, vendors, keep


def install(folder, once, need, npm):
    """The agents as npm has them, in a folder of the build."""
    sums = once(folder / ".made-from", HERE / "package.json", HERE / "package-lock.json")
    if sums:
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, folder / name)
        need([npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=folder)
        (folder / ".made-from").write_text(sums)
    return folder / "node_modules" / ".bin"


def run(build, binaries):
    """Gives passed, failed and the names of agents that could not be had."""
    wanted, keep = os.environ.get("E2E_AGENTS", ""), os.environ.get("E2E_KEEP") == "1"
    had = [agent for agent in AGENTS if (binaries / agent.COMMAND).exists()]
    missing = [agent.NAME for agent in AGENTS if agent not in had]
    chosen = [pair for pair in pairs() if pair.agent in had and wanted in str(pair)]
    passed = failed = 0
    for page in differing(list(pairs())):
        failed += 1
        print(f"FAIL: docs/guide/{page} does not name the pairs of pairs.py; e2e/agents/guide.py rewrites it", flush=True)
    with Vendors() as vendors, Gateway(build / "gateway", [f"GATEWAY_API_KEY={KEY}", "HOST=127.0.0.1"], vendors.yaml()) as gateway:
        place = Place(binaries, gateway.url, vendors, keep)
        with concurrent.futures.ThreadPoolExecutor(AT_A_TIME) as pool:
            for pair, (seconds, found) in zip(chosen, pool.map(lambda pair: timed(pair, place), chosen)):
                if found:
                    failed += 1
                    print(f"FAIL: {pair} ({seconds:.0f} s)", *found, sep="\n      ", flush=True)
                else:
                    passed += 1
                    print(f"ok    {pair} ({seconds:.0f} s)", flush=True)
        for stray in vendors.server.strays[:5]:
            failed += 1
            print(f"FAIL: a request of no run: {stray}")
    if gateway.status != 0:
        failed += 1
        print(f"FAIL: the gateway ended with {gateway.status}:\n{gateway.said()}")
    return passed, failed, missing


def timed(pair, place):
    began = time.monotonic()
    found = task(pair.agent, place, pair.model, pair.thinks, **pair.more).found
    return time.monotonic() - began, found


def must_be_had(missing):
    return [name for name in missing if name in MUST_BE_HAD]
