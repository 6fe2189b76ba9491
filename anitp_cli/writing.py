"""How a file is written: whole or not at all, and by one process at a time."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import ExitStack, contextmanager, suppress
from errno import EACCES, EISDIR
from time import sleep
from typing import TYPE_CHECKING, TypeVar

from anitp_cli.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

_T = TypeVar("_T")

LONGEST_WAIT = 30.0
"""How many seconds one process waits for another that writes."""

_LONGEST_READ = 1.0
_LOCK = ".lock"
_PAUSE = 0.01


def replace(path: Path, content: bytes, mark: str) -> None:
    """Write a file whole or not at all: first as ".NAME.MARK" beside it, then in its place, with the mode that it had.

    A device is written straight. What a killed process left under that name is overwritten. Ctrl-C waits until the file
    is in its place.

    Raises:
        OutputError: it cannot be written; then it is as it was.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)
        else:
            _replace(path.resolve(), content, mark)
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror or error}"
        raise OutputError(message) from error


def fill(folder: Path, contents: Mapping[str, bytes], mark: str) -> None:
    """Write files into a folder, which is made where there is none; all else in it stays as it is.

    Each is written as `replace` writes one, and none is put in its place before all of them stand beside theirs.

    Raises:
        OutputError: they cannot be written; then the folder is as it was.
    """
    is_new = not folder.exists()
    try:
        folder.mkdir(exist_ok=True)
        _fill(folder, contents, mark)
    except OSError as error:
        why = "it is no folder" if isinstance(error, FileExistsError) else error.strerror or error
        message = f"{error.filename or folder} cannot be written: {why}"
        raise OutputError(message) from error
    finally:
        if is_new:
            with suppress(OSError):  # only an empty folder can be removed: one that nothing came into
                folder.rmdir()


def _fill(folder: Path, contents: Mapping[str, bytes], mark: str) -> None:
    targets = {(folder / name).resolve(): content for name, content in contents.items()}
    for target in targets:
        if target.exists() and not target.is_file():
            raise IsADirectoryError(EISDIR, "it is no file", str(target))
    with _undisturbed(), ExitStack() as ready:
        drafts = [ready.enter_context(_draft(target, content, mark)) for target, content in targets.items()]
        for draft, target in zip(drafts, targets, strict=True):
            _put(draft, target)
    _sync(folder)


def _replace(target: Path, content: bytes, mark: str) -> None:
    with _undisturbed(), _draft(target, content, mark) as draft:
        _put(draft, target)
    _sync(target.parent)


@contextmanager
def _draft(target: Path, content: bytes, mark: str) -> Iterator[Path]:
    """The content of a file beside its place, for as long as the block runs or until it is put there."""
    draft = target.with_name(f".{target.name}.{mark}")
    try:
        draft.unlink(missing_ok=True)
        with draft.open("xb") as file:
            if target.exists():  # before there is anything to read in it
                _take_mode(draft, target)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    with suppress(OSError):  # not every system lets a folder be opened or synced, and the file is in its place
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Be the only process that writes in a folder for as long as the block runs, after waiting for another that does.

    The lock is on the folder itself and ends with the process, in whatever way that ends: none is ever left behind.

    Raises:
        OutputError: another process still writes after LONGEST_WAIT seconds, or the folder cannot be locked.
    """
    try:
        descriptor = _open(folder)
    except OSError as error:
        message = f"{folder} cannot be locked for writing: {error.strerror or error}"
        raise OutputError(message) from error
    try:
        _lock(descriptor, folder)
        yield
    finally:
        _close(descriptor, folder)


def _lock(descriptor: int, folder: Path) -> None:
    for _ in range(int(LONGEST_WAIT / _PAUSE)):
        try:
            _try_lock(descriptor)
        except (BlockingIOError, PermissionError):
            sleep(_PAUSE)
        except OSError as error:
            message = f"{folder} cannot be locked for writing: {error.strerror or error}"
            raise OutputError(message) from error
        else:
            return
    message = f"another process has been writing in {folder} for {LONGEST_WAIT:g} seconds; try again when it has ended"
    raise OutputError(message)


if sys.platform == "win32":  # a folder cannot be locked there: a file in it is

    @contextmanager
    def _undisturbed() -> Iterator[None]:
        """Let Ctrl-C wait for the block; to be ended by another process cannot wait there."""
        from threading import current_thread, main_thread

        if current_thread() is not main_thread():  # Ctrl-C is told to no other
            yield
            return
        pressed = []
        before = signal.signal(signal.SIGINT, lambda *_: pressed.append(True))
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)
        if pressed:
            raise KeyboardInterrupt

    def _patiently(act: Callable[[], _T]) -> _T:
        """Do what fails there as long as another process has the file open: who only reads or removes is done soon."""
        for _ in range(int(_LONGEST_READ / _PAUSE)):
            with suppress(PermissionError):
                return act()
            sleep(_PAUSE)
        return act()

    def _put(draft: Path, target: Path) -> None:
        try:
            _patiently(lambda: draft.replace(target))
        except PermissionError as error:
            why = "it is read-only, or another program has it open"
            raise PermissionError(EACCES, why, str(target)) from error

    def _take_mode(draft: Path, target: Path) -> None:
        """A mode says no more there than that a file is read-only: then it is not replaced, nor would the draft be."""

    def _open(folder: Path) -> int:
        return _patiently(lambda: os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT))

    def _close(descriptor: int, folder: Path) -> None:
        os.close(descriptor)
        with suppress(OSError):  # another process has it open: the last one removes it
            (folder / _LOCK).unlink()

    def _try_lock(descriptor: int) -> None:
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:

    @contextmanager
    def _undisturbed() -> Iterator[None]:
        """Let Ctrl-C and a kill wait for the block: a process ending inside it leaves drafts, or half of a folder."""
        ends = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
        before = signal.pthread_sigmask(signal.SIG_BLOCK, ends)
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def _put(draft: Path, target: Path) -> None:
        draft.replace(target)

    def _take_mode(draft: Path, target: Path) -> None:
        draft.chmod(target.stat().st_mode & 0o7777)

    def _open(folder: Path) -> int:
        return os.open(folder, os.O_RDONLY)

    def _close(descriptor: int, _folder: Path) -> None:
        os.close(descriptor)

    def _try_lock(descriptor: int) -> None:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
