"""A file of blocks: each is read on its own, and checked to be what was written in its place.

    magic, key | copy of the plan's files | sealed block, sealed block, ... | sealed table | where the table begins

A sealed block is a digest of the key, its place and its content, and the content: compressed JSON. SQLite would not
notice a changed byte in the middle of a text; nothing that is read here can have changed. The table tells which files
were copied, and where each block begins.
"""

from __future__ import annotations

import json
import os
import sys
import zlib
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from anitp_cli.compiled.copies import is_copy, write_copy

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import BinaryIO

    from anitp_cli.compiled.copies import Files

_MAGIC = b"anitp compiled plan 2\n"
_KEY = 32  # bytes
_DIGEST = 16
_NUMBER = 8
_TABLE = "table"


class DamagedError(Exception):
    """The file is not what was written."""


class Draft:
    """A file of blocks that is being written: first the copy of the plan's files, then what was read from them."""

    def __init__(self, file: BinaryIO, files: Files) -> None:
        """Copy the files.

        Raises:
            OSError: they cannot be copied.
        """
        self._file = file
        self._files = files
        file.write(_MAGIC + bytes(_KEY))
        self._key = write_copy(file, files)
        file.seek(len(_MAGIC))
        file.write(self._key)
        file.seek(0, 2)

    def write(self, sections: Iterable[tuple[str, Iterable[Any]]]) -> None:
        """Write named sections of blocks, of whatever JSON can hold.

        Raises:
            OSError: the file cannot be written.
        """
        file, key = self._file, self._key
        places: dict[str, list[int]] = {}
        for section, blocks in sections:
            places[section] = [file.tell()]
            for number, block in enumerate(blocks):
                file.write(_sealed(key, section, number, block))
                places[section].append(file.tell())
        start = file.tell()
        table = {"files": list(self._files.sizes.items()), "places": places}
        file.write(_sealed(key, _TABLE, 0, table) + start.to_bytes(_NUMBER))
        file.flush()

    def is_true(self) -> bool:
        """Whether the plan's files are still those that were copied, and no others have come.

        Raises:
            OSError: they cannot be read.
        """
        self._file.seek(len(_MAGIC) + _KEY)
        return self._files.listed(self._files.folder) == self._files.sizes and is_copy(self._file, self._files)


class Blocks:
    """The blocks of a file, each read when it is asked for."""

    def __init__(self, path: Path, files: Files) -> None:
        """Open a file that was made of these files of a plan, as they are now.

        Raises:
            OSError: there is no such file, or one of them cannot be read.
            DamagedError: it is no file of blocks, was made of others, or is another user's, who may have made it up.
        """
        self._file = path.open("rb")
        self._places: dict[str, list[int]] = {}
        try:
            self._begin(files)
        except (OSError, DamagedError):
            self.close()
            raise

    def _begin(self, files: Files) -> None:
        if sys.platform != "win32" and os.fstat(self._file.fileno()).st_uid != os.geteuid():
            raise DamagedError(self._file.name)
        magic, self._key = self._read(0, len(_MAGIC)), self._read(len(_MAGIC), len(_MAGIC) + _KEY)
        end = self._file.seek(0, 2) - _NUMBER
        start = int.from_bytes(self._read(max(end, 0), end + _NUMBER))
        table = self._opened(_TABLE, 0, start, end)
        self._places = table["places"]
        self._file.seek(len(_MAGIC) + _KEY)
        if magic != _MAGIC or table["files"] != list(map(list, files.sizes.items())) or not is_copy(self._file, files):
            raise DamagedError(self._file.name)

    def close(self) -> None:
        """Let go of the file: it may be replaced."""
        self._file.close()

    def count(self, section: str) -> int:
        """How many blocks a section has."""
        return len(self._places[section]) - 1

    def get(self, section: str, number: int) -> Any:  # noqa: ANN401  # whatever JSON can hold
        """The block of a section with a number, from 0.

        Raises:
            DamagedError: it is not what was written.
        """
        start, end = self._places[section][number : number + 2]
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
