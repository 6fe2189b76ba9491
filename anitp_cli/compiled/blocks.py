"""A file of blocks: each is read on its own, and checked to be what was written in its place.

    magic, key | sealed block, sealed block, ... | sealed table of where each block begins | where the table begins

A sealed block is a digest of the key, its place and its content, and the content: compressed JSON. SQLite would not
notice a changed byte in the middle of a text; nothing that is read here can have changed.
"""

from __future__ import annotations

import json
import zlib
from hashlib import sha256
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import BinaryIO

_MAGIC = b"anitp compiled plan 1\n"
_DIGEST = 16  # bytes
_NUMBER = 8
_TABLE = "table"


class DamagedError(Exception):
    """The file is not what was written."""


def write_blocks(file: BinaryIO, key: bytes, sections: Iterable[tuple[str, Iterable[Any]]]) -> None:
    """Write named sections of blocks, of whatever JSON can hold.

    Raises:
        OSError: the file cannot be written.
    """
    file.write(_MAGIC + key)
    table: dict[str, list[int]] = {}
    for section, blocks in sections:
        table[section] = [file.tell()]
        for number, block in enumerate(blocks):
            file.write(_sealed(key, section, number, block))
            table[section].append(file.tell())
    start = file.tell()
    file.write(_sealed(key, _TABLE, 0, table) + start.to_bytes(_NUMBER))


class Blocks:
    """The blocks of a file, each read when it is asked for."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Open a file.

        Raises:
            OSError: there is no such file, or it cannot be read.
            DamagedError: it is none of this key.
        """
        self._key = key
        self._file = path.open("rb")
        end = self._file.seek(0, 2) - _NUMBER
        start = int.from_bytes(self._read(max(end, 0), end + _NUMBER))
        self._table: dict[str, list[int]] = self._opened(_TABLE, 0, start, end)

    def count(self, section: str) -> int:
        """How many blocks a section has."""
        return len(self._table[section]) - 1

    def get(self, section: str, number: int) -> Any:  # noqa: ANN401  # whatever JSON can hold
        """The block of a section with a number, from 0.

        Raises:
            DamagedError: it is not what was written.
        """
        start, end = self._table[section][number : number + 2]
        return self._opened(section, number, start, end)

    def _opened(self, section: str, number: int, start: int, end: int) -> Any:  # noqa: ANN401
        sealed = self._read(start, end)
        digest, content = sealed[:_DIGEST], sealed[_DIGEST:]
        if _digest(self._key, section, number, content) != digest:
            message = f"{section} {number} of {self._file.name}"
            raise DamagedError(message)
        return json.loads(zlib.decompress(content))

    def _read(self, start: int, end: int) -> bytes:
        try:
            self._file.seek(start)
            return self._file.read(max(end - start, 0))
        except (OSError, OverflowError, ValueError) as error:
            raise DamagedError(self._file.name) from error


def _sealed(key: bytes, section: str, number: int, block: Any) -> bytes:  # noqa: ANN401
    text = json.dumps(block, ensure_ascii=False, separators=(",", ":"))
    content = zlib.compress(text.encode("utf-8", "surrogatepass"), 1)
    return _digest(key, section, number, content) + content


def _digest(key: bytes, section: str, number: int, content: bytes) -> bytes:
    return sha256(b"%b%b %d %b" % (key, section.encode(), number, content)).digest()[:_DIGEST]
