"""The whole plan as long tables, for people who analyse it: what an export holds, whatever it is written as.

The act's words, our reading of them and what was reported stay apart, as in the plan's files; a row of one table names
rows of others by their ids. Each table is declared once, with the type and meaning of every column.
"""

from __future__ import annotations

from typing import Any

from anitp_cli.tables import names, published, reported
from anitp_cli.tables.shape import Column, Reference, Table, Type

__all__ = ["TABLES", "Column", "Reference", "Table", "Type"]

TABLES: tuple[Table[Any], ...] = (
    published.PLAN,
    published.OBJECTIVES,
    published.ACTIVITIES,
    published.INDICATORS,
    published.TERMS,
    published.ROLE_ITEMS,
    published.RESOURCES,
    published.ABBREVIATIONS,
    names.INSTITUTIONS,
    names.ALIASES,
    names.PARENTS,
    names.ROLES_OF,
    reported.OCCURRENCES,
    reported.EVIDENCE,
    reported.ACTIONS,
    reported.VALUES,
    reported.PARTNERS,
    reported.CHANNELS,
)
