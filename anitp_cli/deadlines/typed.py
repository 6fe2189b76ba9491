"""The dates that a user types: the words of the plans, ISO 8601, azi, offsets from today, and ranges with ".."."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from anitp_cli.deadlines.forms import ISO_FORMS, read_form
from anitp_cli.deadlines.grammar import join, read_term, refuse_oddities
from anitp_cli.deadlines.refusals import Refused
from anitp_cli.deadlines.tokens import DASHES, FIRST_YEAR, LAST_YEAR, tokenize
from anitp_cli.model import Interval
from anitp_cli.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    Today = Callable[[], date]

ACCEPTED: Final = (
    'Accepted: 2019, 2019-12, 2019-12-05, 05.12.2019, 2019-T4, "T4 2019", 2019-S2, "decembrie 2019", "dec. 2019",'
    ' "trimestrul IV 2019", "sem. II 2019", "aprilie-iunie 2019", A..B for a range, azi or today, mâine, ieri, and'
    " offsets of days, weeks, months and years such as +30d, +2w, -3m, +1y (or z, s, l, a)."
)
"""The forms of a user's date, for messages and help."""

_DAYS_FROM_TODAY = {"azi": 0, "astazi": 0, "today": 0, "maine": 1, "tomorrow": 1, "ieri": -1, "yesterday": -1}
# English and Romanian initials: day/zi, week/săptămână, month/lună, year/an.
_UNITS = {
    **dict.fromkeys("dz", "days"),
    **dict.fromkeys("ws", "weeks"),
    **dict.fromkeys("ml", "months"),
    **dict.fromkeys("ya", "years"),
}
_LONGEST_OFFSET = 5


def read_date(text: str, today: Today) -> Interval:
    """The days that a user's date names; `today` gives the day that "azi" and offsets count from.

    It is called only where the text counts from today, and then once. "A..B" runs from the first day of A to the last
    day of B. Raises Refused, whose message lists the accepted forms, for anything else, for a rhythm, and for more
    than one period.
    """
    today_once = cache(today)
    try:
        refuse_oddities(text)
        ends = _ends_of(text)
    except Refused as refused:
        raise Refused(refused.reason, text, ACCEPTED) from None
    intervals = [_read_end(end, today_once) for end in ends]
    try:
        return join(intervals[0], intervals[-1])
    except Refused as refused:
        raise Refused(refused.reason, text, ACCEPTED) from None


def _read_end(text: str, today: Today) -> Interval:
    """The days that one end of a range names, or the whole text; a refusal quotes that end alone."""
    try:
        return _read_one(text, today)
    except Refused as refused:
        raise Refused(refused.reason, text, ACCEPTED) from None


def _ends_of(text: str) -> tuple[str, ...]:
    """The text, or the two ends of "A..B"; Raises Refused for a range that has not just these two."""
    first, dots, last = text.partition("..")
    if not dots:
        return (text,)
    if first.strip() and last.strip() and ".." not in last:
        return first, last
    if first.strip():
        raise Refused(reason="unknown" if last.strip() else "open")
    raise Refused(reason="unknown" if last.strip(" .") else "empty")


def _read_one(text: str, today: Today) -> Interval:
    folded = fold(text)
    days = _DAYS_FROM_TODAY.get(folded)
    if days is not None:
        return _shifted(today(), days, "days")
    if folded[:1] in ("+", "-", *DASHES):
        return _read_offset(folded, today)
    iso = None if " " in folded else _read_iso(folded)
    return iso or _read_words(text)


def _read_iso(folded: str) -> Interval | None:
    """Raises Refused for a month or day that does not exist; months and days have two digits."""
    tokens = tokenize(folded)
    if any(before.kind == "-" and len(token.word) == 1 and token.kind == "N" for before, token in pairwise(tokens)):
        return None
    return read_form(tokens, ISO_FORMS)


def _read_offset(folded: str, today: Today) -> Interval:
    digits, unit = folded[1:-1], _UNITS.get(folded[-1])
    if unit is None or not (digits.isascii() and digits.isdecimal()):
        raise Refused(reason="unknown")
    if len(digits) > _LONGEST_OFFSET:
        raise Refused(reason="year-range")
    return _shifted(today(), int(digits) if folded[0] == "+" else -int(digits), unit)


def _shifted(today: date, number: int, unit: str) -> Interval:
    """The day so many days, weeks, months or years from today; from 31 January a month on is the last of February."""
    try:
        if unit in ("days", "weeks"):
            day = today + timedelta(**{unit: number})
        else:
            from dateutil.relativedelta import relativedelta

            day = today + (relativedelta(months=number) if unit == "months" else relativedelta(years=number))
    except (OverflowError, ValueError):
        raise Refused(reason="year-range") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Refused(reason="year-range")
    return Interval(day, day)


def _read_words(text: str) -> Interval:
    deadlines = read_term(text)
    if len(deadlines) > 1:
        raise Refused(reason="several")
    interval = deadlines[0].interval
    if deadlines[0].kind != "fixed" or interval is None:
        raise Refused(reason="not-a-date")
    return interval
