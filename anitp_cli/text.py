"""Text as its readers compare, sort, mistype and print it."""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Patterns are compiled when they are first used: compiling is felt at start-up.
# C0 and C1 controls, line and paragraph separators, bidirectional and zero-width marks, and lone surrogates.
UNSAFE = (
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e0fff]"
)


def fold(text: str) -> str:
    """The text without case and diacritics, for comparing: "Poliția ROMÂNĂ" and "politia romana" are one.

    Comma and cedilla below (ș and ş) fold to the same letter. Runs of white space count as one blank.
    """
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(text.casefold().split())


def natural_key(text: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key under which numbers count as numbers: "2.1.9" comes before "2.1.10"."""
    parts = re.split(r"([0-9]+)", text)
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part)


def near(word: str, known: Iterable[str], *, most: int = 4) -> list[str]:
    """The known words that somebody who typed `word` may have meant, the nearest first."""
    by_fold = {fold(candidate): candidate for candidate in known}
    folded = fold(word)
    starts = [folded_known for folded_known in by_fold if folded and folded_known.startswith(folded)]
    close = get_close_matches(folded, by_fold, n=most, cutoff=0.6)
    return [by_fold[match] for match in dict.fromkeys([*close, *starts])][:most]


def visible(text: str) -> str:
    r"""The text with every character that could steer or deceive a terminal written out ("\x1b", "\u202e")."""
    return text if text.isprintable() else re.sub(UNSAFE, _escape, text)


def visible_lines(text: str) -> str:
    """The same for a text of several lines, whose line ends and tabs stay as they are."""
    return "".join(part if number % 2 else visible(part) for number, part in enumerate(re.split(r"(\r?\n|\t)", text)))


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    form = "\\x{:02x}" if code < 1 << 8 else "\\u{:04x}" if code < 1 << 16 else "\\U{:08x}"
    return form.format(code)


def width(text: str) -> int:
    """How many columns of a terminal the text takes."""
    if text.isascii():
        return len(text)
    return sum(_columns(letter) for letter in text)


def _columns(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
