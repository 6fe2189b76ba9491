"""Deadlines as the entries of a calendar: what each tells its reader, and as of when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from anitp_cli.deadlines import Refused, read_date
from anitp_cli.errors import UsageError
from anitp_cli.states import MET, has_happened, known_from
from anitp_cli.text import count
from anitp_cli.values import NamedTuple
from anitp_cli.views.activities import citation
from anitp_cli.views.due import term_cell, undated_lines, when_cell
from anitp_cli.views.evidence import when_and_what

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from anitp_cli.agenda import Agenda, Asked
    from anitp_cli.model import Evidence, Objective, State
    from anitp_cli.plan import Plan
    from anitp_cli.query import Selection
    from anitp_cli.states import Register, Standing

EntryKind = Literal["event", "todo"]
ENTRY_KINDS: tuple[EntryKind, ...] = ("event", "todo")
UNREPORTED: tuple[State, ...] = ("overdue", "upcoming")
"""What a deadline is by the day alone."""


class Entry(NamedTuple):
    """What a calendar is told of a deadline.

    `state` is what was reported, None where nothing was: how far off a day is a calendar knows by itself, and a file
    that says "overdue" or "upcoming" is wrong on another day. `completed` is the last day of the evidence of what is
    met. All this is as of the day `changed`, by the `records` on file that count for it; records are added and never
    taken away, so that both only grow.
    """

    id: str
    due: date
    summary: str
    lines: tuple[str, ...]
    category: str
    state: State | None
    completed: date | None
    reminders: tuple[date, ...]
    changed: date
    records: int


class Feed(NamedTuple):
    """A calendar: the id of its plan, the name that it is shown under, and its entries."""

    plan: str
    name: str
    entries: tuple[Entry, ...]


def feed(register: Register, standings: Sequence[Standing], selection: Selection, alarms: Sequence[str]) -> Feed:
    """The calendar of these deadlines; what has no due date is not in it.

    `alarms` are the times before a due date at which to remind of it ("30d"); of what is met nobody is reminded.

    Raises:
        UsageError: one of them is no such time.
    """
    objectives = {str(objective.id): objective for objective in register.plan.objectives}
    entries = (
        _entry(register, standing, standing.occurrence.due, objectives, alarms)
        for standing in standings
        if standing.occurrence.due is not None
    )
    return Feed(register.plan.id, _name(register.plan, selection), tuple(entries))


def reminder(alarm: str, due: date) -> date:
    """The day that lies so long before a due date.

    Raises:
        UsageError: the text is no such time.
    """
    time = alarm.removeprefix("-")
    try:
        if time.isalnum():
            return read_date(f"-{time}", lambda: due).start
    except Refused:
        pass
    message = f'--alarm takes a time before the due date, such as 30d, 2w or 1m; "{alarm}" is none'
    raise UsageError(message)


def closing_lines(answer: Agenda, asked: Asked) -> list[str]:
    """What is in the calendar, and what is left out of it."""
    kinds = "fixed and recurring" if asked.recurring else "fixed"
    line = count(len(answer.shown), f"{kinds} deadline", f"{kinds} deadlines")
    counts = {"recurring (--recurring)": answer.recurring, "permanent, which have no due date": answer.permanent}
    left_out = [f"{number} {what}" for what, number in counts.items() if number]
    if left_out:
        line += f"; left out: {', '.join(left_out)}"
    return [line, *undated_lines(answer.undated)]


def _name(plan: Plan, selection: Selection) -> str:
    objective = selection.objective and _without_colon(selection.objective)
    return " – ".join(part for part in (plan.act, selection.institution, selection.role, objective) if part)


def _entry(
    register: Register, standing: Standing, due: date, objectives: dict[str, Objective], alarms: Sequence[str]
) -> Entry:
    activity = standing.occurrence.activity
    state = None if standing.state in UNREPORTED else standing.state
    is_met = state in MET
    days = [day for day in map(known_from, standing.evidence) if day]
    counted = _counted(register, standing)
    return Entry(
        standing.occurrence.id,
        due,
        f"[{state}] {activity.id} {activity.title}" if state else f"{activity.id} {activity.title}",
        tuple(_lines(register, standing, objectives)),
        _without_colon(objectives[activity.objective]),
        state,
        completed=max(days, default=None) if is_met else None,
        reminders=() if is_met else tuple(dict.fromkeys(reminder(alarm, due) for alarm in alarms)),
        changed=max((register.plan.gazette.date, *(day for record in counted for day in _days(record)))),
        records=len(counted),
    )


def _lines(register: Register, standing: Standing, objectives: dict[str, Objective]) -> Iterator[str]:
    """The whole row of the plan, what is on file of this deadline, and how to cite it."""
    activity = standing.occurrence.activity
    specific = objectives[activity.objective]
    yield activity.title
    yield ""
    for objective in (objectives[specific.general], specific):
        yield f"{objective.label} {objective.title}"
    yield ""
    yield f"Term: {term_cell(standing.occurrence)}"
    yield from _field("Responsible", activity.responsible)
    yield from _field("Partners", activity.partners)
    yield from _field("Indicators", activity.indicators)
    yield ""
    if standing.state not in UNREPORTED:
        yield f"State: {when_cell(standing, register.today)}"
    yield from _field("Evidence", [when_and_what(record) for record in standing.evidence] or ["none on file"])
    yield ""
    yield citation(register.plan, activity)


def _field(name: str, texts: Sequence[str]) -> Iterator[str]:
    """A text behind its name, several below it; nothing where there is none."""
    if len(texts) == 1:
        yield f"{name}: {texts[0]}"
    elif texts:
        yield f"{name}:"
        yield from (f"- {text}" for text in texts)


def _counted(register: Register, standing: Standing) -> list[Evidence]:
    """What is filed for a deadline, and the assessments of it."""
    filed = {record.id for record in standing.evidence}
    on_file = register.of_activity(standing.occurrence.activity)
    assessments = (one for one in on_file if one.assesses in filed and has_happened(one, register.today))
    return [*standing.evidence, *assessments]


def _days(record: Evidence) -> Iterator[date]:
    """The days on which a record can have come on file."""
    yield from (day for day in (known_from(record), record.source and record.source.date) if day)


def _without_colon(objective: Objective) -> str:
    return objective.label.rstrip().removesuffix(":")
