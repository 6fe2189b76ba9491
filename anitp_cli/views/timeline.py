"""The plan over its months, drawn with characters: one line an activity, grouped by objective.

A cell is a month, or a quarter where the width has no room for months:

    ●  a fixed deadline    ○  a period of a recurring term ends    ─  a permanent term    │  today
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from anitp_cli.deadlines import occurrences, pieces
from anitp_cli.text import visible, width
from anitp_cli.views import Column, Item, View, table
from anitp_cli.views.activities import terms_cell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from anitp_cli.model import Activity, Interval, Kind, Occurrence, Plan

FIXED, RECURRING, PERMANENT, TODAY, NOTHING = "●", "○", "─", "│", " "
_LABEL = 9  # "2.1.1" and what stands beside it
_TITLE = 18  # a title shorter than this says little: the months get its room
_WIDEST_CELL = 4
_INITIALS = {"monthly": "IFMAMIIASOND", "quarterly": "1234"}


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
        for index, period in enumerate(self.periods):
            if day in period:
                elapsed = (day - period.start).days
                return index * self.cell + elapsed * self.cell // ((period.end - period.start).days + 1)
        return None


def scale(period: Interval, columns: int) -> Scale:
    """The months of a period, or its quarters, as wide as the columns of a screen allow."""
    for kind in ("monthly", "quarterly"):
        periods = tuple(whole for whole, _ in pieces(kind, period))
        room = (columns - _LABEL - _TITLE) // len(periods)
        if room >= 1 or (columns - _LABEL) // len(periods) >= 1:
            break
    return Scale(kind, periods, min(max(room, 1), _WIDEST_CELL))


def draw(plan: Plan, activities: Sequence[Activity], period: Interval, today: date, columns: int) -> str:
    """The timeline of some activities over a period, on a screen of so many columns; lines that end in a line end."""
    months = scale(period, columns)
    titles = {str(objective.id): f"{objective.id} {objective.title}" for objective in plan.objectives}
    lines = [*_heads(months)]
    objective = ""
    for activity in activities:
        if activity.objective != objective:
            objective = activity.objective
            lines.append(_cut(titles[objective], columns))
        bar = _bar(occurrences(activity, plan.period), months, period, today)
        title = _cut(activity.title, columns - _LABEL - months.width - 1)
        lines.append(f"  {activity.id:<{_LABEL - 2}}{bar} {title}".rstrip())
    return "".join(f"{line}\n" for line in lines)


def legend(today: date, months: Scale) -> str:
    """What the characters mean."""
    cells = "month" if months.kind == "monthly" else "quarter"
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
    """The years over the months that start them, and the months by their Romanian initials."""
    years, initials = "", ""
    starts = [index for index, period in enumerate(months.periods) if period.start.month == 1 or index == 0]
    for index, after in pairwise([*starts, len(months.periods)]):
        if (after - index) * months.cell > len("2019"):
            years = years.ljust(index * months.cell) + str(months.periods[index].start.year)
    for index, period in enumerate(months.periods):
        at = index * months.cell
        number = period.start.month - 1 if months.kind == "monthly" else (period.start.month - 1) // 3
        initials = initials.ljust(at) + _INITIALS[months.kind][number]
    yield (" " * _LABEL + years).rstrip()
    yield " " * _LABEL + initials


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


def _cut(text: str, columns: int) -> str:
    """The text as far as it goes, with an ellipsis where it goes further; nothing where there is no room for it."""
    shown = visible(text)
    if width(shown) <= columns:
        return shown
    return f"{shown[: columns - 1].rstrip()}…" if columns > 1 else ""
