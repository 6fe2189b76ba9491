"""How a plan stands: each deadline in the group that it belongs to and in the quarter in which it is due."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Literal

from anitp_cli.deadlines import occurrences, pieces
from anitp_cli.errors import UsageError
from anitp_cli.query import undated
from anitp_cli.records import reporters, standings_in
from anitp_cli.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from anitp_cli.model import Activity, Interval, Printed, State
    from anitp_cli.plan import Plan
    from anitp_cli.query import Selection
    from anitp_cli.states import Register, Standing

Grouping = Literal["activity", "objective", "institution"]
GROUPINGS: tuple[Grouping, ...] = ("activity", "objective", "institution")
ALARMS: tuple[State, ...] = ("overdue", "not-done")
_NOBODY = "-"
_MOST_YEARS = 200


class Row(NamedTuple):
    """A group under its id or code: what of it is due in each quarter, and its permanent terms."""

    key: str
    title: str
    cells: tuple[tuple[Standing, ...], ...]
    permanent: tuple[Standing, ...]

    @property
    def dated(self) -> list[Standing]:
        """What is due in any of the quarters."""
        return [one for cell in self.cells for one in cell]


class Status(NamedTuple):
    """The groups with anything due in a period, or permanent, in the order of the plan.

    `quarters` are the calendar quarters that the period touches. `total` counts every
    deadline once, also one that stands in several rows. `outside` due dates lie outside the period; the dates of the
    `undated` terms, which the grammar refuses, nobody knows.
    """

    by: Grouping
    quarters: tuple[Interval, ...]
    rows: tuple[Row, ...]
    total: Row
    outside: int
    undated: tuple[Printed, ...]


def status(register: Register, selection: Selection, period: Interval, by: Grouping) -> Status:
    """Where each deadline of a period, and each permanent term, stands on the register's day.

    Raises:
        UsageError: the period is too long for a matrix.
    """
    plan = register.plan
    years = period.end.year - period.start.year + 1
    if years > _MOST_YEARS:
        message = f"a plan of {years} years is too long for a matrix; choose one with --year"
        raise UsageError(message)
    activities = selection.activities(plan)
    shown = {str(activity.id): standings_in(register, activity, period) for activity in activities}
    quarters = tuple(whole for whole, _ in pieces("quarterly", period))

    def row(key: str, title: str, members: Iterable[Activity]) -> Row:
        return _row(key, title, [one for activity in members for one in shown[activity.id]], quarters)

    groups: dict[str, list[Activity]] = {}
    for activity in activities:
        if shown[activity.id]:
            for key in _keys(activity, by):
                groups.setdefault(key, []).append(activity)
    return Status(
        by,
        quarters,
        tuple(row(key, title, groups[key]) for key, title in _titles(plan, by).items() if key in groups),
        row("total", "", activities),
        outside=sum(len(occurrences(one, plan.period)) - len(shown[one.id]) for one in activities),
        undated=undated(activities),
    )


def _row(key: str, title: str, standings: Iterable[Standing], quarters: Sequence[Interval]) -> Row:
    cells: list[list[Standing]] = [[] for _ in quarters]
    permanent: list[Standing] = []
    starts = [quarter.start for quarter in quarters]
    for standing in standings:
        due = standing.occurrence.due
        (permanent if due is None else cells[bisect_right(starts, due) - 1]).append(standing)
    return Row(key, title, tuple(map(tuple, cells)), tuple(permanent))


def _keys(activity: Activity, by: Grouping) -> Sequence[str]:
    """The groups that an activity belongs to; of institutions, all that owe a report on it."""
    if by == "institution":
        return reporters(activity) or (_NOBODY,)
    return (activity.objective if by == "objective" else activity.id,)


def _titles(plan: Plan, by: Grouping) -> dict[str, str]:
    """Every group there is and its title, in the order of the plan."""
    if by == "activity":
        return {str(one.id): one.title for one in plan.activities}
    if by == "objective":
        return {str(one.id): one.title for one in plan.objectives}
    return {**{str(one.code): one.name for one in plan.institutions}, _NOBODY: "nobody is named"}
