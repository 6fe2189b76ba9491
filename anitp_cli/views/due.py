"""Deadlines as rows and as the items of the JSON contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anitp_cli.query import Window
from anitp_cli.states import OPEN
from anitp_cli.text import count
from anitp_cli.views import Column, Item, View, table
from anitp_cli.views.activities import responsible_cell, state_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from anitp_cli.agenda import Agenda, Asked
    from anitp_cli.model import Occurrence
    from anitp_cli.states import Register, Standing


def due_view(standings: Sequence[Standing], register: Register, envelope: Callable[[], Item]) -> View:
    """One row for each occurrence, in the order given."""
    columns: list[Column[Standing]] = [
        Column("due", lambda one: str(one.occurrence.due or "-"), "date"),
        Column("when", lambda one: when_cell(one, register.today), "alarm"),
        Column("activity", lambda one: one.occurrence.activity.id, "key"),
        Column("term", lambda one: term_cell(one.occurrence)),
        Column("responsible", lambda one: responsible_cell(one.occurrence.activity)),
        Column("title", lambda one: one.occurrence.activity.title, "title"),
    ]

    def item(standing: Standing) -> Item:
        from anitp_cli.views.evidence import evidence_item

        one = standing.occurrence
        return {
            "id": one.id,
            "activity": one.activity.id,
            "title": one.activity.title,
            "term": one.term,
            "kind": one.kind,
            "start": one.start,
            "due": one.due,
            "partial": one.partial,
            "state": standing.state,
            "days_overdue": standing.days_overdue,
            "responsible": one.activity.responsible,
            "partners": one.activity.partners,
            "evidence": [evidence_item(record, register) for record in standing.evidence],
            "reported_state": standing.reported,
            "assessed_by": standing.assessed_by,
        }

    return table(standings, columns, item=item, id_of=lambda one: one.occurrence.id, envelope=envelope)


def when_cell(standing: Standing, today: date) -> str:
    """How far a due date lies from today ("152 days late", "today", "in 20 days"), or what was reported of it."""
    due = standing.occurrence.due
    if due is None:
        return "permanent"
    if standing.state not in {"overdue", "upcoming"}:
        return state_words(standing)
    late = (today - due).days
    if late == 0:
        return "today"
    days = f"{abs(late)} day{'' if abs(late) == 1 else 's'}"
    return f"{days} late" if late > 0 else f"in {days}"


def closing_lines(answer: Agenda, asked: Asked, given: Sequence[str], register: Register) -> list[str]:
    """What is shown, what the bounds meant, what is left out and how to see it; `given` is the question as typed."""
    today, period = register.today, register.plan.period
    bounds = list(dict.fromkeys(one.partition(" ")[0] for one in given))
    bounds = [one for one in bounds if one not in {"--who", "--objective", "--role"}]
    line = f"{' '.join(given)}: " if given else ""
    line += _morning(answer, today) if asked.brief else _found(answer, asked)
    parts = [f"{number} {what}" for number, what in _left_out(answer, asked, bounds) if number]
    if parts:
        line += f"; not shown: {', '.join(parts)}"
    lines = [line, *undated_lines(answer.undated)]
    if today > period.end:
        lines.append(f"the plan's period ended on {period.end}; --today DAY shows it as of another day")
    return lines


def undated_lines(terms: Sequence[str]) -> Iterator[str]:
    """Of which terms nobody knows the date, if there are any."""
    if terms:
        quoted = ", ".join(f'"{text}"' for text in terms)
        yield f"no date can be known of {quoted}; anitp check says why"


def _left_out(answer: Agenda, asked: Asked, bounds: Sequence[str]) -> Iterator[tuple[int, str]]:
    if asked.brief:
        yield answer.cut, "later (--next N)"
        yield answer.met, "met (--all)"
    else:
        first = answer.found if asked.first is None else min(asked.first, answer.found)
        yield first - len(answer.shown), "more (--limit N)"
        yield answer.found - first, "more (--next N)"
    yield answer.other, f"others (without {', '.join(bounds)})"
    within = f", {answer.recurring_within} of them within" if bounds else ""
    yield answer.recurring, f"recurring{within} (--recurring)"
    yield answer.permanent, f"permanent, which have no due date{'' if bounds else ' (--all)'}"


def _found(answer: Agenda, asked: Asked) -> str:
    number, bounds = len(answer.shown), "" if asked.window == Window() else f" due {asked.window}"
    if asked.states == ("permanent",):
        return f"{count(number, 'permanent term', 'permanent terms')}{bounds}"
    kinds = ["fixed", *["recurring"] * asked.recurring, *["permanent"] * asked.permanent]
    kind = "" if asked.recurring and asked.permanent else f"{' and '.join(kinds)} "
    return f"{count(number, f'{kind}deadline', f'{kind}deadlines')}{bounds}"


def _morning(answer: Agenda, today: date) -> str:
    due = [(one.occurrence.due, one.state) for one in answer.shown if one.occurrence.due is not None]
    late = [state for day, state in due if day < today]
    this_month = sum(day >= today and _month(day) == _month(today) for day, _ in due)
    said = [f"{late.count(state)} {state}" for state in OPEN if state == "overdue" or state in late]
    return f"{', '.join(said)}, {this_month} due this month, {len(due) - len(late) - this_month} next"


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def term_cell(occurrence: Occurrence) -> str:
    """The term as printed; for one of many, also which period it is."""
    if occurrence.kind == "fixed" or occurrence.kind == "permanent":
        return occurrence.term
    partial = ", partial" if occurrence.partial else ""
    return f"{occurrence.term} ({occurrence.id.partition('@')[2]}{partial})"
