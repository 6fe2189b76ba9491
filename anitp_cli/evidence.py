"""From the files of evidence, one for each institution that reports, to records, with every problem found on the way.

What is wrong here stops every command: a record that is filed for nothing would be lost without a word.
"""

from __future__ import annotations

import os
import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from anitp_cli import files
from anitp_cli.deadlines import Refused, occurrences, period_name, read_date
from anitp_cli.errors import PlanError
from anitp_cli.institutions import Directory
from anitp_cli.model import Evidence, Interval, Printed, Source
from anitp_cli.text import bare, fold, natural_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from anitp_cli.model import Activity, Occurrence
    from anitp_cli.plan import Plan
    from anitp_cli.reading import Reading

FOLDER = "evidence"
_LONGEST_PLACE = 5
_MOST_NAMED = 40  # periods of a deadline: those of a plan of three years, month by month


def stem_of(code: str) -> str:
    """What the file of an institution, and with it the id of each of its records, is called after its code."""
    return re.sub(r"[\W_]+", "-", bare(code)).strip("-")


def file_of(code: str) -> str:
    """The file of an institution, as seen from the plan's folder."""
    return f"{FOLDER}/{stem_of(code)}.yaml"


def read_days(text: str) -> Interval:
    """The days that a file of evidence means, in the one form in which it may write them ("2019-06", "2019-S1").

    Raises:
        Refused: they are written in another form, or are no days.
    """
    days = read_date(text, _no_today)
    if period_name(days) != text:
        raise Refused(reason="unknown", words=text)
    return days


def _in_form(text: str) -> str:
    """Days in the form of the file, where it can be told which are meant, else what it looks like."""
    try:
        return f'"{period_name(read_date(text, _no_today))}"'
    except Refused:
        return 'them like "2019-06-20", "2019-06", "2019-T2" or "2019-06-03..2019-07-08"'


def _days_or_none(text: str | None) -> Interval | None:
    try:
        return read_days(text) if text else None
    except Refused:
        return None


def _no_today() -> date:
    raise Refused(reason="unknown")


def place_of(key: str, activity: Activity) -> int | None:
    """Which indicator of an activity is meant, counted from 1, by its place ("2") or its words; None for no other."""
    known = activity.indicators
    if key.isascii() and key.isdecimal():
        return int(key) if len(key) < _LONGEST_PLACE and 0 < int(key) <= len(known) else None
    return _places(known).get(fold(key))


@lru_cache(maxsize=1)  # a record's keys come one after another, and both cells and records may be long
def _places(indicators: tuple[str, ...]) -> dict[str, int]:
    """The places of indicators by their words, the first of those that are equal."""
    return {fold(words): place for place, words in reversed(list(enumerate(indicators, 1)))}


def read_evidence(reading: Reading, plan: Plan) -> tuple[Evidence, ...]:
    """Every record on file, by file and in the order of each; the problems go to the reading.

    Raises:
        PlanError: the folder, or a file in it, cannot be read.
    """
    reader = _Reader(reading, plan)
    evidence = tuple(one for name in _names(reading) for one in reader.records(name))
    reader.look_at_assessments(evidence)
    return evidence


def _names(reading: Reading) -> list[str]:
    drafted = {path.removeprefix(f"{FOLDER}/") for path in reading.drafts if path.startswith(FOLDER)}
    try:
        found = names_in(reading.folder)
    except OSError as error:
        folder = reading.folder / FOLDER
        message = f"{folder} cannot be read: {error.strerror or error}; it is the folder of the files of evidence"
        raise PlanError(message) from error
    return sorted({*found, *drafted}, key=natural_key)


def names_in(folder: Path) -> list[str]:
    """The names of the files of evidence in a plan's folder.

    Raises:
        OSError: they cannot be listed.
    """
    try:
        with os.scandir(folder / FOLDER) as entries:
            return [one.name for one in entries if one.name.endswith((".yaml", ".yml")) and one.name[0] != "."]
    except FileNotFoundError:
        return []


