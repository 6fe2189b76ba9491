"""What happens to the cache or to the plan while a question is answered: the answer is the one without a cache."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from large_plans import QUESTION, Asker, edit, environment, publish

OPENED = """\
import os, pathlib
def opened(path, *given, before=pathlib.Path.open, **named):
    file = before(path, *given, **named)
    {then}
    return file
pathlib.Path.open = opened
"""
"""Something is done as soon as Python has opened a file; what is tested is the program as installed."""


@pytest.fixture(scope="module")
def made(program, tmp_path_factory):
    return Asker.with_a_cache(program, tmp_path_factory.mktemp("made"))


@pytest.fixture
def asker(made, tmp_path):
    return made.copied(tmp_path)


@pytest.fixture
def right(made):
    return made(*QUESTION, "--no-cache")


def meanwhile(folder, then):
    """The environment in which something is done while a file is read."""
    place = folder / "meanwhile"
    place.mkdir()
    (place / "sitecustomize.py").write_text(OPENED.format(then=then), encoding="utf-8")
    return {"PYTHONPATH": str(place), "PYTHONDONTWRITEBYTECODE": "1"}


@pytest.mark.parametrize(
    ("change", "kept"), [("path.unlink()", 0), ("os.truncate(path, 100)", 1), ("os.truncate(path, 0)", 1)]
)
def test_the_index_is_lost_while_it_is_read(asker, right, tmp_path, change, kept):
    """What was deleted is read to its end: with the file opened anew for each block the plan is read, and kept.

    Without DamagedError in `open_compiled` the others are bugs.
    """
    env = meanwhile(tmp_path, f'if path.suffix == ".index": {change}')
    assert asker(*QUESTION, env=env) == right
    assert len(asker.kept()) == kept
    assert asker(*QUESTION) == right


def test_what_is_edited_while_it_is_read_is_not_kept_under_what_it_was(asker, right, tmp_path):
    """It is edited once its key is known, and then as it was again.

    Without `is_true` in `open_compiled` the plan as it was before is answered from in the end.
    """
    path = asker.folder / "activities.yaml"
    edited = shutil.copytree(asker.folder, tmp_path / "edited")
    edit(edited, "2.1.1", r'(title: )"[^"]*"', "Altfel")
    publish(edited)
    content = path.read_bytes()
    shutil.rmtree(asker.cache)
    then = f'if path.name == "institutions.yaml": os.system("cp {edited}/activities.yaml {path}")'
    assert asker(*QUESTION, env=meanwhile(tmp_path, then)) != right
    path.write_bytes(content)
    assert asker(*QUESTION) == right


def test_several_processes_at_once(program, made, right, tmp_path):
    """Each writes a draft of its own; with one for all, and no OSError expected, this is a failure."""
    asker = Asker(program, made.folder, tmp_path)
    for _ in range(3):
        shutil.rmtree(asker.cache, ignore_errors=True)
        with ThreadPoolExecutor(4) as at_once:
            answers = list(at_once.map(lambda _: asker(*QUESTION), range(4)))
        assert answers == [right] * 4
        assert asker.index().stat().st_size
        assert asker(*QUESTION) == right


def test_killed_while_it_is_made(program, made, right, tmp_path):
    """What a killed process leaves is never taken for the index: without drafts and digests it is."""
    asker = Asker(program, made.folder, tmp_path)
    moments = random.Random(7)  # noqa: S311
    words = [program, *QUESTION, "--plan", str(made.folder)]
    for _ in range(30):
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        with subprocess.Popen(words, env=environment(tmp_path), **quiet) as process:
            time.sleep(moments.uniform(0.1, 0.6))
            process.send_signal(signal.SIGKILL)
        for index in asker.kept():
            if not index.name.startswith("draft-"):
                assert asker(*QUESTION) == right
                index.unlink()
    assert asker(*QUESTION) == right
