"""A filled sheet that was saved as a workbook (xlsx)."""

from __future__ import annotations

import re
import warnings
from datetime import date, datetime, time
from decimal import Decimal
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from anitp_cli.errors import UsageError
from anitp_cli.filled.cells import Cell, Row, SheetError

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES = 4 * 1024 * 1024
"""Of a file, and of all that is packed in it."""

_MOST_TAGS = 100_000  # of some 1,000 rows; what reading a workbook costs goes by them
_MOST_CELLS = 200_000  # empty ones counted, between those that the file has
_LAST_ROW = 1_048_576  # "Excel specifications and limits"
_MOST_DIGITS = 15  # likewise: of a longer number Excel has already lost the rest
_PLAIN = r"General|@|(?:#,##)?0(?:\.0+)?"  # forms in which a number is shown by its digits


def read_workbook(content: bytes) -> list[list[Row]]:
    """The rows of each worksheet.

    Raises:
        SheetError: it is no workbook that can be read, or too large a one.
        UsageError: openpyxl is not installed.
    """
    try:
        openpyxl = import_module("openpyxl")
    except ImportError as error:
        message = "reading xlsx needs openpyxl; install it with: pip install 'anitp[xlsx]'"
        raise UsageError(message) from error
    try:
        _refuse_bomb(content)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what it leaves aside: styles, lists to choose from
            book = openpyxl.load_workbook(BytesIO(content), read_only=True, keep_links=False)
            return [list(_rows(sheet)) for sheet in book.worksheets]
    except SheetError:
        raise
    except Exception as error:  # what a damaged file raises in it is not written down anywhere
        message = "is damaged or no Excel workbook; open it in a spreadsheet and save it as .xlsx"
        raise SheetError(message) from error


def _refuse_bomb(content: bytes) -> None:
    """Refuse what would fill the memory: too large a content, packed or not, and entities, which need a document type.

    A reader of XML knows a document type by these ASCII letters, or by the same in UTF-16; no part of a workbook may
    have one (ECMA-376, Open Packaging Conventions).
    """
    with ZipFile(BytesIO(content)) as archive:
        if sum(part.file_size for part in archive.infolist()) > MOST_BYTES:
            message = f"holds more than {MOST_BYTES:,} bytes when unpacked; take out pictures and whatever is no text"
            raise SheetError(message)
        tags = 0
        for part in archive.infolist():
            xml = archive.read(part)
            tags += xml.count(b"<")
            if tags > _MOST_TAGS:
                message = "is larger than a workbook of 1,000 rows; save it as csv, or import it in parts"
                raise SheetError(message)
            if b"<!DOCTYPE" in xml.replace(b"\0", b""):
                message = "holds a document type, which no workbook has; save it anew in a spreadsheet"
                raise SheetError(message)


def _rows(sheet: Any) -> Iterator[Row]:  # noqa: ANN401  # of a library that names none of its types
    sheet.reset_dimensions()  # what the file says of them may be wrong
    seen = 0
    for number, cells in enumerate(sheet.iter_rows(), 1):
        seen += len(cells)
        if seen > _MOST_CELLS or number > _LAST_ROW:
            message = f"has more than {_MOST_CELLS:,} cells; a sheet has a row for each deadline"
            raise SheetError(message)
        filled = {cell.column: _cell(cell) for cell in cells if not _is_empty(cell.value)}
        if filled or number == 1:
            yield Row(number, filled, worksheet=sheet.title)


def _is_empty(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _cell(cell: Any) -> Cell:  # noqa: ANN401
    value = cell.value
    if cell.data_type == "f":
        return Cell("", "holds a formula; write what it gives")
    if cell.data_type == "s":
        return Cell(value.replace("_x000D_", ""))  # so Excel writes the first half of a line end
    if cell.data_type == "n":
        return _number(value, cell.number_format)
    if isinstance(value, date):
        return _days(value, cell.number_format)
    return Cell("", f"holds {value}, which is no text; write it as text")


def _number(value: float, form: str) -> Cell:
    """A number as its digits, with the Romanian comma: what stood in the cell when it was typed."""
    digits = f"{Decimal(repr(value)).normalize():f}"
    if not re.fullmatch(_PLAIN, form) or sum(map(str.isdecimal, digits)) > _MOST_DIGITS:
        return Cell("", f'holds the number {value}, shown in the form "{form}"; write it as text, after an apostrophe')
    return Cell(digits.replace(".", ","))


def _days(value: date, form: str) -> Cell:
    """What a spreadsheet has made a date of: as much of it as it shows, for of "2019-06" it makes 1 June 2019."""
    if isinstance(value, datetime) and value.time() != time():
        return Cell("", f"holds {value}; write the day alone")
    shown = re.sub(r'\[[^]]*\]|"[^"]*"|\\.', "", form.partition(";")[0]).lower()
    if "y" not in shown:
        return Cell("", f"shows no year of {value.isoformat()[:10]}; write the day with its year")
    length = len("2019-06-20") if "d" in shown else len("2019-06") if "m" in shown else len("2019")
    return Cell(value.isoformat()[:length])
