"""The rows that an institution has filled in, each as a record to be filed, with what is wrong in its cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from anitp_cli import sheets
from anitp_cli.deadlines import Refused, read_date
from anitp_cli.errors import UsageError
from anitp_cli.filing import Draft
from anitp_cli.filled.cells import Cell, Mistake
from anitp_cli.query import find_activities
from anitp_cli.text import cut, fold, near, visible
from anitp_cli.views.sheet import given_cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from anitp_cli.filled.cells import Row
    from anitp_cli.institutions import Directory
    from anitp_cli.model import Interval, Occurrence, Reported
    from anitp_cli.plan import Plan
    from anitp_cli.sheets import Column

Meaning = TypeVar("Meaning", bound=str)

_EMPTY = Cell("")
_LONGEST_QUOTE = 60
_DATED = (sheets.STATES["done"], sheets.STATES["partial"])


class FilledRow:
    """A row with its cells by column, and the mistakes in them."""

    def __init__(self, row: Row, columns: Mapping[Column, int]) -> None:
        self.number = row.number
        self._row = row
        self._columns = columns
        self._mistakes: dict[Column, list[str]] = {}
        for column in columns:
            if self._cell(column).flaw:
                self._mistakes[column] = [self._cell(column).flaw]

    @property
    def is_given(self) -> bool:
        """Whether it is a row of the blank sheet, or a copy of one."""
        return any(self._cell(column) != _EMPTY for column in sheets.GIVEN)

    @property
    def is_filled(self) -> bool:
        """Whether anything was filled in."""
        return any(self._cell(column) != _EMPTY for column in sheets.TO_FILL)

    @property
    def place(self) -> str:
        """The cell by which the row is known: its code."""
        return self._row.place(self._columns[sheets.CODE])

    @property
    def mistakes(self) -> list[Mistake]:
        """What is wrong, cell by cell."""
        return [
            Mistake(self.number, number, self._row.place(number), f"{column.title}: {message}")
            for column, messages in self._mistakes.items()
            for number in [self._columns[column]]
            for message in messages
        ]

    def is_wrong(self, column: Column) -> bool:
        """Whether a mistake in that cell is known."""
        return column in self._mistakes

    def refuse(self, column: Column, message: str) -> None:
        """Say what is wrong with a cell."""
        self._mistakes.setdefault(column, []).append(message)

    def text(self, column: Column) -> str:
        """What a cell says; nothing where that cannot be told."""
        return self._cell(column).text.strip()

    def needed(self, column: Column, what: str) -> str:
        """What a cell says that may not be empty."""
        text = self.text(column)
        if not text and not self.is_wrong(column):
            self.refuse(column, f"the cell is empty; write {what}")
        return text

    def items(self, column: Column) -> tuple[str, ...]:
        """What a cell lists, one a line or with semicolons between them."""
        pieces = (piece.strip() for line in self.text(column).splitlines() for piece in line.split(sheets.SEPARATOR))
        return tuple(piece for piece in pieces if piece)

    def word(self, column: Column, words: Mapping[Meaning, str]) -> Meaning | None:
        """The meaning of a cell's word, in any case and spelling of diacritics; None where the cell has none."""
        text = self.text(column)
        for meaning, word in words.items():
            if fold(text) == fold(word):
                return meaning
        if text:
            hint = "".join(f'did you mean "{word}"? ' for word in near(text, words.values(), most=1))
            self.refuse(column, f"{_quoted(text)} is not known; {hint}write one of: {', '.join(words.values())}")
        return None

    def days(self, column: Column) -> Interval | None:
        """The days that a cell names."""
        text = self.text(column)
        try:
            return read_date(text, _no_today) if text else None
        except Refused as refused:
            self.refuse(column, refused.about(text).message)
            return None

    def day(self, column: Column) -> date | None:
        """The one day that a cell names."""
        days = self.days(column)
        if days is None or days.start == days.end:
            return days and days.start
        self.refuse(column, f'"{self.text(column)}" is {days.start} to {days.end}; write one day, such as 2019-07-01')
        return None

    def _cell(self, column: Column) -> Cell:
        return self._row.cells.get(self._columns[column], _EMPTY)


