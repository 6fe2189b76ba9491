"""A plan that cannot be read: one line that says what, where and how to mend it, and exit code 3.

Each tests/data/broken/CASE is a plan whose other files are those of tests/data/small; `expected` is the error, with
the plan's folder written as PLAN.
"""

from __future__ import annotations

import shutil

import pytest
from conftest import DATA

CASES = sorted(path for path in (DATA / "broken").iterdir() if path.is_dir())


@pytest.fixture
def plan_folder(tmp_path):
    """A copy of the small plan, to be broken."""
    return shutil.copytree(DATA / "small", tmp_path / "plan")


def test_the_small_plan_is_sound(run):
    result = run(["due", "--plan", str(DATA / "small"), "--format", "ids"])
    assert (result.exit_code, result.stdout) == (0, "1.1.1@2019-06\n")


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_broken(case, run, plan_folder, request):
    for path in case.glob("*.yaml"):
        shutil.copy(path, plan_folder)
    result = run(["due", "--plan", str(plan_folder)])
    error = result.stderr.replace(str(plan_folder), "PLAN")
    if request.config.getoption("--snapshot-update"):
        (case / "expected").write_text(error, encoding="utf-8")
    assert (result.exit_code, result.stdout) == (3, "")
    assert error == (case / "expected").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"\xff\xfea\x00", "1:1: not UTF-8"),
        (b'plan:\n  title: "ab\xc8"\n', "2:13: not UTF-8"),
        (b"plan: \x00", "1:7: the control character U+0000"),
        (b"[" * 100_000, "1:31: nested more than 30 deep"),
        (b"a: &a [b]\nc: *a\n", "1:4: the anchor &a"),
        (b"plan: !!python/object/apply:os.system [exit]\n", "1:7: the tag tag:yaml.org,2002:python"),
        (b"", "1:1: the file is empty"),
        (b"- a\n", "1:1: the file is a list"),
        (b"plan\n---\nplan\n", "2:1: a second document"),
    ],
)
def test_bytes_that_are_no_plan(content, place, run, plan_folder):
    (plan_folder / "activities.yaml").write_bytes(content)
    result = run(["due", "--plan", str(plan_folder)])
    assert result.exit_code == 3
    assert result.stderr.startswith(f"anitp: error: {plan_folder}/activities.yaml:{place}")


def test_a_missing_folder(run, tmp_path):
    result = run(["who", "IGPR", "--plan", str(tmp_path / "nowhere")])
    message = f"there is no folder {tmp_path}/nowhere; name the folder that holds activities.yaml with --plan DIR"
    assert (result.exit_code, result.stdout, result.stderr) == (3, "", f"anitp: error: {message}\n")


def test_a_folder_without_a_plan(run, tmp_path):
    result = run(["due", "--plan", str(tmp_path)])
    assert result.exit_code == 3
    assert result.stderr.endswith(
        "cannot be read: No such file or directory; a plan's folder holds abbreviations.yaml\n"
    )


def test_the_environment_names_a_plan_too(run, monkeypatch):
    monkeypatch.setenv("ANITP_PLAN", str(DATA / "small"))
    assert run("show 1.1.1").stdout.splitlines()[1].split() == ["activity", "1.1.1"]


def test_a_directory_in_place_of_a_file(run, plan_folder):
    (plan_folder / "institutions.yaml").unlink()
    (plan_folder / "institutions.yaml").mkdir()
    result = run(["due", "--plan", str(plan_folder)])
    assert result.exit_code == 3
    assert "institutions.yaml:1:1: not a regular file" in result.stderr
