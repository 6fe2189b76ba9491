"""The programs for which an export is made: the Frictionless validator, DuckDB and Datasette open it and answer.

They are no part of the development set-up, being large: CONTRIBUTING.md says how to get them.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, TODAY
from exported import items, reported_plan

README = ROOT / "README.md"
SESSION = re.compile(r"(?<=```sh-session\n)(.*?)(?=```)", re.DOTALL)
SEARCHED = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


@pytest.fixture
def tool(tmp_path):
    """Start one of the programs in the folder of the test, with no settings of anybody's."""

    def tool(name, *words, exit_code=0):
        path = shutil.which(name, path=SEARCHED)
        if path is None:
            pytest.skip(f"{name} is not installed: pip install frictionless datasette duckdb-cli")
        env = {"HOME": str(tmp_path), "PATH": SEARCHED, "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
        result = subprocess.run([path, *words], cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
        assert result.returncode == exit_code, result.stderr
        return result.stdout

    return tool


@pytest.fixture
def reported(tmp_path):
    return reported_plan(tmp_path)


@pytest.fixture
def data(run, reported, tmp_path):
    """A folder with the tables of a plan that has evidence of every kind."""
    run(["export", str(tmp_path / "data"), "--plan", str(reported)])
    return tmp_path / "data"


def errors(report):
    return {(task["name"], error["type"]) for task in json.loads(report)["tasks"] for error in task["errors"]}


@pytest.mark.parametrize("words", [[], ["--excel"]], ids=["plain", "excel"])
def test_the_frictionless_validator_accepts_a_folder(run, tool, reported, tmp_path, words):
    run(["export", str(tmp_path / "data"), "--plan", str(reported), *words])
    report = tool("frictionless", "validate", "data/datapackage.json", "--json")
    assert errors(report) == set()
    assert json.loads(report)["stats"]["tasks"] == 18


@pytest.mark.parametrize(
    "mistake",
    [
        ("roles", "partner,MAE,", "partner,NIMENI,", "foreign-key"),
        ("occurrences", "2.1.1@2019-06,2.1.1,1,", "2.1.1@2019-06,2.1.1,9,", "foreign-key"),
        ("evidence", "assesses", "assess", "incorrect-label"),
        ("evidence", "DIICOT-1,,", "DIICOT-9,,", "foreign-key"),
        ("objectives", "2.1,", "2.2,", "primary-key"),
        ("occurrences", "2019-06-30", "2019-06-31", "type-error"),
        ("occurrences", ",met-late,", ",late,", "constraint-error"),
        ("terms", ",Iunie 2019,", ",,", "constraint-error"),
    ],
)
def test_the_validator_would_find_a_mistake(tool, data, mistake):
    file, old, new, error = mistake
    path = data / f"{file}.csv"
    content = path.read_bytes()
    assert old.encode() in content
    path.write_bytes(content.replace(old.encode(), new.encode(), 1))
    found = errors(tool("frictionless", "validate", "data/datapackage.json", "--json", exit_code=1))
    assert (file, error) in found


@pytest.mark.usefixtures("data")
def test_duckdb_counts_in_the_folder_what_who_counts(run, tool, reported):
    answer = tool(
        "duckdb",
        "-json",
        "-c",
        "SELECT institution AS code, count(DISTINCT id) AS overdue FROM 'data/roles.csv' "
        "JOIN 'data/occurrences.csv' USING (activity) WHERE role = 'responsible' AND state = 'overdue' GROUP BY ALL",
    )
    counted = {one["code"]: one["overdue"] for one in items(run, "who", "--plan", reported) if one["overdue"]}
    assert {one["code"]: one["overdue"] for one in json.loads(answer)} == counted
    assert len(counted) > 20


@pytest.mark.usefixtures("data")
def test_duckdb_reads_days_as_days_and_long_texts_whole(tool, plan):
    answer = tool(
        "duckdb",
        "-json",
        "-c",
        "SELECT id, title FROM 'data/activities.csv' "
        "WHERE id IN (SELECT activity FROM 'data/occurrences.csv' WHERE due < DATE '2019-02-01' AND kind = 'fixed')",
    )
    titles = {str(activity.id): str(activity.title) for activity in plan.activities}
    assert json.loads(answer) == [{"id": id_, "title": titles[id_]} for id_ in ("2.2.1", "3.5.1")]


@pytest.fixture
def served(run, reported, tmp_path, tool):
    """What Datasette answers to an address of the database."""
    run(["export", str(tmp_path / "plan.sqlite"), "--plan", str(reported)])
    return lambda address: json.loads(tool("datasette", "plan.sqlite", "--get", f"/plan/{address}"))


def test_datasette_shows_the_view_of_what_is_due(run, served, reported):
    due = items(run, "due", "--who", "IGPR", "--overdue", "--recurring", "--plan", reported)
    rows = served("due_by_institution.json?institution=IGPR&state=overdue&_shape=array&_size=max")
    assert {(one["occurrence"], one["due"], one["days_overdue"]) for one in rows} == {
        (one["id"], one["due"], one["days_overdue"]) for one in due
    }


def test_datasette_searches_without_case_and_diacritics(run, served):
    for words in ("formare+continua", "FORMARE+continuă", "formare+continu%C4%83"):
        rows = served(f"activities_fts.json?_search={words}&_shape=array")
        assert [one["activity"] for one in rows] == run("list 'formare continua' -f ids").stdout.split()


def test_datasette_follows_the_keys(served):
    (row,) = served("occurrences.json?id=2.1.1@2019-06&_labels=on&_shape=array")
    assert row["activity"]["value"] == "2.1.1"


def test_the_readme_shows_what_they_answer(tool, tmp_path, request):
    """Its sessions are played, each command in the folder that the ones before it have written."""
    for name in ("duckdb", "datasette"):
        tool(name, "--version")
    text = README.read_text(encoding="utf-8")
    env = {"HOME": str(tmp_path), "PATH": SEARCHED, "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "ANITP_TODAY": TODAY}

    def played(session):
        typed = [line for line in session[0].splitlines() if line.startswith("$ ")]
        return "".join(f"{line}\n{answer(line[2:])}" for line in typed)

    def answer(command):
        both = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        result = subprocess.run(["bash", "-c", command], cwd=tmp_path, env=env, text=True, check=True, **both)
        return result.stdout.strip() + "\n"

    actual = SESSION.sub(played, text)
    if request.config.getoption("--snapshot-update"):
        README.write_text(actual, encoding="utf-8")
    assert actual == text
    assert {path.name for path in tmp_path.iterdir()} >= {"data", "plan.sqlite"}, "the README shows both exports"
