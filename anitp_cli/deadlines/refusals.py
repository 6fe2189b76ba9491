"""Why words are refused: the reasons, and what each says to the reader."""

from __future__ import annotations

from typing import Final

from anitp_cli.deadlines.tokens import FIRST_YEAR, LAST_YEAR

LONGEST: Final = 200
"""How many characters a deadline may have; more is no deadline, and is not looked at."""

_LONGEST_QUOTE = 60

# What is said after the quoted words: why they are refused, and what to write instead.
SENTENCES: Final[dict[str, str]] = {
    "event": 'hangs on an event whose day is not known here; write the day or the period itself, as in "iunie 2019"',
    "working-days": 'needs a calendar of holidays, for its working days; write the day, "30 iunie 2019"',
    "relative": 'is a length of time without a first day; write the day or the period itself, as in "iunie 2019"',
    "moving": 'depends on the day on which it is read; write the day or the period itself, as in "iunie 2019"',
    "school-half": "may be a half of a school year, whose days are not known here; write the days or the months",
    "school-year": "names a school year, whose days are not known here; write the days or the months",
    "no-year": 'has no year; write the year too, as in "30 iunie 2019"',
    "short-year": "has a year of two digits; write all four",
    "year-range": f"falls in a year outside {FIRST_YEAR}..{LAST_YEAR}; write another year",
    "no-such-day": "names a day that the calendar does not have; write a day that exists",
    "no-such-month": 'has a month above 12; write days as "05.12.2019"',
    "no-such-period": 'names a month, quarter or half that no year has; write a period that exists, as in "T4 2019"',
    "backwards": "would end before it starts; write the earlier date first, each with its year",
    "ambiguous": 'can be read in more than one way; write days as "05.12.2019" and put ";" between two deadlines',
    "rhythm": 'is in no form of a rhythm known here; write "anual", "semestrial", "trimestrial", "lunar" or'
    ' "permanent", alone or as in "anual, până la 31 martie" or "semestrial, până la 10 iulie 2022"',
    "open": "names no last day; write the day or the period by which it is due",
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
