"""How Romanian documents write days and count things."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

_MONTHS = (
    *("ianuarie", "februarie", "martie", "aprilie", "mai", "iunie"),
    *("iulie", "august", "septembrie", "octombrie", "noiembrie", "decembrie"),
)  # CLDR ro
_HUNDRED, _LAST_WITHOUT_DE = 100, 19


def romanian_day(day: date) -> str:
    """A day as Romanian acts print it: "9 noiembrie 2018"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def romanian_count(number: int, one: str, many: str) -> str:
    """A number and its noun: "1 activitate", "19 activități", "20 de activități", "101 activități" (CLDR ro)."""
    if number == 1:
        return f"1 {one}"
    is_few = number == 0 or 0 < number % _HUNDRED <= _LAST_WITHOUT_DE
    return f"{number} {many}" if is_few else f"{number} de {many}"
