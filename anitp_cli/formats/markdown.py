"""A Markdown table (GitHub Flavored Markdown, section 4.10)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from anitp_cli.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from anitp_cli.views import View

_SPECIAL = r"([\\`*_\[\]<>|&#~])"


def render(view: View) -> str:
    """The rows under their titles; nothing at all where there are no rows."""
    rows = [map(escaped, row) for row in view.rows()]
    return table([header.title for header in view.headers], rows) if rows else ""


def table(titles: Sequence[str], rows: Iterable[Iterable[str]]) -> str:
    """A table of cells that are Markdown already, under titles that are text."""
    lines = [_line(map(escaped, titles)), "|" + " --- |" * len(titles), *map(_line, rows)]
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """A text as Markdown that shows it: none of its characters is markup."""
    return re.sub(_SPECIAL, r"\\\1", visible(text))


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"
