"""What looks like personal data in a text: a personal number, an e-mail address, a phone number."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from anitp_cli.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_GAP = r"[\s–-]"
_DOT = r"[\s.–-]"
# Sex and century, year, month, day; county, order, check digit: in one piece, or in two with gaps of their own.
_BIRTH, _ORDER = rf"[1-9](?:{_GAP}?[0-9]{{2}}){{3}}", rf"[0-9]{{2}}{_GAP}?[0-9]{{3}}{_GAP}?[0-9]"
_NUMBER = rf"(?<!\w)(?:[1-9][0-9]{{12}}|{_BIRTH}{_GAP}{_ORDER})(?!\w)"
_WEIGHTS = (2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9)
_CHECK_DIGITS = "01234567891"  # by the rest of the weighted sum
_CENTURIES = {"1": 19, "2": 19, "3": 18, "4": 18}  # those of residents (7 to 9) are not told apart: 20 takes any day
# A run of what may stand before the @ is looked at once, from its start: a long text without one takes no time.
_MAIL = r"(?<![\w.+-])[\w.+-]+@(?:[\w-]+\.)+[^\W\d_]{2,}"
# +40, +4 0 or 0; then 7xx (mobile) or 2xx, 3xx (a county) and six digits, or 7x, 21, 31 and seven, in their groups. No
# groups of two stand behind a slash: "nr. 0231/12.03.19" is a paper and its day.
_ABROAD = rf"(?:\+|00)4\)?{_DOT}?0\)?{_DOT}?(?:\(0\){_DOT}?)?"
_SIX = rf"(?:(?:{_DOT}|/)?[0-9]{{3}}{_DOT}?[0-9]{{3}}|{_DOT}?[0-9]{{2}}{_DOT}[0-9]{{2}}{_DOT}[0-9]{{2}})"
_SEVEN = rf"(?:{_DOT}|/)?[0-9]{{3}}{_DOT}?[0-9]{{2}}{_DOT}?[0-9]{{2}}"
_PHONE = rf"(?<![\w+])(?:{_ABROAD}|0)\(?(?:[237][0-9]{{2}}\)?{_SIX}|(?:[23]1|7[0-9])\)?{_SEVEN})(?!\w)"
# The number of a book looks like any of them.
_BOOK = r"ISBN(?:-1[03])?:? *[0-9-]+"


class Personal(NamedTuple):
    """What looks like personal data: its kind, and where in the text it starts and ends."""

    kind: str
    start: int
    end: int


def personal_data(text: str) -> Iterator[Personal]:
    """Each piece of a text that looks like personal data: first all personal numbers, then addresses, then phones."""
    text = _covered(text, [match.span() for match in re.finditer(_BOOK, text)], " ")
    for kind, pattern in (
        ("a personal number (CNP)", _NUMBER),
        ("an e-mail address", _MAIL),
        ("a phone number", _PHONE),
    ):
        found = [match.span() for match in re.finditer(pattern, text)]
        if pattern is _NUMBER:
            found = [(start, end) for start, end in found if _is_personal_number(text[start:end])]
        yield from (Personal(kind, start, end) for start, end in found)
        text = _covered(text, found, " ")  # a part of a number is no phone besides


def masked(text: str) -> str:
    """The text, as long as it was, without what looks like personal data: what is quoted lands in logs."""
    return _covered(text, sorted((start, end) for _, start, end in personal_data(text)), "*")


def _covered(text: str, pieces: Iterable[tuple[int, int]], cover: str) -> str:
    """The text with some pieces of it covered; they stand in their order, and none overlaps another."""
    shown, last = [], 0
    for start, end in pieces:
        shown += [text[last:start], cover * (end - start)]
        last = end
    return "".join([*shown, text[last:]])


def _is_personal_number(text: str) -> bool:
    """Whether 13 digits hold a day of the calendar and end with the digit that the others give."""
    digits = re.sub(_GAP, "", text)
    century = _CENTURIES.get(digits[0], 20)
    try:
        date(century * 100 + int(digits[1:3]), int(digits[3:5]), int(digits[5:7]))
    except ValueError:
        return False
    rest = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=False)) % 11
    return digits[12] == _CHECK_DIGITS[rest]
