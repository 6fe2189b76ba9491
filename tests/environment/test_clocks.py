"""The day is the one that it is in the plan's own time zone, wherever the machine is and whatever its clock shows.

The guard is `today_in` of cli/clock.py. The clock is replaced where Python asks the system for it; what is tested is
the program as installed.
"""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from processes import patched, start

CLOCK = """\
import datetime, time
MOMENT = {moment!r}
time.time = lambda: MOMENT
class Stopped(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(MOMENT, tz)
datetime.datetime = Stopped
"""


def stopped(folder, moment):
    """The environment in which it is always the same moment, which is given in UTC; the program asks the clock."""
    seconds = datetime.fromisoformat(f"{moment}+00:00").timestamp()
    return {**patched(folder, CLOCK.format(moment=seconds)), "ANITP_TODAY": None}


DAYS = [
    # winter, two hours ahead of UTC
    ("2019-01-15T21:59:59", "2019-01-15"),
    ("2019-01-15T22:00:00", "2019-01-16"),
    # summer, three
    ("2019-07-15T20:59:59", "2019-07-15"),
    ("2019-07-15T21:00:00", "2019-07-16"),
    # the clock goes forward on the last Sunday of March
    ("2019-03-30T21:59:59", "2019-03-30"),
    ("2019-03-30T22:00:00", "2019-03-31"),
    ("2019-03-31T20:59:59", "2019-03-31"),
    ("2019-03-31T21:00:00", "2019-04-01"),
    # and back on the last of October
    ("2019-10-26T20:59:59", "2019-10-26"),
    ("2019-10-26T21:00:00", "2019-10-27"),
    ("2019-10-27T21:59:59", "2019-10-27"),
    ("2019-10-27T22:00:00", "2019-10-28"),
    # New Year, and a leap day
    ("2019-12-31T21:59:59", "2019-12-31"),
    ("2019-12-31T22:00:00", "2020-01-01"),
    ("2020-02-28T22:00:00", "2020-02-29"),
    ("2020-02-29T22:00:00", "2020-03-01"),
]


@pytest.mark.parametrize(("moment", "day"), DAYS)
def test_what_day_it_is(program, tmp_path, moment, day):
    """With the day of UTC each first moment of a day is one too early; with two hours added, those of summer."""
    result = start([program, "plan", "-f", "json"], env={**stopped(tmp_path, moment), "TZ": "UTC"})
    assert json.loads(result.stdout)["today"] == day


WINTER_NIGHT, SUMMER_NIGHT = DAYS[0], DAYS[3]  # the last second of a day and the first


@pytest.mark.parametrize("hours", range(-14, 13))
def test_what_day_it_is_in_every_time_zone(program, tmp_path, hours):
    """With the day of the machine each zone fails: one ahead of ours at the end of a day, any other at its beginning.

    The sign of these zones is turned round, as POSIX has it: Etc/GMT-14 is fourteen hours ahead of UTC.
    """
    for moment, day in (WINTER_NIGHT, SUMMER_NIGHT):
        env = {**stopped(tmp_path, moment), "TZ": f"Etc/GMT{hours:+d}"}
        result = start([program, "plan", "-f", "json"], env=env)
        assert json.loads(result.stdout)["today"] == day


@pytest.mark.parametrize(
    ("zone", "night"),
    [
        ("Pacific/Kiritimati", WINTER_NIGHT),
        ("America/Los_Angeles", SUMMER_NIGHT),
        ("Europe/Nowhere", SUMMER_NIGHT),
        ("", SUMMER_NIGHT),
        (None, SUMMER_NIGHT),
    ],
)
def test_what_day_it_is_in_other_words(program, tmp_path, zone, night):
    """As above; the machine's zone may be no zone at all, which counts as UTC."""
    moment, day = night
    result = start([program, "plan", "-f", "json"], env={**stopped(tmp_path, moment), "TZ": zone})
    assert json.loads(result.stdout)["today"] == day


@pytest.mark.parametrize(
    ("moment", "zone", "late"),
    [
        ("2019-06-30T20:59:59", "Pacific/Kiritimati", []),
        ("2019-06-30T21:00:00", "America/Los_Angeles", ["2.1.1@2019-06"]),
    ],
)
def test_what_is_overdue_changes_at_midnight(program, tmp_path, moment, zone, late):
    """A deadline of 30 June is late from the first moment of 1 July in Bucharest; with the day of the machine not."""
    env = {**stopped(tmp_path, moment), "TZ": zone}
    result = start([program, "due", "--overdue", "--in", "2019-06", "--objective", "2.1", "-f", "ids"], env=env)
    assert result.stdout.decode().split() == late


@pytest.mark.parametrize("moment", ["1970-01-01T00:00:00", "2038-01-19T03:14:08", "9999-12-31T12:00:00"])
def test_a_clock_that_is_far_off(program, tmp_path, moment):
    """Machines without a battery start in 1970; nothing in a plan needs the day to be near.

    With a year counted on from the day, or written with two digits, the last is a bug. Python itself knows the others.
    """
    result = start([program, "due", "-f", "json"], env=stopped(tmp_path, moment))
    assert (result.returncode, json.loads(result.stdout)["today"]) == (0, moment[:10])


# Without a database of time zones


@pytest.fixture
def without_zones(tmp_path):
    """The environment in which neither the system nor a package knows a time zone."""
    return {**patched(tmp_path, 'import sys\nsys.modules["tzdata"] = None\n'), "PYTHONTZPATH": "", "ANITP_TODAY": None}


@pytest.mark.parametrize("command", ["due", "who IGPR"])
def test_without_time_zones_the_day_must_be_given(program, without_zones, command):
    """Without the `except` in `today_in` these are bugs."""
    result = start([program, *command.split()], env=without_zones)
    assert (result.returncode, result.stdout) == (3, b"")
    assert result.stderr.decode() == (
        "anitp: error: the plan's time zone \"Europe/Bucharest\" is not in this machine's time zone database; mend the "
        'plan, install the package "tzdata", or give the day with --today\n'
    )
    given = start([program, *command.split(), "--today", "2019-07-01"], env=without_zones)
    assert (given.returncode, given.stdout) == (0, start([program, *command.split()]).stdout)


@pytest.mark.parametrize("command", ["expand DIICOT", "due --help"])
def test_what_does_not_ask_for_the_day_needs_no_time_zones(program, without_zones, command):
    """With the clock read when the program starts, these fail too."""
    assert start([program, *command.split()], env=without_zones).returncode == 0
