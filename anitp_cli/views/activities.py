"""Activities as rows, as the full sheets of `show`, and as the items of the JSON contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anitp_cli.deadlines import occurrences
from anitp_cli.states import state_of
from anitp_cli.views import Column, Header, Item, View, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from anitp_cli.model import Activity, Objective, Occurrence, Plan

_MONTHS = (
    *("ianuarie", "februarie", "martie", "aprilie", "mai", "iunie"),
    *("iulie", "august", "septembrie", "octombrie", "noiembrie", "decembrie"),
)  # CLDR ro


def list_view(
    plan: Plan, activities: Sequence[Activity], today: Callable[[], date], envelope: Callable[[], Item]
) -> View:
    """One row for each activity."""
    columns: list[Column[Activity]] = [
        Column("activity", lambda activity: activity.id, "key"),
        Column("term", terms_cell, "date"),
        Column("responsible", responsible_cell),
        Column("title", lambda activity: activity.title, "title"),
    ]
    item = _Items(plan, today)
    return table(activities, columns, item=item, id_of=lambda activity: activity.id, envelope=envelope)


def show_view(
    plan: Plan, activities: Sequence[Activity], today: Callable[[], date], envelope: Callable[[], Item]
) -> View:
    """Everything about each activity, one field a row."""
    return View(
        headers=[Header("field", "key"), Header("text")],
        rows=lambda: _sheets(plan, activities, today()),
        items=lambda: map(_Items(plan, today), activities),
        ids=lambda: (activity.id for activity in activities),
        envelope=envelope,
    )


def terms_cell(activity: Activity) -> str:
    """The terms of an activity as printed, in one cell."""
    return "; ".join(term.text for term in activity.terms)


def responsible_cell(activity: Activity) -> str:
    """The responsible items of an activity as printed, in one cell."""
    return "; ".join(activity.responsible)


def romanian_day(day: date) -> str:
    """A day as Romanian acts print it: "9 noiembrie 2018"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def citation(plan: Plan, activity: Activity) -> str:
    """How to cite an activity: the act, where it was published, and the place in it. The act numbers no activity."""
    gazette = plan.gazette
    ordinal = activity.id.rpartition(".")[2]
    return (
        f"{plan.act}, anexă, obiectivul specific {activity.objective}, activitatea {ordinal} "
        f"({gazette.name}, {gazette.part}, nr. {gazette.number} din {romanian_day(gazette.date)})"
    )


def _sheets(plan: Plan, activities: Sequence[Activity], today: date) -> Iterator[tuple[str, str]]:
    objectives = {str(objective.id): objective for objective in plan.objectives}
    names = {str(institution.code): str(institution.name) for institution in plan.institutions}
    for number, activity in enumerate(activities):
        if number:
            yield "", ""
        yield from _sheet(plan, activity, objectives)
        for deadline in occurrences(activity, plan.period):
            yield "deadline", _deadline_cell(deadline, today)
        for code in dict.fromkeys(mention.institution for mention in activity.mentions):
            if names[code] != code:
                yield "institution", f"{code}: {names[code]}"
        yield "citation", citation(plan, activity)


def _sheet(plan: Plan, activity: Activity, objectives: dict[str, Objective]) -> Iterator[tuple[str, str]]:
    specific = objectives[activity.objective]
    general = objectives[specific.general]
    yield "activity", activity.id
    yield "title", activity.title
    yield "plan", plan.title
    yield "chapter", general.chapter or ""
    for objective in (general, specific):
        yield "objective", f"{objective.label} {objective.title}"
    cells = {
        "indicator": activity.indicators,
        "term": tuple(term.text for term in activity.terms),
        "responsible": activity.responsible,
        "partner": activity.partners,
        "resource": activity.resources,
    }
    for field, items in cells.items():
        for text in items:
            yield field, text


def _deadline_cell(deadline: Occurrence, today: date) -> str:
    state = state_of(deadline, today)
    if deadline.due is None:
        return f"{state}, from {deadline.start}: {deadline.id}"
    partial = ", partial" if deadline.partial else ""
    return f"{deadline.due}, {state}{partial}: {deadline.id}"


class _Items:
    """Makes the item of an activity; what all items of a plan share is looked up once."""

    def __init__(self, plan: Plan, today: Callable[[], date]) -> None:
        self.plan = plan
        self.today = today
        self.names = {str(institution.code): institution.name for institution in plan.institutions}

    def __call__(self, activity: Activity) -> Item:
        today = self.today()
        return {
            "id": activity.id,
            "objective": activity.objective,
            "general_objective": activity.objective.partition(".")[0],
            "title": activity.title,
            "indicators": activity.indicators,
            "terms": [term.text for term in activity.terms],
            "responsible": activity.responsible,
            "partners": activity.partners,
            "resources": activity.resources,
            "deadlines": [self._deadline(one, today) for one in occurrences(activity, self.plan.period)],
            "institutions": [
                {
                    "code": mention.institution,
                    "name": self.names[mention.institution],
                    "role": mention.role,
                    "item": mention.item,
                    "through": mention.through,
                }
                for mention in activity.mentions
            ],
            "evidence": [],
            "citation": citation(self.plan, activity),
            "file": "activities.yaml",
            "line": activity.id.line,
        }

    @staticmethod
    def _deadline(deadline: Occurrence, today: date) -> Item:
        return {
            "id": deadline.id,
            "text": deadline.term,
            "kind": deadline.kind,
            "start": deadline.start,
            "due": deadline.due,
            "partial": deadline.partial,
            "state": state_of(deadline, today),
        }
