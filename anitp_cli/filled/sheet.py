"""A filled sheet: its rows under the columns that a blank one has."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import TYPE_CHECKING

from anitp_cli.filled.cells import Mistake, Row, SheetError
from anitp_cli.filled.lines import read_lines
from anitp_cli.filled.workbook import MOST_BYTES, read_workbook
from anitp_cli.sheets import CODE, GIVEN, STATE, TO_FILL, Column
from anitp_cli.text import fold
from anitp_cli.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # what a workbook begins with, and one with a password
_COLUMNS = {fold(column.title): column for column in (*GIVEN, *TO_FILL)}


class FilledSheet(NamedTuple):
    """The rows below the headings, where each column stands, and what is wrong with the columns themselves.

    Without all of the columns no row can be read.
    """

    rows: tuple[Row, ...]
    columns: Mapping[Column, int]
    mistakes: tuple[Mistake, ...]

    @property
    def is_whole(self) -> bool:
        """Whether it has all columns."""
        return len(self.columns) == len(_COLUMNS)


def read_sheet(path: str) -> FilledSheet:
    """The sheet in a file, which is known by what it holds and not by its name.

    Raises:
        SheetError: it cannot be read, or holds no sheet, or several.
        UsageError: it is a workbook, and openpyxl is not installed.
    """
    try:
        return _sheet(_tables(_content(Path(path))))
    except SheetError as error:
        message = f"{path} {error.message}"
        raise SheetError(message) from error


def _content(path: Path) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            message = "is no file that a sheet can be in"
            raise SheetError(message)
        if status.st_size > MOST_BYTES:
            message = f"has {status.st_size:,} bytes, and no sheet has more than {MOST_BYTES:,}; take out pictures"
            raise SheetError(message)
        return path.read_bytes()
    except (OSError, ValueError) as error:
        message = f"cannot be read: {getattr(error, 'strerror', None) or error}"
        raise SheetError(message) from error


def _tables(content: bytes) -> list[list[Row]]:
    """The rows of each table in a file."""
    if content.startswith(_OLE):
        message = "is an old Excel file, or has a password; save it as .xlsx without one"
        raise SheetError(message)
    return read_workbook(content) if content.startswith(_ZIP) else [read_lines(content)]


def _sheet(tables: list[list[Row]]) -> FilledSheet:
    found = [rows for rows in tables if rows and {CODE, STATE} <= _headings(rows[0]).keys()]
    if len(found) != 1:
        worksheets = " and ".join(f'"{rows[0].worksheet}"' for rows in found)
        message = (
            f"has several sheets to be filled in, {worksheets}; put all rows into one"
            if found
            else f'is no sheet to be filled in: no first row has the headings "{CODE.title}" and "{STATE.title}"'
        )
        raise SheetError(message)
    heading, *rows = found[0]
    columns = {column: numbers[0] for column, numbers in _headings(heading).items()}
    mistakes = (*_of_headings(heading), *_of_strays(heading, rows))
    return FilledSheet(tuple(rows), columns, mistakes)


def _headings(heading: Row) -> dict[Column, list[int]]:
    """Where each column stands that is there."""
    found: dict[Column, list[int]] = {}
    for number, cell in heading.cells.items():
        column = _COLUMNS.get(fold(cell.text))
        if column:
            found.setdefault(column, []).append(number)
    return found


def _of_headings(heading: Row) -> Iterator[Mistake]:
    found = _headings(heading)
    for column in _COLUMNS.values():
        for number in found.get(column, [])[1:]:
            message = f'"{column.title}" heads a second column; keep one of the two'
            yield Mistake(heading.number, number, heading.place(number), message)
        if column not in found:
            end = max(heading.cells) + 1
            message = f'no column is headed "{column.title}"; put it back, in any place'
            yield Mistake(heading.number, end, heading.place(end), message)


def _of_strays(heading: Row, rows: list[Row]) -> Iterator[Mistake]:
    """What stands in a column that the sheet does not have, once for each."""
    known = {number for numbers in _headings(heading).values() for number in numbers}
    for row in rows:
        for number in row.cells.keys() - known:
            known.add(number)
            message = "the sheet has no such column, and what stands here would be lost; move it or clear it"
            yield Mistake(row.number, number, row.place(number), message)
