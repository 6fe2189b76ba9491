"""With an empty cache, with a full one and without any: each answer is the same, byte for byte."""

from __future__ import annotations

import shlex

import pytest
from conftest import DATA
from large_plans import Asker, write_odd

QUESTIONS = [
    line
    for line in (DATA / "compiled" / "questions.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    """A large plan with odd things in it."""
    return write_odd(tmp_path_factory.mktemp("odd") / "plan")


@pytest.fixture(scope="module")
def warm(odd, program, tmp_path_factory):
    """Who asks with a cache that holds the plan."""
    asker = Asker(program, odd, tmp_path_factory.mktemp("warm"))
    assert asker("plan").exit_code == 0
    return asker


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_is_the_same_with_and_without_a_cache(question, warm, program, tmp_path):
    """Standard output, standard error, the exit code and what is written into files."""
    words = shlex.split(question)
    cold = Asker(program, warm.folder, tmp_path / "home")
    places = {name: tmp_path / name for name in ("without", "cold", "warm")}
    for place in places.values():
        place.mkdir()
    without = warm(*words, "--no-cache", cwd=places["without"])
    assert cold(*words, cwd=places["cold"]) == without
    assert warm(*words, cwd=places["warm"]) == without
    assert without.exit_code in {0, 1, 2}


def test_the_questions_find_the_odd_things(warm):
    """The comparison would say nothing if they were not there."""
    assert b"no date can be known of" in warm("due").stderr
    assert warm("list", "istanb", "-f", "ids").stdout == b"7.1.1\n"
    assert warm("list", "a b c", "no", "-f", "ids").stdout == b"7.1.3\n"
    assert warm("evidence", "list", "--by", "IGPR", "-f", "ids").stdout == b"IGPR-1\nIGPR-2\n"
    assert warm("list", "--objective", "16.10", "-f", "ids").stdout == b"16.10.1\n"
