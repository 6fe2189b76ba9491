"""`anitp page`: the plan in a browser."""

from typing import Annotated, Optional

import typer

from anitp_cli.cli import options
from anitp_cli.cli.output import Output
from anitp_cli.cli.session import Session
from anitp_cli.page import render


def page(
    plan: options.PlanDir = None,
    today: options.Today = None,
    no_cache: options.NoCache = False,
    output: Annotated[
        Optional[str], typer.Option("--output", "-o", metavar="FILE", help="Write to FILE, such as plan.html.")
    ] = None,
) -> None:
    """The plan as one page for a browser.

    One file that needs no network: a timeline, filters, search, plots, and each activity whole, with its deadlines,
    evidence and citation. It can be printed and sent, and plan.html#2.1.1 leads straight to an activity.

    \b
    anitp page -o plan.html
    anitp page --today 2020-01-15 -o plan-2019.html
    """
    session = Session(plan, today, is_cached=not no_cache)
    target = Output.chosen(None, output, None, {"html": "anitp_cli.page"})
    target.write_text(render(session.register))
