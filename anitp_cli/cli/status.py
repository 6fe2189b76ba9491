"""`anitp status`: how the plan stands, quarter by quarter."""

from typing import Annotated, Optional

import typer

from anitp_cli.cli import completion, options
from anitp_cli.cli.choices import one_of
from anitp_cli.cli.output import Output, note
from anitp_cli.cli.session import Session
from anitp_cli.query import Selection
from anitp_cli.status import ALARMS, GROUPINGS, status
from anitp_cli.views.matrix import draw
from anitp_cli.views.status import closing_lines, status_view


def show_status(
    context: typer.Context,
    year: Annotated[Optional[str], typer.Option("--year", metavar="YEAR", help="Only this year of the plan.")] = None,
    who: options.Responsible = None,
    objective: options.ObjectiveId = None,
    by: Annotated[
        str,
        typer.Option(
            "--by", metavar="|".join(GROUPINGS), autocompletion=completion.groupings, help="What each row stands for."
        ),
    ] = "activity",
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit with 1 if anything shown is overdue or was reported not done.")
    ] = False,
    plan: options.PlanDir = None,
    today: options.Today = None,
    no_cache: options.NoCache = False,
    format_: options.Format = None,
    output: options.OutputFile = None,
    color: options.Color = None,
) -> int:
    """How the plan stands, quarter by quarter.

    Each deadline is counted in the quarter in which it is due, under the sign of its state ("3!" is three overdue); a
    permanent term apart, by whether there is evidence of the period. Every total comes with the command that lists
    what it counts, and the other formats give the ids. By institution, a deadline counts for each that owes a report
    on it: of "MAI - IGI, IGPR" the units.

    \b
    anitp status --year 2019
    anitp status --by objective
    anitp status --by institution --format csv
    anitp status --who IGPR --exit-code
    """
    session = Session(plan, today, is_cached=not no_cache)
    target = Output.chosen(format_, output, color)
    grouping = one_of(by, GROUPINGS, "--by")
    selection = session.select(who, "responsible" if who is not None else None, objective)
    period = session.year(year)
    answer = status(session.register, selection, period, grouping)
    if target.format == "table":
        target.write_text(draw(answer, target.columns()))
    else:
        query = {"year": year, "first": period.start, "last": period.end}
        query |= {"who": selection.institution, "objective": objective, "by": grouping}
        target.write(status_view(answer, lambda: session.envelope(query)))
    for line in session.closing(selection, closing_lines(answer, period, _again(context, selection))):
        note(line)
    return 1 if exit_code and any(one.state in ALARMS for one in answer.total.dated) else 0


def _again(context: typer.Context, selection: Selection) -> list[str]:
    """The options with which `anitp due` answers for the same activities, from the same plan and on the same day."""
    asked = []
    if selection.institution is not None:
        asked += ["--who", selection.institution, "--role", "responsible"]
    if selection.objective is not None:
        asked += ["--objective", selection.objective.id]
    for name in ("plan", "today"):
        source = context.get_parameter_source(name)
        if source is not None and source.name == "COMMANDLINE":
            asked += [f"--{name}", context.params[name]]
    return asked
