"""What is read from the cache is what was read from the files, and a question finds the same in both."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from large_plans import NOBODY_KNOWS_WHEN, write_odd

from anitp_cli import loading
from anitp_cli.agenda import ORDERS, Asked, agenda
from anitp_cli.compiled import asking
from anitp_cli.loading import open_plan
from anitp_cli.model import ROLES, STATES, Printed
from anitp_cli.query import Selection, Window, find_activities, find_objective, namings
from anitp_cli.states import Register
from anitp_cli.text import fold

FIRST, LAST = date(2017, 1, 1), date(2036, 1, 1)
DAYS = st.dates(FIRST, LAST) | st.sampled_from([date(2019, 6, 30), date(2019, 7, 1), date(2020, 2, 29), date.max])


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A large plan with odd things in it."""
    return write_odd(tmp_path_factory.mktemp("odd") / "plan", 240)


@pytest.fixture(scope="module")
def read(folder):
    """The plan as it is read from its files."""
    return open_plan(folder)


@pytest.fixture(scope="module")
def stored(folder, tmp_path_factory):
    """The plan as it is read from the cache."""
    cache = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loading, "LARGE", 0)  # one of usual size would say no more, and take longer
        open_plan(folder, cache=cache)
        plan = open_plan(folder, cache=cache)
    assert isinstance(plan.activities, asking._StoredActivities)  # noqa: SLF001  # else there is nothing to compare
    yield plan
    assert not plan.activities.stored.is_damaged
    plan.activities.stored.blocks.close()


def walked(value):
    """A value down to its texts and numbers, with the places of its texts."""
    if isinstance(value, Printed):
        return "printed", str(value), value.line, value.column, value.straight
    if isinstance(value, Sequence) and not isinstance(value, str):
        return kind_of(value), *map(walked, value)
    return type(value), value


def kind_of(value):
    """A named tuple by its class; every other sequence counts as one kind."""
    return type(value).__name__ if hasattr(value, "_fields") else "sequence"


def test_every_value_is_the_one_that_was_read(read, stored):
    """With `straight` left out of a packed text every value differs."""
    assert read._fields == stored._fields
    for name in read._fields:
        mine, theirs = getattr(stored, name), getattr(read, name)
        if name in {"activities", "objectives", "evidence"}:
            assert len(mine) == len(theirs)
            for one, other in zip(mine, theirs, strict=True):
                assert walked(one) == walked(other)
        elif name != "folder":
            assert walked(mine) == walked(theirs)
    assert stored.folder == read.folder


def test_a_mention_stands_in_an_item_of_its_activity(stored):
    """Of two equal items in that which names the institution. When its item was a text of its own, "export" lost all
    roles.
    """
    for activity in stored.activities:
        items = {id(item) for item in (*activity.responsible, *activity.partners)}
        assert items >= {id(mention.item) for mention in activity.mentions}


def test_the_plan_has_what_is_odd(read):
    """Else the comparison of the two says less than it seems to."""
    texts = [cell for activity in read.activities for cell in activity.cells()]
    assert NOBODY_KNOWS_WHEN in texts
    assert {record.title.straight for record in read.evidence} == {True, False}
    terms = [term for activity in read.activities for term in activity.terms]
    assert sum(not term.deadlines for term in terms) == 3
    assert {one.interval is None for term in terms for one in term.deadlines if one.kind == "permanent"} == {
        True,
        False,
    }
    assert read.activities.with_id("16.10.1")


def test_what_is_looked_up_by_id_is_found(read, stored):
    """Each under its own id, and nothing under another."""
    ids = [str(one.id) for one in read.activities]
    for id_ in (*ids, "9.9.9", "", "2.1", "16.10", "16.3", "ș", "\ud800"):
        assert stored.activities.with_id(id_) == read.activities.with_id(id_)
        assert stored.objectives.with_id(id_) == read.objectives.with_id(id_)
        assert list(stored.evidence.of_activity(id_)) == list(read.evidence.of_activity(id_))
    for one in read.objectives:
        objective = find_objective(read, str(one.id))
        same(Selection(objective=objective).activities, read, stored)
        assert stored.objectives.with_id(str(one.id)) == one
    same(lambda plan: find_activities(plan, [*ids[::7], "2.1.1@2019-06"]), read, stored)
    assert (stored.activities[-1], stored.activities[0]) == (read.activities[-1], read.activities[0])
    with pytest.raises(IndexError):
        stored.activities[len(ids)]


def test_whoever_is_named_is_found(read, stored):
    """By every institution, in every role."""
    codes = [str(one.code) for one in read.institutions]
    for code in (*codes, "nobody", ""):
        assert namings(stored, {code}, None) == namings(read, {code}, None)
    some = set(codes[::5])
    for role in ROLES:
        assert namings(stored, some, role) == namings(read, some, role)


