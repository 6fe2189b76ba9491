"""Deadlines as rows and as the items of the JSON contract."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from anitp_cli.model import RECURRING
from anitp_cli.states import days_overdue, state_of
from anitp_cli.views import Column, Item, View, table
from anitp_cli.views.activities import responsible_cell

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from anitp_cli.model import Occurrence
    from anitp_cli.query import Window


def due_view(occurrences: Sequence[Occurrence], today: date, envelope: Callable[[], Item]) -> View:
    """One row for each occurrence, in the order given."""
    columns: list[Column[Occurrence]] = [
        Column("due", lambda one: str(one.due or "-"), "date"),
        Column("when", lambda one: when_cell(one, today), "alarm"),
        Column("activity", lambda one: one.activity.id, "key"),
        Column("term", _term_cell),
        Column("responsible", lambda one: responsible_cell(one.activity)),
        Column("title", lambda one: one.activity.title, "title"),
    ]

    def item(one: Occurrence) -> Item:
        return {
            "id": one.id,
            "activity": one.activity.id,
            "title": one.activity.title,
            "term": one.term,
            "kind": one.kind,
            "start": one.start,
            "due": one.due,
            "partial": one.partial,
            "state": state_of(one, today),
            "days_overdue": days_overdue(one, today),
            "responsible": one.activity.responsible,
            "partners": one.activity.partners,
            "evidence": [],
        }

    return table(occurrences, columns, item=item, id_of=lambda one: one.id, envelope=envelope)


def when_cell(occurrence: Occurrence, today: date) -> str:
    """How far a due date lies from today: "152 days late", "today", "in 20 days"."""
    if occurrence.due is None:
        return "permanent"
    late = (today - occurrence.due).days
    if late == 0:
        return "today"
    days = f"{abs(late)} day{'' if abs(late) == 1 else 's'}"
    return f"{days} late" if late > 0 else f"in {days}"


def closing_line(
    shown: Sequence[Occurrence], every: Sequence[Occurrence], bounds: dict[str, str | None], window: Window
) -> str:
    """What the bounds meant, and how much of the plan's deadlines they left out."""
    given = " ".join(f"{option} {text}" for option, text in bounds.items() if text is not None)
    left = Counter(one.kind for one in every)
    left.subtract(one.kind for one in shown)
    recurring = sum(left[kind] for kind in RECURRING)
    return (
        f"{given + ': ' if given else ''}{len(shown)} fixed deadlines due {window}; "
        f"not shown: {left['fixed']} fixed, {recurring} recurring, {left['permanent']} permanent"
    )


def _term_cell(occurrence: Occurrence) -> str:
    """The term as printed; for one of many, also which period it is."""
    if occurrence.kind == "fixed" or occurrence.kind == "permanent":
        return occurrence.term
    partial = ", partial" if occurrence.partial else ""
    return f"{occurrence.term} ({occurrence.id.partition('@')[2]}{partial})"
