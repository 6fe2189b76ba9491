"""Where this user's cache is, and what is shown while a large plan is read for it."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING

from anitp_cli.loading import open_plan

if TYPE_CHECKING:
    from anitp_cli.plan import Plan

_STAGES = ("read", "understand", "index")
_COLUMNS = 20


def open_cached(folder: str | None) -> Plan:
    """Read a plan that is to be answered from, a large one only once.

    Raises:
        PlanError: it cannot be read, or something in it is wrong.
    """
    progress = _Progress()
    try:
        return open_plan(folder, cache=cache_folder(), watch=progress)
    finally:
        progress.end()


def cache_folder() -> Path | None:
    """The user's cache folder by the custom of the system, None where there is none (XDG Base Directory 0.8)."""
    given = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME")
    if given and Path(given).is_absolute():
        return Path(given) / "anitp"
    try:
        home = Path.home()
    except RuntimeError:  # nobody has this user's number
        return None
    return home.joinpath(*(("Library", "Caches") if sys.platform == "darwin" else (".cache",)), "anitp")


class _Progress:
    """A bar on a terminal. It does not hide the cursor, which Ctrl-C would leave hidden."""

    def __init__(self) -> None:
        self._drawn = ""

    def __call__(self, stage: str, part: float) -> None:
        if sys.stderr is None or not sys.stderr.isatty():
            return
        done = (_STAGES.index(stage) + part) / len(_STAGES)
        full = int(done * _COLUMNS)
        self._draw(f"a large plan is read, this once [{'#' * full}{'-' * (_COLUMNS - full)}] {done:4.0%}")

    def _draw(self, line: str) -> None:
        line = line[-max(20, get_terminal_size().columns) + 1 :]
        if line != self._drawn:
            with suppress(OSError):  # nobody sees it
                sys.stderr.write(f"\r{line.ljust(len(self._drawn))}")
                sys.stderr.flush()
            self._drawn = line

    def end(self) -> None:
        """Leave nothing of the bar behind."""
        if self._drawn:
            self._draw("")
            self._draw("\r")
