"""The plan's days: deadlines within its period, and a time zone that is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anitp_cli.checks.checked import Finding
from anitp_cli.reading import ACTIVITIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anitp_cli.checks.checked import Checked
    from anitp_cli.errors import Problem


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
