"""`anitp export`: the whole plan as tables, for people who analyse it."""

import os
from pathlib import Path
from typing import Annotated

import typer

from anitp_cli.cli import options
from anitp_cli.cli.output import note
from anitp_cli.cli.session import Session
from anitp_cli.errors import OutputError, UsageError
from anitp_cli.states import Register
from anitp_cli.text import count
from anitp_cli.writing import fill, replace

_DATABASES = (".sqlite", ".sqlite3", ".db")


def export(
    where: Annotated[str, typer.Argument(metavar="DIR|FILE.sqlite", help="A folder, or a database by its ending.")],
    excel: Annotated[
        bool,
        typer.Option(
            "--excel", help="CSV that Excel opens rightly: BOM, semicolons, nothing taken for a formula or day."
        ),
    ] = False,
    plan: options.PlanDir = None,
    today: options.Today = None,
    no_cache: options.NoCache = False,
) -> None:
    """The whole plan as tables, to analyse it.

    DIR gets a CSV file for each table, the texts exact, and a datapackage.json that says what each column means
    (Frictionless Data Package); other files in it stay. FILE.sqlite (or .db) is replaced by a database of the same
    tables, with views and a full-text index that ignores diacritics.

    \b
    anitp export data
    anitp export plan.sqlite
    anitp export for-excel --excel
    """
    target = Path(where)
    is_folder = _is_folder(target)
    is_database = target.suffix.lower() in _DATABASES and not is_folder
    if where in {"", "-"} or (target.suffix[1:].isalpha() and not is_database and not is_folder):
        message = f'export writes a folder or a database; name it like data or plan.sqlite, not "{where}"'
        raise UsageError(message)
    if excel and is_database:
        message = "--excel is for a folder of CSV files; a database needs no other form for Excel"
        raise UsageError(message)
    session = Session(plan, today, is_cached=not no_cache)
    register = session.register
    if is_database:
        _write_database(target, register)
    else:
        from anitp_cli.formats import datapackage

        form = datapackage.FOR_EXCEL if excel else datapackage.EXACT
        fill(target, datapackage.render(register, form), str(os.getpid()))
    note(f"{where}: {_contents(register)}, as of {register.today}")


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError as error:  # its name is too long, say
        message = f"{path} cannot be written: {error.strerror}"
        raise OutputError(message) from error


def _write_database(path: Path, register: Register) -> None:
    """Replace a database, unless another program has it open: what it left beside it would spoil the new one."""
    from anitp_cli.formats import sqlite

    try:
        place = path.resolve()
    except OSError as error:  # the working directory is gone
        message = f"{path} cannot be written: {error.strerror}"
        raise OutputError(message) from error
    for ending in ("-journal", "-wal"):
        beside = place.with_name(f"{place.name}{ending}")
        if beside.exists():
            message = f"{path} cannot be replaced: another program writes in it or left {beside.name}; close it first"
            raise OutputError(message)
    replace(path, sqlite.render(register), str(os.getpid()))


def _contents(register: Register) -> str:
    plan = register.plan
    deadlines = sum(len(register.standings(activity)) for activity in plan.activities)
    roles = sum(len(activity.mentions) for activity in plan.activities)
    return ", ".join(
        (
            count(len(plan.activities), "activity", "activities"),
            count(deadlines, "deadline", "deadlines"),
            count(roles, "role", "roles"),
            f"{count(len(plan.evidence), 'record', 'records')} of evidence",
        )
    )
