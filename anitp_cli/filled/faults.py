"""What the check says of the records of a sheet, said of its cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from anitp_cli import sheets
from anitp_cli.filled.cells import Remark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from anitp_cli.filing import Filed, UnfitError
    from anitp_cli.filled.rows import FilledRow
    from anitp_cli.sheets import Column

_COLUMNS = {
    "activity": sheets.CODE,
    "period": sheets.CODE,
    "kind": sheets.KIND,
    "title": sheets.TITLE,
    "state": sheets.STATE,
    "dates": sheets.DATES,
    "values": sheets.VALUES,
    "partners": sheets.PARTNERS,
    "channels": sheets.CHANNELS,
    "note": sheets.NOTE,
    "source": sheets.SOURCE,
    "source_date": sheets.SOURCE_DATE,
    "link": sheets.LINK,
}
"""In which column each field of a draft stands."""

_MEND_DOUBLE = f'Clear this row if it was imported before, or say in "{sheets.TITLE.title}" what sets the two apart'


def refuse_faults(unfit: UnfitError, rows: Sequence[FilledRow]) -> None:
    """Refuse the cells that the faults are in; `rows` are those of the drafts."""
    for row, column, message in list(_told(unfit, rows)):
        row.refuse(column, message)


def remarks_of(filed: Filed, rows: Sequence[FilledRow]) -> Iterator[Remark]:
    """What the check remarks of the records that were filed, each with the row that it comes from."""
    for problem in filed.remarks:
        number = sum(record.id.line <= problem.line for record in filed.records) - 1
        yield Remark(problem.severity, rows[number].place, f"{problem.message}. {problem.help}".rstrip("."))


def _told(unfit: UnfitError, rows: Sequence[FilledRow]) -> Iterator[tuple[FilledRow, Column, str]]:
    """Each fault but those that follow from a mistake which is known already.

    Of a record as a whole, not of a field, all that can be said after the cells were read is that it is there twice.
    """
    names = {id_: f"row {rows[number].number}" for id_, number in unfit.ids.items()}
    for fault in unfit.faults:
        row = rows[fault.draft]
        column = _COLUMNS[fault.field] if fault.field else sheets.TITLE
        if not (row.is_wrong(column) if fault.field else row.mistakes):
            help_ = fault.help.rstrip(".") if fault.field else _MEND_DOUBLE
            yield row, column, _renamed(f"{fault.message}. {help_}", names)


def _renamed(message: str, names: dict[str, str]) -> str:
    """A message with the rows in place of the ids that their records would have been given."""
    return re.sub(r"[0-9A-Za-z-]+", lambda word: names.get(word.group(), word.group()), message)
