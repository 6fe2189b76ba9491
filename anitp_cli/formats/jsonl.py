"""The items alone, one JSON document a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anitp_cli.formats.json import dump

if TYPE_CHECKING:
    from anitp_cli.views import View


def render(view: View) -> str:
    """One line for each item."""
    return "".join(dump(item) + "\n" for item in view.items())
