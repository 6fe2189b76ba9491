"""`anitp due`: what falls due, and when."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from anitp_cli.cli import options
from anitp_cli.cli.output import Output, note
from anitp_cli.cli.session import Session
from anitp_cli.deadlines import occurrences
from anitp_cli.query import Window, by_due
from anitp_cli.views.due import closing_line, due_view


def due(
    before: Annotated[
        Optional[str],
        typer.Option("--before", metavar="DATE", help="Due before the first day of DATE."),
    ] = None,
    plan: options.PlanDir = None,
    today: options.Today = None,
    format_: options.Format = None,
    output: options.OutputFile = None,
    color: options.Color = None,
) -> None:
    """What falls due, and how late it is.

    The fixed deadlines, the oldest first. A date is a month, a quarter, a half, a year or a day: 2019-12,
    "decembrie 2019", 2019-T4, "sem. II 2019", 2019, 05.12.2019, azi, +30d.

    \b
    anitp due --before 2019-12        due up to 30 November 2019
    """
    session = Session(plan, today)
    target = Output.chosen(format_, output, color)
    window = Window.of(before=session.days(before, "--before"))
    every = [one for activity in session.plan.activities for one in occurrences(activity, session.plan.period)]
    fixed = sorted((one for one in every if one.kind == "fixed" and window.admits(one.due)), key=by_due)
    query = {"before": before, "first": window.first, "last": window.last}
    target.write(due_view(fixed, session.today, lambda: session.envelope(query)))
    note(closing_line(fixed, every, {"--before": before}, window))
