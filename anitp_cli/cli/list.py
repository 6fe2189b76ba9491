"""`anitp list`: the activities that fit a question."""

from typing import Annotated, Optional

import typer

from anitp_cli.cli import options
from anitp_cli.cli.output import Output, note
from anitp_cli.cli.session import Session
from anitp_cli.text import fold
from anitp_cli.views.activities import list_view


def list_activities(
    text: Annotated[
        Optional[list[str]],
        typer.Argument(metavar="[TEXT]...", help="Words that must all stand in a row; quote a phrase."),
    ] = None,
    objective: options.ObjectiveId = None,
    who: options.Who = None,
    role: options.RoleName = None,
    plan: options.PlanDir = None,
    today: options.Today = None,
    no_cache: options.NoCache = False,
    format_: options.Format = None,
    output: options.OutputFile = None,
    color: options.Color = None,
) -> None:
    """The activities that fit a question.

    Text is searched in every cell, without case and diacritics; each word must stand somewhere in the row.

    \b
    anitp list --objective 2.1        under one objective
    anitp list minori --who IGPR      that say "minori" and name IGPR
    anitp list "formare continua"     that hold a phrase
    """
    session = Session(plan, today, is_cached=not no_cache)
    target = Output.chosen(format_, output, color)
    selection = session.select(who, role, objective)
    words = [fold(word) for word in text or ()]
    found = selection.activities(session.plan, words)
    query = {"text": text or [], "objective": objective, "who": selection.institution, "role": selection.role}
    target.write(list_view(session.register, found, lambda: session.envelope(query)))
    note(f"{session.meant(selection.institution)}{len(found)} of {len(session.plan.activities)} activities")
