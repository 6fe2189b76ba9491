"""Activities as rows, as the full sheets of `show`, and as the items of the JSON contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anitp_cli.states import state_of_all
from anitp_cli.views import Column, Header, Item, View, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from anitp_cli.model import Activity, State
    from anitp_cli.plan import Plan
    from anitp_cli.states import Register, Standing


def list_view(register: Register, activities: Sequence[Activity], envelope: Callable[[], Item]) -> View:
    """One row for each activity."""
    columns: list[Column[Activity]] = [
        Column("activity", lambda activity: activity.id, "key"),
        Column("term", terms_cell, "date"),
        Column("state", lambda one: state_cell(state_of_all(register.standings(one), register.today)), "alarm"),
        Column("responsible", responsible_cell),
        Column("title", lambda activity: activity.title, "title"),
    ]
    item = _Items(register)
    return table(activities, columns, item=item, id_of=lambda activity: activity.id, envelope=envelope)


def show_view(register: Register, activities: Sequence[Activity], envelope: Callable[[], Item]) -> View:
    """Everything about each activity, one field a row."""
    return View(
        headers=[Header("field", "key"), Header("text")],
        rows=lambda: _sheets(register, activities),
        items=lambda: map(_Items(register), activities),
        ids=lambda: (activity.id for activity in activities),
        envelope=envelope,
    )


def terms_cell(activity: Activity) -> str:
    """The terms of an activity as printed, in one cell."""
    return "; ".join(term.text for term in activity.terms)


def responsible_cell(activity: Activity) -> str:
    """The responsible items of an activity as printed, in one cell."""
    return "; ".join(activity.responsible)


def state_cell(state: State | None) -> str:
    """The state of an activity, in one cell."""
    return state or "-"


def state_words(standing: Standing) -> str:
    """The state of a deadline, and who has assessed it."""
    assessed = f" (assessed by {', '.join(standing.assessed_by)})" if standing.assessed_by else ""
    return f"{standing.state}{assessed}"


def citation(plan: Plan, activity: Activity) -> str:
    """How to cite an activity: the act, where it was published, and the place in it. The act numbers no activity."""
    ordinal = activity.id.rpartition(".")[2]
    place = f"anexă, obiectivul specific {activity.objective}, activitatea {ordinal}"
    return f"{plan.act}, {place} ({publication(plan)})"


def publication(plan: Plan) -> str:
    """Where a plan was published: "Monitorul Oficial, Partea I, nr. 949 din 9 noiembrie 2018"."""
    from anitp_cli.views.romanian import romanian_day

    gazette = plan.gazette
    return f"{gazette.name}, {gazette.part}, nr. {gazette.number} din {romanian_day(gazette.date)}"


def _sheets(register: Register, activities: Sequence[Activity]) -> Iterator[tuple[str, str]]:
    from anitp_cli.views.evidence import when_and_what

    plan = register.plan
    names = {str(institution.code): str(institution.name) for institution in plan.institutions}
    for number, activity in enumerate(activities):
        if number:
            yield "", ""
        yield from _sheet(plan, activity)
        for standing in register.standings(activity):
            yield "deadline", _deadline_cell(standing)
        for record in register.of_activity(activity):
            yield "evidence", when_and_what(record)
        for code in dict.fromkeys(mention.institution for mention in activity.mentions):
            if names[code] != code:
                yield "institution", f"{code}: {names[code]}"
        yield "citation", citation(plan, activity)


def _sheet(plan: Plan, activity: Activity) -> Iterator[tuple[str, str]]:
    specific = plan.objectives.known(activity.objective)
    general = plan.objectives.known(specific.general)
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


def _deadline_cell(standing: Standing) -> str:
    deadline = standing.occurrence
    if deadline.due is None:
        return f"{standing.state}, from {deadline.start}: {deadline.id}"
    cut = ", of a period cut short" if deadline.partial else ""
    return f"{deadline.due}, {state_words(standing)}{cut}: {deadline.id}"


class _Items:
    """Makes the item of an activity; what all items of a plan share is looked up once."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.names = {str(institution.code): institution.name for institution in register.plan.institutions}

    def __call__(self, activity: Activity) -> Item:
        from anitp_cli.views.evidence import evidence_item

        standings = self.register.standings(activity)
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
            "deadlines": [_deadline(one) for one in standings],
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
            "evidence": [evidence_item(one, self.register) for one in self.register.of_activity(activity)],
            "citation": citation(self.register.plan, activity),
            "file": "activities.yaml",
            "line": activity.id.line,
            "state": state_of_all(standings, self.register.today),
        }


def _deadline(standing: Standing) -> Item:
    deadline = standing.occurrence
    return {
        "id": deadline.id,
        "text": deadline.term,
        "kind": deadline.kind,
        "start": deadline.start,
        "due": deadline.due,
        "partial": deadline.partial,
        "state": standing.state,
        "reported_state": standing.reported,
        "assessed_by": standing.assessed_by,
    }
