"""Occurrences of an activity's deadlines, and the calendar pieces that they stand on."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anitp_cli.deadlines import occurrences, period_name, pieces, read_term
from anitp_cli.model import RECURRING, Activity, Deadline, Interval, Kind, Occurrence, Printed, Term

PLAN = Interval(date(2018, 11, 9), date(2020, 12, 31))
DAY = timedelta(days=1)


def activity(*terms: str, identity: str = "X") -> Activity:
    """An activity with these terms and nothing else."""
    read = tuple(Term(Printed(text), read_term(text)) for text in terms)
    return Activity(Printed(identity), "1.1", Printed("Title"), (), read, (), (), (), Printed(""), ())


def lines(found: tuple[Occurrence, ...]) -> list[str]:
    """Each occurrence as "id start due", with "partial" where it is."""
    return [f"{one.id} {one.start} {one.due}" + (" partial" if one.partial else "") for one in found]


def periods() -> st.SearchStrategy[Interval]:
    """Periods of up to twelve years, to the ends of the calendar."""
    return st.tuples(st.dates(), st.integers(0, 4400)).map(lambda pair: Interval(pair[0], _later(*pair)))


def _later(day: date, days: int) -> date:
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))


class TestPieces:
    """The pieces of a period."""

    @given(st.sampled_from(RECURRING), periods())
    def test_parts_cover_the_period_exactly_once(self, kind: Kind, period: Interval) -> None:
        found = list(pieces(kind, period))
        parts = [part for _, part in found]
        assert parts[0].start == period.start
        assert parts[-1].end == period.end
        assert all(before.end + DAY == after.start for before, after in pairwise(parts))

    @given(st.sampled_from(RECURRING), periods())
    def test_each_part_is_its_piece_cut_by_the_period(self, kind: Kind, period: Interval) -> None:
        for full, part in pieces(kind, period):
            assert part == Interval(max(full.start, period.start), min(full.end, period.end))
            assert (full.end - full.start).days + 1 in {
                "annual": (365, 366),
                "semiannual": (181, 182, 184),
                "quarterly": (90, 91, 92),
                "monthly": (28, 29, 30, 31),
            }[kind]
            assert full.start.day == 1
            assert ".." not in period_name(full)

    @pytest.mark.parametrize("kind", ["fixed", "permanent"])
    def test_only_rhythms_have_pieces(self, kind: Kind) -> None:
        with pytest.raises(ValueError, match=f"{kind} is no rhythm"):
            next(pieces(kind, PLAN))

    def test_last_day_of_the_calendar(self) -> None:
        last = Interval(date.max, date.max)
        assert list(pieces("monthly", last)) == [(Interval(date(9999, 12, 1), date.max), last)]


class TestPlan:
    """The plan of 2018-11-09..2020-12-31."""

    def test_annual(self) -> None:
        assert lines(occurrences(activity("Anual", identity="1.1.1"), PLAN)) == [
            "1.1.1@2018 2018-11-09 2018-12-31 partial",
            "1.1.1@2019 2019-01-01 2019-12-31",
            "1.1.1@2020 2020-01-01 2020-12-31",
        ]

    def test_semiannual(self) -> None:
        assert lines(occurrences(activity("Semestrial", identity="1.3.1"), PLAN)) == [
            "1.3.1@2018-S2 2018-11-09 2018-12-31 partial",
            "1.3.1@2019-S1 2019-01-01 2019-06-30",
            "1.3.1@2019-S2 2019-07-01 2019-12-31",
            "1.3.1@2020-S1 2020-01-01 2020-06-30",
            "1.3.1@2020-S2 2020-07-01 2020-12-31",
        ]

    def test_quarterly(self) -> None:
        assert lines(occurrences(activity("Trimestrial", identity="2.1.2"), PLAN)) == [
            "2.1.2@2018-T4 2018-11-09 2018-12-31 partial",
            "2.1.2@2019-T1 2019-01-01 2019-03-31",
            "2.1.2@2019-T2 2019-04-01 2019-06-30",
            "2.1.2@2019-T3 2019-07-01 2019-09-30",
            "2.1.2@2019-T4 2019-10-01 2019-12-31",
            "2.1.2@2020-T1 2020-01-01 2020-03-31",
            "2.1.2@2020-T2 2020-04-01 2020-06-30",
            "2.1.2@2020-T3 2020-07-01 2020-09-30",
            "2.1.2@2020-T4 2020-10-01 2020-12-31",
        ]

    def test_monthly(self) -> None:
        found = lines(occurrences(activity("Lunar"), PLAN))
        assert len(found) == 26
        assert found[:2] == ["X@2018-11 2018-11-09 2018-11-30 partial", "X@2018-12 2018-12-01 2018-12-31"]
        assert found[15] == "X@2020-02 2020-02-01 2020-02-29"
        assert found[-1] == "X@2020-12 2020-12-01 2020-12-31"
        assert [line for line in found if "partial" in line] == found[:1]

    def test_fixed(self) -> None:
        found = occurrences(activity("Iunie 2019", identity="2.1.1"), PLAN)
        assert lines(found) == ["2.1.1@2019-06 2019-06-01 2019-06-30"]
        assert (found[0].kind, found[0].term, found[0].activity.id) == ("fixed", "Iunie 2019", "2.1.1")

    def test_fixed_outside_the_period_is_still_due(self) -> None:
        assert lines(occurrences(activity("Iunie 2022; 8.11.2018"), PLAN)) == [
            "X@2018-11-08 2018-11-08 2018-11-08",
            "X@2022-06 2022-06-01 2022-06-30",
        ]

    def test_permanent_is_never_due_and_comes_last(self) -> None:
        found = occurrences(activity("Permanent", "Decembrie 2020", identity="1.1.7"), PLAN)
        assert lines(found) == ["1.1.7@2020-12 2020-12-01 2020-12-31", "1.1.7@permanent 2018-11-09 None"]
        assert found[1].kind == "permanent"

    def test_no_terms(self) -> None:
        assert occurrences(activity(), PLAN) == ()


class TestBounds:
    """Rhythms that are cut, by the period or by their own words."""

    def test_until_a_day(self) -> None:
        period = Interval(date(2021, 1, 1), date(2025, 12, 31))
        assert lines(occurrences(activity("semestrial (până la data de 10 iulie 2022)"), period)) == [
            "X@2021-S1 2021-01-01 2021-06-30",
            "X@2021-S2 2021-07-01 2021-12-31",
            "X@2022-S1 2022-01-01 2022-06-30",
            "X@2022-S2 2022-07-01 2022-07-10 partial",
        ]

    def test_from_a_year(self) -> None:
        assert lines(occurrences(activity("anual, începând cu 2020"), PLAN)) == ["X@2020 2020-01-01 2020-12-31"]

    def test_over_months(self) -> None:
        assert lines(occurrences(activity("trimestrial, mai - iulie 2019"), PLAN)) == [
            "X@2019-T2 2019-05-01 2019-06-30 partial",
            "X@2019-T3 2019-07-01 2019-07-31 partial",
        ]

    @pytest.mark.parametrize(
        "term",
        [
            *("anual, până în 2017", "Semestrial, începând cu 2030", "lunar, aprilie-decembrie 2021"),
            *("trimestrial (2017)", "Permanent, 2021-2022", "Permanent, începând cu 2030"),
            "semestrial, până la 8 noiembrie 2018",
        ],
    )
    def test_bound_outside_the_period(self, term: str) -> None:
        assert occurrences(activity(term), PLAN) == ()
        assert lines(occurrences(activity(term, "Iunie 2019"), PLAN)) == ["X@2019-06 2019-06-01 2019-06-30"]

    @pytest.mark.parametrize(
        ("term", "start"),
        [
            ("Permanent, 2018-2020", "2018-11-09"),
            ("Permanent până la 31 decembrie 2019", "2018-11-09"),
            ("Permanent, începând cu iunie 2019", "2019-06-01"),
            ("Permanent, 2020; Permanent, 2019", "2019-01-01"),
        ],
    )
    def test_permanent_with_a_bound_is_not_dated(self, term: str, start: str) -> None:
        assert lines(occurrences(activity(term), PLAN)) == [f"X@permanent {start} None"]

    def test_period_of_one_day(self) -> None:
        last = Interval(date(2019, 12, 31), date(2019, 12, 31))
        assert lines(occurrences(activity("Anual"), last)) == ["X@2019 2019-12-31 2019-12-31 partial"]
        assert lines(occurrences(activity("Lunar"), last)) == ["X@2019-12 2019-12-31 2019-12-31 partial"]

    def test_period_ends_on_a_leap_day(self) -> None:
        period = Interval(date(2020, 1, 1), date(2020, 2, 29))
        assert lines(occurrences(activity("Lunar"), period)) == [
            "X@2020-01 2020-01-01 2020-01-31",
            "X@2020-02 2020-02-01 2020-02-29",
        ]
        assert lines(occurrences(activity("Trimestrial"), period)) == ["X@2020-T1 2020-01-01 2020-02-29 partial"]


class TestDayOfItsOwn:
    """Yearly rhythms with a day."""

    def test_days_in_the_period(self) -> None:
        assert lines(occurrences(activity("anual, până la 31 martie"), PLAN)) == [
            "X@2019 2019-01-01 2019-03-31",
            "X@2020 2020-01-01 2020-03-31",
        ]

    def test_first_and_last_day_of_the_plan(self) -> None:
        assert lines(occurrences(activity("anual, 9 noiembrie"), PLAN))[0] == "X@2018 2018-11-09 2018-11-09 partial"
        assert len(occurrences(activity("anual, 8 noiembrie"), PLAN)) == 2
        assert lines(occurrences(activity("anual, 31 decembrie"), PLAN))[-1] == "X@2020 2020-01-01 2020-12-31"

    def test_a_later_end_of_the_period_does_not_cut_it(self) -> None:
        period = Interval(date(2019, 1, 1), date(2019, 6, 30))
        assert lines(occurrences(activity("anual, 31 martie"), period)) == ["X@2019 2019-01-01 2019-03-31"]

    def test_leap_day(self) -> None:
        assert lines(occurrences(activity("anual, 29 februarie"), PLAN)) == [
            "X@2019 2019-01-01 2019-02-28",
            "X@2020 2020-01-01 2020-02-29",
        ]


class TestIds:
    """An id names one occurrence."""

    def test_equal_deadlines_are_one(self) -> None:
        assert lines(occurrences(activity("Iunie 2019", "iun. 2019", "Permanent", "continuu"), PLAN)) == [
            "X@2019-06 2019-06-01 2019-06-30",
            "X@permanent 2018-11-09 None",
        ]

    def test_a_fixed_deadline_and_a_rhythm_of_the_same_period_are_the_fixed_one(self) -> None:
        found = occurrences(activity("Lunar", "Iunie 2019"), PLAN)
        assert len(found) == 26
        assert [one.id for one in found if one.kind == "fixed"] == ["X@2019-06"]

    def test_two_days_of_a_year_are_told_apart(self) -> None:
        assert lines(occurrences(activity("anual, 31 martie; anual, 30 septembrie"), PLAN)) == [
            "X@2019-03-31 2019-01-01 2019-03-31",
            "X@2019-09-30 2019-01-01 2019-09-30",
            "X@2020-03-31 2020-01-01 2020-03-31",
            "X@2020-09-30 2020-01-01 2020-09-30",
        ]

    @given(
        st.lists(
            st.sampled_from(
                [
                    *("Anual", "Semestrial", "Trimestrial", "Lunar", "Permanent", "2019", "iunie 2019", "30.06.2019"),
                    *("S1 2020", "T4 2018", "2020", "anual, 31 martie", "anual, 30 iunie", "anual, până în iunie 2020"),
                    *("Permanent, 2019", "Semestrial, începând cu 2030"),
                ]
            )
        ),
        periods() | st.just(PLAN),
    )
    def test_ids_are_unique_and_in_order(self, terms: list[str], period: Interval) -> None:
        found = occurrences(activity(*terms), period)
        assert len({one.id for one in found}) == len(found)
        dues = [one.due or date.max for one in found]
        assert dues == sorted(dues)
        assert all(one.start and one.start <= (one.due or date.max) for one in found)

    def test_a_fixed_deadline_without_an_interval_is_a_mistake(self) -> None:
        broken = Term(Printed("Iunie"), (Deadline("fixed"),))
        mistaken = Activity(Printed("X"), "1.1", Printed(""), (), (broken,), (), (), (), Printed(""), ())
        with pytest.raises(ValueError, match="without an interval"):
            occurrences(mistaken, PLAN)
