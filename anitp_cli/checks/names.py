"""Institutions and roles: is every name known, and does the plan say what our reading says it does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from anitp_cli.checks.checked import Finding
from anitp_cli.reading import INSTITUTIONS
from anitp_cli.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anitp_cli.checks.checked import Checked
    from anitp_cli.errors import Problem
    from anitp_cli.model import Activity, Institution, Mention, Parent


def unfounded_parents(checked: Checked) -> Iterator[Problem]:
    """Every part_of is stated by the rows that it names."""
    activities = {str(activity.id): activity for activity in checked.plan.activities}
    for institution in checked.plan.institutions:
        for parent in institution.part_of:
            if parent.institution in checked.directory.by_code:
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
        link = f"{institution.code} is part of {parent.institution}"
        message = f"{stated_by} does not say that {link}" if activity else f'"{link}": {stated_by} is no activity'
        yield checked.problem(
            INSTITUTIONS, Finding("parent-unfounded", stated_by, message, "Take the id out, or mend it.")
        )


def unstated_parents(checked: Checked) -> Iterator[Problem]:
    """What an item names through a parent is part of that parent in institutions.yaml, which names the row."""
    stated: dict[tuple[str, str], set[str]] = {}
    for institution in checked.plan.institutions:
        for parent in institution.part_of:
            for stated_by in parent.stated_by:
                stated.setdefault((str(institution.code), str(stated_by)), set()).add(str(parent.institution))
    for activity in checked.plan.activities:
        for mention in activity.mentions:
            if mention.through is None:
                continue
            unit = mention.institution
            parents = stated.get((unit, str(activity.id)), set())
            # A parent that is no institution is a misspelt one, and said to be.
            if mention.through not in parents and parents <= checked.directory.by_code.keys():
                message = f"{activity.id} names {unit} through {mention.through}, and its part_of does not say so"
                help_ = f"Add {activity.id} to the stated_by of {unit}, part_of {mention.through}."
                offset = _offset(checked, mention)
                yield checked.at_row(activity, Finding("parent-unstated", mention.item, message, help_, offset))


def _offset(checked: Checked, mention: Mention) -> int:
    """Where in its item an institution is named."""
    names = checked.directory.read(mention.item)
    return next(name.offset for name in names if name.institution == mention.institution)


def double_roles(checked: Checked) -> Iterator[Problem]:
    """No institution is responsible and partner in one row."""
    for activity in checked.plan.activities:
        responsible = {mention.institution for mention in activity.mentions if mention.role == "responsible"}
        for mention in activity.mentions:
            if mention.role == "partner" and mention.institution in responsible:
                message = f"{mention.institution} is responsible and partner in {activity.id}"
                help_ = "Compare the two cells with the published row."
                offset = _offset(checked, mention)
                yield checked.in_row(activity, Finding("role-double", mention.item, message, help_, offset))


def used_aliases(checked: Checked) -> Iterator[Problem]:
    """A cell that names an institution by an alias: how it is read is worth saying."""
    aliases = {(fold(alias), str(one.code)) for one in checked.plan.institutions for alias in one.aliases}
    for activity in checked.plan.activities:
        for item in (*activity.responsible, *activity.partners):
            for name in checked.directory.read(item):
                if (fold(name.text), name.institution) in aliases:
                    message = f'"{name.text}" is read as {name.institution}'
                    help_ = "Nothing to mend."
                    yield checked.in_row(activity, Finding("alias-used", item, message, help_, name.offset))
