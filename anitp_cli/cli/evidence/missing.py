"""`anitp evidence missing`: what nobody has reported on."""

from datetime import timedelta
from typing import Annotated, Optional

import typer

from anitp_cli.cli import options
from anitp_cli.cli.output import Output, note
from anitp_cli.cli.session import Session
from anitp_cli.errors import UsageError
from anitp_cli.model import Interval
from anitp_cli.query import undated
from anitp_cli.records import missing
from anitp_cli.text import count
from anitp_cli.views.due import undated_lines
from anitp_cli.views.evidence import missing_view


def missing_evidence(
    within: Annotated[
        Optional[str], typer.Option("--in", metavar="DATE", help="Due on one of its days; else, before today.")
    ] = None,
    who: options.Responsible = None,
    objective: options.ObjectiveId = None,
    each: Annotated[
        bool, typer.Option("--each", help="Also what others have reported on and one responsible has not.")
    ] = False,
    plan: options.PlanDir = None,
    today: options.Today = None,
    no_cache: options.NoCache = False,
    exit_code: options.ExitCode = False,
    format_: options.Format = None,
    output: options.OutputFile = None,
    color: options.Color = None,
) -> int:
    """What nobody has reported on, and who owes it.

    Each deadline due in a period, and each permanent term, without a record on file; "nil" (nothing to report) is one.
    Nothing on file does not mean that nothing was done.

    \b
    anitp evidence missing --in 2019-S1
    anitp evidence missing --in 2019 --who IGPR --each
    """
    session = Session(plan, today, is_cached=not no_cache)
    target = Output.chosen(format_, output, color)
    days = session.days(within, "--in") if within is not None else _before_today(session)
    selection = session.select(who, "responsible" if who is not None else None, objective)
    found = missing(session.register, selection, days, each=each)
    query = {
        "in": within,
        "first": days.start,
        "last": days.end,
        "who": selection.institution,
        "objective": objective,
        "each": each,
    }
    target.write(missing_view(found, lambda: session.envelope(query)))
    permanent = sum(one.standing.occurrence.due is None for one in found)
    due = count(len(found) - permanent, "deadline", "deadlines")
    unreported = f"{due} and {count(permanent, 'permanent term', 'permanent terms')} unreported"
    note(f"{session.meant(selection.institution)}from {days.start} to {days.end}: {unreported}")
    for line in session.lines_on_units(selection):
        note(line)
    others = 0 if each else len(missing(session.register, selection, days, each=True)) - len(found)
    if others:
        note(f"{count(others, 'more was', 'more were')} reported on by others than all who are responsible (--each)")
    for line in undated_lines(undated(selection.activities(session.plan))):
        note(line)
    return 1 if exit_code and found else 0


def _before_today(session: Session) -> Interval:
    """From the plan's first day to yesterday."""
    start = session.plan.period.start
    if session.today <= start:
        message = f"nothing was due before {session.today}; the plan begins on {start}: ask with --in DATE"
        raise UsageError(message)
    return Interval(start, session.today - timedelta(days=1))
