#!/usr/bin/env python3
"""The tables of the guide's pages that say which models an agent is tested with: made from pairs.py.

    e2e/agents/guide.py      rewrites them; the part `agents` of e2e/run fails where one differs
"""
import pathlib
import re
import sys

GUIDE = pathlib.Path(__file__).resolve().parents[2] / "docs" / "guide"
TABLE = re.compile(r"(?m)^\| (model|模型) \|.*\n\|---\|---\|---\|\n(\|.*\n)+")
ENGLISH = {"head": "| model | thinking | also tested |", True: "on", False: "off", "join": ", ", "chat": " by chat",
           "compacts": "compaction", "delegates": "a sub-agent", "resumed": "resumed", "switch": "another model in mid-session",
           "faults": "failures ({})", "cut": "a cut stream"}
CHINESE = {"head": "| 模型 | 思考 | 另外验证了 |", True: "开", False: "关", "join": "、", "chat": "（经 chat）",
           "compacts": "压缩上下文", "delegates": "子代理", "resumed": "恢复会话", "switch": "会话中途换模型",
           "faults": "出错重试（{}）", "cut": "流中断"}


def rows(pairs):
    """Of each model: whether it thought, and what else was tested, in the order of the pairs."""
    made = {}
    for pair in pairs:
        thinks, besides, kinds = made.setdefault(pair.shown(), (set(), set(), []))
        thinks.add(pair.thinks)
        besides |= {name for name in ("delegates", "resumed", "switch") if pair.more.get(name)}
        if pair.more.get("compact_at") is not None:
            besides.add("compacts")
        kinds += [fault.kind for fault in pair.more.get("faults", ()) if fault.kind != "overflow" and fault.kind not in kinds]
    return made


def table(pairs, words):
    lines = [words["head"], "|---|---|---|"]
    for (model, by_chat), (thinks, besides, kinds) in rows(pairs).items():
        told = [words[name] for name in ("compacts", "delegates", "resumed", "switch") if name in besides]
        if kinds:
            told.append(words["faults"].format(words["join"].join(words.get(kind, kind) for kind in kinds)))
        thought = words["join"].join(words[each] for each in (True, False) if each in thinks)
        lines.append(f"| `{model}`{words['chat'] if by_chat else ''} | {thought} | {words['join'].join(told) or '–'} |")
    return "\n".join([*lines, ""])


def pages(pairs):
    """Each page with the text that it should have."""
    for agent in dict.fromkeys(pair.agent for pair in pairs):
        own = [pair for pair in pairs if pair.agent is agent]
        for ending, words in ((".md", ENGLISH), (".zh-CN.md", CHINESE)):
            page = GUIDE / (agent.NAME + ending)
            yield page, TABLE.sub(lambda _: table(own, words), page.read_text(encoding="utf-8"))


def differing(pairs):
    return [page.name for page, wanted in pages(pairs) if page.read_text(encoding="utf-8") != wanted or not TABLE.search(wanted)]


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
    from agents.pairs import pairs as all_pairs
    for page, wanted in pages(list(all_pairs())):
        page.write_text(wanted, encoding="utf-8")
