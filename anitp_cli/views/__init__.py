"""What a command has to show, before anyone has chosen a format.

A `View` holds the same result twice, each made only when a format asks for it: rows of cells for people, and
items with the keys of the JSON contract for programs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

from anitp_cli.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Item = dict[str, Any]
Style = Literal["plain", "key", "date", "alarm", "title", "number"]
Record = TypeVar("Record")


class Header(NamedTuple):
    """A column of the table: its title and what its cells are, for a format that can show it."""

    title: str
    style: Style = "plain"


class Column(Generic[Record]):
    """A column of the table of some records: its header, and the cell of each record."""

    def __init__(self, title: str, cell: Callable[[Record], str], style: Style = "plain") -> None:
        self.header = Header(title, style)
        self.cell = cell


class View(NamedTuple):
    """A result: rows under headers, items, ids, and the envelope that JSON puts around the items."""

    headers: Sequence[Header]
    rows: Callable[[], Iterable[tuple[str, ...]]]
    items: Callable[[], Iterable[Item]]
    ids: Callable[[], Iterable[str]]
    envelope: Callable[[], Item]


def table(
    records: Sequence[Record],
    columns: Sequence[Column[Record]],
    *,
    item: Callable[[Record], Item],
    id_of: Callable[[Record], str],
    envelope: Callable[[], Item],
) -> View:
    """The view of a list of records: one row, one item and one id for each."""
    return View(
        headers=[column.header for column in columns],
        rows=lambda: (tuple(column.cell(record) for column in columns) for record in records),
        items=lambda: map(item, records),
        ids=lambda: dict.fromkeys(map(id_of, records)),
        envelope=envelope,
    )
