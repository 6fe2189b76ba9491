"""The tables as an SQLite database: typed, keyed and indexed, with a full-text index and views of common questions."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TYPE_CHECKING, Any

from anitp_cli.errors import UsageError
from anitp_cli.tables import TABLES
from anitp_cli.views.activities import publication

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anitp_cli.states import Register
    from anitp_cli.tables import Column, Table, Type

_OLDEST = (3, 36, 0)  # the first that can give a database as bytes unless it is built otherwise
# The types that SQLite itself has. A STRICT table would hold them too, and could not be opened before SQLite 3.37.
_TYPES: dict[Type, str] = {"string": "TEXT", "integer": "INTEGER", "boolean": "INTEGER", "date": "TEXT"}
_INDEXES = """
CREATE INDEX occurrences_by_due ON occurrences (due);
CREATE INDEX occurrences_by_state ON occurrences (state);
CREATE INDEX occurrences_by_activity ON occurrences (activity);
CREATE INDEX roles_by_institution ON roles (institution, role);
CREATE INDEX activities_by_objective ON activities (objective);
CREATE INDEX evidence_by_activity ON evidence (activity);
CREATE INDEX evidence_by_occurrence ON evidence (occurrence);
"""
_VIEWS = """
CREATE VIEW due_by_institution AS -- what falls due, for each institution that is named with it
SELECT DISTINCT institution, role, due, occurrences.state, days_overdue, occurrences.id AS occurrence, kind, term, title
FROM occurrences
JOIN roles USING (activity)
JOIN activities ON activities.id = activity
ORDER BY due IS NULL, due, activities.position;

CREATE VIEW institutions_counted AS -- for each institution the activities that name it, and what it owes and is overdue
SELECT code, name,
  (SELECT count(DISTINCT activity) FROM roles WHERE institution = code AND role = 'responsible') AS responsible,
  (SELECT count(DISTINCT activity) FROM roles WHERE institution = code AND role = 'partner') AS partner,
  (SELECT count(*) FROM due_by_institution
    WHERE institution = code AND role = 'responsible' AND state = 'overdue') AS overdue
FROM institutions;

CREATE VIEW states_by_objective AS -- how many deadlines of each specific objective are in each state
SELECT objectives.id AS objective, objectives.title, occurrences.state, count(*) AS deadlines
FROM occurrences
JOIN activities ON activities.id = activity
JOIN objectives ON objectives.id = objective
GROUP BY objectives.position, occurrences.state;
"""
_FULL_TEXT = """
CREATE VIRTUAL TABLE activities_fts USING fts5 ( -- the cells of each activity, searched without case and diacritics
  activity UNINDEXED, title, indicators, terms, responsible, partners, resources,
  tokenize = 'unicode61 remove_diacritics 2'
);
"""


def render(register: Register) -> bytes:
    """The database file. The same tables give the same bytes with the same version of SQLite.

    Raises:
        UsageError: the SQLite of this Python is too old.
    """
    if sqlite3.sqlite_version_info < _OLDEST:
        wanted = ".".join(map(str, _OLDEST))
        message = (
            f"this needs SQLite {wanted} or later, and Python has {sqlite3.sqlite_version}; export a folder instead"
        )
        raise UsageError(message)
    connection = sqlite3.connect(":memory:")
    try:
        for table in TABLES:
            _fill(connection, table, register)
        _fill_meta(connection, register)
        connection.executescript(_INDEXES + _VIEWS + _FULL_TEXT)
        connection.executemany("INSERT INTO activities_fts VALUES (?, ?, ?, ?, ?, ?, ?)", _cells(register))
        connection.commit()
        return connection.serialize()
    finally:
        connection.close()


def _fill(connection: sqlite3.Connection, table: Table[Any], register: Register) -> None:
    connection.execute(_definition(table))
    places = ", ".join("?" * len(table.columns))
    rows = (tuple(map(_cell, row)) for row in table.rows(register))
    connection.executemany(f"INSERT INTO {table.name} VALUES ({places})", rows)  # noqa: S608  # a name of our own


def _cell(value: str | int | date | None) -> str | int | None:
    return value.isoformat() if isinstance(value, date) else value


def _definition(table: Table[Any]) -> str:
    """The statement that makes a table; what its comments say of the columns stays in the database."""
    constraints = [f"PRIMARY KEY ({', '.join(table.key)})"]
    for reference in table.references:
        here, there = ", ".join(reference.columns), ", ".join(reference.columns.values())
        constraints.append(f"FOREIGN KEY ({here}) REFERENCES {reference.table} ({there})")
    columns = "".join(f"  {_column(column)}, -- {column.meaning}\n" for column in table.columns)
    return f"CREATE TABLE {table.name} ( -- {table.meaning}\n{columns}  {f',{chr(10)}  '.join(constraints)}\n)"


def _column(column: Column[Any]) -> str:
    parts = [column.name, _TYPES[column.type]]
    if column.required:
        parts.append("NOT NULL")
    if column.type == "boolean":
        parts.append(f"CHECK ({column.name} IN (0, 1))")
    if column.type == "date":
        parts.append(f"CHECK ({column.name} IS date({column.name}, '+0 days'))")
    if column.choices:
        parts.append(f"CHECK ({column.name} IN ({', '.join(map(repr, column.choices))}))")
    return " ".join(parts)


def _cells(register: Register) -> Iterator[tuple[str, ...]]:
    for activity in register.plan.activities:
        terms = tuple(term.text for term in activity.terms)
        lists = (activity.indicators, terms, activity.responsible, activity.partners, activity.resources)
        yield activity.id, activity.title, *map("\n".join, lists)


def _fill_meta(connection: sqlite3.Connection, register: Register) -> None:
    plan = register.plan
    about = {
        "title": plan.title,
        "source": f"{plan.act}, {publication(plan)}",
        **({"licence": plan.licence.title} if plan.licence else {}),
        "as_of": str(register.today),
        "schema_version": "1",
    }
    connection.execute("CREATE TABLE meta (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) -- what this is")
    connection.executemany("INSERT INTO meta VALUES (?, ?)", about.items())
