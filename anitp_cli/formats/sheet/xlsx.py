"""The sheet to fill in as a workbook: the grey cells are given, the white ones are to be filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anitp_cli import sheets
from anitp_cli.formats.workbook import CELL, HEADER, TITLE, cell_text, fit_row, put, set_up_page, workbook

if TYPE_CHECKING:
    from anitp_cli.views.sheet import Sheet

_COLUMNS = (*sheets.GIVEN, *sheets.TO_FILL)
_WIDTHS = (11, 18, 44, 38, 22, 30, 20, 16, 14, 38, 16, 26, 20, 26, 14, 26, 32)
_SPARE = 500  # rows below the last, for what is reported more than once
_LISTS = {sheets.STATE: list(sheets.STATES.values()), sheets.KIND: list(sheets.KINDS.values())}
_HELP_WIDTHS = (24, 110)
_AS_TEXT = {"num_format": "@"}  # so that no spreadsheet makes a date of "2019-06" or "1=1"


def render(sheet: Sheet) -> bytes:
    """The bytes of the workbook.

    Raises:
        UsageError: XlsxWriter is not installed.
    """

    def draw(book: Any) -> None:  # noqa: ANN401
        _draw_rows(book, sheet)
        _draw_help(book, sheet)

    return workbook(draw, title=sheet.title, day=sheet.day)


def _draw_rows(book: Any, sheet: Sheet) -> None:  # noqa: ANN401
    header, given = book.add_format(HEADER), book.add_format({**CELL, **_AS_TEXT, "bg_color": "#EDEFF2"})
    to_fill, below = book.add_format({**CELL, **_AS_TEXT}), book.add_format({**CELL, **_AS_TEXT, "border": 0})
    drawn = book.add_worksheet("De completat")
    for place, (column, width) in enumerate(zip(_COLUMNS, _WIDTHS, strict=True)):
        drawn.set_column(place, place, width, below)
        put(drawn, 0, place, column.title, header)
        if column in _LISTS:
            offered = {"validate": "list", "source": _LISTS[column]}
            said = {"error_title": column.title, "error_message": "Alegeți un cuvânt din listă."}
            drawn.data_validation(1, place, len(sheet.rows) + _SPARE, place, {**offered, **said})
    for number, row in enumerate(sheet.rows, 1):
        texts = list(map(cell_text, row))
        for place, text in enumerate(texts):
            put(drawn, number, place, text, given)
        for place in range(len(texts), len(_COLUMNS)):
            drawn.write_blank(number, place, None, to_fill)
        fit_row(drawn, number, texts, _WIDTHS[: len(texts)])
    drawn.freeze_panes(1, 2)
    set_up_page(drawn, heading=0)


def _draw_help(book: Any, sheet: Sheet) -> None:  # noqa: ANN401
    plain, bold = book.add_format({**CELL, "border": 0}), book.add_format({**CELL, "border": 0, "bold": True})
    drawn = book.add_worksheet("Cum se completează")
    for place, width in enumerate(_HELP_WIDTHS):
        drawn.set_column(place, place, width)
    put(drawn, 0, 0, cell_text([sheet.title]), book.add_format(TITLE))
    lines = [*((f"{number}.", step) for number, step in enumerate(sheet.steps, 1)), ("", ""), *_COLUMNS]
    for row, (head, text) in enumerate(lines, 1):
        put(drawn, row, 0, head, bold)
        put(drawn, row, 1, text, plain)
        fit_row(drawn, row, (head, text), _HELP_WIDTHS)
    set_up_page(drawn)
