"""`anitp export DIR`: what the tables hold, held against what the other commands say, and how they are written."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
from collections import defaultdict

import pytest
from conftest import DATA, ROOT
from exported import items, package_of, plan_that_repeats, read_folder, reported_plan

from anitp_cli.model import fingerprint

NULL = ""


@pytest.fixture
def reported(tmp_path):
    return reported_plan(tmp_path)


@pytest.fixture
def tables(run, reported, tmp_path):
    """The tables of a plan with evidence of every kind."""
    assert run(["export", str(tmp_path / "out"), "--plan", str(reported)]).exit_code == 0
    return read_folder(tmp_path / "out")


def as_cell(value):
    if value is None:
        return NULL
    return str(value).lower() if isinstance(value, bool) else str(value)


def as_cells(item, *keys):
    return tuple(as_cell(item[key]) for key in keys)


def lists(rows, owner, text):
    """The texts of each owner in the order of their positions, which count from 1."""
    found = defaultdict(list)
    for row in sorted(rows, key=lambda row: int(row["position"])):
        found[row[owner]].append(row[text])
        assert len(found[row[owner]]) == int(row["position"])
    return found


def test_what_an_export_says_of_itself(run, tmp_path):
    folder = tmp_path / "out"
    result = run(["export", str(folder)])
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == (
        f"{folder}: 60 activities, 145 deadlines, 354 roles, 4 records of evidence, as of 2019-07-01\n"
    )
    files = {path.name for path in folder.iterdir()}
    assert files == {"datapackage.json", *(one["path"] for one in package_of(folder)["resources"])}


def test_the_activities_are_those_of_list(run, tables, reported):
    indicators, resources = (lists(tables[name], "activity", "text") for name in ("indicators", "resources"))
    terms = lists(tables["terms"], "activity", "text")
    printed = {
        role: lists([row for row in tables["role_items"] if row["role"] == role], "activity", "text")
        for role in ("responsible", "partner")
    }
    listed = items(run, "list", "--plan", reported)
    assert [row["id"] for row in tables["activities"]] == [one["id"] for one in listed]
    assert [int(row["position"]) for row in tables["activities"]] == list(range(1, 61))
    for row, one in zip(tables["activities"], listed, strict=True):
        assert tuple(row[key] for key in ("objective", "general_objective", "title", "citation")) == as_cells(
            one, "objective", "general_objective", "title", "citation"
        )
        assert row["state"] == as_cell(one["state"])
        assert indicators[row["id"]] == one["indicators"]
        assert resources[row["id"]] == one["resources"]
        assert terms[row["id"]] == one["terms"]
        assert printed["responsible"][row["id"]] == one["responsible"]
        assert printed["partner"][row["id"]] == one["partners"]


def test_the_occurrences_are_those_of_list_and_due(run, tables, reported):
    keys = ("id", "kind", "start", "due", "partial", "state", "reported_state")
    listed = [
        (*as_cells(one, *keys), one["text"])
        for row in items(run, "list", "--plan", reported)
        for one in row["deadlines"]
    ]
    assert [tuple(row[key] for key in (*keys, "term")) for row in tables["occurrences"]] == listed
    assert len(listed) == 145
    due = items(run, "due", "--recurring", "--all", "--from", "1900", "--plan", reported)
    late = {row["id"]: row["days_overdue"] for row in tables["occurrences"] if row["due"]}
    assert late == {one["id"]: str(one["days_overdue"]) for one in due}
    assert {row["as_of"] for row in tables["occurrences"]} == {"2019-07-01"}
    states = {row["state"] for row in tables["occurrences"]}
    assert states == {"met", "met-late", "partial", "not-done", "overdue", "upcoming", "permanent"}
    assert any(row["state"] != row["reported_state"] for row in tables["occurrences"])


def test_a_deadline_leads_to_its_term(tables):
    terms = {(row["activity"], row["position"]): row for row in tables["terms"]}
    for row in tables["occurrences"]:
        assert terms[row["activity"], row["term_position"]]["text"] == row["term"]
    assert {row["term_position"] for row in tables["occurrences"] if row["activity"] == "2.3.1"} == {"1", "2"}
    assert {row["known"] for row in tables["terms"]} == {"true"}


def test_the_roles_are_those_of_who(run, tables, plan):
    roles = defaultdict(list)
    for row in tables["roles"]:
        roles[row["institution"]].append((row["activity"], row["role"], row["item"], row["through"]))
    for institution in plan.institutions:
        named = items(run, "who", institution.code)
        assert sorted(roles[institution.code]) == sorted(
            as_cells(one, "activity", "role", "item", "through") for one in named
        )
    keys = [(row["activity"], row["role"], row["institution"]) for row in tables["roles"]]
    assert len(keys) == len(set(keys)) == 354


def test_an_institution_that_a_cell_names_more_than_once_has_a_role_for_each(run, tmp_path):
    run(["export", str(tmp_path / "out"), "--plan", str(plan_that_repeats(tmp_path))])
    keys = ("role", "item_position", "position", "institution", "through", "item")
    roles = read_folder(tmp_path / "out")["roles"]
    assert [tuple(row[key] for key in keys) for row in roles if row["activity"] == "1.1.1"] == [
        ("responsible", "1", "1", "MAI", "", "MAI - IGPR"),
        ("responsible", "1", "2", "IGPR", "MAI", "MAI - IGPR"),
        ("responsible", "2", "1", "IGPR", "", "IGPR"),
        ("responsible", "3", "1", "IGPR", "", "IGPR"),
        ("partner", "1", "1", "IGPR", "", "IGPR"),
    ]


def test_every_item_of_a_cell_stands_there_also_one_that_names_nobody(tables):
    named = {(row["activity"], row["role"], row["item_position"]): row["item"] for row in tables["roles"]}
    nobody = []
    for row in tables["role_items"]:
        key = (row["activity"], row["role"], row["position"])
        if key in named:
            assert named.pop(key) == row["text"]
        else:
            nobody.append(row["text"])
    assert named == {}
    assert set(nobody) == {"Grup de lucru constituit:"}


def test_the_institutions_are_those_of_who(run, tables, plan):
    known = items(run, "who")
    assert [(row["code"], row["name"]) for row in tables["institutions"]] == [
        (one["code"], one["name"]) for one in known
    ]
    parents = defaultdict(set)
    for row in tables["institution_parents"]:
        parents[row["institution"]].add(row["parent"])
    assert parents == {one["code"]: set(one["part_of"]) for one in known if one["part_of"]}
    stated = {(row["institution"], row["parent"], row["stated_by"]) for row in tables["institution_parents"]}
    assert len(stated) == sum(len(parent.stated_by) for one in plan.institutions for parent in one.part_of) == 36
    assert {(row["institution"], row["alias"]) for row in tables["institution_aliases"]} == {
        ("ANPDCA", "ANDPCA"),
        ("ONG", "ONG-uri"),
        ("Consiliile locale", "consilii locale"),
    }


def test_the_abbreviations_are_those_of_expand(run, tables):
    listed = [one for one in items(run, "expand") if one["source"] == "abbreviations"]
    assert [tuple(row[key] for key in ("code", "expansion", "used")) for row in tables["abbreviations"]] == [
        as_cells(one, "code", "expansion", "used") for one in listed
    ]
    assert len(listed) == 48


def test_the_evidence_is_that_of_evidence_list(run, tables, reported):
    listed = items(run, "evidence", "list", "--plan", reported)
    own = ("id", "activity", "occurrence", "period", "kind", "state", "title", "note", "assesses")
    renamed = {"institution": "by", "first_day": "start", "last_day": "end"}
    rows = {row["id"]: row for row in tables["evidence"]}
    texts = {
        key: lists(tables[f"evidence_{key}"], "evidence", text)
        for key, text in (("actions", "action"), ("partners", "partner"), ("channels", "channel"))
    }
    assert set(rows) == {one["id"] for one in listed}
    assert len(rows) == 13
    for one in listed:
        row, source = rows[one["id"]], one["source"] or {"title": None, "date": None, "link": None}
        assert tuple(row[key] for key in own) == as_cells(one, *own)
        assert tuple(row[key] for key in renamed) == as_cells(one, *renamed.values())
        assert (row["source_title"], row["source_date"], row["source_link"]) == as_cells(
            source, "title", "date", "link"
        )
        for key, found in texts.items():
            assert found[one["id"]] == one[key]
        values = [value for value in tables["evidence_values"] if value["evidence"] == one["id"]]
        assert [(value["indicator_position"], value["indicator"], value["value"]) for value in values] == [
            as_cells(value, "place", "indicator", "value") for value in one["values"]
        ]
    assert len(tables["evidence_values"]) == 3


def test_the_plan_is_that_of_plan(run, tables):
    (row,) = tables["plan"]
    (known,) = items(run, "plan")
    assert tuple(row[key] for key in ("id", "title", "issuer", "act", "act_date", "time_zone")) == as_cells(
        known, "id", "title", "issuer", "act", "act_date", "time_zone"
    )
    assert [row[f"gazette{key}"] for key in ("", "_part", "_number", "_date")] == list(known["gazette"].values())
    assert (row["period_start"], row["period_end"]) == (known["period"]["start"], known["period"]["end"])


def test_the_published_text_can_be_put_together_again_to_the_letter(tables):
    """The fingerprints were computed from the act, so one changed letter or order of cells fails here."""

    def cell(name, activity, role=None):
        rows = [row for row in tables[name] if row["activity"] == activity and role in {None, row.get("role")}]
        return "".join(row["text"] for row in sorted(rows, key=lambda row: int(row["position"])))

    for row in tables["activities"]:
        id_ = row["id"]
        printed = (row["title"], cell("indicators", id_), cell("terms", id_))
        printed += ("Responsabili:", cell("role_items", id_, "responsible"))
        printed += ("Parteneri:", cell("role_items", id_, "partner"), cell("resources", id_))
        assert fingerprint("".join(printed)) == row["fingerprint"]
    (plan,) = tables["plan"]
    headings = (f"{row['chapter']}{row['label']}{row['title']}" for row in tables["objectives"])
    assert fingerprint("".join(headings)) == plan["fingerprint"]
    entries = (f"{row['code']}{row['expansion']}" for row in tables["abbreviations"])
    assert fingerprint("".join(entries)) == plan["abbreviations_fingerprint"]


def test_the_description_tells_every_column_and_where_the_plan_was_published(run, tmp_path):
    run(["export", str(tmp_path / "out")])
    package = package_of(tmp_path / "out")
    assert package["name"] == "ro-anitp-2018-2020"
    assert package["sources"] == [{"title": "HG 861/2018, Monitorul Oficial, Partea I, nr. 949 din 9 noiembrie 2018"}]
    assert "2019-07-01" in package["description"]
    for one in package["resources"]:
        header = (tmp_path / "out" / one["path"]).read_bytes().split(b"\r\n", 1)[0].decode()
        assert header.split(",") == [field["name"] for field in one["schema"]["fields"]]
        assert all(field["description"].endswith(".") for field in one["schema"]["fields"])
    ids = [field for one in package["resources"] for field in one["schema"]["fields"] if field["name"] == "activity"]
    assert {field["type"] for field in ids} == {"string"}


def test_the_description_tells_the_terms_that_the_plan_gives(run, tmp_path):
    folder = shutil.copytree(DATA / "small", tmp_path / "plan")
    run(["export", str(tmp_path / "out"), "--plan", str(folder)])
    assert "licenses" not in package_of(tmp_path / "out")
    path = folder / "activities.yaml"
    licence = '  licence:\n    name: "other-pd"\n    title: "Act oficial"\n'
    path.write_text(
        path.read_text(encoding="utf-8").replace("  time_zone:", f"{licence}  time_zone:"), encoding="utf-8"
    )
    run(["export", str(tmp_path / "out"), "--plan", str(folder)])
    assert package_of(tmp_path / "out")["licenses"] == [{"name": "other-pd", "title": "Act oficial"}]


HOSTILE = (
    "=cmd|'/c calc'!A1 <script>alert(\"x\")</script> a,b;c\td 'e' \"\" ` \\ \x00 \x1b[2J \u202e \u2066 \ufeff\u200b",
    "one\r\ntwo\nthree\rfour\x85five\u2028six ",
    '"',
    " ,\r",
    "+1-1@x " + "ăâîșțşţ" * 1_430,  # 10 000 characters
)


def hostile_plan(tmp_path):
    """A small plan whose cells and names hold all that could do harm."""
    folder = shutil.copytree(DATA / "small", tmp_path / "hostile")
    path = folder / "activities.yaml"
    text = path.read_text(encoding="utf-8")
    for harmless, harm in zip(
        ('"Prima activitate"', '"Număr"', '"Plan mic"', '"Primul"', '"Buget IGPR"'), HOSTILE, strict=True
    ):
        assert harmless in text
        text = text.replace(harmless, json.dumps(harm, ensure_ascii=True), 1)
    path.write_text(text, encoding="utf-8")
    return folder


def test_hostile_text_comes_back_to_the_letter(run, tmp_path):
    result = run(["export", str(tmp_path / "out"), "--plan", str(hostile_plan(tmp_path))])
    assert result.exit_code == 0
    tables = read_folder(tmp_path / "out")
    found = (
        tables["activities"][0]["title"],
        tables["indicators"][0]["text"],
        tables["plan"][0]["title"],
        tables["objectives"][0]["title"],
        tables["resources"][0]["text"],
    )
    assert found == HOSTILE
    assert package_of(tmp_path / "out")["title"] == HOSTILE[2]
    assert [len(tables[name]) for name in ("activities", "objectives", "roles")] == [2, 2, 4]


@pytest.mark.parametrize("words", [[], ["--excel"]], ids=["plain", "excel"])
def test_the_same_bytes_in_any_place_and_language(program, run, reported, tmp_path, words):
    run(["export", str(tmp_path / "out"), "--plan", str(reported), *words])
    expected = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "TZ"))}
    for number, settings in enumerate(
        (
            {},
            {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "7"},
            {"LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "8"},
        )
    ):
        elsewhere = tmp_path / str(number)
        elsewhere.mkdir()
        command = [program, "export", "data", "--plan", str(reported), *words]
        subprocess.run(command, env={**bare, **settings}, cwd=elsewhere, check=True, capture_output=True)
        assert {path.name: path.read_bytes() for path in (elsewhere / "data").iterdir()} == expected


def test_today_decides_only_the_states(run, tmp_path):
    run(["export", str(tmp_path / "a")])
    run(["export", str(tmp_path / "b"), "--today", "2021-01-01"])
    a, b = read_folder(tmp_path / "a"), read_folder(tmp_path / "b")
    assert {name for name in a if a[name] != b[name]} == {"activities", "occurrences"}
    (due,) = (row for row in b["occurrences"] if row["id"] == "2.1.1@2019-06")
    assert (due["state"], due["days_overdue"], due["as_of"]) == ("overdue", "551", "2021-01-01")


def test_a_folder_keeps_what_is_not_of_the_export(run, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    (folder / "roles.csv").write_text("old", encoding="utf-8")
    (folder / "roles.csv").chmod(0o640)
    assert run(["export", str(folder)]).exit_code == 0
    assert (folder / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert (folder / "roles.csv").read_bytes().startswith(b"activity,role,")
    assert (folder / "roles.csv").stat().st_mode & 0o777 == 0o640
    assert {path.suffix for path in folder.iterdir()} == {".csv", ".json", ".txt"}


def content_of(folder):
    return {path.name: path.read_bytes() if path.is_file() else None for path in folder.iterdir()}


@pytest.mark.parametrize("target", ["new", "old", "new.sqlite", "old.sqlite"])
def test_a_full_disk_leaves_everything_as_it_was(program, tmp_path, target):
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "roles.csv").write_text("old", encoding="utf-8")
    (tmp_path / "old.sqlite").write_text("old", encoding="utf-8")
    before = content_of(tmp_path), content_of(tmp_path / "old")
    result = subprocess.run(
        [program, "export", target],
        cwd=tmp_path,
        # Python itself would leave half of a module behind
        env={**os.environ, "ANITP_TODAY": "2019-07-01", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
    )
    assert (result.returncode, result.stdout) == (3, "")
    assert result.stderr.startswith("anitp: error: ")
    assert result.stderr.endswith(" cannot be written: File too large\n")
    assert (content_of(tmp_path), content_of(tmp_path / "old")) == before


def test_a_place_that_cannot_be_written_is_told_and_left_as_it_was(run, tmp_path):
    file = tmp_path / "file"
    file.write_text("mine", encoding="utf-8")
    (tmp_path / "out" / "terms.csv").mkdir(parents=True)
    nowhere = tmp_path / "nowhere" / "out"
    for target, message in {
        "/proc/anitp": "/proc/anitp cannot be written: No such file or directory",
        "/proc/anitp.db": "/proc/anitp.db cannot be written: No such file or directory",
        str(nowhere): f"{nowhere} cannot be written: No such file or directory",
        str(file): f"{file} cannot be written: it is no folder",
        "/dev/null": "/dev/null cannot be written: it is no folder",
        "a" * 300: f"{'a' * 300} cannot be written: File name too long",
        f"{'a' * 300}.db": f"{'a' * 300}.db cannot be written: File name too long",
        str(tmp_path / "out"): f"{tmp_path}/out/terms.csv cannot be written: it is no file",
    }.items():
        result = run(["export", target])
        assert (result.exit_code, result.stdout, result.stderr) == (3, "", f"anitp: error: {message}\n")
    assert file.read_text(encoding="utf-8") == "mine"
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["terms.csv"]


def test_a_wrong_call_writes_nothing(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for words, message in {
        "plan.csv": 'export writes a folder or a database; name it like data or plan.sqlite, not "plan.csv"',
        "-": 'export writes a folder or a database; name it like data or plan.sqlite, not "-"',
        "''": 'export writes a folder or a database; name it like data or plan.sqlite, not ""',
        "plan.db --excel": "--excel is for a folder of CSV files; a database needs no other form for Excel",
        "data --plan nowhere": None,
        "data --today soon": None,
    }.items():
        result = run(f"export {words}")
        assert result.exit_code == (3 if "nowhere" in words else 2)
        if message:
            assert result.stderr == f"anitp: error: {message}\n"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_may_have_any_name_that_it_has_already(run, tmp_path):
    for name in ("plan.csv", "plan.db", "v1.2"):
        if name != "v1.2":
            (tmp_path / name).mkdir()
        assert run(["export", str(tmp_path / name)]).exit_code == 0
        assert len(read_folder(tmp_path / name)) == 18


def test_a_plan_with_mistakes_is_not_exported(run, tmp_path):
    folder = shutil.copytree(ROOT / "plan", tmp_path / "plan")
    path = folder / "institutions.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace('- code: "IGPR"', '- code: "IGPX"'), encoding="utf-8")
    result = run(["export", str(tmp_path / "out"), "--plan", str(folder)])
    assert result.exit_code == 3
    assert not (tmp_path / "out").exists()
