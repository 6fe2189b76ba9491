"""The installed program as a process: pipes, closed streams, locales, start-up, completion."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

MNIR = r"institutiile\ responsabile\ cu\ implementarea\ mnir"
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith(("ANITP", "LC_", "LANG", "PYTHON"))},
    "ANITP_TODAY": "2019-07-01",
}


def start(words, **settings):
    return subprocess.run(
        words, capture_output=True, check=False, env={**ENVIRONMENT, **settings.pop("env", {})}, timeout=60, **settings
    )


@pytest.mark.parametrize("env", [{}, {"LANG": "C"}, {"LC_ALL": "POSIX"}, {"PYTHONUTF8": "0", "LC_ALL": "C"}])
def test_output_is_utf8_whatever_the_locale(program, env):
    result = start([program, "expand", "ANES"], env=env)
    assert result.stdout.decode().splitlines()[1] == (
        "ANES  Agenția Națională pentru Egalitate de Șanse între Femei și Bărbați"
    )
    assert result.stderr == b""


def test_an_encoding_that_was_asked_for_escapes_what_it_cannot_hold(program):
    result = start([program, "expand", "ANES"], env={"PYTHONIOENCODING": "cp1252"})
    assert "ANES  Agen\\u021bia Na\\u021bional\\u0103 pentru" in result.stdout.decode("cp1252")
    assert result.exit_code == 0 if hasattr(result, "exit_code") else result.returncode == 0


def test_python_m(program):
    assert start([sys.executable, "-m", "anitp_cli", "expand", "UE"]).stdout == start([program, "expand", "UE"]).stdout


def test_any_working_directory(program, tmp_path):
    result = start([program, "due", "--before", "2019-12", "--format", "ids"], cwd=tmp_path)
    assert len(result.stdout.splitlines()) == 11


def test_a_reader_that_goes_away(program):
    command = (
        f"{program} show $({program} list --format ids 2>/dev/null) --format json | head -1; echo ${{PIPESTATUS[0]}}"
    )
    result = start(["bash", "-c", command])
    assert (result.stdout, result.stderr) == (b"{\n141\n", b"")


def test_a_full_disk(program):
    result = start(["bash", "-c", f"{program} expand > /dev/full"])
    assert result.returncode == 3
    assert result.stderr == b"anitp: error: standard output cannot be written: No space left on device\n"


def test_closed_streams(program):
    closed = start(["bash", "-c", f"{program} expand UE >&-"])
    assert closed.returncode == 3
    assert b"standard output is closed" in closed.stderr
    assert start(["bash", "-c", f"{program} who UNBR -f ids 2>&-"]).stdout == b"3.1.5\n"
    assert start(["bash", "-c", f"{program} expand UE <&-"]).returncode == 0
    assert start(["bash", "-c", f"{program} expand - <&-"]).returncode == 2


@pytest.fixture
def interruptible():
    """A process started here hears Ctrl-C, also where the tests run in the background and do not."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("delay", [0.03, 0.05, 0.07, 0.09, 0.12, 0.2, 1.0])
def test_ctrl_c_at_any_moment(program, delay):
    """While modules load, while it reads, while it ends: nothing of ours shows a traceback, and it ends with 130.

    Earlier than that Python and the script that pip wrote are starting, and nothing of ours can run. Without the guard
    in __main__.py most of these delays print a traceback, and one in some hundreds is lost.
    """
    command = [program, "expand", "-"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT
    ) as process:
        time.sleep(delay)
        process.send_signal(signal.SIGINT)
        stdout, stderr = process.communicate(timeout=20)
    assert b", in main" not in stderr  # once main() of __main__.py has begun, nothing shows
    assert stdout == b""
    assert process.returncode in {1 if stderr else 130, -signal.SIGINT}


@pytest.mark.parametrize("command", ["--help", "who --help", "--version"])
def test_help_into_a_closed_or_full_stream(program, command):
    closed = start(["bash", "-c", f"{program} {command} | true; echo ${{PIPESTATUS[0]}}"])
    assert (closed.stdout in {b"141\n", b"0\n"}, closed.stderr) == (True, b"")  # 0: all was written before
    full = start(["bash", "-c", f"{program} {command} > /dev/full"])
    assert full.returncode == 3
    assert full.stderr == b"anitp: error: standard output cannot be written: No space left on device\n"


def test_a_bug_is_one_line_and_70(program, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(
        "import anitp_cli.loading\nanitp_cli.loading.find_folder = lambda given=None: 1 / 0\n", encoding="utf-8"
    )
    result = start([program, "plan"], env={"PYTHONPATH": str(tmp_path)})
    assert result.returncode == 70
    assert result.stderr.startswith(b"anitp: bug: ZeroDivisionError: division by zero; please report it")
    assert len(result.stderr.splitlines()) == 1
    debug = start([program, "plan"], env={"PYTHONPATH": str(tmp_path), "ANITP_DEBUG": "1"})
    assert b"Traceback" in debug.stderr


# What takes its time to load, and what only other commands, formats or larger plans need.
SELDOM = {
    *("rich", "yaml", "dateutil", "json", "csv", "sqlite3", "unicodedata", "tempfile", "hashlib", "asyncio"),
    *(
        "anitp_cli.compiled",
        "anitp_cli.checks",
        "anitp_cli.filing",
        "anitp_cli.views.evidence",
        "anitp_cli.yamlfile.events",
    ),
}
NO_PLAN = SELDOM | {"zoneinfo", "anitp_cli.states", "anitp_cli.query", "anitp_cli.views.due"}


@pytest.mark.parametrize(
    ("words", "unused"),
    [
        (["--version"], NO_PLAN | {"anitp_cli.loading", "anitp_cli.model"}),
        (["expand", "DIICOT"], SELDOM | {"zoneinfo", "anitp_cli.views.due"}),
        (["who", "IGPR"], SELDOM | {"zoneinfo", "anitp_cli.agenda", "anitp_cli.views.due"}),
        (["due", "--before", "2019-12"], SELDOM | {"anitp_cli.views.who"}),
        (["show", "2.1.1"], SELDOM - {"anitp_cli.views.evidence"} | {"anitp_cli.agenda"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_a_command_does_not_use_is_not_imported(words, unused):
    code = (
        "import sys; from anitp_cli.cli import app; app.run(sys.argv[1:]); sys.stdout.flush(); "
        "print('LOADED', *sys.modules)"
    )
    loaded = start([sys.executable, "-c", code, *words]).stdout.decode().rpartition("LOADED ")[2].split()
    assert "anitp_cli.cli.app" in loaded
    assert not unused & set(loaded)


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("anitp d", ["due"]),
        ("anitp who Instituția", ["Instituția\\ prefectului"]),
        ("anitp who IGP", ["IGPF", "IGPR"]),
        (
            "anitp who instituti",
            ["institutia\\ prefectului", "institutii\\ guvernamentale", MNIR],
        ),
        ("anitp expand dii", ["diicot"]),
        ("anitp show 2.1.", ["2.1.1", "2.1.2", "2.1.3", "2.1.4", "2.1.5"]),
        ("anitp list --objective 4", ["4", "4.1", "4.2"]),
        ("anitp list --who UN", ["UNBR"]),
        ("anitp list --role p", ["partner"]),
        ("anitp due --format j", ["json", "jsonl"]),
        ("anitp show --plan /nowhere 2", []),
    ],
)
def test_completion(program, line, offered):
    words = line.split()
    env = {"_ANITP_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    result = start([program], env=env)
    assert result.stdout.decode().strip("\n").splitlines() == offered
    assert result.stderr == b""
