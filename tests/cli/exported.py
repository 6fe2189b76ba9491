"""What an export holds, read back by other hands: a folder by the csv module, a database by sqlite3."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
from contextlib import closing

from conftest import DATA, ROOT


def reported_plan(tmp_path):
    """A copy of the plan with invented evidence of every state, with values, assessments and all."""
    folder = shutil.copytree(ROOT / "plan", tmp_path / "plan")
    for name in ("calendar", "export"):
        shutil.copytree(DATA / name / "evidence", folder / "evidence", dirs_exist_ok=True)
    return folder


def plan_that_repeats(tmp_path):
    """A small plan of which one row names IGPR four times."""
    folder = shutil.copytree(DATA / "small", tmp_path / "repeats")
    path = folder / "activities.yaml"
    text = path.read_text(encoding="utf-8")
    text = text.replace('- "MAI - IGPR"\n', '- "MAI - IGPR"\n              - "IGPR"\n              - "IGPR"\n')
    path.write_text(text.replace('- "ONG"\n', '- "IGPR"\n'), encoding="utf-8")
    return folder


def read_folder(folder, *, delimiter=",", encoding="utf-8"):
    """The rows of each table of a folder, every cell a text."""
    tables = {}
    for path in folder.glob("*.csv"):
        with path.open(encoding=encoding, newline="") as file:
            tables[path.stem] = list(csv.DictReader(file, delimiter=delimiter, strict=True))
    return tables


def read_database(path):
    """The rows of each table of a database."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        names = [one["name"] for one in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {
            name: [dict(row) for row in connection.execute(f"SELECT * FROM {name}")]  # noqa: S608
            for name in names
            if "_fts" not in name and name != "meta"
        }


def typed(tables, package):
    """The tables of a folder as those of a database: each cell as the package says that it is meant."""
    made = {"string": str, "date": str, "integer": int, "boolean": ("false", "true").index}
    return {
        one["name"]: [
            {
                field["name"]: made[field["type"]](row[field["name"]]) if row[field["name"]] else None
                for field in one["schema"]["fields"]
            }
            for row in tables[one["name"]]
        ]
        for one in package["resources"]
    }


def package_of(folder):
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def items(run, *words):
    """The items of the JSON that a command prints."""
    return json.loads(run([*map(str, words), "--format", "json"]).stdout)["items"]
