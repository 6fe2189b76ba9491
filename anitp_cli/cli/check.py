"""`anitp check`: every mistake in the data, where it stands."""

import os
from datetime import date
from pathlib import Path
from typing import Annotated, Optional

import typer

from anitp_cli.checks import check, find_rules, is_unreadable
from anitp_cli.checks.rules import BY_NAME, RULES
from anitp_cli.cli import completion, options
from anitp_cli.cli.output import Output, note
from anitp_cli.cli.session import Session
from anitp_cli.errors import PlanError, Problem, UsageError
from anitp_cli.formats import REPORTS
from anitp_cli.plan import Plan
from anitp_cli.views.check import count_line, explained, problems_view, rules_view

_RULES = {"metavar": "RULE", "autocompletion": completion.rules}


def check_plan(
    only: Annotated[Optional[list[str]], typer.Option("--only", help="Only these rules.", **_RULES)] = None,
    skip: Annotated[Optional[list[str]], typer.Option("--skip", help="Not these rules.", **_RULES)] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings fail too.")] = False,
    list_rules: Annotated[bool, typer.Option("--list", help="List the rules.")] = False,
    explain: Annotated[Optional[str], typer.Option("--explain", help="Explain a rule.", **_RULES)] = None,
    plan: options.PlanDir = None,
    today: options.Today = None,
    format_: options.ReportFormat = None,
    output: options.OutputFile = None,
    color: options.Color = None,
) -> int:
    """Every mistake in the plan's data, where it stands.

    Ends with 1 if there is an error. What the published act itself got wrong is a note with [sic]. A rule is given
    by its code or its word; --only and --skip may be repeated or take several with commas between them, and hide
    nothing that makes a file unreadable. It never writes. On a runner of GitHub Actions the format is github.

    \b
    anitp check --plan plan
    anitp check --skip role-without-budget --strict
    anitp check --explain T03
    """
    if list_rules:
        Output.chosen(format_, output, color).write(rules_view(lambda: _envelope(None, None, {})))
        return 0
    target = Output.chosen(format_ or _usual_format(output), output, color, known=REPORTS)
    if explain is not None:
        words = sorted(find_rules([explain]), key=lambda word: BY_NAME[word].code)
        target.write_text("\n".join(explained(BY_NAME[word]) for word in words))
        return 0
    wanted, unwanted = find_rules(only or ()), find_rules(skip or ())
    _refuse_nothing(wanted, unwanted)
    session = Session(plan, today)
    checked, found = check(plan, session.day_of)
    problems = [
        problem._replace(file=_nearby(problem.file))
        for problem in found
        if is_unreadable(problem) or ((not wanted or problem.rule in wanted) and problem.rule not in unwanted)
    ]
    query = {"only": sorted(wanted), "skip": sorted(unwanted), "strict": strict}
    target.write(problems_view(problems, lambda: _envelope(checked.id or None, _day(session, checked), query)))
    note(count_line(problems))
    return 1 if any(_fails(problem, strict=strict) for problem in problems) else 0


def _refuse_nothing(wanted: set[str], unwanted: set[str]) -> None:
    """Refuse to check by no rule: its clean result would be taken for one of the plan."""
    if wanted and wanted <= unwanted:
        message = "nothing is left to check: --skip takes out every rule that --only asks for; leave out one of the two"
        raise UsageError(message)
    if unwanted.issuperset(rule.word for rule in RULES):
        message = "nothing is left to check: --skip takes out every rule; name with --only those that are to be checked"
        raise UsageError(message)


def _envelope(plan: str | None, today: date | None, query: dict[str, object]) -> dict[str, object]:
    """What JSON says around the items; a plan that cannot be read has no id."""
    return {"schema_version": 1, "plan": plan, "today": today, "query": query}


def _day(session: Session, plan: Plan) -> date | None:
    """The day of the check, where the plan's time zone is one."""
    try:
        return session.day_of(plan)
    except PlanError:
        return None


def _usual_format(output: str | None) -> str | None:
    """The format of a file's ending where there is one, that of the runner where there is one, else text."""
    if output is not None and Path(output).suffix:
        return None
    return "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text"


def _nearby(file: str) -> str:
    """A path as seen from here, where it lies below: forges and editors know no other."""
    path = Path(file).absolute()
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):
        return file


def _fails(problem: Problem, *, strict: bool) -> bool:
    return problem.severity == "error" or (strict and problem.severity == "warning")
