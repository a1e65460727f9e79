"""Runs the examples of READMEs and guides as they stand there.

A fenced block is run when the line before its fence is `<!-- test -->`. `<!-- test: TEXT -->` also wants TEXT in what it
prints. Languages: bash, python, js, java (a file with a main method, or what stands in one, below its imports). Where a block
says localhost:8728 the gateway under test is meant. A block runs in an empty folder that has `gateway` and `examples`,
without a key; one that two pages share runs once. A word after the language is an environment of its own: `python llamaindex`. A
block fails when it ends badly, prints nothing, or prints an error of the gateway.
"""
import os
import pathlib
import re
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
MARK = re.compile(r"^ *<!-- test(?:: (.*?))? -->\s*\n( *)```(\w+)(?: (\w+))?[^\n]*\n(.*?)^ *```\s*$", re.M | re.S)
LANGUAGES = {"bash": "bash", "sh": "bash", "shell": "bash", "python": "python", "py": "python", "js": "js", "javascript": "js",
             "mjs": "js", "java": "java"}
SUFFIX = {"bash": "sh", "python": "py", "js": "mjs", "java": "java"}
DEADLINE_S = 60


class Snippet:
    def __init__(self, name, language, environment, text, expected):
        self.name, self.language, self.text, self.expected = name, language, text, expected
        self.interpreter = f"{language} {environment}" if environment else language


def of(readme):
    """The marked blocks of a file. One without any has lost its marks, which is an error."""
    text = readme.read_text(encoding="utf-8")
    found = []
    for match in MARK.finditer(text):
        expected, indent, language, environment, body = match.groups()
        line = text.count("\n", 0, match.start()) + 1
        name = f"{readme.name}:{line}"
        if language not in LANGUAGES:
            raise RuntimeError(f"{name}: there is no way to run {language}")
        lines = [part.removeprefix(indent) for part in body.splitlines()]
        found.append(Snippet(name, LANGUAGES[language], environment, "\n".join(lines) + "\n", expected))
    marks = len(re.findall(r"^ *<!-- test", text, re.M))
    if not found or len(found) != marks:
        raise RuntimeError(f"{readme.name}: {marks} blocks are marked for testing, {len(found)} of them can be read")
    return found


def run(snippets, interpreters, gateway, environment):
    """Runs them in order; how many passed and how many failed."""
    passed = failed = 0
    problems = {}
    for snippet in snippets:
        same = (snippet.interpreter, snippet.text, snippet.expected)
        if same not in problems:
            with tempfile.TemporaryDirectory(prefix="snippet ") as folder:
                problems[same] = problem_of(snippet, pathlib.Path(folder), interpreters[snippet.interpreter], gateway, environment)
        problem = problems[same]
        if problem:
            failed += 1
            print(f"not ok {snippet.name} ({snippet.language}): {problem}", flush=True)
        else:
            passed += 1
            print(f"ok {snippet.name} ({snippet.language})", flush=True)
    return passed, failed


def in_main(text):
    lines = text.splitlines()
    imports = [line for line in lines if line.startswith("import ")]
    rest = [line for line in lines if not line.startswith("import ")]
    return "\n".join([*imports, "void main() throws Exception {", *rest, "System.exit(0); // the client keeps threads", "}", ""])


def problem_of(snippet, folder, interpreter, gateway, environment):
    for name in ("gateway", "examples"):
        os.symlink(ROOT / name, folder / name)
    if snippet.language == "js":
        os.symlink(ROOT / "e2e" / "node" / "node_modules", folder / "node_modules")
    text = re.sub(r"(localhost|127\.0\.0\.1):8728", f"127.0.0.1:{gateway.port}", snippet.text)
    if snippet.language == "java" and "void main" not in text:
        text = in_main(text)
    file = folder / f"Snippet.{SUFFIX[snippet.language]}"
    file.write_text(text, encoding="utf-8")
    environment = {**environment, "PORT": str(gateway.port), "GATEWAY_URL": gateway.url, "DATA_DIR": str(gateway.folder / "data"),
                   "NO_PROXY": "127.0.0.1,localhost"}
    try:
        done = subprocess.run([*interpreter, file], cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, encoding="utf-8", errors="replace", timeout=DEADLINE_S)
    except subprocess.TimeoutExpired:
        return f"not done within {DEADLINE_S} s"
    shown = f"\n{done.stdout}\n{done.stderr}"
    if done.returncode != 0:
        return f"ended with {done.returncode}{shown}"
    if not done.stdout.strip():
        return f"printed nothing{shown}"
    if '"error":{"message"' in done.stdout:
        return f"the gateway refused{shown}"
    if snippet.expected and snippet.expected not in done.stdout:
        return f"{snippet.expected!r} is missing in what it printed{shown}"
    return None
