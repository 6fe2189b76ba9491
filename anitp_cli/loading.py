"""From a folder of YAML files to a `Plan`, with every problem that the files have."""

from __future__ import annotations

import os
from errno import EINVAL
from pathlib import Path
from stat import S_ISREG
from types import MappingProxyType
from typing import TYPE_CHECKING

from anitp_cli.errors import Place, PlanError, UsageError
from anitp_cli.evidence import FOLDER, names_in, read_evidence
from anitp_cli.institutions import Directory
from anitp_cli.plan import Records
from anitp_cli.reading import ABBREVIATIONS, ACTIVITIES, INSTITUTIONS, Reading, nobody

if TYPE_CHECKING:
    from collections.abc import Mapping

    from anitp_cli.errors import Problem
    from anitp_cli.model import Abbreviation
    from anitp_cli.plan import Plan
    from anitp_cli.reading import Watch


LARGE = 512 * 1024
"""From how many bytes on a plan is kept in a cache: some 600 activities, which take a tenth of a second to read."""


def find_folder(given: str | os.PathLike[str] | None = None) -> Path:
    """The folder that holds a plan: the one given, else the one that comes with the package.

    Raises:
        PlanError: there is no plan there.
        UsageError: the name is empty; as a path that would be the folder in which the program runs.
    """
    if given is None:
        package = Path(__file__).parent
        shipped = (package / "plan", package.parent / "plan")  # in a wheel; in a checkout and an editable install
        folder = next((place for place in shipped if (place / ACTIVITIES).exists()), None)
        if folder is None:
            message = "the plan that comes with anitp is missing; install anitp anew or name a plan with --plan DIR"
            raise PlanError(message)
        return folder
    if not os.fspath(given):
        message = (
            '--plan needs the name of a folder, not "" (is a variable of the shell unset?); leave --plan out for the '
            "plan that comes with anitp, or write --plan . for the folder that you are in"
        )
        raise UsageError(message)
    folder = Path(given)
    try:
        missing = not folder.is_dir()
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        message = f"the plan's folder {folder} cannot be looked at: {why}"
        raise PlanError(message) from error
    if missing:
        message = f"there is no folder {given}; name the folder that holds {ACTIVITIES} with --plan DIR"
        raise PlanError(message)
    return folder


def is_shipped_copy(folder: Path) -> bool:
    """Whether a plan's folder is the copy inside the installed package, which the next upgrade replaces."""
    try:
        return folder.samefile(Path(__file__).parent / "plan")
    except OSError:  # in a checkout there is none, and elsewhere one need not be allowed to look
        return False


def load_plan(
    folder: str | os.PathLike[str] | None = None,
    *,
    drafts: Mapping[str, bytes] = MappingProxyType({}),
    watch: Watch = nobody,
) -> tuple[Plan, list[Problem]]:
    """Read a plan and everything that is wrong with it.

    Where there are errors the plan holds what could be made sense of, perhaps nothing, and no answer should be given
    from it.

    Args:
        folder: where activities.yaml, abbreviations.yaml, institutions.yaml and, if there is any, evidence/ stand; None
            for the plan that comes with the package.
        drafts: contents of files, by their names in the folder, that are read in their place or as if they were there.
        watch: as for `open_plan`.

    Raises:
        PlanError: the folder or one of its files does not exist or cannot be opened.
    """
    reading = Reading(find_folder(folder), drafts, watch)
    abbreviations = reading.abbreviations()
    institutions = reading.institutions(abbreviations)
    plan = reading.plan(abbreviations, institutions)
    plan = plan._replace(evidence=Records(read_evidence(reading, plan)))
    return plan, reading.problems


def open_plan(
    folder: str | os.PathLike[str] | None = None, *, cache: Path | None = None, watch: Watch = nobody
) -> Plan:
    """Read a plan that is to be answered from.

    Args:
        folder: as for `load_plan`.
        cache: a folder in which a large plan is kept as it was read, so that it need not be read again; None for none.
        watch: is told, again and again, what is being done ("read", "understand", "index") and what part of it is done
            (0 to 1), where a plan is read to be kept; else nothing.

    Raises:
        PlanError: it cannot be read, or something in it is wrong: an answer from it could be wrong too.
    """
    place = find_folder(folder)

    def read(watch: Watch = nobody) -> Plan:
        plan, problems = load_plan(place, watch=watch)
        refuse(problems)
        return plan

    if cache is None:
        return read()
    try:
        sizes = _sizes_of(place)
    except OSError:  # who reads it tells what is wrong
        return read()
    if sum(sizes.values()) < LARGE:
        return read()
    from anitp_cli import __version__
    from anitp_cli.compiled import Files, open_compiled

    return open_compiled(Files(place, sizes, _sizes_of), cache, __version__, read, watch)


def _sizes_of(folder: Path) -> dict[str, int]:
    """The files that a plan is read from, by name, and their sizes in bytes.

    Raises:
        OSError: one cannot be looked at, or is none.
    """
    sizes = {}
    for name in (ACTIVITIES, ABBREVIATIONS, INSTITUTIONS, *sorted(f"{FOLDER}/{one}" for one in names_in(folder))):
        status = os.stat(f"{folder}/{name}")  # noqa: PTH116  # there may be hundreds of them
        if not S_ISREG(status.st_mode):
            raise OSError(EINVAL, "not a regular file", name)
        sizes[name] = status.st_size
    return sizes


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
