"""Letters in locales and encodings that do not hold them: in what is typed, in what is answered, in names of files.

The guards are `set_up_streams` of cli/output.py, with the escape of what an encoding cannot hold, and `visible`, which
writes out what is no letter at all.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from urllib.parse import quote

import pytest
from conftest import DATA, ROOT
from processes import contents, patched, start

ANES = "Agenția Națională pentru Egalitate de Șanse între Femei și Bărbați"
NOT_UTF8 = b"a\xff"
"""A word that is no text, though a file may be called so."""


@pytest.mark.parametrize(
    "env",
    [
        {},
        {"LANG": "C"},
        {"LC_ALL": "POSIX"},
        {"LC_ALL": "C", "PYTHONUTF8": "0"},
        {"LC_ALL": "POSIX", "PYTHONUTF8": "0"},
        {"LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LANG": "ro_RO.nowhere", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
    ids=str,
)
def test_what_is_answered_is_utf8_whatever_the_locale(program, env):
    """Without `set_up_streams` each with PYTHONUTF8=0 is a UnicodeEncodeError; Python itself keeps the others."""
    result = start([program, "expand", "ANES"], env=env)
    assert result.stdout.decode().splitlines()[1] == f"ANES  {ANES}"
    assert result.stderr == b""


AS_ON_WINDOWS = """\
import io, sys
for name in ("stdout", "stderr"):
    stream = getattr(sys, name).detach()
    setattr(sys, name, io.TextIOWrapper(stream, encoding="cp1252", newline="\\r\\n"))
"""


def test_streams_as_python_opens_them_on_windows_are_set_up_likewise(program, tmp_path):
    """In a pipe there: its code page, what that cannot hold an error, and other line ends. A console is not tried here.

    Without `set_up_streams` the answer is a UnicodeEncodeError.
    """
    env = patched(tmp_path, AS_ON_WINDOWS)
    for words in (["expand", "ANES"], ["who", "Șș"], ["expand", "--help"]):
        result, expected = start([program, *words], env=env), start([program, *words])
        assert (result.stdout, result.stderr) == (expected.stdout, expected.stderr)


@pytest.mark.parametrize("env", [{"LANG": "C"}, {"LC_ALL": "POSIX"}], ids=str)
@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (["who", "Agenția Națională pentru Programe de Sănătate", "-f", "ids"], "5.2.3\n"),
        (["expand", "poliția română", "-f", "ids"], "IGPR\n"),
        (["list", "ÎNVĂȚĂMÂNT", "-f", "ids"], "1.2.1\n"),
    ],
    ids=lambda words: words[0],
)
def test_romanian_letters_are_understood_in_an_ascii_locale(program, env, words, answer):
    """Python itself reads arguments as UTF-8 there; nothing of ours guards it.

    With PYTHONUTF8=0 none of these is found.
    """
    assert start([program, *words], env=env).stdout.decode() == answer


@pytest.mark.parametrize(
    ("env", "name"),
    [
        ({"LANG": "C"}, "Poliția Română"),
        ({"LC_ALL": "POSIX"}, "Poliția Română"),
        ({"LC_ALL": "C", "PYTHONUTF8": "0"}, r"Poli\udcc8\udc9bia Rom\udcc3\udca2n\udcc4\udc83"),
    ],
    ids=str,
)
def test_an_unknown_name_is_told_in_its_own_letters(program, env, name):
    """Who has turned UTF-8 off is shown the bytes that came; with `visible` and the escape gone that is a traceback.

    Python itself keeps the others.
    """
    result = start([program, "who", "Poliția Română"], env=env)
    assert (result.returncode, result.stdout) == (2, b"")
    assert result.stderr.decode().startswith(f'anitp: error: no institution of the plan is called "{name}"; ')


@pytest.fixture(scope="module")
def latin2(tmp_path_factory):
    """A locale of ISO 8859-2, in which Romanian was written before Unicode."""
    folder = tmp_path_factory.mktemp("locales")
    command = ["localedef", "-i", "ro_RO", "-f", "ISO-8859-2", str(folder / "ro_RO.ISO-8859-2")]
    try:
        subprocess.run(command, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"no locale can be made here: {error}")
    return {"LOCPATH": str(folder), "LC_ALL": "ro_RO.ISO-8859-2", "PYTHONUTF8": "0"}


def test_what_is_typed_in_latin_2_is_read_so_and_its_file_named_so(program, latin2, tmp_path):
    """Python reads arguments by the locale; read as UTF-8 in __main__.py they are not found, nor if `fold` keeps ţ.

    With its name made UTF-8 in `write_text` the file stands elsewhere.
    """
    typed = "poliţia română".encode("iso8859-2")
    result = start([os.fsencode(program), b"expand", typed, b"-o", typed + b".txt"], env=latin2, cwd=tmp_path)
    assert (result.returncode, result.stderr) == (0, b"")
    (written,) = tmp_path.iterdir()
    assert os.fsencode(written.name) == typed + b".txt"
    assert written.read_text(encoding="utf-8").endswith("IGPR  Inspectoratul General al Poliției Române\n")


IN_ASCII = r"Agen\u021bia Na\u021bional\u0103 pentru Egalitate de \u0218anse \u00eentre Femei \u0219i B\u0103rba\u021bi"


@pytest.mark.parametrize(
    ("encoding", "answer"),
    [
        ("ascii", IN_ASCII),
        ("ascii:strict", IN_ASCII),
        ("cp1252:replace", IN_ASCII.replace(r"\u00ee", "î")),
        ("iso8859-2", IN_ASCII.replace(r"\u00ee", "î").replace(r"\u0103", "ă")),
        ("utf-16-le", ANES),
        (":strict", ANES),
    ],
)
def test_an_encoding_that_was_asked_for_is_kept_and_what_it_cannot_hold_escaped(program, encoding, answer):
    """Without the escape the first four end as a bug, with a UnicodeEncodeError."""
    result = start([program, "expand", "ANES"], env={"PYTHONIOENCODING": encoding})
    codec = encoding.partition(":")[0] or "utf-8"
    assert result.stdout.decode(codec).splitlines()[1] == f"ANES  {answer}"
    assert (result.returncode, result.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("encoding", "answer"), [("ascii", IN_ASCII), ("cp1252", IN_ASCII.replace(r"\u00ee", "î")), ("utf-8", ANES)]
)
def test_a_terminal_of_another_encoding(program, terminal, encoding, answer):
    """Without the escape the first two are bugs; without `asked` in `set_up_streams` they get letters of UTF-8.

    What is escaped takes more room than the letter that it stands for, and only a wide screen has it.
    """
    env = {"PYTHONIOENCODING": encoding, "NO_COLOR": "1"}
    screen = terminal([program, "expand", "ANES"], columns=200, env=env)
    assert screen.splitlines()[1] == f"ANES  {answer}"


@pytest.mark.parametrize("command", ["show 2.1.1 -f jsonl", "list -f json", "check -f sarif"])
def test_json_stays_json_in_any_encoding(program, command):
    r"""With Python's own escapes ("\xee") the first two are no documents that can be read, without any all three."""
    words = [program, *command.split()]
    told, meant = (start(words, env={"PYTHONIOENCODING": name}).stdout.decode(name) for name in ("ascii", "utf-8"))
    assert told != meant
    assert json.loads(told) == json.loads(meant)


