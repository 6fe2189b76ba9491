"""Comma-separated values (RFC 4180) with the keys of the items as header."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from anitp_cli.formats.flat import rows
from anitp_cli.text import visible

if TYPE_CHECKING:
    from anitp_cli.views import View


def render(view: View) -> str:
    """One line for each item."""
    buffer = StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerows([visible(cell) for cell in row] for row in rows(list(view.items())))
    return buffer.getvalue()
