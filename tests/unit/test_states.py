"""In what state a deadline is: each line of tests/data/states.txt is a case."""

from __future__ import annotations

from datetime import date

import pytest
from conftest import DATA

from anitp_cli.deadlines import occurrences
from anitp_cli.evidence import read_days
from anitp_cli.loading import open_plan
from anitp_cli.model import Evidence, Printed
from anitp_cli.plan import Records
from anitp_cli.states import Register

PLAN = open_plan()
LINES = (DATA / "states.txt").read_text(encoding="utf-8").splitlines()
CASES = [[cell.strip() for cell in line.split("|")] for line in LINES if line and not line.startswith("#")]


def record(number, said, deadline):
    by, *words = said.split()
    assesses = f"X-{words[1]}" if words[0] == "assesses" else None
    state, *days = words[2:] if assesses else words
    activity, _, period = deadline.partition("@")
    return Evidence(
        id=Printed(f"X-{number}"),
        by=by,
        activity=Printed(activity),
        period=Printed(period),
        occurrence=deadline,
        kind=Printed("other"),
        state=state,
        dates=read_days(days[0]) if days else None,
        dates_text=Printed(days[0]) if days else None,
        title=Printed("Un raport"),
        actions=(),
        values=(),
        partners=(),
        channels=(),
        note=None,
        source=None,
        assesses=assesses and Printed(assesses),
        file="evidence/X.yaml",
    )


def standing(deadline, today, said):
    filed = tuple(record(number, one, deadline) for number, one in enumerate(said.split(";"), 1)) if said else ()
    register = Register(PLAN._replace(evidence=Records(filed)), date.fromisoformat(today))
    activity = next(one for one in PLAN.activities if one.id == deadline.partition("@")[0])
    return register.standing(next(one for one in occurrences(activity, PLAN.period) if one.id == deadline))


@pytest.mark.parametrize("case", CASES, ids=" | ".join)
def test_the_state_of_a_deadline(case):
    deadline, today, said, *expected = case
    found = standing(deadline, today, said)
    assert [found.state, found.reported, *found.assessed_by] == expected


@pytest.mark.parametrize(
    ("said", "days"),
    [("", 63), ("IGPR partial 2019-06", 63), ("IGPR not-done", 63), ("IGPR done 2019-06-20", 0), ("IGPR nil", 63)],
)
def test_days_overdue_are_those_of_what_is_still_owed(said, days):
    assert standing("2.1.1@2019-06", "2019-09-01", said).days_overdue == days