def same(ask, read, stored):
    """What is found in both; it has to be the same."""
    mine, theirs = ask(stored), ask(read)
    assert [one.id for one in mine] == [one.id for one in theirs]
    assert mine == theirs
    return mine


def selections(plan):
    """What --who, --role and --objective can select."""
    codes = st.sampled_from([str(one.code) for one in plan.institutions])
    who = st.tuples(codes, st.sampled_from([None, *ROLES]))
    nobody = st.just((None, None))
    objectives = st.none() | st.sampled_from(list(plan.objectives))
    return st.builds(lambda who, objective: Selection(*who, objective), nobody | who, objectives)


@settings(max_examples=60)
@given(data=st.data())
def test_a_search_finds_the_same(read, stored, data):
    """Pieces of cells, with blanks and diacritics as they stand there and folded or cut at any letter.

    With whole words looked up in the place of pieces some are not found.
    """
    activities = list(read.activities)
    words = []
    for _ in range(data.draw(st.integers(0, 3))):
        cell = str(data.draw(st.sampled_from(list(data.draw(st.sampled_from(activities)).cells()))))
        start = data.draw(st.integers(0, len(cell)))
        words.append(fold(cell[start : start + data.draw(st.integers(0, 20))]))
    selection = data.draw(st.just(Selection()) | selections(read))
    same(lambda plan: selection.activities(plan, words), read, stored)


@settings(max_examples=40)
@given(text=st.text(max_size=8))
@example(text="\n")
@example(text="a")
@example(text="\u00a8")
@example(text="\ud800")
def test_a_search_for_any_letters_finds_the_same(read, stored, text):
    same(lambda plan: Selection().activities(plan, [fold(text)]), read, stored)


@pytest.mark.parametrize("most", [0, 5])
def test_a_piece_that_most_words_hold_is_looked_for_in_every_activity(read, stored, monkeypatch, most):
    """Then the index narrows nothing."""
    monkeypatch.setattr(asking, "_MOST_WORDS", most)
    for piece in ("a", "e", "minori", "16", "zzzz"):
        same(lambda plan, piece=piece: Selection().activities(plan, [piece]), read, stored)


def due(plan, today, question):
    """What falls due, each deadline without the activity that it is of."""
    answer = agenda(Register(plan, today), question)
    return answer._replace(
        shown=[one._replace(occurrence=one.occurrence._replace(activity=None)) for one in answer.shown]
    )


def bounds(first, last):
    """A window with its bounds in order."""
    return Window(*sorted((first, last))) if first and last else Window(first, last)


def asked(plan):
    """Any question after deadlines; that of every morning has no bounds of its own."""
    windows = st.builds(bounds, st.none() | DAYS, st.none() | DAYS)
    states = st.just(()) | st.just(("overdue",)) | st.lists(st.sampled_from(STATES), max_size=2, unique=True).map(tuple)
    questions = st.builds(
        Asked,
        window=windows,
        states=states,
        first=st.none() | st.sampled_from([0, 1, 3, 5, 40, 100_000]),
        recurring=st.booleans(),
        permanent=st.sampled_from([False, False, False, True]),
        selection=st.just(Selection()) | st.just(Selection()) | selections(plan),
        order=st.sampled_from(ORDERS),
        limit=st.none() | st.integers(0, 12),
    )
    mornings = st.builds(Asked, brief=st.just(value=True), recurring=st.booleans(), order=st.sampled_from(ORDERS))
    return questions | mornings


@settings(max_examples=80)
@given(data=st.data())
def test_what_falls_due_is_the_same(read, stored, data):
    """Without the activities of which no date is known among those looked at the two differ."""
    today = data.draw(DAYS, label="today")
    question = data.draw(asked(read), label="asked")
    assert due(stored, today, question) == due(read, today, question)


@pytest.mark.parametrize("recurring", [False, True])
def test_what_falls_due_is_the_same_on_the_days_around_each_end_of_a_month(read, stored, recurring):
    for year in (2019, 2024):
        for month in (1, 3, 7):
            for days in (-1, 0):
                today = date(year, month, 1) + timedelta(days)
                for question in (
                    Asked(brief=True, recurring=recurring),
                    Asked(Window(None, today), recurring=recurring),
                ):
                    assert due(stored, today, question) == due(read, today, question)


def test_the_two_plans_are_read_in_different_ways(read, stored):
    """A question after one day looks at few activities of the stored plan and at all of the other."""
    question = lambda plan: agenda(Register(plan, date(2019, 7, 1)), Asked(Window(date(2019, 7, 1)), first=1))  # noqa: E731
    stored.activities.stored._batches.clear()  # noqa: SLF001
    assert question(stored) == question(read)
    batches = stored.activities.stored._batches  # noqa: SLF001
    assert sum(section == "activities" for section, _ in batches) < len(read.activities) / asking.AT_ONCE / 2
