"""A table for a terminal, fitted to its width: the only format that draws with rich.

Lines are put together here: `rich.table` takes a third of the time that rich takes to load.

Where the width lets every long cell stand in a column that can be read, the result is a table; where it does not,
each record is a card: its short cells on one line, a number with what it counts, its long ones wrapped below. A title
is cut after two lines.
"""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from anitp_cli.text import visible, width
from anitp_cli.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anitp_cli.formats import Screen
    from anitp_cli.views import Header, View

# Of the colours of a terminal's own theme bright red is readable on light and on dark backgrounds: its contrast
# is 3.1 or more in the usual seven themes, that of magenta down to 2.1.
_STYLES = {"plain": "", "key": "bold", "date": "", "alarm": "bright_red", "title": "", "number": ""}
_LONG = 32  # a column whose widest cell is wider than this may be wrapped
_READABLE = 30  # and is not wrapped to less than this,
_READABLE_BESIDE = 44  # or this where others are wrapped beside it
_GAP = 2
_INDENT = 2
_TITLE_LINES = 2


class _Field(NamedTuple):
    """A column of the result and how much room its widest cell and its title want."""

    header: Header
    cells: tuple[str, ...]
    natural: int

    @property
    def is_long(self) -> bool:
        return self.natural > _LONG

    @property
    def is_number(self) -> bool:
        return self.header.style == "number"

    def text(self, row: int) -> Text:
        return Text(self.cells[row], _STYLES[self.header.style], overflow="fold")

    def labelled(self, row: int) -> Text:
        """The cell where no heading stands above it: a number says what it counts."""
        text = self.text(row)
        return text.append(f" {self.header.title}") if self.is_number else text

    @property
    def labelled_width(self) -> int:
        """How much room the widest of these wants."""
        if self.is_number:
            return max(map(width, self.cells)) + width(f" {self.header.title}")
        return self.natural


def render(view: View, screen: Screen) -> str:
    """The rows fitted to the screen; nothing at all where there are no rows."""
    rows = [tuple(visible(cell) for cell in row) for row in view.rows()]
    if not rows:
        return ""
    fields = [
        _Field(header, cells, max(map(width, (header.title, *cells))))
        for header, cells in zip(view.headers, zip(*rows, strict=True), strict=True)
    ]
    file = StringIO()
    console = Console(
        file=file,
        width=screen.width,
        height=1,  # without one rich asks the environment for both, and takes a dumb terminal for one of 80 columns
        force_terminal=True,
        color_system="standard" if screen.color else None,
        no_color=not screen.color,
        legacy_windows=False,
        emoji=False,
        markup=False,
        highlight=False,
    )
    room = _room(fields, screen.width)
    for line in _table(fields, room, console) if room else _cards(fields, len(rows), console):
        console.print(line, soft_wrap=True)
    return "".join(line.rstrip() + "\n" for line in file.getvalue().splitlines())


def _room(fields: list[_Field], whole: int) -> list[int]:
    """How wide each column is to be; empty where the long ones would be too narrow to read."""
    long = [field for field in fields if field.is_long]
    least = _READABLE if len(long) == 1 else _READABLE_BESIDE
    rest = whole - _GAP * (len(fields) - 1) - sum(field.natural for field in fields if not field.is_long)
    wanted: dict[int, int] = {}
    for number, field in enumerate(sorted(long, key=lambda field: field.natural), 1):
        share = rest // (len(long) - number + 1)
        wanted[id(field)] = min(field.natural, share)
        rest -= wanted[id(field)]
        if wanted[id(field)] < min(field.natural, least):
            return []
    return [wanted.get(id(field), field.natural) for field in fields] if rest >= 0 else []


def _table(fields: list[_Field], room: list[int], console: Console) -> Iterator[Text]:
    yield from _beside([Text(field.header.title.upper(), "bold", overflow="fold") for field in fields], room, console)
    for row in range(len(fields[0].cells)):
        cells = [_fitted(field, row, columns, console) for field, columns in zip(fields, room, strict=True)]
        yield from _beside(cells, room, console)


def _beside(cells: list[Text], room: list[int], console: Console) -> Iterator[Text]:
    """The lines of cells that stand beside each other."""
    wrapped = [cell.wrap(console, columns) for cell, columns in zip(cells, room, strict=True)]
    for number in range(max(map(len, wrapped))):
        line = Text()
        for lines, columns in zip(wrapped, room, strict=True):
            part = lines[number] if number < len(lines) else Text()
            part.rstrip()
            line.append_text(part).append(" " * (columns - width(part.plain) + _GAP))
        yield line


def _cards(fields: list[_Field], count: int, console: Console) -> Iterator[Text]:
    columns = console.width - _INDENT
    short = [field for field in fields if not field.is_long]
    heads = [[field.labelled(row) for field in short] for row in range(count)]
    room = [field.labelled_width for field in short]
    aligned = [_aligned(cells, room) for cells in heads]
    is_packed = any(field.is_number for field in short) and any(width(line.plain) > console.width for line in aligned)
    for row, line in enumerate(aligned):
        if is_packed:
            first, *below = _packed(heads[row], columns, console)
        else:
            first, *below = [line] if width(line.plain) <= console.width else line.wrap(console, columns)
        yield first
        for field in fields:
            if field.is_long and field.cells[row]:
                below += _fitted(field, row, columns, console).wrap(console, columns)
        yield from (Text(" " * _INDENT).append_text(part) for part in below)


def _aligned(cells: list[Text], room: list[int]) -> Text:
    """Short cells on one line, each in its room."""
    line = Text(overflow="fold")
    for cell, columns in zip(cells, room, strict=True):
        line.append_text(cell).append(" " * (columns - width(cell.plain) + _GAP))
    line.rstrip()
    return line


def _packed(cells: list[Text], columns: int, console: Console) -> list[Text]:
    """Short cells on as many lines as they take, broken between them: no number is parted from what it counts."""
    lines = [Text(overflow="fold")]
    for cell in filter(None, cells):
        if lines[-1] and width(lines[-1].plain) + _GAP + width(cell.plain) > columns:
            lines.append(Text(overflow="fold"))
        lines[-1].append(" " * _GAP if lines[-1] else "").append_text(cell)
    return [part for line in lines for part in line.wrap(console, columns)]


def _fitted(field: _Field, row: int, columns: int, console: Console) -> Text:
    """The cell, a title cut to what stands on its first lines."""
    text = field.text(row)
    if field.header.style != "title":
        return text
    lines = text.wrap(console, columns)
    if len(lines) <= _TITLE_LINES:
        return text
    last = lines[_TITLE_LINES - 1]
    last.rstrip()
    if width(last.plain) >= columns:
        last.truncate(max(last.plain.rfind(" "), 0))
    return Text("\n").join([*lines[: _TITLE_LINES - 1], last.append("…")])
