"""Evidence: filed where it belongs and on days that can be, with its source, and silent about single persons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anitp_cli.checks.checked import Finding
from anitp_cli.checks.personal import masked, personal_data
from anitp_cli.evidence import place_of
from anitp_cli.model import RECURRING
from anitp_cli.soundness import reached
from anitp_cli.states import has_happened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from anitp_cli.checks.checked import Checked
    from anitp_cli.errors import Problem
    from anitp_cli.model import Activity, Evidence, Occurrence


def indicators(checked: Checked) -> Iterator[Problem]:
    """Each value is of an indicator of the activity, and no indicator has two."""
    for record, activity in _filed(checked):
        seen: dict[int, str] = {}
        for key, _ in record.values:
            place = place_of(key, activity)
            if place is None:
                message = f'{activity.id} has no indicator "{masked(key)}"'
                most = len(activity.indicators)
                help_ = f"Write its place in the cell, 1 to {most}, or its words." if most else "Take the value out."
            elif seen.setdefault(place, key) is not key:
                message = f'"{key}" is the indicator {place} of {activity.id}, as is "{seen[place]}"'
                help_ = "Keep one of the two."
            else:
                continue
            yield _at(checked, record, Finding("evidence-indicator", key, message, help_))


def future_days(checked: Checked) -> Iterator[Problem]:
    """What a record says to be so had happened by the day of the check, and its source was there."""
    for record in checked.plan.evidence:
        today = checked.today if record.state else None
        if today is not None:
            yield from _future_days(checked, record, today)


def _future_days(checked: Checked, record: Evidence, today: date) -> Iterator[Problem]:
    if record.dates_text and not has_happened(record, today):
        meets = "ends" if record.state == "done" else "begins"
        message = f'{record.id} says {record.state} of "{record.dates_text}", which {meets} after today, {today}'
        help_ = "Mend the days, or file it once it has happened."
        yield _at(checked, record, Finding("evidence-future", record.dates_text, message, help_))
    if record.source and record.source.date_text and record.source.date and record.source.date > today:
        message = f"the source of {record.id} is of {record.source.date}, after today, {today}"
        yield _at(checked, record, Finding("evidence-future", record.source.date_text, message, "Mend the day."))


def outside_period(checked: Checked) -> Iterator[Problem]:
    """Work may begin early, but not before the plan, and that of a rhythm not before the period it is filed for."""
    for record, _ in _filed(checked):
        filed_for = _deadline(checked, record)
        if filed_for is None or record.dates is None:
            continue
        what, start = "the plan", checked.plan.period.start
        if filed_for.kind in RECURRING and filed_for.start:
            what, start = filed_for.id, filed_for.start
        if record.dates.end < start:
            message = f'"{record.dates_text}" is over before {what} begins, on {start}'
            word = record.dates_text or record.id
            yield _at(checked, record, Finding("evidence-outside", word, message, "Mend the days or the period."))


def imprecise(checked: Checked) -> Iterator[Problem]:
    """No deadline is met late only because a year, half, quarter or month that holds its due date ends after it."""
    dated: dict[str, tuple[Evidence, ...]] = {}
    for record, _ in _filed(checked):
        filed_for = _deadline(checked, record)
        due, days, text = filed_for and filed_for.due, record.dates, record.dates_text or record.id
        if not filed_for or not due or not days or ".." in text or not days.start <= due < days.end:
            continue
        if filed_for.id not in dated:
            dated[filed_for.id] = checked.register.dated(filed_for)
        if record in dated[filed_for.id]:
            said = f'{record.id} says done of "{text}", of which the last day counts'
            message = f"{said}: it is after {filed_for.id} was due, on {due}"
            help_ = 'Write when it was done more exactly, such as "2019-06-20", if that is known.'
            yield _at(checked, record, Finding("evidence-imprecise", text, message, help_))


def uncounted(checked: Checked) -> Iterator[Problem]:
    """A record of days after the plan is only shown; one that names a wrong period is told of that instead."""
    end = checked.plan.period.end
    for record, activity in _filed(checked):
        is_wrong = record.period and any(one.due for one in checked.occurrences[activity.id])
        if record.occurrence is None and record.dates and record.dates.start > end and not is_wrong:
            message = f"{record.id} counts for no deadline: its days are after the plan, which ends on {end}"
            help_ = f'Nothing to mend; "anitp show {activity.id}" shows it.'
            yield _at(checked, record, Finding("evidence-uncounted", record.dates_text or record.id, message, help_))


def unsourced(checked: Checked) -> Iterator[Problem]:
    """Every record says where it is taken from."""
    for record in checked.plan.evidence:
        if record.source is None:
            message = f"{record.id} does not say where this is taken from"
            help_ = 'Add "source: ..." with a title, and a date and a link where there are any.'
            yield _at(checked, record, Finding("evidence-unsourced", record.id, message, help_))


def personal(checked: Checked) -> Iterator[Problem]:
    """No text holds what looks like personal data; what it is is said, and not repeated."""
    for record in checked.plan.evidence:
        for word in record.texts():
            for found in personal_data(word):
                message = f"{record.id} holds what looks like {found.kind}"
                help_ = "Take it out: evidence says nothing about single persons."
                yield _at(checked, record, Finding("evidence-personal", word, message, help_, found.start))


def doubles(checked: Checked) -> Iterator[Problem]:
    """No record says the same as another of its file."""
    seen: dict[tuple[object, ...], Evidence] = {}
    for record in checked.plan.evidence:
        what = (record.activity, record.period, record.state, record.dates, record.kind, record.title, record.assesses)
        first = seen.setdefault((record.file, *what), record)
        if first is not record and record.title:  # one without a title cannot be read, and that is said
            message = f"{record.id} says the same as {first.id}"
            help_ = "Keep one of the two, or say in the title what sets them apart."
            yield _at(checked, record, Finding("evidence-double", record.id, message, help_))


def strangers(checked: Checked) -> Iterator[Problem]:
    """Whoever reports, and does not assess, is named in the activity's row, or is a parent or unit of one who is."""
    above = {
        code: [str(parent.institution) for parent in one.part_of] for code, one in checked.directory.by_code.items()
    }
    kin: dict[tuple[str, str], bool] = {}
    for record, activity in _filed(checked):
        if record.assesses or record.by not in above or not checked.knows_roles(activity):
            continue
        pair = (record.by, str(activity.id))
        if pair not in kin:
            named = {mention.institution for mention in activity.mentions}
            kin[pair] = not named.isdisjoint(reached(record.by, above)) or any(
                record.by in reached(code, above) for code in named
            )
        if not kin[pair]:
            message = f"{activity.id} names neither {record.by} nor a parent or unit of it"
            help_ = (
                "Mend the id, or file it for an institution of the row; what others find is an assessment (assesses)."
            )
            yield _at(checked, record, Finding("evidence-stranger", record.activity, message, help_))


def _filed(checked: Checked) -> Iterator[tuple[Evidence, Activity]]:
    """Each record of a row that the plan has, with it; of one that does not fit its shape nothing follows."""
    activities = {str(activity.id): activity for activity in reversed(checked.plan.activities)}  # of two the first
    for record in checked.plan.evidence:
        activity = activities.get(record.activity)
        if activity and activity.fingerprint:
            yield record, activity


def _deadline(checked: Checked, record: Evidence) -> Occurrence | None:
    """The deadline or permanent term that a record is filed for."""
    return next((one for one in checked.occurrences[record.activity] if one.id == record.occurrence), None)


def _at(checked: Checked, record: Evidence, finding: Finding) -> Problem:
    return checked.problem(record.file, finding)._replace(activity=str(record.activity) or None)
