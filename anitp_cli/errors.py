"""What can go wrong: problems in the data are values, and a run that fails raises with the exit code for scripts.

Nothing below ``cli/`` exits or prints: it raises one of these, and ``cli/app.py`` turns it into one line on
standard error and the exit code.
"""

from __future__ import annotations

from typing import Literal

from anitp_cli.values import NamedTuple

Severity = Literal["error", "warning", "note"]


class Place(NamedTuple):
    """Where a word stands: a file, and a line and a column that both count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Problem(NamedTuple):
    """Something wrong in the data: what, where, and how to mend it."""

    rule: str
    severity: Severity
    file: str
    line: int
    column: int
    message: str
    help: str
    activity: str | None = None


class AnitpError(Exception):
    """A failure that its user can mend; `message` says what is wrong and how to mend it."""

    exit_code = 70

    def __init__(self, message: str, *, place: Place | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.place = place

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class UsageError(AnitpError):
    """The call is wrong: a bad date, an unknown or ambiguous name or id."""

    exit_code = 2


class PlanError(AnitpError):
    """The plan cannot be found or read."""

    exit_code = 3


class OutputError(AnitpError):
    """The result cannot be written."""

    exit_code = 3
