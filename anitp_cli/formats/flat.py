"""Items as rows of single cells, for formats that know no lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anitp_cli.views import Item

BETWEEN = " | "


def rows(items: list[Item]) -> Iterator[list[str]]:
    """The keys of the items, then one row for each item; nothing where there are no items.

    The texts of a list are joined with " | "; a list of records stands as the list of their ids or codes, which
    are their first values.
    """
    if items:
        yield list(items[0])
    for item in items:
        yield [_cell(value) for value in item.values()]


def _cell(value: Any) -> str:  # noqa: ANN401  # whatever JSON can hold
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return BETWEEN.join(map(_cell, value.values()))
    if isinstance(value, (list, tuple)):
        return BETWEEN.join(_cell(next(iter(one.values()))) if isinstance(one, dict) else _cell(one) for one in value)
    return str(value)
