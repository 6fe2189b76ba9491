"""A Markdown table (GitHub Flavored Markdown, section 4.10)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from anitp_cli.text import visible

if TYPE_CHECKING:
    from anitp_cli.views import View

_SPECIAL = r"([\\`*_\[\]<>|&#~])"


def render(view: View) -> str:
    """The rows under their titles; nothing at all where there are no rows."""
    rows = list(view.rows())
    if not rows:
        return ""
    titles = tuple(header.title for header in view.headers)
    lines = [_line(titles), "|" + " --- |" * len(titles), *map(_line, rows)]
    return "\n".join(lines) + "\n"


def _line(cells: tuple[str, ...]) -> str:
    escaped = (re.sub(_SPECIAL, r"\\\1", visible(cell)) for cell in cells)
    return "| " + " | ".join(escaped) + " |"
