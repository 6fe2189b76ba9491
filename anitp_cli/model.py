"""What a plan is made of: frozen values, with the words of the plan exactly as printed.

They are named tuples: a program that answers in tens of milliseconds feels the time that it takes to define a class,
and defining a frozen dataclass takes fifty times as long.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal, Self

from anitp_cli.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Kind = Literal["fixed", "annual", "semiannual", "quarterly", "monthly", "permanent"]
Role = Literal["responsible", "partner"]
Reported = Literal["done", "partial", "not-done", "nil"]
State = Literal["met", "met-late", "partial", "not-done", "overdue", "upcoming", "permanent"]

RECURRING: tuple[Kind, ...] = ("annual", "semiannual", "quarterly", "monthly")
STATES: tuple[State, ...] = ("met", "met-late", "partial", "not-done", "overdue", "upcoming", "permanent")
ROLES: tuple[Role, ...] = ("responsible", "partner")


class Printed(str):
    """A piece of a file's text that remembers where it stands.

    It is a plain `str` to everything that reads it; `line` and `column` count from 1 and are 0 for a text that
    comes from no file. `straight` says that the characters of the text follow one another in the file just as
    they do here (one line, no escapes), so that the place of a word inside it can be told.
    """

    __slots__ = ("column", "line", "straight")

    line: int
    column: int
    straight: bool

    def __new__(cls, text: str, line: int = 0, column: int = 0, *, straight: bool = False) -> Self:
        """Keep a text and its place."""
        printed = str.__new__(cls, text)
        printed.line = line
        printed.column = column
        printed.straight = straight
        return printed

    def column_of(self, offset: int) -> int:
        """The column of the character at `offset`, or of the text's start where that cannot be told."""
        return self.column + offset if self.straight else self.column


class _Days(NamedTuple):
    start: date
    end: date


class Interval(_Days):
    """Days from `start` to `end`, both included; an end before the start is a ValueError."""

    __slots__ = ()

    def __new__(cls, start: date, end: date) -> Self:
        """Check the order of the two days."""
        if end < start:
            message = f"an interval ends before it starts: {start}..{end}"
            raise ValueError(message)
        return tuple.__new__(cls, (start, end))

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.start <= day <= self.end


class Deadline(NamedTuple):
    """One reading of a term.

    `fixed`: `interval` is the days that the words name, and the last of them is the due date.
    A rhythm (annual, ...): `interval` bounds it where the words do ("până la data de 10 iulie 2022"), else it
    runs over the plan's period; `due_day` is its own (month, day) within each year ("anual, până la 31 martie").
    `permanent`: no due date; `interval` bounds it where the words do ("permanent, 2018-2020").
    """

    kind: Kind
    interval: Interval | None = None
    due_day: tuple[int, int] | None = None


class Term(NamedTuple):
    """A term as printed ("Iunie 2019") and what it means; one cell may name several deadlines."""

    text: Printed
    deadlines: tuple[Deadline, ...]


class Mention(NamedTuple):
    """An institution that an item of a responsible or partner cell names, and the parent it is named through."""

    institution: str
    role: Role
    item: Printed
    through: str | None


class Objective(NamedTuple):
    """A general ("2") or specific ("2.1") objective; a general one stands under a chapter."""

    id: Printed
    label: Printed
    title: Printed
    chapter: Printed | None = None

    @property
    def general(self) -> str:
        """The id of the general objective: its own, or that of the one it stands under."""
        return self.id.partition(".")[0]


class Activity(NamedTuple):
    """A row of the plan's table. `id` is ours: the act numbers no activity."""

    id: Printed
    objective: str
    title: Printed
    indicators: tuple[Printed, ...]
    terms: tuple[Term, ...]
    responsible: tuple[Printed, ...]
    partners: tuple[Printed, ...]
    resources: tuple[Printed, ...]
    fingerprint: Printed
    mentions: tuple[Mention, ...]

    def cells(self) -> Iterable[Printed]:
        """Every item of every cell, in the order of the table."""
        yield self.title
        yield from self.indicators
        yield from (term.text for term in self.terms)
        yield from self.responsible
        yield from self.partners
        yield from self.resources

    def printed_row(self) -> str:
        """The row as the act prints it, its cells one after another."""
        terms = (term.text for term in self.terms)
        return "".join(
            (
                *(self.title, *self.indicators, *terms),
                *("Responsabili:", *self.responsible),
                *("Parteneri:", *self.partners),
                *self.resources,
            )
        )


class Occurrence(NamedTuple):
    """One time that an activity is due: a fixed deadline, or one period of a recurring one.

    `id` is activity@period ("1.3.1@2019-S1"); `partial` says that the plan's period cuts this one short.
    """

    id: str
    activity: Activity
    term: Printed
    kind: Kind
    start: date | None
    due: date | None
    partial: bool = False


class Abbreviation(NamedTuple):
    """An entry of the published list."""

    code: Printed
    expansion: Printed


class Parent(NamedTuple):
    """That the plan itself puts an institution under another one, and the activities whose rows say so."""

    institution: Printed
    stated_by: Sequence[Printed]


class Institution(NamedTuple):
    """A body, or a class of bodies, that the plan names; `code` is its abbreviation, or its name where it has none.

    `source` tells where the name comes from: the plan's list of abbreviations, the plan's rows, or outside the
    plan ("IGJR" is used and never defined).
    """

    code: Printed
    name: Printed
    kind: Literal["body", "class"]
    source: Literal["abbreviations", "plan", "outside"]
    aliases: tuple[Printed, ...]
    part_of: tuple[Parent, ...]


class Source(NamedTuple):
    """Where a record of evidence is taken from; `date_text` is its date as written."""

    title: Printed
    date: date | None
    link: Printed | None
    date_text: Printed | None


class Evidence(NamedTuple):
    """A record of what an institution (`by`) reported for an activity, in its own file.

    `period` is that of the deadline which it is filed for ("2019-S1"), or days of a permanent term; `occurrence` is the
    id of what it counts for, None where it is of days after the plan: then it is only shown with its activity, and need
    not have a `state`. `dates` are the days on which it took place, and `dates_text` is how they are written. A key of
    `values` is the place of an indicator in its cell ("1") or its words. `assesses` is the id of another institution's
    record, of which this one is a later assessment.
    """

    id: Printed
    by: str
    activity: Printed
    period: Printed | None
    occurrence: str | None
    kind: Printed
    state: Reported | None
    dates: Interval | None
    title: Printed
    actions: tuple[Printed, ...]
    values: tuple[tuple[Printed, Printed], ...]
    partners: tuple[Printed, ...]
    channels: tuple[Printed, ...]
    note: Printed | None
    source: Source | None
    assesses: Printed | None
    file: str
    dates_text: Printed | None

    def texts(self) -> Iterable[Printed]:
        """Everything that it says in words of its own, but for the link."""
        yield self.title
        yield from self.actions
        yield from (value for _, value in self.values)
        yield from self.partners
        yield from self.channels
        yield from (text for text in (self.note, self.source and self.source.title) if text)


def fingerprint(text: str) -> str:
    """The first 16 hex digits of the SHA-256 of a text's UTF-8 bytes with all whitespace removed."""
    from hashlib import sha256  # needs OpenSSL, which takes its time to load

    return sha256("".join(text.split()).encode()).hexdigest()[:16]
