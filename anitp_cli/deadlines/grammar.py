"""Terms of a plan as deadlines: lists, ranges, rhythms and the words around a date.

What the words around a date are taken to mean:

- "până la", "până în", "cel târziu", "nu mai târziu de", "la", "în", "pe", "în cursul", "inclusiv" add nothing: a
  deadline is due on the last day of the period it names anyway, so "până în decembrie 2022" is December 2022.
- "sfârșitul", "finalul", "finele" of a period are its last day: "finalul anului 2022" is 2022-12-31 alone.
- "A - B", "de la A până la B", "din A până în B", "între A și B" run from the first day of A to the last of B.
- ";", a new line, "," and "și" part deadlines. In a range, and between "," or "și", a later year, month or an
  earlier "trim." may be shared, never across ";". A bare year after all but a year is refused ("iunie 2019, 2020").
  What parts nothing, as the comma of "1 decembrie, 2019", is told in `joints`.
- A rhythm may have a bound: "semestrial (până la data de 10 iulie 2022)" runs until that day, "anual, începând cu
  2020" from it, "trimestrial, 2019-2020" over it. A yearly one may have a day instead: "anual, până la 31 martie",
  and "anual, în martie" is due on that month's last day; "31 martie a fiecărui an" and "31 martie anual" are the same.
- "Permanent, 2018-2020" is permanent, bounded by those days; that bound is no due date, and so it is never overdue.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from anitp_cli.deadlines.forms import FORMS, SHARED_ENDINGS, SHARED_STARTS, check_month, read_form
from anitp_cli.deadlines.intervals import last_day
from anitp_cli.deadlines.joints import joined
from anitp_cli.deadlines.refusals import LONGEST, Refused
from anitp_cli.deadlines.tokens import RHYTHMS, Token, shape_of, tokenize
from anitp_cli.model import Deadline, Interval

if TYPE_CHECKING:
    Tokens = tuple[Token, ...]

# The kinds of words that may come before a date, each at most once and in this order: "până"; "la"; "data de",
# "perioada" or "sfârșitul".
_LEADING: Final = ("U", "L", "DTE")
_DASH: Final = Token("-", 0, "-")
_LEAP_YEAR: Final = 2000
# The reasons that say little: where more is known of the words, it is said instead.
_UNTOLD: Final = ("unknown", "ambiguous", "no-year")


@lru_cache(maxsize=1024)
def read_term(text: str) -> tuple[Deadline, ...]:
    """The deadlines that an item of a term cell names, in its order; at least one.

    Raises Refused, about the deadline that cannot be read, for anything that is not surely one.
    """
    refuse_oddities(text)
    deadlines: list[Deadline] = []
    for item in text.replace(";", "\n").splitlines():
        tokens = joined(tokenize(item))
        if tokens:
            try:
                deadlines += _read_item(tokens)
            except Refused as refused:
                raise refused.about(item) from None
    if not deadlines:
        raise Refused(reason="empty", words=text)
    return tuple(deadlines)


def refuse_oddities(text: str) -> None:
    """Raise Refused for a text too long to be a deadline, or with digits that are no plain ones ("2019²", "½")."""
    if len(text) > LONGEST:
        raise Refused(reason="too-long", words=text)
    if not text.isascii() and any(letter.isdigit() and not letter.isascii() for letter in text):
        raise Refused(reason="unknown", words=text)


def _read_item(tokens: Tokens) -> tuple[Deadline, ...]:
    """The deadlines of what stands between two ";"."""
    if tokens[0].kind == "K":
        return _read_rhythms(tokens)
    if any(token.kind == "K" for token in tokens):
        return _read_day_of_each_year(tokens)
    entries = _split(_with_dash(tokens), ",&")
    leads, bodies = zip(*(_without_lead(entry) for entry in entries), strict=True)
    bodies = _completed(bodies)
    if _has_stray_year(bodies):
        raise Refused(_reason(tokens, "ambiguous" if all(map(_is_known, bodies)) else "unknown"))
    intervals = [_read_interval(lead, body, tokens) for lead, body in zip(leads, bodies, strict=True)]
    if _has_lone_end(leads, intervals):
        raise Refused(reason="ambiguous")
    return tuple(Deadline("fixed", interval) for interval in intervals)


def _has_stray_year(bodies: tuple[Tokens, ...]) -> bool:
    """Whether a bare year follows what is no year: "iunie 2019, 2020"."""
    shapes = [shape_of(body) for body in bodies]
    return any(shape == "Y" and before.strip("Y-") for before, shape in pairwise(shapes))


def _is_known(body: Tokens) -> bool:
    """Whether its ends have forms that the table knows."""
    return all(shape_of(end) in FORMS for end in _completed(_split(body, "-")))


def _has_lone_end(leads: tuple[str, ...], intervals: list[Interval]) -> bool:
    """Whether "sfârșitul" may be meant of the next period too: "sfârșitul anului 2020 și 2021"."""
    return any(
        "E" in before and "E" not in lead and interval.start != interval.end
        for (before, lead), interval in zip(pairwise(leads), intervals[1:], strict=True)
    )


def _reason(tokens: Tokens, otherwise: str) -> str:
    """Why the tokens are refused, or the given reason where they do not tell."""
    reason = _reason_for(tokens)
    return otherwise if reason in _UNTOLD else reason


def _reason_for(tokens: Tokens) -> str:
    # Only a refusal needs it: most commands never see one, and start sooner without it.
    from anitp_cli.deadlines.reasons import reason_for

    return reason_for(tokens)


# --- fixed deadlines


def _read_interval(lead: str, body: Tokens, whole: Tokens) -> Interval:
    """The interval of one period or range, after the words before it; `whole` is for telling why it is refused."""
    ends = _split(body, "-")
    intervals = [read_form(end) for end in _completed(ends)]
    first, last = intervals[0], intervals[-1]
    if first is None or last is None or len(intervals) > 2:  # noqa: PLR2004 (the two ends of a range)
        raise Refused(_reason_for(whole))
    if len(intervals) == 1:
        if "D" in lead and first.start != first.end:
            raise Refused(reason="unknown")
        return _end_of(first) if "E" in lead else first
    shapes = [shape_of(end) for end in ends]
    if "E" in lead or "U" in lead or (shapes[1] == "Y" and shapes[0] != "Y"):
        raise Refused(_reason(whole, "ambiguous"))
    return join(first, last)


def join(first: Interval, last: Interval) -> Interval:
    """From the first day of one interval to the last day of the other; Raises Refused where that runs backwards."""
    if last.end < first.start:
        raise Refused(reason="backwards")
    return Interval(first.start, last.end)


def _end_of(interval: Interval) -> Interval:
    """The last day of a year, half, quarter or month; a day has no end of its own."""
    if interval.start == interval.end:
        raise Refused(reason="unknown")
    return Interval(interval.end, interval.end)


def _split(tokens: Tokens, kinds: str) -> tuple[Tokens, ...]:
    """The tokens between those of the given kinds."""
    entries: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind in kinds:
            entries.append([])
        else:
            entries[-1].append(token)
    return tuple(map(tuple, entries))


def _without_lead(tokens: Tokens) -> tuple[str, Tokens]:
    """The kinds of the words before a date, and what follows them."""
    at = 0
    for kinds in _LEADING:
        if at < len(tokens) and tokens[at].kind in kinds:
            at += 1
    return shape_of(tokens[:at]), tokens[at:]


def _with_dash(tokens: Tokens) -> Tokens:
    """Rewrite "de la A până la B", "din A până în B" and "între A și B" as "A - B"."""
    shape = shape_of(tokens)
    if tokens[0].word == "intre" and shape.count("&") == 1:
        at = shape.index("&")
        return (*tokens[1:at], _DASH, *tokens[at + 1 :])
    at = shape.find("U", 1)
    if at < 0 or shape[0] not in "Fo":
        return tokens
    first_lead, first = _without_lead(tokens[1:at])
    last_lead, last = _without_lead(tokens[at:])
    return tokens if "E" in first_lead + last_lead else (*first, _DASH, *last)


def _completed(entries: tuple[Tokens, ...]) -> tuple[Tokens, ...]:
    """The entries of a list or range, each with what it leaves to its neighbours: "I" and "II 2020" after "trim."."""
    completed = list(entries)
    for at in range(1, len(completed)):
        before, entry = completed[at - 1], completed[at]
        if before and before[0].kind in "QH" and shape_of(entry) in SHARED_STARTS:
            completed[at] = (before[0], *entry)
    for at in range(len(completed) - 2, -1, -1):
        entry, after = completed[at], completed[at + 1]
        head, full = shape_of(entry), shape_of(after)
        if full.startswith(head) and full[len(head) :] in SHARED_ENDINGS.get(head, ()):
            completed[at] = (*entry, *after[len(entry) :])
    return tuple(completed)


# --- rhythms


def _read_rhythms(tokens: Tokens) -> tuple[Deadline, ...]:
    """One rhythm with or without a bound, or a list of rhythms."""
    entries = _split(tokens, ",&")
    if all(shape_of(entry) == "K" for entry in entries):
        return tuple(Deadline(RHYTHMS[entry[0].word]) for entry in entries)
    kind = RHYTHMS[tokens[0].word]
    bound = _unwrapped(tokens[1:])
    if not bound:
        raise Refused(_reason(tokens, "rhythm"))
    lead, body = _without_lead(bound)
    day = _due_day(lead, body) if kind == "annual" else None
    if day:
        return (Deadline(kind, due_day=day),)
    return (Deadline(kind, _read_bound(lead, body, bound)),)


def _read_day_of_each_year(tokens: Tokens) -> tuple[Deadline, ...]:
    """A day or month with the word for each year after it: "31 martie a fiecărui an", "18 octombrie anual"."""
    before, rhythm = tokens[:-1], tokens[-1]
    if rhythm.kind == "K" and RHYTHMS[rhythm.word] == "annual":
        day = _due_day(*_without_lead(before[:-1] if before[-1].kind == "," else before))
        if day:
            return (Deadline("annual", due_day=day),)
    raise Refused(_reason(tokens, "rhythm"))


def _unwrapped(tokens: Tokens) -> Tokens:
    """A rhythm's bound without its parentheses or the comma before it."""
    if tokens[0].kind == "(" and tokens[-1].kind == ")":
        return tokens[1:-1]
    return tokens[1:] if tokens[0].kind == "," else tokens


