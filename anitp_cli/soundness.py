"""What must hold before any question is answered: ids that are unique and in their place, names that are one's own.

The loader reports what is found here with everything else that is wrong; an answer from such a plan could be wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anitp_cli.text import fold
from anitp_cli.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from anitp_cli.model import Abbreviation, Activity, Institution, Objective, Printed


class Fault(NamedTuple):
    """A word that is wrong, by a rule of `checks.rules`, and how to mend it."""

    rule: str
    word: Printed
    message: str
    help: str


def faults_of_ids(objectives: Iterable[Objective], activities: Iterable[Activity]) -> Iterator[Fault]:
    """Ids that stand twice, or under an objective whose id they do not start with."""
    objectives, activities = list(objectives), list(activities)
    yield from _doubles("objective", [objective.id for objective in objectives])
    yield from _doubles("activity", [activity.id for activity in activities])
    help_ = "Move it under its own objective, or mend the id."
    above = ""
    for objective in objectives:
        if objective.chapter is not None:
            above = objective.id
        elif above and objective.id and objective.general != above:
            message = f"the objective {objective.id} stands under the objective {above}"
            yield Fault("id-misplaced", objective.id, message, help_)
    for activity in activities:
        if activity.id and activity.objective and activity.id.rpartition(".")[0] != activity.objective:
            message = f"the activity {activity.id} stands under the objective {activity.objective}"
            yield Fault("id-misplaced", activity.id, message, help_)


def _doubles(what: str, ids: Iterable[Printed]) -> Iterator[Fault]:
    seen: set[str] = {""}
    for word in ids:
        if word and word in seen:
            message = f"the {what} {word} stands a second time"
            yield Fault("id-double", word, message, "Give each its own id.")
        seen.add(word)


def faults_of_names(institutions: Sequence[Institution], abbreviations: Iterable[Abbreviation]) -> Iterator[Fault]:
    """Institutions and aliases that cannot be told apart, and links that lead nowhere or in a circle."""
    owners: dict[str, str] = {}
    for institution in institutions:
        for word in dict.fromkeys((institution.code, institution.name)):
            owner = owners.setdefault(fold(word), institution.code)
            if owner is not institution.code:
                message = f'"{word}" is already the institution {owner}'
                yield Fault("institution-double", institution.code, message, "Keep one of the two.")
                break
    for entry in abbreviations:  # one that names no institution is no alias of another either
        owners.setdefault(fold(entry.code), entry.code)
    for institution in institutions:
        for alias in institution.aliases:
            owner = owners.setdefault(fold(alias), institution.code)
            if owner != institution.code:
                message = f'the alias "{alias}" of {institution.code} is also {owner}'
                yield Fault("alias-hides", alias, message, "Take the alias out.")
    yield from _faults_of_parents(institutions)


def _faults_of_parents(institutions: Sequence[Institution]) -> Iterator[Fault]:
    above = {str(one.code): [str(parent.institution) for parent in one.part_of] for one in institutions}
    for institution in institutions:
        for parent in institution.part_of:
            if parent.institution not in above:
                message = f"{institution.code} is part of {parent.institution!s}, which is no institution of this file"
                yield Fault("parent-unknown", parent.institution, message, "Write the code of one of this file.")
            elif institution.code in reached(str(parent.institution), above):
                message = f"{institution.code} is part of {parent.institution}, which is part of {institution.code}"
                yield Fault("parent-loop", parent.institution, message, "Take one of the links out.")


def reached(code: str, above: Mapping[str, Iterable[str]]) -> set[str]:
    """An institution and all that it is part of, at any depth."""
    found: set[str] = set()
    waiting = [code]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += above.get(one, ())
    return found
