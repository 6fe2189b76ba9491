"""The ids alone, one a line, for the next command of a pipe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anitp_cli.text import visible

if TYPE_CHECKING:
    from anitp_cli.views import View


def render(view: View) -> str:
    """One line for each id, each once."""
    return "".join(visible(id_) + "\n" for id_ in view.ids())
