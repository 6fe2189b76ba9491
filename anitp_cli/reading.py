"""From the nodes of a plan's files to the values of the model, with every problem found on the way."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from anitp_cli import files, shapes, yamlfile
from anitp_cli.deadlines import Refused, read_term
from anitp_cli.errors import Place, PlanError, Problem, Severity
from anitp_cli.institutions import Directory
from anitp_cli.model import (
    ROLES,
    Abbreviation,
    Activity,
    Institution,
    Interval,
    Mention,
    Objective,
    Parent,
    Printed,
    Term,
    fingerprint,
)
from anitp_cli.plan import Activities, Gazette, Licence, Objectives, Plan, Records
from anitp_cli.soundness import faults_of_ids, faults_of_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from anitp_cli.soundness import Fault

    Watch = Callable[[str, float], None]
    """Is told what is being done ("read", "understand", "index") and what part of it is done, from 0 to 1."""

ACTIVITIES = "activities.yaml"
ABBREVIATIONS = "abbreviations.yaml"
INSTITUTIONS = "institutions.yaml"
# What stands for a day of the plan's period that cannot be read: no deadline that is meant lies outside.
_LONG_AGO, _FAR_OFF = date(1900, 1, 1), date(2099, 12, 31)
MOST_PROBLEMS = 1000  # of the form of one file: who has mended these looks again


def nobody(_what: str, _part: float) -> None:
    """Who does not watch."""


class Reading:
    """One reading of a plan's folder: what its files say, and the problems found on the way."""

    def __init__(self, folder: Path, drafts: Mapping[str, bytes] = MappingProxyType({}), watch: Watch = nobody) -> None:
        """Begin to read; the arguments are those of `load_plan`."""
        self.folder = folder
        self.watch = watch
        self.drafts = drafts
        self.problems: list[Problem] = []
        self.list_fingerprint = Printed("")
        self.headings: tuple[Printed, ...] = ()
        self.knows_period = True

    def document(self, name: str, shape: shapes.Record) -> Any:  # noqa: ANN401  # it has its shape
        """What fits of a file, with everything that is wrong with it taken down; None where nothing does."""
        path = self.folder / name
        try:
            if name in self.drafts:
                document = yamlfile.Document(str(path))
                yamlfile.read_content(self.drafts[name], document)
            else:
                document = yamlfile.read(path, str(path), lambda part: self.watch("read", part))
        except OSError as error:
            message = f"{path} cannot be read: {error.strerror or error}; a plan's folder holds {name}"
            raise PlanError(message) from error
        root = shapes.conform(document, shape)
        found = document.problems
        if len(found) > MOST_PROBLEMS:
            last = found[MOST_PROBLEMS - 1]
            more = f"{last.help} ({len(found) - MOST_PROBLEMS} more like these in this file)"
            found = [*found[: MOST_PROBLEMS - 1], last._replace(help=more)]
        self.problems += found
        return root

    def report(self, rule: str, place: Place, message: str, help_: str, activity: str | None = None) -> None:
        """Take an error down."""
        self.problems.append(Problem(rule, "error", place.file, place.line, place.column, message, help_, activity))

    def report_faults(self, name: str, faults: Iterable[Fault]) -> None:
        """Take down what is wrong with the words of a file."""
        for rule, word, message, help_ in faults:
            activity = str(word) if name == ACTIVITIES and word.count(".") > 1 else None
            self.report(rule, self.place(name, word), message, help_, activity)

    def place(self, name: str, word: Printed, offset: int = 0) -> Place:
        """Where a word of a file stands, or the character at `offset` inside it."""
        return Place(str(self.folder / name), word.line, word.column_of(offset))

    def abbreviations(self) -> tuple[Abbreviation, ...]:
        """The published list."""
        root = self.document(ABBREVIATIONS, files.ABBREVIATIONS_FILE)
        if root is None:
            return ()
        self.list_fingerprint = root["fingerprint"]
        return tuple(Abbreviation(code, expansion) for code, expansion in root["abbreviations"].items())

    def institutions(self, abbreviations: tuple[Abbreviation, ...]) -> tuple[Institution, ...]:
        """Our reading of the names, which takes the published ones from the list."""
        root = self.document(INSTITUTIONS, files.INSTITUTIONS_FILE)
        if root is None:
            return ()
        expansions = {str(entry.code): entry.expansion for entry in abbreviations}
        institutions = tuple(self._institution(node, expansions) for node in root["institutions"] if node["code"])
        self.report_faults(INSTITUTIONS, faults_of_names(institutions, abbreviations))
        self.headings = tuple(root.get("headings", ()))
        return institutions

    def _institution(self, node: dict[str, Any], expansions: dict[str, Printed]) -> Institution:
        code = node["code"]
        source: Any = node.get("source") or "abbreviations"
        kind: Any = node.get("kind") or "body"
        name = node.get("name") or (code if source == "plan" else expansions.get(str(code)))
        if name is None and expansions:
            help_ = 'Give its name and "source: outside", or "source: plan" where the rows write it out.'
            message = f"{code} has no name: the list of abbreviations does not hold it"
            self.report("institution-unnamed", self.place(INSTITUTIONS, code), message, help_)
        parents = (Parent(one["institution"], tuple(one["stated_by"])) for one in node.get("part_of", ()))
        return Institution(code, name or code, kind, source, tuple(node.get("aliases", ())), tuple(parents))

    def plan(self, abbreviations: tuple[Abbreviation, ...], institutions: tuple[Institution, ...]) -> Plan:
        """The plan; one of empty texts and no activities where its file holds nothing that could be one."""
        root: Any = self.document(ACTIVITIES, files.ACTIVITIES_FILE) or shapes.nothing(files.ACTIVITIES_FILE)
        directory = Directory(institutions, self.headings) if institutions else None
        objectives: list[Objective] = []
        activities: list[Activity] = []
        for place, general in enumerate(root["objectives"]):
            self.watch("understand", place / len(root["objectives"]))
            objectives.append(Objective(general["id"], general["label"], general["title"], general["chapter"]))
            for specific in general["specific"]:
                objective = Objective(specific["id"], specific["label"], specific["title"])
                objectives.append(objective)
                activities += (self._activity(node, objective, directory) for node in specific["activities"])
        self.report_faults(ACTIVITIES, faults_of_ids(objectives, activities))
        own, gazette = root["plan"], root["plan"]["gazette"]
        return Plan(
            id=str(own["id"]),
            title=own["title"],
            issuer=own["issuer"],
            act=own["act"],
            act_date=self._day(own["act_date"]) or date.min,
            gazette=Gazette(
                gazette["name"], gazette["part"], gazette["number"], self._day(gazette["date"]) or date.min
            ),
            period=self._period(own["period"]),
            time_zone=own["time_zone"],
            rows=own.get("rows") or None,
            licence=Licence(own["licence"]["name"], own["licence"]["title"]) if "licence" in own else None,
            fingerprint=own["fingerprint"],
            objectives=Objectives(objectives),
            activities=Activities(activities),
            abbreviations=abbreviations,
            abbreviations_fingerprint=self.list_fingerprint,
            institutions=institutions,
            headings=self.headings,
            evidence=Records(()),
            folder=self.folder,
        )

    def _period(self, node: dict[str, Any]) -> Interval:
        start, end = self._day(node["start"]), self._day(node["end"])
        self.knows_period = bool(start and end)
        start, end = start or _LONG_AGO, end or _FAR_OFF
        if end < start:
            place = self.place(ACTIVITIES, node["end"])
            self.report("period-backwards", place, "the plan ends before it starts", "Mend the two days.")
            return Interval(end, start)
        return Interval(start, end)

    def _day(self, text: Printed) -> date | None:
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            self.report("no-such-day", self.place(ACTIVITIES, text), f'there is no day "{text}"', "Mend the day.")
            return None

    def _activity(self, node: yamlfile.Mapping, objective: Objective, directory: Directory | None) -> Activity:
        cells: Any = node
        responsible, partners = tuple(cells["responsible"]), tuple(cells["partners"])
        refused: list[tuple[Printed, Refused]] = []
        activity = Activity(
            id=cells["id"],
            objective=objective.id,
            title=cells["title"],
            indicators=tuple(cells["indicators"]),
            terms=tuple(_term(text, refused) for text in cells["terms"]),
            responsible=responsible,
            partners=partners,
            resources=tuple(cells["resources"]),
            # A row that does not fit its shape is not the published one, and said to be wrong already.
            fingerprint=Printed("") if node.damaged else cells["fingerprint"],
            mentions=tuple(self._mentions(responsible, partners, directory, cells["id"])) if directory else (),
        )
        if refused:
            self._report_refused(activity, refused)
        return activity

    def _report_refused(self, activity: Activity, refused: list[tuple[Printed, Refused]]) -> None:
        """A term that cannot be read is an error, but where the act prints it so: then it has no date to be known."""
        is_published = fingerprint(activity.printed_row()) == activity.fingerprint
        severity: Severity = "warning" if is_published else "error"
        help_ = "It is shown without a due date." if is_published else "Write the term as published."
        for text, why in refused:
            self.report("term-refused", self.place(ACTIVITIES, text), why.message, help_, activity.id)
            self.problems[-1] = self.problems[-1]._replace(severity=severity)

    def _mentions(
        self, responsible: tuple[Printed, ...], partners: tuple[Printed, ...], directory: Directory, activity: str
    ) -> Iterator[Mention]:
        for role, items in zip(ROLES, (responsible, partners), strict=True):
            for item in items:
                for name in directory.read(item):
                    if name.institution is not None:
                        yield Mention(name.institution, role, item, name.through)
                        continue
                    said = f'"{name.text}"' if name.text else f'an empty place in "{item}"'
                    message = f"{said} is no institution that {INSTITUTIONS} knows"
                    help_ = f"Mend the name, or add it to {INSTITUTIONS} (a misprint of the act as an alias)."
                    place = self.place(ACTIVITIES, item, name.offset)
                    self.report("institution-unknown", place, message, help_, activity)


def _term(text: Printed, refused: list[tuple[Printed, Refused]]) -> Term:
    try:
        return Term(text, read_term(text))
    except Refused as why:
        refused.append((text, why))
        return Term(text, ())
