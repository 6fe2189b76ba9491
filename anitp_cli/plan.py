"""A plan, and how what it holds is found.

The activities, objectives and records of a plan are sequences in its order. What a question asks of them beside that
order goes through their methods, so that a plan which is too large to be held need not be.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from anitp_cli.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from anitp_cli.model import Abbreviation, Activity, Evidence, Institution, Interval, Kind, Objective, Printed

    Tally = Mapping[tuple[Kind, date | None], int]
    """How many deadlines there are, by their kind and due date."""

One = TypeVar("One", "Activity", "Objective", "Evidence")


class Listed(Sequence[One]):
    """Values in an order, held in memory."""

    def __init__(self, values: Iterable[One]) -> None:
        self._values: tuple[One, ...] = tuple(values)

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, index: int) -> One:  # type: ignore[override]  # no slices of a plan
        return self._values[index]

    def __iter__(self) -> Iterator[One]:
        return iter(self._values)

    def ids(self) -> Iterable[str]:
        """Their ids, in their order."""
        return (str(one.id) for one in self)

    @cached_property
    def _by_id(self) -> dict[str, One]:
        return {str(one.id): one for one in self}

    def with_id(self, id_: str) -> One | None:
        """The one with an id, if there is one."""
        return self._by_id.get(id_)

    def known(self, id_: str) -> One:
        """The one with an id; KeyError where there is none."""
        one = self.with_id(id_)
        if one is None:
            raise KeyError(id_)
        return one


class Objectives(Listed["Objective"]):
    """The general and specific objectives, each general one before its own."""


class Activities(Listed["Activity"]):
    """The activities."""

    def narrowed(
        self, *, naming: Collection[str] | None = None, objective: str | None = None, holding: Iterable[str] = ()
    ) -> Sequence[Activity]:
        """Where an answer has to be looked for: all activities that it can hold, perhaps with others.

        `naming` are institutions of which it names one, `objective` is the id of a general or specific objective, and
        `holding` are folded texts that stand in its cells.
        """
        del naming, objective, holding
        return self

    def due(self, wanted: Callable[[Tally], Span]) -> tuple[Sequence[Activity], Tally]:
        """Activities of which each deadline is to be looked at, and what the deadlines of all others are.

        Those others have no deadline in the span that is wanted.
        """
        del wanted
        return self, {}


class Span(NamedTuple):
    """Deadlines of some kinds, from one day to another; None is no bound. What has no due date lies in none."""

    kinds: Collection[Kind]
    first: date | None
    last: date | None


class Records(Listed["Evidence"]):
    """What is on file, by file and in the order of each."""

    @cached_property
    def _by_activity(self) -> dict[str, list[Evidence]]:
        found: dict[str, list[Evidence]] = {}
        for record in self:
            found.setdefault(str(record.activity), []).append(record)
        return found

    def of_activity(self, id_: str) -> Sequence[Evidence]:
        """The records that are filed for an activity."""
        return self._by_activity.get(id_, ())


class Gazette(NamedTuple):
    """Where the act was published."""

    name: Printed
    part: Printed
    number: Printed
    date: date


class Licence(NamedTuple):
    """Under what terms the published text may be used; `name` is that of the Open Definition ("other-pd")."""

    name: Printed
    title: Printed


class Plan(NamedTuple):
    """A plan as published, with our reading of its names and what was reported; `folder` is where its files stand.

    `rows` is how many rows the published table has, where the plan says it. `headings` are items that head a list of
    institutions and name nobody ("Grup de lucru constituit:").
    """

    id: str
    title: Printed
    issuer: Printed
    act: Printed
    act_date: date
    gazette: Gazette
    period: Interval
    time_zone: Printed
    rows: Printed | None
    licence: Licence | None
    fingerprint: Printed
    objectives: Objectives
    activities: Activities
    abbreviations: tuple[Abbreviation, ...]
    abbreviations_fingerprint: Printed
    institutions: tuple[Institution, ...]
    headings: tuple[Printed, ...]
    evidence: Records
    folder: Path

    def printed_headings(self) -> str:
        """The chapters and objectives as the act prints them, one after another."""
        return "".join(f"{one.chapter or ''}{one.label}{one.title}" for one in self.objectives)

    def printed_list(self) -> str:
        """The list of abbreviations as the act prints it, its entries one after another."""
        return "".join(f"{entry.code}{entry.expansion}" for entry in self.abbreviations)
