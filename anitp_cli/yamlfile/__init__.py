"""Strict YAML with the place of every word: every scalar is a `Printed` string, whatever it looks like."""

from __future__ import annotations

import gc
import re
import stat
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from anitp_cli.yamlfile.layout import read_blocks, read_layout
from anitp_cli.yamlfile.nodes import Document, Mapping, Node, Sequence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from typing import BinaryIO

__all__ = ["Document", "Mapping", "Node", "Sequence", "read", "read_content"]

MOST_BYTES = 128 * 1024 * 1024
MOST_BYTES_FREELY = 4 * 1024 * 1024  # of a file that departs from the plain layout, where a text may go on for ever
MOST_IN_A_LINE = 1024 * 1024
MOST_OF_A_KIND = 20
# What YAML calls non-printable; the tab, which looks like blanks and means something else; and what ends a line in YAML
# and in no editor, which would put every later problem on a wrong line.
_UNREADABLE = "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]"

_SIGNS = (
    b"\xc2",
    b"\xe2\x80\xa8",
    b"\xe2\x80\xa9",
    b"\xef\xbf\xbe",
    b"\xef\xbf\xbf",
)  # begin or are something unreadable
_MARK = b"\xef\xbb\xbf"
_CONTROLS = bytes(set(range(0x20)) - {ord("\n")} | {0x7F})


def read(path: Path, name: str, watch: Callable[[float], None] = lambda _part: None) -> Document:
    """Read one file, which its problems call `name`; who watches is told what part of a large one is read.

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
            _read_large(_watched(file, status.st_size, watch), document)
    else:
        read_content(path.read_bytes(), document)
    return document


def read_content(content: bytes, document: Document) -> None:
    """Read the content of a file that is held whole already."""
    if len(content) > MOST_BYTES_FREELY:
        _read_large(_pieces(BytesIO(content)), document)
        return
    content = content.removeprefix(_MARK).replace(b"\r\n", b"\n")
    text = _decoded(content, document)
    if text is not None:
        with _garbage_kept():
            document.root = read_layout(text)
            if document.root is None:
                from anitp_cli.yamlfile.events import read_events

                read_events(content, document)


def _read_large(pieces: Iterable[bytes], document: Document) -> None:
    """Read a file line by line, which must keep to the plain layout: no text goes on over lines without an end."""
    with _garbage_kept():
        document.root, line = read_blocks(_blocks(pieces, document))
    if document.problems:
        document.root = None
    elif document.root is None:
        message = f"no plain line, and the file has more than {MOST_BYTES_FREELY:,} bytes"
        help_ = "Write one key or item a line, its text in double quotes on the same line, and no key twice."
        document.report("yaml-size", line, 1, message, help_)


def _blocks(pieces: Iterable[bytes], document: Document) -> Iterator[str]:
    """The text of a file in blocks of whole lines, up to the first that cannot be read, which is reported."""
    number = 1
    for piece in pieces:
        text = _decoded(piece.removeprefix(_MARK) if number == 1 else piece, document, number)
        if text is None:
            return
        yield text
        number += text.count("\n") + 1


def _watched(file: BinaryIO, size: int, watch: Callable[[float], None]) -> Iterator[bytes]:
    for piece in _pieces(file):
        watch(file.tell() / size)
        yield piece


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    """A file in pieces of whole lines, without the end of the last; where a line has no end in sight it is the last."""
    rest = b""
    while len(rest) <= MOST_IN_A_LINE and (read := file.read(MOST_IN_A_LINE)):
        piece, end, rest = (rest + read).rpartition(b"\n")
        if end:
            yield piece.replace(b"\r\n", b"\n").removesuffix(b"\r")
    yield rest


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
    lines = content.split(b"\n") if len(content) > MOST_IN_A_LINE else []
    endless = next((number for number, line in enumerate(lines, first) if len(line) > MOST_IN_A_LINE), None)
    if endless:
        message = f"a line of more than {MOST_IN_A_LINE:,} bytes"
        document.report("yaml-size", endless, 1, message, "No text of a plan is so long; take it out.")
        return None
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
    return len(content.translate(None, _CONTROLS)) != len(content) or any(sign in content for sign in _SIGNS)


def _place(before: str, first: int) -> tuple[int, int]:
    return before.count("\n") + first, len(before) - (before.rfind("\n") + 1) + 1
