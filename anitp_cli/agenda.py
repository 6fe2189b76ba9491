"""What falls due: which occurrences a question shows, in what order, and how many of each kind it leaves out."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING, Literal

from anitp_cli.deadlines.intervals import last_day
from anitp_cli.model import RECURRING
from anitp_cli.plan import Span
from anitp_cli.query import Selection, Window, by_due, undated
from anitp_cli.states import MET
from anitp_cli.text import natural_key
from anitp_cli.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anitp_cli.model import Activity, Kind, Printed, State
    from anitp_cli.plan import Tally
    from anitp_cli.states import Register, Standing

Order = Literal["due", "-due", "activity", "-activity"]
ORDERS: tuple[Order, ...] = ("due", "-due", "activity", "-activity")
NEXT = 5  # how many deadlines "what comes next" is, where nobody says how many


class Asked(NamedTuple):
    """A question after deadlines.

    `window` bounds the due dates. `states` are those asked for, all where there is none; `first` asks for so many of
    what is found, the first by due date, whatever the order they are shown in. `brief` is the question
    of every morning: what is late and not met, what is due this month, and what comes next. Recurring and permanent
    terms are shown only where they are asked for.
    """

    window: Window = Window()
    states: tuple[State, ...] = ()
    first: int | None = None
    brief: bool = False
    recurring: bool = False
    permanent: bool = False
    selection: Selection = Selection()
    order: Order = "due"
    limit: int | None = None


class Agenda(NamedTuple):
    """The answer: what is shown, and what is left out.

    `cut` were found and fell to `limit`, or come later than the brief answer looks; `met` are past and met, which the
    brief answer leaves out; `other` are of the kinds asked for and outside the bounds. `recurring` were not asked for,
    `recurring_within` of them lie within the bounds; `permanent` are not shown, having no due date. `undated` terms are
    refused by the grammar, so that nobody knows their date.
    """

    shown: tuple[Standing, ...]
    cut: int
    met: int
    other: int
    recurring: int
    recurring_within: int
    permanent: int
    undated: tuple[Printed, ...]

    @property
    def found(self) -> int:
        """How many the question finds, shown or not."""
        return len(self.shown) + self.cut


def agenda(register: Register, asked: Asked) -> Agenda:
    """Answer a question after deadlines as of the register's day."""
    activities, others = _looked_at(register, asked)
    standings = [one for activity in activities for one in register.standings(activity)]
    dated = [one for one in standings if one.occurrence.kind != "permanent"]
    asked_for = [one for one in dated if _is_kind_asked(one.occurrence.kind, asked)]
    unasked = [one for one in dated if not _is_kind_asked(one.occurrence.kind, asked)]
    wanted = [
        one for one in standings if _is_kind_asked(one.occurrence.kind, asked) and _fits(one, asked, register.today)
    ]
    permanent = sum(one.occurrence.kind == "permanent" for one in wanted)
    met = sum(_is_past_and_met(one, register.today) for one in asked_for) if asked.brief else 0
    found = _first(sorted(wanted, key=lambda one: by_due(one.occurrence)), asked, register.today)
    ordered = _ordered(found, asked.order)
    shown = tuple(ordered if asked.limit is None else ordered[: asked.limit])
    return Agenda(
        shown,
        cut=len(wanted) - len(shown) + others.cut,
        met=met,
        other=len(asked_for) - (len(wanted) - permanent) - met + others.other,
        recurring=len(unasked) + others.recurring,
        recurring_within=sum(_fits(one, asked, register.today) for one in unasked) + others.recurring_within,
        permanent=len(standings) - len(dated) - permanent + others.permanent,
        undated=undated(activities),
    )


class _Others(NamedTuple):
    """How many deadlines the activities have that need not be looked at, counted as in `Agenda`."""

    cut: int = 0
    other: int = 0
    recurring: int = 0
    recurring_within: int = 0
    permanent: int = 0


def _looked_at(register: Register, asked: Asked) -> tuple[Sequence[Activity], _Others]:
    """The activities of which every deadline is looked at: those asked for, or that can have one which is shown."""
    if asked.selection != Selection() or asked.permanent or (asked.states and asked.states != ("overdue",)):
        return asked.selection.activities(register.plan), _Others()
    activities, tally = register.plan.activities.due(lambda tally: _span(tally, asked, register.today))
    return activities, _counted(tally, asked)


def _span(tally: Tally, asked: Asked, today: date) -> Span:
    """Where all that is shown lies, going by due dates alone."""
    first, last = asked.window
    kinds: tuple[Kind, ...] = ("fixed", *RECURRING) if asked.recurring or asked.states else ("fixed",)
    if asked.states:  # only "overdue" comes here
        last = min(last or date.max, today)
    start, number = (first or date.min).toordinal(), asked.first
    if asked.brief:
        start, number = last_day(today.year, today.month).toordinal() + 1, NEXT
    if number is not None and not asked.states:
        dated = ((due, count) for (kind, due), count in tally.items() if kind in kinds and due)
        days = sorted((due, count) for due, count in dated if due.toordinal() >= start)
        so_far = accumulate(count for _, count in days)
        enough = (due for (due, _), count in zip(days, so_far, strict=True) if count >= number)
        last = min(last or date.max, next(enough, date.max))
    return Span(kinds, first, last)


def _counted(tally: Tally, asked: Asked) -> _Others:
    """The deadlines of a tally by what becomes of them; none of them is shown."""
    counts: Counter[str] = Counter()
    for (kind, due), number in tally.items():
        is_within = not asked.states and _is_within(due, asked)
        if kind == "permanent":
            counts["permanent"] += number
        elif _is_kind_asked(kind, asked):
            counts["cut" if is_within else "other"] += number
        else:
            counts["recurring"] += number
            counts["recurring_within"] += number if is_within else 0
    return _Others(**counts)


def _is_kind_asked(kind: Kind, asked: Asked) -> bool:
    if kind == "permanent":
        return asked.permanent
    return kind == "fixed" or asked.recurring


def _fits(standing: Standing, asked: Asked, today: date) -> bool:
    """Whether the due date and the state are asked for; without any bound, what has no due date fits too."""
    if asked.states and standing.state not in asked.states:
        return False
    if asked.brief and _is_past_and_met(standing, today):
        return False
    return _is_within(standing.occurrence.due, asked)


def _is_within(due: date | None, asked: Asked) -> bool:
    return asked.window == Window() or asked.window.admits(due)


def _is_past_and_met(standing: Standing, today: date) -> bool:
    due = standing.occurrence.due
    return standing.state in MET and due is not None and due < today


def _first(found: list[Standing], asked: Asked, today: date) -> list[Standing]:
    """The first so many, by due date; in brief, what is late, due this month, and the next few after it."""
    if asked.first is not None:
        return found[: asked.first]
    if not asked.brief:
        return found
    this_month = (today.year, today.month)
    later = [one for one in found if one.occurrence.due and _month(one.occurrence.due) > this_month]
    beyond = {one.occurrence.id for one in later[NEXT:]}
    return [one for one in found if one.occurrence.id not in beyond]


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def _ordered(found: Sequence[Standing], order: Order) -> list[Standing]:
    if order.endswith("activity"):
        found = sorted(found, key=lambda one: (natural_key(one.occurrence.activity.id), by_due(one.occurrence)))
    return list(reversed(found)) if order.startswith("-") else list(found)
