"""Resources against roles: where a row lists budgets one by one, they are those of whoever has a role in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from anitp_cli.checks.checked import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anitp_cli.checks.checked import Checked
    from anitp_cli.errors import Problem
    from anitp_cli.model import Activity, Printed

_BUDGET = r"Buget(?!ele)\s*"
_BUDGETS_OF_THE_RESPONSIBLE = "Bugetele instituțiilor responsabile"
_COMPARE = "Compare the cells with the published row."


def budgets(checked: Checked) -> Iterator[Problem]:
    """Each "Buget X" is of an X with a role in the row, and each role has its budget, or its parent or unit has."""
    for activity in checked.plan.activities:
        listed = [word for word in activity.resources if re.match(_BUDGET, word)]
        if not (listed and checked.knows_roles(activity)):
            continue
        paid: set[str] = set()
        roles = {mention.institution for mention in activity.mentions}
        for word in listed:
            for offset, name, code in _names(checked, word):
                if code:
                    paid.add(code)
                if code not in roles:
                    message = f'"{name}" has a budget and no role in {activity.id}'
                    yield checked.in_row(activity, Finding("budget-without-role", word, message, _COMPARE, offset))
        unpaid = _unpaid(activity, paid)
        if unpaid:
            message = f"{activity.id} lists budgets one by one, and none of {', '.join(unpaid)}"
            yield checked.in_row(activity, Finding("role-without-budget", listed[0], message, _COMPARE))


def _names(checked: Checked, word: Printed) -> Iterator[tuple[int, str, str | None]]:
    """Whose budget it is: where each name starts, what it says, and the institution if it is known."""
    match = re.match(_BUDGET, word)
    start = match.end() if match else 0
    for name in checked.directory.read(word[start:].rstrip(", ")):
        yield start + name.offset, name.text, name.institution


def _unpaid(activity: Activity, paid: set[str]) -> list[str]:
    """The roles without a budget; a parent and the units that it acts through in the row pay for one another."""
    links = {(mention.through, mention.institution) for mention in activity.mentions if mention.through}
    paid |= {parent for parent, unit in links if unit in paid} | {unit for parent, unit in links if parent in paid}
    if _BUDGETS_OF_THE_RESPONSIBLE in activity.resources:
        paid |= {mention.institution for mention in activity.mentions if mention.role == "responsible"}
    return [code for code in dict.fromkeys(mention.institution for mention in activity.mentions) if code not in paid]
