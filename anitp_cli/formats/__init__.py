"""How a result is written: one module a format, each with a pure `render(view) -> str`, and one table of them.

The table feeds `--format`: a new format is one file and one line here. A module is imported when it is chosen.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from anitp_cli.values import NamedTuple

if TYPE_CHECKING:
    from anitp_cli.views import View


class Screen(NamedTuple):
    """What a terminal can show: its width in columns, and whether colour is wanted."""

    width: int
    color: bool


FORMATS = {
    "table": "anitp_cli.formats.plain",
    "json": "anitp_cli.formats.json",
    "jsonl": "anitp_cli.formats.jsonl",
    "csv": "anitp_cli.formats.csv",
    "tsv": "anitp_cli.formats.tsv",
    "md": "anitp_cli.formats.markdown",
    "ids": "anitp_cli.formats.ids",
}

# What `check` writes: problems have forms of their own.
REPORTS = {
    "text": "anitp_cli.formats.text",
    "json": "anitp_cli.formats.json",
    "jsonl": "anitp_cli.formats.jsonl",
    "csv": "anitp_cli.formats.csv",
    "github": "anitp_cli.formats.github",
    "sarif": "anitp_cli.formats.sarif",
}


def render(view: View, name: str) -> str:
    """The result in a format of a table, ending in a line end unless it is empty.

    On a terminal the command line draws a "table" with `formats.table` instead.
    """
    text: str = import_module({**FORMATS, **REPORTS}[name]).render(view)
    return text
