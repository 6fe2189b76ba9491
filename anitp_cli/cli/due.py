"""`anitp due`: what falls due, and when."""

from collections.abc import Mapping
from typing import Annotated, Any, Optional

import typer

from anitp_cli.agenda import NEXT, ORDERS, Asked, agenda
from anitp_cli.cli import completion, options
from anitp_cli.cli.choices import one_of
from anitp_cli.cli.output import Output, note
from anitp_cli.cli.session import Session
from anitp_cli.errors import UsageError
from anitp_cli.model import STATES, Interval, State
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
    overdue: Annotated[bool, typer.Option("--overdue", help="Due before today, with nothing but nil on file.")] = False,
    state: Annotated[
        Optional[list[str]],
        typer.Option(
            "--state",
            metavar="STATE",
            autocompletion=completion.states,
            help='Only in this state; "permanent": the permanent terms.',
        ),
    ] = None,
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
    no_cache: options.NoCache = False,
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
    anitp due --all --state met --state met-late
    anitp due --overdue --exit-code   a gate for CI: 1 if anything is overdue
    """
    session = Session(plan, today, is_cached=not no_cache)
    target = Output.chosen(format_, output, color)
    states = _states(state, overdue=overdue)
    typed = {"--before": before, "--by": by, "--after": after, "--from": start, "--in": within}
    given = {option: text for option, text in typed.items() if text is not None}
    bounds = {option: session.days(text, option) for option, text in given.items()}
    ahead, first = _next(number, session) if coming else (None, None)
    if coming:
        bounds["--next"] = Interval(session.today, session.today)
    if ahead:
        bounds["--by"] = min(ahead, bounds.get("--by", ahead), key=lambda interval: interval.end)
    _refuse_contradictions(number, states, bounds)
    asked = Asked(
        Window.of(bounds),
        states=states,
        first=first,
        brief=not (given or state or overdue or coming or everything) and limit is None,
        recurring=recurring or everything,
        permanent=everything or "permanent" in states,
        selection=session.select(who, role, objective),
        order=one_of(sort, ORDERS, "--sort"),
        limit=limit,
    )
    answer = agenda(session.register, asked)
    query = _query(given, asked, (number or str(NEXT)) if coming else None)
    target.write(due_view(answer.shown, session.register, lambda: session.envelope(query)))
    lines = closing_lines(answer, asked, _said(query), session.register)
    for line in (*lines, *session.lines_on_units(asked.selection)):
        note(line)
    return 1 if exit_code and answer.found else 0


def _refuse_contradictions(number: str | None, states: tuple[State, ...], bounds: Mapping[str, Interval]) -> None:
    if number is not None and "--next" not in bounds:
        message = f'"{number}" stands alone; a date needs --before, --by, --after, --from or --in, a number --next'
        raise UsageError(message)
    if states == ("overdue",) and "--next" in bounds:
        message = "--overdue is before today and --next from today on: nothing is both; ask for one of them"
        raise UsageError(message)
    if states == ("permanent",) and bounds:
        message = f"a permanent term has no due date, and lies between no bounds: leave out {', '.join(bounds)}"
        raise UsageError(message)


def _states(given: list[str] | None, *, overdue: bool) -> tuple[State, ...]:
    if overdue and given:
        message = "--overdue is --state overdue; ask for one of them"
        raise UsageError(message)
    return ("overdue",) if overdue else tuple(one_of(word, STATES, "--state") for word in given or ())


def _next(number: str | None, session: Session) -> tuple[Interval | None, int | None]:
    """What --next asks for: the days up to which to look, or the number of deadlines."""
    if number is None or number.isdecimal():
        return None, NEXT if number is None else int(number)
    try:
        return session.days(f"+{number.removeprefix('+')}", "--next"), None
    except UsageError:
        message = f'--next takes a number of deadlines, or a time ahead such as 30d, 2w or 3m; "{number}" is neither'
        raise UsageError(message) from None


def _query(given: dict[str, str], asked: Asked, coming: str | None) -> dict[str, Any]:
    """The question as it was understood."""
    bounds = {option: given.get(option) for option in ("--before", "--by", "--after", "--from", "--in")}
    institution, role, objective = asked.selection
    return {
        **{option.removeprefix("--"): text for option, text in bounds.items()},
        "first": asked.window.first,
        "last": asked.window.last,
        "overdue": asked.states == ("overdue",),
        "states": asked.states,
        "next": coming,
        "recurring": asked.recurring,
        "permanent": asked.permanent,
        "who": institution,
        "role": role,
        "objective": objective.id if objective else None,
        "sort": asked.order,
        "limit": asked.limit,
        "brief": asked.brief,
    }


def _said(query: dict[str, Any]) -> list[str]:
    """The question as options, for the closing line."""
    names = ("who", "role", "objective", "before", "by", "after", "from", "in", "next")
    said = [f"--{name} {query[name]}" for name in names if query[name] is not None]
    if query["overdue"]:
        return [*said, "--overdue"]
    return [*said, *(f"--state {state}" for state in query["states"])]
