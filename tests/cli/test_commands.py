"""Each tests/data/commands/*.console is a session: what was typed, and all that came of it.

A line "$ anitp ..." is typed; the lines below it are standard output, those behind "stderr| " standard error, and
"exit N" stands last unless it is 0. `pytest --snapshot-update` writes them anew. Those in tests/data/walks write to the
plan, and so to a copy of it.
"""

from __future__ import annotations

import re
import shutil

import pytest
from conftest import DATA, ROOT

SESSIONS = sorted((DATA / "commands").glob("*.console"))
WALKS = sorted((DATA / "walks").glob("*.console"))


@pytest.mark.parametrize("path", SESSIONS, ids=lambda path: path.stem)
def test_session(path, run, request):
    compare(path, run, request)


@pytest.mark.parametrize("path", WALKS, ids=lambda path: path.stem)
def test_walk(path, run, request, tmp_path, monkeypatch):
    shutil.copytree(ROOT / "plan", tmp_path / "plan")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ANITP_PLAN", "plan")
    compare(path, run, request)


def compare(path, run, request):
    expected = path.read_text(encoding="utf-8")
    typed = re.findall(r"^\$ anitp ?(.*)$", expected, re.MULTILINE)
    assert typed, "a session types at least one command"
    heading = expected[: expected.index("$ anitp")]
    actual = heading + "\n".join(as_session(words, run(words)) for words in typed)
    if request.config.getoption("--snapshot-update"):
        path.write_text(actual, encoding="utf-8")
    assert actual == expected


def as_session(words, result):
    errors = "".join(f"stderr| {line}\n" for line in result.stderr.splitlines())
    code = f"exit {result.exit_code}\n" if result.exit_code else ""
    return f"$ anitp {words}".rstrip() + "\n" + result.stdout + errors + code
