"""Strict YAML with the place of every word: every scalar is a `Printed` string, whatever it looks like."""

from __future__ import annotations

import gc
import re
import stat
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from anitp_cli.yamlfile.layout import read_layout, read_lines
from anitp_cli.yamlfile.nodes import Document, Mapping, Node, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

__all__ = ["Document", "Mapping", "Node", "Sequence", "read", "read_content"]

MOST_BYTES = 128 * 1024 * 1024
MOST_BYTES_FREELY = 4 * 1024 * 1024  # of a file that departs from the plain layout, where a text may go on for ever
MOST_IN_A_LINE = 1024 * 1024
MOST_OF_A_KIND = 20
# What YAML calls non-printable; the tab, which looks like blanks and means something else; and what ends a line in YAML
# and in no editor, which would put every later problem on a wrong line.
_UNREADABLE = "[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]|\r(?!\n)"

_CONTROLS = bytes(set(range(0x20)) - {ord("\n")} | {0x7F})


def read(path: Path, name: str) -> Document:
    """Read one file, which its problems call `name`.

    Raises:
        OSError: the file cannot be opened or read.
    """
    document = Document(name)
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        document.report("yaml-file", 1, 1, "not a regular file", "Put a plain text file here.")
        return document
    if status.st_size > MOST_BYTES:
        message = f"the file has {status.st_size:,} bytes; at most {MOST_BYTES:,} are read"
        document.report("yaml-size", 1, 1, message, "Split the plan, or take out what is not text of the plan.")
        return document
    if status.st_size > MOST_BYTES_FREELY:
        with path.open("rb") as file:
            _read_large(file, document)
    else:
        read_content(path.read_bytes(), document)
    return document


def read_content(content: bytes, document: Document) -> None:
    """Read the content of a file that is held whole already."""
    if len(content) > MOST_BYTES_FREELY:
        _read_large(BytesIO(content), document)
        return
    content = content.removeprefix(b"\xef\xbb\xbf")
    endless = next((number for number, line in enumerate(content.split(b"\n"), 1) if len(line) > MOST_IN_A_LINE), 0)
    if endless:
        _refuse_line(document, endless)
        return
    text = _decoded(content, document)
    if text is not None:
        with _garbage_kept():
            document.root = read_layout(text)
            if document.root is None:
                from anitp_cli.yamlfile.events import read_events

                read_events(content, document)


def _read_large(file: BinaryIO, document: Document) -> None:
    """Read a file line by line, which must keep to the plain layout: no text goes on over lines without an end."""
    with _garbage_kept():
        document.root, line = read_lines(_lines(file, document))
    if document.problems:
        document.root = None
    elif document.root is None:
        message = f"no plain line, and the file has more than {MOST_BYTES_FREELY:,} bytes"
        help_ = "Write one key or item a line, its text in double quotes on the same line, and no key twice."
        document.report("yaml-size", line, 1, message, help_)


def _lines(file: BinaryIO, document: Document) -> Iterator[str]:
    """The lines of a file up to the first that cannot be read, which is reported."""
    for number, line in enumerate(iter(lambda: file.readline(MOST_IN_A_LINE + 1), b""), 1):
        if len(line) > MOST_IN_A_LINE:
            _refuse_line(document, number)
            return
        text = _decoded(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line, document, number)
        if text is None:
            return
        yield text.removesuffix("\n")


def _refuse_line(document: Document, number: int) -> None:
    message = f"a line of more than {MOST_IN_A_LINE:,} bytes"
    document.report("yaml-size", number, 1, message, "No text of a plan is so long; take it out.")


@contextmanager
def _garbage_kept() -> Iterator[None]:
    """No garbage collection: the nodes of a large plan are many, and none of them is part of a cycle."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _decoded(content: bytes, document: Document, first: int = 1) -> str | None:
    """The text of a file, or of a piece whose first line has this number; None where it is reported as unreadable."""
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        line, column = _place(content[: error.start].decode(), first)
        message = f"not UTF-8: byte 0x{content[error.start]:02x} cannot be read"
        document.report("yaml-encoding", line, column, message, "Save the file as UTF-8.")
        return None
    for match in re.finditer(_UNREADABLE, text) if _is_suspect(content) else ():
        line, column = _place(text[: match.start()], first)
        if match.group() == "\t":
            document.report("yaml-tab", line, column, "a tab", "Write blanks instead.")
        else:
            message = f"the control character U+{ord(match.group()):04X}"
            document.report("yaml-control", line, column, message, "Take it out; in YAML it is no text.")
        if len(document.problems) == MOST_OF_A_KIND:
            more = f"{document.problems[-1].help} There may be more of these in the file."
            document.problems[-1] = document.problems[-1]._replace(help=more)
            break
    return None if document.problems else text


def _is_suspect(content: bytes) -> bool:
    """Whether the bytes of something unreadable are there, perhaps as a part of something else: a quick first look."""
    has_control = len(content.translate(None, _CONTROLS)) != len(content)
    return has_control or any(lead in content for lead in (b"\xc2", b"\xe2\x80", b"\xef\xbf"))


def _place(before: str, first: int) -> tuple[int, int]:
    return before.count("\n") + first, len(before) - (before.rfind("\n") + 1) + 1
