"""A table for a pipe or a file: aligned, one line a record, never wrapped, cut or coloured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anitp_cli.text import visible, width

if TYPE_CHECKING:
    from anitp_cli.views import View

_GAP = "  "


def render(view: View) -> str:
    """The rows under their titles; nothing at all where there are no rows."""
    rows = [tuple(visible(cell) for cell in row) for row in view.rows()]
    if not rows:
        return ""
    lines = [tuple(header.title.upper() for header in view.headers), *rows]
    widths = [max(map(width, column)) for column in zip(*lines, strict=True)]
    return "".join(_line(cells, widths) for cells in lines)


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    padded = (cell + " " * (most - width(cell)) for cell, most in zip(cells, widths, strict=True))
    return _GAP.join(padded).rstrip() + "\n"
