"""From a folder of YAML files to a `Plan`, with every problem that the files have."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anitp_cli import shapes, yamlfile
from anitp_cli.deadlines import Refused, read_term
from anitp_cli.errors import Place, PlanError
from anitp_cli.institutions import Directory
from anitp_cli.model import (
    ROLES,
    Abbreviation,
    Activity,
    Gazette,
    Institution,
    Interval,
    Mention,
    Objective,
    Parent,
    Plan,
    Printed,
    Problem,
    Term,
)

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

ACTIVITIES = "activities.yaml"
ABBREVIATIONS = "abbreviations.yaml"
INSTITUTIONS = "institutions.yaml"


def find_folder(given: str | os.PathLike[str] | None = None) -> Path:
    """The folder that holds a plan: the one given, else the one that comes with the package.

    Raises:
        PlanError: there is no plan there.
    """
    if given is None:
        package = Path(__file__).parent
        shipped = (package / "plan", package.parent / "plan")  # in a wheel; in a checkout and an editable install
        folder = next((place for place in shipped if (place / ACTIVITIES).exists()), None)
        if folder is None:
            message = "the plan that comes with anitp is missing; install anitp anew or name a plan with --plan DIR"
            raise PlanError(message)
        return folder
    folder = Path(given)
    try:
        missing = not folder.is_dir()
    except (OSError, ValueError) as error:
        message = f"the plan's folder {str(given)!r} cannot be looked at: {error}"
        raise PlanError(message) from error
    if missing:
        message = f"there is no folder {given}; name the folder that holds {ACTIVITIES} with --plan DIR"
        raise PlanError(message)
    return folder


def load_plan(folder: str | os.PathLike[str] | None = None) -> tuple[Plan | None, list[Problem]]:
    """Read a plan and everything that is wrong with it; the plan is None where a file cannot be made sense of.

    Args:
        folder: where activities.yaml, abbreviations.yaml and institutions.yaml stand; None for the plan that
            comes with the package.

    Raises:
        PlanError: the folder or one of its files does not exist or cannot be opened.
    """
    reading = _Reading(find_folder(folder))
    abbreviations = reading.abbreviations()
    institutions = reading.institutions(abbreviations)
    plan = reading.plan(abbreviations, institutions)
    return plan, reading.problems


def open_plan(folder: str | os.PathLike[str] | None = None) -> Plan:
    """Read a plan that is to be answered from.

    Raises:
        PlanError: it cannot be read, or something in it is wrong: an answer from it could be wrong too.
    """
    plan, problems = load_plan(folder)
    refuse(problems)
    if plan is None:  # pragma: no cover  # a plan is missing only where there is a problem
        message = "the plan cannot be read"
        raise PlanError(message)
    return plan


def load_glossary(folder: str | os.PathLike[str] | None = None) -> tuple[Abbreviation, ...]:
    """Read only the list of abbreviations.

    Raises:
        PlanError: it cannot be read, or something in it is wrong.
    """
    reading = _Reading(find_folder(folder))
    abbreviations = reading.abbreviations()
    refuse(reading.problems)
    return abbreviations


def load_directory(folder: str | os.PathLike[str] | None = None) -> Directory:
    """Read only the names: the list of abbreviations and our reading of the institutions.

    Raises:
        PlanError: they cannot be read, or something in them is wrong.
    """
    reading = _Reading(find_folder(folder))
    institutions = reading.institutions(reading.abbreviations())
    refuse(reading.problems)
    return Directory(institutions)


def refuse(problems: list[Problem]) -> None:
    """Raise the first error among the problems as a `PlanError`, if there is one."""
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        first = errors[0]
        more = f" ({len(errors) - 1} more)" if len(errors) > 1 else ""
        message = f"{first.message}. {first.help}{more}"
        raise PlanError(message, place=Place(first.file, first.line, first.column))


class _Reading:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.list_fingerprint = Printed("")

    def document(self, name: str, shape: shapes.Record) -> Any:  # noqa: ANN401  # its shape was just checked
        """The root of a file that has its shape, or None with the problems taken down."""
        path = self.folder / name
        try:
            document = yamlfile.read(path, str(path))
        except OSError as error:
            message = f"{path} cannot be read: {error.strerror or error}; a plan's folder holds {name}"
            raise PlanError(message) from error
        fits = shapes.conform(document, shape)
        self.problems += document.problems
        return document.root if fits else None

    def report(self, rule: str, place: Place, message: str, help_: str) -> None:
        self.problems.append(Problem(rule, "error", place.file, place.line, place.column, message, help_))

    def place(self, name: str, word: Printed, offset: int = 0) -> Place:
        """Where a word of a file stands, or the character at `offset` inside it."""
        return Place(str(self.folder / name), word.line, word.column_of(offset))

    def abbreviations(self) -> tuple[Abbreviation, ...]:
        root = self.document(ABBREVIATIONS, shapes.ABBREVIATIONS_FILE)
        if root is None:
            return ()
        self.list_fingerprint = root["fingerprint"]
        return tuple(Abbreviation(code, expansion) for code, expansion in root["abbreviations"].items())

    def institutions(self, abbreviations: tuple[Abbreviation, ...]) -> tuple[Institution, ...]:
        root = self.document(INSTITUTIONS, shapes.INSTITUTIONS_FILE)
        if root is None:
            return ()
        expansions = {str(entry.code): entry.expansion for entry in abbreviations}
        return tuple(self._institution(node, expansions) for node in root["institutions"])

    def _institution(self, node: dict[str, Any], expansions: dict[str, Printed]) -> Institution:
        code = node["code"]
        source = node.get("source", "abbreviations")
        name = node.get("name") or (code if source == "plan" else expansions.get(str(code)))
        if name is None and expansions:
            help_ = 'Give its name and "source: outside", or "source: plan" where the rows write it out.'
            message = f"{code} has no name: the list of abbreviations does not hold it"
            self.report("institution-name", self.place(INSTITUTIONS, code), message, help_)
        parents = (Parent(one["institution"], tuple(one["stated_by"])) for one in node.get("part_of", ()))
        kind = node.get("kind", "body")
        return Institution(code, name or code, kind, source, tuple(node.get("aliases", ())), tuple(parents))

    def plan(self, abbreviations: tuple[Abbreviation, ...], institutions: tuple[Institution, ...]) -> Plan | None:
        root = self.document(ACTIVITIES, shapes.ACTIVITIES_FILE)
        if root is None:
            return None
        own = root["plan"]
        directory = Directory(institutions) if institutions else None
        objectives: list[Objective] = []
        activities: list[Activity] = []
        for general in root["objectives"]:
            objectives.append(Objective(str(general["id"]), general["label"], general["title"], general["chapter"]))
            for specific in general["specific"]:
                objective = Objective(str(specific["id"]), specific["label"], specific["title"])
                objectives.append(objective)
                activities += (self._activity(node, objective, directory) for node in specific["activities"])
        self._refuse_doubles(activities)
        start, end = self._day(own["period"]["start"]), self._day(own["period"]["end"])
        if end < start:
            help_ = "Mend the two days."
            place = self.place(ACTIVITIES, own["period"]["end"])
            self.report("plan-period", place, "the plan ends before it starts", help_)
            return None
        gazette = own["gazette"]
        return Plan(
            id=str(own["id"]),
            title=own["title"],
            issuer=str(own["issuer"]),
            act=str(own["act"]),
            act_date=self._day(own["act_date"]),
            gazette=Gazette(
                str(gazette["name"]), str(gazette["part"]), str(gazette["number"]), self._day(gazette["date"])
            ),
            period=Interval(start, end),
            time_zone=str(own["time_zone"]),
            fingerprint=own["fingerprint"],
            objectives=tuple(objectives),
            activities=tuple(activities),
            abbreviations=abbreviations,
            abbreviations_fingerprint=self.list_fingerprint,
            institutions=institutions,
            folder=self.folder,
        )

    def _day(self, text: Printed) -> date:
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.report("no-such-day", self.place(ACTIVITIES, text), f'there is no day "{text}"', "Mend the day.")
            return date.min

    def _activity(self, node: dict[str, Any], objective: Objective, directory: Directory | None) -> Activity:
        responsible, partners = tuple(node["responsible"]), tuple(node["partners"])
        return Activity(
            id=node["id"],
            objective=objective.id,
            title=node["title"],
            indicators=tuple(node["indicators"]),
            terms=tuple(self._term(text) for text in node["terms"]),
            responsible=responsible,
            partners=partners,
            resources=tuple(node["resources"]),
            fingerprint=node["fingerprint"],
            mentions=tuple(self._mentions(responsible, partners, directory)) if directory else (),
        )

    def _term(self, text: Printed) -> Term:
        try:
            return Term(text, read_term(text))
        except Refused as refused:
            help_ = "CONTRIBUTING.md lists the forms that are read."
            self.report("term", self.place(ACTIVITIES, text), refused.message, help_)
            return Term(text, ())

    def _mentions(
        self, responsible: tuple[Printed, ...], partners: tuple[Printed, ...], directory: Directory
    ) -> Iterator[Mention]:
        for role, items in zip(ROLES, (responsible, partners), strict=True):
            for item in items:
                for name in directory.read(item):
                    if name.institution is not None:
                        yield Mention(name.institution, role, item, name.through)
                        continue
                    message = f'"{name.text}" is no institution that {INSTITUTIONS} knows'
                    help_ = f"Mend the name, or add it to {INSTITUTIONS} (a misprint of the act as an alias)."
                    self.report("institution-unknown", self.place(ACTIVITIES, item, name.offset), message, help_)

    def _refuse_doubles(self, activities: list[Activity]) -> None:
        seen: set[str] = set()
        for activity in activities:
            if activity.id in seen:
                message = f"the id {activity.id} stands a second time"
                help_ = "Give each activity an id of its own."
                self.report("id-duplicate", self.place(ACTIVITIES, activity.id), message, help_)
            seen.add(activity.id)
