"""The words of the page for what the program calls by words of its own; the report says the states likewise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anitp_cli.views.yearly import STAGES

if TYPE_CHECKING:
    from anitp_cli.model import Kind, Role

STATES = STAGES
UNDATED = "fără dată cunoscută"
"""What stands in place of a state where the terms name no date."""

KINDS: dict[Kind, str] = {
    "fixed": "fix",
    "annual": "anual",
    "semiannual": "semestrial",
    "quarterly": "trimestrial",
    "monthly": "lunar",
    "permanent": "permanent",
}
ROLES: dict[Role, str] = {"responsible": "responsabil", "partner": "partener"}
