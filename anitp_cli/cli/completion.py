"""What the shell offers when Tab is pressed. Each reads only the files that it needs and never fails aloud."""

import os
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import typer

from anitp_cli.errors import AnitpError
from anitp_cli.formats import FORMATS, REPORTS
from anitp_cli.text import fold, visible

if TYPE_CHECKING:
    from anitp_cli.plan import Plan


def formats(incomplete: str) -> list[str]:
    """The formats."""
    return _starting(incomplete, FORMATS)


def reports(incomplete: str) -> list[str]:
    """The formats of `check`."""
    return _starting(incomplete, REPORTS)


def yearly_formats(incomplete: str) -> list[str]:
    """The formats of the yearly report."""
    from anitp_cli.formats import yearly

    return _starting(incomplete, yearly.FORMATS)


def files(incomplete: str) -> list[str]:
    """The kinds of files."""
    from anitp_cli.jsonschema import FILES

    return _starting(incomplete, FILES)


def rules(incomplete: str) -> list[str]:
    """The rules of `check`."""
    from anitp_cli.checks.rules import BY_NAME

    return _starting(incomplete, BY_NAME)


def roles(incomplete: str) -> list[str]:
    """The roles."""
    return _starting(incomplete, ("responsible", "partner"))


def orders(incomplete: str) -> list[str]:
    """The orders of `due`."""
    from anitp_cli.agenda import ORDERS

    return _starting(incomplete, ORDERS)


def entry_kinds(incomplete: str) -> list[str]:
    """What a deadline can be in a calendar."""
    from anitp_cli.views.calendar import ENTRY_KINDS

    return _starting(incomplete, ENTRY_KINDS)


def groupings(incomplete: str) -> list[str]:
    """What a row of `status` stands for."""
    from anitp_cli.status import GROUPINGS

    return _starting(incomplete, GROUPINGS)


def evidence_kinds(incomplete: str) -> list[str]:
    """The kinds of evidence."""
    from anitp_cli.files import EVIDENCE_KINDS

    return _starting(incomplete, EVIDENCE_KINDS)


def reported(incomplete: str) -> list[str]:
    """How far something was done, in the words of evidence."""
    from anitp_cli.files import REPORTED

    return _starting(incomplete, REPORTED)


def states(incomplete: str) -> list[str]:
    """The states of a deadline."""
    from anitp_cli.model import STATES

    return _starting(incomplete, STATES)


def institutions(ctx: typer.Context, incomplete: str) -> list[str]:
    """The codes of the institutions."""
    from anitp_cli.loading import load_directory

    return _quoted(_starting(incomplete, _quietly(lambda: load_directory(_folder(ctx)).by_code)))


def abbreviations(ctx: typer.Context, incomplete: str) -> list[str]:
    """The abbreviations."""
    from anitp_cli.loading import load_glossary

    known = _quietly(lambda: [str(entry.code) for entry in load_glossary(_folder(ctx))])
    return _quoted(_starting(incomplete, known))


def activities(ctx: typer.Context, incomplete: str) -> list[str]:
    """The ids of the activities."""
    known = _quietly(lambda: _plan(ctx).activities.ids())  # noqa: PLW0108  # it is the reading that may fail
    return [id_ for id_ in known if id_.startswith(incomplete)]


def objectives(ctx: typer.Context, incomplete: str) -> list[str]:
    """The ids of the objectives."""
    known = _quietly(lambda: _plan(ctx).objectives.ids())  # noqa: PLW0108
    return [id_ for id_ in known if id_.startswith(incomplete)]


def _plan(ctx: typer.Context) -> "Plan":
    """The plan, as the command that is typed would read it; a large one without a bar, which the line has no room for.

    Raises:
        PlanError: it cannot be read.
    """
    from anitp_cli.cli.cache import cache_folder
    from anitp_cli.loading import open_plan

    return open_plan(_folder(ctx), cache=None if ctx.params.get("no_cache", True) else cache_folder())


def _folder(ctx: typer.Context) -> str | None:
    folder: str | None = ctx.params.get("plan")
    return folder


def _quietly(known: Callable[[], Iterable[str]]) -> Iterable[str]:
    """Nothing to offer, where the plan cannot be read: the command itself says why."""
    try:
        return known()
    except AnitpError:
        return ()


def _quoted(names: list[str]) -> list[str]:
    """The names as the shell takes them; typer's script for bash leaves the blanks of a name as they are."""
    if not os.environ.get("_ANITP_COMPLETE", "").endswith("bash"):
        return names
    return [visible(name).replace(" ", "\\ ") for name in names]


def _starting(incomplete: str, known: Iterable[str]) -> list[str]:
    """The words that start so; a shell only takes what continues the letters typed, so "dii" is offered "diicot"."""
    forms = (next((form for form in (word, fold(word)) if form.startswith(incomplete)), None) for word in known)
    return [form for form in forms if form is not None]
