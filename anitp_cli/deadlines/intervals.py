"""The calendar: years, halves, quarters, months and days as intervals, and the names of intervals."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from anitp_cli.model import Interval

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anitp_cli.model import Kind

MONTHS_OF: Final[dict[Kind, int]] = {"annual": 12, "semiannual": 6, "quarterly": 3, "monthly": 1}
"""How many months a piece of each rhythm has."""

_DAY = timedelta(days=1)


def piece(year: int, months: int, number: int = 1) -> Interval:
    """The `number`-th piece (from 1) of a year that is cut into pieces of `months` months: 12, 6, 3 or 1.

    Raises ValueError where a year has no such piece, or the calendar no such year.
    """
    last = number * months
    return Interval(date(year, last - months + 1, 1), last_day(year, last))


def last_day(year: int, month: int) -> date:
    """The last day of a month; it holds for December 9999, the last month that a `date` knows."""
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - _DAY  # noqa: PLR2004 (December)


def pieces(kind: Kind, period: Interval) -> Iterator[tuple[Interval, Interval]]:
    """Each calendar piece of a rhythm that the period touches, in order: the full piece, and its part in the period.

    The parts cover the period exactly once. Raises ValueError for a kind that is no rhythm.
    """
    if kind not in MONTHS_OF:
        message = f"{kind} is no rhythm: only {', '.join(MONTHS_OF)} have pieces"
        raise ValueError(message)
    months = MONTHS_OF[kind]
    start = period.start
    while True:
        full = piece(start.year, months, (start.month - 1) // months + 1)
        part = Interval(start, min(full.end, period.end))
        yield full, part
        if part.end == period.end:
            return
        start = full.end + _DAY


def shared_part(one: Interval, other: Interval) -> Interval | None:
    """The days that both intervals have, or None."""
    start, end = max(one.start, other.start), min(one.end, other.end)
    return Interval(start, end) if start <= end else None


def period_name(interval: Interval) -> str:
    """The shortest name of an interval, as it stands in an occurrence's id; `read_date` reads it back.

    "2019", "2019-S1", "2019-T3", "2019-06" and "2019-06-30" for what the calendar names (ISO 8601, with T and S
    for *trimestru* and *semestru*); else two of them of one sort: "2018..2020", "2021-04..2021-12",
    "2019-06-03..2019-07-08".
    """
    start, end = interval.start, interval.end
    if start == end:
        return start.isoformat()
    if start.day != 1 or end != last_day(end.year, end.month):
        return f"{start.isoformat()}..{end.isoformat()}"
    if start.month == 1 and end.month == 12:  # noqa: PLR2004 (January to December)
        return _year(start) if start.year == end.year else f"{_year(start)}..{_year(end)}"
    return _months_name(interval)


def _months_name(interval: Interval) -> str:
    start, end = interval.start, interval.end
    for months, letter in ((6, "S"), (3, "T")):
        number = (start.month - 1) // months + 1
        if interval == piece(start.year, months, number):
            return f"{_year(start)}-{letter}{number}"
    first, last = start.isoformat()[:7], end.isoformat()[:7]
    return first if first == last else f"{first}..{last}"


def _year(day: date) -> str:
    return day.isoformat()[:4]
