"""What one call works on: the plan that was asked for, and the day that counts as today."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from anitp_cli.cli.cache import open_cached
from anitp_cli.cli.choices import one_of
from anitp_cli.errors import UsageError
from anitp_cli.institutions import Directory
from anitp_cli.loading import open_plan
from anitp_cli.model import ROLES, Interval
from anitp_cli.query import Selection, find_objective

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from anitp_cli.plan import Plan
    from anitp_cli.states import Register

_TODAY = "--today (or ANITP_TODAY)"


class Session:
    """One call's plan and day, each read when it is first needed."""

    def __init__(self, folder: str | None, today: str | None = None, *, is_cached: bool = False) -> None:
        self.folder = folder
        self._is_cached = is_cached
        self._today = today
        if today is not None:
            self._refuse_no_day(today)

    @cached_property
    def plan(self) -> Plan:
        """The plan; its problems end the call."""
        return open_cached(self.folder) if self._is_cached else open_plan(self.folder)

    @cached_property
    def directory(self) -> Directory:
        """The names of the plan's institutions."""
        return Directory(self.plan.institutions, self.plan.headings)

    @cached_property
    def today(self) -> date:
        """The day of --today, else the day that it is in the plan's time zone."""
        return self.day_of(self.plan)

    @cached_property
    def register(self) -> Register:
        """What is on file, as of today."""
        from anitp_cli.states import Register

        return Register(self.plan, self.today)

    def day_of(self, plan: Plan) -> date:
        """The day of --today, else the day that it is in a plan's time zone.

        Raises:
            PlanError: there is no such time zone.
        """

        def now() -> date:
            from anitp_cli.cli.clock import today_in

            return today_in(plan.time_zone)

        return now() if self._today is None else self._interval(self._today, now, "--today").start

    def _refuse_no_day(self, text: str) -> None:
        day = self._interval(text, lambda: date(2000, 1, 1), _TODAY)
        if day.start != day.end:
            message = f'{_TODAY} takes one day, such as 2019-07-01; "{text}" is {day.start} to {day.end}'
            raise UsageError(message)

    def select(self, who: str | None, role: str | None, objective: str | None) -> Selection:
        """What --who, --role and --objective select.

        Raises:
            UsageError: there is no such institution, role or objective, or a role of nobody.
        """
        wanted = None if role is None else one_of(role, ROLES, "--role")
        if wanted and who is None:
            message = f"--role {wanted} says of whom with --who NAME"
            raise UsageError(message)
        return Selection(
            self.institution(who),
            wanted,
            find_objective(self.plan, objective) if objective is not None else None,
        )

    @staticmethod
    def meant(institution: str | None, option: str = "--who") -> str:
        """Whom an option means, to begin a closing line with: a part of a name will do, and may be that of another."""
        return f"{option} {institution}: " if institution else ""

    def closing(self, selection: Selection, lines: Iterable[str]) -> list[str]:
        """Closing lines, of which the first begins with whom the selection means."""
        first, *others = lines
        return [self.meant(selection.institution) + first, *others]

    def lines_on_units(self, selection: Selection) -> Iterator[str]:
        """What is to be said where the institution of a selection has units."""
        if selection.institution and self.directory.units(selection.institution):
            yield f"what names only units of {selection.institution} is not counted; anitp who NAME --units shows it"

    def institution(self, name: str | None) -> str | None:
        """The code of the institution that an option names, if it names one.

        Raises:
            UsageError: there is no such institution, or several.
        """
        return None if name is None else str(self.directory.find(name).code)

    def days(self, text: str, option: str) -> Interval:
        """The days that an option names.

        Raises:
            UsageError: the text is no date; the message lists the forms.
        """
        return self._interval(text, lambda: self.today, option)

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
    def _interval(text: str, today: Callable[[], date], option: str) -> Interval:
        from anitp_cli.deadlines import Refused, read_date

        try:
            return read_date(text, today)
        except Refused as refused:
            message = f"{option}: {refused.message}"
            raise UsageError(message) from refused

    def envelope(self, query: dict[str, Any]) -> dict[str, Any]:
        """What JSON says around the items."""
        return {"schema_version": 1, "plan": self.plan.id, "today": self.today, "query": query}
