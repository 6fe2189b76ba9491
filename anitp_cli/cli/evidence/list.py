"""`anitp evidence list`: what ran when, with whom and where."""

from typing import Annotated, Optional

import typer

from anitp_cli.cli import completion, options
from anitp_cli.cli.choices import one_of
from anitp_cli.cli.output import Output, note
from anitp_cli.cli.session import Session
from anitp_cli.errors import UsageError
from anitp_cli.files import EVIDENCE_KINDS
from anitp_cli.query import find_activities
from anitp_cli.records import Sought, records
from anitp_cli.text import count
from anitp_cli.views.evidence import evidence_view


def list_evidence(
    ids: Annotated[
        Optional[list[str]],
        typer.Argument(metavar="[ID]...", autocompletion=completion.activities, help="Activities or deadlines."),
    ] = None,
    kind: Annotated[
        Optional[str],
        typer.Option("--kind", metavar="KIND", autocompletion=completion.evidence_kinds, help="Only of this kind."),
    ] = None,
    on: Annotated[Optional[str], typer.Option("--on", metavar="DATE", help="Running on all of its days.")] = None,
    within: Annotated[Optional[str], typer.Option("--in", metavar="DATE", help="Running on one of its days.")] = None,
    partner: Annotated[
        Optional[str], typer.Option("--partner", metavar="NAME", help="With this partner; some words of the name do.")
    ] = None,
    channel: Annotated[
        Optional[str], typer.Option("--channel", metavar="NAME", help="Seen or heard there, such as online.")
    ] = None,
    by: options.ReportedBy = None,
    plan: options.PlanDir = None,
    today: options.Today = None,
    no_cache: options.NoCache = False,
    format_: options.Format = None,
    output: options.OutputFile = None,
    color: options.Color = None,
) -> None:
    """What ran when, with whom and where.

    Everything on file, by its first day; a record without a state says what its source announces, not that it was done.

    \b
    anitp evidence list --kind campaign --on 2021-12-01
    anitp evidence list --partner metrorex
    anitp evidence list 1.1.1 --format json
    """
    if "" in {partner, channel}:
        message = "--partner and --channel take some words of a name"
        raise UsageError(message)
    session = Session(plan, today, is_cached=not no_cache)
    target = Output.chosen(format_, output, color)
    find_activities(session.plan, ids or [])  # refuses what the plan does not have
    sought = Sought(
        frozenset(ids) if ids else None,
        session.institution(by),
        None if kind is None else one_of(kind, EVIDENCE_KINDS, "--kind"),
        None if on is None else session.days(on, "--on"),
        None if within is None else session.days(within, "--in"),
        partner,
        channel,
    )
    found = records(session.plan, sought)
    query = {
        "ids": ids or [],
        "kind": kind,
        "on": on,
        "in": within,
        "partner": partner,
        "channel": channel,
        "by": sought.by,
    }
    target.write(evidence_view(session.register, found, lambda: session.envelope(query)))
    on_file = count(len(session.plan.evidence), "record", "records")
    note(f"{session.meant(sought.by, '--by')}{len(found)} of {on_file} on file")
