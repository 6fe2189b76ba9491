"""Hyphens, commas and ordinals that hold one date together, and part nothing: the last step of making tokens.

A hyphen is *tight* where no blank stands beside it. What is rewritten here means one thing only:

- "05-12-2019", "5-XII-2019", "5-dec-2019": tight hyphens with the year last are the dots of "05.12.2019".
- "Trim.IV-2019", "T2-2019", "Ianuarie-2019": a tight hyphen before the year. With blanks ("iunie - 2020") it may be
  meant as "from June to 2020", and is refused.
- "trimestrul 4, 2019", "01 decembrie, 2019", "2019, trim. II": a comma beside the only year of the words.
- "luna a VI-a 2019", "luna VI 2019": a month by its number.
"""

from __future__ import annotations

from typing import Final

from anitp_cli.deadlines.tokens import TIGHT, Token, shape_of

Tokens = tuple[Token, ...]

_DOT: Final = Token(".", 0, ".")
_NUMBERS: Final = "NRP"


def joined(tokens: Tokens) -> Tokens:
    """The tokens with what holds one date together rewritten as the forms know it."""
    return _without_commas(_without_hyphens(_with_numbered_months(tokens)))


def _with_numbered_months(tokens: Tokens) -> Tokens:
    kept: list[Token] = []
    for token in tokens:
        kept.append(token)
        words = [one.word for one in kept[-5:]]
        if len(words) == 5 and words[0] in ("luna", "lunii") and words[1] == words[4] == "a":  # noqa: PLR2004
            if kept[-3].kind in "RN" and kept[-2].kind == "-":
                kept[-5:] = [Token("M", kept[-3].number, "luna")]
        elif token.kind == "R" and len(kept) > 1 and kept[-2].word in ("luna", "lunii"):
            kept[-2:] = [Token("M", token.number, "luna")]
    return tuple(kept)


def _without_hyphens(tokens: Tokens) -> Tokens:
    kept: list[Token] = []
    at = 0
    while at < len(tokens):
        if _is_hyphened_day(tokens, at):
            day, _, month, _, year = tokens[at : at + 5]
            kept += (day, _DOT, month, _DOT, year) if month.kind == "N" else (day, month, year)
            at += 5
            continue
        before_year = tokens[at].word == TIGHT and at + 1 < len(tokens) and tokens[at + 1].kind == "Y"
        if not (before_year and _ends_in_part_of_year(kept)):
            kept.append(tokens[at])
        at += 1
    return tuple(kept)


def _is_hyphened_day(tokens: Tokens, at: int) -> bool:
    """Whether a day, month and year with tight hyphens stand there, and nothing is tied to either end of them."""
    words = tokens[at : at + 5]
    if shape_of(words) not in ("N-N-Y", "N-R-Y", "N-M-Y") or not words[1].word == words[3].word == TIGHT:
        return False
    before, after = tokens[at - 1 : at], tokens[at + 5 : at + 6]
    return not any(one.word in (TIGHT, ".", "/") or one.kind in _NUMBERS for one in (*before, *after))


def _ends_in_part_of_year(tokens: list[Token]) -> bool:
    """Whether they end in a month, or in a quarter or half with its number."""
    if not tokens:
        return False
    kinds = shape_of(tuple(tokens[-2:]))
    return kinds[-1] == "M" or _is_part(kinds)


def _is_part(kinds: str) -> bool:
    """Whether the kinds are a quarter or half with its number, in either order."""
    if len(kinds) != 2:  # noqa: PLR2004
        return False
    return (kinds[0] in "QH" and kinds[1] in _NUMBERS) or (kinds[0] in "RP" and kinds[1] in "QH")


def _without_commas(tokens: Tokens) -> Tokens:
    shape = shape_of(tokens)
    if shape.count("Y") != 1:
        return tokens
    at = shape.index("Y")
    if shape[at - 1 : at] == "," and _ends_in_part_of_year(list(tokens[: at - 1])):
        return (*tokens[: at - 1], *tokens[at:])
    if shape[at + 1 : at + 2] == "," and shape[at + 2 : at + 3] in ("Q", "H") and _is_part(shape[at + 2 :]):
        return (*tokens[: at + 1], *tokens[at + 2 :])
    return tokens
