"""What the same questions cost of larger plans: read anew, at first use of an index, and with the index."""

from __future__ import annotations

from math import log
from statistics import linear_regression
from typing import TYPE_CHECKING, NamedTuple

from measure import Call
from plans import PUBLISHED_ACTIVITIES
from tables import ms, table, times

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from measure import Bench, Cost
    from programs import Program

QUESTIONS = ("who IGPR", "due --before 2019-12", "expand DIICOT", "show 2.1.1", "list minori", "due --in 2025-06")
_FROM_SIZE = 1000  # on, growth is told: below that starting takes most of the time
_WAYS = (
    "Cold: with --no-cache. First: the first question of a plan, which makes its index, in an empty cache folder. "
    "Warm: once there is an index."
)
_ONE_WAY = "Cold: the plan is read anew. This anitp knows no --no-cache, so nothing is told of an index."


class Asked(NamedTuple):
    """A question of a plan of some size, put to a program in one of its ways."""

    question: str
    size: int
    path: str
    way: str


def sizes(bench: Bench, programs: Sequence[Program], folders: Mapping[int, Path]) -> str:
    """The section of the report, of plans by their sizes, of which PUBLISHED_ACTIVITIES is one."""
    calls = {
        Asked(question, size, program.path, way): call
        for size, folder in folders.items()
        for program in programs
        for question in QUESTIONS
        for way, call in ways(program, question, folder).items()
    }
    for asked, call in calls.items():
        if asked.way == "warm":
            bench.run(call)  # makes the index
    costs = bench.medians("larger plans", calls)
    columns = ["question", "activities", "rows", *_columns(programs)]
    rows = [_row(costs, question, size, programs) for question in QUESTIONS for size in folders]
    return (
        f"## The same questions of larger plans\n\n{_WAYS if programs[0].keeps_index else _ONE_WAY}\n\n"
        f"{table(columns, rows)}\n{_growth(costs, programs[0], folders)}"
    )


def ways(program: Program, question: str, folder: Path) -> dict[str, Call]:
    """How a question can be put to a program: "cold", and if it keeps an index at "first" use of it and "warm"."""
    words = (program.path, *question.split(), "--plan", str(folder))
    if not program.keeps_index:
        return {"cold": Call(words)}
    warm = Call(words, environment={"XDG_CACHE_HOME": program.cache})
    return {"cold": Call((*words, "--no-cache")), "first": Call(words, has_new_cache=True), "warm": warm}


def _usual(program: Program) -> str:
    return "warm" if program.keeps_index else "cold"


def _columns(programs: Sequence[Program]) -> list[str]:
    now, *others = programs
    columns = ["cold CPU, ms", "cold wall, ms", "cold memory, MB", "cold runs"]
    if now.keeps_index:
        columns += ["first CPU, ms", "first memory, MB", "warm CPU, ms", "warm wall, ms", "warm memory, MB"]
    columns.append(f"{_usual(now)} ÷ at {PUBLISHED_ACTIVITIES}")
    for other in others:
        columns += [f"the other, {_usual(other)} CPU, ms", f"{_usual(now)} ÷ the other"]
    return columns


def _row(costs: Mapping[Asked, Cost], question: str, size: int, programs: Sequence[Program]) -> list[str]:
    now, *others = programs
    cold, usual = (costs[Asked(question, size, now.path, way)] for way in ("cold", _usual(now)))
    row = [question, f"{size:,}", f"{max(usual.lines - 1, 0):,.0f}"]  # a heading stands above the rows
    row += [ms(cold.cpu), ms(cold.wall), f"{cold.memory:,.1f}", str(cold.runs)]
    if now.keeps_index:
        first = costs[Asked(question, size, now.path, "first")]
        row += [ms(first.cpu), f"{first.memory:,.1f}", ms(usual.cpu), ms(usual.wall), f"{usual.memory:,.1f}"]
    row.append(times(usual.cpu, costs[Asked(question, PUBLISHED_ACTIVITIES, now.path, _usual(now))].cpu))
    for other in others:
        before = costs[Asked(question, size, other.path, _usual(other))]
        row += [ms(before.cpu), times(usual.cpu, before.cpu)]
    return row


def _growth(costs: Mapping[Asked, Cost], program: Program, measured: Iterable[int]) -> str:
    """The exponents with which cold costs grow, where there are sizes enough to tell."""
    large = [size for size in measured if size >= _FROM_SIZE]
    if len(large) < 2:  # noqa: PLR2004  # two points make a line
        return f"Growth is told where two sizes of {_FROM_SIZE:,} activities or more are measured.\n"
    rows = []
    for question in QUESTIONS:
        cold = [costs[Asked(question, size, program.path, "cold")] for size in large]
        exponents = (_exponent(large, each) for each in ([one.cpu for one in cold], [one.memory for one in cold]))
        rows.append([question, *(f"{exponent:.2f}" for exponent in exponents)])
    text = f"Growth of the cold cost from {large[0]:,} to {large[-1]:,} activities, as an exponent: 1 is linear."
    return f"{text}\n\n{table(['question', 'CPU', 'memory'], rows)}"


def _exponent(measured: Sequence[int], costs: Sequence[float]) -> float:
    return linear_regression([log(size) for size in measured], [log(cost) for cost in costs]).slope
