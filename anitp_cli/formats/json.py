"""One JSON document for a result: the envelope and its items (design, section 5)."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from anitp_cli.text import UNSAFE

if TYPE_CHECKING:
    from anitp_cli.views import View


def render(view: View) -> str:
    """The whole document, indented, with its keys in the order of the contract."""
    items = list(view.items())
    return dump({**view.envelope(), "count": len(items), "items": items}, indent=2) + "\n"


def dump(value: Any, *, indent: int | None = None) -> str:  # noqa: ANN401  # whatever JSON can hold
    """A value as unescaped UTF-8 JSON; only what could steer a terminal is escaped, and reads back as it was."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, default=str)
    return "\n".join(line if line.isprintable() else re.sub(UNSAFE, _escape, line) for line in text.split("\n"))


def _escape(match: re.Match[str]) -> str:
    return json.dumps(match.group())[1:-1]
