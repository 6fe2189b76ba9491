"""How the yearly report is written: one module a format, each with a pure `render(document)`, and one table of them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from anitp_cli.views.document import Document

FORMATS = {
    "md": "anitp_cli.formats.yearly.markdown",
    "html": "anitp_cli.formats.yearly.html",
    "csv": "anitp_cli.formats.yearly.csv",
    "xlsx": "anitp_cli.formats.yearly.xlsx",
}


def render(document: Document, name: str) -> str | bytes:
    """The report in a format of the table: a text, or the bytes of a file that is none.

    Raises:
        UsageError: the library that writes this format is not installed.
    """
    content: str | bytes = import_module(FORMATS[name]).render(document)
    return content
