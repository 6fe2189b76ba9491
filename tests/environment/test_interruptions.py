"""Ctrl-C and its kin at any moment: nothing half-written is left, and nothing is said.

The guards are the signal's default in __main__.py, and in writing.py the signals that wait while a file is written.
"""

from __future__ import annotations

import os
import pty
import re
import shutil
import signal
import subprocess
import termios
import time
from fcntl import ioctl

import pytest
from conftest import DATA
from processes import contents, multiplied_plan, patched, start, surroundings


@pytest.fixture(scope="module", autouse=True)
def interruptible():
    """A process started here hears Ctrl-C and hangs up, also where the tests run in the background and do not."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler), signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    for number, handler in zip((signal.SIGINT, signal.SIGHUP), before, strict=True):
        signal.signal(number, handler)


@pytest.fixture(scope="module")
def large_plan(tmp_path_factory):
    """A plan of 3,000 activities, the reading of which takes a while."""
    return multiplied_plan(tmp_path_factory.mktemp("large") / "plan", 50)


def begin(words, **settings):
    streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    env = surroundings(settings.pop("env", None))
    return subprocess.Popen(words, env=env, **{**streams, **settings})


def ended(process, number, delay):
    """The exit code and both streams of a process that is sent a signal after a while."""
    time.sleep(delay)
    process.send_signal(number)
    try:
        stdout, stderr = process.communicate(timeout=30)
    except subprocess.TimeoutExpired:
        process.kill()
        raise
    return process.returncode, stdout, stderr


def assert_quiet(exit_code, said, number):
    """It was ended by the signal and said nothing; of Ctrl-C before our main() begins Python says what it likes."""
    assert not re.search(rb'__main__\.py", line \d+, in main', said)
    if b"KeyboardInterrupt" not in said:
        assert (exit_code, said) == (-number, b"")


# While it starts, reads, waits


@pytest.mark.parametrize("delay", [0.03, 0.05, 0.07, 0.09, 0.12, 0.2, 1.0])
def test_ctrl_c_while_it_starts_or_waits_for_what_is_typed(program, delay):
    """While modules load, while it reads, while it ends: nothing of ours shows a traceback.

    Earlier than that Python and the script that pip wrote are starting, and nothing of ours can run. Without the guard
    in __main__.py these print a traceback or end with 130 of their own, and one in some hundreds is lost.
    """
    with begin([program, "expand", "-"]) as process:
        exit_code, stdout, stderr = ended(process, signal.SIGINT, delay)
    assert_quiet(exit_code, stderr, signal.SIGINT)
    assert stdout == b""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("delay", [0.15, 0.3, 0.45, 0.6, 0.8])
def test_ctrl_c_while_a_large_plan_is_read(program, large_plan, tmp_path, delay, number):
    """The answer is more than a pipe holds, so that it cannot be over; what was written of it is cut, and that is all.

    Without the guard in __main__.py those of Ctrl-C end with 130 of their own, and a shell's loop goes on. SIGTERM ends
    a process by itself; nothing of ours guards that.
    """
    words = [program, "who", "IGPR", "-f", "json", "--plan", str(large_plan)]
    with begin(words, env={"XDG_CACHE_HOME": str(tmp_path)}) as process:
        exit_code, stdout, stderr = ended(process, number, delay)
    assert_quiet(exit_code, stderr, number)
    assert stdout[:2] in {b"", b"{\n"}


def test_a_parent_that_ignores_ctrl_c_is_followed(program, large_plan, tmp_path):
    """As under nohup. With the signal's default set in any case in __main__.py, the answer is cut."""
    words = [program, "list", "-f", "ids", "--plan", str(large_plan)]
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        process = begin(words, env={"XDG_CACHE_HOME": str(tmp_path)})
    finally:
        signal.signal(signal.SIGINT, before)
    with process:
        exit_code, stdout, _ = ended(process, signal.SIGINT, 0.3)
    assert (exit_code, stdout.count(b"\n")) == (0, 3000)


@pytest.mark.parametrize("handler", [signal.SIG_IGN, signal.SIG_DFL])
def test_a_parent_that_ignores_broken_pipes_changes_nothing(program, handler):
    """Python itself ignores them at its start, so that a write fails; else the process ends without a word, at -13.

    Without ClosedPipeError in `_print` it ends with 3.
    """
    before = signal.signal(signal.SIGPIPE, handler)
    try:
        with begin([program, "list", "-f", "json"], restore_signals=False) as process:
            process.stdout.close()
            assert process.stderr.read() == b""
    finally:
        signal.signal(signal.SIGPIPE, before)
    assert process.returncode == 141


