"""From a plan to the blocks of its file: its values in the plan's order, and where what a question names stands."""

from __future__ import annotations

import zlib
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from anitp_cli.compiled.packing import pack
from anitp_cli.deadlines import occurrences
from anitp_cli.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from anitp_cli.plan import Plan

AT_ONCE = 8
"""How many values a block holds."""

APART = frozenset({"objectives", "activities", "evidence", "folder"})
"""The fields of a plan that are not in its head."""


def drawer(name: str, count: int) -> int:
    """The number of the block, of so many, in which a name is looked for."""
    return zlib.crc32(name.encode("utf-8", "surrogatepass")) % count


def sections(plan: Plan, watch: Callable[[str, float], None]) -> Iterator[tuple[str, Iterable[Any]]]:
    """All that is written of a plan."""
    places = _Places()
    yield "activities", _batches(_activities(plan, places, watch))
    ids = [*plan.activities.ids()]
    yield "ids", _drawers({id_: number for number, id_ in enumerate(ids)})
    yield "all ids", [ids]
    yield "naming", _drawers(places.naming)
    words = sorted(places.holding)
    yield "words", ["\n".join(words)]
    yield "holding", _batches(places.holding[word] for word in words)
    months = sorted(places.due)
    yield "due", (places.due[month] for month in months)
    under = _under(plan)
    yield "objectives", _batches([pack(one), *under.get(str(one.id), (0, 0))] for one in plan.objectives)
    ids = [*plan.objectives.ids()]
    yield "objective ids", _drawers({id_: number for number, id_ in enumerate(ids)})
    yield "all objective ids", [ids]
    filed: dict[str, list[int]] = defaultdict(list)
    for number, record in enumerate(plan.evidence):
        filed[str(record.activity)].append(number)
    yield "records", _batches(map(pack, plan.evidence))
    yield "filed", _drawers(filed)
    yield "head", [_head(plan, places, months)]


class _Places:
    """The numbers of the activities that name an institution, hold a word or have a deadline in a month."""

    def __init__(self) -> None:
        self.naming: dict[str, list[int]] = defaultdict(list)
        self.holding: dict[str, list[int]] = defaultdict(list)
        self.due: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
        self.tally: Counter[tuple[str, int | None]] = Counter()
        self.undated: list[int] = []


def _activities(plan: Plan, places: _Places, watch: Callable[[str, float], None]) -> Iterator[Any]:
    for number, activity in enumerate(plan.activities):
        if number % AT_ONCE == 0:
            watch("index", number / len(plan.activities))
        for code in sorted({mention.institution for mention in activity.mentions}):
            places.naming[code].append(number)
        for word in sorted(set(fold(" ".join(activity.cells())).split())):
            places.holding[word].append(number)
        if not all(term.deadlines for term in activity.terms):
            places.undated.append(number)
        for one in occurrences(activity, plan.period):
            day = one.due.toordinal() if one.due else None
            places.tally[one.kind, day] += 1
            if one.due and day:
                places.due[one.kind, 12 * one.due.year + one.due.month].append((day, number))
        yield pack(activity)


def _under(plan: Plan) -> dict[str, tuple[int, int]]:
    """For each objective, the first activity under it and the first behind them: they follow one another."""
    under: dict[str, tuple[int, int]] = {}
    for number, activity in enumerate(plan.activities):
        for objective in (activity.objective, activity.objective.partition(".")[0]):
            first, _ = under.get(str(objective), (number, 0))
            under[str(objective)] = first, number + 1
    return under


def _head(plan: Plan, places: _Places, months: Sequence[tuple[str, int]]) -> dict[str, Any]:
    return {
        "fields": {name: pack(getattr(plan, name)) for name in plan._fields if name not in APART},
        "counts": {name: len(getattr(plan, name)) for name in ("activities", "objectives", "evidence")},
        "tally": [(kind, day, number) for (kind, day), number in places.tally.items()],
        "months": months,
        "undated": places.undated,
    }


def _batches(values: Iterable[Any]) -> Iterator[list[Any]]:
    batch: list[Any] = []
    for value in values:
        batch.append(value)
        if len(batch) == AT_ONCE:
            yield batch
            batch = []
    yield batch


def _drawers(known: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What is known by name, in blocks of which each name has its own."""
    drawers: list[dict[str, Any]] = [{} for _ in range(len(known) // AT_ONCE + 1)]
    for name, what in known.items():
        drawers[drawer(name, len(drawers))][name] = what
    return drawers
