"""What one call works on: the plan that was asked for, and the day that counts as today."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from anitp_cli.errors import UsageError
from anitp_cli.institutions import Directory
from anitp_cli.loading import open_plan
from anitp_cli.model import ROLES

if TYPE_CHECKING:
    from datetime import date

    from anitp_cli.model import Interval, Objective, Plan, Role


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

    def days(self, text: str | None, option: str) -> Interval | None:
        """The days that an option names, or None where it is not given.

        Raises:
            UsageError: the text is no date; the message lists the forms.
        """
        return None if text is None else self._interval(text, self.today, option)

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
    """The role of --role.

    Raises:
        UsageError: there is no such role.
    """
    for role in ROLES:
        if given == role:
            return role
    if given is None:
        return None
    message = f'--role is "responsible" or "partner", not "{given}"'
    raise UsageError(message)


def objective_of(plan: Plan, given: str | None) -> Objective | None:
    """The objective of --objective."""
    from anitp_cli.query import find_objective

    return None if given is None else find_objective(plan, given)
