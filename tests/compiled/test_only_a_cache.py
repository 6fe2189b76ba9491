"""Whatever happens to the cache or to the plan's files: the answer is the one without a cache."""

from __future__ import annotations

import fcntl
import os
import resource
import shutil
import time
from pathlib import Path

import pytest
from large_plans import QUESTION, Asker, edit, publish, write_odd

UNREADABLE = Path("/proc/sys/vm/compact_memory")  # a regular file that nobody can read, root neither


@pytest.fixture(scope="module")
def made(program, tmp_path_factory):
    return Asker.with_a_cache(program, tmp_path_factory.mktemp("made"))


@pytest.fixture
def asker(made, tmp_path):
    return made.copied(tmp_path)


@pytest.fixture
def right(made):
    return made(*QUESTION, "--no-cache")


def test_it_is_kept_once_and_used_by_a_copy_of_the_plan_too(asker, right):
    """What counts is the content of the files; with their place in the name a second one is made."""
    before = asker.index().stat().st_mtime_ns
    assert asker(*QUESTION) == right
    assert asker.index().stat().st_mtime_ns == before


def test_without_a_cache_none_is_written(program, made, tmp_path):
    """With `open_cached` for every plan, or without ANITP_NO_CACHE, one is."""
    asker = Asker(program, made.folder, tmp_path)
    assert asker("plan", "--no-cache").exit_code == asker("plan", env={"ANITP_NO_CACHE": "1"}).exit_code == 0
    assert asker.kept() == []


def test_what_was_deleted_is_made_anew(asker, right):
    """With the cache filled only where there is no folder for it, nothing stands there in the end."""
    asker.index().unlink()
    assert asker(*QUESTION) == right
    assert asker.index().stat().st_size
    shutil.rmtree(asker.cache)
    assert asker(*QUESTION) == right
    assert asker.index().stat().st_size


@pytest.mark.parametrize(
    "content",
    [b"", b"\0" * 100, b"anitp compiled plan 1\n", b"\xff" * 100_000, b"{}"],
    ids=["empty", "zeros", "magic", "ones", "JSON"],
)
def test_what_is_no_index_is_made_anew(asker, right, content):
    """Without DamagedError in `open_compiled` each is a bug."""
    index = asker.index()
    index.write_bytes(content)
    assert asker(*QUESTION) == right
    before = asker.index().stat()
    assert before.st_size > len(content)
    assert asker(*QUESTION) == right
    assert asker.index().stat().st_mtime_ns == before.st_mtime_ns


def test_a_folder_in_its_place_is_left_there(asker, right):
    """Without OSError in `open_compiled`, where it is read and where it is filled, this is told as a failure."""
    index = asker.index()
    index.unlink()
    index.mkdir()
    assert asker(*QUESTION) == right
    assert (index.is_dir(), asker.kept()) == (True, [])


def test_the_index_of_another_plan_under_its_name(asker, right):
    """The key is part of every digest; without it the plan is answered from another."""
    index = asker.index()
    edit(asker.folder, "2.1.1", r'(title: )"[^"]*"', "Altfel")
    publish(asker.folder)
    assert asker(*QUESTION) != right
    (other,) = set(asker.kept()) - {index}
    other.replace(index)
    edit(asker.folder, "2.1.1", r'(title: )"[^"]*"', "Cu totul altfel")
    publish(asker.folder)
    assert asker(*QUESTION) == asker(*QUESTION, "--no-cache")
    (newest,) = set(asker.kept()) - {index}
    shutil.copy(index, newest)
    assert asker("show", "2.1.1") == asker("show", "2.1.1", "--no-cache")


