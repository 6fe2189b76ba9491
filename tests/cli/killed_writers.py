"""Kill writers of evidence at random moments, and print what became of the file; `test_evidence_writers` reads it.

    python killed_writers.py PLAN TIMES

A warm process forks each writer. Every other one is killed at any moment of its whole life, the rest as soon as the
folder shows that it has begun to write, or a little later. After each the file is looked at, another record is filed
without any waiting, and the file is put back as it was. The moments come from a seeded generator.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, sleep

from anitp_cli import writing
from anitp_cli.errors import AnitpError
from anitp_cli.filing import Draft, file_records
from anitp_cli.model import Interval

DAY = Interval(date(2019, 6, 20), date(2019, 6, 20))
DRAFT = Draft("1.1.1", "training", "Curs", state="done", dates=DAY, source="Nota")


class Writers:
    """Writers of one record each, into one plan."""

    def __init__(self, plan: Path) -> None:
        self.plan = plan
        self.file = plan / "evidence" / "ANITP.yaml"
        self.draft = plan / "evidence" / ".ANITP.yaml.draft"
        self.old = self.file.read_bytes()
        self.new = self.old + file_records(plan, "ANITP", [DRAFT], today, dry_run=True).text.encode()
        lives = [self.life() for _ in range(9)]
        self.checks = median(checks for checks, _ in lives)
        self.writes = median(writes for _, writes in lives)

    def fork(self) -> int:
        """Start a writer; when it has written it waits to be killed."""
        writer = os.fork()
        if writer == 0:
            file_records(self.plan, "ANITP", [DRAFT], today)
            while True:
                signal.pause()
        return writer

    def life(self) -> tuple[float, float]:
        """How many seconds an undisturbed writer takes until it writes, and how many it writes."""
        start = perf_counter()
        writer = self.fork()
        self.wait_for_write()
        begins = perf_counter()
        while self.file.read_bytes() != self.new:
            pass
        ends = perf_counter()
        self.kill(writer)
        self.file.write_bytes(self.old)
        return begins - start, ends - begins

    def wait_for_write(self) -> None:
        """Wait for the draft to appear, or the file to change."""
        while not self.draft.exists() and self.file.stat().st_size == len(self.old):
            pass

    def kill(self, writer: int) -> None:
        os.kill(writer, signal.SIGKILL)
        os.waitpid(writer, 0)

    def outcomes(self, times: int) -> Counter[str]:
        """What became of the file, of the draft and of the next writer, how often each."""
        random = Random(2019)  # noqa: S311  # moments, no secrets
        found = Counter[str]()
        for number in range(times):
            writer = self.fork()
            if number % 2:
                sleep(random.uniform(0, self.checks + self.writes))
            else:
                sleep(self.checks / 2)
                self.wait_for_write()
                if number % 4:
                    sleep(random.uniform(0, self.writes))
            self.kill(writer)
            content = self.file.read_bytes()
            found["old" if content == self.old else "new" if content == self.new else "third"] += 1
            found["draft left"] += self.draft.exists()
            try:
                file_records(self.plan, "ANITP", [DRAFT._replace(title="Alt curs")], today)
                found["draft still left"] += self.draft.exists()
            except AnitpError:
                found["next one stopped"] += 1
            self.file.write_bytes(self.old)
        return found


def today(_plan: object) -> date:
    return date(2019, 7, 1)


if __name__ == "__main__":
    writers = Writers(Path(sys.argv[1]))
    writing.LONGEST_WAIT = 0.01  # one look at the lock
    json.dump(writers.outcomes(int(sys.argv[2])), sys.stdout)
