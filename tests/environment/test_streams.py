"""Streams that are closed, full, slow, small or somebody else's: nothing is lost without being told.

The guards are `_closed`, `_send` and `_print` of cli/output.py and the one handler of cli/app.py.
"""

from __future__ import annotations

import fcntl
import os
import resource
import shutil
import socket
import subprocess
import time
from functools import partial
from pathlib import Path

import pytest
from processes import redirected, start, surroundings

UNBUFFERED = {"PYTHONUNBUFFERED": "1"}
FULL = b"anitp: error: standard output cannot be written: No space left on device\n"
CLOSED = b"anitp: error: standard output cannot be written: Bad file descriptor\n"

# Closed


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&-", "<&- 2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("command", ["expand UE", "--help"])
def test_an_answer_with_streams_closed(program, command, closed):
    """Without `_closed` each where standard output or error is closed ends with 1."""
    result = redirected([program, *command.split()], closed)
    if " >&-" in f" {closed}":
        told = b"" if "2>&-" in closed else CLOSED
        assert (result.returncode, result.stdout, result.stderr) == (3, b"", told)
    else:
        usual = start([program, *command.split()])
        assert (result.returncode, result.stdout, result.stderr) == (0, usual.stdout, b"")


@pytest.mark.parametrize("closed", ["<&- >&-", "2>&-", "<&- >&- 2>&-"])
def test_a_file_is_written_with_streams_closed(program, closed, tmp_path):
    """What is said is not in it: no file is opened under the number of a closed stream. Without `_closed` each is 1."""
    path = tmp_path / "ids.txt"
    result = redirected([program, "who", "ANPS", "-f", "ids", "-o", str(path)], closed)
    assert (result.returncode, path.read_bytes()) == (0, b"5.2.3\n")
    assert result.stderr == (b"" if "2>&-" in closed else b"1 activity names ANPS: 1 as partner\n")


@pytest.mark.parametrize(
    ("words", "closed", "exit_code", "stderr"),
    [
        (["expand", "-"], "<&-", 2, b"anitp: error: standard input is closed; give the text with --text\n"),
        (["expand", "-"], "<&- 2>&-", 2, b""),
        (["nosuch"], ">&-", 2, b"anitp: error: No such command 'nosuch'; see \"anitp --help\"\n"),
        (["nosuch"], "2>&-", 2, b""),
        (["who", "NIMENI"], ">&- 2>&-", 2, b""),
        ([], "2>&-", 2, b""),
        (["check", "--only", "T06"], ">&-", 3, CLOSED),
        (["--version"], ">&-", 3, CLOSED),
    ],
)
def test_a_failure_with_streams_closed(program, words, closed, exit_code, stderr):
    """Without `sys.stdin is None` and `_closed` these are bugs, or end in a traceback of Python's."""
    result = redirected([program, *words], closed)
    assert (result.returncode, result.stdout, result.stderr) == (exit_code, b"", stderr)


def test_streams_that_go_the_other_way(program):
    """Only readable, standard output cannot be written. Without `_fail_system` help is a bug, EBADF."""
    with Path(os.devnull).open("rb") as readable:
        for words in (["expand", "UE"], ["--help"]):
            result = start([program, *words], stdout=readable)
            assert (result.returncode, result.stderr) == (3, CLOSED)
        assert start([program, "nosuch"], stderr=readable).returncode == 2


def test_streams_in_a_folder_that_is_gone(program, tmp_path):
    """Python and the system keep them; nothing of ours looks at where a stream is, or guards it."""
    folder = tmp_path / "gone"
    folder.mkdir()
    (folder / "in").write_text("UE", encoding="utf-8")
    with (
        (folder / "in").open() as stdin,
        (folder / "out").open("w+b") as stdout,
        (folder / "err").open("w+b") as stderr,
    ):
        shutil.rmtree(folder)
        assert start([program, "expand", "-"], stdin=stdin, stdout=stdout, stderr=stderr, cwd="/").returncode == 0
        stdout.seek(0)
        assert (stdout.read().decode(), stderr.read()) == ("UE (Uniunea Europeană)", b"")


# Full


@pytest.mark.parametrize("env", [{}, UNBUFFERED], ids=["buffered", "unbuffered"])
@pytest.mark.parametrize("command", ["expand", "page", "check -f csv", "--help"])
def test_a_full_disk_is_told(program, command, env):
    """Without `_fail_system` help is a bug, and without `except OSError` in `_print` too all of these are."""
    result = redirected([program, *command.split()], "> /dev/full", env=env)
    assert (result.returncode, result.stderr) == (3, FULL)


@pytest.mark.parametrize("env", [{}, UNBUFFERED], ids=["buffered", "unbuffered"])
def test_a_disk_that_becomes_full_is_told(program, env, tmp_path):
    """Without the loop of `_send` what fits is written, and it ends with 0.

    Python itself must write no module under such a limit: it would leave half of one, and call it whole.
    """
    limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (10_000, 10_000))
    env = {**env, "PYTHONDONTWRITEBYTECODE": "1"}
    with (tmp_path / "list.json").open("wb") as file:
        result = start([program, "list", "-f", "json"], stdout=file, env=env, preexec_fn=limit)
    assert result.returncode == 3
    assert result.stderr == b"anitp: error: standard output cannot be written: File too large\n"
    assert (tmp_path / "list.json").stat().st_size == 10_000


