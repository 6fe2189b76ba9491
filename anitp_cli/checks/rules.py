"""Every rule by its code and its word: what it finds, why that matters, and how to mend it.

Codes and words are stable: scripts select rules by them. A rule is taken out of use, never given another meaning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anitp_cli.errors import UsageError
from anitp_cli.text import near
from anitp_cli.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from anitp_cli.errors import Problem, Severity


class Rule(NamedTuple):
    """A rule; `severity` is that of what it finds, unless the published act itself is so: then it is a note."""

    code: str
    word: str
    severity: Severity
    finds: str
    why: str
    mend: str


_READ = "An answer from a file that cannot be read with certainty could be wrong."
_LAW = "The plan's words are law; a reader must be able to cite them to the letter."
_FROZEN = "Ids are cited, and evidence is filed under them."
_FILED = "A record that is filed for nothing would be lost without a word."

RULES: tuple[Rule, ...] = (
    Rule("Y01", "yaml-file", "error", "something that is no regular file", _READ, "Put a plain text file there."),
    Rule("Y02", "yaml-size", "error", "a file or a line too large to be a plan's", _READ, "Take out what is no plan."),
    Rule("Y03", "yaml-encoding", "error", "bytes that are not UTF-8", _READ, "Save the file as UTF-8."),
    Rule("Y04", "yaml-control", "error", "a character that is no text in YAML", _READ, "Take it out."),
    Rule("Y05", "yaml-tab", "error", "a tab", "It looks like blanks and means something else.", "Write blanks."),
    Rule("Y06", "yaml-syntax", "error", "what is not YAML", _READ, "Mend it where it stands."),
    Rule("Y07", "yaml-depth", "error", "nesting too deep for a plan", _READ, "Take the inner levels out."),
    Rule("Y08", "yaml-alias", "error", "an anchor or an alias", "Each text stands where it is said.", "Write it out."),
    Rule("Y09", "yaml-tag", "error", "a tag", "Every value is text; a tag asks for something else.", "Take it out."),
    Rule("Y10", "yaml-double", "error", "a key a second time", "Only one of the two would count.", "Keep one."),
    Rule("Y11", "yaml-key", "error", "a key that is no text", _READ, "Write the key as text."),
    Rule("S01", "file-empty", "error", "an empty file", _READ, "Write the file, as CONTRIBUTING.md shows."),
    Rule(
        "S02", "type-wrong", "error", "a text, list or mapping in place of another", _READ, "Write what belongs there."
    ),
    Rule("S03", "field-unknown", "error", "a field that is not known", "A misspelt field would be lost.", "Mend it."),
    Rule("S04", "field-missing", "error", "a field that must be there", _READ, "Add it."),
    Rule("S05", "text-empty", "error", "an empty text", _READ, "Write it, or take the line out."),
    Rule("S06", "list-empty", "error", "an empty list that must not be", _READ, "List at least one."),
    Rule("S07", "form-wrong", "error", "a text that has not the form of its field", _READ, "Write it in that form."),
    Rule("S08", "no-such-day", "error", "a day that the calendar does not have", _READ, "Mend the day."),
    Rule("S09", "period-backwards", "error", "a plan that ends before it starts", _READ, "Mend the two days."),
    Rule("S10", "time-zone", "error", "a time zone that nobody knows", "Today depends on it.", "Write an IANA name."),
    Rule("I01", "id-double", "error", "an id a second time", _FROZEN, "Give each activity and objective its own."),
    Rule("I02", "id-misplaced", "error", "an id under another objective than it says", _FROZEN, "Move it or mend it."),
    Rule("I03", "id-gap", "error", "an id that leaves one out", _FROZEN, "Restore the one that is missing."),
    Rule("D01", "term-refused", "error", "a term that the grammar does not know", _READ, "Write it as published."),
    Rule("D02", "term-outside", "warning", "a deadline outside the plan's period", "It may be a slip.", "Compare it."),
    Rule("N01", "institution-unknown", "error", "an item that names nobody", _READ, "Add the name or an alias."),
    Rule("N02", "institution-unnamed", "error", "an institution without a name", _READ, "Give its name and source."),
    Rule("N03", "institution-double", "error", "an institution a second time", _READ, "Keep one of the two."),
    Rule(
        "N04", "role-double", "warning", "an institution responsible and partner in one row", _LAW, "Compare the row."
    ),
    Rule("N05", "parent-unstated", "error", "a parent that an item states and part_of does not", _READ, "Add it."),
    Rule("N06", "parent-unknown", "error", "a part_of that points nowhere", _READ, "Name an institution of the file."),
    Rule("N07", "parent-loop", "error", "a part_of that comes back to itself", _READ, "Take one of the links out."),
    Rule("N08", "parent-unfounded", "error", "a stated_by whose row does not say so", _LAW, "Take the id out."),
    Rule("N09", "alias-hides", "error", "an alias that is another one's code or name", _READ, "Take the alias out."),
    Rule("N10", "alias-used", "note", "a cell that uses an alias", "It is our reading of the act.", "Nothing to mend."),
    Rule("A01", "abbreviation-double", "error", "two expansions of one abbreviation", _READ, "Keep the published one."),
    Rule("A02", "abbreviation-undefined", "warning", "one used and not in the list", _LAW, "Compare the row."),
    Rule("A03", "abbreviation-unused", "warning", "one in the list and never used", _LAW, "Compare the list."),
    Rule(
        "A04",
        "abbreviation-text-only",
        "note",
        "one used only in running text",
        "It names no role.",
        "Nothing to mend.",
    ),
    Rule(
        "R01", "budget-without-role", "warning", "a budget of one without a role in the row", _LAW, "Compare the row."
    ),
    Rule(
        "R02", "role-without-budget", "warning", "a role whose budget is missing in a list of them", _LAW, "Compare it."
    ),
    Rule("T01", "text-cedilla", "warning", "ş or ţ with a cedilla", "Romanian has a comma below.", "Write ș or ț."),
    Rule("T02", "text-no-break", "warning", "a no-break space", "It looks like a blank and is none.", "Write a blank."),
    Rule(
        "T03", "text-invisible", "error", "an invisible or bidirectional mark", "It deceives a reader.", "Take it out."
    ),
    Rule("T04", "text-unbalanced", "warning", "a quote or bracket without its other half", _LAW, "Compare the row."),
    Rule("T05", "text-blanks", "warning", "blanks at an end or in a row", _LAW, "Keep one, inside the text."),
    Rule("T06", "text-glued", "warning", "words without the blank between them", _LAW, "Compare the row."),
    Rule("F01", "fingerprint-row", "error", "a row that differs from the published one", _LAW, "Restore the row."),
    Rule("F02", "fingerprint-headings", "error", "headings that differ from the published ones", _LAW, "Restore them."),
    Rule("F03", "fingerprint-list", "error", "a list that differs from the published one", _LAW, "Restore the list."),
    Rule("F04", "rows-missing", "error", "fewer or more rows than the published table has", _LAW, "Restore them."),
    Rule("E01", "evidence-file", "error", "a file that is not called after its institution", _FILED, "Mend either."),
    Rule("E02", "evidence-id", "error", "a record's id of another file, or a second time", _FROZEN, "Give it its own."),
    Rule("E03", "evidence-activity", "error", "evidence for no activity of the plan", _FILED, "Mend the id."),
    Rule("E04", "evidence-period", "error", "evidence for no deadline of its activity", _FILED, "Write the period."),
    Rule("E05", "evidence-days", "error", "days in another form than that of the file", _READ, "Write them in it."),
    Rule(
        "E06",
        "evidence-state",
        "error",
        "a record that does not say how far or when, or finds nothing",
        _READ,
        "Write it.",
    ),
    Rule("E07", "evidence-assesses", "error", "an assessment of no record of another one", _FILED, "Mend the id."),
    Rule("E08", "evidence-indicator", "error", "a value of no indicator, or one twice", _FILED, "Mend the key."),
    Rule("E09", "evidence-future", "error", "what is said to be so on days to come", "It cannot be.", "Mend the days."),
    Rule("E10", "evidence-outside", "warning", "days over before the period begins", "It may be a slip.", "Mend them."),
    Rule(
        "E11", "evidence-uncounted", "note", "a record that counts for no deadline", "It is shown.", "Nothing to mend."
    ),
    Rule("E12", "evidence-unsourced", "error", "a record without a source", "Nobody could follow it up.", "Name it."),
    Rule("E13", "evidence-personal", "error", "what looks like personal data", "Evidence is public.", "Take it out."),
    Rule("E14", "evidence-double", "error", "a record that says the same as another", "It counts twice.", "Keep one."),
    Rule(
        "E15",
        "evidence-stranger",
        "error",
        "a report of one whom the row does not name",
        "Its word would decide on what others owe.",
        "File it as what another of the row reports, or as an assessment.",
    ),
    Rule(
        "E16",
        "evidence-imprecise",
        "warning",
        "days done that begin in time and end late",
        "A year, half, quarter or month counts by its last day, though it may have been done in time.",
        "Write the days more exactly, if they are known.",
    ),
)
BY_NAME = {name: rule for rule in RULES for name in (rule.code.lower(), rule.word)}


def is_unreadable(problem: Problem) -> bool:
    """Whether it keeps a file from being read, so that no other rule has seen it."""
    return problem.rule == "file-empty" or BY_NAME[problem.rule].code.startswith("Y")


def find_rules(given: Iterable[str]) -> set[str]:
    """The words of the rules with these codes or words; several may stand in one text, with commas between them.

    Raises:
        UsageError: there is no such rule.
    """
    found = set()
    for name in (name.strip() for text in given for name in text.split(",")):
        rule = BY_NAME.get(name.lower())
        if rule is None:
            close = near(name, BY_NAME)
            hint = f"did you mean {', '.join(close)}? " if close else ""
            message = f'there is no rule "{name}"; {hint}"anitp check --list" shows them all'
            raise UsageError(message)
        found.add(rule.word)
    return found
