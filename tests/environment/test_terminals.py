"""Terminals of any width and kind: what is drawn on them, what is coloured, and whole screens as golden files."""

from __future__ import annotations

import re
from functools import cache

import pytest
from conftest import DATA, ROOT
from processes import start

from anitp_cli.text import width

# Whole screens


SCREENS = {
    "who": ["who", "IGPR"],
    "show": ["show", "2.1.1"],
    "list": ["list", "--objective", "2.1"],
    "expand": ["expand", "ANES", "DIICOT", "EUROJUST", "IGJR"],
    "evidence-list": ["evidence", "list"],
    "plan": ["plan"],
    "check": ["check", "--format", "text", "--only", "T06,R01"],
    "help": ["--help"],
    "error": ["due", "--before", "vineri"],
}


@pytest.mark.parametrize("columns", [60, 80, 160])
@pytest.mark.parametrize("name", SCREENS)
def test_a_screen(program, terminal, name, columns, request):
    """What stands in tests/data/screens was looked at. Only the place of the plan is of the machine, and left out.

    With 80 columns for every terminal what is ours to fit differs at 60 and 160; with colour, all tables differ.

    The lines of `check` are not broken, whatever the width: editors look for FILE:LINE:COLUMN at their start. With them
    wrapped in formats/text.py all three differ.
    """
    env = {"NO_COLOR": "1", "ANITP_PLAN": "plan"}
    screen = terminal([program, *SCREENS[name]], columns=columns, env=env, cwd=ROOT)
    screen = re.sub(r"(?m)^read from .*\n(?: .*\n)*", "read from   …\n", screen)
    path = DATA / "screens" / f"{name}-{columns}.txt"
    if request.config.getoption("--snapshot-update"):
        path.write_text(screen, encoding="utf-8")
    assert screen == path.read_text(encoding="utf-8")


# Width


def widest(screen):
    return max(width(line) for line in re.sub(r"\x1b\[[0-9;]*m", "", screen).splitlines())


@pytest.mark.parametrize("columns", [20, 30, 40, 120, 200, 400])
@pytest.mark.parametrize(
    "command",
    ["who IGPR", "show 2.1.1", "due --before vineri", "status --by institution", "timeline", "evidence missing"],
)
def test_no_line_is_wider_than_the_screen(program, terminal, columns, command):
    """The widths between them are in test_output.py. With 80 columns for every terminal 20, 30 and 40 are overrun.

    Without the totals in one column in `_matrix` those of the status are 23 columns wide on a screen of 20.
    """
    screen = terminal([program, *command.split()], columns=columns)
    assert columns // 3 < widest(screen) <= columns


@pytest.fixture(scope="module")
def screen_of(program, terminal):
    """A screen on a terminal of so many columns, where COLUMNS is as given."""
    return cache(
        lambda columns, given=None: terminal([program, "who", "ANPS"], columns=columns, env={"COLUMNS": given})
    )


@pytest.mark.parametrize(
    ("own", "given", "columns"),
    [
        (80, "40", 40),
        (40, "120", 120),
        (60, "0", 60),
        (60, "-3", 60),
        (60, "abc", 60),
        (60, "", 60),
        pytest.param(60, "9" * 5000, 60, id="60-999...-60"),
        (60, "1", 20),
        (7, None, 20),
        (0, None, 80),
        (0, "0", 80),
        (0, "40", 40),
    ],
)
def test_how_wide_a_screen_is(screen_of, own, given, columns):
    """COLUMNS wins over the terminal's own width; 80 where neither is known, and 20 at least.

    With `os.get_terminal_size` alone a terminal of 0 columns is a bug, with `int(os.environ["COLUMNS"])` "abc" is one,
    and without the least width a note at COLUMNS=1 has one letter a line.
    """
    assert screen_of(own, given) == screen_of(columns)


@pytest.mark.parametrize("lines", ["1", "0", "abc", "9" * 5000], ids=["1", "0", "abc", "999..."])
def test_how_high_a_screen_is_does_not_matter(program, terminal, screen_of, lines):
    """Without a height of our own rich reads LINES as it stands, and the last is a bug."""
    assert terminal([program, "who", "ANPS"], env={"LINES": lines}) == screen_of(80)


