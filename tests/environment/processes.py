"""How the tests of this folder start the installed program: as a process, in surroundings of which each names its own.

The helpers stand in a module and not in a conftest.py: a second one would hide that of tests/.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess

import pytest
from conftest import ROOT, TODAY

_NAMED_BY_TESTS = (
    *("ANITP", "COLUMNS", "GITHUB_ACTIONS", "HOME", "LANG", "LC_", "LINES", "NO_COLOR", "PYTHON", "TERM", "TZ", "XDG_"),
)
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith(_NAMED_BY_TESTS)},
    "ANITP_TODAY": TODAY,
    "HOME": "/nonexistent",
}


def surroundings(env=None):
    """The environment of a process; None takes a variable away."""
    return {name: value for name, value in {**ENVIRONMENT, **(env or {})}.items() if value is not None}


def start(words, *, env=None, **settings):
    """Run a program to its end, by default with its streams in pipes."""
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL}
    if "input" in settings:
        del streams["stdin"]
    return subprocess.run(words, check=False, env=surroundings(env), timeout=60, **{**streams, **settings})


def redirected(words, redirection, **settings):
    """The same with what a shell makes of ">&-", "| head -1" and their like; the exit code is that of the program."""
    script = f'"$@" {redirection}; exit "${{PIPESTATUS[0]}}"'
    return start(["bash", "-c", script, "bash", *words], **settings)


def patched(folder, code):
    """The environment in which Python runs some code before anything else: a clock, a disk or a library is replaced."""
    (folder / "sitecustomize.py").write_text(code, encoding="utf-8")
    return {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}


def unprivileged():
    """The words before a command for which modes count: root gives up the right to pass over them."""
    if os.geteuid():
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("root passes over modes, and there is no setpriv that would stop it")
    return ["setpriv", "--inh-caps=-all", "--bounding-set=-all"]


def contents(folder):
    """Every file below a folder, with its content."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def multiplied_plan(folder, times):
    """The published plan with each of its 60 activities so many times, for what must take a while."""
    shutil.copytree(ROOT / "plan", folder, ignore=shutil.ignore_patterns("evidence"))
    path = folder / "activities.yaml"
    head, *pieces = re.split(r"(?m)^(?= +- id: \"\d+\.\d+\.\d+\")", path.read_text(encoding="utf-8"))
    with path.open("w", encoding="utf-8") as file:
        file.write(head)
        for piece in pieces:
            row, heading = re.fullmatch(r"(?s)(.*?)((?:(?m:^) {0,8}- .*)?)", piece).groups()
            objective, ordinal = re.search(r'"(\d+\.\d+)\.(\d+)"', row).groups()
            for time in range(times):
                file.write(row.replace(f'"{objective}.{ordinal}"', f'"{objective}.{int(ordinal) + 100 * time}"', 1))
            file.write(heading)  # of the objective that follows
    return folder
