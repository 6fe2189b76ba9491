# ruff: noqa: S311, T201  # no secrets are drawn here, and its report is what it prints
"""A fuzzer of `anitp check`: `python tests/fuzz/check.py --runs 20000 [--seed N] [--crashes FOLDER]`.

With atheris (pip install atheris) the inputs that reach new code are kept and changed further; without it, or with
--plain, each is made anew. Every input takes the place of one of the files of a copied plan, and the whole of
`anitp check --format json` runs over it in this process. See `faults_of` for what must hold.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import hashlib
import importlib
import io
import json
import os
import random
import resource
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent.parent)]

from inputs import Input, input_from  # noqa: E402  # this folder is no package

MOST_SECONDS = 2
LONGEST = 600  # choices of one input


def _streams():
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8")


def checked(folder: Path) -> tuple[int, bytes, str, float]:
    """All that comes of `anitp check --format json`: exit code, both streams, and its seconds of CPU."""
    from anitp_cli.cli import app

    out, err = _streams(), _streams()
    start = time.process_time()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = app.run(["check", "--plan", str(folder), "--format", "json"])
        out.flush()
        err.flush()
    return code, out.buffer.getvalue(), err.buffer.getvalue().decode(), time.process_time() - start


def write_plan(folder: Path, made: Input) -> None:
    """The plan with one file replaced."""
    (folder / "evidence").mkdir(exist_ok=True)
    for name, text in made.others.items():
        (folder / name).write_bytes(made.content if name == made.name else text.encode())


def faults_of(made: Input, folder: Path) -> tuple[list[str], int, float]:
    """Everything that must hold and does not; the exit code, and the seconds that the slower of two runs took."""
    write_plan(folder, made)
    code, out, err, seconds = checked(folder)
    again, out_again, err_again, seconds_again = checked(folder)
    seconds = max(seconds, seconds_again)
    faults = []
    if code not in (0, 1, 3):
        faults.append(f"exit code {code}: {err[-500:]}")
    if "Traceback" in err or "anitp: bug" in err:
        faults.append(f"standard error: {err[-500:]}")
    if seconds > MOST_SECONDS:
        faults.append(f"{seconds:.1f} s")
    if (code, out, err) != (again, out_again, err_again):
        faults.append("a second run differs")
    if code in (0, 1):
        faults += faults_of_places(out, made)
    return faults + faults_of_layout(made.content), code, seconds


def faults_of_places(out: bytes, made: Input) -> list[str]:
    """Every problem stands inside its file."""
    try:
        items = json.loads(out)["items"]
    except (ValueError, KeyError) as error:
        return [f"no JSON: {error!r}"]
    lines = {}
    for name, text in made.others.items():
        content = made.content if name == made.name else text.encode()
        lines[Path(name).name] = content.removeprefix(b"\xef\xbb\xbf").decode(errors="replace").split("\n")
    faults = []
    for item in items:
        of_file = lines[Path(item["file"]).name]
        line, column = item["line"], item["column"]
        if not (1 <= line <= len(of_file) and 1 <= column <= len(of_file[line - 1]) + 1):
            faults.append(f"no such place: {item['file']}:{line}:{column} {item['rule']} {item['message'][:200]}")
    return faults[:3]


def placed(node: object) -> object:
    """A node with the place of everything in it, to be compared."""
    from anitp_cli.yamlfile import Mapping, Sequence

    if isinstance(node, Mapping):
        return (node.line, node.column, [(placed(key), placed(value)) for key, value in node.items()])
    if isinstance(node, Sequence):
        return (node.line, node.column, [placed(item) for item in node])
    return (str(node), node.line, node.column, node.straight)


def faults_of_layout(content: bytes) -> list[str]:
    """Where the quick reading gives an answer, it is PyYAML's, places included."""
    from anitp_cli.yamlfile import Document
    from anitp_cli.yamlfile.events import read_events
    from anitp_cli.yamlfile.layout import read_layout

    try:
        text = content.decode()
    except UnicodeDecodeError:
        return []
    root = read_layout(text)
    if root is None:
        return []
    document = Document("")
    read_events(content, document)
    if document.problems:
        # What is no text in YAML is refused before either reading.
        is_refused = document.problems[0].message.startswith(("not YAML: unacceptable", "not YAML: control"))
        return [] if is_refused else [f"the quick reading accepts what PyYAML refuses: {document.problems[0]}"]
    return [] if placed(root) == placed(document.root) else ["the quick reading differs from PyYAML's"]


