"""`anitp evidence import`: the sheet that an institution has filled in, filed."""

from typing import Annotated

import typer

from anitp_cli.cli import options
from anitp_cli.cli.output import Output, note
from anitp_cli.cli.session import Session
from anitp_cli.errors import UsageError
from anitp_cli.filled import Imported, import_sheet
from anitp_cli.text import count, visible_lines


def import_evidence(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The filled sheet: xlsx or csv.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be appended, and write nothing.")] = False,
    plan: options.PlanDir = None,
    today: options.Today = None,
) -> int:
    """File what an institution has filled in.

    Reads the sheet of "anitp report --blank", filled in: one record for each row with something in it, all of them or
    none. Every mistake is told with its cell. Prints the ids of the records.

    \b
    anitp report --year 2019 --who IGPR --blank -o igpr.xlsx
    anitp evidence import igpr.xlsx --dry-run
    anitp evidence import igpr.xlsx
    """
    session = Session(plan, today)
    imported = import_sheet(file, plan, session.day_of, dry_run=dry_run)
    for mistake in imported.mistakes:
        note(f"anitp: error: {file}: {mistake.place}: {mistake.message}")
    if imported.mistakes:
        note(f"nothing was filed; mend {count(len(imported.mistakes), 'mistake', 'mistakes')} and import it again")
        return UsageError.exit_code
    for remark in imported.remarks:
        note(f"anitp: {remark.severity}: {file}: {remark.place}: {remark.message}")
    note(_closing_line(imported, dry_run=dry_run))
    filed = imported.filed
    if filed:
        text = visible_lines(filed.text) if dry_run else "\n".join([*filed.ids, ""])
        Output.chosen(None, None, None).write_text(text)
    return 0


def _closing_line(imported: Imported, *, dry_run: bool) -> str:
    """What was done, in numbers."""
    empty = f"{count(imported.empty, 'row', 'rows')} left empty"
    if imported.filed is None:
        return f"nothing was filed: no row is filled in; {empty}"
    filed = f"{count(len(imported.filed.records), 'record', 'records')} filed in {imported.filed.file}; {empty}"
    return f"nothing was written; it would be {filed}" if dry_run else filed
