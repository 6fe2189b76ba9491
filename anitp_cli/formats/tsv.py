"""Tab-separated values with the keys of the items as header; no cell holds a tab or a line end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anitp_cli.formats.flat import rows
from anitp_cli.text import visible

if TYPE_CHECKING:
    from anitp_cli.views import View


def render(view: View) -> str:
    """One line for each item."""
    return "".join("\t".join(map(visible, row)) + "\n" for row in rows(list(view.items())))
