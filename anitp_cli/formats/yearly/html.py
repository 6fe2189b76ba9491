"""The yearly report as one page that stands alone: for a browser, for paper (A4, landscape) and for a word processor.

Nothing is loaded and nothing runs; the page's own policy allows its style sheet, by its hash, and nothing else.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING

from anitp_cli.formats.yearly.stylesheet import STYLESHEET
from anitp_cli.text import visible
from anitp_cli.views.yearly import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from anitp_cli.views.document import Cell, Document, Line, Table

_SIGNED = ("Întocmit", "Verificat", "Aprobat")
_SIGNATURE = "numele, funcția, data, semnătura"


def render(document: Document) -> str:
    """The whole page."""
    return "".join(f"{line}\n" for line in (*_head(document), *_body(document)))


def _head(document: Document) -> Iterator[str]:
    digest = b64encode(sha256(STYLESHEET.encode()).digest()).decode()
    yield "<!DOCTYPE html>"
    yield '<html lang="ro">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield (
        '<meta http-equiv="Content-Security-Policy" '
        f"content=\"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'\">"
    )
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="color-scheme" content="light dark">'
    yield f"<title>{_text(document.title)}</title>"
    yield f"<style>{STYLESHEET}</style>"
    yield "</head>"


def _body(document: Document) -> Iterator[str]:
    yield "<body>"
    yield "<header>"
    yield f"<h1>{_text(document.title)}</h1>"
    yield from (f"<p>{_text(line)}</p>" for line in document.about)
    yield "</header>"
    yield "<main>"
    for part in document.parts:
        yield f'<p class="chapter">{_text(part.chapter)}</p>'
        yield f"<h2>{_text(part.heading)}</h2>"
        for table in part.tables:
            yield from _table(table, "h3")
    for table in (*document.totals, document.missing):
        yield from _table(table, "h2")
    yield "</main>"
    yield "<footer>"
    yield from (f"<p>{_text(note)}</p>" for note in document.notes)
    yield '<table class="signatures">'
    yield _tr(f'<td><span>{who}</span><br><span class="quiet">{_SIGNATURE}</span></td>' for who in _SIGNED)
    yield "</table>"
    yield "</footer>"
    yield "</body>"
    yield "</html>"


def _table(table: Table, heading: str) -> Iterator[str]:
    title = f"<{heading}>{_text(table.heading)}</{heading}>"
    if table.rows:
        kind = "activities" if table.titles == HEADINGS else "totals" if _has_figures(table) else "missing"
        yield f'<table class="{kind}" border="1">'  # a word processor knows no style sheet
        yield f"<caption>{title}</caption>"
        yield "<thead>"
        yield _tr(f'<th scope="col">{_text(column)}</th>' for column in table.titles)
        yield "</thead>"
        yield "<tbody>"
        for row in table.rows:
            first, *others = map(_cell, row)
            yield _tr([f'<th scope="row">{first}</th>', *(f"<td>{cell}</td>" for cell in others)])
        yield "</tbody>"
        yield "</table>"
    else:
        yield title
    if table.note:
        yield f"<p>{_text(table.note)}</p>"


def _tr(cells: Iterable[str]) -> str:
    return f"<tr>{''.join(cells)}</tr>"


def _has_figures(table: Table) -> bool:
    return isinstance(table.rows[0][-1], int)


def _cell(cell: Cell) -> str:
    return str(cell) if isinstance(cell, int) else "<br>".join(map(_line, cell))


def _line(line: Line) -> str:
    text = _text(line.text)
    if line.link:
        text = f'<a href="{_text(line.link)}" rel="noopener noreferrer">{text}</a>'
    return f'<span class="{line.tone}">{text}</span>'


def _text(text: str) -> str:
    return escape(visible(text))
