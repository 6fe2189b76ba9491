"""The JSON Schemas: what is shipped is what the loader's shapes say, and a public checker agrees with the loader."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import DATA, ROOT

from anitp_cli.jsonschema import FILES

SHAPE_RULES = {"type-wrong", "field-unknown", "field-missing", "text-empty", "list-empty", "form-wrong"}
WRONG = [DATA / "rules" / rule / "wrong" for rule in sorted(SHAPE_RULES)]


def public_checker(name, file):
    command = Path(sys.executable).with_name("check-jsonschema")
    schema = ROOT / "schema" / f"{name}.schema.json"
    return subprocess.run([command, "--schemafile", schema, file], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", FILES)
def test_the_shipped_schema_is_the_printed_one(name, run):
    assert run(["schema", name]).stdout == (ROOT / "schema" / f"{name}.schema.json").read_text(encoding="utf-8")


def test_it_is_written_to_a_file_of_json_and_to_no_other(run, tmp_path):
    for name in ("plan.schema.json", "schema"):
        assert run(["schema", "evidence", "-o", str(tmp_path / name)]).exit_code == 0
        assert (tmp_path / name).read_text(encoding="utf-8") == run("schema evidence").stdout
    for name in ("activities.yaml", "schema.txt", "schema.jsonl"):
        path = tmp_path / name
        path.write_text("x")
        result = run(["schema", "evidence", "-o", str(path)])
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == f'anitp: error: no format goes with "{path.suffix}"; name it .json\n'
        assert path.read_text() == "x"


PLAN = [*(ROOT / "plan").glob("*.yaml"), *(ROOT / "plan" / "evidence").glob("*.yaml")]


def kind_of(path):
    return "evidence" if path.parent.name == "evidence" else path.stem


@pytest.mark.parametrize("path", PLAN, ids=lambda path: path.stem)
def test_the_first_line_of_each_file_points_to_its_schema(path):
    first = path.read_text(encoding="utf-8").splitlines()[0]
    mark, _, schema = first.partition("$schema=")
    assert mark == "# yaml-language-server: "
    assert json.loads((path.parent / schema).read_text(encoding="utf-8"))["title"].startswith(kind_of(path))


@pytest.mark.parametrize("path", PLAN, ids=lambda path: path.stem)
def test_a_public_checker_accepts_the_plan(path):
    done = public_checker(kind_of(path), path)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


@pytest.mark.parametrize("folder", WRONG, ids=lambda folder: folder.parent.name)
def test_a_public_checker_refuses_what_the_loader_refuses(folder):
    assert folder.is_dir()
    done = [public_checker(kind_of(file), file) for file in folder.rglob("*.yaml")]
    assert {one.returncode for one in done} == {1}, [one.stdout for one in done]


def test_an_unknown_file_is_a_wrong_call(run):
    result = run("schema activites")
    assert result.exit_code == 2
    assert result.stderr == (
        'anitp: error: FILE knows no "activites"; did you mean activities? '
        "it takes one of activities, abbreviations, institutions, evidence\n"
    )


def test_writing_a_schema(run, tmp_path):
    assert run(["schema", "institutions", "-o", str(tmp_path / "s.json")]).exit_code == 0
    assert json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))["type"] == "object"
