"""`anitp check` of evidence: what follows from what, what it never repeats, and the day that it is checked as of."""

from __future__ import annotations

import json
import shutil

import pytest
from conftest import DATA

RULES = DATA / "rules"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A copy of the plan in which nothing is found, to be broken."""
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    return shutil.copytree(RULES / "base", tmp_path / "plan")


@pytest.fixture
def found(run, folder):
    """Check the folder: file, line, column and rule of everything that is found."""

    def found(*words):
        items = json.loads(run(["check", "--plan", str(folder), "-f", "json", *words]).stdout)["items"]
        return [(item["file"].removeprefix(f"{folder}/"), item["line"], item["column"], item["rule"]) for item in items]

    return found


def change(path, *pairs):
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


def break_evidence(folder, rule):
    shutil.copytree(RULES / rule / "wrong" / "evidence", folder / "evidence", dirs_exist_ok=True)


# The day of the check


def test_the_day_of_the_check_decides_what_is_in_the_future(found, folder):
    assert found("--today", "2019-06-28") == []
    assert found("--today", "2019-06-27") == [("evidence/ANITP.yaml", 28, 14, "evidence-future")]
    assert found("--today", "2019-05-05") == [
        ("evidence/ANITP.yaml", 24, 13, "evidence-future"),
        ("evidence/ANITP.yaml", 28, 14, "evidence-future"),
    ]
    change(folder / "evidence" / "ANITP.yaml", ('"2019-05-06"', '"2019-05-06..2019-06-30"'))
    assert found("--today", "2019-06-28") == []  # what is not said to be done may go on
    change(folder / "evidence" / "ANITP.yaml", ('state: "partial"', 'state: "done"'))
    assert found("--today", "2019-06-28") == [("evidence/ANITP.yaml", 24, 13, "evidence-future")]


def test_an_unknown_time_zone_is_told_and_leaves_only_the_future_unknown(found, folder, monkeypatch):
    monkeypatch.delenv("ANITP_TODAY")
    break_evidence(folder, "evidence-future")
    change(folder / "activities.yaml", ("Europe/Bucharest", "Bucuresti"))
    assert found() == [("activities.yaml", 15, 15, "time-zone")]
    assert [rule for *_, rule in found("--today", "2019-07-01")] == ["time-zone", *["evidence-future"] * 4]


@pytest.mark.parametrize(
    ("dates", "rules"),
    [
        ("2018-12-31", ["evidence-outside"]),
        ("2018-12-31..2019-01-01", []),
        ("2018", ["evidence-outside"]),
        ("2019-T1", []),
    ],
)
def test_work_is_outside_its_period_when_it_was_over_before(dates, rules, found, folder):
    change(folder / "evidence" / "ANITP.yaml", ('"2019-05-06"', f'"{dates}"'))
    assert [rule for *_, rule in found()] == rules


@pytest.mark.parametrize(
    ("dates", "rule"),
    [
        ("2020-12-31..2021-01-04", "evidence-period"),  # it began within the plan: for which deadline?
        ("2021-01-01", "evidence-uncounted"),
        ("2021", "evidence-uncounted"),
    ],
)
def test_work_counts_for_nothing_when_it_began_after_the_plan(dates, rule, found, folder):
    evidence = folder / "evidence" / "ANITP.yaml"
    change(evidence, ('"2019-05-06"', f'"{dates}"'), ('    period: "2019"\n', ""), ('    state: "partial"\n', ""))
    assert [rule for *_, rule in found()] == [rule]


# What follows from what


@pytest.mark.parametrize("rule", [f"evidence-{what}" for what in ("unsourced", "personal", "double", "future")])
def test_evidence_is_looked_at_where_the_rows_cannot_be_read(rule, found, folder):
    break_evidence(folder, rule)
    (folder / "activities.yaml").write_text("plan: [", encoding="utf-8")
    assert {rule for *_, rule in found()} == {"yaml-syntax", rule}


@pytest.mark.parametrize(
    ("old", "new", "rules"),
    [
        ('end: "2020-12-31"', 'end: "2020-31-12"', {"no-such-day"}),
        ('end: "2020-12-31"', 'end: ""', {"text-empty"}),
        ('- "Anual"', '- "Anul"\n              - "Iunie 2019"', {"term-refused", "fingerprint-row"}),
        ('- "Anual"', '- ""\n              - "Iunie 2019"', {"text-empty"}),
        ('terms:\n              - "Anual"', "terms: []", {"list-empty"}),
        ('- "Număr de participanți"', '- ""', {"text-empty"}),
        ('- "ANITP"', '- "ANIPT"', {"institution-unknown", "fingerprint-row"}),
    ],
)
def test_what_cannot_be_read_of_the_plan_does_not_make_its_evidence_wrong(old, new, rules, found, folder):
    change(folder / "activities.yaml", (old, new))
    assert {rule for *_, rule in found("--skip", "role-without-budget,budget-without-role")} == rules


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ('period: "2019"', "period: []", "type-wrong"),
        ('state: "partial"', 'state: "gata"', "form-wrong"),
        ('dates: "2019-05-06"', "dates: {}", "type-wrong"),
        ('dates: "2019-05-06"', 'dates: "06.05.2019"', "evidence-days"),
        ('id: "ANITP-2"', 'id: "ANITP-1"', "evidence-id"),
        ('institution: "ANITP"', 'institution: "ANPIT"', "evidence-file"),
    ],
)
def test_what_cannot_be_read_of_a_record_is_told_once(old, new, rule, found, folder):
    change(folder / "evidence" / "ANITP.yaml", (old, new))
    assert [rule for *_, rule in found()] == [rule]


def test_what_is_after_the_plan_cannot_be_told_where_its_end_cannot_be_read(found, folder):
    break_evidence(folder, "evidence-uncounted")
    change(folder / "activities.yaml", ('end: "2020-12-31"', 'end: "2020-31-12"'))
    assert [rule for *_, rule in found()] == ["no-such-day"]


def test_a_wrong_period_after_the_plan_is_told_once(found, folder):
    change(folder / "evidence" / "ANITP.yaml", ('"2019"', '"2021"'), ('"2019-05-06"', '"2021-05-06"'))
    assert [rule for *_, rule in found("--today", "2022-01-01")] == ["evidence-period"]


def test_two_institutions_may_say_the_same(found, folder):
    text = (folder / "evidence" / "ANITP.yaml").read_text(encoding="utf-8")
    (folder / "evidence" / "ONG.yaml").write_text(text.replace("ANITP", "ONG"), encoding="utf-8")
    assert found() == []


def test_of_two_rows_with_one_id_the_first_is_meant(found, folder):
    change(folder / "activities.yaml", ('id: "1.1.2"', 'id: "1.1.1"'))
    assert {rule for *_, rule in found("--skip", "parent-unstated,parent-unfounded")} == {"id-double"}


# Who reports


@pytest.mark.parametrize(
    ("responsible", "by", "is_stranger"),
    [
        ("IGI", "IGI", False),
        ("IGI", "MAI", False),  # its parent
        ("MAI", "IGI", False),  # a unit of it
        ("MAI - IGI", "IGPR", False),
        ("IGI", "IGPR", True),  # another unit of its parent
        ("MEN", "IGI", True),
    ],
)
def test_who_is_not_of_the_row_is_a_stranger(responsible, by, is_stranger, found, folder):
    change(folder / "activities.yaml", ('- "IGI"\n            partners:', f'- "{responsible}"\n            partners:'))
    evidence = (folder / "evidence" / "ANITP.yaml").read_text(encoding="utf-8").replace("ANITP", by)
    evidence = evidence.replace("1.1.1", "2.1.1").replace('"2018"', '"2018-T4"').replace('"2019"', '"2019-T2"')
    (folder / "evidence" / f"{by}.yaml").write_text(evidence, encoding="utf-8")
    rules = [rule for *_, rule in found("--only", "E03,E04,E10,E15")]
    assert rules == ["evidence-stranger"] * 2 * is_stranger


# What it says


def test_personal_data_is_never_repeated(run, folder):
    break_evidence(folder, "evidence-personal")
    evidence = folder / "evidence" / "ANITP.yaml"
    change(evidence, ("example.org, elevi", "example.org,elevi"), ('"1": "1 ', '"ana@example.org": "1 '))
    for form in ("text", "json", "jsonl", "csv", "github", "sarif"):
        said = run(["check", "--plan", str(folder), "-f", form]).stdout
        for word in ("0722", "1850101990015", "liceul1", "elevi@", "ana@", "021.123", "99 001", "(21) 123"):
            assert word not in said
        for rule in ("E13", "T06", "E08") if form != "csv" else ("evidence-personal", "text-glued"):
            assert rule in said


def test_the_letters_of_evidence_are_looked_at_like_the_plans(found, folder):
    change(
        folder / "evidence" / "ANITP.yaml",
        ("Ochi deschiși", "Ochi deschişi"),
        ('- "MEN"', '- " MEN"'),
        ("Raport ANITP 2018", "Raport\u00a0ANITP 2018"),
        ('"240"', '"(240"'),
    )
    assert found() == [
        ("evidence/ANITP.yaml", 10, 34, "text-cedilla"),
        ("evidence/ANITP.yaml", 13, 33, "text-unbalanced"),
        ("evidence/ANITP.yaml", 15, 10, "text-blanks"),
        ("evidence/ANITP.yaml", 17, 21, "text-no-break"),
    ]
