"""Ids in their order: none is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anitp_cli.checks.checked import Finding
from anitp_cli.reading import ACTIVITIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anitp_cli.checks.checked import Checked
    from anitp_cli.errors import Problem
    from anitp_cli.model import Printed
    from anitp_cli.plan import Plan


def gaps(checked: Checked) -> Iterator[Problem]:
    """The ids under one heading count from 1 in their order; one that is wrong already fills the place it stands in."""
    last: dict[str, int] = {}
    seen: set[str] = set()
    for heading, word in _headed(checked.plan):
        above, _, number = word.rpartition(".")
        expected = last.get(heading, 0) + 1
        if not number or above != heading or word in seen:
            last[heading] = expected
            continue
        seen.add(word)
        if int(number) > expected:
            missing = f"{above}.{expected}" if above else str(expected)
            message = f"{word} comes where {missing} is expected"
            help_ = f"Restore {missing}, or put the ids in their order; ids are never renumbered."
            yield checked.problem(ACTIVITIES, Finding("id-gap", word, message, help_))
        last[above] = int(number)


def _headed(plan: Plan) -> Iterator[tuple[str, Printed]]:
    """The id of every objective and activity behind the id of what it stands under."""
    above = ""
    for objective in plan.objectives:
        if objective.chapter is not None:
            above = objective.id
        yield ("" if objective.chapter is not None else above), objective.id
    for activity in plan.activities:
        yield activity.objective, activity.id
