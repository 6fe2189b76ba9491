"""Records as typed, and what is wrong with them."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from anitp_cli.deadlines import occurrences, period_name
from anitp_cli.errors import UsageError
from anitp_cli.evidence import place_of
from anitp_cli.files import EVIDENCE
from anitp_cli.query import find_activities
from anitp_cli.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from anitp_cli.model import Activity, Interval, Occurrence
    from anitp_cli.plan import Plan
    from anitp_cli.yamlfile.lines import Tree

_OF_SOURCE = {"title": "source", "date": "source_date", "link": "link"}


class Draft(NamedTuple):
    """A record as typed.

    `activity` is the id of an activity, or of the occurrence that the record is filed for ("2.1.1@2019-06"); else
    `period` names that, or the dates tell it. A key of `values` is the place of an indicator in its cell or its words.
    """

    activity: str
    kind: str
    title: str
    period: str | None = None
    state: str | None = None
    dates: Interval | None = None
    actions: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    partners: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    note: str | None = None
    source: str | None = None
    source_date: date | None = None
    link: str | None = None
    assesses: str | None = None


class Fault(NamedTuple):
    """Why a draft cannot be filed: which one, counted from 0, and which of its fields, where it is one of them."""

    draft: int
    field: str | None
    message: str
    help: str

    @property
    def sentence(self) -> str:
        """What is wrong and how to mend it."""
        return f"{self.message}. {self.help}".rstrip(". ")


class UnfitError(UsageError):
    """Some drafts cannot be filed, and so none is; `faults` says why, in the order of the drafts.

    `ids` gives the drafts, counted from 0, by the ids that their records would have been given.
    """

    def __init__(self, faults: Sequence[Fault], ids: Mapping[str, int] = MappingProxyType({})) -> None:
        self.faults = tuple(faults)
        self.ids = ids
        super().__init__("; ".join(fault.sentence for fault in self.faults))


def field_at(keys: Sequence[str]) -> str | None:
    """Which field of a draft stands under these keys of a record; None for what is not typed, such as the id."""
    field = _OF_SOURCE[keys[1]] if keys[0] == "source" and keys[1:] else keys[0]
    return field if field in Draft._fields else None


def fields_of(draft: Draft, number: int, plan: Plan) -> dict[str, Tree]:
    """The fields of the `number`-th draft as they stand in a file; white space of any kind and length is one blank.

    Raises:
        UnfitError: the activity, the deadline or the value of an indicator cannot be told.
    """
    try:
        activity = find_activities(plan, [_plain(draft.activity)])[0]
    except UsageError as error:
        raise UnfitError([Fault(number, "activity", error.message, "")]) from error
    values: dict[str, Tree] = {}
    for key, value in draft.values:
        name = str(place_of(_plain(key), activity) or _plain(key))
        if name in values:
            message = f'the indicator "{name}" of {activity.id} has two values'
            raise UnfitError([Fault(number, "values", message, "Give it one.")])
        values[name] = _plain(value)
    fields: dict[str, Tree] = {
        "activity": str(activity.id),
        "period": _period(draft, number, activity, plan.period),
        "kind": _plain(draft.kind),
        "state": _plain(draft.state),
        "dates": period_name(draft.dates) if draft.dates else "",
        "title": _plain(draft.title),
        "actions": [_plain(action) for action in draft.actions],
        "values": values,
        "partners": [_plain(partner) for partner in draft.partners],
        "channels": [_plain(channel) for channel in draft.channels],
        "note": _plain(draft.note),
        "source": _source(draft),
        "assesses": _plain(draft.assesses),
    }
    return {name: value for name, value in fields.items() if value or name in EVIDENCE.required}


def _source(draft: Draft) -> dict[str, Tree]:
    day = draft.source_date.isoformat() if draft.source_date else ""
    source = {"title": _plain(draft.source), "date": day, "link": _plain(draft.link)}
    return {name: text for name, text in source.items() if text or name == "title"} if any(source.values()) else {}


def _plain(text: str | None) -> str:
    return " ".join((text or "").split())


def _period(draft: Draft, number: int, activity: Activity, whole: Interval) -> str:
    """The period of the deadline that is meant; empty for a permanent term, and for what came after the plan.

    That is the one that was typed, else the only one whose days hold all the dates, else the only one there is.

    Raises:
        UnfitError: it may be any of several.
    """
    named = {one.id.partition("@")[2]: one for one in occurrences(activity, whole)}
    typed = {text for text in (_plain(draft.activity).partition("@")[2], _plain(draft.period)) if text}
    if len(typed) > 1:
        message = f"the record is filed for two deadlines, {' and '.join(sorted(typed))}"
        raise UnfitError([Fault(number, "period", message, "Name one.")])
    meant = typed or {name for name, one in named.items() if draft.dates and _holds(one, draft.dates, whole)}
    if len(meant) != 1:
        meant = set(named)
    if len(meant) > 1 and not (draft.dates and draft.dates.start > whole.end):
        message = f"{activity.id} has {len(named)} deadlines, and which of them is meant cannot be told"
        help_ = f"Name one of {', '.join(named)}, as in {activity.id}@{next(iter(named))}."
        raise UnfitError([Fault(number, "period", message, help_)])
    name = meant.pop() if len(meant) == 1 else ""
    return "" if name in named and named[name].due is None else name


def _holds(occurrence: Occurrence, dates: Interval, whole: Interval) -> bool:
    """Whether all the dates lie in the days of an occurrence; those of a permanent term go on to the plan's end."""
    last = occurrence.due or whole.end
    return occurrence.start is not None and occurrence.start <= dates.start and dates.end <= last
