"""Why words that no form reads are refused. A reason is given only where it surely holds; else it is "unknown"."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from anitp_cli.deadlines.tokens import shape_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from anitp_cli.deadlines.tokens import Token

    Tokens = tuple[Token, ...]

_LEADS: Final = "ULDTE"
_MONTHS: Final = 12
_LONGEST_MONTH: Final = 31


def reason_for(tokens: Tokens) -> str:
    """The reason why tokens that no form reads are refused."""
    if not tokens:
        return "unknown"
    known = all(token.kind != "?" for token in tokens)
    for reason, holds in _REASONS if known else _REASONS_IN_WORDS:
        if holds(tokens):
            return reason
    return "unknown"


def _body(tokens: Tokens) -> Tokens:
    """The tokens without the words before a date."""
    return tokens[len(tokens) - len(shape_of(tokens).lstrip(_LEADS)) :]


# --- reasons that words tell


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _follows(tokens: Tokens, first: frozenset[str], second: frozenset[str]) -> bool:
    return any(before.word in first and token.word in second for before, token in pairwise(tokens))


_EVENTS = frozenset(
    form
    for noun in _set(
        "intrare publicare aprobare adoptare semnare finalizare incepere incheiere primire comunicare notificare"
        " sesizare solicitare infiintare elaborare demarare lansare constituire depunere inregistrare emitere avizare"
        " promulgare ratificare"
    )
    for form in (noun, f"{noun}a", f"{noun[:-1]}ii")
)
_TIES = _set("dupa la dela pana data momentul")
_PERIODS = _set("an anul anului luna lunii saptamana saptamanii trimestrul trimestrului semestrul semestrului")
_SCHOOLS = _set("scolar scolari universitar universitari academic academici")
_YEARS = _set("an anul anului anii anilor din")  # "al anului" has become "din"
_FROM_TODAY = _set("viitor viitoare viitorul curent curenta curente")
_DAYS_FROM_TODAY = _set("azi astazi maine poimaine ieri")
_LENGTHS = _set("zi zile luna luni saptamana saptamani an ani ora ore")
_AROUND_LENGTHS = _set("in termen de timp maxim maximum cel mult")
_RHYTHMS = _set("saptamanal zilnic bianual bienal bilunar bimestrial periodic ocazional fiecare")
_ENDLESS = _set("nelimitat nedeterminat nedeterminata durata toata intreaga implementarii perioada")
_VAGUE = _set("inceputul mijlocul primavara vara toamna iarna curand urgent imediat")


def _hangs_on_an_event(tokens: Tokens) -> bool:
    if _follows(tokens, _TIES, _EVENTS):
        return True
    return _follows(tokens, _set("odata"), _set("cu")) and _follows(tokens, _set("cu"), _EVENTS)


def _is_length(tokens: Tokens) -> bool:
    """Whether they are a number of days, months ... and nothing beside: "în termen de 30 de zile"."""
    numbers = [token for token in tokens if token.word.isdecimal()]
    others = [token.word for token in tokens[:-1] if not token.word.isdecimal()]
    return len(numbers) == 1 and tokens[-1].word in _LENGTHS and _AROUND_LENGTHS.issuperset(others)


def _moves(tokens: Tokens) -> bool:
    return _follows(tokens, _PERIODS, _FROM_TODAY) or (len(tokens) == 1 and tokens[0].word in _DAYS_FROM_TODAY)


def _is_uncounted(tokens: Tokens) -> bool:
    return any(token.word in _RHYTHMS for token in tokens) or _follows(tokens, _set("cate"), _set("ori"))


def _is_endless(tokens: Tokens) -> bool:
    """Whether they are words for a time without an end, or a date after which ("începând cu", "din", "după")."""
    shape = shape_of(tokens)
    if any(token.word in _ENDLESS for token in tokens) and not set(shape) & set("YyNRPMQH"):
        return True
    first, start = tokens[0], shape_of(_body(tokens[1:]))
    return (first.kind in "Fo" or first.word == "dupa") and "Y" in start and set(start) <= set("YNRPMQH./o")


def _is_vague(tokens: Tokens) -> bool:
    body = _body(tokens)
    return bool(body) and body[0].word in _VAGUE and not set(shape_of(tokens)) & set("UF-,&")


# --- reasons that the shape tells, where every word is known. See `tokens` for the letters.

_YEARLESS = frozenset(
    ("M", "NM", "N.R", *(f"{part}{number}" for part in "QH" for number in "NRP"), "RQ", "PQ", "RH", "PH")
)
_SHORT_YEARS = frozenset(
    (
        "N.N.N",
        "N.RN",
        "NRN",
        "NMN",
        "N/N/N",
        *(f"{part}{number}{link}N" for part in "QH" for number in "NRP" for link in ("", "/")),
    )
)


def _is_school_half(tokens: Tokens) -> bool:
    """A half of two years in a row."""
    shape = shape_of(tokens)
    at = max(shape.find("Y-Y"), shape.find("Y/Y"))
    return "H" in shape and at >= 0 and tokens[at + 2].number == tokens[at].number + 1


def _is_ambiguous(tokens: Tokens) -> bool:
    body = _body(tokens)
    shape = shape_of(body)
    numbers = [token.number for token in body if token.kind in "YNRM"]
    if shape == "Y-N":  # 2010-12: December 2010 or 2010 to 2012
        return numbers[0] % 100 < numbers[1] <= _MONTHS
    if shape == "Y/Y":  # both years, the years from one to the other, or a school year
        return numbers[0] < numbers[1]
    if shape == "MN":  # iunie 19: a day or a year
        return 1 <= numbers[1] <= _LONGEST_MONTH
    # 05/12/2019: day/month or month/day; II.2019: a month or a quarter; iunie - 2020: June 2020, or from June to 2020
    return shape in ("N/N/Y", "RY", "M-Y") or (shape[1:] in ("N-Y", "R-Y", "P-Y") and shape[0] in "QH")


def _has_short_year(tokens: Tokens) -> bool:
    body = _body(tokens)
    shape = shape_of(body)
    if shape == "Y-N":  # 2018-20
        return body[2].number > max(_MONTHS, body[0].number % 100)
    return len(body[-1:]) == 1 and len(body[-1].word) == 2 and shape in _SHORT_YEARS  # noqa: PLR2004


def _has_no_year(tokens: Tokens) -> bool:
    """Whether every period of a list or range surely lacks its year: "06.19" may have one."""
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind in "-,&":
            parts.append([])
        else:
            parts[-1].append(token)
    bodies = [_body(tuple(part)) for part in parts]
    shapes = [shape_of(body) for body in bodies]
    full = [_is_yearless(body) for body in bodies]
    return any(full) and all(is_full or shape in ("N", "R", "P") for is_full, shape in zip(full, shapes, strict=True))


def _is_yearless(body: Tokens) -> bool:
    shape = shape_of(body)
    if shape in ("N.N", "N/N"):
        return _MONTHS < body[0].number <= _LONGEST_MONTH and 1 <= body[2].number <= _MONTHS
    return shape in _YEARLESS


# The first of these that holds is the reason.
_REASONS_IN_WORDS: Final[tuple[tuple[str, Callable[[Tokens], bool]], ...]] = (
    ("working-days", lambda tokens: _follows(tokens, _set("zi zile ziua zilele"), _set("lucratoare"))),
    ("school-year", lambda tokens: _follows(tokens, _YEARS, _SCHOOLS)),
    ("event", _hangs_on_an_event),
    ("moving", _moves),
    ("relative", _is_length),
    ("rhythm", _is_uncounted),
    ("open", _is_endless),
    ("vague", _is_vague),
)
_REASONS: Final = (
    *_REASONS_IN_WORDS,
    ("year-range", lambda tokens: "y" in shape_of(tokens) and "Y" not in shape_of(tokens)),
    ("school-half", _is_school_half),
    ("ambiguous", _is_ambiguous),
    ("short-year", _has_short_year),
    ("no-year", _has_no_year),
)
