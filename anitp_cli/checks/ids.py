"""Ids, deadlines and fingerprints: is every row where it says it is, and what it was when it was published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anitp_cli.checks.checked import Finding
from anitp_cli.reading import ABBREVIATIONS, ACTIVITIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anitp_cli.checks.checked import Checked
    from anitp_cli.model import Plan, Printed, Problem


def gaps(checked: Checked) -> Iterator[Problem]:
    """The ids under one heading count from 1 in their order; one that is wrong already fills the place it stands in."""
    last: dict[str, int] = {}
    seen: set[str] = set()
    for heading, word in _headed(checked.plan):
        above, _, number = word.rpartition(".")
        expected = last.get(heading, 0) + 1
        if not number or above != heading or word in seen:
            last[heading] = expected
            continue
        seen.add(word)
        if int(number) > expected:
            missing = f"{above}.{expected}" if above else str(expected)
            message = f"{word} comes where {missing} is expected"
            help_ = f"Restore {missing}, or put the ids in their order; ids are never renumbered."
            yield checked.problem(ACTIVITIES, Finding("id-gap", word, message, help_))
        last[above] = int(number)


def _headed(plan: Plan) -> Iterator[tuple[str, Printed]]:
    """The id of every objective and activity behind the id of what it stands under."""
    above = ""
    for objective in plan.objectives:
        if objective.chapter is not None:
            above = objective.id
        yield ("" if objective.chapter is not None else above), objective.id
    for activity in plan.activities:
        yield activity.objective, activity.id


def outside_period(checked: Checked) -> Iterator[Problem]:
    """A fixed deadline falls due within the plan's period, and a bounded rhythm runs in it."""
    period = checked.plan.period
    for activity in checked.plan.activities:
        for term in activity.terms:
            for kind, days, _ in term.deadlines:
                if days and not (
                    days.end in period if kind == "fixed" else days.start <= period.end >= period.start <= days.end
                ):
                    message = f'"{term.text}" lies outside the plan\'s period, {period.start} to {period.end}'
                    help_ = "Compare the term with the published row, and the plan's period with the act."
                    yield checked.at_row(activity, Finding("term-outside", term.text, message, help_))


def time_zone(checked: Checked) -> Iterator[Problem]:
    """The plan's time zone is one of the IANA database."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    name = checked.plan.time_zone
    try:
        if name:
            ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        message = f'there is no time zone "{name}"'
        yield checked.problem(
            ACTIVITIES, Finding("time-zone", name, message, 'Write an IANA name, such as "Europe/Bucharest".')
        )


def missing_rows(checked: Checked) -> Iterator[Problem]:
    """There are as many rows as the published table has: a row that is gone leaves no fingerprint behind."""
    plan = checked.plan
    if plan.rows and int(plan.rows) != len(plan.activities):
        message = f"the published table has {plan.rows} rows, and {len(plan.activities)} are here"
        help_ = "Restore the rows that are missing, or take out those that are not the plan's."
        yield checked.problem(ACTIVITIES, Finding("rows-missing", plan.rows, message, help_))


def fingerprints(checked: Checked) -> Iterator[Problem]:
    """Rows, headings and list are the published ones to the letter."""
    help_ = "Restore the published words; if they are as published, mend the fingerprint from the published text."
    for activity in checked.plan.activities:
        if activity.fingerprint and activity not in checked.published:
            message = f"the text of {activity.id} differs from the published row"
            yield checked.at_row(activity, Finding("fingerprint-row", activity.fingerprint, message, help_))
    plan = checked.plan
    if plan.fingerprint and not checked.headings_are_published:
        message = "the headings differ from the published ones"
        yield checked.problem(ACTIVITIES, Finding("fingerprint-headings", plan.fingerprint, message, help_))
    if plan.abbreviations_fingerprint and not checked.list_is_published:
        message = "the list differs from the published one"
        yield checked.problem(
            ABBREVIATIONS, Finding("fingerprint-list", plan.abbreviations_fingerprint, message, help_)
        )
