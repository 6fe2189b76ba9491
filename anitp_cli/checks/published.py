"""Rows, headings and list against the published ones: none changed, none gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anitp_cli.checks.checked import Finding
from anitp_cli.reading import ABBREVIATIONS, ACTIVITIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anitp_cli.checks.checked import Checked
    from anitp_cli.errors import Problem


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
