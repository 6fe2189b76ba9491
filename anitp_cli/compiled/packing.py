"""The values of a plan as what JSON can hold, and back; every text keeps its place in its file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Any

from anitp_cli.model import (
    Abbreviation,
    Activity,
    Deadline,
    Evidence,
    Institution,
    Interval,
    Mention,
    Objective,
    Parent,
    Printed,
    Source,
    Term,
)
from anitp_cli.plan import Gazette, Licence

_PRINTED, _DATE, _TUPLE = 0, 1, 2
_KINDS: tuple[Any, ...] = (
    *(Abbreviation, Activity, Deadline, Evidence, Gazette, Institution, Interval, Licence, Mention, Objective),
    *(Parent, Source, Term),
)
_NUMBERS: dict[Any, int] = {kind: number for number, kind in enumerate(_KINDS, _TUPLE + 1)} | {tuple: _TUPLE}


def pack(value: Any) -> Any:  # noqa: ANN401  # whatever a plan is made of
    """A value as what JSON can hold."""
    kind = value.__class__
    if kind is Printed:
        return [_PRINTED, str(value), value.line, value.column, value.straight]
    if kind is date:
        return [_DATE, value.toordinal()]
    if kind is Parent:
        return [_NUMBERS[Parent], pack(value.institution), json.dumps([*map(pack, value.stated_by)])]
    if kind is Activity:
        value = _with_places(value)
    if kind in _NUMBERS:
        return [_NUMBERS[kind], *map(pack, value)]
    return value


def _with_places(activity: Any) -> Any:  # noqa: ANN401
    """The activity, each of its mentions with the place of its item among the items in the place of that item.

    Who asks which of two equal items a mention stands in asks for the item itself.
    """
    places: dict[int, Any] = {id(item): place for place, item in enumerate((*activity.responsible, *activity.partners))}
    return activity._replace(
        mentions=tuple(
            Mention(code, role, places[id(item)], through) for code, role, item, through in activity.mentions
        )
    )


def _with_items(activity: Any) -> Any:  # noqa: ANN401
    """The activity as it was before it got places."""
    items = (*activity.responsible, *activity.partners)
    return activity._replace(
        mentions=tuple(Mention(code, role, items[place], through) for code, role, place, through in activity.mentions)
    )


class _Texts(Sequence[Printed]):
    """Texts that are unpacked when they are asked for: many activities may state one fact that few questions need."""

    def __init__(self, packed: str) -> None:
        self._packed = packed

    @cached_property
    def _texts(self) -> list[Printed]:
        return [*map(unpack, json.loads(self._packed))]

    def __len__(self) -> int:
        return len(self._texts)

    def __getitem__(self, index: int) -> Printed:  # type: ignore[override]  # no slices
        return self._texts[index]


def unpack(packed: Any) -> Any:  # noqa: ANN401
    """The value that was packed."""
    if packed.__class__ is not list:
        return packed
    kind, *values = packed
    if kind == _PRINTED:
        text, line, column, straight = values
        return Printed(text, line, column, straight=straight)
    if kind == _DATE:
        return date.fromordinal(values[0])
    if kind == _TUPLE:
        return tuple(map(unpack, values))
    if kind == _NUMBERS[Parent]:
        institution, stated_by = values
        return Parent(unpack(institution), _Texts(stated_by))
    made = _KINDS[kind - _TUPLE - 1](*map(unpack, values))
    return _with_items(made) if kind == _NUMBERS[Activity] else made
