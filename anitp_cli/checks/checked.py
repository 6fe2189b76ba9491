"""The plan under check, and how a rule reports what it finds in it."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from anitp_cli.abbreviations import Glossary
from anitp_cli.checks.rules import BY_NAME
from anitp_cli.deadlines import occurrences
from anitp_cli.errors import PlanError, Problem
from anitp_cli.institutions import Directory
from anitp_cli.model import fingerprint
from anitp_cli.reading import ACTIVITIES
from anitp_cli.states import Register
from anitp_cli.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from anitp_cli.model import Activity, Occurrence, Printed
    from anitp_cli.plan import Plan

SIC = "[sic] "


class Finding(NamedTuple):
    """What a rule finds at a word, or at the character at `offset` inside it, and how to mend it."""

    rule: str
    word: Printed
    message: str
    help: str
    offset: int = 0


class Checked:
    """A plan with what several rules need of it, each computed once."""

    def __init__(self, plan: Plan, today: Callable[[Plan], date]) -> None:
        self.plan = plan
        self._today = today
        self.directory = Directory(plan.institutions, plan.headings)
        self.glossary = Glossary(plan.abbreviations)

    @cached_property
    def today(self) -> date | None:
        """The day of the check; None where nobody knows the plan's time zone, which is told."""
        try:
            return self._today(self.plan)
        except PlanError:
            return None

    @cached_property
    def register(self) -> Register:
        """The evidence as of the day of the check, or all of it where nobody knows that day."""
        return Register(self.plan, self.today or date.max)

    @cached_property
    def occurrences(self) -> dict[str, tuple[Occurrence, ...]]:
        """The occurrences of each activity that has evidence, by its id."""
        filed = {str(record.activity) for record in self.plan.evidence}
        with_evidence = (activity for activity in reversed(self.plan.activities) if activity.id in filed)
        return {str(activity.id): occurrences(activity, self.plan.period) for activity in with_evidence}

    @cached_property
    def published(self) -> frozenset[Activity]:
        """The activities whose rows are the published ones to the letter."""
        return frozenset(one for one in self.plan.activities if fingerprint(one.printed_row()) == one.fingerprint)

    @cached_property
    def list_is_published(self) -> bool:
        """Whether the list of abbreviations is the published one to the letter."""
        return fingerprint(self.plan.printed_list()) == self.plan.abbreviations_fingerprint

    @cached_property
    def headings_are_published(self) -> bool:
        """Whether chapters and objectives are the published ones to the letter."""
        return fingerprint(self.plan.printed_headings()) == self.plan.fingerprint

    def knows_roles(self, activity: Activity) -> bool:
        """Whether every name of a row is known; where one is not, that is said, and nothing follows from the roles."""
        items = (*activity.responsible, *activity.partners)
        return bool(activity.responsible) and all(
            name.institution for item in items for name in self.directory.read(item)
        )

    def problem(self, file: str, finding: Finding) -> Problem:
        """What a rule finds in a file."""
        place = str(self.plan.folder / file)
        rule, word, message, help_, offset = finding
        return Problem(rule, BY_NAME[rule].severity, place, word.line, word.column_of(offset), message, help_)

    def in_row(self, activity: Activity, finding: Finding) -> Problem:
        """The same in a row; where the row is as published it is the act that is so, and the finding a note."""
        problem = self.at_row(activity, finding)
        return as_published(problem) if activity in self.published else problem

    def at_row(self, activity: Activity, finding: Finding) -> Problem:
        """The same in a row, for what is no matter of the published words."""
        return self.problem(ACTIVITIES, finding)._replace(activity=str(activity.id))


def as_published(problem: Problem) -> Problem:
    """A finding that is the act's own: nothing to mend, and said as a note."""
    help_ = "The act prints it so; nothing to mend."
    return problem._replace(severity="note", message=SIC + problem.message, help=help_)
