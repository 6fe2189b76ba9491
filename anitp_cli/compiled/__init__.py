"""The compiled plan: what was read from the files of a large plan, kept so that a question reads only its answer.

It is only a cache. A file of it is named after the content of the plan's files and after the program, and everything
read from it is checked against a digest; what is missing, stale, damaged or cannot be written is read from the plan's
files as if there were no cache. `loading` alone knows that there is one.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import mkstemp
from typing import TYPE_CHECKING

from anitp_cli.compiled.asking import stored_plan
from anitp_cli.compiled.blocks import Blocks, DamagedError, write_blocks
from anitp_cli.compiled.making import sections

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from anitp_cli.plan import Plan

_ENDING = ".index"
_MOST_KEPT = 8
_AT_ONCE = 1 << 18


def open_compiled(
    folder: Path,
    files: Callable[[], Iterable[str]],
    cache: Path,
    read: Callable[..., Plan],
    watch: Callable[[str, float], None],
) -> Plan:
    """The plan of a folder from the cache, else by reading it, which fills the cache.

    `files` lists what it is read from, as it is now; `cache` is the folder of this version of the program.

    Raises what `read` raises.
    """
    try:
        key = _key_of(folder, files())
    except OSError:
        return read(watch)  # who reads it tells what is wrong
    path = cache / f"{key.hex()}{_ENDING}"

    def read_anew() -> Plan:
        with suppress(OSError):
            path.unlink()  # the next question makes it anew
        return read()

    with suppress(OSError, DamagedError):
        return stored_plan(Blocks(path, key), folder, read_anew)
    plan = read(watch)
    with suppress(OSError):
        if _key_of(folder, files()) == key:  # no file has changed while it was read
            _fill(path, key, plan, watch)
    return plan


def _key_of(folder: Path, files: Iterable[str]) -> bytes:
    """What decides how a plan is read: the content of its files, and the program.

    Raises:
        OSError: a file cannot be read.
    """
    digest = sha256(repr((sys.hexversion, _program())).encode())
    buffer = memoryview(bytearray(_AT_ONCE))
    for name in sorted(files):
        with (folder / name).open("rb", buffering=0) as file:
            digest.update(repr((name, os.fstat(file.fileno()).st_size)).encode())
            while size := file.readinto(buffer):
                digest.update(buffer[:size])
    return digest.digest()


def _program() -> list[tuple[str, int, int]]:
    """The program's own files: who works on it does not count up the version."""
    return sorted(
        (name, status.st_size, status.st_mtime_ns)
        for place, _, names in os.walk(Path(__file__).parent.parent)
        for name in names
        if name.endswith(".py")
        for status in [Path(place, name).stat()]
    )


def _fill(path: Path, key: bytes, plan: Plan, watch: Callable[[str, float], None]) -> None:
    """Write a file of the cache, whole or not at all, and take out those that were made long ago.

    Among these are drafts of processes that were killed.

    Raises:
        OSError: it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = mkstemp(dir=path.parent, prefix="draft-", suffix=_ENDING)
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            write_blocks(file, key, sections(plan, watch))
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    others = sorted(path.parent.glob(f"*{_ENDING}"), key=lambda one: one.stat().st_mtime, reverse=True)
    for old in others[_MOST_KEPT:]:
        old.unlink()
