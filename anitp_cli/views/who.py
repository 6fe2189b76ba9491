"""Institutions: what names one of them, and all of them with their counts."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from anitp_cli.states import state_of_all
from anitp_cli.views import Column, Item, View, table
from anitp_cli.views.activities import state_cell, terms_cell

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from anitp_cli.model import Activity, Institution, Occurrence, State
    from anitp_cli.query import Naming
    from anitp_cli.states import Register


def who_view(register: Register, namings: Sequence[Naming], envelope: Callable[[], Item], *, units: bool) -> View:
    """One row for each mention; the institution itself is a column where units are shown too."""
    columns: list[Column[Naming]] = [
        Column("role", lambda one: one.mention.role),
        Column("activity", lambda one: one.activity.id, "key"),
        Column("term", lambda one: terms_cell(one.activity), "date"),
        Column("state", lambda one: state_cell(state(one.activity)), "alarm"),
        Column("named", lambda one: f"through {one.mention.through}" if one.mention.through else "itself"),
        Column("as printed", lambda one: one.mention.item),
        Column("title", lambda one: one.activity.title, "title"),
    ]

    @cache
    def state(activity: Activity) -> State | None:
        return state_of_all(register.standings(activity), register.today)

    if units:
        columns.insert(2, Column("institution", lambda one: one.mention.institution))

    def item(one: Naming) -> Item:
        due = _next_or_last_fixed([each.occurrence for each in register.standings(one.activity)], register.today)
        return {
            "activity": one.activity.id,
            "title": one.activity.title,
            "institution": one.mention.institution,
            "role": one.mention.role,
            "item": one.mention.item,
            "through": one.mention.through,
            "terms": [term.text for term in one.activity.terms],
            "due": due.due if due else None,
            "state": state(one.activity),
        }

    return table(namings, columns, item=item, id_of=lambda one: one.activity.id, envelope=envelope)


def _next_or_last_fixed(every: Sequence[Occurrence], today: date) -> Occurrence | None:
    """The fixed deadline that falls due next, or the last one where all have passed."""
    fixed = [one for one in every if one.kind == "fixed" and one.due]
    coming = (one for one in fixed if one.due and one.due >= today)
    return next(coming, fixed[-1] if fixed else None)


def all_view(register: Register, institutions: Sequence[Institution], envelope: Callable[[], Item]) -> View:
    """One row for each institution, with the number of activities that name it in each role."""
    counts = Counter(pair for activity in register.plan.activities for pair in _named_in(activity))
    columns: list[Column[Institution]] = [
        Column("code", lambda one: "-" if one.code == one.name else one.code, "key"),
        Column("responsible", lambda one: str(counts[one.code, "responsible"]), "number"),
        Column("partner", lambda one: str(counts[one.code, "partner"]), "number"),
        Column("part of", lambda one: ", ".join(parent.institution for parent in one.part_of) or "-"),
        Column("name", _name_cell),
    ]

    @cache
    def overdue() -> Counter[str]:
        return _overdue(register)

    def item(one: Institution) -> Item:
        return {
            "code": one.code,
            "name": one.name,
            "responsible": counts[one.code, "responsible"],
            "partner": counts[one.code, "partner"],
            "overdue": overdue()[one.code],
            "part_of": [parent.institution for parent in one.part_of],
        }

    return table(institutions, columns, item=item, id_of=lambda one: one.code, envelope=envelope)


def _named_in(activity: Activity) -> set[tuple[str, str]]:
    return {(mention.institution, mention.role) for mention in activity.mentions}


def _overdue(register: Register) -> Counter[str]:
    """For each responsible institution, how many fixed and recurring deadlines are overdue."""
    counts: Counter[str] = Counter()
    for activity in register.plan.activities:
        late = sum(one.state == "overdue" for one in register.standings(activity))
        for code, role in _named_in(activity):
            if role == "responsible":
                counts[code] += late
    return counts


def _name_cell(institution: Institution) -> str:
    """The name, and where it comes from when that is not the plan."""
    if institution.source == "outside":
        return f"{institution.name} (name not from the plan)"
    return institution.name
