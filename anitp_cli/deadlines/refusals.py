"""Why words are refused: the reasons, what each says to the reader, and how it is found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from anitp_cli.deadlines.tokens import FIRST_YEAR, LAST_YEAR, shape_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from anitp_cli.deadlines.tokens import Token

LONGEST: Final = 200
"""How many characters a deadline may have; more is no deadline, and is not looked at."""

_LONGEST_QUOTE = 60

# What is said after the quoted words: why they are refused, and what to write instead.
SENTENCES: Final[dict[str, str]] = {
    "event": 'hangs on an event whose day is not known here; write the day or the period itself, as in "iunie 2019"',
    "working-days": 'counts working days, for which a calendar of holidays is needed; write the day, "30 iunie 2019"',
    "relative": 'is a length of time without a first day; write the day or the period itself, as in "iunie 2019"',
    "school-half": "may be a half of a school year, whose days are not known here; write the days or the months",
    "school-year": "names a school year, whose days are not known here; write the days or the months",
    "no-year": 'has no year; write the year too, as in "30 iunie 2019"',
    "short-year": "has a year of two digits; write all four",
    "year-range": f"has a year outside {FIRST_YEAR}..{LAST_YEAR}; write another year",
    "no-such-day": "names a day that the calendar does not have; write a day that exists",
    "no-such-period": 'names a month, quarter or half that no year has; write a period that exists, as in "T4 2019"',
    "backwards": "ends before it starts; write the earlier date first, each with its year",
    "ambiguous": 'can be read in more than one way; write days as "05.12.2019" and put ";" between two deadlines',
    "rhythm": 'is not one of the rhythms "anual", "semestrial", "trimestrial", "lunar" and "permanent", alone or with'
    ' a bound; write one of them, as in "anual, până la 31 martie" or "semestrial, până la 10 iulie 2022"',
    "open": "has no last day; write the day or the period by which it is due",
    "vague": "names no exact days; write the day or the period itself",
    "several": "names more than one period; write one",
    "not-a-date": "is not a date but a rhythm; write a day or a period",
    "too-long": f"is longer than {LONGEST} characters; write one date or period",
    "empty": "names no date or period; write one",
    "unknown": 'is in no form known here; write for instance "30 iunie 2019", "T4 2019" or "aprilie-iunie 2019"',
}


class Refused(ValueError):  # noqa: N818 (not a fault of the program: the answer to a question)
    """Words that are no deadline, or one that cannot be known.

    `reason` is a key of SENTENCES, stable for scripts and tests; `message` quotes the words (at most 60 characters of
    them) and says in one English sentence why they are refused and what to write instead, followed by `advice`.
    Inside the package it is raised without the words, and whoever knows them raises it anew with `about`.
    """

    def __init__(self, reason: str, words: str = "", advice: str = "") -> None:
        quoted = " ".join(words[: LONGEST + 1].split())
        if len(quoted) > _LONGEST_QUOTE:
            quoted = quoted[: _LONGEST_QUOTE - 1] + "…"
        self.reason = reason
        self.message = f'"{quoted}" {SENTENCES[reason]}' + (f". {advice}" if advice else "")
        super().__init__(self.message)

    def about(self, words: str) -> Refused:
        """The same refusal, with the words that it is about."""
        return Refused(self.reason, words)


# The first of these reasons one of whose words occurs is the reason.
_TELLING_WORDS: Final[tuple[tuple[str, frozenset[str]], ...]] = tuple(
    (reason, frozenset(words.split()))
    for reason, words in (
        ("working-days", "lucratoare lucratoarea nelucratoare"),
        ("school-year", "scolar scolara scolare scolari universitar universitari academic"),
        (
            "event",
            "intrarea vigoare publicarea aprobarea adoptarea semnarea finalizarea inceperea dupa momentul odata",
        ),
        ("rhythm", "saptamanal zilnic bianual bienal bilunar bimestrial periodic ocazional ori fiecare"),
        ("open", "nelimitat nedeterminat nedeterminata durata toata intreaga implementarii"),
        ("vague", "inceputul mijlocul jumatatea primavara vara toamna iarna curand urgent imediat"),
    )
)
_LENGTHS = frozenset({"zile", "zi", "luni", "saptamani", "saptamana", "ani", "ore"})
_SHORT_YEARS = ("MN", "N.N.N", "N.RN", "NRN", "QNN", "QRN", "QPN", "HNN", "HRN", "HPN", "N/N/N")


# The first of these reasons that a shape shows is the reason. See `tokens` for the letters.
_TELLING_SHAPES: Final[tuple[tuple[str, Callable[[str], bool]], ...]] = (
    ("unknown", lambda shape: "?" in shape),
    ("year-range", lambda shape: "y" in shape),
    ("school-half", lambda shape: "H" in shape and ("Y-Y" in shape or "Y/Y" in shape)),
    ("open", lambda shape: "F" in shape or shape.startswith("o")),
    ("ambiguous", lambda shape: "Y/Y" in shape or shape in ("N-N-Y", "Y-N") or shape.endswith(("-Y", ",Y", "&Y"))),
    ("unknown", lambda shape: "Y" in shape),
    ("short-year", lambda shape: shape.endswith(_SHORT_YEARS)),
    ("no-year", lambda shape: any(kind in shape for kind in "MQH") or shape in ("N.N", "N.R", "N/N")),
)


def reason_for(tokens: tuple[Token, ...]) -> str:
    """The reason why tokens that no form reads are refused."""
    words = {token.word for token in tokens}
    shape = shape_of(tokens)
    for reason, telling in _TELLING_WORDS:
        if words & telling:
            return reason
    if words & _LENGTHS:
        return "event" if "F" in shape else "relative"
    return _reason_in_shape(shape)


def _reason_in_shape(shape: str) -> str:
    for reason, is_in in _TELLING_SHAPES:
        if is_in(shape):
            return reason
    return "unknown"
