"""`anitp expand`: what abbreviations stand for."""

import sys
from typing import Annotated, Optional

import typer

from anitp_cli.abbreviations import Glossary, holds_code
from anitp_cli.cli import completion, options
from anitp_cli.cli.output import Output, note
from anitp_cli.cli.session import Session
from anitp_cli.errors import PlanError, UsageError
from anitp_cli.loading import load_directory, load_glossary
from anitp_cli.model import Abbreviation
from anitp_cli.plan import Plan
from anitp_cli.text import fold, visible_lines
from anitp_cli.views.glossary import Meaning, expand_view

_MOST_ROWS = 3


def expand(
    words: Annotated[
        Optional[list[str]],
        typer.Argument(
            metavar="[CODE]...", autocompletion=completion.abbreviations, help="Codes, or words of what they stand for."
        ),
    ] = None,
    text: Annotated[
        Optional[str],
        typer.Option("--text", metavar="TEXT", help="Spell out the codes in TEXT, each at its first use; - reads it."),
    ] = None,
    plan: options.PlanDir = None,
    today: options.Today = None,
    no_cache: options.NoCache = False,
    format_: options.Format = None,
    output: options.OutputFile = None,
    color: options.Color = None,
) -> None:
    """What an abbreviation stands for.

    Without a code, the whole published list.

    \b
    anitp expand DIICOT IGPR          two codes, in any case
    anitp expand "poliția română"     the code of a phrase, in any of its forms
    anitp expand --text "ANITP și ONG-uri"
    anitp expand - < letter.txt       a text from standard input
    """
    session = Session(plan, today, is_cached=not no_cache)
    target = Output.chosen(format_, output, color)
    glossary = Glossary(load_glossary(plan))
    if words == ["-"] and text is None:
        words, text = None, "-"
    if text is not None:
        if words:
            message = "give codes or --text, not both"
            raise UsageError(message)
        if target.format != "table":
            message = f"--text gives a text, which has no {target.format} form"
            raise UsageError(message)
        target.write_text(visible_lines(glossary.expand(_standard_input() if text == "-" else text + "\n")))
        return
    meanings = _find(glossary, words, session) if words else [_published(entry) for entry in glossary]
    query = {"codes": [meaning.code for meaning in meanings] if words else None}
    codes = query["codes"]
    target.write(expand_view(meanings, lambda: _uses(glossary, session.plan, codes), lambda: session.envelope(query)))
    _note_sources(meanings)


def _find(glossary: Glossary, words: list[str], session: Session) -> list[Meaning]:
    meanings: list[Meaning] = []
    unknown: list[str] = []
    for word, entries in glossary.find_each(words):
        found = [_published(entry) for entry in entries] or _undefined(word, session.folder)
        meanings += found
        if not found:
            unknown.append(word)
    if unknown:
        raise UsageError(_unknown(glossary, unknown, session))
    return list(dict.fromkeys(meanings))


def _unknown(glossary: Glossary, words: list[str], session: Session) -> str:
    """Why these words find nothing: some stand in the rows and not in the list; of the others, what may be meant."""
    rows = {word: ids for word in words if (ids := _rows(word, session))}
    used = "".join(f'"{word}" stands in the row of {ids} and is not in the list; ' for word, ids in rows.items())
    close = dict.fromkeys(match for word in words if word not in rows for match in glossary.near(word))
    hint = f"did you mean {', '.join(close)}? " if close else ""
    quoted = ", ".join(f'"{word}"' for word in words)
    return f'the plan has no abbreviation for {quoted}; {used}{hint}"anitp expand" lists them all'


def _rows(word: str, session: Session) -> str:
    """The activities in which a word stands as an abbreviation does, in capital letters."""
    try:
        activities = session.plan.activities.narrowed(holding=[fold(word)])
    except PlanError:  # the list can be answered from, however the rows are
        return ""
    ids = [one.id for one in activities if any(holds_code(cell, word) for cell in one.cells())]
    more = f" and {len(ids) - _MOST_ROWS} more" if len(ids) > _MOST_ROWS else ""
    return ", ".join(ids[:_MOST_ROWS]) + more


def _uses(glossary: Glossary, plan: Plan, codes: list[str] | None) -> dict[str, int]:
    """For each code asked for, or each there is, in how many activities it is used."""
    if codes is None:
        return glossary.uses(plan.activities)
    some = {str(one.id): one for code in codes for one in plan.activities.narrowed(holding=[fold(code)])}
    return glossary.uses(some.values())


def _published(entry: Abbreviation) -> Meaning:
    return Meaning(str(entry.code), str(entry.expansion), "abbreviations")


def _undefined(word: str, folder: str | None) -> list[Meaning]:
    """What the plan uses and its list does not define: a code explained by us, or a misprint of another."""
    directory = load_directory(folder)
    code = directory.exact(word)
    if code is None:
        return []
    institution = directory.by_code[code]
    return [Meaning(code, str(institution.name), institution.source)]


def _note_sources(meanings: list[Meaning]) -> None:
    for meaning in meanings:
        if meaning.source == "outside":
            note(f"{meaning.code} is not in the plan's list of abbreviations; its name is our reading, not the plan's")


def _standard_input() -> str:
    if sys.stdin is None:
        message = "standard input is closed; give the text with --text"
        raise UsageError(message)
    try:
        return sys.stdin.buffer.read().decode()
    except OSError as error:
        message = f"standard input cannot be read: {error.strerror}"
        raise UsageError(message) from error
    except UnicodeDecodeError as error:
        message = f"standard input is not UTF-8 (byte {error.start + 1}); save the text as UTF-8"
        raise UsageError(message) from error
