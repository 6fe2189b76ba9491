"""The plan's own words as tables: every cell of the act, item by item, verbatim and in the order of the act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anitp_cli.abbreviations import Glossary
from anitp_cli.model import ROLES, STATES
from anitp_cli.plan import Plan
from anitp_cli.states import state_of_all
from anitp_cli.tables.shape import Column, Reference, Table, list_table
from anitp_cli.values import NamedTuple
from anitp_cli.views.activities import citation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anitp_cli.model import Abbreviation, Activity, Objective, Role, State, Term
    from anitp_cli.states import Register

OF_ACTIVITY = Reference("activities", {"activity": "id"})

PLAN = Table[Plan](
    "plan",
    "The plan itself: one row.",
    lambda register: [register.plan],
    [
        Column("id", "Its id.", lambda plan: plan.id),
        Column("title", "The title, as printed.", lambda plan: plan.title),
        Column("issuer", "Who adopted it.", lambda plan: plan.issuer),
        Column("act", "The act that approved it.", lambda plan: plan.act),
        Column("act_date", "The day of the act.", lambda plan: plan.act_date, "date"),
        Column("gazette", "Where it was published.", lambda plan: plan.gazette.name),
        Column("gazette_part", "The part of the gazette.", lambda plan: plan.gazette.part),
        Column("gazette_number", "The number of the gazette.", lambda plan: plan.gazette.number),
        Column("gazette_date", "The day of the gazette.", lambda plan: plan.gazette.date, "date"),
        Column("period_start", "The first day that the plan covers.", lambda plan: plan.period.start, "date"),
        Column("period_end", "The last day that the plan covers.", lambda plan: plan.period.end, "date"),
        Column("time_zone", "Where its days begin and end.", lambda plan: plan.time_zone),
        Column(
            "fingerprint",
            "Of the printed headings: the first 16 hex digits of the SHA-256 of their text without white space.",
            lambda plan: plan.fingerprint,
        ),
        Column(
            "abbreviations_fingerprint",
            "The same of the printed list of abbreviations.",
            lambda plan: plan.abbreviations_fingerprint,
        ),
    ],
    key=("id",),
)


def _parent(objective: Objective) -> str | None:
    return None if objective.chapter is not None else objective.general


class _Placed(NamedTuple):
    """An objective and its place in the plan."""

    position: int
    objective: Objective


OBJECTIVES = Table[_Placed](
    "objectives",
    "A general or specific objective of the plan.",
    lambda register: [_Placed(*placed) for placed in enumerate(register.plan.objectives, 1)],
    [
        Column(
            "id", 'Its number in the act: "2" is a general one, "2.1" a specific one.', lambda one: one.objective.id
        ),
        Column("position", "Its place in the plan, from 1.", lambda one: one.position, "integer"),
        Column(
            "parent",
            "The general objective that a specific one stands under.",
            lambda one: _parent(one.objective),
            required=False,
        ),
        Column(
            "chapter",
            "The heading that a general one stands under, as printed.",
            lambda one: one.objective.chapter,
            required=False,
        ),
        Column("label", "The words before the title, as printed.", lambda one: one.objective.label),
        Column("title", "The title, as printed.", lambda one: one.objective.title),
    ],
    key=("id",),
    references=(Reference("objectives", {"parent": "id"}),),
)


class _Row(NamedTuple):
    """An activity, its place in the plan, how to cite it, and its state as of the day."""

    position: int
    activity: Activity
    citation: str
    state: State | None


def _activities(register: Register) -> Iterator[_Row]:
    for position, activity in enumerate(register.plan.activities, 1):
        state = state_of_all(register.standings(activity), register.today)
        yield _Row(position, activity, citation(register.plan, activity), state)


ACTIVITIES = Table[_Row](
    "activities",
    "A row of the plan's table; its cells stand in indicators, terms, role_items and resources.",
    _activities,
    [
        Column("id", "Ours: the act numbers no activity. Never renumbered, never reused.", lambda one: one.activity.id),
        Column("position", "Its place in the plan, from 1.", lambda one: one.position, "integer"),
        Column("objective", "The specific objective that it stands under.", lambda one: one.activity.objective),
        Column(
            "general_objective",
            "The general objective that it stands under.",
            lambda one: one.activity.objective.partition(".")[0],
        ),
        Column("title", "The text of the activity, as printed.", lambda one: one.activity.title),
        Column(
            "state",
            "The worst state of its deadlines that are open, else that of the next one, or the last; see occurrences.",
            lambda one: one.state,
            required=False,
            choices=STATES,
        ),
        Column("citation", "How to cite it.", lambda one: one.citation),
        Column(
            "fingerprint",
            "The first 16 hex digits of the SHA-256 of its printed row without white space: title, indicators, terms, "
            '"Responsabili:", the responsible, "Parteneri:", the partners, resources.',
            lambda one: one.activity.fingerprint,
        ),
    ],
    key=("id",),
    references=(
        Reference("objectives", {"objective": "id"}),
        Reference("objectives", {"general_objective": "id"}),
    ),
)
INDICATORS = list_table(
    "indicators",
    "An indicator of an activity, as printed.",
    "text",
    OF_ACTIVITY,
    lambda plan: ((one.id, one.indicators) for one in plan.activities),
)
RESOURCES = list_table(
    "resources",
    "An item of an activity's resources, as printed.",
    "text",
    OF_ACTIVITY,
    lambda plan: ((one.id, one.resources) for one in plan.activities),
)


class _Term(NamedTuple):
    """A term of an activity and its place in the cell."""

    activity: str
    position: int
    term: Term


TERMS = Table[_Term](
    "terms",
    "A term of an activity, as printed; its deadlines stand in occurrences.",
    lambda register: (
        _Term(activity.id, position, term)
        for activity in register.plan.activities
        for position, term in enumerate(activity.terms, 1)
    ),
    [
        Column("activity", "Whose it is.", lambda one: one.activity),
        Column("position", "Its place in the cell, from 1.", lambda one: one.position, "integer"),
        Column("text", "The words of the term.", lambda one: one.term.text),
        Column(
            "known",
            "Whether its deadlines can be known: not where it hangs on an event.",
            lambda one: bool(one.term.deadlines),
            "boolean",
        ),
    ],
    key=("activity", "position"),
    references=(OF_ACTIVITY,),
)


class Item(NamedTuple):
    """An item of a responsible or partner cell and its place in it."""

    activity: Activity
    role: Role
    position: int
    text: str


def items(activity: Activity) -> Iterator[Item]:
    """The items of the responsible cell, then of the partner cell."""
    for role, texts in zip(ROLES, (activity.responsible, activity.partners), strict=True):
        for position, text in enumerate(texts, 1):
            yield Item(activity, role, position, text)


ROLE_ITEMS = Table[Item](
    "role_items",
    "An item of a responsible or partner cell, as printed; roles says whom it names, nobody where it heads a list.",
    lambda register: (item for activity in register.plan.activities for item in items(activity)),
    [
        Column("activity", "Whose it is.", lambda one: one.activity.id),
        Column("role", "Which cell it stands in.", lambda one: one.role, choices=ROLES),
        Column("position", "Its place in the cell, from 1.", lambda one: one.position, "integer"),
        Column("text", "The words of the item.", lambda one: one.text),
    ],
    key=("activity", "role", "position"),
    references=(OF_ACTIVITY,),
)


class _Entry(NamedTuple):
    """An abbreviation, its place in the list, and how many activities use it."""

    position: int
    entry: Abbreviation
    used: int


def _abbreviations(register: Register) -> Iterator[_Entry]:
    glossary = Glossary(register.plan.abbreviations)
    used = glossary.uses(register.plan.activities)
    for position, entry in enumerate(glossary, 1):
        yield _Entry(position, entry, used[entry.code])


ABBREVIATIONS = Table[_Entry](
    "abbreviations",
    "An entry of the published list of abbreviations.",
    _abbreviations,
    [
        Column("code", "The abbreviation.", lambda one: one.entry.code),
        Column("position", "Its place in the list, from 1.", lambda one: one.position, "integer"),
        Column("expansion", "What it stands for, as printed.", lambda one: one.entry.expansion),
        Column("used", "How many activities use it in any cell.", lambda one: one.used, "integer"),
    ],
    key=("code",),
)
