"""The plan over its months: a line for each activity, drawn in SVG.

Every place is a part of the width, so that a picture fits any screen while its marks and letters keep their size.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anitp_cli.page.markup import LINE, Html, join, tag
from anitp_cli.page.words import STATES, UNDATED
from anitp_cli.states import MET
from anitp_cli.views.romanian import romanian_count, romanian_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anitp_cli.page.facts import Axis, Facts
    from anitp_cli.views import Item

_LETTERS = "IFMAMIIASOND"
_ROOM_FOR_A_YEAR = 3  # columns that its four digits take
_MOST_YEARS = 12  # that have room beside one another


def timeline(facts: Facts) -> Html:
    """The table of activities against columns of the axis; its columns' names stand over it."""
    head = tag(
        "tr",
        tag("th", tag("span", "Activitatea"), scope="col"),
        tag("th", tag("span", "Scadențe", class_="sr"), tag("svg", scale(facts.axis, 12, 26), aria_hidden="true")),
    )
    bodies = (
        tag("tbody", tag("tr", tag("th", f"{one.id} {one.title}", colspan=2, scope="rowgroup")), *rows, class_="group")
        for one in facts.specific
        if (rows := [_line(activity, facts) for activity in facts.under[one.id]])
    )
    table = tag("table", tag("thead", head), *bodies, class_="timeline")
    outside = sum(one["due"] is not None and facts.axis.place(one["due"]) is None for one in facts.deadlines)
    parts = [_grid(facts), table]
    if outside:
        parts.append(tag("p", f"În afara perioadei planului: {romanian_count(outside, 'termen', 'termene')}."))
    return join(parts, LINE)


def scale(axis: Axis, years: int, letters: int) -> Html:
    """The names of the columns, in two lines at these heights."""
    return join((*_years(axis, years), *_letters(axis, letters)))


def _years(axis: Axis, y: int) -> Iterator[Html]:
    """Each year over the first of its columns, where there is room for it."""
    starts = [index for index, column in enumerate(axis.columns) if not index or column.start.month == 1]
    if axis.kind == "annual":
        starts = starts[:: -(-len(starts) // _MOST_YEARS)]
    for start, end in zip(starts, [*starts[1:], len(axis.columns)], strict=True):
        if axis.kind == "annual" or end - start >= _ROOM_FOR_A_YEAR:
            yield tag("text", axis.columns[start].start.year, x=axis.percent(start), y=y, class_="year")


def _letters(axis: Axis, y: int) -> Iterator[Html]:
    if axis.kind == "annual":
        return
    for index, column in enumerate(axis.columns):
        month = column.start.month
        letter = _LETTERS[month - 1] if axis.kind == "monthly" else str((month + 2) // 3)
        yield tag("text", letter, x=axis.percent(index + 0.5), y=y, class_="letter")


def _grid(facts: Facts) -> Html:
    """What every line of the picture repeats: where the years begin, and today."""
    axis = facts.axis
    begins = (index for index, column in enumerate(axis.columns) if index and column.start.month == 1)
    lines = [_upright(axis.percent(index), "year") for index in begins if axis.kind != "annual"]
    now = axis.place(facts.today)
    if now is not None:
        start, end = axis.columns[now]
        passed = (facts.today - start).days / ((end - start).days + 1)
        lines.append(_upright(axis.percent(now + passed), "today"))
    return tag("svg", tag("g", *lines, id="grid"), class_="defs", aria_hidden="true", width=0, height=0)


def _upright(x: str, class_: str) -> Html:
    return tag("line", x1=x, x2=x, y2="100%", class_=class_)


def _line(activity: Item, facts: Facts) -> Html:
    id_, deadlines = activity["id"], activity["deadlines"]
    picture = tag(
        "svg",
        tag("use", href="#grid"),
        *(mark for one in deadlines for mark in _marks(one, facts.axis)),
        role="img",
        aria_label=_said(deadlines),
    )
    title = tag("span", activity["title"], class_="clip")
    return tag(
        "tr",
        tag("th", tag("a", id_, " ", title, href=f"#{id_}"), scope="row"),
        tag("td", picture),
        data_activity=id_,
    )


def _marks(one: Item, axis: Axis) -> Iterator[Html]:
    """A mark for a deadline, a band from its start on for a permanent term.

    A mark is full for a fixed deadline and hollow for one of many; it is round until it is met, then square.
    """
    if one["due"] is None:
        start = axis.place(one["start"]) or 0
        yield tag("rect", x=axis.percent(start), width=axis.percent(len(axis.columns) - start), class_="band")
        return
    index = axis.place(one["due"])
    if index is not None:
        title = tag("title", f"{romanian_day(one['due'])}: {STATES[one['state']]}")
        class_ = f"{'full' if one['kind'] == 'fixed' else 'hollow'} {one['state']}"
        if one["state"] in MET:
            yield tag("rect", title, x=axis.percent(index + 0.5), class_=class_)
        else:
            yield tag("circle", title, cx=axis.percent(index + 0.5), class_=class_)


def _said(deadlines: list[Item]) -> str:
    """The line in words."""
    dated = [f"{romanian_day(one['due'])}, {STATES[one['state']]}" for one in deadlines if one["due"]]
    undated = ["permanent"] if len(dated) < len(deadlines) else []
    return "; ".join((*undated, *dated)) or UNDATED
