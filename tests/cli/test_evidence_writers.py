"""Writers of evidence that meet, are killed, or have no room: the file is the old one or the new one.

Seen to fail: without the lock of `only_writer` some of the 200 writers fail and some give an id twice; with a plain
write in the place of `_replace` one in eight of the writers that are killed leaves an empty file or a part of one.
"""

from __future__ import annotations

import fcntl
import json
import os
import resource
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from conftest import DATA

from anitp_cli import writing

BASE = DATA / "rules" / "base"
RECORD = ["evidence", "add", "1.1.1", "--state", "done", "--on", "2019-06-20", "--source", "Nota"]
WORDS = [*RECORD, "--by", "ANITP"]
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("ANITP")},
    "ANITP_TODAY": "2019-07-01",
}
start = partial(subprocess.run, env=ENVIRONMENT, capture_output=True, text=True, check=False)


@pytest.fixture
def plan_folder(tmp_path):
    """A plan in which nothing is found."""
    return shutil.copytree(BASE, tmp_path / "plan")


def contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# At once


def test_200_writers_of_8_at_a_time_file_200_records(program, plan_folder):
    file = plan_folder / "evidence" / "ANITP.yaml"
    with file.open("a", encoding="utf-8") as comments:
        comments.write("# Below stands what was added.\n\n")
    before = file.read_bytes()

    def add(number):
        return start([program, *WORDS, "--title", f"Campania {number}", "--plan", str(plan_folder)])

    with ThreadPoolExecutor(8) as eight:
        results = list(eight.map(add, range(200)))
    assert [result.stderr for result in results if result.returncode] == []
    assert sorted(result.stdout for result in results) == sorted(f"ANITP-{number}\n" for number in range(3, 203))
    assert file.read_bytes().startswith(before)
    assert sorted(contents(plan_folder)) == sorted(contents(BASE))
    command = [program, "evidence", "list", "--plan", str(plan_folder), "--by", "ANITP", "--format", "jsonl"]
    on_file = {record["id"]: record["title"] for record in map(json.loads, start(command).stdout.splitlines())}
    assert len(on_file) == 202
    for number, result in enumerate(results):
        assert on_file[result.stdout.strip()] == f"Campania {number}"
    check = start([program, "check", "--plan", str(plan_folder)])
    assert (check.returncode, check.stdout) == (0, "")


