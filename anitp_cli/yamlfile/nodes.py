"""What a YAML file holds once it is read: texts, mappings and sequences that know where they stand."""

from __future__ import annotations

from anitp_cli.errors import Problem
from anitp_cli.model import Printed


class Mapping(dict[Printed, "Node"]):
    """A YAML mapping and the place of its first key; `damaged` once it was found not to fit its shape."""

    __slots__ = ("column", "damaged", "line")

    def __init__(self, line: int, column: int) -> None:
        super().__init__()
        self.line = line
        self.column = column
        self.damaged = False


class Sequence(list["Node"]):
    """A YAML sequence and the place where it starts."""

    __slots__ = ("column", "line")

    def __init__(self, line: int, column: int) -> None:
        super().__init__()
        self.line = line
        self.column = column


Node = Printed | Mapping | Sequence


class Document:
    """What one file holds: its root, or None where it cannot be read, and everything that is wrong with it."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Node | None = None
        self.problems: list[Problem] = []

    def report(self, rule: str, line: int, column: int, message: str, help_: str) -> None:
        """Add an error at a line and a column of this file, both counted from 1."""
        self.problems.append(Problem(rule, "error", self.file, line, column, message, help_))
