"""`anitp calendar`: the deadlines, for the calendar in which people keep their days."""

from typing import Annotated, Optional

import typer

from anitp_cli.agenda import Asked, agenda
from anitp_cli.cli import completion, options
from anitp_cli.cli.choices import one_of
from anitp_cli.cli.output import Output, note
from anitp_cli.cli.session import Session
from anitp_cli.errors import UsageError
from anitp_cli.views.calendar import ENTRY_KINDS, closing_lines, feed, reminder


def calendar(
    who: options.Who = None,
    role: options.RoleName = None,
    objective: options.ObjectiveId = None,
    recurring: Annotated[bool, typer.Option("--recurring", help="Also each period of the recurring terms.")] = False,
    alarm: Annotated[
        Optional[list[str]],
        typer.Option("--alarm", metavar="TIME", help="Remind so long before: 30d (or -30d), 2w, 1m; repeatable."),
    ] = None,
    kind: Annotated[
        str,
        typer.Option(
            "--as", metavar="|".join(ENTRY_KINDS), autocompletion=completion.entry_kinds, help="What each becomes."
        ),
    ] = "event",
    plan: options.PlanDir = None,
    today: options.Today = None,
    no_cache: options.NoCache = False,
    output: options.OutputFile = None,
) -> None:
    """Deadlines for a calendar (iCalendar).

    An all-day event on each due date, or with --as todo a task that is due on it; permanent terms have none. What is
    reported leads the summary: "[met] 2.1.1 ...". Importing again changes what has changed and doubles nothing.

    \b
    anitp calendar --who IGPR --alarm 30d --alarm 1w -o igpr.ics
    anitp calendar --who IGPR --role responsible --recurring --as todo \\
        -o igpr-tasks.ics
    """
    session = Session(plan, today, is_cached=not no_cache)
    target = Output.chosen(None, output, None, {"ics": "anitp_cli.formats.ics"})
    chosen = one_of(kind, ENTRY_KINDS, "--as")
    asked = Asked(recurring=recurring, selection=session.select(who, role, objective))
    for time in alarm or ():
        reminder(time, session.plan.period.start)
    try:
        from anitp_cli.formats import ics
    except ModuleNotFoundError as error:
        message = "calendar needs icalendar; install it with: pip install 'anitp[calendar]'"
        raise UsageError(message) from error
    answer = agenda(session.register, asked)
    target.write_text(ics.render(feed(session.register, answer.shown, asked.selection, alarm or ()), chosen))
    lines = session.closing(asked.selection, closing_lines(answer, asked))
    for line in (*lines, *session.lines_on_units(asked.selection)):
        note(line)
