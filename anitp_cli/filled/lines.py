"""A filled sheet that was saved as separated values."""

from __future__ import annotations

import codecs
import csv
from io import StringIO
from typing import TYPE_CHECKING

from anitp_cli.filled.cells import Cell, Row, SheetError
from anitp_cli.formats.excel import text_cell

if TYPE_CHECKING:
    from collections.abc import Iterator

_SEPARATORS = ";,\t"  # of Excel in Romanian settings, in English ones, and of its "Unicode text"
_SAVE_AS = 'in Excel choose File, Save As, "CSV UTF-8", or save it as a workbook (.xlsx)'


def read_lines(content: bytes) -> list[Row]:
    """The rows of separated values in UTF-8, or in UTF-16 with a byte order mark; no heading holds a separator.

    Raises:
        SheetError: they are in another encoding, or a quote has no other half.
    """
    text = _decoded(content)
    heading = text.partition("\n")[0]
    try:
        return list(_rows(text, max(_SEPARATORS, key=heading.count)))
    except csv.Error as error:
        message = f"is not well-formed csv: {error}; open it in a spreadsheet and save it anew"
        raise SheetError(message) from error


def _decoded(content: bytes) -> str:
    is_wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return content.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"is neither a workbook nor csv in UTF-8; {_SAVE_AS}"
        raise SheetError(message) from error


def _rows(text: str, separator: str) -> Iterator[Row]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    for number, values in enumerate(reader, 1):
        cells = {column: Cell(_unmarked(value)) for column, value in enumerate(values, 1) if value.strip()}
        yield Row(number, cells, line=line)
        line = reader.line_num + 1


def _unmarked(value: str) -> str:
    """The text of a cell without the apostrophe that kept a spreadsheet from changing it; any other is its own."""
    return value[1:] if value.startswith("'") and text_cell(value[1:]) == value else value
