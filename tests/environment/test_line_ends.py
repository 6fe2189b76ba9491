"""Files as Windows writes them, and names of folders as people and systems choose them."""

from __future__ import annotations

import json
import shutil
from urllib.parse import unquote

import pytest
from conftest import DATA, ROOT
from processes import contents, multiplied_plan, patched, start

MARK = b"\xef\xbb\xbf"


@pytest.fixture(scope="module", params=["line ends", "line ends and marks"])
def windows(request, tmp_path_factory):
    """A folder with the published plan as an editor on Windows may save it."""
    folder = tmp_path_factory.mktemp("windows")
    for name, content in contents(ROOT / "plan").items():
        path = folder / "plan" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((MARK if "marks" in request.param else b"") + content.replace(b"\n", b"\r\n"))
    return folder


@pytest.mark.parametrize("command", ["who IGPR -f json", "show 2.1.1 -f json", "evidence list", "check -f csv"])
def test_a_plan_saved_on_windows_answers_the_same(program, windows, command):
    """Places included. Without `replace` in `read_content` the end of a line is a control character, and all stops."""
    words = [program, *command.split(), "--plan", "plan"]
    expected = start(words, cwd=ROOT)
    result = start(words, cwd=windows)
    assert (result.returncode, result.stdout, result.stderr) == (0, expected.stdout, expected.stderr)


def test_evidence_is_filed_in_the_line_ends_of_its_file(program, tmp_path):
    """Without `_line_end` of the page the file has two kinds of them."""
    plan = shutil.copytree(DATA / "rules" / "base", tmp_path / "plan")
    path = plan / "evidence" / "ANITP.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    add = ["evidence", "add", "1.1.1", "--by", "ANITP", "--state", "nil", "--period", "2019", "--title", "x"]
    assert start([program, *add, "--source", "x", "--plan", str(plan)]).returncode == 0
    assert path.read_bytes().count(b"\n") == path.read_bytes().count(b"\r\n") > 20
    assert start([program, "check", "--plan", str(plan)]).returncode == 0


# Names of folders and files

NAMES = [
    (r"C:\plan", r"C:\plan"),
    ("100%41 a,b", "100%41 a,b"),
    ("Poliția-ţară", "Poliția-ţară"),
    ("[red]{y}", "[red]{y}"),
    ("\"'`$(id)`<>|*?~#&;", "\"'`$(id)`<>|*?~#&;"),
    ("-x", "-x"),
    ("~ $HOME ", "~ $HOME "),
    ("a\nb\x1b[2Jc\u202ed", r"a\x0ab\x1b[2Jc\u202ed"),
]


@pytest.mark.parametrize(("name", "shown"), NAMES, ids=[ascii(name) for name, _ in NAMES])
def test_a_plan_may_stand_in_a_folder_of_any_name(program, tmp_path, name, shown):
    """Without `visible` the last one clears the screen; without `quote` 100%41 is the place of another file.

    Without the escapes of formats/github.py the first two are told as no places, or as others.
    """
    shutil.copytree(ROOT / "plan", tmp_path / name)

    def checked(format_):
        words = [program, "check", "--only", "T06", "-f", format_, f"--plan={name}"]
        result = start(words, cwd=tmp_path)
        assert (result.returncode, result.stderr) == (0, b"0 errors, 0 warnings, 3 notes\n")
        return result.stdout.decode()

    assert checked("text").startswith(f"{shown}/activities.yaml:338:36: note[T06 text-glued] ")
    located = json.loads(checked("sarif"))["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert unquote(located["artifactLocation"]["uri"]) == f"{name}/activities.yaml"
    escaped = shown.replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
    assert checked("github").startswith(f"::notice file={escaped}/activities.yaml,line=338,col=36,title=T06")


@pytest.mark.parametrize("name", [name for name, _ in NAMES], ids=ascii)
def test_a_file_of_any_name_is_written(program, tmp_path, name):
    """Python itself takes a name as it is; nothing of ours guards it.

    With a name filled in as by a shell, or read as a URL or with other slashes, one or another stands elsewhere.
    """
    result = start([program, "who", "ANPS", "-f", "ids", f"-o{name}"], cwd=tmp_path)
    assert result.returncode == 0
    assert contents(tmp_path) == {name: b"5.2.3\n"}


@pytest.mark.parametrize(("name", "shown"), [NAMES[0], NAMES[-1]], ids=["windows", "hostile"])
def test_a_name_is_told_as_it_was_given(program, tmp_path, name, shown):
    """Without `visible` in `note` the second clears the screen."""
    result = start([program, "who", "ANPS", "--plan", name], cwd=tmp_path)
    assert result.stderr.decode() == (
        f"anitp: error: there is no folder {shown}; name the folder that holds activities.yaml with --plan DIR\n"
    )
    result = start([program, "who", "ANPS", "-f", "ids", "-o", f"{name}/x"], cwd=tmp_path)
    assert result.stderr.decode() == f"anitp: error: {shown}/x cannot be written: No such file or directory\n"


@pytest.mark.parametrize(("times", "mark"), [(50, b""), (100, b""), (100, MARK)], ids=["3,000", "6,000", "marks"])
def test_a_large_plan_saved_on_windows_answers_the_same(program, tmp_path, times, mark):
    """3,000 activities, read as YAML of any layout, are refused for having too many keys.

    6,000 are read in pieces: without `replace` and `removesuffix` in `_pieces`, or `removeprefix` in `_blocks`, they
    are refused.
    """
    plan = multiplied_plan(tmp_path / "plan", times)
    words = [program, "who", "IGPR", "-f", "ids", "--no-cache", "--plan", str(plan)]
    expected = start(words)
    for path in plan.iterdir():
        path.write_bytes(mark + path.read_bytes().replace(b"\n", b"\r\n"))
    result = start(words)
    assert (result.returncode, result.stdout, result.stderr) == (0, expected.stdout, expected.stderr)


@pytest.mark.parametrize("mark", [b"", MARK], ids=["line ends", "marks"])
def test_a_plan_saved_on_windows_is_read_without_yaml(program, tmp_path, mark):
    """Neither is a reason to load PyYAML, which is felt at every start: without `removeprefix` in `read_content` it is.

    Without `replace` there nothing is read at all.
    """
    plan = shutil.copytree(ROOT / "plan", tmp_path / "plan")
    for name in contents(plan):
        (plan / name).write_bytes(mark + (plan / name).read_bytes().replace(b"\n", b"\r\n"))
    env = patched(tmp_path, 'import sys\nsys.modules["yaml"] = None\n')
    assert start([program, "who", "IGPR", "--plan", str(plan)], env=env).returncode == 0
