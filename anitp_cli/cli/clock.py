"""The only place that reads the clock."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from anitp_cli.errors import PlanError


def today_in(time_zone: str) -> date:
    """The day that it is now in a time zone of the IANA database.

    Raises:
        PlanError: there is no such time zone, or no database of them on this machine.
    """
    try:
        return datetime.now(ZoneInfo(time_zone)).date()
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        message = (
            f"the plan's time zone \"{time_zone}\" is not in this machine's time zone database; mend the plan, "
            'install the package "tzdata", or give the day with --today'
        )
        raise PlanError(message) from error