def _read_bound(lead: str, body: Tokens, bound: Tokens) -> Interval:
    """The days that bound a rhythm; open on one side where the words name only the other ("până la 2022")."""
    ranged = _with_dash(bound)
    if ranged != bound:
        return _read_interval("", ranged, bound)
    if bound[0].kind == "F":
        return Interval(_read_interval("", body[1:], body[1:]).start, date.max)
    try:
        interval = _read_interval(lead, body, bound)
    except Refused as refused:
        raise Refused(reason="rhythm" if refused.reason in _UNTOLD else refused.reason) from None
    if "U" in lead:
        return Interval(date.min, interval.end)
    if "E" in lead:
        raise Refused(reason="rhythm")
    if "T" in lead or "-" in shape_of(body) or shape_of(body) == "Y":
        return interval
    raise Refused(reason="rhythm")


def _due_day(lead: str, body: Tokens) -> tuple[int, int] | None:
    """The (month, day) of a day without a year, or of a month's last day; None where the words name neither."""
    if "T" in lead or shape_of(body) not in ("M", "NM", "N.N", "N.R", "NR"):
        return None
    numbers = [token.number for token in body if token.kind != "."]
    check_month(numbers[-1])
    if len(numbers) == 1:
        if "D" in lead or not numbers[0]:
            raise Refused(reason="rhythm")
        return numbers[0], last_day(_LEAP_YEAR, numbers[0]).day
    day, month = numbers
    if "E" in lead:
        raise Refused(reason="unknown")
    if month < 1 or not 1 <= day <= last_day(_LEAP_YEAR, month).day:
        raise Refused(reason="no-such-day")
    return month, day
