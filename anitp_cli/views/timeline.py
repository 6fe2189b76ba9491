"""The plan over its months, drawn with characters: one line an activity, grouped by objective.

A cell is a month, or a quarter or a year where the width has no room for months:

    ●  a fixed deadline    ○  a period of a recurring term ends    ─  a permanent term    │  today
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from anitp_cli.deadlines import occurrences, pieces
from anitp_cli.errors import UsageError
from anitp_cli.text import cut
from anitp_cli.values import NamedTuple
from anitp_cli.views import Column, Item, View, table
from anitp_cli.views.activities import terms_cell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from anitp_cli.model import Activity, Interval, Kind, Occurrence
    from anitp_cli.plan import Plan

FIXED, RECURRING, PERMANENT, TODAY, NOTHING = "●", "○", "─", "│", " "
_LABEL = 9  # "2.1.1" and what stands beside it
_TITLE = 18  # a title shorter than this says little: the months get its room
_WIDEST_CELL = 4
_USUAL_CELL = 2
_SCALES: dict[Kind, str] = {"monthly": "month", "quarterly": "quarter", "annual": "year"}
_MOST_CELLS = 200  # a plan of longer periods is looked at year by year


class Scale(NamedTuple):
    """The months or quarters of a period, each drawn as `cell` characters."""

    kind: Kind
    periods: tuple[Interval, ...]
    cell: int

    @property
    def width(self) -> int:
        """The characters of the whole scale."""
        return len(self.periods) * self.cell

    def position(self, day: date) -> int | None:
        """Where a day is drawn, counted from 0; None where it lies outside."""
        index = bisect_right(self.periods, day, key=lambda period: period.start) - 1
        if index < 0 or day not in self.periods[index]:
            return None
        start, end = self.periods[index]
        return index * self.cell + (day - start).days * self.cell // ((end - start).days + 1)


def scale(period: Interval, columns: int | None) -> Scale:
    """The months of a period, or its quarters or years, as wide as the columns of a screen allow.

    Without a screen, months of the usual width, as long as the line gets.

    Raises:
        UsageError: the period is too long for a picture.
    """
    if period.end.year - period.start.year >= _MOST_CELLS:
        message = (
            f"a plan of {period.end.year - period.start.year + 1} years is too long to draw; choose one with --year"
        )
        raise UsageError(message)
    for kind in _SCALES:
        periods = tuple(whole for whole, _ in pieces(kind, period))
        if columns is None:
            return Scale(kind, periods, _USUAL_CELL)
        if len(periods) <= columns - _LABEL:
            return Scale(kind, periods, min(max((columns - _LABEL - _TITLE) // len(periods), 1), _WIDEST_CELL))
    return Scale(kind, periods, 1)


def draw(plan: Plan, activities: Sequence[Activity], period: Interval, today: date, columns: int | None) -> str:
    """The timeline of some activities over a period; on a screen of so many columns no line is longer."""
    months = scale(period, columns)
    titles = {str(objective.id): f"{objective.id} {objective.title}" for objective in plan.objectives}
    lines = [*_heads(months)]
    objective = ""
    for activity in activities:
        if activity.objective != objective:
            objective = activity.objective
            lines.append(cut(titles[objective], columns))
        bar = _bar(occurrences(activity, plan.period), months, period, today)
        title = cut(activity.title, columns and columns - _LABEL - months.width - 1)
        lines.append(f"  {activity.id:<{_LABEL - 2}}{bar} {title}".rstrip())
    return "".join(f"{line}\n" for line in lines)


def beyond(plan: Plan, activities: Sequence[Activity], period: Interval) -> int:
    """How many due dates lie outside a period, and so outside its picture."""
    every = (one for activity in activities for one in occurrences(activity, plan.period))
    return sum(one.due is not None and one.due not in period for one in every)


def legend(today: date, months: Scale) -> str:
    """What the characters mean."""
    cells = _SCALES[months.kind]
    shown = (
        f"{TODAY} today, {today}" if months.position(today) is not None else f"today, {today}, is not in the picture"
    )
    return f"a cell is a {cells}: {FIXED} fixed deadline, {RECURRING} recurring, {PERMANENT} permanent; {shown}"


def timeline_view(plan: Plan, activities: Sequence[Activity], period: Interval, envelope: Callable[[], Item]) -> View:
    """The same for a format that cannot draw: each activity with its due dates in the period."""

    def shown(activity: Activity) -> list[Occurrence]:
        return [one for one in occurrences(activity, plan.period) if one.due is None or one.due in period]

    columns: list[Column[Activity]] = [
        Column("activity", lambda one: one.id, "key"),
        Column("term", terms_cell),
        Column("due", lambda one: ", ".join(str(each.due) for each in shown(one) if each.due) or "-", "date"),
        Column("title", lambda one: one.title, "title"),
    ]

    def item(one: Activity) -> Item:
        return {
            "id": one.id,
            "objective": one.objective,
            "title": one.title,
            "terms": [term.text for term in one.terms],
            "deadlines": [
                {"id": each.id, "kind": each.kind, "start": each.start, "due": each.due, "partial": each.partial}
                for each in shown(one)
            ],
        }

    return table(activities, columns, item=item, id_of=lambda one: one.id, envelope=envelope)


def _heads(months: Scale) -> Iterator[str]:
    """The years over the cells that start them, and the months by their Romanian initials."""
    starts = [index for index, period in enumerate(months.periods) if period.start.month == 1 or index == 0]
    years, initials = "", ""
    for index, after in pairwise([*starts, len(months.periods)]):
        if (after - index) * months.cell > len("2019"):
            years = years.ljust(index * months.cell) + str(months.periods[index].start.year)
    for index, period in enumerate(months.periods):
        initials = initials.ljust(index * months.cell) + _initial(months.kind, period.start)
    yield (" " * _LABEL + years).rstrip()
    yield " " * _LABEL + initials


def _initial(kind: Kind, start: date) -> str:
    if kind == "monthly":
        return "IFMAMIIASOND"[start.month - 1]
    return str((start.month + 2) // 3) if kind == "quarterly" else str(start.year)[-1]


def _bar(every: Sequence[Occurrence], months: Scale, period: Interval, today: date) -> str:
    bar = [NOTHING] * months.width
    if any(one.kind == "permanent" for one in every):
        bar = [PERMANENT] * months.width
    now = months.position(today)
    if now is not None:
        bar[now] = TODAY
    for mark, is_fixed in ((RECURRING, False), (FIXED, True)):
        for one in every:
            if one.due and one.due in period and (one.kind == "fixed") == is_fixed:
                at = months.position(one.due)
                if at is not None:
                    bar[at] = mark
    return "".join(bar)
