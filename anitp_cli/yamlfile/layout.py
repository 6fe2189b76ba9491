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
from anitp_cli.values import NamedTuple
from anitp_cli.yamlfile.nodes import Mapping, Node, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterable

_BREAKS = ("\r", "\x85", "\u2028", "\u2029", "\ufeff")  # what YAML takes for a line break or drops
_HEAD = r"( *)(- )?(?:([a-z_]+): (\[)?)?"
_BARE = r"( *)(- )?([a-z_]+):(?: (\[\]))? *"
_LONGEST_KEY = 200  # in quotes
_MOST_DEPTH = 20
_DASH = 2


class _Departed(Exception):  # noqa: N818  # no error: the file is YAML of another layout
    """The file does not keep to the layout; `lines` after that of the reader."""

    def __init__(self, lines: int = 0) -> None:
        self.lines = lines


def read_layout(text: str) -> Node | None:
    """The root of a file that keeps to the layout, else None."""
    return read_blocks([text])[0]


def read_blocks(blocks: Iterable[str]) -> tuple[Node | None, int]:
    """The root of a file that keeps to the layout, else None; and the last line that was looked at.

    A block is a piece of the file: whole lines, without the end of the last.
    """
    reader = _Reader()
    try:
        for block in blocks:
            reader.take(block)
    except _Departed as departed:
        return None, reader.line + departed.lines
    return reader.root if reader.pending is None else None, reader.line


def open_quote(lines: Iterable[str]) -> tuple[int, int] | None:
    """The line and column of the first quote without its other half, where a line lacks nothing else to be plain."""
    for number, line in enumerate(lines, 1):
        if read_layout(line) is None and read_layout(f'{line}"') is not None:
            return number, line.rindex('"') + 1
    return None


class _Head(NamedTuple):
    """A line as far as its first text: "  - key: "; or all of a line that has none: "key:", "key: []".

    `line` counts from that of the text before. `bracket` is the column of a bracket, 0 where there is none.
    """

    line: int
    indent: int
    dash: bool
    key: str | None
    bracket: int
    width: int


class _Gap(NamedTuple):
    """What stands between two texts.

    `lead` stands behind the text before: ":" where that is a key, "," or "]" in a list on one line. `bare` are the
    lines between them; `head` is that of the next text, None where it stands on the line of the text before.
    """

    lead: str
    bare: tuple[_Head, ...]
    head: _Head | None


