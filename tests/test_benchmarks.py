"""The plans that are measured are what they say, and the measurement runs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from hashlib import sha256

import pytest
from conftest import ROOT

from anitp_cli.yamlfile.layout import read_layout

BENCHMARKS = ROOT / "benchmarks"
SIZE = 200
SAME_AT_EVERY_SIZE = ("due --before 2019-12", "who IGPR", "expand DIICOT", "show 2.1.1", "list minori")
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith(("ANITP", "PYTHON"))},
    "ANITP_TODAY": "2019-07-01",
}


def start(words, **env):
    return subprocess.run(
        words, capture_output=True, check=False, encoding="utf-8", env={**ENVIRONMENT, **env}, timeout=600
    )


def write_plan(folder, **env):
    done = start([sys.executable, str(BENCHMARKS / "plans.py"), str(SIZE), str(folder)], **env)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return folder


def contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.yaml"))}


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A plan of 200 activities."""
    return write_plan(tmp_path_factory.mktemp("large") / "plan")


def test_a_plan_of_a_size_is_always_the_same(large, tmp_path):
    """Measurements of two days, machines and versions of Python are of the same bytes.

    With hash() in the place of the digest in rollout.drawn the two plans differ.
    """
    assert contents(write_plan(tmp_path / "again", PYTHONHASHSEED="1", LC_ALL="C")) == contents(large)
    made_up = contents(large)
    del made_up["abbreviations.yaml"], made_up["institutions.yaml"]  # the published ones, and more
    made_up["activities.yaml"] = made_up["activities.yaml"].partition(b'  - id: "6"\n')[2]
    assert sha256(repr(made_up).encode()).hexdigest()[:16] == "f7f0347eff65fe2d"


def test_a_plan_that_is_measured_is_sound(program, large):
    """With no part_of for the local units, or with evidence dated ahead, there are errors."""
    done = start([program, "check", "--plan", str(large)])
    assert done.returncode == 0
    assert done.stderr.startswith("0 errors, 0 warnings, ")


def test_a_plan_that_is_measured_is_read_by_the_quick_reader(large):
    """A file beyond 4 MB is read in no other way. With single quotes around the items two files are not."""
    assert [name for name, content in contents(large).items() if read_layout(content.decode()) is None] == []


def test_the_first_rows_are_the_published_ones(program, large):
    """With "copii" for "minori" in the published rows too, they are not."""

    def rows(*words):
        cells = ("id", "title", "indicators", "terms", "responsible", "partners", "resources", "file", "line")
        listed = json.loads(start([program, "list", "--format", "json", *words]).stdout)
        return [{name: item[name] for name in cells} for item in listed["items"]]

    published, all_ = rows(), rows("--plan", str(large))
    assert (len(published), len(all_)) == (60, SIZE)
    assert all_[:60] == published


@pytest.mark.parametrize("question", SAME_AT_EVERY_SIZE)
def test_a_larger_plan_has_the_same_answer(program, large, question):
    """With terms of 2019, "minori" or IGPR in the roll-out, `due`, `list` and `who` find more."""
    published = start([program, *question.split()])
    assert start([program, *question.split(), "--plan", str(large)]).stdout == published.stdout != ""


def test_a_larger_plan_has_longer_answers_to_other_questions(program, large):
    """The published plan has nothing after 2020; with a roll-out up to 2021 there is nothing here either."""
    found = start([program, "due", "--from", "2021", "--format", "ids", "--plan", str(large)]).stdout.splitlines()
    assert len(found) == 33
    assert all(int(id_.partition(".")[0]) > 5 for id_ in found)


def test_the_measurement_measures_every_question(tmp_path):
    """Each command, question and program that it promises has a row, or it fails; what it costs here says nothing.

    With a command of startup.COMMANDS, a question of sizes.QUESTIONS or a line of rivals.RIVALS left out, it fails.
    """
    report = tmp_path / "report.md"
    words = ["--rounds", "1", "--sizes", "60,100", "--output", str(report)]
    done = start([sys.executable, str(BENCHMARKS / "run.py"), *words])
    assert (done.returncode, done.stdout) == (0, "")
    text = report.read_text(encoding="utf-8")
    for command in ("python -c pass", "an empty Typer program", "anitp --version", "anitp show 2.1.1"):
        assert text.count(f"\n| {command} | pipe | ") == text.count(f"\n| {command} | terminal | ") == 1
    for question in (*SAME_AT_EVERY_SIZE, "due --in 2025-06"):
        assert text.count(f"\n| {question} | 60 | ") == text.count(f"\n| {question} | 100 | ") == 1
    for rival in ("jq", "sqlite3", "ripgrep", "Taskwarrior", "todoman"):
        assert f"\n| {rival} | 100 | " in text or f"\n{rival} is not installed here.\n" in text


def test_a_program_that_fails_is_not_measured(tmp_path):
    """What it costs to fail is no figure. With its exit code ignored the measurement goes on."""
    failing = tmp_path / "failing"
    failing.write_text("#!/bin/sh\necho broken >&2\nexit 3\n", encoding="utf-8")
    failing.chmod(0o755)
    words = ["--rounds", "1", "--sizes", "60", "--against", str(failing)]
    done = start([sys.executable, str(BENCHMARKS / "run.py"), *words])
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"benchmarks: {failing} --version: 3: broken\n"
