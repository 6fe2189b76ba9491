"""In what state an occurrence is on a day: decided from the evidence on each run, and never stored."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from anitp_cli.deadlines import occurrences
from anitp_cli.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from anitp_cli.model import Activity, Evidence, Occurrence, State
    from anitp_cli.plan import Plan

OPEN: tuple[State, ...] = ("overdue", "not-done", "partial")
"""What a deadline that has passed can be without being met, the worst first."""


MET: tuple[State, ...] = ("met", "met-late")


class Standing(NamedTuple):
    """Where an occurrence stands on a day.

    `evidence` is what is filed for it and had happened by that day. `reported` is its state by what the institutions
    say of themselves; in `state` the later assessments of `assessed_by` take the place of what they assess. Who has
    assessed only what decides nothing is not among them.
    """

    occurrence: Occurrence
    state: State
    reported: State
    evidence: tuple[Evidence, ...]
    assessed_by: tuple[str, ...]
    days_overdue: int


class _Word(NamedTuple):
    """The last word of an institution on a deadline, by what was due then.

    `last` is the record that says it. Where that is "done", `first` is the one with the earliest day of those that have
    said so since it said otherwise, and `dated` says that day: `first` itself, or the assessment that found it done.
    """

    state: State
    last: Evidence
    first: Evidence
    dated: Evidence


class _Filed(NamedTuple):
    """What is on file for an activity and had happened by a day: by what it is filed for, and the assessments of it."""

    by_occurrence: dict[str, list[Evidence]]
    assessments: dict[str, Evidence]


class Register:
    """The evidence of a plan as of a day, by what it is filed for."""

    def __init__(self, plan: Plan, today: date) -> None:
        self.plan = plan
        self.today = today
        self._filed: dict[str, _Filed] = {}

    def _filed_for(self, activity: str) -> _Filed:
        filed = self._filed.get(activity)
        if filed is None:
            filed = self._filed[activity] = _Filed({}, {})
            for record in self.plan.evidence.of_activity(activity):
                if not has_happened(record, self.today):
                    continue
                if record.assesses:
                    self._assess(record, filed.assessments)
                elif record.occurrence:
                    filed.by_occurrence.setdefault(record.occurrence, []).append(record)
        return filed

    @staticmethod
    def _assess(assessment: Evidence, known: dict[str, Evidence]) -> None:
        """Of several assessments of one record that of the latest day counts, of one day the last on file.

        One that says nothing, or that there is nothing to report, finds nothing, and is passed over.
        """
        if assessment.state in {None, "nil"}:
            return
        before = known.get(str(assessment.assesses))
        if before is None or _day(before) <= _day(assessment):
            known[str(assessment.assesses)] = assessment

    def activity(self, id_: str) -> Activity:
        """The activity with an id that the plan knows."""
        return self.plan.activities.known(id_)

    def of_activity(self, activity: Activity) -> Sequence[Evidence]:
        """All that is on file for an activity, on whatever day."""
        return self.plan.evidence.of_activity(activity.id)

    def assessment_of(self, record: Evidence) -> Evidence | None:
        """The last assessment of a record by another institution, if there is one."""
        return self._filed_for(str(record.activity)).assessments.get(str(record.id))

    def assessors(self, filed: Iterable[Evidence]) -> tuple[str, ...]:
        """Who has assessed any of these records."""
        assessments = (self.assessment_of(record) for record in filed)
        return tuple(dict.fromkeys(one.by for one in assessments if one))

    def standings(self, activity: Activity) -> list[Standing]:
        """Where each occurrence of an activity stands, in order of due date."""
        return [self.standing(one) for one in occurrences(activity, self.plan.period)]

    def standing(self, occurrence: Occurrence) -> Standing:
        """Where an occurrence stands."""
        on_file = self._filed_for(str(occurrence.activity.id))
        filed = tuple(on_file.by_occurrence.get(occurrence.id, ()))
        state = reported = _without_evidence(occurrence, self.today)
        decisive: Iterable[Evidence] = filed
        if filed and occurrence.due is not None:
            told = _last_words(filed, {}, occurrence.due)
            words = _last_words(filed, on_file.assessments, occurrence.due)
            reported, state = _together(told) or reported, _together(words) or state
            differing = told if state != reported else {}
            decisive = (one for one in filed if _decides(one, words.get(one.by), differing.get(one.by)))
        is_late = state in OPEN and occurrence.due is not None and occurrence.due < self.today
        late = (self.today - occurrence.due).days if is_late and occurrence.due else 0
        return Standing(occurrence, state, reported, filed, self.assessors(decisive), late)

    def dated(self, occurrence: Occurrence) -> tuple[Evidence, ...]:
        """The records by whose days an occurrence is met, or met late: one of each institution that says done."""
        on_file = self._filed_for(str(occurrence.activity.id))
        filed = on_file.by_occurrence.get(occurrence.id, ())
        words = _last_words(filed, on_file.assessments, occurrence.due or date.max)
        return tuple(word.dated for word in words.values() if word.state in MET)


def _last_words(filed: Iterable[Evidence], assessments: dict[str, Evidence], due: date) -> dict[str, _Word]:
    """The last word of each institution that has reported; "nil", nothing to report, is none."""
    words: dict[str, _Word] = {}
    for record in filed:
        said = assessments.get(str(record.id)) or record
        if said.state is None or said.state == "nil":
            continue
        # Who finds done what was not reported so says when; a finding that agrees leaves the day as it was.
        dated = record if record.state == "done" else said
        before = words.get(record.by)
        if said.state != "done":
            words[record.by] = _Word(said.state, record, record, dated)
        elif before and before.state in MET and _last_day(before.dated) <= _last_day(dated):
            words[record.by] = before._replace(last=record)
        else:
            words[record.by] = _Word("met-late" if _last_day(dated) > due else "met", record, record, dated)
    return words


def _together(words: dict[str, _Word]) -> State | None:
    """What the institutions say together: it is met where all say so, and late where one of them was; None of none."""
    states = {word.state for word in words.values()}
    if len(states) < 2:  # noqa: PLR2004 (all say the same)
        return next(iter(states), None)
    return "met-late" if states == set(MET) else "partial"


def _decides(record: Evidence, word: _Word | None, told: _Word | None) -> bool:
    """Whether a record is its institution's last word, or the one whose day counts.

    Where assessments brought what was `told` to met or met late, any of its records may be why.
    """
    if word is None:
        return False
    is_moved = told is not None and word.state in MET and told.state != word.state
    return is_moved or record in {word.first, word.last}


def is_reported_on(standing: Standing) -> bool:
    """Whether anything is on file for it but that there is nothing to report."""
    return any(record.state != "nil" for record in standing.evidence)


def state_of_all(standings: Iterable[Standing], today: date) -> State | None:
    """The state of an activity: the worst of what is open, else that of the deadline that comes next, or the last.

    None where it has no deadline that can be known.
    """
    standings = list(standings)
    states = [one.state for one in standings]
    for state in OPEN:
        if state in states:
            return state
    coming = (one.state for one in standings if one.occurrence.due is None or one.occurrence.due >= today)
    return next(coming, states[-1] if states else None)


def _without_evidence(occurrence: Occurrence, today: date) -> State:
    """Overdue is what was due before today; what is due today is not overdue, and what has no due date never is."""
    if occurrence.due is None:
        return "permanent"
    return "overdue" if occurrence.due < today else "upcoming"


def known_from(record: Evidence) -> date | None:
    """The day from which on a record can be known: what was done, at its end; what goes on, once it has begun."""
    if record.dates is None:
        return record.source and record.source.date
    return record.dates.end if record.state == "done" else record.dates.start


def _day(record: Evidence) -> date:
    return known_from(record) or date.min


def _last_day(record: Evidence) -> date:
    return record.dates.end if record.dates else date.max


def has_happened(record: Evidence, today: date) -> bool:
    """Whether what a record says can be known on a day."""
    day = known_from(record)
    return day is None or day <= today
