"""Filing evidence: records as typed are checked as `check` would, and only then appended to their institution's file.

Of several records all are filed or none.
"""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

from anitp_cli.checks import check, is_unreadable
from anitp_cli.errors import UsageError
from anitp_cli.evidence import stem_of
from anitp_cli.filing.drafts import Draft, Fault, UnfitError, field_at, fields_of
from anitp_cli.filing.page import Page
from anitp_cli.institutions import Directory
from anitp_cli.loading import find_folder, is_shipped_copy, open_plan, refuse
from anitp_cli.values import NamedTuple
from anitp_cli.writing import only_writer

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Sequence
    from datetime import date
    from pathlib import Path

    from anitp_cli.errors import Problem
    from anitp_cli.model import Evidence
    from anitp_cli.plan import Plan
    from anitp_cli.yamlfile.lines import Tree

_NO_TEXT = ("it is not UTF-8", "Type it where the locale is of UTF-8.")  # the file is sound; what was typed is not

__all__ = ["Draft", "Fault", "Filed", "UnfitError", "file_records"]


class Filed(NamedTuple):
    """What was filed, or would be: the records, their file, the text that is appended to it, and what is to be said."""

    records: tuple[Evidence, ...]
    file: Path
    text: str
    remarks: tuple[Problem, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids that the records were given."""
        return tuple(str(record.id) for record in self.records)


def file_records(
    folder: str | os.PathLike[str] | None,
    by: str,
    drafts: Sequence[Draft],
    today: Callable[[Plan], date],
    *,
    dry_run: bool = False,
) -> Filed:
    """Append a record for each draft to the file of the institution `by`; a dry run only says what would be appended.

    `folder` and `today` are as in `check`; there is at least one draft.

    Raises:
        UnfitError: something is wrong with a draft.
        UsageError: there is no such institution, or the plan is the copy inside the installed package.
        PlanError: the plan cannot be read, or the file is laid out so that nothing can be appended to it.
        OutputError: another process is writing, or the file cannot be written; then it is as it was.
    """
    place = find_folder(folder)
    if is_shipped_copy(place):
        message = (
            f"{place} came with anitp and is replaced by the next upgrade; copy it and name the copy with --plan DIR"
        )
        raise UsageError(message)
    with nullcontext() if dry_run else only_writer(place):
        filed, page = _checked(open_plan(place), by, drafts, today)
        if not dry_run:
            page.write()
    return filed


def _checked(plan: Plan, by: str, drafts: Sequence[Draft], today: Callable[[Plan], date]) -> tuple[Filed, Page]:
    """What would be filed, and its file, after everything that `check` would say of it.

    Raises:
        UnfitError: something is wrong with a draft.
        UsageError: there is no such institution.
        PlanError: the file could not be read any more.
    """
    code = str(Directory(plan.institutions, plan.headings).find_whole(by).code)
    page = Page(plan.folder, code)
    records: dict[int, dict[str, Tree]] = {}
    faults: list[Fault] = []
    last = page.last_number
    for number, draft in enumerate(drafts):
        try:
            fields = fields_of(draft, number, plan)
        except UnfitError as unfit:
            faults += unfit.faults
        else:
            records[number] = {"id": f"{stem_of(code)}-{last + number + 1}", **fields}
    if not records:
        raise UnfitError(faults)
    page.added = list(records.values())
    checked, problems = check(plan.folder, today, drafts={page.name: page.content})
    added = [problem for problem in problems if page.is_of_added(problem)]
    for problem in added:
        if problem.severity == "error":
            number, keys = page.place_of(problem)
            said = _NO_TEXT if problem.rule == "yaml-encoding" else (problem.message, problem.help)
            faults.append(Fault(list(records)[number], field_at(keys), *said))
    if faults:
        numbers = {str(record["id"]): number for number, record in records.items()}
        raise UnfitError(sorted(faults, key=lambda fault: fault.draft), numbers)
    refuse([problem for problem in problems if problem.file == str(page.path) and is_unreadable(problem)])
    ids = {record["id"] for record in page.added}
    filed = tuple(record for record in checked.evidence if record.id in ids)
    return Filed(filed, page.path, page.text, tuple(added)), page
