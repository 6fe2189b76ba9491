"""`anitp who`: what names an institution."""

from typing import Annotated, Optional

import typer

from anitp_cli.cli import completion, options
from anitp_cli.cli.choices import one_of
from anitp_cli.cli.output import Output, note
from anitp_cli.cli.session import Session
from anitp_cli.model import ROLES, Role
from anitp_cli.query import Naming, institutions_named, names, namings
from anitp_cli.text import count
from anitp_cli.views.who import all_view, who_view


def who(
    name: Annotated[
        Optional[list[str]],
        typer.Argument(
            metavar="[NAME]", autocompletion=completion.institutions, help="A code, a full name or an alias."
        ),
    ] = None,
    role: options.RoleName = None,
    units: Annotated[bool, typer.Option("--units", help="Also what names only its units.")] = False,
    plan: options.PlanDir = None,
    today: options.Today = None,
    no_cache: options.NoCache = False,
    format_: options.Format = None,
    output: options.OutputFile = None,
    color: options.Color = None,
) -> None:
    """What names an institution, and as what.

    Without a name, all institutions with the number of activities that name them. A name is a code, a full name or
    an alias, in any case, with or without diacritics; its beginning will do where it is the only one.

    \b
    anitp who IGPR                    all that names the police inspectorate
    anitp who ANITP --role partner    where the agency is a partner
    anitp who MAI --units             MAI and what the plan puts under it
    """
    session = Session(plan, today, is_cached=not no_cache)
    target = Output.chosen(format_, output, color)
    wanted_role = None if role is None else one_of(role, ROLES, "--role")
    if not name:
        _all(session, target, wanted_role)
        return
    institution = session.directory.find(" ".join(name))
    code = str(institution.code)
    below = session.directory.units(code)
    own = namings(session.plan, {code}, wanted_role)
    only_units = [
        one for one in namings(session.plan, below, wanted_role) if not names(one.activity, {code}, wanted_role)
    ]
    shown = sorted((*own, *only_units), key=lambda one: ROLES.index(one.mention.role)) if units else own
    query = {"institution": code, "role": wanted_role, "units": units}
    target.write(who_view(session.register, shown, lambda: session.envelope(query), units=units))
    note(_closing_line(code, own, only_units, units=units))


def _all(session: Session, target: Output, role: Role | None) -> None:
    plan = session.plan
    named = institutions_named(plan, role)
    query = {"institution": None, "role": role, "units": False}
    target.write(all_view(session.register, named, lambda: session.envelope(query)))
    note(f"{len(named)} institutions; the numbers are activities that name them")


def _closing_line(code: str, own: list[Naming], only_units: list[Naming], *, units: bool) -> str:
    by_role = [f"{len(_activities(own, role))} as {role}" for role in ROLES if _activities(own, role)]
    line = f"{_named_by(own)} {code}{': ' if by_role else ''}{', '.join(by_role)}"
    if not only_units:
        return line
    which = ", ".join(dict.fromkeys(one.mention.institution for one in only_units))
    shown = "also shown" if units else "--units shows them"
    return f"{line}; {_named_by(only_units)} only its units ({which}): {shown}"


def _named_by(found: list[Naming]) -> str:
    return count(len(_activities(found)), "activity names", "activities name")


def _activities(found: list[Naming], role: Role | None = None) -> set[str]:
    return {str(one.activity.id) for one in found if role in {None, one.mention.role}}
