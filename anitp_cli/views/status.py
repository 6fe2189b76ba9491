"""How a plan stands, as the items of the JSON contract; what its totals are, and the commands that list them."""

from __future__ import annotations

import os
import shlex
from typing import TYPE_CHECKING

from anitp_cli.deadlines import period_name
from anitp_cli.states import is_reported_on
from anitp_cli.text import count
from anitp_cli.views import Header, Item, View
from anitp_cli.views.due import undated_lines
from anitp_cli.views.matrix import NOT_ON_FILE, ON_FILE, SIGNS, counted, marks_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from anitp_cli.model import Interval
    from anitp_cli.states import Standing
    from anitp_cli.status import Grouping, Row, Status

_NOUNS: dict[Grouping, tuple[str, str]] = {
    "activity": ("activity", "activities"),
    "objective": ("specific objective", "specific objectives"),
    "institution": ("institution", "institutions"),
}


def status_view(status: Status, envelope: Callable[[], Item]) -> View:
    """One row for each group, with the ids of what is in each state; in rows for people a last one of totals."""
    rows = [*status.rows, status.total] if status.rows else []
    totals = dict(counted(rows))
    quarters = [period_name(quarter) for quarter in status.quarters]

    def cells() -> Iterator[tuple[str, ...]]:
        for number, row in enumerate(rows):
            marks = ("".join(marks_of(cell)) for cell in row.cells)
            yield row.key, *marks, *(str(counts[number] or "") for counts in totals.values()), row.title

    return View(
        headers=[Header(status.by, "key"), *map(Header, quarters), *map(Header, totals), Header("title", "title")],
        rows=cells,
        items=lambda: (_item(row, status.quarters) for row in status.rows),
        ids=lambda: _ids([*status.total.dated, *status.total.permanent]),
        envelope=envelope,
    )


def closing_lines(status: Status, period: Interval, options: Sequence[str]) -> Iterator[str]:
    """What is counted; then each sign with its total and the command that lists it; then what has no place.

    With these options `anitp due` is about the same activities.
    """
    dated, permanent, outside = status.total.dated, status.total.permanent, status.outside
    counts = [f"{count(len(dated), 'deadline', 'deadlines')} from {period.start} to {period.end}"]
    if permanent:
        counts.append(count(len(permanent), "permanent term", "permanent terms"))
    once = (
        "; a row has what that institution itself reports on, and the total each once"
        if status.by == "institution"
        else ""
    )
    beyond = f"; {count(outside, 'due date lies', 'due dates lie')} outside" if outside else ""
    yield f"{count(len(status.rows), *_NOUNS[status.by])}: {' and '.join(counts)}{once}{beyond}"
    within = ["--in", period_name(period)] if outside else []
    for state, sign in SIGNS.items():
        number = sum(one.state == state for one in dated)
        if number:
            command = ["anitp", "due", *within, "--recurring", "--state", state, *options]
            yield f"{sign} {number} {state}: {_typed(command)}"
    if permanent:
        filed = sum(is_reported_on(one) for one in permanent)
        kinds = f"{ON_FILE} {filed} permanent with evidence, {NOT_ON_FILE} {len(permanent) - filed} without"
        yield f"{kinds}: {_typed(['anitp', 'due', '--state', 'permanent', *options])}"
    yield from undated_lines(status.undated)


def _typed(words: Sequence[str]) -> str:
    """Words as they are typed into the shell of the system."""
    if os.name == "nt":
        from subprocess import list2cmdline

        return list2cmdline(words)
    return shlex.join(words)


def _item(row: Row, quarters: Sequence[Interval]) -> Item:
    return {
        "key": row.key,
        "title": row.title,
        **_by_state(row.dated),
        "permanent": _ids(row.permanent),
        "permanent_with_evidence": _ids(one for one in row.permanent if is_reported_on(one)),
        "periods": [
            {"period": period_name(quarter), "start": quarter.start, "end": quarter.end, **_by_state(cell)}
            for quarter, cell in zip(quarters, row.cells, strict=True)
        ],
    }


def _by_state(standings: Sequence[Standing]) -> Item:
    return {state: _ids(one for one in standings if one.state == state) for state in SIGNS}


def _ids(standings: Iterable[Standing]) -> list[str]:
    return [one.occurrence.id for one in standings]
