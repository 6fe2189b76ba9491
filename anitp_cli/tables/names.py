"""Our reading of the names as tables: which institutions there are, who belongs to whom, and who is named as what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anitp_cli.model import ROLES, Institution
from anitp_cli.tables.published import OF_ACTIVITY, items
from anitp_cli.tables.shape import Column, Reference, Table, list_table
from anitp_cli.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anitp_cli.model import Mention
    from anitp_cli.states import Register
    from anitp_cli.tables.published import Item

OF_INSTITUTION = Reference("institutions", {"institution": "code"})

INSTITUTIONS = Table[Institution](
    "institutions",
    "A body, or a class of bodies, that the plan names.",
    lambda register: register.plan.institutions,
    [
        Column("code", "Its abbreviation, or its name where it has none.", lambda one: one.code),
        Column("name", "Its full name.", lambda one: one.name),
        Column(
            "kind",
            "One body, or a class of bodies, such as one for each county.",
            lambda one: one.kind,
            choices=("body", "class"),
        ),
        Column(
            "source",
            "Where the name comes from: the published list, a row of the plan, or outside the plan.",
            lambda one: one.source,
            choices=("abbreviations", "plan", "outside"),
        ),
    ],
    key=("code",),
)
ALIASES = list_table(
    "institution_aliases",
    "Another spelling that the plan uses for an institution, misprints of the act included.",
    "alias",
    OF_INSTITUTION,
    lambda plan: ((one.code, one.aliases) for one in plan.institutions),
)


class _Link(NamedTuple):
    """That a row of the plan puts an institution under another."""

    institution: str
    parent: str
    stated_by: str


PARENTS = Table[_Link](
    "institution_parents",
    "That the plan puts an institution under another: one row for each activity that states it.",
    lambda register: (
        _Link(institution.code, parent.institution, stated_by)
        for institution in register.plan.institutions
        for parent in institution.part_of
        for stated_by in dict.fromkeys(parent.stated_by)
    ),
    [
        Column("institution", "The institution.", lambda one: one.institution),
        Column("parent", "The institution that it is part of.", lambda one: one.parent),
        Column("stated_by", "An activity whose row states it.", lambda one: one.stated_by),
    ],
    key=("institution", "parent", "stated_by"),
    references=(
        OF_INSTITUTION,
        Reference("institutions", {"parent": "code"}),
        Reference("activities", {"stated_by": "id"}),
    ),
)


class _Named(NamedTuple):
    """A mention of an institution: the item that names it, and its place among those that the item names."""

    item: Item
    position: int
    mention: Mention


def _roles(register: Register) -> Iterator[_Named]:
    for activity in register.plan.activities:
        for item in items(activity):
            named = (one for one in activity.mentions if one.item is item.text)  # of two items with one text, this one
            for position, mention in enumerate(named, 1):
                yield _Named(item, position, mention)


ROLES_OF = Table[_Named](
    "roles",
    "That an activity names an institution as responsible or as partner: one row for each activity, role and "
    "institution, unless a cell names it twice.",
    _roles,
    [
        Column("activity", "The activity.", lambda one: one.item.activity.id),
        Column("role", "As what it is named.", lambda one: one.item.role, choices=ROLES),
        Column("institution", "Who is named.", lambda one: one.mention.institution),
        Column(
            "through", "The parent that the item names it through.", lambda one: one.mention.through, required=False
        ),
        Column("item", "The item that names it, as printed.", lambda one: one.item.text),
        Column("item_position", "The item's place in the cell, from 1.", lambda one: one.item.position, "integer"),
        Column("position", "Its place among those that the item names.", lambda one: one.position, "integer"),
    ],
    key=("activity", "role", "item_position", "position"),
    references=(
        OF_ACTIVITY,
        OF_INSTITUTION,
        Reference("institutions", {"through": "code"}),
        Reference("role_items", {"activity": "activity", "role": "role", "item_position": "position"}),
    ),
)
