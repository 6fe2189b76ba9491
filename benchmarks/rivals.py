"""The same questions, put to the programs that people would use instead on the same data, where they are installed."""

from __future__ import annotations

import json
import os
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from measure import Call, CallError, tell
from sizes import ways
from tables import ms, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from measure import Bench, Cost
    from programs import Program

DUE, WHO = "due --before 2019-12", "who IGPR"
_MOST_SECONDS = 300  # for one step of a rival: one that takes longer is given no larger plan
_COLUMNS = ("asked", "activities", "rows", "CPU, ms", "wall, ms", "memory, MB", "data put in: CPU, ms")
_BEFORE = (
    "(Noiembrie|Decembrie) 2018|"
    "(Ianuarie|Februarie|Martie|Aprilie|Mai|Iunie|Iulie|August|Septembrie|Octombrie|Noiembrie) 2019"
)


class Data(NamedTuple):
    """A plan, the `anitp` that reads it, and a folder for what a rival makes of it."""

    plan: Path
    anitp: str
    folder: Path

    def export(self, *words: str) -> Call:
        """A call of `anitp` that gives something of the plan."""
        return Call((self.anitp, *words, "--plan", str(self.plan)), most_seconds=_MOST_SECONDS)


class Rival(NamedTuple):
    """The calls that put the data into a program, and those that ask it the questions."""

    loading: tuple[Call, ...]
    asking: Mapping[str, Call]


def rivals(bench: Bench, anitp: Program, folders: Mapping[int, Path]) -> str:
    """The section of the report, of plans by their sizes."""
    search = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)))
    found = {name: path for name, (program, _) in RIVALS.items() if (path := shutil.which(program, path=search))}
    notes = [f"{name} is not installed here." for name in RIVALS if name not in found]
    loaded: dict[tuple[str, int], float] = {}
    calls: dict[tuple[str, str, int], Call] = {}
    for size, folder in folders.items():
        for question in (DUE, WHO):
            own = ways(anitp, f"{question} --format ids", folder)
            calls |= {(question, f"anitp, {way}", size): own[way] for way in ("cold", "warm") if way in own}
        for name in list(found):
            tell(f"putting {size:,} activities into {name}")
            data = Data(folder, anitp.path, bench.folder / name / str(size))
            try:
                loaded[name, size], asking = _load(bench, name, found[name], data)
            except CallError as error:
                notes.append(f"{name} is left out from {size:,} activities on: {error}.")
                del found[name]
            else:
                calls |= {(question, name, size): call for question, call in asking.items()}
    tables = _tables(bench.medians("other programs", calls), loaded)
    return "\n".join(("## The same data in other programs\n", *(f"{note}\n" for note in notes), *tables))


def _load(bench: Bench, name: str, program: str, data: Data) -> tuple[float, Mapping[str, Call]]:
    """Put the data into a rival: the CPU seconds that it took, and how to ask.

    Raises:
        CallError: it failed, took too long, or answers too slowly.
    """
    data.folder.mkdir(parents=True)
    rival = RIVALS[name][1](bench, program, data)
    cpu = sum(bench.run(call)[0].cpu for call in rival.loading)
    asking = {question: call._replace(most_seconds=_MOST_SECONDS) for question, call in rival.asking.items()}
    for call in asking.values():
        bench.run(call)
    return cpu, asking


def _tables(costs: Mapping[tuple[str, str, int], Cost], loaded: Mapping[tuple[str, int], float]) -> Iterator[str]:
    for question in (DUE, WHO):
        rows = []
        for (asked, name, size), cost in costs.items():
            if asked == question:
                row = [name, f"{size:,}", f"{cost.lines:,.0f}", ms(cost.cpu), ms(cost.wall), f"{cost.memory:,.1f}"]
                rows.append([*row, ms(loaded[name, size]) if loaded.get((name, size)) else ""])
        yield f"`{question}`, or what comes nearest:\n\n{table(_COLUMNS, rows)}"


def _jq(_: Bench, program: str, data: Data) -> Rival:
    file = str(data.folder / "plan.jsonl")
    due = 'select(any(.deadlines[]; .kind == "fixed" and .due < "2019-12-01")) | .id'
    who = 'select(any(.institutions[]; .code == "IGPR")) | .id'
    asking = {DUE: Call((program, "-r", due, file)), WHO: Call((program, "-r", who, file))}
    return Rival((data.export("list", "-o", file),), asking)


def _sqlite(_: Bench, program: str, data: Data) -> Rival:
    file = str(data.folder / "plan.sqlite")
    due = "SELECT id FROM occurrences WHERE kind = 'fixed' AND due < '2019-12-01' ORDER BY due"
    who = "SELECT activity FROM roles WHERE institution = 'IGPR'"
    asking = {DUE: Call((program, file, due)), WHO: Call((program, file, who))}
    return Rival((data.export("export", file),), asking)


def _ripgrep(_: Bench, program: str, data: Data) -> Rival:
    file = str(data.plan / "activities.yaml")
    return Rival((), {DUE: Call((program, _BEFORE, file)), WHO: Call((program, "--word-regexp", "IGPR", file))})


def _taskwarrior(bench: Bench, program: str, data: Data) -> Rival:
    due = bench.run(data.export("due", "--from", "2018", "--format", "jsonl"))[1]
    tasks = data.folder / "tasks.json"
    tasks.write_text(json.dumps([_task(json.loads(line)) for line in due.splitlines()]), encoding="utf-8")
    settings = data.folder / "taskrc"
    settings.write_text("confirmation=off\nverbose=nothing\n", encoding="utf-8")
    environment = {"TASKRC": str(settings), "TASKDATA": str(data.folder)}
    loading = Call((program, "import", str(tasks)), environment=environment, most_seconds=_MOST_SECONDS)
    return Rival((loading,), {DUE: Call((program, "due.before:2019-12-01", "_ids"), environment=environment)})


def _task(deadline: Mapping[str, str]) -> dict[str, str]:
    day = deadline["due"].replace("-", "")
    return {"description": f"{deadline['activity']} {deadline['title']}", "due": f"{day}T120000Z"}


def _todoman(_: Bench, program: str, data: Data) -> Rival:
    """Todoman reads a list into a cache of its own when it is first asked, and asks in hours from now."""
    (data.folder / "plan").mkdir()
    settings = data.folder / "config.py"
    cache = data.folder / "cache.sqlite3"
    settings.write_text(f'path = "{data.folder}/*"\ncache_path = "{cache}"\n', encoding="utf-8")
    hours = (datetime.now(UTC) - datetime(2019, 12, 1, tzinfo=UTC)).total_seconds() // 3600
    asking = Call((program, "--config", str(settings), "list", f"--due=-{hours:.0f}"))
    loading = data.export("calendar", "--as", "todo", "-o", str(data.folder / "plan" / "plan.ics"))
    return Rival((loading, asking._replace(most_seconds=_MOST_SECONDS)), {DUE: asking})


RIVALS: Mapping[str, tuple[str, Callable[[Bench, str, Data], Rival]]] = {
    "jq": ("jq", _jq),
    "sqlite3": ("sqlite3", _sqlite),
    "ripgrep": ("rg", _ripgrep),
    "Taskwarrior": ("task", _taskwarrior),
    "todoman": ("todo", _todoman),
}
