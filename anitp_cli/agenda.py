"""What falls due: which occurrences a question shows, in what order, and how many of each kind it leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from anitp_cli.query import Selection, Window, by_due
from anitp_cli.states import MET
from anitp_cli.text import natural_key

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from anitp_cli.model import Occurrence, Printed, State
    from anitp_cli.states import Register, Standing

Order = Literal["due", "-due", "activity", "-activity"]
ORDERS: tuple[Order, ...] = ("due", "-due", "activity", "-activity")
NEXT = 5  # how many deadlines "what comes next" is, where nobody says how many


class Asked(NamedTuple):
    """A question after deadlines.

    `window` bounds the due dates. `states` are those asked for, all where there is none; `coming` asks for what is due
    from today on, of it the `first` so many by due date, whatever the order they are shown in. `brief` is the question
    of every morning: what is late and not met, what is due this month, and what comes next. Recurring and permanent
    terms are shown only where they are asked for.
    """

    window: Window = Window()
    states: tuple[State, ...] = ()
    coming: bool = False
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
    activities = [activity for activity in register.plan.activities if asked.selection.admits(activity)]
    standings = [one for activity in activities for one in register.standings(activity)]
    dated = [one for one in standings if one.occurrence.kind != "permanent"]
    unasked = [one for one in dated if not _is_kind_asked(one.occurrence, asked)]
    wanted = [one for one in standings if _is_kind_asked(one.occurrence, asked) and _fits(one, asked, register.today)]
    permanent = sum(one.occurrence.kind == "permanent" for one in wanted)
    met = sum(_is_past_and_met(one, register.today) for one in dated) if asked.brief else 0
    found = _first(sorted(wanted, key=lambda one: by_due(one.occurrence)), asked, register.today)
    ordered = _ordered(found, asked.order)
    shown = tuple(ordered if asked.limit is None else ordered[: asked.limit])
    return Agenda(
        shown,
        cut=len(wanted) - len(shown),
        met=met,
        other=len(dated) - len(unasked) - (len(wanted) - permanent) - met,
        recurring=len(unasked),
        recurring_within=sum(_fits(one, asked, register.today) for one in unasked),
        permanent=len(standings) - len(dated) - permanent,
        undated=tuple(term.text for activity in activities for term in activity.terms if not term.deadlines),
    )


def _is_kind_asked(occurrence: Occurrence, asked: Asked) -> bool:
    if occurrence.kind == "permanent":
        return asked.permanent
    return occurrence.kind == "fixed" or asked.recurring


def _fits(standing: Standing, asked: Asked, today: date) -> bool:
    """Whether the due date and the state are asked for; without any bound, what has no due date fits too."""
    due = standing.occurrence.due
    if asked.states and standing.state not in asked.states:
        return False
    if asked.coming and (due is None or due < today):
        return False
    if asked.brief and _is_past_and_met(standing, today):
        return False
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
