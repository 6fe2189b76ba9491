"""Each time that an activity is due: computed from its terms on each run, never stored."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from anitp_cli.deadlines.intervals import last_day, period_name, pieces, shared_part
from anitp_cli.model import Occurrence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anitp_cli.model import Activity, Deadline, Interval, Term


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
        (name, occurrence)
        for term in activity.terms
        for deadline in term.deadlines
        for name, occurrence in _of_deadline(activity, term, deadline, period)
    ]
    named.sort(key=_precedence)
    dues: dict[str, set[date | None]] = {}
    for name, occurrence in named:
        dues.setdefault(name, set()).add(occurrence.due)
    unique: dict[str, Occurrence] = {}
    for name, occurrence in named:
        own_name = name if len(dues[name]) == 1 else str(occurrence.due)
        identity = f"{activity.id}@{own_name}"
        if identity not in unique:
            unique[identity] = occurrence._replace(id=identity)
    return tuple(sorted(unique.values(), key=lambda occurrence: (occurrence.due or date.max, occurrence.due is None)))


def _precedence(entry: tuple[str, Occurrence]) -> tuple[bool, date]:
    """Of occurrences with one id the fixed one stays, and of permanent ones the first to begin."""
    occurrence = entry[1]
    return occurrence.kind != "fixed", (occurrence.kind == "permanent" and occurrence.start) or date.min


def _of_deadline(
    activity: Activity, term: Term, deadline: Deadline, period: Interval
) -> Iterator[tuple[str, Occurrence]]:
    """Each occurrence of one deadline with the name of its period; `occurrences` gives it its id."""
    bounded = shared_part(period, deadline.interval) if deadline.interval else period
    if deadline.kind == "permanent":
        if bounded:
            yield "permanent", Occurrence("", activity, term.text, "permanent", bounded.start, None)
    elif deadline.kind == "fixed":
        interval = deadline.interval
        if interval is None:
            message = f"a fixed deadline without an interval: {term.text!r} of {activity.id}"
            raise ValueError(message)
        yield period_name(interval), Occurrence("", activity, term.text, "fixed", interval.start, interval.end)
    else:
        for full, part in pieces(deadline.kind, bounded) if bounded else ():
            due = _due_on(full.start.year, deadline.due_day) if deadline.due_day else part.end
            if due in part:
                partial = part.start != full.start or (part != full and not deadline.due_day)
                yield (
                    period_name(full),
                    Occurrence("", activity, term.text, deadline.kind, part.start, due, partial=partial),
                )


def _due_on(year: int, due_day: tuple[int, int]) -> date:
    """That day of the year; 29 February is the last day of February in a common year."""
    month, day = due_day
    return date(year, month, min(day, last_day(year, month).day))
