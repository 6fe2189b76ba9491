"""What falls due and what was reported of it, as tables: deadlines with their states, and the evidence on file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anitp_cli.evidence import place_of
from anitp_cli.files import EVIDENCE_KINDS, REPORTED
from anitp_cli.model import RECURRING, STATES, Evidence
from anitp_cli.tables.names import OF_INSTITUTION
from anitp_cli.tables.published import OF_ACTIVITY
from anitp_cli.tables.shape import Column, Reference, Table, list_table
from anitp_cli.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from anitp_cli.states import Register, Standing

OF_EVIDENCE = Reference("evidence", {"evidence": "id"})


class _Due(NamedTuple):
    """A deadline on a day, and the place of its term in the cell."""

    standing: Standing
    position: int
    as_of: date


def _occurrences(register: Register) -> Iterator[_Due]:
    for activity in register.plan.activities:
        positions = {id(term.text): position for position, term in enumerate(activity.terms, 1)}
        for standing in register.standings(activity):
            yield _Due(standing, positions[id(standing.occurrence.term)], register.today)


OCCURRENCES = Table[_Due](
    "occurrences",
    "One time that an activity is due: a fixed deadline, or one period of a recurring term. A permanent term is one "
    "too, and has no due date.",
    _occurrences,
    [
        Column("id", "The activity and the period.", lambda one: one.standing.occurrence.id),
        Column("activity", "The activity.", lambda one: one.standing.occurrence.activity.id),
        Column("term_position", "The term's place in its cell.", lambda one: one.position, "integer"),
        Column("term", "The term, as printed.", lambda one: one.standing.occurrence.term),
        Column(
            "kind",
            "The rhythm of the term.",
            lambda one: one.standing.occurrence.kind,
            choices=("fixed", *RECURRING, "permanent"),
        ),
        Column("start", "The first day.", lambda one: one.standing.occurrence.start, "date", required=False),
        Column("due", "The last day: when it is due.", lambda one: one.standing.occurrence.due, "date", required=False),
        Column(
            "partial",
            "Whether the plan's period cuts this one short.",
            lambda one: one.standing.occurrence.partial,
            "boolean",
        ),
        Column(
            "state",
            "As of the day in as_of, by the evidence on file; overdue is past and nothing on file, not that nothing "
            "was done.",
            lambda one: one.standing.state,
            choices=STATES,
        ),
        Column(
            "reported_state",
            "The same by what the institutions say of themselves, without later assessments by others.",
            lambda one: one.standing.reported,
            choices=STATES,
        ),
        Column(
            "days_overdue",
            "How many days late it is; 0 where it is not.",
            lambda one: one.standing.days_overdue,
            "integer",
        ),
        Column("as_of", "The day of these states.", lambda one: one.as_of, "date"),
    ],
    key=("id",),
    references=(OF_ACTIVITY, Reference("terms", {"activity": "activity", "term_position": "position"})),
)
EVIDENCE = Table[Evidence](
    "evidence",
    "A record of what was done, or of what an institution has to say of it.",
    lambda register: register.plan.evidence,
    [
        Column("id", "Its id.", lambda one: one.id),
        Column("activity", "The activity that it is about.", lambda one: one.activity),
        Column(
            "occurrence",
            "The deadline that it counts for; none where it is of days after the plan.",
            lambda one: one.occurrence,
            required=False,
        ),
        Column("period", "The period that it is filed for, as written.", lambda one: one.period, required=False),
        Column("institution", "Who reports it.", lambda one: one.by),
        Column("kind", "What it is.", lambda one: one.kind, choices=EVIDENCE_KINDS),
        Column(
            "state",
            "How far it was done; nil is nothing to report, none that it is only announced.",
            lambda one: one.state,
            required=False,
            choices=REPORTED,
        ),
        Column("first_day", "When it began.", lambda one: one.dates and one.dates.start, "date", required=False),
        Column("last_day", "When it ended.", lambda one: one.dates and one.dates.end, "date", required=False),
        Column("title", "What was done, in a few words or by its name.", lambda one: one.title),
        Column("note", "What else is to be said.", lambda one: one.note, required=False),
        Column(
            "assesses",
            "The record of another institution that this one assesses.",
            lambda one: one.assesses,
            required=False,
        ),
        Column("source_title", "Where it is taken from.", lambda one: one.source and one.source.title, required=False),
        Column("source_date", "The day of that.", lambda one: one.source and one.source.date, "date", required=False),
        Column("source_link", "Where it can be read.", lambda one: one.source and one.source.link, required=False),
    ],
    key=("id",),
    references=(
        OF_ACTIVITY,
        OF_INSTITUTION,
        Reference("occurrences", {"occurrence": "id"}),
        Reference("evidence", {"assesses": "id"}),
    ),
)
ACTIONS = list_table(
    "evidence_actions",
    "A kind of activity that it was made of.",
    "action",
    OF_EVIDENCE,
    lambda plan: ((one.id, one.actions) for one in plan.evidence),
)
PARTNERS = list_table(
    "evidence_partners",
    "Who took part beside the institution that reports.",
    "partner",
    OF_EVIDENCE,
    lambda plan: ((one.id, one.partners) for one in plan.evidence),
)
CHANNELS = list_table(
    "evidence_channels",
    "Where it was seen or heard.",
    "channel",
    OF_EVIDENCE,
    lambda plan: ((one.id, one.channels) for one in plan.evidence),
)


class _Value(NamedTuple):
    """A value of a record, and the indicator that it is the value of, by its place and by its words."""

    evidence: Evidence
    position: int
    indicator_position: int | None
    indicator: str
    value: str


def _values(register: Register) -> Iterator[_Value]:
    for record in register.plan.evidence:
        indicators = register.activity(record.activity).indicators
        for position, (key, value) in enumerate(record.values, 1):
            place = place_of(key, register.activity(record.activity))
            yield _Value(record, position, place, indicators[place - 1] if place else key, value)


VALUES = Table[_Value](
    "evidence_values",
    "The value of an indicator, a count or a text, as a record gives it.",
    _values,
    [
        Column("evidence", "Whose it is.", lambda one: one.evidence.id),
        Column("position", "Its place in the record, from 1.", lambda one: one.position, "integer"),
        Column(
            "indicator_position",
            "The indicator's place in indicators; none where it is no indicator of the plan.",
            lambda one: one.indicator_position,
            "integer",
            required=False,
        ),
        Column("indicator", "The words of the indicator.", lambda one: one.indicator),
        Column("value", "The value.", lambda one: one.value),
    ],
    key=("evidence", "position"),
    references=(OF_EVIDENCE,),
)
