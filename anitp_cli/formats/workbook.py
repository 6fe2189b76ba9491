"""Workbooks for a spreadsheet (xlsx): all text in them is text, and the same input gives the same bytes."""

from __future__ import annotations

from datetime import datetime, time
from importlib import import_module
from io import BytesIO
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from anitp_cli.errors import UsageError
from anitp_cli.text import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

_FONT = {"font_name": "Arial", "font_size": 9}  # also of the whole book: widths of columns are told in its digits
CELL = {**_FONT, "text_wrap": True, "valign": "top", "border": 1, "border_color": "#999999"}
TITLE = {**_FONT, "font_size": 13, "bold": True, "font_color": "#1F3864"}
HEADER = {**CELL, "bold": True, "bg_color": "#1F3864", "font_color": "#FFFFFF"}
_LETTERS, _LINE, _AROUND = 1.1, 12, 3  # of CELL: letters to a unit of a column's width; points to a line, and to spare
_HIGHEST = 409  # points ("Excel specifications and limits")
_LONGEST = 32767  # characters that a cell can hold
_CUT = "… (textul întreg nu încape într-o celulă)"
_A4 = 9


def workbook(draw: Callable[[Any], None], *, title: str, day: date) -> bytes:
    """The bytes of a workbook with what `draw` puts into it; it says that it was made on that day.

    Raises:
        UsageError: XlsxWriter is not installed.
    """
    try:
        xlsxwriter = import_module("xlsxwriter")
    except ImportError as error:
        message = "xlsx needs XlsxWriter; install it with: pip install 'anitp[xlsx]'"
        raise UsageError(message) from error
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "default_format_properties": _FONT}) as book:
        book.set_properties({"title": title, "created": datetime.combine(day, time())})
        draw(book)
    return buffer.getvalue()


def put(sheet: Any, row: int, column: int, text: str, style: Any) -> None:  # noqa: ANN401  # the library has no types
    """Write a text into a cell, as text whatever it looks like; what no cell can hold is cut where it can be seen."""
    cut = text if len(text) <= _LONGEST else text[: _LONGEST - len(_CUT)] + _CUT
    sheet.write_string(row, column, cut, style)


def cell_text(lines: Sequence[str]) -> str:
    """The text of a cell of some lines."""
    return "\n".join(map(visible, lines))


def fit_row(sheet: Any, row: int, texts: Sequence[str], widths: Sequence[float]) -> None:  # noqa: ANN401
    """Make a row as high as its texts need in columns so wide: not every spreadsheet does so by itself."""
    most = max(_lines(text, width) for text, width in zip(texts, widths, strict=True))
    sheet.set_row(row, min(most * _LINE + _AROUND, _HIGHEST))


def _lines(text: str, width: float) -> int:
    return sum(max(len(wrap(line, int(width * _LETTERS))), 1) for line in text.split("\n"))


def set_up_page(sheet: Any, heading: int | None = None) -> None:  # noqa: ANN401
    """Print it on A4, landscape, as wide as the paper, with the row of its headings on every page."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    if heading is not None:
        sheet.repeat_rows(heading)
    sheet.set_footer("&L&A&RPagina &P din &N")
