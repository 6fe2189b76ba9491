"""Institutions and roles: is every name known, and does the plan say what our reading says it does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from anitp_cli.checks.checked import Finding
from anitp_cli.loading import INSTITUTIONS
from anitp_cli.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anitp_cli.checks.checked import Checked
    from anitp_cli.model import Activity, Institution, Parent, Problem


def double_institutions(checked: Checked) -> Iterator[Problem]:
    """No two institutions share a code or a name."""
    owners: dict[str, str] = {}
    for institution in checked.plan.institutions:
        for word in dict.fromkeys((institution.code, institution.name)):
            owner = owners.setdefault(fold(word), institution.code)
            if owner is not institution.code:
                message = f'"{word}" is already the institution {owner}'
                place = institution.code if word is not institution.name or not word.line else word
                yield checked.problem(
                    INSTITUTIONS, Finding("institution-double", place, message, "Keep one of the two.")
                )
                break


def hiding_aliases(checked: Checked) -> Iterator[Problem]:
    """No alias is the code or the name of another institution, or its alias too."""
    owners: dict[str, str] = {}
    for institution in checked.plan.institutions:
        for word in (institution.code, institution.name):
            owners.setdefault(fold(word), institution.code)
    for institution in checked.plan.institutions:
        for alias in institution.aliases:
            owner = owners.setdefault(fold(alias), institution.code)
            if owner != institution.code:
                message = f'the alias "{alias}" of {institution.code} is also {owner}'
                yield checked.problem(INSTITUTIONS, Finding("alias-hides", alias, message, "Take the alias out."))


def parents(checked: Checked) -> Iterator[Problem]:
    """Every part_of points at an institution, comes to an end, and is stated by the rows that it names."""
    activities = {str(activity.id): activity for activity in checked.plan.activities}
    for institution in checked.plan.institutions:
        for parent in institution.part_of:
            if parent.institution not in checked.directory.by_code:
                message = f"{institution.code} is part of {parent.institution!s}, which is no institution of this file"
                help_ = "Write the code of an institution of this file."
                yield checked.problem(INSTITUTIONS, Finding("parent-unknown", parent.institution, message, help_))
                continue
            if parent.institution == institution.code or parent.institution in checked.directory.units(
                institution.code
            ):
                message = f"{institution.code} is part of {parent.institution}, which is part of {institution.code}"
                help_ = "Take one of the links out."
                yield checked.problem(INSTITUTIONS, Finding("parent-loop", parent.institution, message, help_))
            yield from _unfounded(checked, institution, parent, activities)


def _unfounded(
    checked: Checked, institution: Institution, parent: Parent, activities: dict[str, Activity]
) -> Iterator[Problem]:
    """A row states it by "PARENT - UNIT" or "PARENT prin UNIT" in any cell, or names a unit that bears the name."""
    names = "|".join(re.escape(name) for name in (institution.code, institution.name, *institution.aliases))
    stated = re.compile(rf"(?<!\w){re.escape(parent.institution)} +(?:prin|-|–) +[^;]*(?<!\w)(?:{names})(?!\w)")
    bears = re.search(rf"(?<!\w){re.escape(parent.institution)}(?!\w)", institution.name)
    for stated_by in parent.stated_by:
        activity = activities.get(stated_by)
        cells = list(activity.cells()) if activity else []
        if any(stated.search(cell) or (bears and institution.code in cell) for cell in cells):
            continue
        what = "is no activity" if activity is None else f"does not say that {institution.code} is part of it"
        message = f"{stated_by} {what} (part_of {parent.institution})"
        yield checked.problem(
            INSTITUTIONS, Finding("parent-unfounded", stated_by, message, "Take the id out, or mend it.")
        )


def unstated_parents(checked: Checked) -> Iterator[Problem]:
    """What an item names through a parent is part of that parent in institutions.yaml, which names the row."""
    for activity in checked.plan.activities:
        for mention in activity.mentions:
            if mention.through is None:
                continue
            unit = checked.directory.by_code[mention.institution]
            stated = [parent.stated_by for parent in unit.part_of if parent.institution == mention.through]
            if not stated or activity.id not in stated[0]:
                message = f"{activity.id} names {unit.code} through {mention.through}, and its part_of does not say so"
                help_ = f"Add {activity.id} to the stated_by of {unit.code}, part_of {mention.through}."
                offset = next(
                    name.offset for name in checked.directory.read(mention.item) if name.institution == unit.code
                )
                yield checked.at_row(activity, Finding("parent-unstated", mention.item, message, help_, offset))


def double_roles(checked: Checked) -> Iterator[Problem]:
    """No institution is responsible and partner in one row."""
    for activity in checked.plan.activities:
        responsible = {mention.institution for mention in activity.mentions if mention.role == "responsible"}
        for mention in activity.mentions:
            if mention.role == "partner" and mention.institution in responsible:
                message = f"{mention.institution} is responsible and partner in {activity.id}"
                help_ = "Compare the two cells with the published row."
                yield checked.in_row(activity, Finding("role-double", mention.item, message, help_))


def used_aliases(checked: Checked) -> Iterator[Problem]:
    """A cell that names an institution by an alias: how it is read is worth saying."""
    aliases = {fold(alias) for institution in checked.plan.institutions for alias in institution.aliases}
    for activity in checked.plan.activities:
        for item in (*activity.responsible, *activity.partners):
            for name in checked.directory.read(item):
                if fold(name.text) in aliases:
                    message = f'"{name.text}" is read as {name.institution}'
                    help_ = "Nothing to mend."
                    yield checked.in_row(activity, Finding("alias-used", item, message, help_, name.offset))
