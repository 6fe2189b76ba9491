"""Problems as workflow annotations of GitHub Actions ("Workflow commands", setting a message).

A runner shows ten of each severity, so the worst come first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anitp_cli.text import visible

if TYPE_CHECKING:
    from anitp_cli.views import Item, View

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
_WORST_FIRST = list(_COMMANDS)


def render(view: View) -> str:
    """One line for each problem, the errors first."""
    return "".join(map(_line, sorted(view.items(), key=lambda item: _WORST_FIRST.index(item["severity"]))))


def _line(item: Item) -> str:
    properties = {
        "file": item["file"],
        "line": item["line"],
        "col": item["column"],
        "title": f"{item['code']} {item['rule']}",
    }
    said = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{_COMMANDS[item['severity']]} {said}::{_data(item['message'] + '. ' + item['help'])}\n"


def _data(text: str) -> str:
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
