"""A document of tables under headings, as text, before anyone has chosen a format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from anitp_cli.values import NamedTuple

if TYPE_CHECKING:
    from datetime import date

Tone = Literal["plain", "strong", "quiet", "good", "fair", "bad"]


class Line(NamedTuple):
    """A line of a cell; the tone is for formats that can show one and says nothing that the words do not."""

    text: str
    tone: Tone = "plain"
    link: str | None = None

    def __str__(self) -> str:
        return f"{self.text} ({self.link})" if self.link else self.text


Cell = tuple[Line, ...] | int


class Table(NamedTuple):
    """Rows under their titles, a heading above and what must be known to read them below."""

    heading: str
    titles: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


class Part(NamedTuple):
    """A general objective under its chapter, with a table for each of its specific objectives."""

    chapter: str
    heading: str
    tables: tuple[Table, ...]


class Document(NamedTuple):
    """The whole report; `day` is the one as of which it holds."""

    title: str
    day: date
    about: tuple[str, ...]
    parts: tuple[Part, ...]
    totals: tuple[Table, ...]
    missing: Table
    notes: tuple[str, ...]
