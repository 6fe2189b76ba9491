"""The yearly report as GitHub Flavored Markdown: a heading and a table for each objective."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from anitp_cli.formats.markdown import escaped, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anitp_cli.views.document import Cell, Document, Line, Table

_OF_A_LINK = "!#$%&'()*+,-./:;=?@[]_~"  # the characters that may stand in one (RFC 3986)


def render(document: Document) -> str:
    """The report, its parts parted by blank lines."""
    return "\n".join(_blocks(document))


def _blocks(document: Document) -> Iterator[str]:
    yield f"# {escaped(document.title)}\n"
    for line in document.about:
        yield f"{escaped(line)}\n"
    for part in document.parts:
        yield f"## {escaped(part.heading)}\n"
        yield f"{escaped(part.chapter)}\n"
        for one in part.tables:
            yield from _table(one, 3)
    for one in (*document.totals, document.missing):
        yield from _table(one, 2)
    yield "".join(f"- {escaped(note)}\n" for note in document.notes)


def _table(one: Table, level: int) -> Iterator[str]:
    yield f"{'#' * level} {escaped(one.heading)}\n"
    if one.rows:
        yield table(one.titles, (map(_cell, row) for row in one.rows))
    if one.note:
        yield f"{escaped(one.note)}\n"


def _cell(cell: Cell) -> str:
    return str(cell) if isinstance(cell, int) else "<br>".join(map(_line, cell))


def _line(line: Line) -> str:
    text = escaped(line.text)
    if line.link:
        target = quote(line.link, safe=_OF_A_LINK).replace("&", "&amp;")
        return f"[{text}](<{target}>)"
    return f"**{text}**" if line.tone == "strong" else text
