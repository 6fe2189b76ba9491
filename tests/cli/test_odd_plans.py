"""Plans that are legal and unusual: each command answers, and says what cannot be known."""

from __future__ import annotations

import json
import shutil

import pytest
from conftest import DATA

from anitp_cli.loading import load_plan
from anitp_cli.model import fingerprint

EVENT = "În termen de 6 luni de la intrarea în vigoare"


@pytest.fixture
def folder(tmp_path):
    """A copy of the small plan, to be changed."""
    return shutil.copytree(DATA / "small", tmp_path / "plan")


def change(folder, old, new, file="activities.yaml"):
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def publish(folder):
    """Give the first row the fingerprint that it would have if it were published so."""
    plan, _ = load_plan(folder)
    change(folder, "0000000000000000", "1111111111111111")  # the plan's own
    change(folder, "0000000000000000", fingerprint(plan.activities[0].printed_row()))


def test_a_published_term_that_hangs_on_an_event_has_no_date_and_stops_nothing(run, folder):
    change(folder, "Iunie 2019", EVENT)
    publish(folder)
    shown = run(["list", "--plan", str(folder), "--format", "jsonl"])
    assert shown.exit_code == 0
    first = json.loads(shown.stdout.splitlines()[0])
    assert (first["terms"], first["deadlines"]) == ([EVENT], [])
    due = run(["due", "--all", "--plan", str(folder), "--format", "ids"])
    assert due.stdout.splitlines() == ["1.1.2@2018", "1.1.2@2019", "1.1.2@2020"]
    assert f'no date can be known of "{EVENT}"; anitp check says why' in due.stderr
    for question in ("timeline", "timeline --format json", "evidence missing --in 2019", "calendar", "list"):
        answer = run([*question.split(), "--plan", str(folder)])
        assert answer.exit_code == 0
        if question == "list":
            assert EVENT in answer.stdout
        else:
            assert answer.stderr.splitlines()[-1] == f'no date can be known of "{EVENT}"; anitp check says why'
    assert f"term         {EVENT}\n" in run(["show", "1.1.1", "--plan", str(folder)]).stdout
    assert "no date" not in run(["timeline", "--who", "IGPR", "--role", "partner", "--plan", str(folder)]).stderr
    named = json.loads(run(["who", "MAI", "--plan", str(folder), "--format", "jsonl"]).stdout)
    assert (named["due"], named["state"]) == (None, None)
    checked = run(["check", "--plan", str(folder), "--only", "term-refused"])
    assert checked.exit_code == 0
    assert "warning[D01 term-refused]" in checked.stdout


QUESTIONS = [
    *("due", "who IGPR", "expand UE", "expand --text UE", "list", "show 1.1.1", "status", "timeline"),
    *("report --year 2019", "calendar", "export tables", "page", "plan", "check", "evidence list", "evidence missing"),
    *("evidence add 1.1.1 --by IGPR --state nil --title x --source x", "evidence import sheet.csv"),
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_plan_without_a_name_is_no_plan(run, folder, monkeypatch, question):
    """An unset variable of a shell, in a folder that holds a plan."""
    monkeypatch.chdir(folder)
    run("report --year 2019 --who IGPR --blank -o sheet.csv --plan .")
    before = sorted(folder.rglob("*"))
    for words in ([*question.split(), "--plan", ""], [*question.split(), "--plan="]):
        result = run(words)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == (
            'anitp: error: --plan needs the name of a folder, not "" (is a variable of the shell unset?); leave --plan '
            "out for the plan that comes with anitp, or write --plan . for the folder that you are in\n"
        )
    assert sorted(folder.rglob("*")) == before


def test_an_empty_anitp_plan_is_none(run, folder, monkeypatch):
    monkeypatch.chdir(folder)
    monkeypatch.setenv("ANITP_PLAN", "")
    assert "2.1.1" in run("list --format ids").stdout


def test_a_rhythm_that_starts_after_the_plan_has_no_deadline(run, folder):
    change(folder, '"Anual"', '"Semestrial până la 31 decembrie 2017"')
    assert run(["who", "IGPR", "--plan", str(folder), "--format", "json"]).exit_code == 0
    assert run(["due", "--all", "--plan", str(folder), "--format", "ids"]).stdout == "1.1.1@2019-06\n"


def test_the_clock_is_not_needed_where_the_day_is_given(run, folder, monkeypatch):
    change(folder, "Europe/Bucharest", "Europe/Nowhere")
    assert run(["due", "--today", "2019-07-01", "--plan", str(folder)]).exit_code == 0
    monkeypatch.delenv("ANITP_TODAY")
    without = run(["due", "--plan", str(folder)])
    assert without.exit_code == 3
    assert "give the day with --today" in without.stderr


@pytest.mark.parametrize(
    ("file", "edit", "error"),
    [
        ("activities.yaml", ('"MAI - IGPR"', '"NUEXISTA:"'), '35:18: "NUEXISTA:" is no institution'),
        ("activities.yaml", ('id: "1.1"', 'id: "2.1"'), "23:14: the objective 2.1 stands under the objective 1"),
        ("activities.yaml", ('id: "1.1.2"', 'id: "1.2.2"'), "40:18: the activity 1.2.2 stands under the objective 1.1"),
        (
            "institutions.yaml",
            ('  - code: "MAI"', '  - code: "MAI"\n  - code: "mai"\n    name: "x"\n    source: "plan"'),
            "7:12",
        ),
        ("institutions.yaml", ('institution: "MAI"', 'institution: "MFP"'), "4:23: IGPR is part of MFP, which is no"),
        ("institutions.yaml", ('kind: "class"', 'aliases: ["IGPR"]'), '8:16: the alias "IGPR" of ONG is also IGPR'),
    ],
)
def test_what_would_make_an_answer_wrong_stops_every_command(run, folder, file, edit, error):
    change(folder, *edit, file)
    for command in (["who", "MAI"], ["due"], ["list"], ["show", "1.1.1"]):
        result = run([*command, "--plan", str(folder)])
        assert (result.exit_code, result.stdout) == (3, "")
        assert f"{file}:{error}" in result.stderr


def test_a_plan_of_ten_thousand_years(run, folder):
    change(folder, 'start: "2018-11-09"', 'start: "0001-01-01"')
    change(folder, 'end: "2020-12-31"', 'end: "9999-12-31"')
    result = run(["timeline", "--plan", str(folder)])
    assert result.exit_code == 2
    assert "too long to draw; choose one with --year" in result.stderr
    assert run(["timeline", "--year", "2019", "--plan", str(folder)]).exit_code == 0


def test_a_deadline_outside_the_picture_is_counted(run, folder):
    change(folder, "Iunie 2019", "Iunie 2035")
    result = run(["timeline", "--plan", str(folder)])
    assert result.stderr.splitlines()[-1] == "1 due date lies outside 2018-11-09 to 2020-12-31"


def test_an_abbreviation_is_explained_or_refused_however_the_rows_are(run, folder):
    """The rows are read only to say of what is not in the list that they print it."""
    (folder / "activities.yaml").write_text("[", encoding="utf-8")
    found = run(["expand", "IGPR", "--plan", str(folder)])
    assert (found.exit_code, found.stderr) == (0, "")
    refused = run(["expand", "JIT", "--plan", str(folder)])
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr == ('anitp: error: the plan has no abbreviation for "JIT"; "anitp expand" lists them all\n')
