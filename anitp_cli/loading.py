"""From a folder of YAML files to a `Plan`, with every problem that the files have."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from anitp_cli.errors import Place, PlanError
from anitp_cli.evidence import read_evidence
from anitp_cli.institutions import Directory
from anitp_cli.plan import Records
from anitp_cli.reading import ACTIVITIES, Reading

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from anitp_cli.errors import Problem
    from anitp_cli.model import Abbreviation
    from anitp_cli.plan import Plan


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


def is_shipped_copy(folder: Path) -> bool:
    """Whether a plan's folder is the copy inside the installed package, which the next upgrade replaces."""
    return folder.resolve() == Path(__file__).resolve().parent / "plan"


def load_plan(
    folder: str | os.PathLike[str] | None = None,
    *,
    drafts: Mapping[str, bytes] = MappingProxyType({}),
) -> tuple[Plan, list[Problem]]:
    """Read a plan and everything that is wrong with it.

    Where there are errors the plan holds what could be made sense of, perhaps nothing, and no answer should be given
    from it.

    Args:
        folder: where activities.yaml, abbreviations.yaml, institutions.yaml and, if there is any, evidence/ stand; None
            for the plan that comes with the package.
        drafts: contents of files, by their names in the folder, that are read in their place or as if they were there.

    Raises:
        PlanError: the folder or one of its files does not exist or cannot be opened.
    """
    reading = Reading(find_folder(folder), drafts)
    abbreviations = reading.abbreviations()
    institutions = reading.institutions(abbreviations)
    plan = reading.plan(abbreviations, institutions)
    plan = plan._replace(evidence=Records(read_evidence(reading, plan)))
    return plan, reading.problems


def open_plan(folder: str | os.PathLike[str] | None = None) -> Plan:
    """Read a plan that is to be answered from.

    Raises:
        PlanError: it cannot be read, or something in it is wrong: an answer from it could be wrong too.
    """
    plan, problems = load_plan(folder)
    refuse(problems)
    return plan


def load_glossary(folder: str | os.PathLike[str] | None = None) -> tuple[Abbreviation, ...]:
    """Read only the list of abbreviations.

    Raises:
        PlanError: it cannot be read, or something in it is wrong.
    """
    reading = Reading(find_folder(folder))
    abbreviations = reading.abbreviations()
    refuse(reading.problems)
    return abbreviations


def load_directory(folder: str | os.PathLike[str] | None = None) -> Directory:
    """Read only the names: the list of abbreviations and our reading of the institutions.

    Raises:
        PlanError: they cannot be read, or something in them is wrong.
    """
    reading = Reading(find_folder(folder))
    institutions = reading.institutions(reading.abbreviations())
    refuse(reading.problems)
    return Directory(institutions, reading.headings)


def refuse(problems: list[Problem]) -> None:
    """Raise the first error among the problems as a `PlanError`, if there is one."""
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        first = errors[0]
        more = f' ({len(errors) - 1} more; "anitp check" shows all)' if len(errors) > 1 else ""
        message = f"{first.message}. {first.help}{more}"
        raise PlanError(message, place=Place(first.file, first.line, first.column))
