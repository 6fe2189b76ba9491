"""The layout in which plans are kept, read line by line; whatever departs from it is left to `events`.

Loading PyYAML takes longer than everything else that a question needs, so a file that is written as ours are, one
key or item a line and each text in double quotes on its own line without escapes, is read without it:

    # a remark
    key: "text"  # a remark
    key:
      - "item"
      - key: "text"
        key: ["text", "text"]

This is a part of YAML and read as PyYAML reads it, places included; tests/unit/test_yamlfile.py holds both against
each other on mutated files. A line of any other form, a doubled key, an unusual indent: the answer is None.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from anitp_cli.model import Printed
from anitp_cli.yamlfile.nodes import Mapping, Node, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_TEXT = r'"[^"\\]*"'
_KEY = r'[a-z_]+|"[^"\\]{1,200}"'
_LINE = (
    r"(?=[^\r\x85\u2028\u2029\ufeff]*\Z)"  # what YAML takes for a line break or drops
    r"( *)(?:#.*|"
    rf"(- )?(?:({_KEY}):(?: (?:({_TEXT})|(\[(?:{_TEXT}(?:, {_TEXT})*)?\])))?|({_TEXT}))(?: +#.*| *))?"
)
_MOST_DEPTH = 20
_DASH = 2

Tree = str | list[str] | dict[str, "Tree"]
"""What is to be written: a text, a list of texts, or a mapping."""


class _Departed(Exception):  # noqa: N818  # no error: the file is YAML of another layout
    """The file does not keep to the layout."""


def read_layout(text: str) -> Node | None:
    """The root of a file that keeps to the layout, else None."""
    return read_lines(text.split("\n"))[0]


def open_quote(lines: Iterable[str]) -> tuple[int, int] | None:
    """The line and column of the first quote without its other half, where a line lacks nothing else to be plain."""
    for number, line in enumerate(lines, 1):
        if not re.fullmatch(_LINE, line) and re.fullmatch(_LINE, f'{line}"'):
            return number, line.rindex('"') + 1
    return None


def read_lines(lines: Iterable[str]) -> tuple[Node | None, int]:
    """The root of a file that keeps to the layout, else None; and the last line that was looked at."""
    match_line = re.compile(_LINE).fullmatch
    reader = _Lines()
    stack = reader.stack
    number = 1
    try:
        for number, line in enumerate(lines, 1):
            match = match_line(line)
            if match is None:
                return None, number
            blanks, dash, key, value, flow, item = match.groups()
            if key:
                reader.take_key(key, value, flow, match, number)
            elif item:
                if not dash:
                    return None, number
                indent, parent = stack[-1] if stack and reader.pending is None else (-1, None)
                if indent != len(blanks) or parent.__class__ is not Sequence:  # not the next item of the open list
                    parent = reader.parent(len(blanks), number, Sequence)
                parent.append(Printed(item[1:-1], number, match.start(6) + 2, straight=True))
    except _Departed:
        return None, number
    return reader.root if reader.pending is None else None, number


class _Lines:
    def __init__(self) -> None:
        self.root: Mapping | Sequence | None = None
        self.stack: list[tuple[int, Any]] = []  # the open mappings and sequences, each with its indent
        self.pending: tuple[Mapping, Printed] | None = None  # a key whose value stands on the lines below

    def take_key(self, key: str, value: str | None, flow: str | None, match: re.Match[str], number: int) -> None:
        """Take a line with a key, and its value if that stands there too."""
        indent = match.end(1)
        if match[2]:
            items = self.parent(indent, number, Sequence)
            indent += _DASH
            mapping = Mapping(number, indent + 1)
            items.append(mapping)
            self.stack.append((indent, mapping))
        else:
            mapping = self.parent(indent, number, Mapping)
        if key[0] == '"':
            name = Printed(key[1:-1], number, indent + 2, straight=True)
        else:
            name = Printed(key, number, indent + 1, straight=True)
        if name in mapping:
            raise _Departed
        if value:
            mapping[name] = Printed(value[1:-1], number, match.start(4) + 2, straight=True)
        elif flow:
            mapping[name] = _flow(flow, number, match.start(5) + 1)
        else:
            self.pending = (mapping, name)

    def parent(self, indent: int, number: int, wanted: type[Mapping | Sequence]) -> Any:  # noqa: ANN401  # of `wanted`
        """The node that a line with this indent belongs to, opened where the line is its first."""
        stack = self.stack
        if self.pending is None and stack:
            while stack[-1][0] > indent:
                stack.pop()
                if not stack:
                    raise _Departed
            at, node = stack[-1]
            if at == indent and node.__class__ is wanted:
                return node
            raise _Departed
        if (stack and indent <= stack[-1][0]) or len(stack) == _MOST_DEPTH:
            raise _Departed
        opened = wanted(number, indent + 1)
        if self.pending is None:
            self.root = opened
        else:
            mapping, name = self.pending
            mapping[name] = opened
            self.pending = None
        stack.append((indent, opened))
        return opened


def _flow(flow: str, number: int, column: int) -> Sequence:
    items = Sequence(number, column)
    items += (
        Printed(item[0][1:-1], number, column + item.start() + 1, straight=True) for item in re.finditer(_TEXT, flow)
    )
    return items


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
