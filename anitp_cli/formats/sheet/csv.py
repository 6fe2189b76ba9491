"""The sheet to fill in as separated values that Excel opens rightly where its settings are Romanian.

It begins with a byte order mark, by which Excel knows UTF-8, its separator is the one of those settings, and what a
spreadsheet would not leave as it is has an apostrophe before it.
"""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from anitp_cli import sheets
from anitp_cli.formats.excel import text_cell
from anitp_cli.text import visible

if TYPE_CHECKING:
    from anitp_cli.views.sheet import Sheet

_BYTE_ORDER_MARK = "\ufeff"


def render(sheet: Sheet) -> str:
    """The rows under their titles, with empty cells to fill in."""
    buffer = StringIO()
    buffer.write(_BYTE_ORDER_MARK)
    writer = csv.writer(buffer, delimiter=sheets.SEPARATOR, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(column.title for column in (*sheets.GIVEN, *sheets.TO_FILL))
    empty = [""] * len(sheets.TO_FILL)
    writer.writerows([*map(_cell, row), *empty] for row in sheet.rows)
    return buffer.getvalue()


def _cell(lines: tuple[str, ...]) -> str:
    return text_cell("\n".join(map(visible, lines)))
