"""How Romanian documents write days and periods, and count things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anitp_cli.deadlines.intervals import MONTHS_OF, last_day

if TYPE_CHECKING:
    from datetime import date

    from anitp_cli.model import Interval, Kind

_MONTHS = (
    *("ianuarie", "februarie", "martie", "aprilie", "mai", "iunie"),
    *("iulie", "august", "septembrie", "octombrie", "noiembrie", "decembrie"),
)  # CLDR ro
_PIECES: dict[Kind, str] = {"semiannual": "semestrul", "quarterly": "trimestrul"}
_ROMAN = ("I", "II", "III", "IV")
_HUNDRED, _LAST_WITHOUT_DE = 100, 19


def romanian_day(day: date) -> str:
    """A day as Romanian acts print it: "9 noiembrie 2018"."""
    return f"{day.day} {_month(day)}"


def romanian_days(days: Interval) -> str:
    """Days from one to another: "20 iunie 2019", "iunie 2019", "3 iunie 2019 – 8 iulie 2019"."""
    start, end = days
    is_whole_months = start.day == 1 and end == last_day(end.year, end.month)
    first, last = (_month(start), _month(end)) if is_whole_months else (romanian_day(start), romanian_day(end))
    return first if first == last else f"{first} – {last}"


def romanian_piece(kind: Kind, day: date) -> str:
    """The piece of a year in which a day lies: "trimestrul II"; empty for what is due once a year."""
    if kind == "monthly":
        return _MONTHS[day.month - 1]
    return f"{_PIECES[kind]} {_ROMAN[(day.month - 1) // MONTHS_OF[kind]]}" if kind in _PIECES else ""


def _month(day: date) -> str:
    return f"{_MONTHS[day.month - 1]} {day.year}"


def romanian_count(number: int, one: str, many: str) -> str:
    """A number and its noun: "1 activitate", "19 activități", "20 de activități", "101 activități" (CLDR ro)."""
    if number == 1:
        return f"1 {one}"
    is_few = number == 0 or 0 < number % _HUNDRED <= _LAST_WITHOUT_DE
    return f"{number} {many}" if is_few else f"{number} de {many}"