class _Reader:
    """Takes a file apart at its quotes: every other piece is a text, and the gaps between them are much alike."""

    def __init__(self) -> None:
        self.root: Mapping | Sequence | None = None
        self.line = 0  # of the last text
        self.stack: list[tuple[int, Any]] = []  # the open mappings and sequences, each with its indent
        self.pending: tuple[Mapping, Printed] | None = None  # a key whose value stands on the lines below
        self.open: tuple[Mapping, Printed] | Sequence | None = None  # a key in quotes, or a list, with more on its line
        self.gaps: dict[str, _Gap] = {}

    def take(self, block: str) -> None:
        """Take the next whole lines."""
        start = self.line
        for sign in _BREAKS:
            if sign in block:
                self.line = start + block.count("\n", 0, block.index(sign)) + 1
                raise _Departed
        pieces = f"\n{_without_remarks(block)}".split('"')
        for before, text, after in zip(pieces[::2], pieces[1::2], pieces[2::2], strict=False):
            gap = self.gaps.get(before) or self._learn(before)
            lead, bare, head = gap
            if lead or bare or self.open is not None:
                self._pass(gap)
            self.line += head.line if head else 0
            if "\n" in text or "\\" in text:
                raise _Departed
            if head is None:
                self._take_next(text)
            elif head.key is None and after[:1] != ":":
                self._take_item(text, head)
            else:
                self._take_key(text, head)
        if len(pieces) % 2 == 0:
            head = self._learn(pieces[-2]).head
            raise _Departed(head.line if head else 0)
        self._pass(_gap(f"{pieces[-1]}\n"))
        self.line = start + block.count("\n") + 1

    def _learn(self, before: str) -> _Gap:
        self.gaps[before] = _gap(before)
        return self.gaps[before]

    def _pass(self, gap: _Gap) -> None:
        """Go from the text before to the next, over the lines between them."""
        opened = self.open
        follows = "" if opened is None else ":" if isinstance(opened, tuple) else "]" if gap.head else ","
        if gap.lead != follows:
            raise _Departed
        if gap.head is None:
            return
        if isinstance(opened, tuple):
            self.pending = opened
        self.open = None
        before = self.line
        for head in gap.bare:
            self.line = before + head.line
            mapping, key = self._key(head.key or "", head)
            if head.bracket:
                mapping[key] = Sequence(self.line, head.bracket)
            else:
                self.pending = (mapping, key)
        self.line = before

    def _take_next(self, text: str) -> None:
        """Take a text on the line of the one before: the value of a key in quotes, or another item of a list."""
        if isinstance(self.open, Sequence):
            last: Any = self.open[-1]
            self.open.append(_printed(text, self.line, last.column + len(last) + len('", "')))
        elif self.open:
            mapping, key = self.open
            mapping[key] = _printed(text, self.line, key.column + len(key) + len('": "'))
            self.open = None

    def _take_item(self, text: str, head: _Head) -> None:
        if not head.dash:
            raise _Departed
        at, items = self.stack[-1] if self.stack and self.pending is None else (-1, None)
        if at != head.indent or items.__class__ is not Sequence:  # not the next item of the open list
            items = self.parent(head.indent, self.line, Sequence)
        items.append(_printed(text, self.line, head.width + 2))

    def _take_key(self, text: str, head: _Head) -> None:
        """Take a text that is a key, or stands behind one."""
        if head.key is None:
            self.open = self._key(text, head, quote=1)
            return
        mapping, key = self._key(head.key, head)
        value = _printed(text, self.line, head.width + 2)
        if head.bracket:
            self.open = mapping[key] = Sequence(self.line, head.bracket)
            self.open.append(value)
        else:
            mapping[key] = value

    def _key(self, name: str, head: _Head, quote: int = 0) -> tuple[Mapping, Printed]:
        """A key with the mapping that it belongs to, where it is not yet set."""
        line, indent = self.line, head.indent
        if head.dash:
            items = self.parent(indent, line, Sequence)
            indent += _DASH
            mapping = Mapping(line, indent + 1)
            items.append(mapping)
            self.stack.append((indent, mapping))
        else:
            mapping = self.parent(indent, line, Mapping)
        if name in mapping or (quote and not 0 < len(name) <= _LONGEST_KEY):
            raise _Departed
        return mapping, _printed(name, line, indent + 1 + quote)

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


def _printed(text: str, line: int, column: int) -> Printed:
    printed = _new(Printed, text)  # calling Printed takes twice as long, and a plan is made of these
    printed.line = line
    printed.column = column
    printed.straight = True
    return printed


_new = str.__new__


def _gap(text: str) -> _Gap:
    """Read what stands between two texts."""
    first, *lines = text.split("\n")
    if not lines:
        if text not in {": ", ", "}:
            raise _Departed
        return _Gap(text[0], (), None)
    bare = tuple(_head(_BARE, line, number) for number, line in enumerate(lines[:-1], 1) if line.strip(" "))
    return _Gap(first.rstrip(" "), bare, _head(_HEAD, lines[-1], len(lines)))


def _head(form: str, line: str, number: int) -> _Head:
    match = re.fullmatch(form, line)
    if match is None:
        raise _Departed(number)
    blanks, dash, key, bracket = match.groups()
    return _Head(number, len(blanks), bool(dash), key, match.start(4) + 1 if bracket else 0, len(line))


def _without_remarks(block: str) -> str:
    if "#" not in block:
        return block
    return "\n".join(_without_remark(line) if "#" in line else line for line in block.split("\n"))


def _without_remark(line: str) -> str:
    """The line without the remark at its end: a "#" that stands in no text, and behind a blank if behind anything."""
    pieces = line.split('"')
    for number, piece in enumerate(pieces[::2]):
        at = piece.find("#")
        if (at == 0 and number == 0) or (at > 0 and piece[at - 1] == " "):
            return '"'.join((*pieces[: 2 * number], piece[:at]))
        if at >= 0:
            raise _Departed
    return line
