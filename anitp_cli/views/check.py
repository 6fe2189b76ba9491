"""Problems and rules as items of the JSON contract and as text."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from anitp_cli.checks.rules import BY_NAME, RULES
from anitp_cli.views import Column, Item, View, table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from anitp_cli.checks import Rule
    from anitp_cli.errors import Problem


def problems_view(problems: Sequence[Problem], envelope: Callable[[], Item]) -> View:
    """One item for each problem; the formats of `check` make text, annotations or SARIF of it."""
    columns: list[Column[Problem]] = [
        Column("place", lambda one: f"{one.file}:{one.line}:{one.column}", "key"),
        Column("severity", lambda one: one.severity, "alarm"),
        Column("rule", lambda one: one.rule),
        Column("message", lambda one: one.message),
        Column("help", lambda one: one.help),
    ]

    def item(one: Problem) -> Item:
        return {
            "rule": one.rule,
            "code": BY_NAME[one.rule].code,
            "severity": one.severity,
            "file": one.file,
            "line": one.line,
            "column": one.column,
            "activity": one.activity,
            "message": one.message,
            "help": one.help,
        }

    return table(problems, columns, item=item, id_of=lambda one: one.rule, envelope=envelope)


def rules_view(envelope: Callable[[], Item]) -> View:
    """One row for each rule."""
    columns: list[Column[Rule]] = [
        Column("code", lambda one: one.code, "key"),
        Column("rule", lambda one: one.word, "key"),
        Column("severity", lambda one: one.severity),
        Column("finds", lambda one: one.finds),
    ]
    return table(RULES, columns, item=lambda one: one._asdict(), id_of=lambda one: one.word, envelope=envelope)


def explained(rule: Rule) -> str:
    """A rule in a few lines."""
    return f"{rule.code} {rule.word} ({rule.severity})\n\nFinds: {rule.finds}.\nWhy:   {rule.why}\nMend:  {rule.mend}\n"


def count_line(problems: Sequence[Problem]) -> str:
    """How many of each severity there are."""
    counts = Counter(problem.severity for problem in problems)
    parts = [
        f"{counts[severity]} {severity}{'' if counts[severity] == 1 else 's'}"
        for severity in ("error", "warning", "note")
    ]
    return ", ".join(parts)