def test_a_damaged_block_is_made_anew(asker, right):
    """Without `unlink` in `read_anew` it stays, and every question that meets it reads the whole plan."""
    index = asker.index()
    content = bytearray(index.read_bytes())
    for place in range(200, len(content) // 2, 50):
        content[place] ^= 1
    index.write_bytes(content)
    assert asker(*QUESTION) == right
    assert asker(*QUESTION) == right
    assert asker.index().read_bytes() != content
    before = asker.index().stat().st_mtime_ns
    assert asker(*QUESTION) == right
    assert asker.index().stat().st_mtime_ns == before


def test_locked_by_another_process(asker, right):
    """Nobody waits for a lock; if `Blocks` did, this would not end."""
    with asker.index().open("rb+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert asker(*QUESTION) == right
        fcntl.lockf(file, fcntl.LOCK_EX)
        assert asker(*QUESTION) == right


@pytest.mark.parametrize(
    "place", ["file/below", "file", "/dev/null", "/dev/null/below", "/proc/nowhere", "relative", ""]
)
def test_a_cache_that_cannot_be_written(program, made, right, tmp_path, place):
    """A place under a file, no place at all, or none that is absolute: that counts as none, by the XDG rules.

    Without `is_absolute` a cache is made in the working directory; without OSError in `open_compiled` all fail.
    """
    here = tmp_path / "here"
    here.mkdir()
    (tmp_path / "file").write_text("", encoding="utf-8")
    home = tmp_path / "file"
    wanted = str(tmp_path / place) if place.startswith("file") else place
    asker = Asker(program, made.folder, tmp_path)
    assert asker(*QUESTION, env={"XDG_CACHE_HOME": wanted, "HOME": str(home)}, cwd=here) == right


@pytest.mark.parametrize("most", [0, 1, 1000, 100_000])
def test_a_full_disk(program, made, right, tmp_path, most):
    """Nothing that is half written stays; without a draft, or `unlink` of it, it does."""
    asker = Asker(program, made.folder, tmp_path)

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    env = {"PYTHONDONTWRITEBYTECODE": "1"}  # Python would leave half of a module
    assert asker(*QUESTION, preexec_fn=limit, env=env) == right
    assert asker.kept() == []


def test_drafts_of_killed_processes_go(program, made, right, tmp_path):
    """Whoever presses Ctrl-C while a large plan is read leaves a copy of its files; without `is_dead` it stays."""
    asker = Asker(program, made.folder, tmp_path)
    asker.cache.mkdir()
    for minutes in (5, 60):
        draft = asker.cache / f"draft-{minutes}.index"
        draft.write_bytes(b"")
        os.utime(draft, (0, time.time() - 60 * minutes))
    assert asker(*QUESTION) == right
    assert [path.name for path in asker.kept() if path.name.startswith("draft-")] == ["draft-5.index"]


def test_another_user_wrote_it(asker, right):
    """As root may read everything, it is a link to what nobody can read.

    Without OSError in `open_compiled` this fails; so it does with a mode of our own for the index.
    """
    index = asker.index()
    index.unlink()
    index.symlink_to(UNREADABLE)
    assert asker(*QUESTION) == right
    asker.index().unlink()
    assert asker(*QUESTION, umask=0o077) == right
    assert asker.index().stat().st_mode & 0o077 == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file to another user")
def test_what_another_user_may_have_made_up_is_not_believed(asker, right):
    """In a cache that several share. Without the look at its owner the file is used, and stays his."""
    os.chown(asker.index(), 12345, 12345)
    assert asker(*QUESTION) == right
    assert asker.index().stat().st_uid == os.geteuid()


def again(path, old, new):
    """Put other words of the same length into a file, and its times back."""
    before = path.stat()
    text = path.read_text(encoding="utf-8")
    assert old in text
    assert len(old.encode()) == len(new.encode())
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = path.stat()
    assert (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)


def test_an_edited_file_with_the_same_size_and_time(asker):
    """With sizes and times as the key the old answers stay."""
    record = min((asker.folder / "evidence").iterdir())
    for path, old, new, question in [
        (record, "raport de activitate", "raport de activit4te", ("evidence", "list", "-f", "json")),
        (asker.folder / "institutions.yaml", "Grup de lucru constituit:", "Grup de lucru c0nstituit:", QUESTION),
    ]:
        before = asker(*question)
        again(path, old, new)
        after = asker(*question)
        assert after == asker(*question, "--no-cache")
        assert after != before


def test_files_of_evidence_that_come_and_go(asker):
    """A record that came later is seen; without the folder's files in `_sizes_of` it is not."""
    folder = asker.folder / "evidence"
    before = asker("evidence", "list")
    one = min(folder.iterdir())
    content = one.read_bytes()
    one.unlink()
    fewer = asker("evidence", "list")
    assert fewer == asker("evidence", "list", "--no-cache") != before
    one.write_bytes(content)
    assert asker("evidence", "list") == before
    shutil.rmtree(folder)
    assert asker("evidence", "list") == asker("evidence", "list", "--no-cache")


@pytest.mark.parametrize("kind", ["link to nowhere", "link to itself", "folder", "unreadable", "pipe"])
def test_what_is_no_file_of_evidence_stops_it_with_a_warm_cache_too(asker, kind):
    """What cannot be opened is part of what is read. When only regular files were looked at, the cache answered.

    Without `except OSError` in `open_plan` and `open_compiled` it is told in other words.
    """
    odd = asker.folder / "evidence" / "X.yaml"
    match kind:
        case "link to nowhere":
            odd.symlink_to("/nowhere")
        case "link to itself":
            odd.symlink_to(odd)
        case "folder":
            odd.mkdir()
        case "unreadable":
            odd.symlink_to(UNREADABLE)
        case "pipe":
            os.mkfifo(odd)
    answer = asker(*QUESTION)
    assert answer == asker(*QUESTION, "--no-cache")
    assert answer.exit_code == 3


def test_a_plan_that_becomes_unsound_is_not_answered(asker):
    """Without `refuse` in `open_plan` it is."""
    edit(asker.folder, "2.1.1", r'(fingerprint: )"[^"]*"', "xyz")
    answer = asker(*QUESTION)
    assert (answer.exit_code, answer.stdout) == (3, b"")
    assert answer == asker(*QUESTION, "--no-cache")


def test_old_ones_are_thrown_out(asker):
    """Every edit of a plan leaves an index behind; without `_MOST_KEPT` there are eleven."""
    for number in range(10):
        edit(asker.folder, "2.1.1", r'(title: )"[^"]*"', "Altfel" + number * " altfel")
        publish(asker.folder)
        asker("plan")
    assert len(asker.kept()) == 8


def test_old_ones_that_take_much_room_are_thrown_out(asker, right):
    """Without `_MOST_BYTES_KEPT` whoever edits a plan of 100,000 activities fills a gigabyte."""
    index = asker.index()
    index.unlink()
    for number, size in enumerate((400, 300)):  # megabytes, of which nothing is really written
        with (asker.cache / f"{number}.index").open("wb") as file:
            file.truncate(size * 1024 * 1024)
        os.utime(file.name, (0, number))
    assert asker(*QUESTION) == right
    assert {path.name for path in asker.kept()} == {"1.index", index.name}


def test_the_odd_plan_is_answered_from_half_an_index(program, tmp_path):
    """Without DamagedError in `open_compiled` it is a bug."""
    asker = Asker(program, write_odd(tmp_path / "plan"), tmp_path)
    right = asker("due", "--recurring", "--no-cache")
    assert asker("due", "--recurring") == right
    content = asker.index().read_bytes()
    for part in (0.3, 0.9, 0.999):
        asker.index().write_bytes(content[: int(len(content) * part)])
        assert asker("due", "--recurring") == right
