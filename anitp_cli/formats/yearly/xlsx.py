"""The yearly report as a workbook: the activities, the totals, and what was not reported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anitp_cli.formats.workbook import CELL, HEADER, TITLE, cell_text, fit_row, put, set_up_page, workbook
from anitp_cli.values import NamedTuple
from anitp_cli.views.romanian import romanian_day
from anitp_cli.views.yearly import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anitp_cli.views.document import Cell, Document, Table

_ACTIVITIES = (7, 40, 38, 15, 32, 28, 44)
_MISSING = (18, 74, 32, 28, 48)
_TOTALS, _FIGURE = 74, 12


class _Styles(NamedTuple):
    title: Any
    part: Any
    section: Any
    header: Any
    text: Any
    strong: Any
    note: Any

    @classmethod
    def of(cls, book: Any) -> _Styles:  # noqa: ANN401  # the library has no types
        return cls(
            title=book.add_format(TITLE),
            part=book.add_format({**CELL, "bold": True, "bg_color": "#C9D5E8"}),
            section=book.add_format({**CELL, "bold": True, "bg_color": "#E8ECF1"}),
            header=book.add_format(HEADER),
            text=book.add_format(CELL),
            strong=book.add_format({**CELL, "bold": True}),
            note=book.add_format(),
        )


def render(document: Document) -> bytes:
    """The bytes of the workbook.

    Raises:
        UsageError: XlsxWriter is not installed.
    """

    def draw(book: Any) -> None:  # noqa: ANN401
        styles = _Styles.of(book)
        _Drawn(book.add_worksheet("Raport"), styles).activities(document)
        _Drawn(book.add_worksheet("Totaluri"), styles).totals(document)
        _Drawn(book.add_worksheet("Neraportate"), styles).missing(document.missing)

    return workbook(draw, title=document.title, day=document.day)


class _Drawn:
    """A sheet on which `row` is the first that is still empty."""

    def __init__(self, sheet: Any, styles: _Styles) -> None:  # noqa: ANN401
        self.sheet = sheet
        self.styles = styles
        self.row = 0

    def activities(self, document: Document) -> None:
        """The rows of each objective under the headings of the table, which stay in sight."""
        self._line(f"{document.title} – situația la {romanian_day(document.day)}", self.styles.title)
        self._header(HEADINGS, _ACTIVITIES)
        self.sheet.freeze_panes(self.row, 2)
        for part in document.parts:
            self._heading((part.chapter, part.heading), self.styles.part)
            for table in part.tables:
                self._heading((table.heading,), self.styles.section)
                self._rows(table, _ACTIVITIES)
        set_up_page(self.sheet, heading=1)

    def totals(self, document: Document) -> None:
        """What the report is about, and how many there are of everything."""
        for line in document.about:
            self._line(line, self.styles.note)
        for table in document.totals:
            widths = (_TOTALS, *[_FIGURE] * (len(table.titles) - 1))
            self.row += 1
            self._line(table.heading, self.styles.title)
            self._header(table.titles, widths)
            self._rows(table, widths)
            self._line(table.note, self.styles.note)
        for note in document.notes:
            self._line(note, self.styles.note)
        set_up_page(self.sheet)

    def missing(self, table: Table) -> None:
        """What was not reported and by whom."""
        self._header(table.titles, _MISSING)
        self.sheet.freeze_panes(self.row, 1)
        self._rows(table, _MISSING)
        self._line(table.note, self.styles.note)
        set_up_page(self.sheet, heading=0)

    def _line(self, text: str, style: Any) -> None:  # noqa: ANN401
        put(self.sheet, self.row, 0, cell_text([text]), style)
        self.row += 1

    def _header(self, titles: Sequence[str], widths: Sequence[int]) -> None:
        for column, (title, width) in enumerate(zip(titles, widths, strict=True)):
            self.sheet.set_column(column, column, width)
            put(self.sheet, self.row, column, title, self.styles.header)
        fit_row(self.sheet, self.row, titles, widths)
        self.row += 1

    def _heading(self, lines: Sequence[str], style: Any) -> None:  # noqa: ANN401
        """A heading over all columns."""
        text = cell_text(lines)
        self.sheet.merge_range(self.row, 0, self.row, len(_ACTIVITIES) - 1, "", style)
        put(self.sheet, self.row, 0, text, style)
        fit_row(self.sheet, self.row, [text], [sum(_ACTIVITIES)])
        self.row += 1

    def _rows(self, table: Table, widths: Sequence[int]) -> None:
        for cells in table.rows:
            for column, cell in enumerate(cells):
                if isinstance(cell, int):
                    self.sheet.write_number(self.row, column, cell, self.styles.text)
                else:
                    style = self.styles.strong if column == 0 and cell[0].tone == "strong" else self.styles.text
                    put(self.sheet, self.row, column, _text(cell), style)
            fit_row(self.sheet, self.row, list(map(_text, cells)), widths)
            self.row += 1


def _text(cell: Cell) -> str:
    return str(cell) if isinstance(cell, int) else cell_text(list(map(str, cell)))
