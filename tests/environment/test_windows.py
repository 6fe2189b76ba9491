"""What is different on Windows, as far as it shows elsewhere."""

from __future__ import annotations

from importlib.metadata import requires

from packaging.requirements import Requirement


def test_windows_gets_the_database_of_time_zones_that_it_lacks():
    """Without it every command that needs today ends with 3 there, and `check` says that the shipped plan is wrong."""
    needed = [requirement for requirement in map(Requirement, requires("anitp")) if requirement.name == "tzdata"]
    assert [one.marker.evaluate({"sys_platform": platform}) for one in needed for platform in ("win32", "linux")] == [
        True,
        False,
    ]
