"""Which activities, occurrences and mentions a question asks for, and in what order."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from anitp_cli.deadlines import occurrences
from anitp_cli.errors import UsageError
from anitp_cli.model import ROLES
from anitp_cli.text import fold, natural_key, near
from anitp_cli.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from anitp_cli.model import Activity, Institution, Interval, Mention, Objective, Occurrence, Printed, Role
    from anitp_cli.plan import Plan

_DAY = timedelta(days=1)


class Window(NamedTuple):
    """The due dates that bounds let through: from `first` to `last`, both included; None is no bound."""

    first: date | None = None
    last: date | None = None

    def admits(self, due: date | None) -> bool:
        """Whether a due date lies between the bounds; no due date lies between any."""
        return due is not None and (self.first is None or self.first <= due) and (self.last is None or due <= self.last)

    def __str__(self) -> str:
        if self.first and self.last:
            return f"from {self.first} to {self.last}"
        if self.last:
            return f"up to {self.last}"
        return f"from {self.first} on" if self.first else "on any day"

    @classmethod
    def of(cls, bounds: Mapping[str, Interval]) -> Window:
        """The window of the bounds --before, --by, --after, --from, --in and --next, all of which must hold.

        Raises:
            UsageError: they leave no day.
        """
        first, last = [], []
        for option, days in bounds.items():
            match option:
                case "--before":
                    last.append(days.start - _DAY)
                case "--by":
                    last.append(days.end)
                case "--after":
                    first.append(days.end + _DAY)
                case "--from" | "--next":
                    first.append(days.start)
                case "--in":
                    first.append(days.start)
                    last.append(days.end)
        window = cls(max(first, default=None), min(last, default=None))
        if window.first and window.last and window.last < window.first:
            message = f"no day lies between these bounds: {', '.join(bounds)} leave {window.first} to {window.last}"
            raise UsageError(message)
        return window


def undated(activities: Iterable[Activity]) -> tuple[Printed, ...]:
    """The terms of which nobody knows the date, because the grammar refuses them."""
    return tuple(term.text for activity in activities for term in activity.terms if not term.deadlines)


def find_objective(plan: Plan, wanted: str) -> Objective:
    """The general ("2") or specific ("2.1") objective with an id.

    Raises:
        UsageError: the plan has no such objective.
    """
    objective = plan.objectives.with_id(wanted)
    if objective is None:
        ids = ", ".join(one.id for one in plan.objectives)
        message = f'the plan has no objective "{wanted}"; it has {ids}'
        raise UsageError(message)
    return objective


def find_activities(plan: Plan, wanted: Sequence[str]) -> list[Activity]:
    """The activities with these ids, in the order asked; an occurrence's id ("2.1.1@2019-06") means its activity.

    Raises:
        UsageError: an id is unknown.
    """
    found = {}
    for given in wanted:
        id_, at, _ = given.partition("@")
        activity = plan.activities.with_id(id_)
        if activity is None:
            raise UsageError(_unknown_activity(plan, id_))
        if at and given not in [one.id for one in occurrences(activity, plan.period)]:
            message = f'"{given}" is no deadline of {id_}; "anitp show {id_}" lists them'
            raise UsageError(message)
        found[id_] = activity
    return list(found.values())


def _unknown_activity(plan: Plan, wanted: str) -> str:
    if plan.objectives.with_id(wanted):
        return f'"{wanted}" is an objective; "anitp list --objective {wanted}" shows its activities'
    close = near(wanted, (str(activity.id) for activity in plan.activities))
    hint = f"did you mean {', '.join(close)}? " if close else ""
    return f'the plan has no activity "{wanted}"; {hint}"anitp list" shows them all'


class Selection(NamedTuple):
    """Which activities a question is about: those that name an institution (in a role), under an objective."""

    institution: str | None = None
    role: Role | None = None
    objective: Objective | None = None

    def admits(self, activity: Activity) -> bool:
        """Whether an activity is one of them."""
        if self.institution is not None and not names(activity, {self.institution}, self.role):
            return False
        return self.objective is None or self.objective.id in {activity.objective, activity.objective.partition(".")[0]}

    def activities(self, plan: Plan, holding: Sequence[str] = ()) -> list[Activity]:
        """Those of a plan, of which each of the folded texts must stand in some cell."""
        naming = None if self.institution is None else {self.institution}
        objective = self.objective and str(self.objective.id)
        some = plan.activities.narrowed(naming=naming, objective=objective, holding=holding)
        return [one for one in some if self.admits(one) and (not holding or holds_text(one, holding))]


class Naming(NamedTuple):
    """A mention of an institution and the activity it stands in."""

    activity: Activity
    mention: Mention


def namings(plan: Plan, codes: set[str], role: Role | None) -> list[Naming]:
    """Every mention of these institutions: as responsible, then as partner, each in the order of the plan."""
    found = (
        Naming(activity, mention)
        for activity in plan.activities.narrowed(naming=codes)
        for mention in activity.mentions
        if mention.institution in codes and role in {None, mention.role}
    )
    return sorted(found, key=lambda naming: ROLES.index(naming.mention.role))


def institutions_named(plan: Plan, role: Role | None) -> list[Institution]:
    """The institutions that the plan names in a role, or all that it has where that is None."""
    if role is None:
        return list(plan.institutions)
    codes = {one.institution for activity in plan.activities for one in activity.mentions if one.role == role}
    return [one for one in plan.institutions if one.code in codes]


def names(activity: Activity, codes: set[str], role: Role | None) -> bool:
    """Whether an activity names any of these institutions in a role, or in any role where that is None."""
    return any(mention.institution in codes and role in {None, mention.role} for mention in activity.mentions)


def holds_text(activity: Activity, words: Iterable[str]) -> bool:
    """Whether each of the folded words stands in some cell of the activity."""
    cells = [fold(cell) for cell in activity.cells()]
    return all(any(word in cell for cell in cells) for word in words)


def by_due(occurrence: Occurrence) -> tuple[date, tuple[tuple[int, int, str], ...]]:
    """The order of a list of deadlines: the oldest first, then by activity; what has no due date comes last."""
    return occurrence.due or date.max, natural_key(occurrence.activity.id)
