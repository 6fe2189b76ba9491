"""How the sheet that an institution fills in is written: one module a format, and one table of them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from anitp_cli.views.sheet import Sheet

FORMATS = {
    "csv": "anitp_cli.formats.sheet.csv",
    "xlsx": "anitp_cli.formats.sheet.xlsx",
}


def render(sheet: Sheet, name: str) -> str | bytes:
    """The sheet in a format of the table: a text, or the bytes of a file that is none.

    Raises:
        UsageError: the library that writes this format is not installed.
    """
    content: str | bytes = import_module(FORMATS[name]).render(sheet)
    return content
