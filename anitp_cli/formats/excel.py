"""What Excel is told so that it shows a cell of a CSV file as the text that it is.

Opened by a double click, Excel knows no types: it runs what looks like a formula, and in Romanian settings it turns the
activity "2.1.1" into 2 January 2001 and the term "Iunie 2019" into a day. An apostrophe before such a text keeps it a
text, and is seen there; whoever reads the file otherwise takes one apostrophe off where a cell begins with one.
"""

from __future__ import annotations

import re

from anitp_cli.text import UNSAFE, fold

# What begins a formula in Excel and LibreOffice (OWASP, CSV Injection), in Japanese settings also in full width, and
# whatever white or invisible space a program may skip before it. A text that begins with an apostrophe gets a second
# one, so that taking one off always gives the text.
_FORMULA = rf"[\s{UNSAFE[1:-1]}]*[=+\-@＝＋－＠]|[\t\r\n']"
# Digits and the signs and whole words that may stand with them in a number, an amount, a time or a day.
_WORDS = "e|am|pm|lei|ron|eur|(?:ian|feb|mar|apr|mai|iun|iul|aug|sep|oct|noi|nov|dec|jan|may|jun|jul)[a-z]*"
_NUMBER_OR_DAY = rf"(?=.*[0-9])(?:[0-9 .,:/()%€$-]|(?:{_WORDS})(?![a-z]))+"


def text_cell(text: str) -> str:
    """A text as a cell that Excel leaves as it is."""
    is_misread = re.match(_FORMULA, text) or re.fullmatch(_NUMBER_OR_DAY, fold(text))
    return f"'{text}" if is_misread else text
