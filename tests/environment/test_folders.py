"""Homes, working directories and packages that are missing, unreadable, read-only or gone.

A plan as small as the published one is answered from without writing anything, and without a home.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from processes import contents, patched, start, unprivileged

WORDS = ["who", "UNBR", "-f", "ids"]
ANSWER = b"3.1.5\n"

# The home and the cache


NOTHING_IS_WRITTEN = """\
import os, sys
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
def look(event, given):
    if event in ("os.mkdir", "os.rename", "os.remove") or (event == "open" and given[2] & WRITES):
        os._exit(99)
sys.addaudithook(look)
"""
NOBODY_IS_KNOWN = """
import pwd
def unknown(number):
    raise KeyError(number)
pwd.getpwuid = unknown
"""


@pytest.mark.parametrize(
    "env",
    [
        {"HOME": ""},
        {"HOME": None},
        {"HOME": "/nonexistent/home"},
        {"HOME": os.devnull},
        {"HOME": "relative/home"},
        {"XDG_CACHE_HOME": ""},
        {"XDG_CACHE_HOME": "/nonexistent/cache"},
        {"XDG_CACHE_HOME": os.devnull},
        {"XDG_CACHE_HOME": "relative/cache"},
        {"HOME": None, "XDG_CACHE_HOME": os.devnull},
        {"HOME": None, "PATH": None, "XDG_CACHE_HOME": os.devnull},
    ],
    ids=str,
)
def test_no_home_is_needed(program, env, tmp_path):
    """Nor is anything written, anywhere: with a folder made in the cache for small plans too, each of these fails.

    With `os.environ["HOME"]` in the place of `Path.home` the second is a bug.
    """
    env = {**env, **patched(tmp_path, NOTHING_IS_WRITTEN)}
    result = start([program, *WORDS], env=env, cwd=tmp_path)
    assert (result.returncode, result.stdout) == (0, ANSWER)


def test_no_name_of_the_user_is_needed(program, tmp_path):
    """A container may be run under any number. Without `except RuntimeError` in `_cache_folder` this is a bug."""
    env = {"HOME": None, **patched(tmp_path, NOTHING_IS_WRITTEN + NOBODY_IS_KNOWN)}
    result = start([program, *WORDS], env=env)
    assert (result.returncode, result.stdout) == (0, ANSWER)


def test_nothing_is_written_into_the_home(program, tmp_path):
    """With small plans kept too, or a folder made for them, it is found here."""
    for command in ("who IGPR", "due", "expand DIICOT", "show 2.1.1 -f json", "list minori", "check", "status"):
        assert start([program, *command.split()], env={"HOME": str(tmp_path)}).returncode == 0
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def read_only(tmp_path):
    """A folder that may only be read, for the program at least."""
    folder = tmp_path / "read-only"
    folder.mkdir()
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o755)


def test_a_home_that_may_only_be_read(program, read_only):
    """With a folder made in the cache this is an error; the second process shows that the folder refuses it."""
    env = {"HOME": str(read_only), "XDG_CACHE_HOME": str(read_only)}
    result = start([*unprivileged(), program, *WORDS], env=env)
    assert (result.returncode, result.stdout) == (0, ANSWER)
    refused = start([*unprivileged(), program, *WORDS, "-o", str(read_only / "x.txt")], env=env)
    assert refused.returncode == 3
    assert refused.stderr == f"anitp: error: {read_only / 'x.txt'} cannot be written: Permission denied\n".encode()
    assert list(read_only.iterdir()) == []


# The package


def test_a_package_that_may_only_be_read(tmp_path):
    """Python does without its __pycache__, and we write nothing there.

    Without `is_shipped_copy` in `file_records` evidence is tried to be filed there, and ends with 3.
    """
    site = tmp_path / "site"
    shutil.copytree(ROOT / "anitp_cli", site / "anitp_cli", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "plan", site / "anitp_cli" / "plan", dirs_exist_ok=True)
    before = contents(site)
    for folder, _, _ in os.walk(site):
        Path(folder).chmod(0o555)
    words = [*unprivileged(), sys.executable, "-m", "anitp_cli"]
    env = {"PYTHONPATH": str(site)}
    try:
        for command in ("due --before 2019-12 -f ids", "who IGPR", "expand", "check -f csv", "page"):
            assert start([*words, *command.split()], env=env, cwd=tmp_path).returncode == 0
        assert f"read from   {site}".encode() in start([*words, "plan"], env=env, cwd=tmp_path).stdout
        add = "evidence add 1.1.1 --by ANITP --state nil --period 2019 --title x --source x"
        refused = start([*words, *add.split()], env=env, cwd=tmp_path)
        assert (refused.returncode, contents(site)) == (2, before)
        assert b"copy it and name the copy with --plan DIR" in refused.stderr
    finally:
        for folder, _, _ in os.walk(site):
            Path(folder).chmod(0o755)


# The working directory


def test_any_working_directory(program, tmp_path):
    """The plan comes from beside the package; with a relative path in `find_folder` nothing is found."""
    result = start([program, "due", "--before", "2019-12", "--format", "ids"], cwd=tmp_path)
    assert len(result.stdout.splitlines()) == 11


@pytest.fixture(
    params=[('rmdir "$0"', "No such file or directory"), ('chmod 000 "$0"', "Permission denied")],
    ids=["deleted", "unreadable"],
)
def lost(request, program, tmp_path):
    """Start the program in a folder that is gone by then, or may not be looked into; and what the system says of it."""
    change, why = request.param
    folder = tmp_path / "lost"
    folder.mkdir()
    script = f'cd "$0" && {change} && exec "$@"'
    words = [*unprivileged(), "sh", "-c", script, str(folder), program]
    yield (lambda command: start([*words, *command.split()], input=b"UE")), why
    if folder.exists():
        folder.chmod(0o755)


@pytest.mark.parametrize(
    "command",
    [
        "who UNBR -f ids",
        f"who UNBR -f ids -o {os.devnull}",
        f"plan -f jsonl --plan {ROOT}/plan",
        f"check --only T06 -f csv --plan {ROOT}/plan",
        "expand -",
    ],
)
def test_a_lost_working_directory_is_not_needed(lost, command):
    """Without `except OSError` in `_nearby` the check fails; with `Path.cwd` asked in `find_folder` the others too."""
    run, _ = lost
    result = run(command)
    assert result.returncode == 0
    assert b"error:" not in result.stderr


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("who UNBR -o x.txt", "x.txt cannot be written"),
        ("who UNBR -o x.csv", "x.csv cannot be written"),
        ("page -o ./x.html", "x.html cannot be written"),
        ("export tables", "tables cannot be written"),
        ("export x.sqlite", "x.sqlite cannot be written"),
        ("evidence import x.csv", "x.csv cannot be read"),
    ],
)
def test_what_lies_in_a_lost_working_directory_is_told(lost, command, told):
    """Without `except OSError` where each is written or read one of these is told badly.

    Standard output is then said to be what cannot be written, or only the name and the system's words are left: in
    `_is_device`, `replace`, `_is_folder`, `fill`, `_write_database` and the reader of sheets.
    """
    run, why = lost
    result = run(command)
    assert (result.returncode, result.stdout) == (3, b"")
    assert result.stderr.decode() == f"anitp: error: {told}: {why}\n"


ADD = "evidence add 1.1.1 --by ANITP --state nil --period 2019 --title x --source x"


@pytest.mark.parametrize(
    ("command", "deleted", "unreadable"),
    [
        *(
            (f"who UNBR --plan {name}", f"there is no folder {name}; name the folder that holds activities.yaml", name)
            for name in ("plan", "../plan")
        ),
        ("check --plan .", "abbreviations.yaml cannot be read: No such file or directory; a plan's folder holds", "."),
        (f"{ADD} --plan .", "abbreviations.yaml cannot be read: No such file or directory; a plan's folder holds", "."),
    ],
    ids=["plan", "above", "check", "evidence"],
)
def test_a_plan_in_a_lost_working_directory_is_told(lost, command, deleted, unreadable):
    """Without `except OSError` in `find_folder` what is unreadable is told in the system's words alone.

    With `resolve` in `is_shipped_copy` it is said of evidence that standard output cannot be written.
    """
    run, why = lost
    result = run(command)
    assert (result.returncode, result.stdout) == (3, b"")
    told = deleted if why.startswith("No such") else f"the plan's folder {unreadable} cannot be looked at: {why}\n"
    assert result.stderr.decode().startswith(f"anitp: error: {told}")


def test_a_folder_that_may_not_be_looked_into_is_told_in_words(program, tmp_path):
    """With the error itself in the message there are a number and the name twice."""
    (tmp_path / "closed").mkdir(mode=0)
    result = start([*unprivileged(), program, "who", "--plan", str(tmp_path / "closed" / "plan")])
    assert (result.returncode, result.stderr.decode()) == (
        3,
        f"anitp: error: the plan's folder {tmp_path}/closed/plan cannot be looked at: Permission denied\n",
    )
    (tmp_path / "closed").chmod(0o755)


@pytest.mark.parametrize(
    ("home", "why"), [("a-file", "File exists"), ("read-only", "Permission denied")], ids=["file", "read-only"]
)
def test_completion_that_cannot_be_installed(program, tmp_path, home, why):
    """Without `_fail_system` these are bugs: typer writes the file itself. The home is never the real one."""
    (tmp_path / "a-file").touch()
    (tmp_path / "read-only").mkdir(mode=0o555)
    words = [*unprivileged(), program, "--install-completion", "bash"]
    result = start(words, env={"HOME": str(tmp_path / home)})
    assert result.returncode == 3
    assert result.stderr.decode().startswith(f"anitp: error: {tmp_path / home}")
    assert result.stderr.decode().endswith(f": {why}\n")
