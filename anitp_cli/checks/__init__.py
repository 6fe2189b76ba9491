"""Every mistake in a plan's data, each where it stands: the rules in one table, run over one plan.

A rule is a function from the plan under check to what it finds. A new rule is a function in the module of its subject,
a line in `CHECKS` and a line in `rules.RULES`.
"""

from __future__ import annotations

from collections import Counter
from types import MappingProxyType
from typing import TYPE_CHECKING

from anitp_cli.checks import budgets, days, evidence, glossary, ids, letters, names, published
from anitp_cli.checks.checked import Checked
from anitp_cli.checks.rules import RULES, Rule, find_rules, is_unreadable
from anitp_cli.loading import load_plan

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from anitp_cli.errors import Problem
    from anitp_cli.plan import Plan

__all__ = ["RULES", "Rule", "check", "find_rules", "is_unreadable"]

CHECKS: tuple[Callable[[Checked], Iterator[Problem]], ...] = (
    ids.gaps,
    days.outside_period,
    days.time_zone,
    published.fingerprints,
    published.missing_rows,
    names.unfounded_parents,
    names.unstated_parents,
    names.double_roles,
    names.used_aliases,
    letters.letters,
    glossary.double_abbreviations,
    glossary.undefined_abbreviations,
    glossary.unused_abbreviations,
    budgets.budgets,
    evidence.indicators,
    evidence.future_days,
    evidence.outside_period,
    evidence.imprecise,
    evidence.uncounted,
    evidence.unsourced,
    evidence.personal,
    evidence.doubles,
    evidence.strangers,
)
# What can be said of the other files where the rows cannot be read.
WITHOUT_ROWS = (
    letters.letters,
    glossary.double_abbreviations,
    published.fingerprints,
    evidence.future_days,
    evidence.unsourced,
    evidence.personal,
    evidence.doubles,
)

NO_DRAFTS: Mapping[str, bytes] = MappingProxyType({})
MOST_OF_A_RULE = 1000
_OF_A_BLANK = {"text-empty", "type-wrong", "field-unknown"}


def check(
    folder: str | os.PathLike[str] | None, today: Callable[[Plan], date], *, drafts: Mapping[str, bytes] = NO_DRAFTS
) -> tuple[Plan, list[Problem]]:
    """What could be read of a plan, and every problem that it has, sorted by file, line and column.

    `today` gives the day for a plan, which is asked for where evidence says a state; `drafts` are as in `load_plan`.

    Raises:
        PlanError: the folder or one of its files does not exist or cannot be opened.
    """
    plan, problems = load_plan(folder, drafts=drafts)
    checked = Checked(plan, today)
    for find in CHECKS if plan.activities else WITHOUT_ROWS:
        problems += find(checked)
    ordered = sorted(_first_causes(problems), key=lambda one: (one.file, one.line, one.column, one.rule))
    return plan, list(_most(ordered))


def _most(problems: list[Problem]) -> Iterator[Problem]:
    """The problems, at most MOST_OF_A_RULE of one rule in one file; the last of them says how many more there are."""
    counts = Counter((one.file, one.rule) for one in problems)
    told: Counter[tuple[str, str]] = Counter()
    for one in problems:
        told[one.file, one.rule] += 1
        more = counts[one.file, one.rule] - MOST_OF_A_RULE
        if told[one.file, one.rule] == MOST_OF_A_RULE and more > 0:
            yield one._replace(help=f"{one.help} There are {more:,} more of these.")
        elif told[one.file, one.rule] <= MOST_OF_A_RULE:
            yield one


def _first_causes(problems: list[Problem]) -> Iterator[Problem]:
    """The problems without what is said of the blank that the reader puts in the place of an alias or a strange key."""
    blanks = {(one.file, one.line, one.column) for one in problems if one.rule in {"yaml-alias", "yaml-key"}}
    for one in problems:
        if one.rule not in _OF_A_BLANK or (one.file, one.line, one.column) not in blanks:
            yield one