class Fuzzing:
    """One run of the fuzzer, with what it has seen."""

    def __init__(self, runs: int, crashes: Path) -> None:
        self.runs = runs
        self.crashes = crashes
        self.folder = Path(tempfile.mkdtemp(prefix="anitp-fuzz-"))
        self.codes: Counter[int] = Counter()
        self.kinds: Counter[str] = Counter()
        self.found: dict[str, str] = {}
        self.failed = 0
        self.slowest = (0.0, "")
        self.start = time.monotonic()

    def one(self, data: bytes) -> None:
        """Try one string of choices."""
        made = input_from(data)
        try:
            faults, code, seconds = faults_of(made, self.folder)
        except Exception:  # noqa: BLE001  # whatever it is, it is a finding
            faults, code, seconds = [traceback.format_exc()], -1, 0.0
        self.codes[code] += 1
        self.kinds[made.kind] += 1
        digest = hashlib.sha256(data).hexdigest()[:12]
        if seconds > self.slowest[0]:
            self.slowest = (seconds, f"{made.kind} in {made.name}, {len(made.content):,} bytes, {digest}")
        if faults:
            self.failed += 1
            self._keep(digest, data, made, faults)
        if self.codes.total() % 1000 == 0:
            gc.collect()
            print(f"{self.codes.total()} runs, {time.monotonic() - self.start:.0f} s", file=sys.stderr, flush=True)

    def _keep(self, digest: str, data: bytes, made: Input, faults: list[str]) -> None:
        told = "".join(letter for letter in faults[0][-150:] if not letter.isdigit())
        if told in self.found or len(self.found) >= 50:
            return
        self.found[told] = digest
        self.crashes.mkdir(parents=True, exist_ok=True)
        (self.crashes / f"{digest}.choices").write_bytes(data)
        (self.crashes / f"{digest}.{Path(made.name).name}").write_bytes(made.content)
        (self.crashes / f"{digest}.txt").write_text("\n".join(faults), encoding="utf-8", errors="backslashreplace")
        print(f"CRASH {digest} {made.kind} {made.name}: {faults[0][-300:]!r}", flush=True)

    @property
    def is_done(self) -> bool:
        return self.codes.total() >= self.runs

    def report(self) -> int:
        """Print what was seen; the exit code is 1 if anything did not hold."""
        shutil.rmtree(self.folder, ignore_errors=True)
        seconds = time.monotonic() - self.start
        print(f"runs     {self.codes.total()} ({', '.join(f'{kind} {n}' for kind, n in self.kinds.most_common())})")
        print(f"seconds  {seconds:.0f}")
        print(f"slowest  {self.slowest[0]:.2f} s: {self.slowest[1]}")
        print(f"memory   {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most, of the fuzzer's own")
        print(f"exits    {dict(sorted(self.codes.items()))}")
        print(f"crashes  {self.failed} runs, {len(self.found)} kinds{f' in {self.crashes}' if self.found else ''}")
        sys.stdout.flush()
        return 1 if self.failed else 0


def fuzz_plainly(fuzzing: Fuzzing, seed: int) -> int:
    """Each input made anew."""
    dice = random.Random(seed)
    while not fuzzing.is_done:
        fuzzing.one(dice.randbytes(dice.randrange(4, LONGEST)))
    return fuzzing.report()


def fuzz_guided(fuzzing: Fuzzing, seed: int) -> None:
    """Inputs that reach new code are kept and changed further; this does not return."""
    import atheris

    with atheris.instrument_imports(include=["anitp_cli"]):
        for module in ("cli.app", "cli.check", "formats.json", "yamlfile.events"):
            importlib.import_module(f"anitp_cli.{module}")
    dice = random.Random(seed)
    corpus = Path(tempfile.mkdtemp(prefix="anitp-corpus-"))
    for number in range(200):
        (corpus / str(number)).write_bytes(dice.randbytes(dice.randrange(4, LONGEST)))

    def one(data: bytes) -> None:
        fuzzing.one(data)
        if fuzzing.is_done:
            code = fuzzing.report()
            shutil.rmtree(corpus, ignore_errors=True)
            os._exit(code)

    options = [f"-seed={seed or 1}", "-runs=-1", f"-max_len={LONGEST}", "-len_control=0", "-timeout=60", "-verbosity=0"]
    atheris.Setup([sys.argv[0], *options, "-rss_limit_mb=4096", str(corpus)], one)
    atheris.Fuzz()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--crashes", type=Path, default=Path("crashes"))
    parser.add_argument("--plain", action="store_true", help="without atheris")
    asked = parser.parse_args()
    for name in ("ANITP_PLAN", "ANITP_DEBUG", "GITHUB_ACTIONS", "PYTHONIOENCODING"):
        os.environ.pop(name, None)
    fuzzing = Fuzzing(asked.runs, asked.crashes)
    if not asked.plain:
        try:
            fuzz_guided(fuzzing, asked.seed)
        except ImportError:
            print("no atheris: inputs are made anew each time, not steered by what they reach")
    return fuzz_plainly(fuzzing, asked.seed)


if __name__ == "__main__":
    sys.exit(main())