def _quoted(text: str) -> str:
    return f'"{cut(text, _LONGEST_QUOTE)}"'


def _no_today() -> date:
    raise Refused(reason="moving")


def institution_of(rows: Iterable[FilledRow], directory: Directory) -> str | None:
    """The one institution that reports in all rows."""
    found, first = None, 0
    for row in rows:
        name = row.needed(sheets.INSTITUTION, "the code of the institution that reports")
        try:
            code = str(directory.find_whole(name).code) if name else found
        except UsageError as error:
            row.refuse(sheets.INSTITUTION, error.message)
            continue
        if found is None:
            found, first = code, row.number
        elif code != found:
            message = f"{code} is not {found}, as in row {first}; each institution fills in a sheet of its own"
            row.refuse(sheets.INSTITUTION, message)
    return found


def draft_of(row: FilledRow, plan: Plan, terms: Mapping[str, Occurrence]) -> Draft | None:
    """The record that a row asks for, without what cannot be told of it; None where its deadline cannot.

    `terms` are the plan's deadlines and permanent terms by their ids.
    """
    occurrence = _occurrence(row, plan, terms)
    state = _state(row)
    row.needed(sheets.STATE, f"one of: {', '.join(sheets.STATES.values())}")
    dates = row.days(sheets.DATES)
    if state and sheets.STATES[state] in _DATED:
        row.needed(sheets.DATES, f"the day or days on which it was {sheets.STATES[state]}, such as 2019-06-20")
    draft = Draft(
        activity=occurrence.id if occurrence else "",
        kind=row.word(sheets.KIND, sheets.KINDS) or "other",
        title=row.needed(sheets.TITLE, "what was done, in a few words or by its name"),
        state=state,
        dates=dates,
        values=tuple(_values(row)),
        partners=row.items(sheets.PARTNERS),
        channels=row.items(sheets.CHANNELS),
        note=row.text(sheets.NOTE),
        source=row.needed(sheets.SOURCE, "the title or number of the document that this is taken from"),
        source_date=row.day(sheets.SOURCE_DATE),
        link=row.text(sheets.LINK),
    )
    return draft if occurrence else None


def _state(row: FilledRow) -> Reported | None:
    if fold(row.text(sheets.STATE)) != fold(sheets.LATE):
        return row.word(sheets.STATE, sheets.STATES)
    message = f'write "{sheets.STATES["done"]}"; whether it was late follows from the column {sheets.DATES.title}'
    row.refuse(sheets.STATE, message)
    return None


def _occurrence(row: FilledRow, plan: Plan, terms: Mapping[str, Occurrence]) -> Occurrence | None:
    """What a row reports on, if the row is still the one that the blank sheet has for it."""
    id_ = row.needed(sheets.CODE, "the code, or copy all grey cells of the row that it belongs to")
    occurrence = terms.get(id_)
    if occurrence:
        _compare(row, occurrence)
    elif id_:
        try:
            find_activities(plan, [id_])
            message = f'"{id_}" does not say which deadline; write the whole code, such as 2.1.1@2019-06'
        except UsageError as error:
            message = error.message
        row.refuse(sheets.CODE, message)
    return occurrence


def _compare(row: FilledRow, occurrence: Occurrence) -> None:
    """Refuse the first of the given cells that is not the plan's: what was filled in may be meant for another row."""
    given = given_cells(row.text(sheets.INSTITUTION), occurrence)
    for column, lines in zip(sheets.GIVEN, given, strict=True):
        if fold(row.text(column)) != fold("\n".join(map(visible, lines))):
            if not row.is_wrong(column):
                message = (
                    f"this is not what the plan says of {occurrence.id}; mend the code, or take all grey cells of the "
                    "row from a new blank sheet (were some columns sorted without the others?)"
                )
                row.refuse(column, message)
            return


def _values(row: FilledRow) -> Iterator[tuple[str, str]]:
    for item in row.items(sheets.VALUES):
        indicator, sign, value = item.partition("=")
        if sign:
            yield indicator, value
        else:
            message = (
                f'{_quoted(item)} names no indicator; write it as "1=12", with the number from the column Indicatori'
            )
            row.refuse(sheets.VALUES, message)
