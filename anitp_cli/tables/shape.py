"""What a table is: what its rows are made of, each column with its type and meaning, and how rows refer to others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, Literal, TypeVar

from anitp_cli.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from anitp_cli.plan import Plan
    from anitp_cli.states import Register

Type = Literal["string", "integer", "boolean", "date"]
Record = TypeVar("Record")


class Column(NamedTuple, Generic[Record]):
    """A column: the cell of each record, what it means and what may stand in it; None only where it is not `required`.

    A text is never empty, and an id never a number: "1.10" is not 1.1.
    """

    name: str
    meaning: str
    cell: Callable[[Record], str | int | date | None]
    type: Type = "string"
    required: bool = True
    choices: tuple[str, ...] = ()


class Reference(NamedTuple):
    """That each row names one of a table: `columns` are its own columns, each with the one there that it repeats."""

    table: str
    columns: Mapping[str, str]


class Table(NamedTuple, Generic[Record]):
    """A table: its rows are made of the records that it finds in a register; `key` tells one row from another."""

    name: str
    meaning: str
    records: Callable[[Register], Iterable[Record]]
    columns: Sequence[Column[Record]]
    key: tuple[str, ...]
    references: tuple[Reference, ...] = ()

    def rows(self, register: Register) -> Iterator[tuple[str | int | date | None, ...]]:
        """The cells of each row, in the order of the columns."""
        for record in self.records(register):
            yield tuple(column.cell(record) for column in self.columns)


class Entry(NamedTuple):
    """A text of a list: whose list it is, and its place in it, counted from 1."""

    owner: str
    position: int
    text: str


def list_table(
    name: str, meaning: str, text: str, owner: Reference, lists: Callable[[Plan], Iterable[tuple[str, Sequence[str]]]]
) -> Table[Entry]:
    """A table of all the lists of one kind, one row for each text; `text` is how its column is called."""
    (owned_by,) = owner.columns
    columns: list[Column[Entry]] = [
        Column(owned_by, "Whose it is.", lambda one: one.owner),
        Column("position", "Its place in the list, from 1.", lambda one: one.position, "integer"),
        Column(text, meaning, lambda one: one.text),
    ]

    def entries(register: Register) -> Iterator[Entry]:
        for code, texts in lists(register.plan):
            for position, one in enumerate(texts, 1):
                yield Entry(code, position, one)

    return Table(name, meaning, entries, columns, (owned_by, "position"), (owner,))
