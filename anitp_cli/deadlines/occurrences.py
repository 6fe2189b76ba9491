"""Each time that an activity is due: computed from its terms on each run, never stored."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from anitp_cli.deadlines.intervals import last_day, period_name, pieces, shared_part
from anitp_cli.model import Occurrence
from anitp_cli.values import NamedTuple

if TYPE_CHECKING:
    from anitp_cli.model import Activity, Deadline, Interval, Kind, Printed


def occurrences(activity: Activity, period: Interval) -> tuple[Occurrence, ...]:
    """The occurrences of an activity in a plan's period, in order of due date; what is never due comes last.

    A fixed deadline gives one, whether or not it lies in the period; a rhythm gives one for each calendar piece
    that the period touches; "permanent" gives one without a due date. What bounds a rhythm or "permanent" cuts them,
    and where it lies wholly outside the period they give none. Their ids are unique: activity@period, where
    the period of a rhythm is the full calendar piece ("1.1.1@2018" though the plan starts in November).

    Deadlines of one activity that share both their period and their due date are one occurrence (of the fixed one,
    if there is one). Those that share the period and not the due date ("anual, până la 31 martie" and "anual, până
    la 30 septembrie") are told apart by it: "X@2019-03-31" and "X@2019-09-30".
    """
    named = [
        (time, term.text) for term in activity.terms for deadline in term.deadlines for time in _times(deadline, period)
    ]
    named.sort(key=_precedence)
    dues: dict[str, set[date | None]] = {}
    for time, _ in named:
        dues.setdefault(time.name, set()).add(time.due)
    unique: dict[str, Occurrence] = {}
    for time, text in named:
        name, kind, start, due, partial = time
        id_ = f"{activity.id}@{name if len(dues[name]) == 1 else due}"
        if id_ not in unique:
            unique[id_] = Occurrence(id_, activity, text, kind, start, due, partial)
    return tuple(sorted(unique.values(), key=lambda occurrence: (occurrence.due or date.max, occurrence.due is None)))


class _Time(NamedTuple):
    """An occurrence of whatever activity; `name` is that of its period."""

    name: str
    kind: Kind
    start: date | None
    due: date | None
    partial: bool = False


def _precedence(named: tuple[_Time, Printed]) -> tuple[bool, date]:
    """Of occurrences with one id the fixed one stays, and of permanent ones the first to begin."""
    time, _ = named
    return time.kind != "fixed", (time.kind == "permanent" and time.start) or date.min


@lru_cache(maxsize=1000)  # the activities of a plan share few
def _times(deadline: Deadline, period: Interval) -> tuple[_Time, ...]:
    """Each time that a deadline falls due, and "permanent" once."""
    kind, interval, due_day = deadline
    bounded = shared_part(period, interval) if interval else period
    if kind == "fixed":
        if interval is None:
            message = f"a fixed deadline without an interval: {deadline}"
            raise ValueError(message)
        return (_Time(period_name(interval), kind, interval.start, interval.end),)
    if bounded is None:
        return ()
    if kind == "permanent":
        return (_Time(kind, kind, bounded.start, None),)
    times = []
    for full, part in pieces(kind, bounded):
        due = _due_on(full.start.year, due_day) if due_day else part.end
        if due in part:
            partial = part.start != full.start or (part != full and not due_day)
            times.append(_Time(period_name(full), kind, part.start, due, partial))
    return tuple(times)


def _due_on(year: int, due_day: tuple[int, int]) -> date:
    """That day of the year; 29 February is the last day of February in a common year."""
    month, day = due_day
    return date(year, month, min(day, last_day(year, month).day))