@pytest.mark.parametrize("columns", [20, 40, 60, 120, 400])
def test_a_dumb_terminal_is_as_wide_as_any(program, terminal, columns):
    """Without a height of our own rich takes every dumb terminal for one of 80 columns."""
    dumb, plain = (
        terminal([program, "who", "IGPR"], columns=columns, env=env) for env in ({"TERM": "dumb"}, {"NO_COLOR": "1"})
    )
    assert dumb == plain


def test_a_screen_wider_than_all_there_is(program, terminal):
    """A column is as wide as its widest cell, however much room there is; else this would fill the memory."""
    screen = terminal([program, "due", "--all"], columns=400, env={"COLUMNS": str(10**18)})
    assert 200 < widest(screen) < 1000


@pytest.mark.parametrize(("columns", "lines"), [(60, 3), (200, 1)])
def test_a_note_fits_the_terminal_where_the_result_goes_elsewhere(program, terminal, columns, lines):
    """With the width of standard output, which is no terminal here, both notes are broken at 80 columns."""
    screen = terminal(["sh", "-c", '"$1" due > /dev/null', "sh", program], columns=columns)
    assert screen.startswith("6 overdue, 1 due this month, 5 next; ")
    assert screen.count("\n") == lines
    assert widest(screen) <= columns


# Colour


@pytest.mark.parametrize(
    ("env", "words", "is_coloured"),
    [
        ({}, [], True),
        ({"NO_COLOR": ""}, [], True),
        ({"NO_COLOR": "1"}, [], False),
        ({"NO_COLOR": "0"}, [], False),
        ({"TERM": "dumb"}, [], False),
        ({"TERM": ""}, [], False),
        ({"TERM": None}, [], False),
        ({}, ["--color", "never"], False),
        ({"NO_COLOR": "1"}, ["--color", "always"], True),
        ({"TERM": "dumb"}, ["--color", "always"], True),
        ({"TERM": None}, ["--color", "always"], True),
    ],
)
def test_what_is_coloured(program, terminal, env, words, is_coloured):
    """NO_COLOR counts unless it is empty (no-color.org), and a terminal of which nothing is known gets plain text.

    Each row fails without its own part of the condition in `_screen`.
    """
    assert ("\x1b[" in terminal([program, "who", "ANPS", *words], env=env)) is is_coloured


@pytest.mark.parametrize(("words", "is_coloured"), [([], False), (["--color", "always"], True)])
def test_what_is_coloured_in_a_pipe(program, words, is_coloured):
    """With `is_terminal` forgotten in `_screen` every pipe gets colour."""
    result = start([program, "who", "ANPS", *words], env={"TERM": "xterm-256color"})
    assert (b"\x1b[" in result.stdout) is is_coloured


# What is typed


def test_a_text_is_typed_on_a_terminal(program, terminal):
    """Ctrl-D ends it; the first line is what the terminal itself shows of what is typed. Python does all of this.

    Nothing of ours guards it.
    """
    screen = terminal([program, "expand", "-"], typed=b"UE si UNBR\n\x04")
    assert screen.startswith("UE si UNBR\n")
    assert screen.endswith("UE (Uniunea Europeană) si UNBR (Uniunea Națională a Barourilor din România)\n")


@pytest.mark.parametrize("command", ["evidence add --help", "calendar --help", "list --help"])
def test_no_example_is_wider_than_a_terminal(program, command):
    """An example is not broken by typer; one of more than 80 columns, as this finds, the terminal breaks in a word."""
    lines = start([program, *command.split()], env={"COLUMNS": "80"}).stdout.decode().splitlines()
    assert max(map(len, lines)) <= 80


def test_a_card_hangs_together_on_a_narrow_screen(program, terminal):
    """Without `below` in `_cards` what does not fit its first line begins a line, as if it were a record."""
    screen = terminal([program, "who", "IGPR"], columns=60, env={"NO_COLOR": "1"})
    assert "through\n  MAI\n  MAI - IGI, IGPR\n" in screen
