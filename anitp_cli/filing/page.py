"""The file of an institution, to which records are appended: not a byte that stands in it is touched."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from anitp_cli.errors import OutputError, Place, PlanError
from anitp_cli.evidence import file_of, stem_of
from anitp_cli.writing import replace
from anitp_cli.yamlfile import Document, read_content
from anitp_cli.yamlfile.lines import write_layout

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from anitp_cli.errors import Problem
    from anitp_cli.yamlfile.lines import Tree

    Record = dict[str, Tree]

_INDENT = 2


class Page:
    """A file as it is, and as it would be with the records of `added`.

    Raises:
        PlanError: it is laid out so that nothing can be appended to it.
    """

    def __init__(self, folder: Path, code: str) -> None:
        self.name = file_of(code)
        self.path = folder / self.name
        self.added: Sequence[Record] = ()
        self._code = code
        self._old = self.path.read_bytes() if self.path.exists() else b""
        self._line_end = "\r\n" if b"\r\n" in self._old else "\n"
        before = self._old or "".join(f"{line}\n" for line in _first_lines(code)).encode()
        self._root = _root(before)
        self._indent = self._root["records"].column - 1 if self._root["records"] else _INDENT
        self._before = before if before.endswith(b"\n") else before + self._line_end.encode()
        self._refuse_unless_read_back([{"id": f"{stem_of(code)}-1"}])

    @property
    def last_number(self) -> int:
        """The highest number of a record that stands in the file, 0 where there is none."""
        return max((int(record["id"].rpartition("-")[2]) for record in self._root["records"]), default=0)

    @property
    def content(self) -> bytes:
        """The file with what is added."""
        return self._with(self.added)

    @property
    def text(self) -> str:
        """What is added, as it stands in the file."""
        return self.content[len(self._old) :].decode()

    def is_of_added(self, problem: Problem) -> bool:
        """Whether a problem of the would-be file stands in what is added."""
        return problem.file == str(self.path) and problem.line > self._before.count(b"\n")

    def place_of(self, problem: Problem) -> tuple[int, tuple[str, ...]]:
        """In which of the added records such a problem stands, counted from 0, and under which keys."""
        places = [(number, keys) for number, record in enumerate(self.added) for keys, _ in self._lines(record)]
        return places[min(problem.line - self._before.count(b"\n"), len(places)) - 1]  # it may be at the file's end

    def write(self) -> None:
        """Append what is added.

        Raises:
            PlanError: the file would not hold just what it held and what is added.
            OutputError: it cannot be written; then it is as it was.
        """
        self._refuse_unless_read_back(self.added)
        folder = self.path.parent
        try:
            folder.mkdir(exist_ok=True)
        except OSError as error:
            message = f"{folder} cannot be made: {error.strerror or error}"
            raise OutputError(message) from error
        try:
            replace(self.path, self.content, "draft")
        except OutputError:
            with suppress(OSError):  # it holds other files
                folder.rmdir()
            raise

    def _refuse_unless_read_back(self, records: Sequence[Record]) -> None:
        held = {"institution": self._code, "records": [*self._root["records"], *records]}
        if _root(self._with(records)) != held:
            form = f'"institution: {self._code}" and, last, "records:" with each record below it after a dash'
            message = f"no record of {self._code} can be appended here; lay the file out as {form}"
            place = self._root["records"]
            raise PlanError(message, place=Place(str(self.path), place.line, place.column))

    def _with(self, records: Sequence[Record]) -> bytes:
        lines = (line for record in records for _, line in self._lines(record))
        return self._before + "".join(f"{line}{self._line_end}" for line in lines).encode(errors="surrogatepass")

    def _lines(self, record: Record) -> Iterator[tuple[tuple[str, ...], str]]:
        start = self._indent
        for number, (keys, line) in enumerate(write_layout(record, start + 2)):
            yield keys, line if number else f"{line[:start]}- {line[start + 2 :]}"


def _first_lines(code: str) -> Iterator[str]:
    yield "# yaml-language-server: $schema=../../schema/evidence.schema.json"
    yield from (line for _, line in write_layout({"institution": code}))
    yield "records:"


def _root(content: bytes) -> Any:  # noqa: ANN401  # of a file that was read without a problem, or None
    document = Document("")
    read_content(content, document)
    return document.root
