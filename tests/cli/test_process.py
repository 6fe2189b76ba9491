"""The installed program as a process: a bug, start-up, completion. What surrounds it is in tests/environment."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

MNIR = r"institutiile\ responsabile\ cu\ implementarea\ mnir"
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith(("ANITP", "LC_", "LANG", "PYTHON"))},
    "ANITP_TODAY": "2019-07-01",
}


def start(words, **settings):
    return subprocess.run(
        words, capture_output=True, check=False, env={**ENVIRONMENT, **settings.pop("env", {})}, timeout=60, **settings
    )


def test_python_m(program):
    assert start([sys.executable, "-m", "anitp_cli", "expand", "UE"]).stdout == start([program, "expand", "UE"]).stdout


def test_a_bug_is_one_line_and_70(program, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(
        "import anitp_cli.loading\nanitp_cli.loading.find_folder = lambda given=None: 1 / 0\n", encoding="utf-8"
    )
    result = start([program, "plan"], env={"PYTHONPATH": str(tmp_path)})
    assert result.returncode == 70
    assert result.stderr.startswith(b"anitp: bug: ZeroDivisionError: division by zero; please report it")
    assert len(result.stderr.splitlines()) == 1
    debug = start([program, "plan"], env={"PYTHONPATH": str(tmp_path), "ANITP_DEBUG": "1"})
    assert b"Traceback" in debug.stderr


# What takes its time to load, and what only other commands, formats or larger plans need.
SELDOM = {
    *("rich", "yaml", "dateutil", "json", "csv", "sqlite3", "unicodedata", "tempfile", "hashlib", "asyncio"),
    *(
        "anitp_cli.compiled",
        "anitp_cli.checks",
        "anitp_cli.filing",
        "anitp_cli.views.evidence",
        "anitp_cli.yamlfile.events",
    ),
}
NO_PLAN = SELDOM | {"zoneinfo", "anitp_cli.states", "anitp_cli.query", "anitp_cli.views.due"}


@pytest.mark.parametrize(
    ("words", "unused"),
    [
        (["--version"], NO_PLAN | {"anitp_cli.loading", "anitp_cli.model"}),
        (["expand", "DIICOT"], SELDOM | {"zoneinfo", "anitp_cli.views.due"}),
        (["who", "IGPR"], SELDOM | {"zoneinfo", "anitp_cli.agenda", "anitp_cli.views.due"}),
        (["due", "--before", "2019-12"], SELDOM | {"anitp_cli.views.who"}),
        (["show", "2.1.1"], SELDOM - {"anitp_cli.views.evidence"} | {"anitp_cli.agenda"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_a_command_does_not_use_is_not_imported(words, unused):
    code = (
        "import sys; from anitp_cli.cli import app; app.run(sys.argv[1:]); sys.stdout.flush(); "
        "print('LOADED', *sys.modules)"
    )
    loaded = start([sys.executable, "-c", code, *words]).stdout.decode().rpartition("LOADED ")[2].split()
    assert "anitp_cli.cli.app" in loaded
    assert not unused & set(loaded)


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("anitp d", ["due"]),
        ("anitp who Instituția", ["Instituția\\ prefectului"]),
        ("anitp who IGP", ["IGPF", "IGPR"]),
        (
            "anitp who instituti",
            ["institutia\\ prefectului", "institutii\\ guvernamentale", MNIR],
        ),
        ("anitp expand dii", ["diicot"]),
        ("anitp show 2.1.", ["2.1.1", "2.1.2", "2.1.3", "2.1.4", "2.1.5"]),
        ("anitp list --objective 4", ["4", "4.1", "4.2"]),
        ("anitp list --who UN", ["UNBR"]),
        ("anitp list --role p", ["partner"]),
        ("anitp due --format j", ["json", "jsonl"]),
        ("anitp show --plan /nowhere 2", []),
    ],
)
def test_completion(program, line, offered):
    words = line.split()
    env = {"_ANITP_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    result = start([program], env=env)
    assert result.stdout.decode().strip("\n").splitlines() == offered
    assert result.stderr == b""
