"""The yearly report as one long table (RFC 4180): a row for each activity, its objectives first.

The lines of a cell are parted by line ends, which no text of the plan or of a record holds, so that they can be told
apart again. The text is exact, for programs: a cell is not changed where a spreadsheet would take it for a formula.
"""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from anitp_cli.text import visible
from anitp_cli.views.yearly import HEADINGS

if TYPE_CHECKING:
    from anitp_cli.views.document import Cell, Document

_OBJECTIVES = ("Capitol", "Obiectiv general", "Obiectiv specific")


def render(document: Document) -> str:
    """The rows of all objectives under their titles."""
    buffer = StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow((*_OBJECTIVES, *HEADINGS))
    for part in document.parts:
        for table in part.tables:
            objectives = [visible(text) for text in (part.chapter, part.heading, table.heading)]
            writer.writerows([*objectives, *map(_cell, row)] for row in table.rows)
    return buffer.getvalue()


def _cell(cell: Cell) -> str:
    return str(cell) if isinstance(cell, int) else "\n".join(visible(str(line)) for line in cell)