@pytest.mark.parametrize(
    ("words", "encoding", "exit_code", "shown"),
    [
        (["who", "Șș"], "ascii:strict", 2, r'is called "\u0218\u0219"; did you mean SPAS?'),
        (["due", "--before", "vineri"], "ascii:strict", 2, r"azi or today, m\u00e2ine, ieri"),
        (["expand", "--help"], "cp1252:strict", 0, r'anitp expand "poli\u021bia român\u0103"'),
    ],
    ids=["who", "due", "help"],
)
def test_errors_and_help_are_told_in_any_encoding(program, words, encoding, exit_code, shown):
    """Without the escape the errors are tracebacks, the help is a bug. In ASCII typer itself writes help as UTF-8."""
    result = start([program, *words], env={"PYTHONIOENCODING": encoding})
    assert shown in (result.stdout + result.stderr).decode(encoding.partition(":")[0])
    assert result.returncode == exit_code


# What is no text at all


@pytest.mark.parametrize(
    ("words", "exit_code"),
    [
        ([b"who", NOT_UTF8], 2),
        ([b"show", NOT_UTF8], 2),
        ([b"expand", NOT_UTF8], 2),
        ([b"list", b"--objective", NOT_UTF8], 2),
        ([b"due", b"--before", NOT_UTF8], 2),
        ([b"due", b"--today", NOT_UTF8], 2),
        ([b"plan", b"--format", NOT_UTF8], 2),
        ([b"plan", b"-o", b"x." + NOT_UTF8], 2),
        ([b"plan", b"--" + NOT_UTF8], 2),
        ([b"plan", NOT_UTF8], 2),
        ([NOT_UTF8], 2),
        ([b"evidence", b"import", NOT_UTF8], 3),
        ([b"plan", b"--plan", NOT_UTF8], 3),
        ([b"plan", b"-o", b"nowhere/" + NOT_UTF8], 3),
    ],
    ids=lambda value: b" ".join(value).decode(errors="replace") if isinstance(value, list) else None,
)
def test_an_argument_that_is_no_text_is_told_with_its_bytes_escaped(program, words, exit_code, tmp_path):
    """With surrogates taken out of `text.UNSAFE`, and the escape too, these are UnicodeEncodeErrors.

    Only an unknown command is not: typer writes its name out itself. With arguments decoded anew, it too is another.
    """
    result = start([os.fsencode(program), *words], cwd=tmp_path)
    assert (result.returncode, result.stdout) == (exit_code, b"")
    (line,) = result.stderr.decode().splitlines()
    assert line.startswith("anitp: error: ")
    assert r"a\udcff" in line
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("name", "exit_code"), [("ANITP_PLAN", 3), ("ANITP_TODAY", 2)])
def test_a_setting_that_is_no_text_is_told_likewise(program, name, exit_code):
    """As above."""
    result = start([program, "due"], env={name: os.fsdecode(NOT_UTF8)})
    assert (result.returncode, result.stdout) == (exit_code, b"")
    assert rb"a\udcff" in result.stderr