@pytest.mark.parametrize(("command", "exit_code"), [("who ANPS -f ids", 0), ("nosuch", 2)])
def test_a_full_disk_for_notes_changes_nothing(program, command, exit_code):
    """Without `suppress` in `note` these end with 120, as Python ends where it cannot say what is wrong."""
    result = redirected([program, *command.split()], "2> /dev/full")
    assert result.returncode == exit_code
    assert result.stdout == start([program, *command.split()]).stdout
    assert redirected([program, *command.split()], "> /dev/full 2> /dev/full").returncode == (exit_code or 3)


@pytest.mark.parametrize("command", ["due", "page"])
def test_a_full_device_as_file_is_told(program, command):
    """Without `except OSError` in `replace` it is said that standard output cannot be written."""
    result = start([program, *command.split(), "-o", "/dev/full"])
    assert (result.returncode, result.stdout) == (3, b"")
    assert result.stderr.endswith(b"anitp: error: /dev/full cannot be written: No space left on device\n")


# Readers that go away


@pytest.mark.parametrize("command", ["list", "list -f json", "page"])
def test_a_reader_that_goes_away_midway(program, command):
    """The pipe holds less than what comes. Without ClosedPipeError in `_print` this is told as a failure, with 3."""
    end, pipe = os.pipe()
    fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, 4096)
    words = [program, *command.split()]
    with subprocess.Popen(words, stdout=pipe, stderr=subprocess.PIPE, env=surroundings()) as process:
        os.close(pipe)
        assert len(os.read(end, 10)) == 10
        os.close(end)
        assert process.stderr.read() == b""
    assert process.returncode == 141


def test_the_first_line_is_enough(program):
    """As above, as it is typed."""
    result = redirected([program, "list", "-f", "json"], "| head -1")
    assert (result.returncode, result.stdout, result.stderr) == (141, b"{\n", b"")


@pytest.mark.parametrize("command", ["expand UE", "--help", "who --help", "--version", "nosuch"])
def test_a_reader_that_never_reads(program, command):
    """The pipe is broken before there is a first word. Without `_end_of_help` doing it, help ends with 1."""
    end, pipe = os.pipe()
    os.close(end)
    result = start([program, *command.split()], stdout=pipe)
    os.close(pipe)
    assert result.returncode == (2 if command == "nosuch" else 141)
    assert result.stderr == (b"anitp: error: No such command 'nosuch'; see \"anitp --help\"\n" * (command == "nosuch"))


# Readers that are slow, or no pipes


@pytest.mark.parametrize("env", [{}, UNBUFFERED], ids=["buffered", "unbuffered"])
@pytest.mark.parametrize("command", ["list -f json", "page"])
def test_a_pipe_that_another_process_has_made_non_blocking(program, command, env):
    """Without `select` in `_send` this is an error; with Python's own text stream it is cut."""
    whole = start([program, *command.split()]).stdout
    end, pipe = os.pipe()
    fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, 4096)
    os.set_blocking(pipe, False)
    with subprocess.Popen(
        [program, *command.split()], stdout=pipe, stderr=subprocess.PIPE, env=surroundings(env)
    ) as process:
        os.close(pipe)
        time.sleep(0.3)  # until the pipe is full
        with os.fdopen(end, "rb") as reader:
            assert reader.read() == whole
    assert process.returncode == 0


def test_a_socket(program):
    """Python writes to one as to a pipe; a reader that goes away is the same too.

    Without ClosedPipeError in `_print` that is told as a failure, with 3.
    """
    ours, theirs = socket.socketpair()
    with ours, theirs:
        with subprocess.Popen([program, "list", "-f", "json"], stdout=theirs, env=surroundings()) as process:
            theirs.close()
            with ours.makefile("rb") as reader:
                assert reader.read().endswith(b"}\n")
        assert process.returncode == 0
    ours, theirs = socket.socketpair()
    ours.close()
    with theirs:
        assert start([program, "expand", "UE"], stdout=theirs).returncode == 141


def test_what_was_said_stands_before_what_comes_after(program):
    """Unbuffered or not, an answer and its note in one file are in order. With a buffer left the note comes first."""
    for env in ({}, UNBUFFERED):
        result = start([program, "who", "ANPS", "-f", "ids"], env=env, stderr=subprocess.STDOUT)
        assert result.stdout == b"5.2.3\n1 activity names ANPS: 1 as partner\n"


@pytest.mark.parametrize("command", ["expand -", "expand --text -"])
def test_standard_input_that_cannot_be_read_is_told(program, command):
    """Without `except OSError` in `_standard_input` it is said that standard output cannot be written."""
    with open("/proc/self/mem", "rb") as refusing:  # noqa: PTH123  # nothing is mapped at its beginning
        result = start([program, *command.split()], stdin=refusing)
    assert (result.returncode, result.stdout) == (2, b"")
    assert result.stderr == b"anitp: error: standard input cannot be read: Input/output error\n"


@pytest.mark.parametrize("words", [["--help"], []], ids=["help", "completion"])
def test_what_typer_writes_to_a_reader_that_has_gone(program, words):
    """Without `_fail_system` completion ends with 120, and without `_end_of_help` help with 1."""
    end, pipe = os.pipe()
    os.close(end)
    env = {} if words else {"_ANITP_COMPLETE": "complete_bash", "COMP_WORDS": "anitp who IG", "COMP_CWORD": "2"}
    result = start([program, *words], stdout=pipe, env=env)
    os.close(pipe)
    assert (result.returncode, result.stderr) == (141, b"")
