"""Measure what `anitp` costs, side by side with its floor and its rivals: `python benchmarks/run.py -o FILE`.

It measures the `anitp` of the Python that runs it, and writes tables in Markdown. README.md says what they show.
"""

from __future__ import annotations

import os
import platform
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from contextlib import nullcontext
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from measure import Bench, CallError, tell
from plans import MOST_ACTIVITIES, PUBLISHED_ACTIVITIES, write_plan
from programs import known
from rivals import rivals
from sizes import sizes
from startup import startup

if TYPE_CHECKING:
    from collections.abc import Iterator


def main() -> None:
    """Measure what the command line asks for."""
    asked = _asked()
    file = asked.output.open("w", encoding="utf-8") if asked.output else nullcontext(sys.stdout)
    with file as report, TemporaryDirectory(prefix="anitp-benchmarks-") as scratch:
        try:
            for section in _sections(asked, Path(scratch)):
                report.write(f"{section}\n")
                report.flush()
        except CallError as error:
            sys.exit(f"benchmarks: {error}")


def _asked() -> Namespace:
    parser = ArgumentParser(description="Measure what anitp costs.")
    parser.add_argument("--rounds", type=int, default=11, help="how often each call is measured, at most")
    parser.add_argument("--sizes", type=_sizes, default="60,100,1000,10000,100000", help="numbers of activities")
    parser.add_argument("--against", metavar="ANITP", help="another anitp, measured in the same rounds")
    parser.add_argument("-o", "--output", type=Path, help="the file for the tables")
    asked = parser.parse_args()
    if asked.rounds < 1:
        parser.error("it takes one round at the least")
    return asked


def _sizes(text: str) -> list[int]:
    """The sizes in their order, and the plan's own among them: the others are compared with it."""
    found = {PUBLISHED_ACTIVITIES, *(int(size) for size in text.split(","))}
    if min(found) < PUBLISHED_ACTIVITIES or max(found) > MOST_ACTIVITIES:
        message = f"a plan has from {PUBLISHED_ACTIVITIES} to {MOST_ACTIVITIES} activities here"
        raise ArgumentTypeError(message)
    return sorted(found)


def _sections(asked: Namespace, scratch: Path) -> Iterator[str]:
    bench = Bench(scratch, asked.rounds)
    paths = [str(Path(sys.executable).with_name("anitp")), *([asked.against] if asked.against else [])]
    programs = [known(bench, path) for path in paths]
    yield _heading([program.version for program in programs])
    yield startup(bench, programs)
    folders = {}
    for size in asked.sizes:
        tell(f"writing a plan of {size:,} activities")
        folders[size] = scratch / "plans" / str(size)
        write_plan(folders[size], size)
    yield sizes(bench, programs, folders)
    yield rivals(bench, programs[0], folders)


def _heading(measured: list[str]) -> str:
    """When, where and what was measured."""
    return (
        f"# What anitp costs\n\n"
        f"{datetime.now(UTC).date()}, {_processor()}, {os.cpu_count()} cores, {_system()}, "
        f"{platform.python_implementation()} {platform.python_version()}, Typer {version('typer')}, "
        f"{' against '.join(measured)}.\n"
        "Medians of whole processes: CPU is user and system time, memory the peak.\n"
    )


def _processor() -> str:
    """The name of the processor, where the system tells it."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or platform.machine())


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return platform.platform()


if __name__ == "__main__":
    main()
