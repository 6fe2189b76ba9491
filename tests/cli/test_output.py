"""Where a result goes: files, terminals, pipes; and what never reaches a terminal."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess

import pytest
from conftest import DATA

HOSTILE = "[red]a[/red]: \\e \x7f =cmd() | `x` \u202e <b> \" ' , ; \t".replace("\t", "").replace("\x7f", "")


def test_a_file_takes_its_format_from_its_ending(run, tmp_path):
    for ending, start in {
        "json": "{",
        "jsonl": '{"activity"',
        "csv": "activity,",
        "md": "| role",
        "txt": "ROLE",
    }.items():
        path = tmp_path / f"igpr.{ending}"
        result = run(["who", "IGPR", "-o", str(path)])
        assert (result.exit_code, result.stdout) == (0, "")
        assert path.read_text(encoding="utf-8").startswith(start)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "igpr.csv",
        "igpr.json",
        "igpr.jsonl",
        "igpr.md",
        "igpr.txt",
    ]


def test_format_wins_over_the_ending(run, tmp_path):
    path = tmp_path / "ids.json"
    run(["who", "ANPS", "-f", "ids", "-o", str(path)])
    assert path.read_text(encoding="utf-8") == "5.2.3\n"


def test_a_file_is_replaced_and_keeps_its_mode(run, tmp_path):
    path = tmp_path / "old.csv"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o640)
    run(["who", "ANPS", "-o", str(path)])
    assert path.read_text(encoding="utf-8").startswith("activity,")
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_file_that_cannot_be_written(run, tmp_path):
    path = tmp_path / "nowhere" / "x.csv"
    result = run(["who", "ANPS", "-o", str(path)])
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == f"anitp: error: {path} cannot be written: No such file or directory\n"


def test_a_picture_in_a_file_is_not_cut_whatever_the_colour(run, tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    path = tmp_path / "timeline.txt"
    run(["timeline", "--objective", "3.3", "--color", "always", "-o", str(path)])
    assert path.read_text(encoding="utf-8") == run("timeline --objective 3.3").stdout


def test_a_dash_is_standard_output(run):
    assert run("who ANPS -f ids -o -").stdout == "5.2.3\n"


def test_text_from_standard_input(run):
    result = run("expand --text -", stdin="ANITP și\tIGPR\r\n\x1b[1m".encode())
    assert result.stdout == (
        "ANITP (Agenția Națională împotriva Traficului de Persoane) și\t"
        "IGPR (Inspectoratul General al Poliției Române)\r\n\\x1b[1m"
    )
    assert run("expand -", stdin=b"UE").stdout == "UE (Uniunea Europeană)"
    assert run("expand -", stdin=b"\xff").exit_code == 2


@pytest.mark.parametrize("columns", [60, 80, 160])
@pytest.mark.parametrize(
    "command", ["due --before 2019-12", "who IGPR", "show 2.1.1", "expand", "who", "list minori", "timeline", "due"]
)
def test_a_terminal_is_never_overrun(program, columns, command, terminal):
    screen = re.sub(r"\x1b\[[0-9;]*m", "", terminal([program, *command.split()], columns=columns))
    assert max(map(len, screen.splitlines())) <= columns
    assert len(screen.splitlines()) > 3


@pytest.mark.parametrize(
    ("command", "path"),
    [
        *(("due --before 2019-12", f"due-{columns}.txt") for columns in (60, 80, 160)),
        *(("who", f"who-all-{columns}.txt") for columns in (20, 40, 60, 80)),
    ],
)
def test_a_screen(program, command, path, request, terminal):
    """The screen is compared whole with tests/data/screens; look at the file to see what a user sees."""
    path = DATA / "screens" / path
    columns = int(path.stem.rpartition("-")[2])
    screen = terminal([program, *command.split()], columns=columns, env={"NO_COLOR": "1"})
    if request.config.getoption("--snapshot-update"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(screen, encoding="utf-8")
    assert screen == path.read_text(encoding="utf-8")


def test_colour(program, terminal):
    command = [program, "who", "ANPS"]
    assert "\x1b[" in terminal(command)
    assert "\x1b[" not in terminal(command, env={"NO_COLOR": "1"})
    assert "\x1b[" not in terminal(command, env={"TERM": "dumb"})
    assert "\x1b[" not in terminal([*command, "--color", "never"])
    assert "\x1b[" in terminal([*command, "--color", "always"], env={"NO_COLOR": "1"})
    assert "\x1b[" not in subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_a_dumb_terminal_is_as_wide_as_any(program, terminal):
    words = [program, "who", "ANPS"]
    assert terminal(words, columns=60, env={"TERM": "dumb"}) == terminal(words, columns=60, env={"NO_COLOR": "1"})


def test_the_width_may_be_given(program, terminal):
    assert max(map(len, terminal([program, "expand"], env={"COLUMNS": "40", "NO_COLOR": "1"}).splitlines())) <= 40


@pytest.fixture
def hostile_plan(tmp_path):
    """A plan whose first title, responsible item and term cell hold all that could do harm."""
    folder = shutil.copytree(DATA / "small", tmp_path / "plan")
    path = folder / "activities.yaml"
    text = path.read_text(encoding="utf-8")
    escaped = json.dumps(HOSTILE + "\x1b[2J\x07\u2028\x9b0m", ensure_ascii=True)
    path.write_text(text.replace('"Prima activitate"', escaped), encoding="utf-8")
    return str(folder)


def test_text_of_the_plan_is_never_markup_nor_control(run, hostile_plan):
    for format_ in ("table", "csv", "tsv", "md", "json", "jsonl", "ids"):
        for command in (["list"], ["show", "1.1.1"], ["due", "--before", "2021"], ["who", "IGPR"]):
            output = run([*command, "--plan", hostile_plan, "--format", format_]).stdout
            assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u202e]", output)
            if format_ in {"table", "csv"}:
                assert "[red]a[/red]: " in output or "list" not in command


def test_json_and_csv_keep_every_character_of_a_hostile_text(run, hostile_plan):
    document = json.loads(run(["list", "--plan", hostile_plan, "-f", "json"]).stdout)
    assert document["items"][0]["title"] == HOSTILE + "\x1b[2J\x07\u2028\x9b0m"
    rows = list(csv.DictReader(io.StringIO(run(["list", "--plan", hostile_plan, "-f", "csv"]).stdout)))
    assert rows[0]["title"] == HOSTILE.replace("\u202e", "\\u202e") + r"\x1b[2J\x07\u2028\x9b0m"


def test_hostile_text_on_a_terminal(program, hostile_plan, terminal):
    screen = terminal([program, "list", "--plan", hostile_plan], columns=160)
    assert r"\x1b[2J\x07" in screen
    assert "[red]a[/red]: " in screen
    assert not re.search("\x1b\\[2J|\x07|\u202e|\x9b", screen)


def test_hostile_arguments(run):
    result = run(["who", "\x1b[2J\u202e"])
    assert result.exit_code == 2
    assert r"\x1b[2J\u202e" in result.stderr
    assert "\x1b" not in result.stderr


def test_json_is_the_contract(run):
    document = json.loads(run("due --before 2019-02 -f json").stdout)
    assert list(document) == ["schema_version", "plan", "today", "query", "count", "items"]
    assert document["count"] == len(document["items"]) == 2
    keys = "id activity title term kind start due partial state days_overdue responsible partners evidence"
    keys += " reported_state assessed_by"
    assert list(document["items"][0]) == keys.split()
    keys = "id objective general_objective title indicators terms responsible partners resources deadlines institutions"
    activity = json.loads(run("show 2.1.1 -f jsonl").stdout)
    assert list(activity) == [*keys.split(), "evidence", "citation", "file", "line", "state"]
    assert list(activity["deadlines"][0]) == [
        *("id", "text", "kind", "start", "due", "partial", "state", "reported_state", "assessed_by")
    ]
    assert list(activity["institutions"][0]) == ["code", "name", "role", "item", "through"]
    naming = json.loads(run("who ANPS -f jsonl").stdout)
    assert list(naming) == ["activity", "title", "institution", "role", "item", "through", "terms", "due", "state"]
    institution = json.loads(run("who -f jsonl").stdout.splitlines()[0])
    assert list(institution) == ["code", "name", "responsible", "partner", "overdue", "part_of"]
    meaning = json.loads(run("expand UE -f jsonl").stdout)
    assert list(meaning) == ["code", "expansion", "used", "source"]


def test_the_line_of_an_activity_is_where_it_stands(run, plan):
    activity = json.loads(run("show 3.6.1 -f jsonl").stdout)
    lines = (plan.folder / activity["file"]).read_text(encoding="utf-8").splitlines()
    assert lines[activity["line"] - 1].strip() == '- id: "3.6.1"'
