"""The programs that are measured: this `anitp` and, where one is given, another to compare it with."""

from __future__ import annotations

from tempfile import mkdtemp
from typing import TYPE_CHECKING, NamedTuple

from measure import Call

if TYPE_CHECKING:
    from measure import Bench


class Program(NamedTuple):
    """An `anitp`; `keeps_index` says whether it knows --no-cache, and so keeps an index of a large plan, in `cache`."""

    path: str
    version: str
    keeps_index: bool
    cache: str


def known(bench: Bench, path: str) -> Program:
    """What there is to know of an `anitp`, and a cache folder of its own for it."""
    version, usage = (bench.run(Call((path, *words)))[1] for words in (["--version"], ["who", "--help"]))
    return Program(path, version.strip(), "--no-cache" in usage, mkdtemp(prefix="cache-", dir=bench.folder))
