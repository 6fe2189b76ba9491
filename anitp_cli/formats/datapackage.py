"""The tables as a folder of CSV files (RFC 4180) with a datapackage.json that describes them (Data Package 2.0)."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING, Any

from anitp_cli.formats import excel
from anitp_cli.formats.json import dump
from anitp_cli.tables import TABLES
from anitp_cli.values import NamedTuple
from anitp_cli.views.activities import publication

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from anitp_cli.states import Register
    from anitp_cli.tables import Column, Reference, Table

_PROFILE = "https://datapackage.org/profiles/2.0/{}.json"
_LINE_END = "\r\n"  # as in RFC 4180; and csv only quotes a carriage return in a cell where it ends lines


class Form(NamedTuple):
    """How the CSV files are written: with what between their cells, in which encoding, and what stands for a text."""

    separator: str
    encoding: str
    text_cell: Callable[[str], str]
    about: str


EXACT = Form(",", "utf-8", str, "The texts are exact.")
# In Romanian settings Excel parts cells at semicolons, and without a byte order mark it takes UTF-8 for something else.
# A first line "sep=;" would serve all settings, but where it stands Excel passes over the mark.
FOR_EXCEL = Form(
    ";", "utf-8-sig", excel.text_cell, "Written for Excel: where a text begins with an apostrophe, take one off."
)


def render(register: Register, form: Form) -> dict[str, bytes]:
    """The content of each file by its name."""
    package = dump(_package(register, form), indent=2) + "\n"
    return {
        **{_file(table): _csv(table, register, form) for table in TABLES},
        "datapackage.json": package.encode(),
    }


def _file(table: Table[Any]) -> str:
    return f"{table.name}.csv"


def _csv(table: Table[Any], register: Register, form: Form) -> bytes:
    buffer = StringIO()
    writer = csv.writer(buffer, delimiter=form.separator, lineterminator=_LINE_END)
    writer.writerow(column.name for column in table.columns)
    for row in table.rows(register):
        writer.writerow(form.text_cell(value) if isinstance(value, str) else _cell(value) for value in row)
    return buffer.getvalue().encode(form.encoding)


def _cell(value: int | date | None) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _package(register: Register, form: Form) -> dict[str, Any]:
    plan = register.plan
    return {
        "$schema": _PROFILE.format("datapackage"),
        "name": plan.id,
        "title": plan.title,
        "description": f"{form.about} The states of deadlines are as of {register.today}.",
        **({"licenses": [plan.licence._asdict()]} if plan.licence else {}),
        "sources": [{"title": f"{plan.act}, {publication(plan)}"}],
        "resources": [_resource(table, form) for table in TABLES],
    }


def _resource(table: Table[Any], form: Form) -> dict[str, Any]:
    foreign_keys = [_foreign_key(reference, table) for reference in table.references]
    return {
        "$schema": _PROFILE.format("dataresource"),
        "name": table.name,
        "description": table.meaning,
        "path": _file(table),
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": form.separator, "lineTerminator": _LINE_END},
        "schema": {
            "fields": [_field(column, table) for column in table.columns],
            "primaryKey": list(table.key),
            **({"foreignKeys": foreign_keys} if foreign_keys else {}),
        },
    }


def _field(column: Column[Any], table: Table[Any]) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": column.required}
    if table.key == (column.name,):
        constraints["unique"] = True
    if column.choices:
        constraints["enum"] = list(column.choices)
    return {"name": column.name, "type": column.type, "description": column.meaning, "constraints": constraints}


def _foreign_key(reference: Reference, table: Table[Any]) -> dict[str, Any]:
    """The table itself is not named where it refers to itself."""
    there = {} if reference.table == table.name else {"resource": reference.table}
    return {"fields": list(reference.columns), "reference": {**there, "fields": list(reference.columns.values())}}
