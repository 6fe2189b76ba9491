"""What programs cost: processes started in turns, and the medians of their CPU time, wall time and peak memory."""

from __future__ import annotations

import os
import pty
import signal
import struct
import sys
import termios
from contextlib import suppress
from fcntl import ioctl
from functools import partial
from pathlib import Path
from statistics import median
from subprocess import DEVNULL, PIPE, Popen, TimeoutExpired
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TODAY = "2019-07-01"
LAUNCH = str(Path(__file__).with_name("launch.py"))
_ENOUGH_SECONDS = 30  # that all runs of one call take: then the runs that there are will do
_SCREEN = struct.pack("HHHH", 40, 100, 0, 0)  # rows and columns

Key = TypeVar("Key")


class CallError(Exception):
    """A program that is measured did not do what it was called for."""


class Call(NamedTuple):
    """What is typed: the program and its words, in a pipe or on a terminal, perhaps with a cache folder that is new.

    A call in a pipe may be given up after so many seconds.
    """

    words: tuple[str, ...]
    on_terminal: bool = False
    has_new_cache: bool = False
    environment: Mapping[str, str] = MappingProxyType({})
    most_seconds: float | None = None


class Cost(NamedTuple):
    """What a run of a call took, or several of them in their medians: seconds, megabytes and lines of output."""

    cpu: float
    wall: float
    memory: float
    lines: float
    runs: int = 1


class Bench:
    """Where programs run: with a home and a cache of their own, on one day, in one language."""

    def __init__(self, folder: Path, rounds: int) -> None:
        self.folder = folder
        self.rounds = rounds
        (folder / "home").mkdir()

    def medians(self, what: str, calls: Mapping[Key, Call]) -> dict[Key, Cost]:
        """The medians of each call, measured in rounds of all of them, each round beginning with another one.

        Raises:
            CallError: a call failed.
        """
        costs: dict[Key, list[Cost]] = {key: [] for key in calls}
        for number in range(self.rounds):
            keys = [key for key in calls if sum(cost.wall for cost in costs[key]) < _ENOUGH_SECONDS]
            first = number * len(keys) // self.rounds
            tell(f"{what}: round {number + 1} of {self.rounds}, {len(keys)} calls")
            for key in (*keys[first:], *keys[:first]):
                costs[key].append(self.run(calls[key])[0])
        return {key: _medians(some) for key, some in costs.items()}

    def run(self, call: Call) -> tuple[Cost, str]:
        """What one run of a call cost, and what it wrote to standard output.

        Raises:
            CallError: it failed, or took longer than it may.
        """
        with TemporaryDirectory(dir=self.folder) as new:
            report = Path(new) / "report"
            environment = {
                "PATH": os.environ.get("PATH", os.defpath),
                "HOME": str(self.folder / "home"),
                "XDG_CACHE_HOME": str(Path(new) / "cache") if call.has_new_cache else str(self.folder / "cache"),
                "ANITP_TODAY": TODAY,
                "LANG": "C.UTF-8",
                "TERM": "xterm-256color",
                **call.environment,
            }
            words = [sys.executable, "-IS", LAUNCH, str(report), *call.words]
            if call.on_terminal:
                output = errors = _screen(words, environment)
            else:
                output, errors = _streams(words, environment, call.most_seconds)
            told = report.read_text(encoding="ascii").split() if report.exists() else ["not started", *"000"]
        exit_code, (cpu, wall, peak) = told[0], map(float, told[1:])
        if exit_code != "0":
            last_words = errors.decode(errors="replace").strip().rpartition("\n")[2]
            message = f"{' '.join(call.words)}: {exit_code}: {last_words}"
            raise CallError(message)
        return Cost(cpu, wall, peak / 1e6, output.count(b"\n")), output.decode(errors="replace")


def _streams(words: list[str], environment: dict[str, str], most_seconds: float | None) -> tuple[bytes, bytes]:
    """What a process writes to standard output and to standard error, each a pipe."""
    with Popen(  # noqa: S603  # the programs that are measured
        words, stdin=DEVNULL, stdout=PIPE, stderr=PIPE, env=environment, start_new_session=True
    ) as process:
        try:
            return process.communicate(timeout=most_seconds)
        except TimeoutExpired as error:
            os.killpg(process.pid, signal.SIGKILL)
            message = f"took more than {most_seconds} seconds"
            raise CallError(message) from error


def _screen(words: list[str], environment: dict[str, str]) -> bytes:
    """What a process sends to the screen."""
    main, side = pty.openpty()
    ioctl(side, termios.TIOCSWINSZ, _SCREEN)
    with Popen(words, stdin=side, stdout=side, stderr=side, env=environment, start_new_session=True):  # noqa: S603
        os.close(side)
        screen = b"".join(iter(partial(_sent, main), b""))
    os.close(main)
    return screen


def _sent(main: int) -> bytes:
    """What has been sent to the screen; nothing once the process has closed it."""
    with suppress(OSError):
        return os.read(main, 65536)
    return b""


def _medians(costs: Sequence[Cost]) -> Cost:
    cpu, wall, memory, lines, _ = zip(*costs, strict=True)
    return Cost(median(cpu), median(wall), median(memory), median(lines), len(costs))


def tell(line: str) -> None:
    """Say on standard error how far it is."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
