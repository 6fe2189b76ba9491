"""Abbreviations and what they stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anitp_cli.values import NamedTuple
from anitp_cli.views import Column, Item, View, table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Meaning(NamedTuple):
    """A code and what it stands for; `source` as in `Institution`."""

    code: str
    expansion: str
    source: str


def expand_view(meanings: Sequence[Meaning], uses: Callable[[], dict[str, int]], envelope: Callable[[], Item]) -> View:
    """One row for each meaning; in how many activities a code is used is counted only for a format that shows it."""
    columns: list[Column[Meaning]] = [
        Column("code", lambda one: one.code, "key"),
        Column("expansion", lambda one: one.expansion),
    ]

    def items() -> list[Item]:
        used = uses()
        return [
            {"code": one.code, "expansion": one.expansion, "used": used.get(one.code, 0), "source": one.source}
            for one in meanings
        ]

    view = table(meanings, columns, item=lambda _: {}, id_of=lambda one: one.code, envelope=envelope)
    return View(view.headers, view.rows, items, view.ids, envelope)
