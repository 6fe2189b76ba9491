"""What the page says of a plan as of a day: the items of the JSON contract, and what only a picture needs."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from anitp_cli.abbreviations import Glossary
from anitp_cli.deadlines import period_name, pieces
from anitp_cli.institutions import Directory
from anitp_cli.values import NamedTuple
from anitp_cli.views.activities import list_view
from anitp_cli.views.plan import plan_view
from anitp_cli.views.romanian import romanian_piece
from anitp_cli.views.who import all_view

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from anitp_cli.model import Abbreviation, Interval, Kind
    from anitp_cli.plan import Plan
    from anitp_cli.states import Register
    from anitp_cli.views import Item

_MOST_COLUMNS = 72  # six years of months: with more of them a column is too narrow to point at


class Axis(NamedTuple):
    """The plan's period in columns: its months, or its quarters or years where it is long."""

    kind: Kind
    columns: tuple[Interval, ...]

    def place(self, day: date) -> int | None:
        """The place of the column that holds a day, from 0; None where the day lies outside."""
        index = bisect_right(self.columns, day, key=lambda column: column.start) - 1
        return index if index >= 0 and day in self.columns[index] else None

    def name(self, day: date) -> str | None:
        """The name of the column that holds a day ("2019-06")."""
        index = self.place(day)
        return None if index is None else period_name(self.columns[index])

    def label(self, index: int) -> str:
        """The Romanian name of a column: "iunie 2019"."""
        return period_label(self.kind, self.columns[index].start)

    def percent(self, columns: float) -> str:
        """So many columns as a part of the width: "50%"."""
        return f"{100 * columns / len(self.columns):.3f}".rstrip("0").rstrip(".") + "%"


class Piece(NamedTuple):
    """A piece of a text, and the code that it stands for, if it is a name."""

    text: str
    code: str | None


class Names:
    """Finds the institutions and abbreviations that a cell of the plan names."""

    def __init__(self, plan: Plan) -> None:
        self._directory = Directory(plan.institutions, plan.headings)
        self._glossary = Glossary(plan.abbreviations)

    def in_item(self, item: str) -> Iterator[Piece]:
        """An item of a responsible or partner cell, as the program reads it: whom it names, and the rest."""
        names = sorted(self._directory.read(item), key=lambda name: name.offset)
        return _cut(item, ((one.offset, one.offset + len(one.text), one.institution) for one in names))

    def in_text(self, text: str) -> Iterator[Piece]:
        """Any other text: the codes of the published list, and the rest."""
        return _cut(text, ((*match.span(), self.code(entry)) for match, entry in self._glossary.codes_in(text)))

    def code(self, entry: Abbreviation) -> str:
        """The code under which an abbreviation is explained: that of its institution, where it is one."""
        return self._directory.exact(entry.code) or str(entry.code)


class Facts:
    """Everything that the page shows."""

    def __init__(self, register: Register) -> None:
        plan = register.plan
        self.today = register.today
        self.objectives = plan.objectives
        self.specific = [one for one in plan.objectives if one.chapter is None]
        self.names = Names(plan)
        self.axis = axis(plan.period)
        self.plan: Item = next(iter(plan_view(plan, dict).items()))
        self.activities: list[Item] = list(list_view(register, plan.activities, dict).items())
        self.institutions: list[Item] = list(all_view(register, plan.institutions, dict).items())
        self.named_outside = {str(one.code) for one in plan.institutions if one.source == "outside"}
        known = {str(one.code) for one in plan.institutions}
        self.other_abbreviations = [one for one in plan.abbreviations if self.names.code(one) not in known]

    @cached_property
    def deadlines(self) -> list[Item]:
        """Every deadline and permanent term of every activity."""
        return [one for activity in self.activities for one in activity["deadlines"]]

    @cached_property
    def under(self) -> dict[str, list[Item]]:
        """The activities under each objective, general or specific."""
        under: dict[str, list[Item]] = {str(objective.id): [] for objective in self.objectives}
        for activity in self.activities:
            under[activity["general_objective"]].append(activity)
            under[activity["objective"]].append(activity)
        return under


def axis(period: Interval) -> Axis:
    """The columns of a period: months where there is room for them."""
    scales: tuple[Kind, ...] = ("monthly", "quarterly")
    for kind in scales:
        columns = tuple(whole for whole, _ in islice(pieces(kind, period), _MOST_COLUMNS + 1))
        if len(columns) <= _MOST_COLUMNS:
            return Axis(kind, columns)
    return Axis("annual", tuple(whole for whole, _ in pieces("annual", period)))


def period_label(kind: Kind, day: date) -> str:
    """The period of a rhythm in which a day lies: "semestrul I 2019", "iunie 2019", "2019"."""
    return f"{romanian_piece(kind, day)} {day.year}".lstrip()


def _cut(text: str, marks: Iterable[tuple[int, int, str | None]]) -> Iterator[Piece]:
    end = 0
    for start, stop, code in marks:
        if start > end:
            yield Piece(text[end:start], None)
        yield Piece(text[start:stop], code)
        end = stop
    if end < len(text):
        yield Piece(text[end:], None)
