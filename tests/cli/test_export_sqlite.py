"""`anitp export FILE.sqlite`: the same tables, what SQLite makes of them, and the questions that are asked of it."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
from contextlib import closing

import pytest
from exported import items, package_of, plan_that_repeats, read_database, read_folder, reported_plan, typed
from test_export import HOSTILE, hostile_plan


@pytest.fixture
def reported(tmp_path):
    return reported_plan(tmp_path)


@pytest.fixture
def database(run, reported, tmp_path):
    """A connection to the database of a plan with evidence of every kind."""
    path = tmp_path / "plan.sqlite"
    assert run(["export", str(path), "--plan", str(reported)]).exit_code == 0
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def test_it_holds_the_tables_of_the_folder_cell_by_cell(run, reported, tmp_path):
    for name in ("data", "plan.db"):
        run(["export", str(tmp_path / name), "--plan", str(reported)])
    folder = tmp_path / "data"
    assert read_database(tmp_path / "plan.db") == typed(read_folder(folder), package_of(folder))


def test_keys_are_declared_as_in_the_folder_and_hold(run, database, tmp_path):
    run(["export", str(tmp_path / "data")])
    for one in package_of(tmp_path / "data")["resources"]:
        columns = database.execute(f"PRAGMA table_info({one['name']})").fetchall()
        key = [row["name"] for row in sorted(columns, key=lambda row: row["pk"]) if row["pk"]]
        assert key == one["schema"]["primaryKey"]
        assert {row["name"] for row in columns if row["notnull"]} == {
            field["name"] for field in one["schema"]["fields"] if field["constraints"]["required"]
        }
        keys = {}
        for row in database.execute(f"PRAGMA foreign_key_list({one['name']})"):
            keys.setdefault(row["id"], (row["table"], []))[1].append((row["from"], row["to"]))
        assert sorted((table, sorted(pairs)) for table, pairs in keys.values()) == sorted(
            (
                foreign["reference"].get("resource", one["name"]),
                sorted(zip(foreign["fields"], foreign["reference"]["fields"], strict=True)),
            )
            for foreign in one["schema"].get("foreignKeys", ())
        )
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert [row[0] for row in database.execute("PRAGMA integrity_check")] == ["ok"]


@pytest.mark.parametrize(
    "mistake",
    [
        "INSERT INTO indicators VALUES ('9.9.9', 1, 'x')",
        "UPDATE occurrences SET state = 'late'",
        "UPDATE occurrences SET due = '2019-06-31'",
        "UPDATE occurrences SET partial = 2",
        "UPDATE activities SET title = NULL",
        "DELETE FROM institutions WHERE code = 'IGPR'",
    ],
)
def test_a_mistake_is_refused_by_the_database_itself(database, mistake):
    database.execute("PRAGMA foreign_keys = ON")
    with pytest.raises(sqlite3.IntegrityError):
        database.execute(mistake)


def test_the_view_of_what_is_due_is_due_for_every_institution(run, database, plan, reported):
    keys = ("due", "state", "days_overdue", "kind", "term", "title")
    for institution in plan.institutions:
        due = items(run, "due", "--who", institution.code, "--recurring", "--from", "1900", "--plan", reported)
        seen = database.execute(
            f"SELECT DISTINCT occurrence, {', '.join(keys)} FROM due_by_institution "  # noqa: S608
            "WHERE institution = ? AND due IS NOT NULL",
            (institution.code,),
        )
        assert list(map(tuple, seen)) == [(one["id"], *(one[key] for key in keys)) for one in due]


def test_what_is_due_stands_there_once_however_often_a_cell_names_its_institution(run, tmp_path):
    run(["export", str(tmp_path / "plan.db"), "--plan", str(plan_that_repeats(tmp_path))])
    with closing(sqlite3.connect(tmp_path / "plan.db")) as connection:
        query = "SELECT role, due, state FROM due_by_institution WHERE institution = 'IGPR' AND kind = 'fixed'"
        assert sorted(connection.execute(query)) == [
            ("partner", "2019-06-30", "overdue"),
            ("responsible", "2019-06-30", "overdue"),
        ]
        query = "SELECT responsible, partner, overdue FROM institutions_counted WHERE code = 'IGPR'"
        assert connection.execute(query).fetchone() == (2, 1, 2)


def test_the_view_of_the_institutions_is_who(run, database, reported):
    seen = [dict(row) for row in database.execute("SELECT * FROM institutions_counted")]
    assert seen == [
        {key: one[key] for key in ("code", "name", "responsible", "partner", "overdue")}
        for one in items(run, "who", "--plan", reported)
    ]


def test_the_view_of_the_objectives_counts_every_deadline_once(database):
    seen = database.execute(
        "SELECT sum(deadlines) AS deadlines, count(DISTINCT objective) AS objectives FROM states_by_objective"
    )
    assert dict(seen.fetchone()) == {"deadlines": 145, "objectives": 19}
    seen = database.execute("SELECT state, deadlines FROM states_by_objective WHERE objective = '3.1'")
    assert dict(map(tuple, seen)) == {"met-late": 1, "overdue": 5, "upcoming": 10}


def found(database, words):
    query = "SELECT activity FROM activities_fts WHERE activities_fts MATCH ? ORDER BY rowid"
    return [row["activity"] for row in database.execute(query, (words,))]


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("minori", "minori*"),
        ("MINORI", "minori*"),
        ("ANOFM", "anofm"),
        ("politistilor", "POLIȚIȘTILOR"),
        ("poliţişti", "polițiști*"),
        ("polițiști", "politisti*"),
        ("iunie 2019", "iunie 2019"),
        ("asistenta protectie", "asistenta* protectie*"),
        ("'formare continua'", '"formare continua"'),
        ("consilii judetene", "Consilii Județene"),
        ("învățământ", "INVATAMANT*"),
        ("finantare externa", "finanțare externă"),
    ],
)
def test_a_search_finds_what_list_finds_with_and_without_diacritics(run, database, typed, asked):
    listed = run(f"list {typed} --format ids").stdout.split()
    assert found(database, asked) == listed
    assert listed


def test_a_search_takes_whole_words_where_list_takes_parts(run, database):
    """The one difference: "list" finds letters inside a word; a word of a search may end in * and no more."""
    assert found(database, "judet") == []
    assert found(database, "judet*") != []
    assert found(database, "formare") != run("list formare --format ids").stdout.split()  # transFORMAREa, inFORMARE


@pytest.mark.parametrize(
    "letters", ["ăâîșț", "ĂÂÎȘȚ", "ăâîşţ", "aaist", "AAIST", "a\u0306a\u0302i\u0302s\u0326t\u0326"]
)
def test_every_romanian_letter_is_found_in_every_spelling(run, tmp_path, letters):
    path = tmp_path / "hostile.sqlite"
    folder = hostile_plan(tmp_path)
    text = (folder / "activities.yaml").read_text(encoding="utf-8")
    (folder / "activities.yaml").write_text(text.replace("A doua activitate", f"A {letters} doua"), encoding="utf-8")
    run(["export", str(path), "--plan", str(folder)])
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        for asked in ("ăâîșț", "ĂÂÎŞŢ", "aaist"):
            assert found(connection, asked) == ["1.1.2"]


def test_hostile_text_comes_back_to_the_letter(run, tmp_path):
    path = tmp_path / "plan.sqlite"
    assert run(["export", str(path), "--plan", str(hostile_plan(tmp_path))]).exit_code == 0
    tables = read_database(path)
    assert (
        tables["activities"][0]["title"],
        tables["indicators"][0]["text"],
        tables["plan"][0]["title"],
        tables["objectives"][0]["title"],
        tables["resources"][0]["text"],
    ) == HOSTILE


def test_it_says_what_it_is_and_what_its_columns_mean(database):
    meta = dict(map(tuple, database.execute("SELECT name, value FROM meta")))
    assert meta["as_of"] == "2019-07-01"
    assert meta["schema_version"] == "1"
    assert meta["source"] == "HG 861/2018, Monitorul Oficial, Partea I, nr. 949 din 9 noiembrie 2018"
    sql = database.execute("SELECT sql FROM sqlite_schema WHERE name = 'terms'").fetchone()[0]
    assert "\n  text TEXT NOT NULL, -- The words of the term.\n" in sql
    indexed = {
        (row["name"], column["name"])
        for row in database.execute("SELECT name, tbl_name FROM sqlite_schema WHERE type = 'index'")
        for column in database.execute(f"PRAGMA index_info({row['name']})")
    }
    assert indexed >= {
        ("occurrences_by_due", "due"),
        ("occurrences_by_state", "state"),
        ("roles_by_institution", "institution"),
    }


def test_the_same_bytes_in_any_place_and_language(program, run, reported, tmp_path):
    path = tmp_path / "plan.db"
    run(["export", str(path), "--plan", str(reported)])
    expected = path.read_bytes()
    assert expected.startswith(b"SQLite format 3\x00")
    assert len(expected) == int.from_bytes(expected[28:32]) * 4096  # the pages that the header counts
    assert expected[24:28] == expected[92:96]  # or readers would not trust that count
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "TZ"))}
    for settings in ({}, {"TZ": "Pacific/Auckland", "LC_ALL": "C"}, {"LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "8"}):
        command = [program, "export", "again.db", "--plan", str(reported)]
        subprocess.run(command, env={**bare, **settings}, cwd=tmp_path, check=True, capture_output=True)
        assert (tmp_path / "again.db").read_bytes() == expected


def test_a_database_is_replaced_whole_and_keeps_its_mode(run, tmp_path):
    path = tmp_path / "plan.sqlite"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o640)
    result = run(["export", str(path)])
    assert (result.exit_code, result.stdout) == (0, "")
    assert (
        result.stderr == f"{path}: 60 activities, 145 deadlines, 354 roles, 4 records of evidence, as of 2019-07-01\n"
    )
    assert len(read_database(path)) == 18
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("ending", ["wal", "journal"])
def test_a_database_that_another_program_writes_in_is_left_alone(run, tmp_path, ending):
    """What that program keeps beside it would be played into the new one."""
    path = tmp_path / "plan.sqlite"
    run(["export", str(path)])
    before = path.read_bytes()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA journal_mode = {'wal' if ending == 'wal' else 'delete'}")
        connection.execute("BEGIN")
        connection.execute("UPDATE meta SET value = ''")
        result = run(["export", str(path), "--today", "2020-01-01"])
        connection.execute("ROLLBACK")
    assert result.exit_code == 3
    assert re.fullmatch(
        f"anitp: error: {path} cannot be replaced: another program writes in it or left plan.sqlite-{ending}; "
        "close it first\n",
        result.stderr,
    )
    assert run(["export", str(path)]).exit_code == 0
    assert path.read_bytes() == before


def test_a_python_with_an_old_sqlite_is_told(run, tmp_path, monkeypatch):
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))
    result = run(["export", str(tmp_path / "plan.sqlite")])
    assert result.exit_code == 2
    assert "needs SQLite 3.36.0 or later" in result.stderr
    assert list(tmp_path.iterdir()) == []
