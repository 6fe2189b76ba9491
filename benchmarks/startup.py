"""What it costs to start, and to answer from the published plan, over a program that does nothing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from measure import Call
from tables import ms, table, times

if TYPE_CHECKING:
    from collections.abc import Sequence

    from measure import Bench
    from programs import Program

COMMANDS = ("--version", "expand DIICOT", "who IGPR", "due --before 2019-12", "show 2.1.1")
_BARE, _FLOOR, _COMPLETION = "python -c pass", "an empty Typer program", "completion of who IG"
_COMPLETE = {"_ANITP_COMPLETE": "complete_bash", "COMP_WORDS": "anitp who IG", "COMP_CWORD": "2"}
_COLUMNS = ("command", "where", "CPU, ms", "over the empty, ms", "÷ the empty", "wall, ms", "memory, MB")


def startup(bench: Bench, programs: Sequence[Program]) -> str:
    """The section of the report."""
    now, *others = programs
    calls = {
        (command, where, program.path): call
        for program in programs
        for where in ("pipe", "terminal")
        for command, call in _calls(program, on_terminal=where == "terminal").items()
    }
    for call in calls.values():  # once before it counts: modules are compiled, files are read from the disk
        bench.run(call)
    costs = bench.medians("start-up", calls)
    columns = [*_COLUMNS, *(name for _ in others for name in ("the other, CPU, ms", "÷ the other"))]
    rows = []
    for command, where, path in calls:
        if path != now.path:
            continue
        cost, floor = costs[command, where, path], costs[_FLOOR, where, path]
        row = [command, where, ms(cost.cpu), ms(cost.cpu - floor.cpu), times(cost.cpu, floor.cpu)]
        row += [ms(cost.wall), f"{cost.memory:.1f}"]
        for other in others:
            before = costs[command, where, other.path]
            row += [ms(before.cpu), times(cost.cpu, before.cpu)]
        rows.append(row)
    return f"## Start-up, with the published plan\n\nRounds: {bench.rounds}.\n\n{table(columns, rows, texts=2)}"


def _calls(program: Program, *, on_terminal: bool) -> dict[str, Call]:
    calls = {
        _BARE: Call((sys.executable, "-c", "pass"), on_terminal),
        _FLOOR: Call((sys.executable, str(Path(__file__).with_name("empty.py"))), on_terminal),
        **{f"anitp {command}": Call((program.path, *command.split()), on_terminal) for command in COMMANDS},
    }
    if not on_terminal:  # a shell reads what is offered through a pipe
        calls[_COMPLETION] = Call((program.path,), environment=_COMPLETE)
    return calls
