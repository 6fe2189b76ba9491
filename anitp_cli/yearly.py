"""What a year came to: each activity that was due in it or is permanent, what was reported of it, and the totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anitp_cli.evidence import place_of
from anitp_cli.model import STATES
from anitp_cli.query import undated
from anitp_cli.records import missing, reporters, standings_in
from anitp_cli.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from anitp_cli.model import Activity, Evidence, Institution, Interval, Objective, Occurrence, Printed
    from anitp_cli.plan import Plan
    from anitp_cli.query import Selection
    from anitp_cli.records import Missing
    from anitp_cli.states import Register, Standing


class Filed(NamedTuple):
    """A record of the year, what it counts for, and its last assessment by another institution."""

    record: Evidence
    occurrence: Occurrence
    assessment: Evidence | None


class Value(NamedTuple):
    """What a record says of an indicator."""

    text: str
    filed: Filed


class Indicator(NamedTuple):
    """An indicator with its place in the cell and its values; a value of none of them stands under its own words."""

    place: int | None
    words: str
    values: tuple[Value, ...]


class Row(NamedTuple):
    """An activity in a year: its deadlines due then and its permanent terms, with what is on file of them."""

    activity: Activity
    standings: tuple[Standing, ...]
    indicators: tuple[Indicator, ...]
    evidence: tuple[Filed, ...]


class Section(NamedTuple):
    """The rows of a specific objective."""

    general: Objective
    specific: Objective
    rows: tuple[Row, ...]


class Tally(NamedTuple):
    """How many activities and deadlines; `states` counts the deadlines and permanent terms in each of STATES."""

    activities: int
    deadlines: int
    states: tuple[int, ...]


class ObjectiveTotal(NamedTuple):
    """What is under a general or a specific objective."""

    objective: Objective
    tally: Tally


class InstitutionTotal(NamedTuple):
    """What an institution owes a report on, and of how many deadlines and permanent terms it has not given it."""

    institution: Institution
    tally: Tally
    unreported: int


class YearlyReport(NamedTuple):
    """A year of a plan as of a day; `selection` says of whose activities, and under which objective.

    The dates of the `undated` terms, which the grammar refuses, nobody knows: what has no other is in no year.
    """

    plan: Plan
    today: date
    days: Interval
    selection: Selection
    sections: tuple[Section, ...]
    total: Tally
    by_objective: tuple[ObjectiveTotal, ...]
    by_institution: tuple[InstitutionTotal, ...]
    missing: tuple[Missing, ...]
    undated: tuple[Printed, ...]

    @property
    def institution(self) -> Institution | None:
        """The only institution that the report is about, where it is about one."""
        return next((one for one in self.plan.institutions if one.code == self.selection.institution), None)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of all sections."""
        return tuple(row for section in self.sections for row in section.rows)


def yearly_report(register: Register, days: Interval, selection: Selection) -> YearlyReport:
    """The report of the activities that a selection admits; `days` are those of the year, within the plan's period."""
    plan = register.plan
    activities = selection.activities(plan)
    rows = [
        _row(register, activity, tuple(standings))
        for activity in activities
        if (standings := standings_in(register, activity, days))
    ]
    unreported = missing(register, selection, days, each=True)
    return YearlyReport(
        plan,
        register.today,
        days,
        selection,
        sections=tuple(_sections(plan, rows)),
        total=_tally(rows),
        by_objective=tuple(_by_objective(plan, rows)),
        by_institution=tuple(_by_institution(plan, rows, unreported, selection.institution)),
        missing=tuple(unreported),
        undated=undated(activities),
    )


def _row(register: Register, activity: Activity, standings: tuple[Standing, ...]) -> Row:
    evidence = tuple(
        Filed(record, standing.occurrence, register.assessment_of(record))
        for standing in standings
        for record in sorted(standing.evidence, key=lambda one: (one.dates is None, one.dates))
    )
    return Row(activity, standings, tuple(_indicators(activity, evidence)), evidence)


def _indicators(activity: Activity, evidence: Iterable[Filed]) -> Iterable[Indicator]:
    known: dict[int, list[Value]] = {place: [] for place, _ in enumerate(activity.indicators, 1)}
    others: dict[str, list[Value]] = {}
    for filed in evidence:
        for key, text in filed.record.values:
            place = place_of(key, activity)
            values = known[place] if place else others.setdefault(key, [])
            values.append(Value(text, filed))
    for place, words in enumerate(activity.indicators, 1):
        yield Indicator(place, words, tuple(known[place]))
    for unknown, values in others.items():
        yield Indicator(None, unknown, tuple(values))


def _sections(plan: Plan, rows: Iterable[Row]) -> Iterable[Section]:
    by_id = {str(objective.id): objective for objective in plan.objectives}
    under = _grouped(rows, lambda row: (row.activity.objective,))
    for specific in plan.objectives:
        if specific.id in under:
            yield Section(by_id[specific.general], specific, tuple(under[specific.id]))


def _by_objective(plan: Plan, rows: Iterable[Row]) -> Iterable[ObjectiveTotal]:
    under = _grouped(rows, lambda row: (row.activity.objective, row.activity.objective.partition(".")[0]))
    for objective in plan.objectives:
        if objective.id in under:
            yield ObjectiveTotal(objective, _tally(under[objective.id]))


def _by_institution(
    plan: Plan, rows: Sequence[Row], unreported: Sequence[Missing], only: str | None
) -> Iterable[InstitutionTotal]:
    """Each institution that owes a report, or the only one that was asked for; what its units owe counts for them."""
    owed_by = [code for one in unreported for code in one.owed_by]
    of = _grouped(rows, lambda row: reporters(row.activity))
    for institution in plan.institutions:
        code = str(institution.code)
        if code in of and only in {None, code}:
            yield InstitutionTotal(institution, _tally(of[code]), owed_by.count(code))


def _grouped(rows: Iterable[Row], keys: Callable[[Row], Iterable[str]]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        for key in keys(row):
            groups.setdefault(key, []).append(row)
    return groups


def _tally(rows: Sequence[Row]) -> Tally:
    standings = [standing for row in rows for standing in row.standings]
    deadlines = sum(one.occurrence.due is not None for one in standings)
    states = [one.state for one in standings]
    return Tally(len(rows), deadlines, tuple(states.count(state) for state in STATES))
