"""Who knows of the cache, when it is used, and what is seen of it while it is made."""

from __future__ import annotations

import ast
import os
import pty
import signal
import subprocess
import sys
import time

import pytest
from conftest import ROOT
from large_plans import Asker, environment, files_in, write_large

MODULES = sorted((ROOT / "anitp_cli").rglob("*.py"))
UNSAFE = {"pickle", "marshal", "shelve", "dbm", "copyreg", "sqlite3"}
RUNS_CODE = {"eval", "exec", "compile", "__import__"}


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A large plan."""
    return write_large(tmp_path_factory.mktemp("large") / "plan")


def imported(path):
    """The modules that a file imports, also inside a function."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, path
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_nothing_that_is_read_can_run():
    """No pickle, no marshal, no eval."""
    for path in MODULES:
        names = {name.partition(".")[0] for name in imported(path)} - (
            {"sqlite3"} if "formats" in path.parts else set()
        )
        assert not names & UNSAFE, path
        called = {node.func.id for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if is_call(node)}
        assert not called & RUNS_CODE, path


def is_call(node):
    """Whether it calls something by a plain name."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name)


def test_only_loading_knows_that_there_is_a_cache():
    own = {path for path in MODULES if path.parent.name == "compiled"}
    users = {path.name for path in MODULES if any(name.startswith("anitp_cli.compiled") for name in imported(path))}
    assert own
    assert users - {path.name for path in own} == {"loading.py"}


@pytest.mark.parametrize("words", [["who", "IGPR"], ["due", "--all"], ["list", "minori"], ["show", "2.1.1"], ["plan"]])
def test_the_published_plan_is_not_kept(program, tmp_path, words):
    """It costs nothing that is felt: nothing of the cache is loaded."""
    asker = Asker(program, ROOT / "plan", tmp_path)
    assert asker(*words).exit_code == 0
    assert files_in(tmp_path) == []
    code = "import sys; from anitp_cli.cli import app; app.run(sys.argv[1:]); sys.stdout.flush(); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code, *words], env=environment(tmp_path), capture_output=True, check=True, timeout=60
    )
    loaded = set(done.stdout.decode().splitlines()[-1].split())
    assert "anitp_cli.loading" in loaded
    assert not {"anitp_cli.compiled", "sqlite3", "tempfile", "json"} & loaded


def test_a_large_file_beside_a_small_plan_does_not_make_it_large(program, tmp_path):
    """Only what is read counts. When every file of the folder did, the text of the act beside it was enough."""
    folder = tmp_path / "plan"
    for path in files_in(ROOT / "plan"):
        copy = folder / path.relative_to(ROOT / "plan")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    (folder / "act.pdf").write_bytes(b"\0" * 1_000_000)
    asker = Asker(program, folder, tmp_path)
    assert asker("plan").exit_code == 0
    assert asker.kept() == []


def test_the_first_use_on_a_terminal_shows_a_bar_that_is_gone_in_the_end(program, large, terminal, tmp_path):
    """It is drawn over with blanks."""
    words = [program, "who", "IGPR", "--plan", str(large)]
    first = terminal(words, env=environment(tmp_path))
    again = terminal(words, env=environment(tmp_path))
    assert "a large plan is read, this once [" in first
    assert "\x1b[?25l" not in first  # the cursor is never hidden
    *drawn, cleared, empty, answer = first.split("\r")
    assert (answer, empty, cleared.strip(), drawn[0]) == (again, "", "", "")
    assert len(cleared) >= max(len(bar) for bar in drawn)


def test_nothing_is_drawn_in_a_pipe_or_for_a_small_plan(program, large, terminal, tmp_path):
    asker = Asker(program, large, tmp_path)
    assert asker("plan", "-f", "ids").stderr == asker("plan", "-f", "ids").stderr
    assert b"\r" not in Asker(program, large, tmp_path / "new")("plan").stderr
    assert "this once" not in terminal([program, "plan", "--plan", str(ROOT / "plan")], env=environment(tmp_path))


@pytest.mark.parametrize(
    "line_and_offered",
    ["anitp show 2.1.: 2.1.1 2.1.2 2.1.3 2.1.4 2.1.5", "anitp list --objective 2.: 2.1 2.2 2.3"],
)
def test_tab_uses_it_and_draws_no_bar(program, large, terminal, tmp_path, line_and_offered):
    """When Tab read a large plan itself, each press of it took as long as reading that."""
    line, _, offered = line_and_offered.partition(": ")
    typed = {"_ANITP_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))}
    env = environment(tmp_path, **typed, ANITP_PLAN=str(large))
    assert terminal([program], env={**env, "ANITP_NO_CACHE": "1"}).split() == offered.split()
    assert files_in(tmp_path) == []
    for _ in ("read", "from the cache"):
        assert terminal([program], env=env).split() == offered.split()
        (index,) = files_in(tmp_path)
    content = index.read_bytes()
    index.write_bytes(content.replace(b"2.1.1", b"2.1.9", 1))
    assert terminal([program], env=env).split() == offered.split()
    assert index.read_bytes() == content


def test_ctrl_c_while_it_is_made(program, large, tmp_path):
    """It ends at once; what stays of it is a draft at most, the cursor is visible, and the next answer is right."""
    asker = Asker(program, large, tmp_path)
    main, side = pty.openpty()
    streams = {"stdin": side, "stdout": side, "stderr": side}
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    words = [program, "who", "IGPR", "--plan", str(large)]
    with subprocess.Popen(words, env=environment(tmp_path), **streams) as process:
        os.close(side)
        sent = b""
        while b"this once" not in sent:
            sent += os.read(main, 4096)
        time.sleep(0.05)
        process.send_signal(signal.SIGINT)
    signal.signal(signal.SIGINT, before)
    os.close(main)
    assert process.returncode == -signal.SIGINT
    assert b"\x1b[?25l" not in sent
    assert all(path.name.startswith("draft-") for path in asker.kept())
    assert asker("who", "IGPR") == asker("who", "IGPR", "--no-cache")


def test_a_link_to_nowhere_beside_the_program(tmp_path, large):
    """An editor leaves one while a file is open. When it was looked at, every question ended with 70."""
    for path in MODULES:
        copy = tmp_path / "src" / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    (tmp_path / "src" / "anitp_cli" / ".#plan.py").symlink_to("/nowhere")
    words = [sys.executable, "-m", "anitp_cli", "plan", "--plan", str(large)]
    env = environment(tmp_path, PYTHONPATH=str(tmp_path / "src"))
    done = subprocess.run(words, env=env, cwd=tmp_path / "src", capture_output=True, check=False, timeout=60)
    assert done.returncode == 0
