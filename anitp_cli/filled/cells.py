"""The cells of a filled sheet: what they say, and where a spreadsheet shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anitp_cli.errors import AnitpError
from anitp_cli.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from anitp_cli.errors import Severity

_LETTERS = 26


class SheetError(AnitpError):
    """The file cannot be read, or is no sheet to be filled in."""

    exit_code = 3


class Cell(NamedTuple):
    """What a cell says; `flaw` is why that cannot be told, where it cannot."""

    text: str
    flaw: str = ""


class Row(NamedTuple):
    """A row of a sheet: its cells that are not empty, by their column; rows and columns count from 1.

    `worksheet` is what the row stands in, of a workbook; `line` is where it begins in a file of lines.
    """

    number: int
    cells: Mapping[int, Cell]
    worksheet: str = ""
    line: int = 0

    def place(self, column: int) -> str:
        """A cell as a spreadsheet names it ("De completat!G7"), and its line where that has another number."""
        name = f"{_letters(column)}{self.number}"
        if self.worksheet:
            return f"{self.worksheet}!{name}"
        return name if self.line == self.number else f"{name} (line {self.line})"


class Mistake(NamedTuple):
    """What is wrong with a cell and how to mend it."""

    row: int
    column: int
    place: str
    message: str


class Remark(NamedTuple):
    """What may be a slip in a row that was filed."""

    severity: Severity
    place: str
    message: str


def _letters(column: int) -> str:
    """A column as a spreadsheet names it: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, letter = divmod(column - 1, _LETTERS)
        name = chr(ord("A") + letter) + name
    return name
