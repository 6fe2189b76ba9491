"""What a command costs grows with the plan and no faster: counted in lines of Python that are run, not in seconds."""

from __future__ import annotations

import subprocess
import sys

import pytest
from conftest import ROOT

SIZES = (90, 180, 360)
MOST = 2.3  # times as much for twice as many more: 2 is linear, 4 is quadratic


@pytest.fixture(scope="module")
def plans(tmp_path_factory):
    """Plans of these numbers of activities."""
    folders = [tmp_path_factory.mktemp("plans") / str(size) for size in SIZES]
    for size, folder in zip(SIZES, folders, strict=True):
        subprocess.run([sys.executable, ROOT / "benchmarks" / "plans.py", str(size), folder], check=True, timeout=60)
    return folders


def lines_run(call):
    """How many lines of the program are run, each turn of a loop or comprehension counted."""
    count = 0

    def trace(frame, event, _argument):
        nonlocal count
        if "anitp_cli" not in frame.f_code.co_filename:
            return None
        if event == "line":
            count += 1
        return trace

    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(None)
    return count


@pytest.mark.parametrize(
    "command",
    [
        *("who IGPR", "who", "who --role partner", "who --format json", "who MAI --units"),
        *("due --before 2019-12", "due --all", "due --overdue --recurring", "due --next 3 --format json"),
        *("show 2.1.1", "list", "list minori", "list --objective 2 --format json", "expand --format json"),
        *("status", "status --by institution", "timeline", "evidence list", "evidence missing"),
        *("plan", "check", "report --year 2020", "calendar", "page -o {}/page.html", "export {}/plan.sqlite"),
    ],
)
def test_twice_as_many_activities_take_twice_as_long(command, plans, run, tmp_path):
    """Where `who --role` looks through the whole plan for each institution, twice as many take 3.8 times as long."""
    words = [word.format(tmp_path) for word in command.split()]
    run([*words, "--plan", str(plans[0])])  # what is loaded and remembered once is not counted
    counts = [lines_run(lambda folder=folder: run([*words, "--plan", str(folder)])) for folder in plans]
    first, second = counts[1] - counts[0], counts[2] - counts[1]
    assert second <= MOST * first + 200, counts
