"""The compiled plan: what was read from the files of a large plan, kept so that a question reads only its answer.

It is only a cache. A file of it holds a copy of the plan's files, with which they are compared before anything is
answered from it, and everything read from it is checked against a digest; what is missing, stale, damaged or cannot be
written is read from the plan's files as if there were no cache. `loading` alone knows that there is one.
"""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack, contextmanager, suppress
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from anitp_cli.compiled.asking import stored_plan
from anitp_cli.compiled.blocks import Blocks, DamagedError, Draft
from anitp_cli.compiled.copies import Files
from anitp_cli.compiled.making import sections

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

    from anitp_cli.plan import Plan

__all__ = ["Files", "open_compiled"]

_ENDING = ".index"
_DRAFT = "draft-"
_LONG_AGO = 600  # seconds: a draft of which nothing has been written for so long is that of a process that was killed
_MOST_KEPT = 8
_MOST_BYTES_KEPT = 512 * 1024 * 1024  # beside the newest
_LIBRARIES = ("yaml", "dateutil")


def open_compiled(
    files: Files, cache: Path, version: str, read: Callable[..., Plan], watch: Callable[[str, float], None]
) -> Plan:
    """The plan of these files from the cache, else by reading them, which fills the cache.

    `version` is that of the program.

    Raises what `read` raises.
    """
    try:
        path = cache / f"{_name(files, version)}{_ENDING}"
    except OSError:
        return read(watch)

    def read_anew() -> Plan:
        with suppress(OSError):
            path.unlink()  # the next question makes it anew
        return read()

    with suppress(OSError, DamagedError):
        return stored_plan(Blocks(path, files), files.folder, read_anew)
    with ExitStack() as stack:
        draft = None
        with suppress(OSError):
            file, place = stack.enter_context(_new_in(cache))
            draft = Draft(file, files)
        plan = read(watch)
        with suppress(OSError):
            if draft:
                draft.write(sections(plan, watch))
                if draft.is_true():  # no file has changed while it was read
                    file.close()
                    place.replace(path)
        return plan


def _name(files: Files, version: str) -> str:
    """What the index of a plan is called: after all that decides how it is read but the content of its files."""
    program = (sys.hexversion, version, sorted(_program()), *files.sizes.items())
    return sha256(repr(program).encode()).hexdigest()


def _program() -> Iterator[tuple[str, int, int]]:
    """The program's own files, as who works on it does not count up the version, and the libraries that read a plan."""
    folders = [str(Path(__file__).parent.parent)]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.name.endswith(".py"):
                    yield _looked_at(entry.path)
                elif entry.is_dir() and entry.name[0] != "_":
                    folders.append(entry.path)
    for name in _LIBRARIES:
        library = find_spec(name)
        if library and library.origin:
            yield _looked_at(library.origin)


def _looked_at(path: str) -> tuple[str, int, int]:
    status = os.stat(path)  # noqa: PTH116  # of some two hundred files
    return path, status.st_size, status.st_mtime_ns


@contextmanager
def _new_in(cache: Path) -> Iterator[tuple[BinaryIO, Path]]:
    """A new file in the cache, and its place, from which it is taken out in the end."""
    from tempfile import mkstemp

    cache.mkdir(parents=True, exist_ok=True)
    descriptor, name = mkstemp(dir=cache, prefix=_DRAFT, suffix=_ENDING)
    file = os.fdopen(descriptor, "w+b")
    try:
        with suppress(OSError):
            _throw_out_old(cache)
        yield file, Path(name)
    finally:
        with suppress(OSError):  # what the disk did not take it does not take now
            file.close()
        with suppress(OSError):
            Path(name).unlink(missing_ok=True)


def _throw_out_old(cache: Path) -> None:
    """Keep the newest files of the cache, and no drafts that nobody finishes. The newest file tells what time it is."""
    newest, *others = sorted(cache.glob(f"*{_ENDING}"), key=_modified, reverse=True)
    kept, bytes_kept = 1, 0
    for one in others:
        is_dead = one.name.startswith(_DRAFT) and _modified(one) < _modified(newest) - _LONG_AGO
        bytes_kept += 0 if is_dead else one.stat().st_size
        if is_dead or kept == _MOST_KEPT or bytes_kept > _MOST_BYTES_KEPT:
            one.unlink()
        else:
            kept += 1


def _modified(path: Path) -> float:
    return path.stat().st_mtime
