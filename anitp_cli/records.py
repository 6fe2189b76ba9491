"""Which records of evidence a question asks for, and which deadlines nobody has reported on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anitp_cli.evidence import read_days
from anitp_cli.query import by_due
from anitp_cli.text import fold, holds_phrase
from anitp_cli.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from anitp_cli.model import Activity, Evidence, Interval
    from anitp_cli.plan import Plan
    from anitp_cli.query import Selection
    from anitp_cli.states import Register, Standing


class Sought(NamedTuple):
    """Which records a question is about; None asks for nothing in particular.

    `about` are ids of activities ("2.1.1") and of deadlines ("2.1.1@2019-06"). `on` are days that a record's dates must
    hold, all of them; `within` are days of which they must hold one. `partner` and `channel` are words, in any Romanian
    form, case and spelling of diacritics, that stand in one of them.
    """

    about: frozenset[str] | None = None
    by: str | None = None
    kind: str | None = None
    on: Interval | None = None
    within: Interval | None = None
    partner: str | None = None
    channel: str | None = None

    def admits(self, record: Evidence) -> bool:
        """Whether a record is one of them."""
        return (
            (self.about is None or not self.about.isdisjoint((record.activity, record.occurrence)))
            and self.by in {None, record.by}
            and self.kind in {None, record.kind}
            and (self.on is None or _holds(record.dates, self.on))
            and (self.within is None or _overlaps(record.dates, self.within))
            and (self.partner is None or _names(record.partners, self.partner))
            and (self.channel is None or _names(record.channels, self.channel))
        )


def records(plan: Plan, sought: Sought) -> list[Evidence]:
    """The records that a question asks for: by their first day, those without one last."""
    found = [record for record in plan.evidence if sought.admits(record)]
    return sorted(found, key=lambda one: (one.dates is None, one.dates))


class Missing(NamedTuple):
    """A deadline, or a permanent term, and the institutions that are responsible for it and have not reported."""

    standing: Standing
    owed_by: tuple[str, ...]


def missing(register: Register, selection: Selection, days: Interval, *, each: bool = False) -> list[Missing]:
    """What is due on one of these days, or permanent, and nobody has reported on.

    With `each`, also what some of those responsible have reported on and others have not.
    """
    found = (
        _missing(standing, selection.institution, each=each)
        for activity in selection.activities(register.plan)
        for standing in standings_in(register, activity, days)
    )
    return sorted((one for one in found if one is not None), key=lambda one: by_due(one.standing.occurrence))


def standings_in(register: Register, activity: Activity, days: Interval) -> list[Standing]:
    """Where what is due on these days stands, and each permanent term by what is on file of these days."""
    found = []
    for standing in register.standings(activity):
        start, due = standing.occurrence.start, standing.occurrence.due
        if due is None:
            if start is None or start > days.end or days.start > register.plan.period.end:
                continue
            filed = tuple(record for record in standing.evidence if _is_of(record, days))
            found.append(standing._replace(evidence=filed, assessed_by=register.assessors(filed)))
        elif due in days:
            found.append(standing)
    return found


def reporters(activity: Activity, reported: Collection[str] = ()) -> tuple[str, ...]:
    """The institutions that owe a report on an activity: the responsible ones, and of "MAI - IGI, IGPR" the units.

    A parent that has `reported` itself has done so for the units through which an item names it.
    """
    responsible = [mention for mention in activity.mentions if mention.role == "responsible"]
    through = {(mention.item, mention.through) for mention in responsible}
    own = (
        one.institution
        for one in responsible
        if (one.item, one.institution) not in through and one.through not in reported
    )
    return tuple(dict.fromkeys(own))


def acting_for(activity: Activity, institution: str | None) -> set[str]:
    """The units through which the row says that a responsible institution acts: of "MAI - IGI, IGPR" both for MAI."""
    return {one.institution for one in activity.mentions if one.role == "responsible" and one.through == institution}


def _missing(standing: Standing, institution: str | None, *, each: bool) -> Missing | None:
    reported = {record.by for record in standing.evidence}
    owed_by = tuple(code for code in reporters(standing.occurrence.activity, reported) if code not in reported)
    is_owed = not {institution, *acting_for(standing.occurrence.activity, institution)}.isdisjoint(owed_by)
    is_owed = bool(owed_by) if institution is None else is_owed
    return Missing(standing, owed_by) if not standing.evidence or (each and is_owed) else None


def _is_of(record: Evidence, days: Interval) -> bool:
    """Whether a record of a permanent term is of these days; one that names no days is of all."""
    own = read_days(record.period) if record.period else record.dates
    return own is None or _overlaps(own, days)


def _holds(dates: Interval | None, days: Interval) -> bool:
    return dates is not None and dates.start <= days.start and days.end <= dates.end


def _overlaps(dates: Interval | None, days: Interval) -> bool:
    return dates is not None and dates.start <= days.end and days.start <= dates.end


def _names(texts: Iterable[str], words: str) -> bool:
    return any(fold(words) in fold(text) or holds_phrase(text, words) for text in texts)
