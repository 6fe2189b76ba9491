"""`anitp status`: each deadline in its place once, totals that lead to their ids, a matrix that fits its screen."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from conftest import DATA, ROOT

from anitp_cli.loading import load_plan, open_plan
from anitp_cli.model import Interval, fingerprint
from anitp_cli.query import Selection
from anitp_cli.states import Register
from anitp_cli.status import GROUPINGS, status
from anitp_cli.text import width
from anitp_cli.views.matrix import draw

SIGNS = {"●": "met", "◆": "met-late", "◐": "partial", "✗": "not-done", "!": "overdue", "·": "upcoming"}
CALLS = [
    "",
    "--year 2019",
    "--year 2018 --by institution",
    "--objective 2.1 --by institution",
    "--who IGPR --year 2019 --objective 2 --by objective",
    "--who MAI --year 2018",
    "--who 'Instituția prefectului'",
    "--today 2020-02-29 --year 2020",
]


@pytest.fixture
def reported(tmp_path, monkeypatch):
    """The plan with what IGPR reported, and what ANR assessed of it, for every command that is typed."""
    folder = shutil.copytree(ROOT / "plan", tmp_path / "plan")
    shutil.copytree(DATA / "status" / "evidence", folder / "evidence", dirs_exist_ok=True)
    monkeypatch.setenv("ANITP_PLAN", str(folder))
    return folder


@pytest.fixture
def small(tmp_path):
    """A copy of the small plan with some words replaced by others."""

    def small(*edits):
        folder = shutil.copytree(DATA / "small", tmp_path / "plan")
        path = folder / "activities.yaml"
        text = path.read_text(encoding="utf-8")
        for old, new in edits:
            assert old in text
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
        return str(folder)

    return small


def items(result):
    return json.loads(result.stdout)["items"]


def cells(item):
    """Each id in the cells of an item, with the period and the state of its cell."""
    return [(id_, period, state) for period in item["periods"] for state in SIGNS.values() for id_ in period[state]]


@pytest.mark.parametrize("year", ["", "--year 2018", "--year 2019", "--year 2020"])
@pytest.mark.parametrize("by", ["activity", "objective"])
def test_each_deadline_of_the_period_stands_in_one_cell_of_one_group(run, reported, by, year):
    assert reported
    deadlines = items(run("due --all --format json"))
    expected = Counter()
    for one in deadlines:
        key = one["activity"] if by == "activity" else one["activity"].rpartition(".")[0]
        if one["due"] and year.removeprefix("--year ") in one["due"]:
            quarter = f"{one['due'][:4]}-T{(int(one['due'][5:7]) + 2) // 3}"
            expected[key, quarter, one["state"], one["id"]] += 1
    found = Counter(
        (item["key"], period["period"], state, id_)
        for item in items(run(f"status --by {by} {year} --format json"))
        for id_, period, state in cells(item)
    )
    assert found == expected
    assert found.total() == (126 if not year else {"2018": 27, "2019": 54, "2020": 45}[year[-4:]])


@pytest.mark.parametrize("by", GROUPINGS)
def test_the_totals_of_a_group_are_its_cells(run, reported, by):
    assert reported
    for item in items(run(f"status --by {by} --format json")):
        placed = Counter((state, id_) for id_, _, state in cells(item))
        assert placed == Counter((state, id_) for state in SIGNS.values() for id_ in item[state])


def test_a_deadline_that_several_owe_stands_with_each_and_is_counted_once(run):
    by_institution = {item["key"]: item for item in items(run("status --by institution --format json"))}
    owed = {key for key, item in by_institution.items() if "3.1.2@2019-02" in item["overdue"]}
    assert owed == {"IGPF", "IGPR"}
    everything = run("status --by institution --format ids").stdout.split()
    assert sorted(everything) == sorted(run("due --all --format ids").stdout.split())
    every_item = {id_ for item in by_institution.values() for id_, _, _ in cells(item)}
    assert every_item == {id_ for id_ in everything if not id_.endswith("@permanent")}


def test_an_institution_that_acts_through_its_units_owes_nothing_itself(run):
    by_institution = {item["key"]: item for item in items(run("status --by institution --format json"))}
    assert by_institution["IGPR"]["overdue"][0] == "2.1.2@2018-T4"
    assert "MAI" not in by_institution
    assert items(run("status --who MAI --format json"))


@pytest.mark.parametrize("call", CALLS)
def test_each_total_comes_with_the_command_that_lists_it(run, reported, call):
    typed = f"{call} --plan {reported}"
    answer = items(run(f"status {typed} --format json"))
    lines = run(f"status {typed}").stderr.splitlines()[1:]
    ids_of = {state: {id_ for item in answer for id_ in item[state]} for state in (*SIGNS.values(), "permanent")}
    said = set()
    for line in lines:
        total, _, command = line.partition(": anitp ")
        state = shlex.split(command)[shlex.split(command).index("--state") + 1]
        listed = run(f"{command} --format ids").stdout.split()
        assert set(listed) == ids_of[state]
        assert sum(map(int, re.findall(r"\d+", total))) == len(listed)
        said.add(state)
    assert said == {state for state, ids in ids_of.items() if ids}


def test_the_rows_of_people_add_up(run, reported):
    assert reported
    lines = run("status --by objective --format md").stdout.splitlines()
    heads, *rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines if "---" not in line)
    sums = Counter()
    for row in rows:
        marks = [
            Counter({sign: int(number or 1) for number, sign in re.findall(r"(\d*)([●◆◐✗!·])", cell)})
            for head, cell in zip(heads, row, strict=True)
            if re.fullmatch(r"\d{4}-T\d", head)
        ]
        numbers = {head: int(cell) for head, cell in zip(heads, row, strict=True) if cell.isdecimal()}
        assert sum(marks, Counter()) == {sign: numbers[sign] for sign in SIGNS if sign in numbers}
        if row[0] != "total":
            sums.update(numbers)
    assert rows[-1][0] == "total"
    assert numbers == sums


def test_states_follow_what_is_reported_and_assessed(run, reported):
    before = run("status --who IGPR --year 2019 --plan plan")
    assert before.exit_code == 0
    after = run("status --who IGPR --year 2019")
    assert (after.stdout, after.stderr) != (before.stdout, before.stderr)
    assert reported
    states = Counter()
    for item in items(run("status --who IGPR --year 2019 --format json")):
        for state in (*SIGNS.values(), "permanent", "permanent_with_evidence"):
            states.update({(id_, state): 1 for id_ in item[state]})
    assert {id_: state for id_, state in states if state not in {"overdue", "upcoming"}} == {
        "2.1.1@2019-06": "met",
        "2.1.2@2019-T1": "partial",
        "2.1.2@2019-T2": "not-done",
        "2.1.4@2019-T1": "not-done",
        "3.1.1@2019": "met",
        "3.1.2@2019-02": "met-late",
        "5.3.1@permanent": "permanent_with_evidence",
        "5.5.1@permanent": "permanent",
        "5.5.2@permanent": "permanent",
    }
    assert ("2.1.4@2019-T2", "overdue") in states, "nil is nothing to report, not a deadline met"


def test_evidence_of_a_permanent_term_counts_in_its_own_period(run, reported):
    assert reported
    for year, with_evidence in {"2018": 0, "2019": 1, "2020": 0}.items():
        shown = items(run(f"status --year {year} --format json"))
        assert sum(len(item["permanent"]) for item in shown) == 19
        assert sum(len(item["permanent_with_evidence"]) for item in shown) == with_evidence


@pytest.mark.parametrize(
    ("call", "code"),
    [
        ("--who IGPR --year 2019", 1),
        ("--objective 3.1 --who IGPR --year 2019", 0),
        ("--objective 3.1 --who IGPR", 1),
        ("--objective 2.1 --year 2020", 0),
        ("--who EUROPOL", 0),
    ],
)
def test_the_exit_code_is_a_gate_against_what_is_overdue_or_not_done(run, reported, call, code):
    assert reported
    assert run(f"status {call} --exit-code").exit_code == code
    assert run(f"status {call}").exit_code == 0


def test_not_done_alone_closes_the_gate(run, reported):
    call = "status --objective 3.1 --who IGPR --year 2019 --exit-code"
    path = reported / "evidence" / "IGPR.yaml"
    late = 'state: "done"\n    dates: "2019-03-15"'
    assert run(call).exit_code == 0
    path.write_text(path.read_text(encoding="utf-8").replace(late, 'state: "not-done"'), encoding="utf-8")
    assert run(call).exit_code == 1


@pytest.fixture
def screen(program, reported, terminal):
    """All that `anitp status --by ...` shows on a terminal, on a day on which there is something in every state."""

    def screen(by, columns):
        env = {"ANITP_PLAN": str(reported), "ANITP_TODAY": "2019-10-15"}
        return terminal([program, "status", "--by", by], columns=columns, env=env)

    return screen


@pytest.mark.parametrize("columns", [60, 80, 100, 160])
@pytest.mark.parametrize("by", GROUPINGS)
def test_a_screen(screen, by, columns, request):
    """The screen is compared whole with tests/data/screens; look at the file to see what a user sees."""
    shown = screen(by, columns)
    path = DATA / "screens" / f"status-{by}-{columns}.txt"
    if request.config.getoption("--snapshot-update"):
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")
    assert max(map(width, shown.splitlines())) <= columns


@pytest.mark.parametrize("by", GROUPINGS)
def test_no_screen_is_overrun(reported, by):
    plan = open_plan(reported)
    for period in (plan.period, Interval(date(2019, 1, 1), date(2019, 12, 31))):
        answer = status(Register(plan, date(2019, 10, 15)), Selection(), period, by)
        for columns in range(20, 161):
            assert max(map(width, draw(answer, columns).splitlines())) <= columns


def test_in_a_pipe_each_group_has_one_line_uncut(run, reported):
    assert reported
    for by in GROUPINGS:
        shown = items(run(f"status --by {by} --format json"))
        lines = run(f"status --by {by}").stdout.splitlines()
        assert len(lines) == 2 + len(shown) + 1
        for line, item in zip(lines[2:], shown, strict=False):
            assert line.startswith(item["key"])
            assert line.endswith(f"  {item['title']}")


def test_years_take_the_place_of_quarters_where_there_are_too_many(run, small, monkeypatch):
    folder = small(('start: "2018-11-09"', 'start: "2014-01-01"'))
    assert run(["status", "--plan", folder]).stdout.splitlines()[1].split() == [*["T1", "T2", "T3", "T4"] * 7, "!", "·"]
    monkeypatch.setenv("COLUMNS", "60")
    assert run(["status", "--plan", folder, "--color", "always"]).stdout.splitlines() == [
        "       2014  2015  2016  2017  2018  2019  2020   ! ·",
        "1.1.1                                   !         1",
        "1.1.2     !     !     !     !     !     ·     ·   5 2",
        "total     !     !     !     !     !    !·     ·   6 2",
    ]


def test_totals_stand_alone_where_there_are_too_many_years(run, small, monkeypatch):
    folder = small(('start: "2018-11-09"', 'start: "1921-01-01"'))
    monkeypatch.setenv("COLUMNS", "60")
    assert run(["status", "--plan", folder, "--color", "always"]).stdout.splitlines() == [
        "         ! ·",
        "1.1.1    1    Prima activitate",
        "1.1.2   98 2  A doua activitate",
        "total   99 2",
    ]


def test_a_plan_of_ten_thousand_years_is_asked_about_year_by_year(run, small):
    folder = small(('start: "2018-11-09"', 'start: "0001-01-01"'), ('end: "2020-12-31"', 'end: "9999-12-31"'))
    whole = run(["status", "--plan", folder])
    assert (whole.exit_code, whole.stdout) == (2, "")
    assert whole.stderr == "anitp: error: a plan of 9999 years is too long for a matrix; choose one with --year\n"
    assert run(["status", "--plan", folder, "--year", "2019"]).exit_code == 0


def test_what_has_no_place_is_told(run, small):
    event = "În termen de 6 luni de la intrarea în vigoare"
    folder = small(("Iunie 2019", "Iunie 2035"), ('"Anual"', f'"{event}"'))
    (row,) = (one.printed_row() for one in load_plan(folder)[0].activities if one.id == "1.1.2")
    path = Path(folder) / "activities.yaml"
    before, at, after = path.read_text(encoding="utf-8").partition('- id: "1.1.2"')
    path.write_text(before + at + after.replace("0000000000000000", fingerprint(row)), encoding="utf-8")
    result = run(["status", "--plan", folder])
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.splitlines() == [
        "0 activities: 0 deadlines from 2018-11-09 to 2020-12-31; 1 due date lies outside",
        f'no date can be known of "{event}"; anitp check says why',
    ]


def test_what_nobody_owes_has_a_row_of_its_own(run, small):
    folder = small(('"MAI - IGPR"', '"Grup de lucru:"'))
    path = Path(folder) / "institutions.yaml"
    path.write_text(path.read_text(encoding="utf-8") + 'headings:\n  - "Grup de lucru:"\n', encoding="utf-8")
    shown = items(run(["status", "--plan", folder, "--by", "institution", "--format", "json"]))
    assert [(item["key"], item["title"]) for item in shown][-1] == ("-", "nobody is named")
    assert shown[-1]["overdue"] == ["1.1.1@2019-06"]