@contextmanager
def locked(folder):
    """Hold the lock of a plan as another process would."""
    descriptor = os.open(folder, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(descriptor)


def test_a_second_writer_waits_for_the_first(program, plan_folder):
    before = contents(plan_folder)
    command = [program, *WORDS, "--title", "Campanie", "--plan", str(plan_folder)]
    with locked(plan_folder):
        second = subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        time.sleep(1)
        assert (second.poll(), contents(plan_folder)) == (None, before)
    stdout, _ = second.communicate(timeout=20)
    assert (second.returncode, stdout) == (0, "ANITP-3\n")


def test_a_writer_that_has_waited_too_long_says_why(run, plan_folder, monkeypatch):
    monkeypatch.setattr(writing, "LONGEST_WAIT", 0.05)
    before = contents(plan_folder)
    words = [*WORDS, "--title", "Campanie", "--plan", str(plan_folder)]
    with locked(plan_folder):
        result = run(words)
        assert run([*words, "--dry-run"]).exit_code == 0  # it writes nothing, and need not wait
    assert (result.exit_code, result.stdout, contents(plan_folder)) == (3, "", before)
    why = f"another process has been writing in {plan_folder} for 0.05 seconds; try again when it has ended"
    assert result.stderr == f"anitp: error: {why}\n"
    assert run(words).exit_code == 0


# Killed


def test_killed_at_any_moment_the_file_is_the_old_one_or_the_new_one(plan_folder):
    """The script says when they are killed; about a quarter of them while the draft is being written or moved."""
    script = Path(__file__).with_name("killed_writers.py")
    result = start([sys.executable, str(script), str(plan_folder), "500"])
    assert result.returncode == 0, result.stderr
    found = json.loads(result.stdout)
    assert found["old"] + found["new"] == 500
    assert min(found["old"], found["new"]) > 50
    assert found["draft left"] > 5  # killed in the middle of the write
    assert found["draft still left"] == found.get("next one stopped", 0) == 0
    assert contents(plan_folder) == contents(BASE)


def test_what_a_killed_writer_left_is_overwritten_and_never_read(run, plan_folder):
    left = plan_folder / "evidence" / ".ANITP.yaml.draft"
    left.write_text("half of a rec", encoding="utf-8")
    left.chmod(0o400)
    assert run(["check", "--plan", str(plan_folder)]).stdout == ""
    assert run([*WORDS, "--title", "Campanie", "--plan", str(plan_folder)]).stdout == "ANITP-3\n"
    assert not left.exists()
    assert stat.S_IMODE((plan_folder / "evidence" / "ANITP.yaml").stat().st_mode) & 0o200


# No room


def test_a_file_that_may_not_grow(program, plan_folder):
    def add(by, most_bytes):
        limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
        words = [*RECORD, "--by", by, "--title", "Campanie", "--plan", str(plan_folder)]
        env = {**ENVIRONMENT, "PYTHONDONTWRITEBYTECODE": "1"}  # Python would leave half of a module
        result = start([program, *words], preexec_fn=limit, env=env)
        assert (result.returncode, result.stdout) == (3, "")
        file = plan_folder / "evidence" / f"{by}.yaml"
        assert result.stderr.endswith(f"anitp: error: {file} cannot be written: File too large\n")

    before = contents(plan_folder)
    add("ANITP", 512)
    add("ONG", 128)
    assert contents(plan_folder) == before
    shutil.rmtree(plan_folder / "evidence")
    add("ONG", 128)
    assert not (plan_folder / "evidence").exists()


FULL_DISK = """\
mount -t tmpfs -o size=64k tmpfs "$1" || exit 77
cp -r "$2" "$1/plan"
head -c 1M /dev/zero > "$1/rest" 2> /dev/null
"$3" evidence add 1.1.1 --by ANITP --state done --on 2019-06-20 --source Nota --title Campanie --plan "$1/plan"
code=$?
diff -r "$2" "$1/plan" && exit $code
"""


def test_a_full_disk(program, tmp_path):
    """On a small disk of memory, which a process of its own name space may mount; a record needs a page more."""
    try:
        result = start(["unshare", "--map-root-user", "--mount", "sh", "-c", FULL_DISK, "sh", tmp_path, BASE, program])
    except FileNotFoundError:
        pytest.skip("there is no unshare here")
    if result.returncode == 77 or "unshare" in result.stderr:
        pytest.skip(f"no disk may be mounted here: {result.stderr}")
    assert (result.returncode, result.stdout) == (3, "")
    file = tmp_path / "plan" / "evidence" / "ANITP.yaml"
    assert result.stderr == f"anitp: error: {file} cannot be written: No space left on device\n"


AS_NOBODY = """\
import fcntl, os, sys
from anitp_cli.cli.app import run
if run([*sys.argv[1:], "--dry-run"]):
    sys.exit("a dry run needs no right to write")
if os.geteuid() == 0:
    os.setuid(65534)
sys.exit(run(sys.argv[1:]))
"""


@pytest.mark.parametrize("folder", ["plan/evidence", "plan"])
def test_a_folder_that_may_only_be_read(folder):
    """As one who is not root, whom no mode stops; by then all that is needed of Python is loaded."""
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        plan = shutil.copytree(BASE, Path(place) / "plan")
        by = "ANITP"
        if folder == "plan":
            shutil.rmtree(plan / "evidence")
            by = "ONG"
        before = contents(plan)
        (Path(place) / folder).chmod(0o555)
        words = [*RECORD, "--by", by, "--title", "Campanie", "--plan", str(plan)]
        result = start([sys.executable, "-c", AS_NOBODY, *words])
        (Path(place) / folder).chmod(0o755)
        assert contents(plan) == before
    assert result.returncode == 3
    made = f"{plan}/evidence cannot be made" if folder == "plan" else f"{plan}/evidence/ANITP.yaml cannot be written"
    assert result.stderr.endswith(f"anitp: error: {made}: Permission denied\n")
