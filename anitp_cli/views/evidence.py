"""Records of evidence as rows, and as the items of the JSON contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anitp_cli.deadlines import period_name
from anitp_cli.evidence import place_of
from anitp_cli.views import Column, Item, View, table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from anitp_cli.model import Activity, Evidence, Printed
    from anitp_cli.records import Missing
    from anitp_cli.states import Register


def evidence_view(register: Register, records: Sequence[Evidence], envelope: Callable[[], Item]) -> View:
    """One row for each record."""
    columns: list[Column[Evidence]] = [
        Column("record", lambda one: one.id, "key"),
        Column("dates", dates_cell, "date"),
        Column("kind", lambda one: one.kind),
        Column("activity", lambda one: one.activity, "key"),
        Column("state", lambda one: _state_cell(one, register), "alarm"),
        Column("title", lambda one: one.title),
        Column("with", lambda one: "; ".join(one.partners)),
        Column("channels", lambda one: ", ".join(one.channels)),
    ]
    return table(
        records,
        columns,
        item=lambda one: evidence_item(one, register),
        id_of=lambda one: one.id,
        envelope=envelope,
    )


def missing_view(missing: Sequence[Missing], envelope: Callable[[], Item]) -> View:
    """One row for each deadline on which nothing was reported."""
    columns: list[Column[Missing]] = [
        Column("due", lambda one: str(one.standing.occurrence.due or "-"), "date"),
        Column("state", lambda one: one.standing.state, "alarm"),
        Column("deadline", lambda one: one.standing.occurrence.id, "key"),
        Column("owed by", lambda one: ", ".join(one.owed_by)),
        Column("title", lambda one: one.standing.occurrence.activity.title, "title"),
    ]

    def item(one: Missing) -> Item:
        occurrence = one.standing.occurrence
        return {
            "id": occurrence.id,
            "activity": occurrence.activity.id,
            "title": occurrence.activity.title,
            "term": occurrence.term,
            "kind": occurrence.kind,
            "start": occurrence.start,
            "due": occurrence.due,
            "state": one.standing.state,
            "responsible": occurrence.activity.responsible,
            "owed_by": one.owed_by,
        }

    return table(missing, columns, item=item, id_of=lambda one: one.standing.occurrence.id, envelope=envelope)


def evidence_item(record: Evidence, register: Register) -> Item:
    """A record; what it says of itself and what another institution assessed later stand apart."""
    assessment = register.assessment_of(record)
    source = record.source
    return {
        "id": record.id,
        "activity": record.activity,
        "occurrence": record.occurrence,
        "period": record.period,
        "by": record.by,
        "kind": record.kind,
        "state": record.state,
        "assessed_by": assessment and assessment.by,
        "assessed_state": assessment and assessment.state,
        "assesses": record.assesses,
        "start": record.dates and record.dates.start,
        "end": record.dates and record.dates.end,
        "title": record.title,
        "actions": record.actions,
        "values": [_value_item(key, value, register.activity(record.activity)) for key, value in record.values],
        "partners": record.partners,
        "channels": record.channels,
        "note": record.note,
        "source": source and {"title": source.title, "date": source.date, "link": source.link},
        "file": record.file,
        "line": record.id.line,
    }


def when_and_what(record: Evidence) -> str:
    """A record in one line: "2021-09..2022-02, campaign: „Pariuri oarbe” (ANITP-3)"."""
    state = f", {record.state}" if record.state else ""
    return f"{dates_cell(record)}{state}, {record.kind}: {record.title} ({record.id})"


def _state_cell(record: Evidence, register: Register) -> str:
    """How far it was done; where that was assessed later, what the assessment says and whose it is."""
    assessment = register.assessment_of(record)
    own = record.state or "-"
    return f"{own} (assessed {assessment.state} by {assessment.by})" if assessment else own


def dates_cell(record: Evidence) -> str:
    """The days of a record by their shortest name ("2019-06", "2021-09..2022-02"), or a dash."""
    return period_name(record.dates) if record.dates else "-"


def _value_item(key: Printed, value: Printed, activity: Activity) -> Item:
    place = place_of(key, activity)
    return {"place": place, "indicator": activity.indicators[place - 1] if place else key, "value": value}
