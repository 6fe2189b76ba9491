"""The matrix of `status`: groups against quarters, drawn with one sign for each state.

    ●  met    ◆  met late    ◐  partial    ✗  not done    !  overdue    ·  upcoming
    ═  a permanent term with evidence    ─  one without

The signs differ in shape, so that nobody needs colour to tell them apart, and each takes one column.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING

from anitp_cli.deadlines import period_name
from anitp_cli.states import is_reported_on
from anitp_cli.text import cut, width
from anitp_cli.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from anitp_cli.model import Interval, State
    from anitp_cli.states import Standing
    from anitp_cli.status import Row, Status

SIGNS: dict[State, str] = {
    "met": "●",
    "met-late": "◆",
    "partial": "◐",
    "not-done": "✗",
    "overdue": "!",
    "upcoming": "·",
}
ON_FILE, NOT_ON_FILE = "═", "─"
_LABEL = 12  # a terminal shows so much of the name of an institution that has no code
_TITLE = 14  # a title shorter than this says little
_TITLE_GAP = 2
_WIDEST, _NARROWEST = 12, 4  # a cell of more marks goes on below; narrower it would be a pile of them


class _Column(NamedTuple):
    """A column: its heading of two lines, the marks of each row, the blanks on its left and the room for its cells."""

    year: str
    head: str
    marks: list[list[str]]
    gap: int
    width: int

    @property
    def taken(self) -> int:
        return self.gap + self.width

    def lines(self, row: int) -> list[str]:
        """The marks of a row, as many on a line as there is room for."""
        lines = [""]
        for mark in self.marks[row]:
            if len(lines[-1] + mark) <= self.width:
                lines[-1] += mark
            else:
                lines.append(mark)
        return lines


def draw(status: Status, columns: int | None) -> str:
    """The groups and a last row of totals; on a screen of so many columns no line is longer."""
    if not status.rows:
        return ""
    rows = [*status.rows, status.total]
    labels = [cut(row.key, columns and _LABEL) for row in rows]
    label = max(map(width, labels))
    matrix = _matrix(rows, status.quarters, columns and columns - label)
    room = columns and columns - label - _taken(matrix) - _TITLE_GAP
    lines = _heads(matrix, label)
    for number, row in enumerate(rows):
        title = cut(row.title, room) if room is None or room >= _TITLE else ""
        start = labels[number] + " " * (label - width(labels[number]))
        for parts in zip_longest(*(column.lines(number) for column in matrix), fillvalue=""):
            cells = (part.rjust(column.taken) for column, part in zip(matrix, parts, strict=True))
            lines.append(f"{start}{''.join(cells)}{' ' * _TITLE_GAP}{title}")
            start, title = " " * label, ""
    return "".join(f"{line.rstrip()}\n" for line in lines)


def counted(rows: Sequence[Row]) -> Iterator[tuple[str, list[int]]]:
    """Each sign that occurs, and how many times in each row."""
    counts = [_counts(row) for row in rows]
    for sign in (*SIGNS.values(), ON_FILE, NOT_ON_FILE):
        if any(one[sign] for one in counts):
            yield sign, [one[sign] for one in counts]


def marks_of(standings: Iterable[Standing]) -> list[str]:
    """The signs of the states that occur, each after its number unless that is one."""
    return _marks(Counter(SIGNS[one.state] for one in standings))


def _counts(row: Row) -> Counter[str]:
    permanent = (ON_FILE if is_reported_on(one) else NOT_ON_FILE for one in row.permanent)
    return Counter([*(SIGNS[one.state] for one in row.dated), *permanent])


def _marks(counts: Counter[str]) -> list[str]:
    every = (*SIGNS.values(), ON_FILE, NOT_ON_FILE)
    return [f"{'' if counts[sign] == 1 else counts[sign]}{sign}" for sign in every if counts[sign]]


def _matrix(rows: Sequence[Row], quarters: Sequence[Interval], room: int | None) -> list[_Column]:
    """The columns in no more than this room.

    Cells that are too wide for it go on below. Where that does not help, titles give way, then the totals share one
    column, then years take the place of the quarters, and at last the totals stand alone, perhaps in one column.
    """
    by_quarter = _periods(rows, quarters, by_year=False)
    totals = _totals(rows)
    if room is None:
        return [column._replace(width=max(column.width, _widest(column.marks))) for column in by_quarter + totals]
    by_year = _periods(rows, quarters, by_year=True)
    together = [_column("", "all", [_marks(_counts(row)) for row in rows], 3)]
    tries = (
        *((by_quarter + totals, _TITLE_GAP + _TITLE), (by_quarter + totals, 0), (by_quarter + together, 0)),
        *((by_year + totals, 0), (by_year + together, 0), (totals, 0), (together, 0)),
    )
    fitted = totals
    for columns, title in tries:
        wanted = [(column, _widest(column.marks[:-1])) for column in columns]
        for most in range(_WIDEST, _NARROWEST - 1, -1):
            fitted = [column._replace(width=max(column.width, min(wide, most))) for column, wide in wanted]
            if _taken(fitted) + title <= room:
                return fitted
    return fitted


def _periods(rows: Sequence[Row], quarters: Sequence[Interval], *, by_year: bool) -> list[_Column]:
    """The quarters or the years as columns."""
    columns: list[_Column] = []
    last = ""
    names = [period_name(quarter) for quarter in quarters]
    for name, group in groupby(range(len(quarters)), lambda number: names[number][: 4 if by_year else None]):
        numbers = list(group)
        year, _, quarter = name.partition("-")
        gap = 2 if by_year or not columns else 1 if year == last else 3
        marks = [marks_of(one for number in numbers for one in row.cells[number]) for row in rows]
        columns.append(_column("" if by_year or year == last else year, quarter or year, marks, gap))
        last = year
    return columns


def _totals(rows: Sequence[Row]) -> list[_Column]:
    """A column of numbers for each sign that occurs."""
    columns: list[_Column] = []
    for sign, counts in counted(rows):
        columns.append(_column("", sign, [[str(number or "")] for number in counts], 1 if columns else 3))
    return columns


def _column(year: str, head: str, marks: list[list[str]], gap: int) -> _Column:
    """A column that is as narrow as can be."""
    return _Column(year, head, marks, gap, max([len(head), *(len(mark) for row in marks for mark in row)]))


def _heads(columns: Sequence[_Column], label: int) -> list[str]:
    years = heads = " " * label
    for column in columns:
        heads += " " * (column.taken - len(column.head))
        years = years.ljust(len(heads)) + column.year if column.year else years
        heads += column.head
    return [years, heads] if years.strip() else [heads]


def _widest(marks: Iterable[Sequence[str]]) -> int:
    return max(sum(map(len, row)) for row in marks)


def _taken(columns: Iterable[_Column]) -> int:
    return sum(column.taken for column in columns)