def test_no_row_holds_what_is_no_text(program):
    """As above."""
    result = start([os.fsencode(program), b"list", NOT_UTF8, b"-f", b"json"])
    assert (result.returncode, result.stderr) == (0, b"0 of 60 activities\n")
    document = json.loads(result.stdout)
    assert (document["count"], document["query"]["text"]) == (0, ["a\udcff"])


@pytest.fixture
def unnamed(tmp_path):
    """A folder whose name is no text; some systems know none."""
    folder = tmp_path / os.fsdecode(NOT_UTF8)
    try:
        folder.mkdir()
    except OSError as error:
        pytest.skip(f"no file can be called so here: {error}")
    return folder


@pytest.mark.parametrize(
    "words", [["plan", "-o", "x.json"], ["page", "-o", "x.html"], ["export", "x.db"]], ids=lambda words: words[0]
)
def test_a_file_may_have_a_name_that_is_no_text(program, unnamed, words):
    """Python itself keeps the bytes of a name; with the name made UTF-8 in `_draft` none of these is written."""
    result = start([program, *words[:-1], str(unnamed / words[-1])])
    assert result.returncode == 0
    assert list(contents(unnamed)) == [words[-1]]
    assert list(contents(unnamed.parent)) == [f"{unnamed.name}/{words[-1]}"]


@pytest.mark.parametrize("command", ["who IGPR -f json", "evidence list"])
def test_a_plan_may_stand_in_a_folder_whose_name_is_no_text(program, unnamed, command):
    """As above; with the name made UTF-8 in `find_folder` there is no such folder."""
    shutil.copytree(ROOT / "plan", unnamed, dirs_exist_ok=True)
    result = start([program, *command.split(), "--plan", str(unnamed)])
    assert result.stdout == start([program, *command.split(), "--plan", str(ROOT / "plan")]).stdout
    assert result.returncode == 0


@pytest.mark.parametrize("format_", ["text", "json", "csv", "github"])
def test_a_place_in_such_a_folder_is_told_with_its_bytes_escaped(program, unnamed, format_):
    """With surrogates taken out of `text.UNSAFE`, and the escape too, each of these is a UnicodeEncodeError."""
    shutil.copytree(ROOT / "plan", unnamed, dirs_exist_ok=True)
    result = start([program, "check", "--only", "T06", "-f", format_, "--plan", str(unnamed)])
    assert (result.returncode, result.stdout.decode().count(r"a\udcff/activities.yaml")) == (0, 3)


@pytest.mark.parametrize("option", ["--title", "--source", "--note", "--link"])
def test_evidence_that_is_no_text_is_refused_by_its_option(program, tmp_path, option):
    """Without `_NO_TEXT` of filing/ the message asks to save a file as UTF-8, and names a byte that nobody typed."""
    plan = shutil.copytree(DATA / "rules" / "base", tmp_path / "plan")
    before = contents(plan)
    words = ["evidence", "add", "1.1.1", "--by", "ANITP", "--state", "nil", "--period", "2019", "--plan", str(plan)]
    words += [word for other in ("--title", "--source") if other != option for word in (other, "x")]
    words.append(option)
    result = start([*(os.fsencode(word) for word in [program, *words]), NOT_UTF8])
    assert (result.returncode, result.stdout, contents(plan)) == (2, b"", before)
    assert result.stderr.decode() == (
        f"anitp: error: {option}: it is not UTF-8. Type it where the locale is of UTF-8\n"
    )


def test_sarif_names_a_folder_that_is_no_text_by_its_bytes(program, tmp_path):
    """Without `surrogateescape` this is a UnicodeEncodeError."""
    folder = tmp_path / os.fsdecode(NOT_UTF8)
    shutil.copytree(ROOT / "plan", folder)
    result = start([program, "check", "--only", "T06", "-f", "sarif", "--plan", str(folder)])
    assert result.returncode == 0
    located = json.loads(result.stdout)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert located["artifactLocation"]["uri"] == f"{quote(str(tmp_path))}/a%FF/activities.yaml"
