"""Bounds: what --before, --by, --after, --from and --in let through."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anitp_cli.model import Interval
from anitp_cli.query import Window

MONTH = Interval(date(2019, 12, 1), date(2019, 12, 31))
DAYS = st.dates(date(1901, 1, 1), date(2199, 12, 31))
INTERVALS = st.builds(lambda start, days: Interval(start, start + timedelta(days=days)), DAYS, st.integers(0, 800))


@pytest.mark.parametrize(
    ("bounds", "first", "last"),
    [
        ({"--before": MONTH}, None, date(2019, 11, 30)),
        ({"--by": MONTH}, None, date(2019, 12, 31)),
        ({"--after": MONTH}, date(2020, 1, 1), None),
        ({"--from": MONTH}, date(2019, 12, 1), None),
        ({"--in": MONTH}, date(2019, 12, 1), date(2019, 12, 31)),
        ({}, None, None),
        (
            {"--from": MONTH, "--in": Interval(date(2019, 1, 1), date(2019, 12, 5))},
            date(2019, 12, 1),
            date(2019, 12, 5),
        ),
        ({"--before": MONTH, "--by": Interval(date(2018, 1, 1), date(2018, 1, 1))}, None, date(2018, 1, 1)),
    ],
)
def test_bounds(bounds, first, last):
    assert Window.of(bounds) == Window(first, last)


@given(INTERVALS, DAYS)
def test_before_and_from_split_every_day_in_two(bound, due):
    assert Window.of({"--before": bound}).admits(due) != Window.of({"--from": bound}).admits(due)


@given(INTERVALS, DAYS)
def test_by_and_after_split_every_day_in_two(bound, due):
    assert Window.of({"--by": bound}).admits(due) != Window.of({"--after": bound}).admits(due)


@given(INTERVALS, DAYS)
def test_in_is_from_and_by(bound, due):
    assert (
        Window.of({"--in": bound}).admits(due)
        == Window.of({"--from": bound, "--by": bound}).admits(due)
        == (due in bound)
    )


def test_what_has_no_due_date_is_in_no_window():
    assert not Window().admits(None)
