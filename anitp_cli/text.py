"""Text as its readers compare, sort, mistype and print it."""

from __future__ import annotations

import re
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

# The endings of Romanian nouns and adjectives, folded: "poliția", "poliției" and "poliție" are one word.
_ENDINGS = frozenset(
    (
        *("", "a", "e", "i", "o", "u", "ea", "ei", "ia", "ie", "ii", "iei", "oi"),
        *("ul", "ului", "le", "lui", "lor", "ele", "elor", "ile", "ilor", "iile", "iilor"),
        *("ete", "eti", "uri", "urile", "urilor"),
    )
)
_SHORTEST_STEM = 4
_FIRST_COMBINING = "\u0300"  # before it every letter takes one column
_ROMANIAN = tuple(zip("ăâîșțşţĂÂÎȘȚŞŢ", "aaiststAAISTST", strict=True))


def fold(text: str) -> str:
    """The text without case and diacritics, for comparing: "Poliția ROMÂNĂ" and "politia romana" are one.

    Comma and cedilla below (ș and ş) fold to the same letter. Runs of white space count as one blank.
    """
    return " ".join(bare(text).casefold().split())


def bare(text: str) -> str:
    """The text without diacritics."""
    if not text.isascii():
        for letter, plain in _ROMANIAN:  # nearly always all that there is to do, and str.translate is slow
            if letter in text:
                text = text.replace(letter, plain)
    if not text.isascii():
        import unicodedata  # few texts need it, and loading it is felt

        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return text


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


def holds_phrase(text: str, phrase: str) -> bool:
    """Whether the words of a phrase follow one another in a text, each in any of its Romanian forms.

    "poliția română" stands in "Inspectoratul General al Poliției Române". A phrase without words stands nowhere.
    """
    known, typed = re.findall(r"\w+", fold(text)), fold(phrase).split()
    return any(
        all(_is_same_word(left, right) for left, right in zip(known[start:], typed, strict=False))
        for start in range(len(known) - len(typed) + 1 if typed else 0)
    )


def _is_same_word(known: str, typed: str) -> bool:
    """Whether two folded words are equal, or one stem with two endings of Romanian declension."""
    if known == typed:
        return True
    stem = 0
    for left, right in zip(known, typed, strict=False):
        if left != right:
            break
        stem += 1
    # Where a stem ends is not written down: any cut that leaves two endings will do ("politi" + "a", "ei").
    return any(known[cut:] in _ENDINGS and typed[cut:] in _ENDINGS for cut in range(stem, _SHORTEST_STEM - 1, -1))


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
    if text.isascii() or max(text) < _FIRST_COMBINING:
        return len(text)
    return sum(_columns(letter) for letter in text)


def _columns(letter: str) -> int:
    import unicodedata

    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def cut(text: str, columns: int | None) -> str:
    """The visible text as far as it goes, an ellipsis where it goes further; nothing where there is no room for it."""
    shown = visible(text)
    if columns is None or width(shown) <= columns:
        return shown
    shown = shown[: max(columns - 1, 0)]
    while width(shown) >= max(columns, 1):
        shown = shown[:-1]
    return f"{shown.rstrip()}…" if shown else ""


def count(number: int, one: str, many: str) -> str:
    """A number and its noun: "1 activity", "2 activities"."""
    return f"{number} {one if number == 1 else many}"
