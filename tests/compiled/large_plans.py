"""A plan that is large enough to be kept in the cache, one with odd things in it, and a way to ask about them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from conftest import ROOT, TODAY

from anitp_cli.loading import load_plan
from anitp_cli.model import fingerprint

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

QUESTION = ("who", "IGPR")
ACTIVITIES = 480
NOBODY_KNOWS_WHEN = "În termen de 6 luni de la intrarea în vigoare"
ODD_TERMS = {
    "7.1.1": NOBODY_KNOWS_WHEN,
    "7.1.2": "Permanent, 2021-2022",
    "8.1.1": "Anual, până la 31 martie",
    "8.1.2": "Permanent, 2016-2017",
    "9.1.1": "Ianuarie 2035",
    "10.1.1": NOBODY_KNOWS_WHEN,
    "16.10.1": NOBODY_KNOWS_WHEN,
}
ODD_TITLES = {
    "7.1.1": "Ünïcode İstanbul ﬁnanțare ΑΣ ¨ ş ţ ß №5 ½",
    "7.1.3": "a  b\u00a0c nn̈o e\u0301",
}
ODD_EVIDENCE = """institution: 'IGPR'
records:
  - id: IGPR-1
    activity: "2.1.1"
    kind: "training"
    period: "2019-06"
    state: "done"
    dates: "2019-06-20"
    title: "Curs \\u0219i atelier,
      pe dou\\u0103 r\\xe2nduri"
    actions: ["atelier", 'curs']
    values: {"1": "12"}
    partners: ["ONG"]
    channels: ["online"]
    note: |
      O notă
      pe rânduri
    source: {title: "Raport", link: "https://www.mai.gov.ro/x"}
  - id: IGPR-2
    activity: "7.1.2"
    kind: "other"
    state: "nil"
    period: "2021-02"
    title: "Nimic de raportat"
"""


@dataclass(frozen=True)
class Answer:
    """All that comes of a question, with the files that it writes."""

    exit_code: int
    stdout: bytes
    stderr: bytes
    files: Mapping[str, bytes]


def write_large(folder: Path, activities: int = ACTIVITIES) -> Path:
    """A plan with evidence, by default one of 550 kB, which is large enough to be kept."""
    words = [sys.executable, str(ROOT / "benchmarks" / "plans.py"), str(activities), str(folder)]
    subprocess.run(words, check=True, timeout=60, env=environment(folder.parent))
    return folder


def write_odd(folder: Path, activities: int = ACTIVITIES) -> Path:
    """The same with 16.3 as 16.10, terms without a date or outside the plan, letters that fold, and odd evidence."""
    write_large(folder, activities)
    for path in sorted(folder.rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"(?<![\d.])16\.3(?!\d)", "16.10", text), encoding="utf-8")
    for id_, term in ODD_TERMS.items():
        edit(folder, id_, r'(terms:\n +- )"[^"]*"', term)
    for id_, title in ODD_TITLES.items():
        edit(folder, id_, r'(title: )"[^"]*"', title)
    (folder / "evidence" / "IGPR.yaml").write_text(ODD_EVIDENCE, encoding="utf-8")
    publish(folder)
    return folder


def edit(folder: Path, id_: str, place: str, words: str) -> None:
    """Put other words in a place of an activity's row."""
    path = folder / "activities.yaml"
    head, mark, row = path.read_text(encoding="utf-8").partition(f'          - id: "{id_}"\n')
    assert mark, id_
    path.write_text(head + mark + re.sub(place, rf'\1"{words}"', row, count=1), encoding="utf-8")


def publish(folder: Path) -> None:
    """Give the headings and the rows the fingerprints that they would have if they were published so."""
    path = folder / "activities.yaml"
    text = path.read_text(encoding="utf-8")
    plan, _ = load_plan(folder)
    text = text.replace(plan.fingerprint, fingerprint(plan.printed_headings()))
    for activity in plan.activities:
        text = text.replace(activity.fingerprint, fingerprint(activity.printed_row()))
    path.write_text(text, encoding="utf-8")


def environment(home: Path, **settings: str) -> dict[str, str]:
    """An environment with a home of its own, and the cache in it."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("ANITP", "PYTHON", "XDG"))}
    return {**inherited, "HOME": str(home), "XDG_CACHE_HOME": str(home), "ANITP_TODAY": TODAY, **settings}


class Asker:
    """Asks the installed program about a plan, with a cache that is kept in one place."""

    def __init__(self, program: str, folder: Path, home: Path) -> None:
        self.program = program
        self.folder = folder
        self.home = home

    @classmethod
    def with_a_cache(cls, program: str, home: Path) -> Self:
        """One who has asked about a large plan, which the cache holds since then."""
        asker = cls(program, write_large(home / "plan"), home)
        asker(*QUESTION)
        return asker

    def copied(self, home: Path) -> Asker:
        """The same with a plan and a cache of its own."""
        shutil.copytree(self.folder, home / "plan")
        shutil.copytree(self.cache, home / "anitp")
        return Asker(self.program, home / "plan", home)

    @property
    def cache(self) -> Path:
        """Where the program keeps what it has read."""
        return self.home / "anitp"

    def kept(self) -> list[Path]:
        """Every file of the cache."""
        return files_in(self.cache)

    def index(self) -> Path:
        """The one file of the cache."""
        (only,) = self.kept()
        return only

    def __call__(self, *words: str, cwd: Path | None = None, **settings: object) -> Answer:
        """The answer to a question; what it writes into `cwd` is part of it."""
        env = environment(self.home, **settings.pop("env", {}))
        words = (self.program, *words, "--plan", str(self.folder))
        done = subprocess.run(words, capture_output=True, check=False, cwd=cwd, env=env, timeout=120, **settings)
        written = {str(path.relative_to(cwd)): path.read_bytes() for path in files_in(cwd)} if cwd else {}
        return Answer(done.returncode, done.stdout, done.stderr, written)


def files_in(folder: Path) -> list[Path]:
    """Every file below a folder."""
    return sorted(path for path in folder.rglob("*") if path.is_file())
