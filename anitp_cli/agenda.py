"""What falls due: which occurrences a question shows, in what order, and how many of each kind it leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from anitp_cli.deadlines import occurrences
from anitp_cli.query import Selection, Window, by_due
from anitp_cli.states import state_of
from anitp_cli.text import natural_key

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from anitp_cli.model import Occurrence, Plan, Printed

Order = Literal["due", "-due", "activity", "-activity"]
ORDERS: tuple[Order, ...] = ("due", "-due", "activity", "-activity")
NEXT = 5  # how many deadlines "what comes next" is, where nobody says how many


class Asked(NamedTuple):
    """A question after deadlines.

    `window` bounds the due dates. `overdue` asks for what is late, `coming` for what is due from today on, of it the
    `first` so many by due date, whatever the order they are shown in. `brief` is the question of every morning: what is
    late, what is due this month, and what comes next. Recurring and permanent terms are shown only where they are
    asked for.
    """

    window: Window = Window()
    overdue: bool = False
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

    `cut` were found and fell to `limit`, or come later than the brief answer looks; `other` are of the kinds asked for
    and outside the bounds. `recurring` were not asked for, `recurring_within` of them lie within the bounds;
    `permanent` are not shown, having no due date. `undated` terms are refused by the grammar, so that nobody knows
    their date.
    """

    shown: tuple[Occurrence, ...]
    cut: int
    other: int
    recurring: int
    recurring_within: int
    permanent: int
    undated: tuple[Printed, ...]

    @property
    def found(self) -> int:
        """How many the question finds, shown or not."""
        return len(self.shown) + self.cut


def agenda(plan: Plan, asked: Asked, today: date) -> Agenda:
    """Answer a question after deadlines as of a day."""
    activities = [activity for activity in plan.activities if asked.selection.admits(activity)]
    every = [one for activity in activities for one in occurrences(activity, plan.period)]
    fitting = [one for one in every if _fits(one, asked, today)]
    wanted = [one for one in fitting if _is_kind_asked(one, asked)]
    found = _first(sorted(wanted, key=by_due), asked, today)
    ordered = _ordered(found, asked.order)
    shown = tuple(ordered if asked.limit is None else ordered[: asked.limit])
    dated = [one for one in every if one.kind != "permanent"]
    unasked = [one for one in dated if not _is_kind_asked(one, asked)]
    return Agenda(
        shown,
        cut=len(wanted) - len(shown),
        other=sum(_is_kind_asked(one, asked) for one in dated) - sum(one.kind != "permanent" for one in wanted),
        recurring=len(unasked),
        recurring_within=sum(_fits(one, asked, today) for one in unasked),
        permanent=len(every) - len(dated) - sum(one.kind == "permanent" for one in wanted),
        undated=tuple(term.text for activity in activities for term in activity.terms if not term.deadlines),
    )


def _is_kind_asked(occurrence: Occurrence, asked: Asked) -> bool:
    if occurrence.kind == "permanent":
        return asked.permanent
    return occurrence.kind == "fixed" or asked.recurring


def _fits(occurrence: Occurrence, asked: Asked, today: date) -> bool:
    """Whether the due date is one that was asked for; without any bound, what has no due date fits too."""
    if asked.overdue and state_of(occurrence, today) != "overdue":
        return False
    if asked.coming and (occurrence.due is None or occurrence.due < today):
        return False
    return asked.window == Window() or asked.window.admits(occurrence.due)


def _first(found: list[Occurrence], asked: Asked, today: date) -> list[Occurrence]:
    """The first so many, by due date; in brief, what is late, due this month, and the next few after it."""
    if asked.first is not None:
        return found[: asked.first]
    if not asked.brief:
        return found
    later = [one for one in found if one.due and (one.due.year, one.due.month) > (today.year, today.month)]
    beyond = {one.id for one in later[NEXT:]}
    return [one for one in found if one.id not in beyond]


def _ordered(found: Sequence[Occurrence], order: Order) -> list[Occurrence]:
    if order.endswith("activity"):
        found = sorted(found, key=lambda one: (natural_key(one.activity.id), by_due(one)))
    return list(reversed(found)) if order.startswith("-") else list(found)
