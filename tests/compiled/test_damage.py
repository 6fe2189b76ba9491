"""A file of the cache that is damaged anywhere: every value that is read is right all the same."""

from __future__ import annotations

import random
from datetime import date

import pytest
from conftest import ROOT

from anitp_cli import loading
from anitp_cli.agenda import Asked, agenda
from anitp_cli.loading import open_plan
from anitp_cli.query import Selection, namings
from anitp_cli.states import Register

FLIPS = 150
EVIDENCE = ROOT / "plan" / "evidence" / "ANITP.yaml"  # the last file of the plan
TODAY = date(2019, 7, 1)


@pytest.fixture(scope="module")
def small():
    """The published plan counts as large here: its index has every sort of block, and few of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loading, "LARGE", 0)
        yield ROOT / "plan"


def answers(plan):
    """What every method of the plan answers."""
    register = Register(plan, TODAY)
    return [
        *(list(values) for values in (plan.activities, plan.objectives, plan.evidence)),
        *(agenda(register, asked) for asked in (Asked(brief=True), Asked(recurring=True))),
        namings(plan, {str(one.code) for one in plan.institutions}, None),
        Selection(objective=plan.objectives.with_id("2.1")).activities(plan, ["minori"]),
        [Selection().activities(plan, [piece]) for piece in "aeiou"],
        [plan.activities.with_id(str(one.id)) for one in plan.activities],
        [plan.objectives.with_id(str(one.id)) for one in plan.objectives],
        [list(plan.evidence.of_activity(str(one.id))) for one in plan.activities],
        (plan.title, plan.period, [one._replace(part_of=()) for one in plan.institutions]),
        [list(parent.stated_by) for one in plan.institutions for parent in one.part_of],
    ]


@pytest.fixture(scope="module")
def right(small):
    return answers(open_plan(small))


@pytest.fixture
def index(small, tmp_path):
    """A whole index, and the cache that it stands in."""
    open_plan(small, cache=tmp_path)
    (index,) = (path for path in tmp_path.rglob("*") if path.is_file())
    return index


def opened(small, cache):
    plan = open_plan(small, cache=cache)
    stored = getattr(plan.activities, "stored", None)
    return plan, stored


def test_a_changed_byte_anywhere(small, right, index, tmp_path):
    """In the head, in the table, in a block of any sort; some stand where nothing is read.

    With the digest of a block not looked at, a changed byte is an error of zlib or JSON, or another answer.
    """
    content = index.read_bytes()
    start = len(content) - len(content.partition(EVIDENCE.read_bytes())[2])  # of the blocks, behind the copy
    chance = random.Random(7)  # noqa: S311
    met = {"at once": 0, "later": 0, "never": 0}
    places = [chance.randrange(start, len(content)) for _ in range(FLIPS)]
    for place in (*places, *range(len(content) - 40, len(content))):
        changed = bytearray(content)
        changed[place] ^= 1 << chance.randrange(8)
        index.write_bytes(changed)
        plan, stored = opened(small, tmp_path)
        assert answers(plan) == right
        if stored is not None:
            stored.blocks.close()
        met["at once" if stored is None else "later" if stored.is_damaged else "never"] += 1
    assert met["at once"] >= 40
    assert met["later"] > FLIPS / 2
    assert met["never"] < FLIPS / 10


def test_a_changed_byte_of_the_copy(small, right, index, tmp_path):
    """What was read from other words than those of the plan is not looked at."""
    content = index.read_bytes()
    size = sum(path.stat().st_size for path in (*small.glob("*.yaml"), EVIDENCE))
    start = content.index((small / "activities.yaml").read_bytes()[:1000])
    chance = random.Random(7)  # noqa: S311
    for place in (start, start + size - 1, *(start + chance.randrange(size) for _ in range(20))):
        changed = bytearray(content)
        changed[place] ^= 1 << chance.randrange(8)
        index.write_bytes(changed)
        plan, stored = opened(small, tmp_path)
        assert stored is None
        assert plan.title == right[-2][0]
        assert index.read_bytes() == content


def test_cut_off_anywhere(small, right, index, tmp_path):
    """The table is at the end, so that nothing is taken for an index which is cut off.

    With a block's digest not looked at, or ValueError not expected where it is read, this is an error.
    """
    content = index.read_bytes()
    chance = random.Random(7)  # noqa: S311
    lengths = {
        *range(64),
        *range(len(content) - 64, len(content)),
        *(chance.randrange(len(content)) for _ in range(40)),
    }
    for length in lengths:
        index.write_bytes(content[:length])
        plan, stored = opened(small, tmp_path)
        assert stored is None
        assert plan.title == right[-2][0]
        assert index.read_bytes() == content


def test_two_blocks_in_the_place_of_each_other(small, right, index, tmp_path):
    """Each is whole. With its place left out of the digest the activities change places."""
    _, stored = opened(small, tmp_path)
    content = index.read_bytes()
    one, two = next(
        (content[start:middle], content[middle:end])
        for section, places in stored.blocks._places.items()  # noqa: SLF001
        for start, middle, end in zip(places, places[1:], places[2:], strict=False)
        if section in {"activities", "ids", "naming", "due", "holding"} and end - middle == middle - start
    )
    stored.blocks.close()
    index.write_bytes(content.replace(one + two, two + one, 1))
    plan, stored = opened(small, tmp_path)
    assert answers(plan) == right
    assert stored.is_damaged
