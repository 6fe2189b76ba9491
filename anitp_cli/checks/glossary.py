"""Abbreviations against the published list: two of one, used and not defined, defined and not used."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from anitp_cli.checks.checked import Finding, as_published
from anitp_cli.reading import ABBREVIATIONS
from anitp_cli.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anitp_cli.checks.checked import Checked
    from anitp_cli.errors import Problem
    from anitp_cli.model import Activity, Printed

_CODE = r"(?<![\w.])[A-ZĂÂÎȘȚ]{2,}(?![\w.])"
_ROMAN = "[IVXLC]+"


def double_abbreviations(checked: Checked) -> Iterator[Problem]:
    """No abbreviation stands twice in the list, in another case or with other diacritics."""
    seen: dict[str, str] = {}
    for entry in checked.plan.abbreviations:
        first = seen.setdefault(fold(entry.code), entry.code)
        if first is not entry.code:
            message = f"{entry.code} and {first} are one abbreviation with two expansions"
            help_ = "Keep the published one."
            yield checked.problem(ABBREVIATIONS, Finding("abbreviation-double", entry.code, message, help_))


def undefined_abbreviations(checked: Checked) -> Iterator[Problem]:
    """Capital letters in a cell that neither the list nor the cell itself explains; each at its first use."""
    seen = {part for entry in checked.plan.abbreviations for part in fold(entry.code).split()}
    if not seen:
        return  # the list could not be read, and that is said
    seen |= {fold(alias) for one in checked.plan.institutions for alias in one.aliases}
    for activity in checked.plan.activities:
        for word in activity.cells():
            for match in re.finditer(_CODE, word):
                if fold(match[0]) in seen or re.fullmatch(_ROMAN, match[0]):
                    continue
                seen.add(fold(match[0]))
                if not (_is_explained(word, match) or _is_unknown_name(checked, activity, word, match)):
                    message = f"{match[0]} is used and not in the list of abbreviations"
                    help_ = "Compare it with the published row and list."
                    finding = Finding("abbreviation-undefined", word, message, help_, match.start())
                    in_row = checked.in_row if checked.list_is_published else checked.at_row
                    yield in_row(activity, finding)


def _is_explained(text: str, match: re.Match[str]) -> bool:
    """Whether the code stands in brackets behind words whose initials hold its letters in their order."""
    if text[match.start() - 1 : match.start()] != "(":
        return False
    initials = iter([fold(word)[:1] for word in re.findall(r"\w+", text[: match.start()])])
    return all(letter in initials for letter in fold(match[0]))


def _is_unknown_name(checked: Checked, activity: Activity, word: Printed, match: re.Match[str]) -> bool:
    """Whether the code stands in the name of a responsible or partner that nobody bears, which is said already."""
    if word not in activity.responsible and word not in activity.partners:
        return False
    return any(
        name.institution is None and name.offset <= match.start() < name.offset + len(name.text)
        for name in checked.directory.read(word)
    )


def unused_abbreviations(checked: Checked) -> Iterator[Problem]:
    """What the list defines and no row uses, or only a title or an indicator does."""
    used = {fold(code) for code, rows in checked.glossary.uses(checked.plan.activities).items() if rows}
    in_roles = {fold(mention.institution) for activity in checked.plan.activities for mention in activity.mentions}
    for entry in checked.plan.abbreviations:
        if fold(entry.code) not in used:
            message = f"{entry.code} is in the list and no row uses it"
            help_ = "Compare the list with the published one."
            problem = checked.problem(ABBREVIATIONS, Finding("abbreviation-unused", entry.code, message, help_))
            yield as_published(problem) if checked.list_is_published else problem
        elif in_roles and fold(entry.code) not in in_roles:
            message = f"{entry.code} is used only in running text, never as a responsible or partner"
            finding = Finding("abbreviation-text-only", entry.code, message, "Nothing to mend.")
            yield checked.problem(ABBREVIATIONS, finding)
