"""Homes, working directories and packages that are missing, unreadable, read-only or gone.

A plan as small as the published one is answered from without writing anything, and without asking where the home is.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from processes import contents, start, unprivileged

WORDS = ["who", "UNBR", "-f", "ids"]
ANSWER = b"3.1.5\n"

# The home and the cache


@pytest.mark.parametrize(
    "env",
    [
        {"HOME": ""},
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
    """Nor is anything written: with a folder made in the cache or the home, these would fail or leave it behind."""
    result = start([program, *WORDS], env=env, cwd=tmp_path)
    assert (result.returncode, result.stdout) == (0, ANSWER)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_written_into_the_home(program, tmp_path):
    """As above, in a home that could be written."""
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
    """As above; the second process shows that the folder refuses what is written."""
    env = {"HOME": str(read_only), "XDG_CACHE_HOME": str(read_only)}
    result = start([*unprivileged(), program, *WORDS], env=env)
    assert (result.returncode, result.stdout) == (0, ANSWER)
    refused = start([*unprivileged(), program, *WORDS, "-o", str(read_only / "x.txt")], env=env)
    assert refused.returncode == 3
    assert refused.stderr == f"anitp: error: {read_only / 'x.txt'} cannot be written: Permission denied\n".encode()
    assert list(read_only.iterdir()) == []


# The package


def test_a_package_that_may_only_be_read(tmp_path):
    """Python does without its __pycache__, and we write nothing there: `evidence add` refuses before it would."""
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
    """The plan comes from beside the package; with a relative path for it nothing is found."""
    result = start([program, "due", "--before", "2019-12", "--format", "ids"], cwd=tmp_path)
    assert len(result.stdout.splitlines()) == 11


@pytest.fixture(params=['rmdir "$0"', 'chmod 000 "$0"'], ids=["deleted", "unreadable"])
def lost(request, program, tmp_path):
    """Start the program in a folder that is gone by then, or that may not be looked into."""
    folder = tmp_path / "lost"
    folder.mkdir()
    script = f'cd "$0" && {request.param} && exec "$@"'
    yield lambda *words: start([*unprivileged(), "sh", "-c", script, str(folder), program, *words], input=b"UE")
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
    """Without `except OSError` in `_nearby` the check is a bug; the rest asks for no directory."""
    result = lost(*command.split())
    assert result.returncode == 0
    assert b"error:" not in result.stderr


@pytest.mark.parametrize(
    "command",
    [
        "who UNBR --plan plan",
        "who UNBR --plan ../plan",
        "who UNBR -o x.txt",
        "page -o ./x.html",
        "export tables",
        "evidence import x.csv",
    ],
)
def test_what_lies_in_a_lost_working_directory_is_told(lost, command):
    """Without `except OSError` in `find_folder`, `replace`, `fill` and the reader of sheets these are bugs."""
    *_, name = command.split()
    result = lost(*command.split())
    assert (result.returncode, result.stdout) == (3, b"")
    (line,) = result.stderr.decode().splitlines()
    assert line.startswith("anitp: error: ")
    assert Path(name).name in line


@pytest.fixture
def gone(program, tmp_path):
    """Start the program in a folder that is gone by then."""
    folder = tmp_path / "lost"
    folder.mkdir()
    script = 'cd "$0" && rmdir "$0" && exec "$@"'
    return lambda *words: start(["sh", "-c", script, str(folder), program, *words])


def test_a_database_in_a_lost_working_directory(gone):
    """Without `except OSError` in `_write_database` it is said that standard output cannot be written."""
    result = gone("export", "plan.sqlite")
    assert (result.returncode, result.stderr) == (
        3,
        b"anitp: error: plan.sqlite cannot be written: No such file or directory\n",
    )


def test_evidence_in_a_lost_working_directory(gone):
    """With `resolve` in `is_shipped_copy` it is said that standard output cannot be written."""
    words = ["evidence", "add", "1.1.1", "--by", "ANITP", "--state", "nil", "--period", "2019", "--title", "x"]
    result = gone(*words, "--source", "x", "--plan", ".")
    assert result.returncode == 3
    assert b"standard output" not in result.stderr


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