# On a terminal


def typed(words, keys, delay, **env):
    """The exit code and the screen of a process on a terminal of its own, in which keys are pressed after a while."""
    main, side = pty.openpty()

    def own_terminal():
        os.setsid()
        ioctl(side, termios.TIOCSCTTY, 0)

    settings = {"env": {"TERM": "xterm", **env}, "preexec_fn": own_terminal}
    with begin(words, stdin=side, stdout=side, stderr=side, **settings) as process:
        os.close(side)
        time.sleep(delay)
        os.write(main, keys)
        sent = b""
        while True:
            try:
                piece = os.read(main, 65536)
            except OSError:  # the terminal's other end is closed
                break
            if not piece:
                break
            sent += piece
    os.close(main)
    return process.returncode, sent


def test_ctrl_c_is_pressed_while_a_large_plan_is_read(program, large_plan, tmp_path):
    """The terminal shows the keys behind what is drawn, and we add nothing; a cursor that was hidden would stay so.

    Without the guard in __main__.py it ends with 130 of its own.
    """
    words = [program, "list", "--plan", str(large_plan)]
    exit_code, screen = typed(words, b"\x03", 0.35, XDG_CACHE_HOME=str(tmp_path))
    drawn, keys, said = screen.partition(b"^C")
    assert keys
    assert b"\x1b[?25l" not in drawn
    assert_quiet(exit_code, said, signal.SIGINT)


def test_ctrl_c_is_pressed_while_a_text_is_typed(program):
    """Without the guard in __main__.py it ends with 130 of its own."""
    exit_code, screen = typed([program, "expand", "-"], b"\x03", 0.8)
    assert_quiet(exit_code, screen.removeprefix(b"^C"), signal.SIGINT)


# While it writes

SLOW_DISK = """\
import os, pathlib, time
def slow(descriptor, fsync=os.fsync):
    fsync(descriptor)
    pathlib.Path("reached").touch()
    while not pathlib.Path("go").exists():
        time.sleep(0.01)
os.fsync = slow
"""


@pytest.fixture
def ended_at_the_disk(program, tmp_path):
    """End a process when its first draft has been written and has not taken its place; the disk waits there."""
    place = tmp_path / "disk"
    place.mkdir()
    env = patched(place, SLOW_DISK)

    def ended_at_the_disk(words, number):
        with begin([program, *words], env=env, cwd=place) as process:
            while not (place / "reached").exists() and process.poll() is None:
                time.sleep(0.01)
            process.send_signal(number)
            (place / "go").touch()
            assert process.stderr.read() == b""
        return process.returncode

    return ended_at_the_disk


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_ctrl_c_while_a_file_is_written(program, ended_at_the_disk, tmp_path, number):
    """Without `_undisturbed` the old file stays, and a draft beside it; without its end the signal is lost."""
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "x.json").write_text("old", encoding="utf-8")
    assert ended_at_the_disk(["list", "-o", str(folder / "x.json")], number) == -number
    assert contents(folder) == {"x.json": start([program, "list", "-f", "json"]).stdout}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_while_tables_are_written(program, ended_at_the_disk, tmp_path, number):
    """Without `_undisturbed` there is a draft and no table."""
    assert ended_at_the_disk(["export", str(tmp_path / "tables")], number) == -number
    assert start([program, "export", str(tmp_path / "expected")]).returncode == 0
    assert contents(tmp_path / "tables") == contents(tmp_path / "expected")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_while_evidence_is_filed(program, ended_at_the_disk, tmp_path, number):
    """Without `_undisturbed` a draft stays beside the file, which is the old one."""
    base = DATA / "rules" / "base"
    plan, other = (shutil.copytree(base, tmp_path / name) for name in ("plan", "other"))
    add = ["evidence", "add", "1.1.1", "--by", "ANITP", "--state", "nil", "--period", "2019", "--title", "x"]
    add += ["--source", "x", "--plan"]
    assert ended_at_the_disk([*add, str(plan)], number) == -number
    assert start([program, *add, str(other)]).returncode == 0
    assert contents(plan) == contents(other) != contents(base)


def test_a_device_that_nobody_reads_keeps_no_process(program, tmp_path):
    """It is written straight, and no signal waits for it. Within `_undisturbed` this would take for ever."""
    os.mkfifo(tmp_path / "fifo")
    with begin([program, "list", "-o", str(tmp_path / "fifo")]) as process:
        assert ended(process, signal.SIGTERM, 0.6)[0] == -signal.SIGTERM
