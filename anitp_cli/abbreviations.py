"""The glossary: what an abbreviation stands for, which one a phrase belongs to, and expansion in running text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from anitp_cli.text import bare, fold, holds_phrase, near

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from anitp_cli.model import Abbreviation, Activity

# An abbreviation that is pronounced as a word is also written as one ("Europol"). Shorter codes are not read so:
# "Mai" is a month, "Ms" and "Im" open many a word.
_SHORTEST_WORD = 5


class Glossary(Sequence["Abbreviation"]):
    """The published list of abbreviations, in its order."""

    def __init__(self, abbreviations: Iterable[Abbreviation]) -> None:
        self._abbreviations = tuple(abbreviations)
        self._by_fold = {fold(abbreviation.code): abbreviation for abbreviation in self._abbreviations}

    def __len__(self) -> int:
        return len(self._abbreviations)

    def __getitem__(self, index: int) -> Abbreviation:  # type: ignore[override]  # no slices of a glossary
        return self._abbreviations[index]

    def find(self, words: str) -> tuple[Abbreviation, ...]:
        """The abbreviations that a user's words mean; none where nothing fits.

        In this order, the first that fits: the code itself; the words, each in any of its forms, in an expansion
        in their order; the only code that starts so.
        """
        exact = self._by_fold.get(fold(words))
        if exact is not None:
            return (exact,)
        by_phrase = tuple(entry for entry in self if holds_phrase(entry.expansion, words))
        if by_phrase:
            return by_phrase
        starting = tuple(entry for code, entry in self._by_fold.items() if fold(words) and code.startswith(fold(words)))
        return starting if len(starting) == 1 else ()

    def find_each(self, words: Sequence[str]) -> Iterator[tuple[str, tuple[Abbreviation, ...]]]:
        """What a user's arguments mean, one after another, each with what was found for it.

        All of them may be one phrase that nobody quoted (poliția română); else several that spell one code
        (CR ANITP) are taken together.
        """
        phrase = " ".join(words)
        if self.find(phrase):
            yield phrase, self.find(phrase)
            return
        start = 0
        while start < len(words):
            ends = range(len(words), start + 1, -1)
            end = next((end for end in ends if fold(" ".join(words[start:end])) in self._by_fold), start + 1)
            one = " ".join(words[start:end])
            yield one, self.find(one)
            start = end

    def near(self, words: str) -> list[str]:
        """The codes that somebody who typed `words` may have meant, the nearest first."""
        return near(words, (entry.code for entry in self))

    def uses(self, activities: Iterable[Activity]) -> dict[str, int]:
        """For each code, in how many activities any cell holds it."""
        counts = dict.fromkeys((str(entry.code) for entry in self), 0)
        for activity in activities:
            found = {str(entry.code) for cell in activity.cells() for _, entry in self.codes_in(cell)}
            for code in found:
                counts[code] += 1
        return counts

    def expand(self, text: str) -> str:
        """The text with each abbreviation spelled out in brackets behind its first use: "IGPR (Inspectoratul ...)".

        The longest code wins ("CR ANITP" is one) and an ending stays with its code ("ONG-uri"). What is spelled out
        already, behind its code or before it, stays as it is, and so do the codes in it: a text that was expanded
        once is not changed again.
        """
        found = list(self.codes_in(text))
        spelled = {match.start(): span for match, entry in found if (span := _spelled_out(text, match, entry))}
        covered = 0
        covering = sorted(spelled.values(), reverse=True)
        done: set[str] = set()
        pieces: list[str] = []
        end = 0
        for match, entry in found:
            while covering and covering[-1][0] <= match.start():
                covered = max(covered, covering.pop()[1])
            if match.start() < covered or entry.code in done:
                continue
            done.add(str(entry.code))
            if match.start() not in spelled:
                pieces += (text[end : match.end()], f" ({entry.expansion})")
                end = match.end()
        return "".join((*pieces, text[end:]))

    def codes_in(self, text: str) -> Iterator[tuple[re.Match[str], Abbreviation]]:
        """Each place where a text holds a code, its ending included ("ONG-uri"), and whose code it is."""
        for match in self._pattern.finditer(text):
            yield match, self._by_fold[fold(match["code"])]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        forms = [form for entry in self for form in _written_forms(entry.code)]
        longest_first = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
        return re.compile(rf"(?<!\w)(?P<code>{longest_first or '(?!)'})(?:-[^\W\d_A-Z]+)?(?!\w)")


def _spelled_out(text: str, match: re.Match[str], entry: Abbreviation) -> tuple[int, int] | None:
    """Where what a code stands for is written out beside it, in any case and spelling of diacritics.

    "CODE (expansion)" or "expansion (CODE)"; of either, the place of the expansion.
    """
    wanted, most = fold(entry.expansion), 2 * len(entry.expansion)
    behind = re.compile(r"\s*\(").match(text, match.end())
    if behind:
        end = behind.end()
        for _ in range(entry.expansion.count(")") + 1):
            end = text.find(")", end + 1, behind.end() + most)
        if end > 0 and fold(text[behind.end() : end]) == wanted:
            return behind.end(), end
    opening = match.start() - 1
    if text[opening : match.start()] != "(" or text[match.end() : match.end() + 1] != ")":
        return None
    start = max(0, opening - most)
    if not fold(text[start:opening]).endswith(wanted):
        return None
    while fold(text[start + 1 : opening]).endswith(wanted):
        start += 1
    return start, opening


def holds_code(text: str, word: str) -> bool:
    """Whether a word of two letters or more, however it was typed, stands in a text in capital letters."""
    code = bare(word).upper()
    is_code = len(code) > 1 and code.isupper()
    return is_code and re.search(rf"(?<!\w){re.escape(code)}(?!\w)", bare(text)) is not None


def _written_forms(code: str) -> tuple[str, ...]:
    return (code, code.capitalize()) if len(code) >= _SHORTEST_WORD and code.isalpha() else (code,)
