"""`anitp report`: the yearly report, and the sheet that an institution fills in for it."""

from typing import Annotated, Optional

import typer

from anitp_cli.cli import completion, options
from anitp_cli.cli.output import Output, note
from anitp_cli.cli.session import Session
from anitp_cli.errors import UsageError
from anitp_cli.formats import sheet, yearly
from anitp_cli.model import Institution
from anitp_cli.text import count
from anitp_cli.views.sheet import blank_sheet
from anitp_cli.views.yearly import closing_lines, yearly_document
from anitp_cli.yearly import YearlyReport, yearly_report


def report(
    year: Annotated[str, typer.Option("--year", metavar="YEAR", help="A year of the plan.")],
    who: options.Responsible = None,
    objective: options.ObjectiveId = None,
    blank: Annotated[
        bool, typer.Option("--blank", help="The sheet that the institution of --who fills in: xlsx or csv.")
    ] = False,
    plan: options.PlanDir = None,
    today: options.Today = None,
    no_cache: options.NoCache = False,
    format_: Annotated[
        Optional[str],
        typer.Option(
            "--format",
            "-f",
            metavar="|".join(yearly.FORMATS),
            autocompletion=completion.yearly_formats,
            help="How to write it.",
        ),
    ] = None,
    output: options.OutputFile = None,
) -> None:
    """The yearly report that is handed in, in Romanian.

    Each activity that was due in the year or is permanent, by objective: its indicators with what was reported, its
    stage and the evidence; then the totals, and what was not reported and by whom.

    \b
    anitp report --year 2019 -o raport-2019.html
    anitp report --year 2019 --who IGPR -o igpr-2019.xlsx
    anitp report --year 2019 --who IGPR --blank -o igpr-de-completat.xlsx
    """
    session = Session(plan, today, is_cached=not no_cache)
    target = Output.chosen(format_, output, None, sheet.FORMATS if blank else yearly.FORMATS)
    selection = session.select(who, "responsible" if who is not None else None, objective)
    found = yearly_report(session.register, session.year(year), selection)
    if blank:
        to_fill = blank_sheet(found, _owner(found))
        target.write_file(sheet.render(to_fill, target.format))
        rows = count(len(to_fill.rows), "row", "rows")
        note(f"{rows} to fill in, one for each deadline and permanent term that {selection.institution} reports on")
        return
    target.write_file(yearly.render(yearly_document(found), target.format))
    for line in session.closing(selection, closing_lines(found)):
        note(line)


def _owner(found: YearlyReport) -> Institution:
    if found.institution is None:
        message = "--blank makes the sheet of one institution: name it with --who NAME"
        raise UsageError(message)
    return found.institution
