"""Tables of costs, as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, texts: int = 1) -> str:
    """A table: the first columns are texts, so many of them, and the others numbers."""
    lines = [columns, ["---"] * texts + ["---:"] * (len(columns) - texts), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def ms(seconds: float) -> str:
    """Seconds as milliseconds: "71.3"."""
    return f"{seconds * 1000:,.1f}"


def times(now: float, floor: float) -> str:
    """How many times one cost is another: "1.07"."""
    return f"{now / floor:,.2f}"
