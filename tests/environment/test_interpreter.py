"""Python as people, images and guards set it, and processes with little of everything."""

from __future__ import annotations

import resource
import sys
from functools import cache, partial

import pytest
from processes import multiplied_plan, start


@pytest.fixture(scope="module")
def answer(program):
    """What a command answers where nothing is set."""
    return cache(lambda command: start([program, *command.split()]))


@pytest.mark.parametrize(
    "env",
    [
        {"PYTHONOPTIMIZE": "1"},
        {"PYTHONOPTIMIZE": "2"},
        {"PYTHONSAFEPATH": "1", "PYTHONNOUSERSITE": "1"},
        {"PYTHONWARNINGS": "error", "PYTHONWARNDEFAULTENCODING": "1"},
        {"PYTHONDEVMODE": "1", "PYTHONWARNINGS": "error"},
        {"PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        {"PYTHONHASHSEED": "1", "PYTHONMALLOC": "debug"},
        {"PYTHONINTMAXSTRDIGITS": "640"},
    ],
    ids=str,
)
@pytest.mark.parametrize("command", ["who IGPR", "check -f json --skip D02,N10,T01,T02,T03,T05"])
def test_python_may_be_set_in_any_way(program, answer, env, command):
    """A file left open by `read`, a text read without its encoding, the set of the rules in no order, each fails here.

    So do an `assert` or a docstring that is needed, and a number of more than 640 digits. Nothing of ours is needed for
    PYTHONSAFEPATH and PYTHONUNBUFFERED.
    """
    result, expected = start([program, *command.split()], env=env), answer(command)
    assert (result.returncode, result.stdout, result.stderr) == (0, expected.stdout, expected.stderr)


@pytest.mark.parametrize("flags", [["-I"], ["-I", "-X", "dev"], ["-s", "-P"], ["-OO"], ["-W", "error"]], ids=str)
def test_python_may_be_called_in_any_way(answer, flags):
    """As above, by the name of the package. Nothing of ours is needed for -s and -P."""
    command = "who ANPS -f json"
    result, expected = start([sys.executable, *flags, "-m", "anitp_cli", *command.split()]), answer(command)
    assert (result.returncode, result.stdout, result.stderr) == (0, expected.stdout, expected.stderr)


@pytest.mark.parametrize("flag", [None, "-I", "-P"])
def test_nothing_is_imported_from_the_working_directory(program, tmp_path, flag):
    """Python sees to it, but not for `python -m`: without the flag that stops here, with the first of these.

    With the working directory put on `sys.path` in __main__.py each stops with 99.
    """
    for name in ("anitp_cli", "json", "typer"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(99)\n", encoding="utf-8")
    words = [program] if flag is None else [sys.executable, flag, "-m", "anitp_cli"]
    assert start([*words, "who", "ANPS", "-f", "json"], cwd=tmp_path).returncode == 0


def test_help_without_docstrings_still_explains_the_options(program):
    """-OO strips what a command says of itself, and help does without it; with a docstring needed in `_single` not."""
    env = {"PYTHONOPTIMIZE": "2"}
    for words in (["--help"], ["due", "--help"], ["evidence", "--help"]):
        result = start([program, *words], env=env)
        assert (result.returncode, result.stderr) == (0, b"")
        assert result.stdout.startswith(b"Usage: anitp ")
    assert b"Due before its first day." in start([program, "due", "--help"], env=env).stdout


@pytest.mark.parametrize(
    "words", [["check"], ["export", "tables"], ["export", "x.sqlite"], ["page", "-o", "x.html"]], ids=str
)
@pytest.mark.parametrize(("kind", "most"), [(resource.RLIMIT_NOFILE, 6), (resource.RLIMIT_AS, 100_000_000)])
def test_little_is_enough(program, tmp_path, words, kind, most):
    """Six files at once, or 100 MB of addresses.

    A file left open by `read` for each one that it reads stops the first; a buffer for the largest file, the second.
    """
    limit = partial(resource.setrlimit, kind, (most, most))
    result = start([program, *words], cwd=tmp_path, preexec_fn=limit)
    assert result.returncode == 0
    assert b"error:" not in result.stderr


def test_too_little_memory_is_told(program, tmp_path):
    """Without MemoryError in `_fail_system` this is a bug; 64 MB of addresses hold the program and not 6,000 rows."""
    plan = multiplied_plan(tmp_path / "plan", 100)
    limit = partial(resource.setrlimit, resource.RLIMIT_AS, (64_000_000, 64_000_000))
    env = {"XDG_CACHE_HOME": str(tmp_path)}
    result = start([program, "list", "-f", "json", "--plan", str(plan)], preexec_fn=limit, env=env)
    assert (result.returncode, result.stdout) == (3, b"")
    assert result.stderr == b"anitp: error: there is not enough memory for this plan\n"
