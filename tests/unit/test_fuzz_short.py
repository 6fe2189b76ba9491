"""No file makes `anitp check` crash, hang, take much or run code; tests/fuzz/check.py tries many more."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import NamedTuple

import pytest
from conftest import ROOT
from fuzz.check import faults_of, faults_of_places
from fuzz.inputs import EVIDENCE, NAMES, PLAN, Input, input_from
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anitp_cli.yamlfile import MOST_BYTES, MOST_BYTES_FREELY, read

ACTIVITIES, INSTITUTIONS, ABBREVIATIONS = NAMES
MOST_SECONDS = 2  # of CPU: a busy machine makes no test fail
MOST_WAITING = 20
MOST_MEGABYTES = 200
# The peak memory of a process counts that of the one it was forked from: a small one stands between.
MEASURE = """
import os, sys
pid = os.fork()
if not pid:
    os.execv(sys.argv[1], sys.argv[1:])
_, status, used = os.wait4(pid, 0)
print(used.ru_utime + used.ru_stime, used.ru_maxrss, file=sys.stderr)
sys.exit(os.waitstatus_to_exitcode(status) % 256)
"""


class Run(NamedTuple):
    exit_code: int
    stdout: bytes
    stderr: str
    seconds: float
    megabytes: float

    @property
    def rules(self):
        return [(item["rule"], item["line"], item["column"]) for item in json.loads(self.stdout)["items"]]


@pytest.fixture
def folder(tmp_path):
    """A copy of the plan, in place of one of whose files something else is put."""
    folder = tmp_path / "plan"
    (folder / "evidence").mkdir(parents=True)
    for name, text in PLAN.items():
        (folder / name).write_bytes(text.encode())
    yield folder
    shutil.rmtree(folder)  # a hundred megabytes are not kept for the next run


@pytest.fixture
def check(program, folder):
    """Run the installed program over the folder, with a limit on its time and its memory."""
    if os.name == "nt":
        pytest.skip("Windows has no fork and no wait4 to measure with")

    def check(**environment):
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-c", MEASURE, program, "check", "--format", "json", "--plan", folder],
            env={**os.environ, **environment},
            capture_output=True,
            timeout=MOST_WAITING,
            check=False,
        )
        *err, measured = done.stderr.decode().splitlines()
        seconds, kilobytes = map(float, measured.split())
        result = Run(done.returncode, done.stdout, "\n".join(err), seconds, kilobytes / 1024)
        assert result.exit_code in (0, 1, 3), result.stderr
        assert "Traceback" not in result.stderr
        assert "anitp: bug" not in result.stderr
        assert result.seconds < MOST_SECONDS
        assert result.megabytes < MOST_MEGABYTES
        return result

    return check


@settings(max_examples=50, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.binary(min_size=4, max_size=400))
def test_no_input_makes_it_fail(tmp_path_factory, data):
    faults, _, _ = faults_of(input_from(data), tmp_path_factory.getbasetemp())
    assert faults == []


BILLION_LAUGHS = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 30))
MERGE_BOMB = "m0: &m0 {a: b}\n" + "".join(f"m{n}: &m{n}\n  <<: [*m{n - 1}, *m{n - 1}]\n" for n in range(1, 40))
STAIRS = "".join(f"{' ' * depth}a:\n" for depth in range(10_000))
MANY_LINES = "a" * 999 + "\n "


@pytest.mark.parametrize(
    ("content", "found"),
    [
        pytest.param(BILLION_LAUGHS, ("yaml-alias", 1, 5), id="alias bomb"),
        pytest.param(MERGE_BOMB, ("yaml-alias", 1, 5), id="merge-key bomb"),
        pytest.param("[" * 10_000, ("yaml-depth", 1, 31), id="10,000 deep in flow form"),
        pytest.param("a: &x " + "[" * 10_000, ("yaml-depth", 1, 36), id="10,000 deep in a mapping"),
        pytest.param("{a: " * 10_000, ("yaml-depth", 1, 121), id="10,000 mappings deep"),
        pytest.param("- " * 10_000, ("yaml-depth", 1, 61), id="10,000 deep in block form"),
        pytest.param(STAIRS, ("yaml-size", 21, 1), id="10,000 lines, each deeper"),
        pytest.param('x: "' + "a" * 100_000_000 + '"', ("yaml-size", 1, 1), id="100 MB on one line"),
        pytest.param('x: "' + MANY_LINES * 100_000 + '"', ("yaml-size", 1, 1), id="100 MB over many lines"),
        pytest.param("x: |\n  " + (MANY_LINES + " ") * 100_000, ("yaml-size", 1, 1), id="100 MB in a block"),
        pytest.param("x: |\n  " + ("ș" * 499 + "\n  ") * 4_000 + "😀", ("field-unknown", 1, 1), id="4 MB in a block"),
        pytest.param("a: \x00", ("yaml-control", 1, 4), id="NUL"),
        pytest.param('a: "\\0"', ("field-unknown", 1, 1), id="NUL as an escape"),
        pytest.param("a: ș".encode("utf-16"), ("yaml-encoding", 1, 1), id="UTF-16"),
        pytest.param("a: b".encode("utf-16-le"), ("yaml-control", 1, 2), id="UTF-16 without its mark"),
        pytest.param(b"a: b\n\xc8", ("yaml-encoding", 2, 1), id="invalid UTF-8"),
        pytest.param(b"a: \xed\xa0\x80", ("yaml-encoding", 1, 4), id="a surrogate in UTF-8"),
        pytest.param('a: "\\ud800"', ("yaml-syntax", 1, 7), id="a surrogate as an escape"),
        pytest.param("", ("file-empty", 1, 1), id="empty"),
        pytest.param("# a\n# b\n", ("file-empty", 1, 1), id="only remarks"),
        pytest.param("- x\n" * 1_000_000, ("yaml-size", 99_997, 3), id="1,000,000 lines"),
        pytest.param("".join(f"k{n}: x\n" for n in range(100_000)), ("yaml-size", 49_999, 1), id="100,000 keys"),
        pytest.param(
            "".join(f'"k{n}": "x"\n' for n in range(100_000)), ("field-unknown", 1, 2), id="100,000 plain keys"
        ),
        pytest.param("k" * 1_000_000 + ": x", ("yaml-syntax", 1, 1_000_001), id="a key of 1 MB"),
        pytest.param('? "' + "k" * 1_000_000 + '"\n: x', ("field-unknown", 1, 4), id="an explicit key of 1 MB"),
        pytest.param("a: b\n---\na: c\n", ("yaml-syntax", 2, 1), id="several documents"),
        pytest.param("%YAML 2.0\n---\na: b\n", ("yaml-syntax", 1, 1), id="another YAML"),
        # What the fuzzer and its reader found: each was a crash, a hang or a wrong place.
        pytest.param("plan:\n  id: a\u2028\n  x: b\n", ("yaml-control", 2, 8), id="a line end that no editor knows"),
        pytest.param("---\n#", ("type-wrong", 2, 2), id="a place behind the end"),
        pytest.param("a: b\rc: d\n", ("yaml-control", 1, 5), id="a lone carriage return"),
    ],
)
def test_a_hostile_file(content, found, folder, check):
    (folder / ACTIVITIES).write_bytes(content if isinstance(content, bytes) else content.encode())
    result = check()
    of_file = [item for item in json.loads(result.stdout)["items"] if item["file"].endswith(ACTIVITIES)]
    assert found in [(item["rule"], item["line"], item["column"]) for item in of_file]
    assert result.exit_code == 1


def test_a_directive_of_yaml_1_1_changes_nothing(folder, check):
    for name in NAMES:
        (folder / name).write_bytes(b"%YAML 1.1\n---\n" + PLAN[name].encode())
    assert check().exit_code == 0


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system", "!!python/object/new:os.system"])
def test_nothing_is_executed(tag, folder, check, tmp_path):
    canary = tmp_path / "canary"
    for name in NAMES:
        (folder / name).write_text(f'a: {tag} ["touch {canary}"]\n', encoding="utf-8")
    assert [rule for rule in check().rules if rule[0] == "yaml-tag"] == [("yaml-tag", 1, 4)] * 3
    assert not canary.exists()


def pipe(path):
    os.mkfifo(path)


def zeros(path):
    path.symlink_to("/dev/zero")


@pytest.mark.parametrize("make", [pipe, os.mkdir, zeros])
def test_what_is_no_regular_file_is_not_opened(make, folder, check):
    for name in NAMES:
        (folder / name).unlink()
        make(folder / name)
    assert [rule for rule in check().rules if rule[0] == "yaml-file"] == [("yaml-file", 1, 1)] * 3


def test_what_cannot_be_opened_is_said(folder, check):
    path = folder / INSTITUTIONS
    path.unlink()
    path.symlink_to(path)
    result = check()
    assert (result.exit_code, result.stdout) == (3, b"")
    path.unlink()
    assert check().exit_code == 3


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read(folder, check):
    (folder / ABBREVIATIONS).chmod(0)
    result = check()
    assert (result.exit_code, result.stdout) == (3, b"")


NINES = "9" * 5000
MANY_ENTRIES = "".join(f'  "K{n}": "x"\n' for n in range(100_000))


@pytest.mark.parametrize(
    ("name", "change", "rule"),
    [
        (ACTIVITIES, ('id: "1.1.1"', f'id: "1.1.{NINES}"'), "form-wrong"),
        (ACTIVITIES, ('id: "1.1"', f'id: "1.{NINES}"'), "form-wrong"),
        (ACTIVITIES, ('zone: "Europe/Bucharest"', 'zone: "/etc/passwd"'), "time-zone"),
        (ACTIVITIES, ('zone: "Europe/Bucharest"', 'zone: "Europe"'), "time-zone"),
        (ACTIVITIES, ('- "Anual"', f'- "{"a,a;" * 5001}"'), "yaml-size"),
        (ACTIVITIES, ('- "Anual"', f'- "{"a,a;" * 4999}"'), "text-glued"),
        (ACTIVITIES, ('- "ANITP"', '- "ANITP"' + '\n              - "ANITP"' * 5000), "yaml-size"),
        (ABBREVIATIONS, ('  "ANAF"', MANY_ENTRIES + '  "ANAF"'), "yaml-size"),
        (ABBREVIATIONS, ('  "ANAF"', '  "": "x"\n  "ANAF"'), "text-empty"),
    ],
    ids=["id", "objective", "zone", "folder", "text", "glued", "list", "table", "key"],
)
def test_a_hostile_value(name, change, rule, folder, check):
    assert change[0] in PLAN[name]
    (folder / name).write_text(PLAN[name].replace(*change, 1), encoding="utf-8")
    result = check()
    assert rule in [found for found, _, _ in result.rules]
    assert faults_of_places(result.stdout, Input("", name, (folder / name).read_bytes(), PLAN)) == []


MANY_VALUES = "".join(f'      "indicator {n}": "1"\n' for n in range(1000))


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (('"Evaluare"', f'"{"a@a.ro " * 2_800}"'), "evidence-personal"),
        (('"Evaluare"', f'"{"a@" * 9_900}"'), "evidence-unsourced"),
        (('"Evaluare"', f'"{"1 11 11 11 11 11 111 1 " * 860}"'), "evidence-unsourced"),
        (('      "1": "2"\n', MANY_VALUES), "evidence-indicator"),
        (('period: "2018"', f'period: "{NINES}"'), "evidence-period"),
        (('dates: "2019-01"', f'dates: "{"2019-01.." * 2_000}"'), "evidence-days"),
        (('assesses: "IGPR-1"', 'assesses: "ANITP-6"'), "evidence-assesses"),
    ],
    ids=["mails", "no mail", "numbers", "values", "period", "days", "itself"],
)
def test_hostile_evidence(change, rule, folder, check):
    text = PLAN[EVIDENCE].replace('    source:\n      title: "Raport ANITP 2018"\n', "")
    assert change[0] in text
    (folder / EVIDENCE).write_text(text.replace(*change, 1), encoding="utf-8")
    assert rule in [found for found, _, _ in check().rules]


def test_evidence_that_is_no_file_or_no_folder(folder, check):
    (folder / "evidence" / "MAI.yaml").mkdir()
    assert [rule for rule in check().rules if rule[0] == "yaml-file"] == [("yaml-file", 1, 1)]
    shutil.rmtree(folder / "evidence")
    (folder / "evidence").write_text("")
    assert check().exit_code == 3


def test_a_large_file_is_read_where_it_is_plain(tmp_path):
    """Only what departs from the plain layout is refused by its size; the place of the departure is told."""
    path = tmp_path / "f.yaml"
    lines = ["items:", *('  - "0123456789 0123456789 0123456789 0123456789"' for _ in range(100_000))]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert MOST_BYTES_FREELY < path.stat().st_size < MOST_BYTES
    assert len(read(path, "f").root["items"]) == 100_000
    for number, line in ((5_000, "  - bare"), (70_000, '  "a": "b"'), (2, 'items: "again"')):
        path.write_text("\n".join([*lines[: number - 1], line, *lines[number:]]), encoding="utf-8")
        (problem,) = read(path, "f").problems
        assert (problem.rule, problem.line, problem.column) == ("yaml-size", number, 1)
    for number, line, rule in ((70_000, b"#\xff", "yaml-encoding"), (9_000, b"#\t", "yaml-tab")):
        content = "\n".join(lines).encode().split(b"\n")
        content[number - 1] = line
        path.write_bytes(b"\n".join(content))
        (problem,) = read(path, "f").problems
        assert (problem.rule, problem.line, problem.column) == (rule, number, 2)


def test_the_order_of_hashes_changes_nothing(folder, check):
    (folder / ACTIVITIES).write_text(PLAN[ACTIVITIES].replace("ANITP", "ANIPT").replace("ț", "ţ"), encoding="utf-8")
    assert len({check(PYTHONHASHSEED=str(seed)).stdout for seed in range(2)}) == 1


def test_the_fuzzer_runs():
    words = [sys.executable, ROOT / "tests" / "fuzz" / "check.py", "--plain", "--runs", "10", "--seed", "3"]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "runs     10" in done.stdout
    assert "crashes  0" in done.stdout
