"""The runs of the agents and what they must come to."""
import re
import secrets
import traceback

from vendors.script import Run, Step
from .agent import FAIL, PLAN, RUN, WRITTEN, Session

DONE = "全部完成 ✔ all done"
FINISHED_SUB, AGAIN = "子任务完成，2 lines", "又完成了 ✔ again"
# How agents tell a model that a command ended with 3.
EXIT_3 = re.compile(r"(exit(ed)?( with)?( code| status)?|Exit Code|exit_code)[\"':=\s]*3\b|code\D{0,4}3\b", re.I)


def main_steps(agent, delegates=False):
    steps = [
        Step("先读计划。", [("read", "plan.txt")]),
        Step("写并运行。", [("write", "out.txt", WRITTEN), ("run", RUN)]),
        Step("", [("run", FAIL)]),
    ]
    if delegates and agent.names("delegate"):
        steps.append(Step("交给帮手。", [("delegate", "sub")]))
    elif agent.names("lookup"):
        steps.append(Step("查便签。", [("lookup", "色")]))
    return [*steps, Step(DONE)]


class Failures:
    def __init__(self):
        self.found = []

    def expect(self, truth, what):
        if not truth:
            self.found.append(what)


def task(agent, place, model, thinking, *, delegates=False, faults=(), resumed=False, switch=None, more=None, compact_at=None, usage=None, status=0, prints=True):
    """Runs an agent at the task and gives what is wrong with the outcome.

    What may be told beside: a part for a sub-agent (`delegates`), what fails at the vendor (`faults`), a second prompt in the same
    session (`resumed`), with another model (`switch`), the step before which the conversation is compacted (`compact_at`), the tokens
    that a step tells (`usage`), what the program ends with (`status`) and whether it shows the last text (`prints`).
    """
    made = Failures()
    id = f"task-{secrets.token_hex(4)}"
    session = Session(agent, place.binaries, place.gateway, place.key, model, thinking, id, {"second": switch, **(more or {})})
    run = Run(id, agent, session.folder, {"main": main_steps(agent, delegates)}, faults, compact_at)
    run.threads["sub"] = [Step("数行。", [("run", "wc -l plan.txt")]), Step(FINISHED_SUB)]
    run.threads["again"] = [Step("再来。", [("run", "echo again-2 | tr a-z A-Z")]), Step(AGAIN)]
    for number, counted in (usage or {}).items():
        run.threads["main"][number].usage = counted
    place.vendors.add(run)
    try:
        asked = f"读 plan.txt，写 out.txt，运行命令。Read, write, run. {run.mark()}"
        ended, out, err = session.ask(asked)
        made.expect(ended == status, f"ended with {ended}")
        made.expect(DONE in out or not prints, f"the last text is not in {out[-300:]!r}")
        made.expect(("main", len(run.threads["main"]) - 1) in run.spoken, "it did not come to the last step")
        check_outcome(made, agent, run, session, delegates)
        if resumed or switch:
            session.model = switch or model
            ended, out, err = session.ask(f"再做一次。Once more. {run.mark('again')}", resumes=True)
            made.expect(ended == 0, f"resumed, it ended with {ended}")
            made.expect(AGAIN in out, f"resumed, the last text is not in {out[-300:]!r}")
            made.expect("AGAIN-2" in told(run, "again", 0), f"resumed, the command told {told(run, 'again', 0)!r}")
        thought = [step.thought for (thread, _), (_, step) in run.spoken.items() if thread == "main"]
        made.expect(any(thought) if thinking else not any(thought), f"of {len(thought)} steps {sum(map(bool, thought))} were thought about")
        made.found += [f"refused: {each}" for each in run.refusals]
        made.expect(all(fault.left == 0 for fault in run.faults if fault.kind != "overflow"), "a fault did not come about")
        if compact_at is not None:
            made.expect(run.compacted > 0, "it was not compacted")
        made.found += [f"lost: {each}" for each in run.lost]
        if made.found:
            made.found.append(f"said: {err[-1500:]}")
    except Exception:
        made.found.append(traceback.format_exc())
    if not made.found or not place.keep:
        session.remove()
    else:
        made.found.append(f"kept in {session.base}")
    made.run = run
    return made


def told(run, thread, step):
    return "\n".join(run.results.get((thread, step), ()))


def check_outcome(made, agent, run, session, delegates):
    written = session.folder / "out.txt"
    made.expect(written.exists() and written.read_text(encoding="utf-8").rstrip("\n") == WRITTEN.rstrip("\n"),
                f"out.txt is {written.read_text(encoding='utf-8')!r}" if written.exists() else "out.txt was not written")
    made.expect("蓝色 blue" in told(run, "main", 0), f"the file was told as {told(run, 'main', 0)[:300]!r}")
    made.expect("RAN-42" in told(run, "main", 1), f"the command told {told(run, 'main', 1)[:300]!r}")
    made.expect("failing" in told(run, "main", 2) and (EXIT_3.search(told(run, "main", 2)) or not agent.TELLS_EXIT),
                f"the failing command told {told(run, 'main', 2)[:300]!r}")
    if delegates and agent.names("delegate"):
        made.expect(FINISHED_SUB in told(run, "main", 3), f"the sub-agent told {told(run, 'main', 3)[:300]!r}")
    elif agent.names("lookup"):
        made.expect("note of 色: 蓝色 blue" in told(run, "main", 3), f"the note told {told(run, 'main', 3)[:300]!r}")
