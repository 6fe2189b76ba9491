"""Who may read what is written: the umask says so for new files, and a file that is replaced keeps its mode."""

from __future__ import annotations

import os
import shutil
import stat
from functools import partial

import pytest
from conftest import DATA
from processes import patched, start


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize(("umask", "new", "folder"), [(0o077, 0o600, 0o700), (0o000, 0o666, 0o777)])
def test_the_umask_is_kept(program, tmp_path, umask, new, folder):
    """With a mode of our own for drafts, such as `mkstemp` has, these fail for all but 077."""
    under = partial(start, preexec_fn=lambda: os.umask(umask))
    for words in (
        ["who", "ANPS", "-o", "who.json"],
        ["page", "-o", "page.html"],
        ["export", "tables"],
        ["export", "plan.sqlite"],
    ):
        assert under([program, *words], cwd=tmp_path).returncode == 0
    assert {path.name: mode(path) for path in tmp_path.iterdir()} == {
        "who.json": new,
        "page.html": new,
        "plan.sqlite": new,
        "tables": folder,
    }
    assert {mode(path) for path in (tmp_path / "tables").iterdir()} == {new}


@pytest.mark.parametrize(("umask", "before"), [(0o077, 0o604), (0o077, 0o444), (0o000, 0o600), (0o000, 0o640)])
def test_a_file_that_is_replaced_keeps_its_mode(program, tmp_path, umask, before):
    """Without `chmod` of the draft each has the mode of a new file."""
    path = tmp_path / "who.json"
    path.write_text("old", encoding="utf-8")
    path.chmod(before)
    result = start([program, "who", "ANPS", "-o", str(path)], preexec_fn=lambda: os.umask(umask))
    assert (result.returncode, mode(path)) == (0, before)
    assert path.read_bytes() != b"old"


def test_tables_that_are_replaced_keep_their_modes(program, tmp_path):
    """As above; what is new among them has the mode of a new file."""
    folder = tmp_path / "tables"
    folder.mkdir(mode=0o750)
    for name in ("roles.csv", "evidence.csv"):
        (folder / name).touch()
        (folder / name).chmod(0o604)
    assert start([program, "export", str(folder)], preexec_fn=lambda: os.umask(0o077)).returncode == 0
    assert mode(folder) == 0o750
    kept = {path.name for path in folder.iterdir() if mode(path) == 0o604}
    assert kept == {"roles.csv", "evidence.csv"}
    assert {mode(path) for path in folder.iterdir() if path.name not in kept} == {0o600}


def test_evidence_keeps_the_modes_of_a_shared_plan(program, tmp_path):
    """As above: an institution's file stays as open or closed as it was, a new one follows the umask."""
    plan = shutil.copytree(DATA / "rules" / "base", tmp_path / "plan")
    old, new = (plan / "evidence" / f"{code}.yaml" for code in ("ANITP", "ONG"))
    old.chmod(0o664)
    add = ["evidence", "add", "1.1.1", "--state", "nil", "--period", "2019", "--title", "x", "--source", "x"]
    for code in ("ANITP", "ONG"):
        words = [program, *add, "--plan", str(plan), "--by", code]
        assert start(words, preexec_fn=lambda: os.umask(0o077)).returncode == 0
    assert (mode(old), mode(new)) == (0o664, 0o600)


def test_what_replaces_a_private_file_is_private_from_the_start(program, tmp_path):
    """With the draft's mode set after its content is written, everybody can read it until then."""
    path = tmp_path / "who.json"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o600)
    env = patched(
        tmp_path,
        "import os\n"
        "def told(descriptor, fsync=os.fsync):\n"
        "    print(oct(os.fstat(descriptor).st_mode))\n"
        "    fsync(descriptor)\n"
        "os.fsync = told\n",
    )
    result = start([program, "who", "ANPS", "-o", str(path)], env=env, preexec_fn=lambda: os.umask(0))
    assert result.stdout.split()[0] == b"0o100600"
