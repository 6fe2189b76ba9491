"""`anitp timeline`: the plan over its months."""

from __future__ import annotations

from shutil import get_terminal_size
from typing import Annotated, Optional

import typer

from anitp_cli.cli import options
from anitp_cli.cli.output import Output, note
from anitp_cli.cli.session import Session, objective_of, role_of
from anitp_cli.query import is_under, names
from anitp_cli.views.timeline import draw, legend, scale, timeline_view


def timeline(
    who: options.Who = None,
    role: options.RoleName = None,
    objective: options.ObjectiveId = None,
    year: Annotated[Optional[str], typer.Option("--year", metavar="YEAR", help="Only this year of the plan.")] = None,
    plan: options.PlanDir = None,
    today: options.Today = None,
    format_: options.Format = None,
    output: options.OutputFile = None,
    color: options.Color = None,
) -> None:
    """The plan over its months.

    One line an activity, under its objective. In a pipe the picture is as wide as COLUMNS says, or 80; the other
    formats list the due dates instead.

    \b
    anitp timeline --who IGPR
    anitp timeline --objective 2 --year 2019
    """
    session = Session(plan, today)
    target = Output.chosen(format_, output, color)
    code = str(session.directory.find(who).code) if who is not None else None
    under = objective_of(session.plan, objective)
    wanted_role = role_of(role)
    shown = [
        activity
        for activity in session.plan.activities
        if (code is None or names(activity, {code}, wanted_role)) and (under is None or is_under(activity, under))
    ]
    period = session.year(year)
    columns = get_terminal_size().columns
    if target.format == "table":
        picture = draw(session.plan, shown, period, session.today, columns) if shown else ""
        target.write_text(picture)
        note(f"{len(shown)} activities; {legend(session.today, scale(period, columns))}")
        return
    query = {"who": code, "role": wanted_role, "objective": objective, "year": year}
    target.write(timeline_view(session.plan, shown, period, lambda: session.envelope(query)))
