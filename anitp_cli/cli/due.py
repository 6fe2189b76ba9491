"""`anitp due`: what falls due, and when."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from anitp_cli.agenda import NEXT, ORDERS, Asked, agenda
from anitp_cli.cli import completion, options
from anitp_cli.cli.choices import one_of
from anitp_cli.cli.output import Output, note
from anitp_cli.cli.session import Session, objective_of, role_of
from anitp_cli.errors import UsageError
from anitp_cli.model import Interval
from anitp_cli.query import Window
from anitp_cli.views.due import closing_lines, due_view


def due(
    number: Annotated[
        Optional[str], typer.Argument(metavar="[N]", help='With --next: how many, or how far, such as "30d".')
    ] = None,
    before: options.Before = None,
    by: options.By = None,
    after: options.After = None,
    start: options.From = None,
    within: options.In = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="Due before today, with nothing on file.")] = False,
    coming: Annotated[bool, typer.Option("--next", help=f"What falls due next: {NEXT} deadlines, or N.")] = False,
    recurring: Annotated[bool, typer.Option("--recurring", help="Also each period of the recurring terms.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Also recurring and permanent terms.")] = False,
    who: options.Who = None,
    role: options.RoleName = None,
    objective: options.ObjectiveId = None,
    sort: Annotated[
        str, typer.Option("--sort", metavar="|".join(ORDERS), autocompletion=completion.orders, help="In this order.")
    ] = "due",
    limit: options.Limit = None,
    exit_code: options.ExitCode = False,
    plan: options.PlanDir = None,
    today: options.Today = None,
    format_: options.Format = None,
    output: options.OutputFile = None,
    color: options.Color = None,
) -> int:
    """What falls due, and how late it is.

    Alone: what is overdue, what is due this month, and what comes next; with --all, every deadline there is. Bounds
    are combined freely. A DATE is a month, quarter, half, year, day or offset: 2019-12, "decembrie 2019", 2019-T4,
    "sem. II 2019", 2019, 05.12.2019, azi, +30d.

    \b
    anitp due --before 2019-12        due up to 30 November 2019
    anitp due --in 2019-T4 --recurring
    anitp due --overdue --who IGPR
    anitp due --next 3                or --next 30d
    anitp due --overdue --exit-code   a gate for CI: 1 if anything is overdue
    """
    session = Session(plan, today)
    target = Output.chosen(format_, output, color)
    typed = {"--before": before, "--by": by, "--after": after, "--from": start, "--in": within}
    given = {option: text for option, text in typed.items() if text is not None}
    bounds = {option: session.days(text, option) for option, text in given.items()}
    ahead, first = _next(number, session) if coming else _refused(number)
    if ahead:
        bounds["--by"] = min(ahead, bounds.get("--by", ahead), key=lambda interval: interval.end)
    asked = Asked(
        Window.of(bounds),
        overdue=overdue,
        coming=coming,
        brief=not (given or overdue or coming or everything),
        recurring=recurring or everything,
        permanent=everything,
        institution=str(session.directory.find(who).code) if who is not None else None,
        role=role_of(role),
        objective=objective_of(session.plan, objective),
        order=one_of(sort, ORDERS, "--sort"),
        limit=min((one for one in (limit, first) if one is not None), default=None),
    )
    answer = agenda(session.plan, asked, session.today)
    target.write(due_view(answer.shown, session.today, lambda: session.envelope(_query(given, asked))))
    said = [f"{option} {text}" for option, text in given.items()]
    said += [option for option, is_on in (("--overdue", overdue), ("--next", coming)) if is_on]
    for line in closing_lines(answer, asked, said, session.plan, session.today):
        note(line)
    return 1 if exit_code and answer.shown else 0


def _next(number: str | None, session: Session) -> tuple[Interval | None, int | None]:
    """What --next asks for: the days up to which to look, or the number of deadlines."""
    if number is None or number.isdecimal():
        return None, NEXT if number is None else int(number)
    try:
        return session.days(f"+{number.removeprefix('+')}", "--next"), None
    except UsageError:
        message = f'--next takes a number of deadlines, or a time ahead such as 30d, 2w or 3m; "{number}" is neither'
        raise UsageError(message) from None


def _refused(number: str | None) -> tuple[None, None]:
    if number is not None:
        message = f'"{number}" stands alone; a date needs --before, --by, --after, --from or --in, a number --next'
        raise UsageError(message)
    return None, None


def _query(given: dict[str, str], asked: Asked) -> dict[str, object]:
    bounds = {option: given.get(option) for option in ("--before", "--by", "--after", "--from", "--in")}
    return {
        **{option.removeprefix("--"): text for option, text in bounds.items()},
        "first": asked.window.first,
        "last": asked.window.last,
        "overdue": asked.overdue,
        "next": asked.coming,
        "recurring": asked.recurring,
        "permanent": asked.permanent,
        "who": asked.institution,
        "role": asked.role,
        "objective": asked.objective.id if asked.objective else None,
        "sort": asked.order,
        "limit": asked.limit,
    }