class _Reader:
    """One reading of all files of evidence."""

    def __init__(self, reading: Reading, plan: Plan) -> None:
        self.reading = reading
        self.plan = plan
        self.codes = {str(institution.code) for institution in plan.institutions}
        self.activities = {str(activity.id): activity for activity in reversed(plan.activities)}  # of two the first
        refused = (one for one in reading.problems if one.rule == "term-refused" and one.severity == "error")
        self.unread = {one.activity for one in refused}  # where it is the act's own, nothing better will be read
        self.periods: dict[str, dict[str, Occurrence]] = {}
        self.seen: set[str] = set()
        self.file = ""

    def records(self, name: str) -> Iterator[Evidence]:
        """The records of one file."""
        self.file = f"{FOLDER}/{name}"
        root = self.reading.document(self.file, files.EVIDENCE_FILE)
        if root is not None:
            by = root["institution"]
            self._look_at_name(by, name)
            yield from [self._record(node, str(by)) for node in root["records"]]

    def _look_at_name(self, by: Printed, name: str) -> None:
        if by and self.codes and by not in self.codes:
            code = Directory(self.plan.institutions).exact(by)
            hint = f' Write its code, "{code}".' if code else ""
            self._report("evidence-file", by, f'no institution of the plan has the code "{by}"', f"Mend it.{hint}")
        elif by and f"{stem_of(by)}.yaml" != name:
            message = f"the file of {by} is called {name}"
            self._report("evidence-file", by, message, f"Call it {stem_of(by)}.yaml, or mend the institution.")

    def _record(self, node: Any, by: str) -> Evidence:  # noqa: ANN401  # it has its shape
        record = Evidence(
            id=node["id"],
            by=by,
            activity=node["activity"],
            period=node.get("period"),
            occurrence=None,
            kind=node["kind"],
            state=node.get("state"),
            dates=self._days(node.get("dates")),
            title=node["title"],
            actions=tuple(node.get("actions", ())),
            values=tuple(node.get("values", {}).items()),
            partners=tuple(node.get("partners", ())),
            channels=tuple(node.get("channels", ())),
            note=node.get("note") or None,
            source=self._source(node.get("source")),
            assesses=node.get("assesses") or None,
            file=self.file,
            dates_text=node.get("dates"),
        )
        self._look_at_id(record)
        activity = self.activities.get(record.activity)
        if activity is not None:
            return self._filed(record, activity)
        if record.activity and self.activities:
            message = f"the plan has no activity {record.activity}"
            self._report("evidence-activity", record.activity, message, 'Mend the id; "anitp list" shows them all.')
        return record

    def _source(self, node: Any) -> Source | None:  # noqa: ANN401  # it has its shape
        if node is None:
            return None
        day = node.get("date") or None
        return Source(node["title"], self._day(day), node.get("link") or None, day)

    def _look_at_id(self, record: Evidence) -> None:
        if not record.id:
            return
        is_known = record.by in self.codes if self.codes else bool(record.by)
        if is_known and not re.fullmatch(rf"{re.escape(stem_of(record.by))}-[1-9][0-9]*", record.id):
            message = f"the id {record.id} is not of this file"
            self._report("evidence-id", record.id, message, f'Write "{stem_of(record.by)}-" and a number of its own.')
        elif record.id in self.seen:
            message = f"the record {record.id} stands a second time"
            self._report("evidence-id", record.id, message, "Give each its own number.")
        self.seen.add(record.id)

    def _filed(self, record: Evidence, activity: Activity) -> Evidence:
        """The record with what it counts for: a deadline, a permanent term, or nothing where it is of later days."""
        periods = self._periods(activity)
        is_known = self.reading.knows_period and activity.fingerprint and activity.id not in self.unread
        dated = [period for period, one in periods.items() if one.due]
        named = dated if len(dated) <= _MOST_NAMED else [*dated[:3], "...", dated[-1]]
        help_ = f'Write one of {", ".join(named)}; "anitp show {activity.id}" tells them.'
        days = record.dates or _days_or_none(record.period)
        is_later = days is not None and days.start > self.plan.period.end
        found = None
        if record.period in dated:
            found = periods[record.period]
        elif record.period is not None and not (is_known and record.period):
            pass  # it, or the deadline that it names, may be what cannot be read
        elif record.period and (dated or _days_or_none(record.period) is None):
            message = f'{activity.id} has no deadline "{record.period}"'
            free = 'Take it out, or write days, such as "2019-03": a permanent term has no periods.'
            self._report("evidence-period", record.period, message, help_ if dated else free)
        elif not is_later:
            found = next((one for one in periods.values() if one.due is None), None)
            if found is None and dated and is_known:
                message = f"the record {record.id} does not say which deadline of {activity.id} it is filed for"
                self._report("evidence-period", record.id, message, f'Add "period: ...". {help_}')
        if found or record.state:
            self._look_at_state(record)
        return record._replace(occurrence=found and found.id)

    def _periods(self, activity: Activity) -> dict[str, Occurrence]:
        """What an activity's evidence may count for, by the name of its period."""
        known = self.periods.get(activity.id)
        if known is None:
            known = {one.id.partition("@")[2]: one for one in occurrences(activity, self.plan.period)}
            self.periods[activity.id] = known
        return known

    def _look_at_state(self, record: Evidence) -> None:
        if record.state is None:
            message = f"the record {record.id} does not say how far it was done"
            help_ = f'Add "state: ...", one of {", ".join(files.REPORTED)}.'
            self._report("evidence-state", record.id, message, help_)
        elif record.state in {"done", "partial"} and record.dates_text is None:
            message = f"the record {record.id} says {record.state} and not when"
            self._report("evidence-state", record.id, message, 'Add "dates: ...": the day or days of it.')
        elif record.state == "nil" and record.assesses:
            message = f"the record {record.id} assesses {record.assesses} and says nil, which is no finding"
            help_ = "Write what was found: done, partial or not-done; who found nothing files no assessment."
            self._report("evidence-state", cast("Printed", record.state), message, help_)

    def look_at_assessments(self, evidence: Sequence[Evidence]) -> None:
        """An assessment is of a record of another institution, and of the same deadline."""
        by_id = {str(one.id): one for one in reversed(evidence)}  # of two the first
        for one in evidence:
            if one.assesses is None:
                continue
            assessed = by_id.get(one.assesses)
            self.file = one.file
            help_ = "Write the id of a record of another institution, for the same activity and period."
            if assessed is None:
                message = f"there is no record {one.assesses} on file"
                self._report("evidence-assesses", one.assesses, message, help_)
            elif assessed.by == one.by or assessed.assesses:
                what = "an assessment" if assessed.assesses else f"a record of {one.by} itself"
                self._report("evidence-assesses", one.assesses, f"{one.assesses} is {what}", help_)
            elif (assessed.activity, assessed.period) != (one.activity, one.period):
                filed = assessed.occurrence or str(assessed.activity)
                message = f"{one.id} assesses {one.assesses}, which is filed for {filed}"
                self._report("evidence-assesses", one.assesses, message, help_)

    def _days(self, text: Printed | None) -> Interval | None:
        if not text:
            return None
        try:
            return read_days(text)
        except Refused:
            message = f'"{text}" is no day or days in the form of this file'
            self._report("evidence-days", text, message, f"Write {_in_form(text)}.")
            return None

    def _day(self, text: Printed | None) -> date | None:
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            self._report("no-such-day", text or Printed(""), f'there is no day "{text}"', "Mend the day.")
            return None

    def _report(self, rule: str, word: Printed, message: str, help_: str) -> None:
        self.reading.report(rule, self.reading.place(self.file, word), message, help_)
