"""The sheet of `anitp report --blank`, filled in: read back as evidence, all of its rows or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anitp_cli.deadlines import occurrences
from anitp_cli.filing import UnfitError, file_records
from anitp_cli.filled.faults import refuse_faults, remarks_of
from anitp_cli.filled.rows import FilledRow, draft_of, institution_of
from anitp_cli.filled.sheet import read_sheet
from anitp_cli.institutions import Directory
from anitp_cli.loading import open_plan
from anitp_cli.values import NamedTuple

if TYPE_CHECKING:
    import os
    from collections.abc import Callable
    from datetime import date

    from anitp_cli.filing import Filed
    from anitp_cli.filled.cells import Mistake, Remark
    from anitp_cli.plan import Plan

__all__ = ["Imported", "import_sheet"]


class Imported(NamedTuple):
    """What was filed, or would be: nothing where anything is wrong or no row was filled in; `empty` counts those."""

    filed: Filed | None
    mistakes: tuple[Mistake, ...]
    remarks: tuple[Remark, ...]
    empty: int


def import_sheet(
    path: str,
    folder: str | os.PathLike[str] | None,
    today: Callable[[Plan], date],
    *,
    dry_run: bool = False,
) -> Imported:
    """File a record for each row that is filled in, in a file of separated values or a workbook.

    `folder`, `today` and `dry_run` are as in `file_records`.

    Raises:
        SheetError: the file cannot be read, or is no sheet to be filled in.
        UsageError: the sheet is a workbook, and openpyxl is not installed; or the plan is not to be written to.
        PlanError: the plan cannot be read, or the institution's file is laid out so that nothing can be appended.
        OutputError: another process is writing, or the file cannot be written; then it is as it was.
    """
    sheet = read_sheet(path)
    plan = open_plan(folder)
    rows = [FilledRow(row, sheet.columns) for row in sheet.rows] if sheet.is_whole else []
    filled = [row for row in rows if row.is_filled]
    terms = {one.id: one for activity in plan.activities for one in occurrences(activity, plan.period)}
    drafts = [(row, draft) for row in filled if (draft := draft_of(row, plan, terms))]
    by = institution_of(filled, Directory(plan.institutions, plan.headings))
    is_wrong = bool(sheet.mistakes) or any(row.mistakes for row in filled)
    filed: Filed | None = None
    remarks: tuple[Remark, ...] = ()
    if by and drafts:
        origins = [row for row, _ in drafts]
        try:
            filed = file_records(folder, by, [draft for _, draft in drafts], today, dry_run=dry_run or is_wrong)
            remarks = tuple(remarks_of(filed, origins))
        except UnfitError as unfit:
            refuse_faults(unfit, origins)
    mistakes = sorted([*sheet.mistakes, *(mistake for row in filled for mistake in row.mistakes)])
    empty = sum(row.is_given and not row.is_filled for row in rows)
    return Imported(None, tuple(mistakes), (), empty) if mistakes else Imported(filed, (), remarks, empty)
