"""The spellings of one period: a table from the shape of its tokens to the reader of its numbers.

Numbers come in the order in which they stand. Sources: CLDR ro for months and d.m.y; the plans' own "Trim. IV",
"trimestrul al II-lea", "T4 2019"; ISO 8601 for what only users type.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from anitp_cli.deadlines.intervals import last_day, piece
from anitp_cli.deadlines.refusals import Refused
from anitp_cli.deadlines.tokens import shape_of
from anitp_cli.model import Interval

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from anitp_cli.deadlines.tokens import Token


def _year(year: int) -> Interval:
    return piece(year, 12)


def _half(number: int, year: int) -> Interval:
    return _piece(year, 6, number)


def _quarter(number: int, year: int) -> Interval:
    return _piece(year, 3, number)


def _month(number: int, year: int) -> Interval:
    return _piece(year, 1, number)


def _piece(year: int, months: int, number: int) -> Interval:
    if not 1 <= number <= 12 // months:
        raise Refused(reason="no-such-period")
    return piece(year, months, number)


def _day(day: int, month: int, year: int) -> Interval:
    check_month(month)
    if month < 1 or not 1 <= day <= last_day(year, month).day:
        raise Refused(reason="no-such-day")
    only = date(year, month, day)
    return Interval(only, only)


def check_month(month: int) -> None:
    """Raise Refused for a month after December."""
    if month > 12:  # noqa: PLR2004 (months of a year)
        raise Refused(reason="no-such-month")


def _slashed_day(day: int, month: int, year: int) -> Interval | None:
    """None where month/day names another day of that year.

    Romanian puts the day first, but spreadsheets set to English write month/day with slashes, in Romanian plans too.
    """
    interval = _day(day, month, year)
    return interval if day == month or day > 12 else None  # noqa: PLR2004 (months of a year)


def _roman_month(number: int, year: int) -> Interval | None:
    """None for I to IV, which may be a quarter as well."""
    return _month(number, year) if number > 4 else None  # noqa: PLR2004 (quarters of a year)


def _forms_of_part(letter: str, reader: Callable[[int, int], Interval]) -> dict[str, Callable[..., Interval]]:
    """The forms of a quarter (Q) or half (H), with its number in digits, roman or as an ordinal word."""
    number_first = {f"{letter}{number}{link}Y": reader for number in "NRP" for link in ("", "/", "o")}
    adjective = {f"{number}{letter}{link}Y": reader for number in "RP" for link in ("", "o")}
    year_first = {f"Y{letter}{number}": lambda year, number: reader(number, year) for number in "NRP"}
    return {**number_first, **adjective, **year_first}


FORMS: Final[dict[str, Callable[..., Interval | None]]] = {
    "Y": _year,  # 2019, anul 2019
    **_forms_of_part("H", _half),  # sem. II 2026, semestrul I al anului 2019, S1/2019, primul semestru 2020
    **_forms_of_part("Q", _quarter),  # Trim. IV 2019, trimestrul al II-lea 2020, T4/2026, 2022 T1
    "MY": _month,  # iunie 2019, luna dec. 2019
    "M/Y": _month,  # iunie/2019
    "MoY": _month,  # iunie din anul 2019
    "N/Y": _month,  # 06/2019
    "N.Y": _month,  # 06.2019
    "RY": _roman_month,  # XII.2019; II.2019 is refused
    "NMY": _day,  # 30 iunie 2019
    "NMoY": _day,  # 30 iunie al anului 2019
    "NRY": _day,  # 20 VI 2019, and 20.VI 2019
    "N.N.Y": _day,  # 30.06.2019, and 30-06-2019
    "N.RY": _day,  # 20.VI.2019 (the dot after a word is dropped)
    "N/R/Y": _day,  # 20/VI/2019
    "N/N/Y": _slashed_day,  # 31/12/2019; 05/12/2019 is refused
}

ISO_FORMS: Final[dict[str, Callable[..., Interval]]] = {
    "Y-N": lambda year, month: _month(month, year),  # 2019-06
    "Y-N-N": lambda year, month, day: _day(day, month, year),  # 2019-06-30
    "Y-QN": lambda year, number: _quarter(number, year),  # 2019-T4, 2019-Q4
    "Y-HN": lambda year, number: _half(number, year),  # 2019-S2, 2019-H2
}

_YEAR_ENDINGS = ("Y", "/Y", "oY")
SHARED_ENDINGS: Final[dict[str, tuple[str, ...]]] = {
    "M": _YEAR_ENDINGS,  # aprilie-decembrie 2021
    "N": ("MY", "MoY", "RY", ".N.Y", ".RY"),  # 18-22 octombrie 2021, 18-22.10.2021
    "NM": ("Y", "oY"),  # 15 octombrie - 20 noiembrie 2021
    "NR": ("Y",),
    "N.N": (".Y",),  # 15.10-20.11.2021
    "N.R": ("Y",),
    **{f"{part}{number}": _YEAR_ENDINGS for part in "QH" for number in "NRP"},  # trim. I-III 2020
}
"""For the start of a form: the endings that it may take over from the form that follows it in a range or list."""

SHARED_STARTS: Final = frozenset(f"{number}{ending}" for number in "NRP" for ending in ("", *_YEAR_ENDINGS)) - {"N/Y"}
"""The shapes that may take over "trimestrul" or "semestrul" from the form before them (03/2020 is a month)."""


def read_form(
    tokens: tuple[Token, ...], forms: Mapping[str, Callable[..., Interval | None]] = FORMS
) -> Interval | None:
    """The interval that the tokens name; None where the table has no such form, or the numbers tell too little.

    Raises Refused for a month, day, quarter or half that does not exist.
    """
    reader = forms.get(shape_of(tokens))
    if reader is None:
        return None
    return reader(*(token.number for token in tokens if token.kind in "YNRPM"))
