"""`anitp show`: whole activities."""

from typing import Annotated

import typer

from anitp_cli.cli import completion, options
from anitp_cli.cli.output import Output
from anitp_cli.cli.session import Session
from anitp_cli.query import find_activities
from anitp_cli.views.activities import show_view


def show(
    ids: Annotated[
        list[str], typer.Argument(metavar="ID...", autocompletion=completion.activities, help='Such as "2.1.1".')
    ],
    plan: options.PlanDir = None,
    today: options.Today = None,
    no_cache: options.NoCache = False,
    format_: options.Format = None,
    output: options.OutputFile = None,
    color: options.Color = None,
) -> None:
    """An activity whole, and how to cite it.

    Every cell as printed, its objective and chapter, its deadlines, and its institutions spelled out.

    \b
    anitp show 2.1.1
    anitp show 2.1.1 3.4.2 --format json
    anitp show $(anitp who DIICOT --format ids)
    """
    session = Session(plan, today, is_cached=not no_cache)
    target = Output.chosen(format_, output, color)
    found = find_activities(session.plan, ids)
    query = {"ids": [activity.id for activity in found]}
    target.write(show_view(session.register, found, lambda: session.envelope(query)))
