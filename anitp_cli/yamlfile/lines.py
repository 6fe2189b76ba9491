"""A mapping as lines of the layout in which plans are kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

Tree = str | list[str] | dict[str, "Tree"]
"""What is to be written: a text, a list of texts, or a mapping."""


def write_layout(mapping: dict[str, Tree], indent: int = 0) -> Iterator[tuple[tuple[str, ...], str]]:
    """The lines of a mapping, each with the keys that lead to it.

    A text must be on one line. A quote or backslash in it is escaped, and its file then read as YAML of any layout.
    """
    for key, value in mapping.items():
        name = f"{' ' * indent}{key if re.fullmatch('[a-z_]+', key) else _quoted(key)}:"
        if isinstance(value, str):
            yield (key,), f"{name} {_quoted(value)}"
            continue
        yield (key,), name
        if isinstance(value, list):
            yield from (((key,), f"{' ' * (indent + 2)}- {_quoted(item)}") for item in value)
        else:
            yield from (((key, *keys), line) for keys, line in write_layout(value, indent + 2))


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
