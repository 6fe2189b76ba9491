"""What one call works on: the plan that was asked for, and the day that counts as today."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from anitp_cli.cli.choices import one_of
from anitp_cli.errors import UsageError
from anitp_cli.institutions import Directory
from anitp_cli.loading import open_plan
from anitp_cli.model import ROLES, Interval

if TYPE_CHECKING:
    from anitp_cli.model import Objective, Plan, Role


class Session:
    """One call's plan and day, each read when it is first needed."""

    def __init__(self, folder: str | None, today: str | None = None) -> None:
        self.folder = folder
        self._today = today

    @cached_property
    def plan(self) -> Plan:
        """The plan; its problems end the call."""
        return open_plan(self.folder)

    @cached_property
    def directory(self) -> Directory:
        """The names of the plan's institutions."""
        return Directory(self.plan.institutions)

    @cached_property
    def today(self) -> date:
        """The day of --today, else the day that it is in the plan's time zone."""
        from anitp_cli.cli.clock import today_in

        now = today_in(self.plan.time_zone)
        if self._today is None:
            return now
        day = self._interval(self._today, now, "--today")
        if day.start != day.end:
            message = f'--today takes one day, such as 2019-07-01; "{self._today}" is {day.start} to {day.end}'
            raise UsageError(message)
        return day.start

    def days(self, text: str, option: str) -> Interval:
        """The days that an option names.

        Raises:
            UsageError: the text is no date; the message lists the forms.
        """
        return self._interval(text, self.today, option)

    def year(self, text: str | None) -> Interval:
        """The part of the plan's period that lies in a year; all of it where none is given.

        Raises:
            UsageError: the text is no year, or no year of the plan.
        """
        period = self.plan.period
        if text is None:
            return period
        days = self.days(text, "--year")
        start, end = max(days.start, period.start), min(days.end, period.end)
        is_year = days == Interval(date(days.start.year, 1, 1), date(days.start.year, 12, 31))
        if not is_year or end < start:
            message = f'--year takes a year of the plan, {period.start.year} to {period.end.year}, not "{text}"'
            raise UsageError(message)
        return Interval(start, end)

    @staticmethod
    def _interval(text: str, today: date, option: str) -> Interval:
        from anitp_cli.deadlines import Refused, read_date

        try:
            return read_date(text, today)
        except Refused as refused:
            message = f"{option}: {refused.message}"
            raise UsageError(message) from refused

    def envelope(self, query: dict[str, Any]) -> dict[str, Any]:
        """What JSON says around the items."""
        return {"schema_version": 1, "plan": self.plan.id, "today": self.today, "query": query}


def role_of(given: str | None) -> Role | None:
    """The role of --role."""
    return None if given is None else one_of(given, ROLES, "--role")


def objective_of(plan: Plan, given: str | None) -> Objective | None:
    """The objective of --objective."""
    from anitp_cli.query import find_objective

    return None if given is None else find_objective(plan, given)
