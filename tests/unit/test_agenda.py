"""What falls due: the counts that follow from the plan's terms, and that no bound loses or doubles a deadline."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anitp_cli.agenda import NEXT, Asked, agenda
from anitp_cli.deadlines import occurrences
from anitp_cli.loading import open_plan
from anitp_cli.model import RECURRING, Interval
from anitp_cli.query import Window
from anitp_cli.states import Register

PLAN = open_plan()
TODAY = date(2019, 7, 1)
DAYS = st.dates(date(2018, 1, 1), date(2021, 12, 31))
BOUNDS = st.builds(lambda start, days: Interval(start, start + timedelta(days=days)), DAYS, st.integers(0, 400))


def ids(asked, today=TODAY):
    return [one.occurrence.id for one in agenda(Register(PLAN, today), asked).shown]


OVERDUE = Asked(states=("overdue",), recurring=True)


def bounded(option, bound):
    return Asked(Window.of({option: bound}), recurring=True)


def test_the_kinds_of_the_plan():
    kinds = Counter(one.kind for activity in PLAN.activities for one in occurrences(activity, PLAN.period))
    assert kinds == {"fixed": 15, "annual": 18 * 3, "semiannual": 6 * 5, "quarterly": 3 * 9, "permanent": 19}


def test_no_two_occurrences_share_an_id():
    every = [one.id for activity in PLAN.activities for one in occurrences(activity, PLAN.period)]
    assert len(every) == len(set(every))


@pytest.mark.parametrize(
    ("option", "bound", "fixed", "with_recurring"),
    [
        # with_recurring: the annual, semiannual and quarterly periods that end by then, counted by hand
        ("--before", Interval(date(2019, 12, 1), date(2019, 12, 31)), 11, 11 + 18 + 2 * 6 + 4 * 3),
        ("--by", Interval(date(2019, 12, 1), date(2019, 12, 31)), 12, 12 + 2 * 18 + 3 * 6 + 5 * 3),
        ("--in", Interval(date(2019, 6, 1), date(2019, 6, 30)), 3, 3 + 6 + 3),
        ("--after", Interval(date(2020, 1, 1), date(2020, 12, 31)), 0, 0),
        ("--from", Interval(date(2018, 11, 9), date(2018, 11, 9)), 15, 15 + 111),
        ("--by", Interval(date(2018, 12, 31), date(2018, 12, 31)), 0, 18 + 6 + 3),
    ],
)
def test_bounds(option, bound, fixed, with_recurring):
    window = Window.of({option: bound})
    assert len(ids(Asked(window))) == fixed
    assert len(ids(Asked(window, recurring=True))) == with_recurring


@given(BOUNDS)
def test_before_and_from_split_the_plan_in_two(bound):
    both = ids(bounded("--before", bound)) + ids(bounded("--from", bound))
    assert Counter(both) == Counter(ids(Asked(recurring=True)))


@given(BOUNDS)
def test_by_and_after_split_the_plan_in_two(bound):
    both = ids(bounded("--by", bound)) + ids(bounded("--after", bound))
    assert Counter(both) == Counter(ids(Asked(recurring=True)))


@given(DAYS)
def test_what_is_overdue_and_what_comes_are_all_there_is(today):
    late, coming = (
        ids(OVERDUE, today),
        ids(Asked(Window(first=today), recurring=True), today),
    )
    assert Counter(late + coming) == Counter(ids(Asked(recurring=True)))


@given(DAYS)
def test_due_today_is_not_overdue(today):
    assert all(one.occurrence.due < today for one in agenda(Register(PLAN, today), OVERDUE).shown)


def test_overdue_on_the_first_of_july_2019():
    assert ids(Asked(states=("overdue",))) == [
        *("2.2.1@2019-01", "3.5.1@2019-01", "3.1.2@2019-02"),
        *("2.1.1@2019-06", "2.3.1@2019-06", "3.2.1@2019-06"),
    ]
    assert len(ids(OVERDUE)) == 6 + 18 + 2 * 6 + 3 * 3


@given(BOUNDS, st.booleans(), st.booleans(), st.integers(0, 10), DAYS)
def test_every_deadline_is_shown_or_counted_as_left_out(bound, overdue, recurring, limit, today):
    asked = Asked(Window.of({"--in": bound}), states=("overdue",) if overdue else (), recurring=recurring, limit=limit)
    answer = agenda(Register(PLAN, today), asked)
    kinds = ("fixed", *RECURRING) if recurring else ("fixed",)
    of_these_kinds = sum(one.kind in kinds for act in PLAN.activities for one in occurrences(act, PLAN.period))
    assert answer.found + answer.other == of_these_kinds
    assert answer.recurring == (0 if recurring else 111)
    assert answer.permanent == 19
    assert len(answer.shown) <= limit


@given(DAYS)
def test_the_morning_answer_holds_what_is_late_this_month_and_next(today):
    shown = [one.occurrence.due for one in agenda(Register(PLAN, today), Asked(brief=True, recurring=True)).shown]
    every = [one.occurrence.due for one in agenda(Register(PLAN, today), Asked(recurring=True)).shown]
    near = [day for day in every if (day.year, day.month) <= (today.year, today.month)]
    assert shown == every[: len(near) + NEXT]


@pytest.mark.parametrize("order", ["due", "-due", "activity", "-activity"])
def test_what_comes_next_does_not_depend_on_the_order_it_is_shown_in(order):
    shown = ids(Asked(Window(first=TODAY), first=2, order=order))
    assert sorted(shown) == ["2.1.3@2019-09", "3.3.1@2019-07"]
    assert shown == [one for one in ids(Asked(order=order)) if one in shown]


def test_orders_are_each_others_reverse():
    for order in ("due", "activity"):
        assert ids(Asked(order=order)) == ids(Asked(order=f"-{order}"))[::-1]
    assert ids(Asked(order="activity"))[:3] == ["2.1.1@2019-06", "2.1.3@2019-09", "2.1.5@2019-09"]


@pytest.mark.parametrize("day", [date(2018, 11, 9), date(2020, 12, 31), date(2021, 1, 1), date(2020, 2, 29)])
def test_the_edges_of_the_plan(day):
    late = agenda(Register(PLAN, day), OVERDUE)
    assert len(late.shown) == sum(
        one.occurrence.due < day for one in agenda(Register(PLAN, day), Asked(recurring=True)).shown
    )
