"""Problems as a compiler prints them: `path:line:column: severity[rule] message`, then one line of help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anitp_cli.text import visible

if TYPE_CHECKING:
    from anitp_cli.views import Item, View


def render(view: View) -> str:
    """Two lines for each problem."""
    return "".join(map(_lines, view.items()))


def _lines(item: Item) -> str:
    place = f"{item['file']}:{item['line']}:{item['column']}"
    message = f"{place}: {item['severity']}[{item['code']} {item['rule']}] {item['message']}"
    return f"{visible(message)}\n    {visible(item['help'])}\n"
