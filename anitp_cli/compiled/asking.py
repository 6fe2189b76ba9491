"""A plan whose values are read from its file when a question needs them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cached_property, wraps
from typing import TYPE_CHECKING, Any, TypeVar

from anitp_cli.compiled.blocks import Blocks, DamagedError
from anitp_cli.compiled.making import AT_ONCE, drawer
from anitp_cli.compiled.packing import unpack
from anitp_cli.deadlines import occurrences
from anitp_cli.plan import Activities, Objectives, Plan, Records

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from anitp_cli.model import Activity, Evidence, Interval, Objective
    from anitp_cli.plan import Span, Tally

_MOST_BATCHES = 64  # kept in memory
_MOST_WORDS = 5_000  # that hold a piece of text: with more, nearly every activity does

Answer = TypeVar("Answer")


def stored_plan(blocks: Blocks, folder: Path, read: Callable[[], Plan]) -> Plan:
    """The plan of a file; `read` reads it anew where the file turns out to be damaged.

    Raises:
        DamagedError: it is damaged where every question begins.
    """
    try:
        stored = _Stored(blocks, read)
    except DamagedError:
        blocks.close()
        raise
    fields = {name: unpack(value) for name, value in stored.head["fields"].items()}
    return Plan(
        **fields,
        objectives=_StoredObjectives(stored),
        activities=_StoredActivities(stored, fields["period"]),
        evidence=_StoredRecords(stored),
        folder=folder,
    )


class _Stored:
    """The blocks of a file, or the plan itself once they are found to be damaged."""

    def __init__(self, blocks: Blocks, read: Callable[[], Plan]) -> None:
        self.blocks = blocks
        self.read = read
        self.head: dict[str, Any] = blocks.get("head", 0)
        self._batches: dict[tuple[str, int], list[Any]] = {}
        self.is_damaged = False

    @cached_property
    def plan(self) -> Plan:
        """The plan, read anew."""
        self.blocks.close()
        return self.read()

    def value(self, section: str, number: int) -> Any:  # noqa: ANN401  # as it was written
        """The value of a section with a number, from 0."""
        place = section, number // AT_ONCE
        if place not in self._batches:
            if len(self._batches) >= _MOST_BATCHES:
                self._batches.clear()
            self._batches[place] = self.blocks.get(*place)
        return self._batches[place][number % AT_ONCE]

    def named(self, section: str, name: str) -> Any:  # noqa: ANN401
        """What a section knows by a name, None where it knows none."""
        return self.blocks.get(section, drawer(name, self.blocks.count(section))).get(name)


def _or_read_anew(method: Callable[..., Answer]) -> Callable[..., Answer]:
    """The method, or that of the plan read anew where the file is damaged."""

    @wraps(method)
    def guarded(self: Any, *given: Any, **named: Any) -> Answer:  # noqa: ANN401
        if not self.stored.is_damaged:
            try:
                return method(self, *given, **named)
            except DamagedError:
                self.stored.is_damaged = True
        answer: Answer = getattr(self.in_memory, method.__name__)(*given, **named)
        return answer

    return guarded


class _StoredObjectives(Objectives):
    def __init__(self, stored: _Stored) -> None:
        self.stored = stored

    @property
    def in_memory(self) -> Objectives:
        return self.stored.plan.objectives

    def __len__(self) -> int:
        count: int = self.stored.head["counts"]["objectives"]
        return count

    def __iter__(self) -> Iterator[Objective]:
        return (self[number] for number in range(len(self)))

    @_or_read_anew
    def __getitem__(self, index: int) -> Objective:  # type: ignore[override]  # no slices
        objective: Objective = unpack(self.stored.value("objectives", range(len(self))[index])[0])
        return objective

    @_or_read_anew
    def ids(self) -> list[str]:
        known: list[str] = self.stored.blocks.get("all objective ids", 0)
        return known

    @_or_read_anew
    def with_id(self, id_: str) -> Objective | None:
        number = self.stored.named("objective ids", id_)
        return None if number is None else self[number]

    def under(self, id_: str) -> range:
        """The numbers of the activities under an objective."""
        number = self.stored.named("objective ids", id_)
        return range(*self.stored.value("objectives", number)[1:]) if number is not None else range(0)


class _StoredActivities(Activities):
    def __init__(self, stored: _Stored, period: Interval) -> None:
        self.stored = stored
        self._period = period

    @property
    def in_memory(self) -> Activities:
        return self.stored.plan.activities

    def __len__(self) -> int:
        count: int = self.stored.head["counts"]["activities"]
        return count

    def __iter__(self) -> Iterator[Activity]:
        return (self[number] for number in range(len(self)))

    @_or_read_anew
    def __getitem__(self, index: int) -> Activity:  # type: ignore[override]  # no slices
        activity: Activity = unpack(self.stored.value("activities", range(len(self))[index]))
        return activity

    @_or_read_anew
    def ids(self) -> list[str]:
        known: list[str] = self.stored.blocks.get("all ids", 0)
        return known

    @_or_read_anew
    def with_id(self, id_: str) -> Activity | None:
        number = self.stored.named("ids", id_)
        return None if number is None else self[number]

    @_or_read_anew
    def narrowed(
        self, *, naming: Collection[str] | None = None, objective: str | None = None, holding: Iterable[str] = ()
    ) -> Sequence[Activity]:
        places: list[Collection[int]] = []
        if naming is not None:
            places.append({number for code in naming for number in self.stored.named("naming", code) or ()})
        if objective is not None:
            places.append(_StoredObjectives(self.stored).under(objective))
        places += (self._holding(piece) for text in holding for piece in text.split())
        if not places:
            return self
        fewest, *others = sorted(places, key=len)
        return [self[number] for number in sorted(fewest) if all(number in other for other in others)]

    def _holding(self, piece: str) -> Collection[int]:
        """The numbers of the activities that hold a piece of text without a blank."""
        words = self.stored.blocks.get("words", 0).split("\n")
        found = [number for number, word in enumerate(words) if piece in word]
        if len(found) > _MOST_WORDS:
            return range(len(self))
        return {number for word in found for number in self.stored.value("holding", word)}

    @_or_read_anew
    def due(self, wanted: Callable[[Tally], Span]) -> tuple[Sequence[Activity], Tally]:
        tally: Any = Counter(
            {(kind, day and date.fromordinal(day)): number for kind, day, number in self.stored.head["tally"]}
        )
        kinds, first, last = wanted(tally)
        start, end = (first or date.min).toordinal(), (last or date.max).toordinal()
        found = set(self.stored.head["undated"])
        for block, (kind, month) in enumerate(self.stored.head["months"]):
            if kind in kinds and _month(first or date.min) <= month <= _month(last or date.max):
                found |= {number for day, number in self.stored.blocks.get("due", block) if start <= day <= end}
        activities = [self[number] for number in sorted(found)]
        tally.subtract((one.kind, one.due) for activity in activities for one in occurrences(activity, self._period))
        return activities, tally


def _month(day: date) -> int:
    return 12 * day.year + day.month


class _StoredRecords(Records):
    def __init__(self, stored: _Stored) -> None:
        self.stored = stored

    @property
    def in_memory(self) -> Records:
        return self.stored.plan.evidence

    def __len__(self) -> int:
        count: int = self.stored.head["counts"]["evidence"]
        return count

    def __iter__(self) -> Iterator[Evidence]:
        return (self[number] for number in range(len(self)))

    @_or_read_anew
    def __getitem__(self, index: int) -> Evidence:  # type: ignore[override]  # no slices
        record: Evidence = unpack(self.stored.value("records", range(len(self))[index]))
        return record

    @_or_read_anew
    def of_activity(self, id_: str) -> Sequence[Evidence]:
        return [self[number] for number in self.stored.named("filed", id_) or ()]
