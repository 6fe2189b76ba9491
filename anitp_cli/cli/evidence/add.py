"""`anitp evidence add`: what was done, filed in its place."""

from datetime import date
from typing import Annotated, Optional

import typer

from anitp_cli.cli import completion, options
from anitp_cli.cli.choices import one_of
from anitp_cli.cli.output import Output, note
from anitp_cli.cli.session import Session
from anitp_cli.deadlines import period_name
from anitp_cli.errors import UsageError
from anitp_cli.files import EVIDENCE_KINDS, REPORTED
from anitp_cli.filing import Draft, Filed, UnfitError, file_records
from anitp_cli.model import Interval
from anitp_cli.text import visible_lines

_DATED = ("done", "partial")
# What an option is called whose field has another name, or stands in a list.
_OPTIONS = {
    **{name: f"--{name}" for name in ("period", "kind", "state", "title", "note", "source", "link", "assesses")},
    "dates": "--on",
    "source_date": "--source-date",
    "values": "--value",
    "partners": "--partner",
    "channels": "--channel",
    "actions": "--action",
}


def add_evidence(
    id_: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            autocompletion=completion.activities,
            help='The activity, or the deadline: "2.1.1@2019-06".',
        ),
    ],
    by: Annotated[
        str,
        typer.Option("--by", metavar="NAME", autocompletion=completion.institutions, help="Who reports."),
    ],
    state: Annotated[
        Optional[str],
        typer.Option(
            "--state",
            metavar="|".join(REPORTED),
            autocompletion=completion.reported,
            help='How far it was done; nil: "nothing to report". None for what is announced of days after the plan.',
        ),
    ] = None,
    title: Annotated[Optional[str], typer.Option("--title", metavar="TEXT", help="What was done.")] = None,
    on: Annotated[Optional[str], typer.Option("--on", metavar="DATE", help="The day or days of it.")] = None,
    source: Annotated[Optional[str], typer.Option("--source", metavar="TEXT", help="Where this is taken from.")] = None,
    source_date: Annotated[
        Optional[str], typer.Option("--source-date", metavar="DAY", help="The day of the source.")
    ] = None,
    link: Annotated[Optional[str], typer.Option("--link", metavar="URL", help="Where the source can be read.")] = None,
    value: Annotated[
        Optional[list[str]],
        typer.Option(
            "--value",
            metavar="INDICATOR=VALUE",
            help='Of an indicator, by its place ("1=12") or its words; repeatable.',
        ),
    ] = None,
    kind: Annotated[
        str, typer.Option("--kind", metavar="KIND", autocompletion=completion.evidence_kinds, help="What it is.")
    ] = "other",
    period: Annotated[
        Optional[str], typer.Option("--period", metavar="PERIOD", help="Which deadline: 2019-S1.")
    ] = None,
    partner: Annotated[
        Optional[list[str]], typer.Option("--partner", metavar="NAME", help="Who took part; repeatable.")
    ] = None,
    channel: Annotated[
        Optional[list[str]], typer.Option("--channel", metavar="NAME", help="Where it was seen or heard; repeatable.")
    ] = None,
    action: Annotated[
        Optional[list[str]], typer.Option("--action", metavar="TEXT", help="What it was made of; repeatable.")
    ] = None,
    note_: Annotated[Optional[str], typer.Option("--note", metavar="TEXT", help="What else is to be said.")] = None,
    assesses: Annotated[
        Optional[str],
        typer.Option(
            "--assesses", metavar="RECORD", help="The record of another that this one finds done, partial or not-done."
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be appended, and write nothing.")] = False,
    plan: options.PlanDir = None,
    today: options.Today = None,
) -> None:
    """File what was done.

    Appends a record to the file of the institution that reports, in the folder evidence of the plan, after checking it
    as "anitp check" would; nothing that stands there is touched: a wrong day is mended in the file. Without a period it
    is filed for the only deadline that holds its dates. Prints the record's id.

    \b
    anitp evidence add 2.1.1 --by ANITP --state done --on 2019-06-20 \\
        --value "1=1" --title "..." --source "..."
    anitp evidence add 1.3.1@2019-S1 --by IGPR --state nil \\
        --title "..." --source "..." --dry-run
    """
    session = Session(plan, today)
    draft = Draft(
        activity=id_,
        kind=one_of(kind, EVIDENCE_KINDS, "--kind"),
        title=title or "",
        period=None if period is None else period_name(session.days(period, "--period")),
        state=None if state is None else one_of(state, REPORTED, "--state"),
        dates=None if on is None else session.days(on, "--on"),
        actions=tuple(action or ()),
        values=tuple(_value(text) for text in value or ()),
        partners=tuple(partner or ()),
        channels=tuple(channel or ()),
        note=note_,
        source=source,
        source_date=None if source_date is None else _day(session.days(source_date, "--source-date"), source_date),
        link=link,
        assesses=assesses,
    )
    _refuse_gaps(draft)
    filed = _file(plan, by, draft, session, dry_run=dry_run)
    for remark in filed.remarks:
        note(f"anitp: {remark.severity}: {remark.message}. {remark.help}")
    note(_where(filed, dry_run=dry_run))
    text = visible_lines(filed.text) if dry_run else "\n".join([*filed.ids, ""])
    Output.chosen(None, None, None).write_text(text)


def _file(plan: str | None, by: str, draft: Draft, session: Session, *, dry_run: bool) -> Filed:
    try:
        return file_records(plan, by, [draft], session.day_of, dry_run=dry_run)
    except UnfitError as unfit:
        named = [(_OPTIONS.get(fault.field or ""), fault.sentence) for fault in unfit.faults]
        message = "; ".join(f"{option}: {sentence}" if option else sentence for option, sentence in named)
        raise UsageError(message) from unfit


def _value(text: str) -> tuple[str, str]:
    """An indicator and its value; no indicator has an equals sign in its words."""
    indicator, sign, value = text.partition("=")
    if not sign:
        message = f'--value takes INDICATOR=VALUE, such as "1=12", not "{text}"'
        raise UsageError(message)
    return indicator, value


def _day(days: Interval, text: str) -> date:
    if days.start != days.end:
        message = f'--source-date takes one day, such as 2019-07-01; "{text}" is {days.start} to {days.end}'
        raise UsageError(message)
    return days.start


def _refuse_gaps(draft: Draft) -> None:
    """Refuse a record that lacks what the check would ask for, in the words of the options."""
    for option, given, what in (
        ("--title", draft.title.strip(), "what was done, in a few words or by its name"),
        ("--source", (draft.source or "").strip(), "the title of the document or page that this is taken from"),
        ("--on", draft.dates or draft.state not in _DATED, f"the day or days on which it was {draft.state}"),
    ):
        if not given:
            message = f"{option} is missing: {what}"
            raise UsageError(message)


def _where(filed: Filed, *, dry_run: bool) -> str:
    record = filed.records[0]
    where = f"filed under {record.occurrence or record.activity} in {filed.file}"
    return f"nothing was written; it would be {where}" if dry_run else where
