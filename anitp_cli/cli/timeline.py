"""`anitp timeline`: the plan over its months."""

from typing import Annotated, Optional

import typer

from anitp_cli.cli import options
from anitp_cli.cli.output import Output, note
from anitp_cli.cli.session import Session
from anitp_cli.query import undated
from anitp_cli.text import count
from anitp_cli.views.due import undated_lines
from anitp_cli.views.timeline import beyond, draw, legend, scale, timeline_view


def timeline(
    who: options.Who = None,
    role: options.RoleName = None,
    objective: options.ObjectiveId = None,
    year: Annotated[Optional[str], typer.Option("--year", metavar="YEAR", help="Only this year of the plan.")] = None,
    plan: options.PlanDir = None,
    today: options.Today = None,
    no_cache: options.NoCache = False,
    format_: options.Format = None,
    output: options.OutputFile = None,
    color: options.Color = None,
) -> None:
    """The plan over its months.

    One line an activity, under its objective, fitted to the terminal; in a pipe nothing is cut. The other formats list
    the due dates instead.

    \b
    anitp timeline --who IGPR
    anitp timeline --objective 2 --year 2019
    """
    session = Session(plan, today, is_cached=not no_cache)
    target = Output.chosen(format_, output, color)
    selection = session.select(who, role, objective)
    shown = selection.activities(session.plan)
    period = session.year(year)
    if target.format != "table":
        query = {"who": selection.institution, "role": selection.role, "objective": objective, "year": year}
        target.write(timeline_view(session.plan, shown, period, lambda: session.envelope(query)))
    else:
        columns = target.columns()
        months = scale(period, columns)
        target.write_text(draw(session.plan, shown, period, session.today, columns) if shown else "")
        found = count(len(shown), "activity", "activities")
        note(f"{session.meant(selection.institution)}{found}; {legend(session.today, months)}")
        outside = beyond(session.plan, shown, period)
        if outside:
            note(f"{count(outside, 'due date lies', 'due dates lie')} outside {period.start} to {period.end}")
    for line in undated_lines(undated(shown)):
        note(line)
