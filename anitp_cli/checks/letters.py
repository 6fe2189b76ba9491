"""The letters themselves: cedillas, blanks, invisible marks, quotes and brackets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from anitp_cli.checks.checked import Finding, as_published
from anitp_cli.checks.personal import masked
from anitp_cli.reading import ABBREVIATIONS, ACTIVITIES, INSTITUTIONS
from anitp_cli.text import UNSAFE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anitp_cli.checks.checked import Checked
    from anitp_cli.errors import Problem
    from anitp_cli.model import Printed

_PAIRS = {"(": ")", "[": "]", "{": "}", "„": "”", "«": "»", "“": "”"}
_NO_BREAK = "[\u00a0\u2007\u202f]"
_COMMA_BELOW = str.maketrans("şţŞŢ", "șțȘȚ")
_COMPARE = "Compare it with the published text."
_MOST_AROUND = 40
# A fingerprint does not see white space, and paper shows no invisible mark: neither can be the act's own.
_OURS = {"text-no-break", "text-blanks", "text-invisible"}


def letters(checked: Checked) -> Iterator[Problem]:
    """No text of any file holds a letter, mark or blank that only looks right."""
    plan = checked.plan
    for activity in plan.activities:
        for word in activity.cells():
            for finding in _findings(word):
                in_row = checked.at_row if finding.rule in _OURS else checked.in_row
                yield in_row(activity, finding)
    for file, words, is_published in _texts(checked):
        for word in words:
            for finding in _findings(word):
                problem = checked.problem(file, finding)
                yield as_published(problem) if is_published and finding.rule not in _OURS else problem


def _texts(checked: Checked) -> Iterator[tuple[str, list[Printed], bool]]:
    """Every text but the rows': its file, and whether it is the published one to the letter."""
    plan, gazette = checked.plan, checked.plan.gazette
    yield ACTIVITIES, [plan.title, plan.issuer, plan.act, gazette.name, gazette.part, gazette.number], False
    headings = [word for one in plan.objectives for word in (one.chapter, one.label, one.title) if word is not None]
    yield ACTIVITIES, headings, checked.headings_are_published
    entries = [word for entry in plan.abbreviations for word in (entry.code, entry.expansion)]
    yield ABBREVIATIONS, entries, checked.list_is_published
    names = [word for one in plan.institutions for word in (one.code, one.name, *one.aliases)]
    known = set(entries)
    own = {id(word): word for word in (*names, *plan.headings) if word not in known}  # a name may be the code itself
    yield INSTITUTIONS, list(own.values()), False
    for record in plan.evidence:
        yield record.file, list(record.texts()), False


def _findings(word: Printed) -> Iterator[Finding]:
    for match in re.finditer("[şţŞŢ]", word):
        help_ = f"Write {match[0].translate(_COMMA_BELOW)}, with a comma below."
        yield Finding("text-cedilla", word, f"{match[0]} has a cedilla below", help_, match.start())
    for match in re.finditer(_NO_BREAK, word):
        message = f"a no-break space (U+{ord(match[0]):04X})"
        yield Finding("text-no-break", word, message, "Write a blank.", match.start())
    for match in re.finditer(UNSAFE, word):
        message = f"an invisible mark (U+{ord(match[0]):04X})"
        yield Finding("text-invisible", word, message, "Take it out.", match.start())
    for match in re.finditer(r"^ +| {2,}| +$", word):
        message = "blanks at an end of the text or in a row"
        yield Finding("text-blanks", word, message, "Keep single blanks, inside the text.", match.start())
    glued = list(re.finditer(r"(?<=[^\W\d])[,;](?=[^\W\d])|(?<=^Buget)(?=[A-Z])", word))
    quoted = masked(word) if glued else word
    for match in glued:
        yield Finding("text-glued", word, f'no blank in "{_around(quoted, match)}"', _COMPARE, match.start())
    at = _unbalanced(word)
    if at is not None:
        yield Finding("text-unbalanced", word, f"{word[at]} without its other half", _COMPARE, at)


def _around(word: str, match: re.Match[str]) -> str:
    """The word, or as much of it as is needed to find it: it may be as long as the text, at each of its commas."""
    before = word[max(0, match.start() - _MOST_AROUND) : match.start()]
    after = word[match.end() : match.end() + _MOST_AROUND]
    return f"{before.rpartition(' ')[2]}{match[0]}{after.partition(' ')[0]}"


def _unbalanced(word: str) -> int | None:
    """The first bracket or quote that has no other half."""
    closers = set(_PAIRS.values())
    open_: list[int] = []
    for index, letter in enumerate(word):
        if open_ and letter == _PAIRS[word[open_[-1]]]:
            open_.pop()
        elif letter in _PAIRS:
            open_.append(index)
        elif letter in closers and not re.search(r"(?:^|[\s(])\w$", word[:index]):  # not the ")" of "a) ...; b) ..."
            return index
    if open_:
        return open_[0]
    quotes = [match.start() for match in re.finditer('"', word)]
    return quotes[-1] if len(quotes) % 2 else None
