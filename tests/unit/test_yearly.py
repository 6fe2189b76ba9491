"""What a year came to: every total is the sum of what it counts, in Romanian words."""

from __future__ import annotations

import shutil
from datetime import date

import pytest
from conftest import DATA, ROOT

from anitp_cli import sheets
from anitp_cli.files import EVIDENCE_KINDS, REPORTED
from anitp_cli.loading import open_plan
from anitp_cli.model import STATES, Interval
from anitp_cli.plan import Activities, Records
from anitp_cli.query import Selection, find_objective
from anitp_cli.records import missing, reporters
from anitp_cli.states import Register
from anitp_cli.views.romanian import romanian_count, romanian_days, romanian_piece
from anitp_cli.views.yearly import STAGES
from anitp_cli.yearly import yearly_report

TODAY = date(2019, 7, 1)
YEAR = Interval(date(2019, 1, 1), date(2019, 12, 31))


@pytest.fixture(scope="module")
def reported_plan(tmp_path_factory):
    """The shipped plan with records of every state: tests/data/reports/evidence."""
    folder = tmp_path_factory.mktemp("reported") / "plan"
    shutil.copytree(ROOT / "plan", folder, ignore=shutil.ignore_patterns("evidence"))
    shutil.copytree(DATA / "reports" / "evidence", folder / "evidence")
    return open_plan(str(folder))


@pytest.fixture(scope="module")
def register(reported_plan):
    return Register(reported_plan, TODAY)


@pytest.fixture(scope="module")
def report(register):
    return yearly_report(register, YEAR, Selection())


def row_of(report, id_):
    return next(row for row in report.rows if row.activity.id == id_)


def counted(rows):
    """A tally, counted one by one."""
    standings = [standing for row in rows for standing in row.standings]
    dated = [standing for standing in standings if standing.occurrence.due]
    return len(rows), len(dated), tuple(sum(one.state == state for one in standings) for state in STATES)


def test_the_total_counts_every_row(report):
    assert report.total == counted(report.rows)
    assert report.total[:2] == (57, 54)
    assert dict(zip(STATES, report.total.states, strict=True)) == {
        "met": 1,
        "met-late": 1,
        "partial": 3,
        "not-done": 1,
        "overdue": 12,
        "upcoming": 36,
        "permanent": 19,
    }


def test_the_total_of_an_objective_counts_the_rows_under_it(report):
    assert [one.objective.id for one in report.by_objective][:5] == ["1", "1.1", "1.2", "1.3", "2"]
    for total in report.by_objective:
        under = [row for row in report.rows if f"{row.activity.id}.".startswith(f"{total.objective.id}.")]
        assert total.tally == counted(under)
    general = [one.tally for one in report.by_objective if one.objective.chapter]
    assert sum(tally.activities for tally in general) == report.total.activities


def test_the_total_of_an_institution_counts_what_it_reports_on(report):
    for total in report.by_institution:
        own = [row for row in report.rows if total.institution.code in reporters(row.activity)]
        assert total.tally == counted(own)
        assert total.unreported == sum(total.institution.code in one.owed_by for one in report.missing)
    named = {str(total.institution.code) for total in report.by_institution}
    assert named == {code for row in report.rows for code in reporters(row.activity)}


def test_what_was_not_reported_is_what_evidence_missing_says(report, register):
    assert report.missing == tuple(missing(register, Selection(), YEAR, each=True))


def test_a_row_has_what_is_due_in_the_year_and_what_is_permanent(report):
    ids = [one.occurrence.id for one in row_of(report, "2.1.2").standings]
    assert ids == ["2.1.2@2019-T1", "2.1.2@2019-T2", "2.1.2@2019-T3", "2.1.2@2019-T4"]
    assert [one.occurrence.id for one in row_of(report, "1.1.7").standings] == ["1.1.7@permanent"]
    left_out = {str(one.id): [term.text for term in one.terms] for one in report.plan.activities}
    for row in report.rows:
        del left_out[row.activity.id]
    assert left_out == {"3.1.6": ["Iunie 2020"], "3.2.2": ["Ianuarie 2020"], "3.4.2": ["Iunie 2020"]}


def test_evidence_of_another_year_and_of_days_to_come_is_left_out(report):
    assert [filed.record.id for filed in row_of(report, "1.1.7").evidence] == ["ANITP-5"]
    assert row_of(report, "1.1.1").evidence == ()


def test_an_assessment_stands_beside_what_it_assesses(report):
    row = row_of(report, "3.1.2")
    (standing,) = row.standings
    assert (standing.state, standing.reported, standing.assessed_by) == ("partial", "met", ("ANITP",))
    assert [(filed.record.id, filed.assessment and filed.assessment.id) for filed in row.evidence] == [
        ("IGPR-1", "ANITP-4"),
        ("IGPF-1", None),
    ]


def test_a_permanent_term_is_assessed_only_in_the_year_of_its_record(reported_plan):
    record = next(one for one in reported_plan.evidence if one.id == "ANITP-6")
    assessment = record._replace(id="IGPR-9", by="IGPR", assesses=record.id, title="De anul trecut")
    register = Register(reported_plan._replace(evidence=Records([*reported_plan.evidence, assessment])), TODAY)
    by_year = {
        year: row_of(yearly_report(register, days, Selection()), "1.1.7").standings[0].assessed_by
        for year, days in ((2018, Interval(date(2018, 11, 9), date(2018, 12, 31))), (2019, YEAR))
    }
    assert by_year == {2018: ("IGPR",), 2019: ()}


def test_a_value_stands_under_its_indicator_by_place_or_words_and_is_never_lost(reported_plan):
    record = next(one for one in reported_plan.evidence if one.id == "ANITP-1")
    words = "numar de sesiuni ORGANIZATE"
    record = record._replace(id="ANITP-99", values=(("2", "20"), (words, "12"), ("Altceva", "o dată")))
    report = yearly_report(Register(reported_plan._replace(evidence=Records([record])), TODAY), YEAR, Selection())
    found = [(one.place, [value.text for value in one.values]) for one in row_of(report, "2.2.2").indicators]
    assert found == [(1, ["12"]), (2, ["20"]), (3, []), (None, ["o dată"])]


def test_of_one_institution_there_is_what_it_answers_for_and_only_its_own_total(report, register):
    own = yearly_report(register, YEAR, Selection("IGPR", "responsible"))
    answers_for = {
        row.activity.id
        for row in report.rows
        if any(one.institution == "IGPR" and one.role == "responsible" for one in row.activity.mentions)
    }
    assert {row.activity.id for row in own.rows} == answers_for
    (total,) = own.by_institution
    assert total == next(one for one in report.by_institution if one.institution.code == "IGPR")
    assert own.total == counted(own.rows)


def test_an_institution_that_reports_only_through_its_units_has_no_total_of_its_own(register):
    own = yearly_report(register, YEAR, Selection("MAI", "responsible"))
    assert len(own.rows) == 5
    assert own.by_institution == ()


def test_of_one_objective_there_is_what_is_under_it(register, reported_plan):
    found = yearly_report(register, YEAR, Selection(objective=find_objective(reported_plan, "2.2")))
    assert [section.specific.id for section in found.sections] == ["2.2"]
    assert [one.objective.id for one in found.by_objective] == ["2", "2.2"]
    assert found.by_objective[0].tally == found.by_objective[1].tally == found.total


def test_a_term_that_nobody_can_read_is_told(reported_plan):
    first, *others = reported_plan.activities
    unread = first._replace(terms=(first.terms[0]._replace(deadlines=()),))
    register = Register(reported_plan._replace(activities=Activities([unread, *others])), TODAY)
    report = yearly_report(register, YEAR, Selection())
    assert report.undated == ("Anual",)
    assert len(report.rows) == 56


def test_the_sheet_has_a_word_for_every_state_and_kind_and_the_report_for_every_stage():
    assert tuple(sheets.STATES) == REPORTED
    assert tuple(sheets.KINDS) == EVIDENCE_KINDS
    assert tuple(STAGES) == STATES
    for words in (sheets.STATES, sheets.KINDS, STAGES):
        assert len(set(words.values())) == len(words)


@pytest.mark.parametrize(
    ("number", "said"),
    # CLDR ro: one 1; few 0, 2-19, 101-119, ...; other 20-100, 120-200, ...
    [
        (0, "0 activități"),
        (1, "1 activitate"),
        (2, "2 activități"),
        (19, "19 activități"),
        (20, "20 de activități"),
        (21, "21 de activități"),
        (99, "99 de activități"),
        (100, "100 de activități"),
        (101, "101 activități"),
        (119, "119 activități"),
        (120, "120 de activități"),
        (200, "200 de activități"),
        (1000, "1000 de activități"),
        (1001, "1001 activități"),
    ],
)
def test_romanian_plurals(number, said):
    assert romanian_count(number, "activitate", "activități") == said


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ((2019, 6, 20), (2019, 6, 20), "20 iunie 2019"),
        ((2019, 6, 1), (2019, 6, 30), "iunie 2019"),
        ((2020, 2, 1), (2020, 2, 29), "februarie 2020"),
        ((2020, 2, 1), (2020, 2, 28), "1 februarie 2020 – 28 februarie 2020"),
        ((2021, 9, 1), (2022, 2, 28), "septembrie 2021 – februarie 2022"),
        ((2018, 11, 9), (2018, 12, 31), "9 noiembrie 2018 – 31 decembrie 2018"),
    ],
)
def test_romanian_days(start, end, said):
    assert romanian_days(Interval(date(*start), date(*end))) == said


@pytest.mark.parametrize(
    ("kind", "day", "said"),
    [
        ("quarterly", (2019, 3, 31), "trimestrul I"),
        ("quarterly", (2019, 12, 31), "trimestrul IV"),
        ("semiannual", (2019, 6, 30), "semestrul I"),
        ("semiannual", (2020, 12, 31), "semestrul II"),
        ("monthly", (2019, 5, 31), "mai"),
        ("annual", (2019, 12, 31), ""),
        ("fixed", (2019, 6, 30), ""),
    ],
)
def test_romanian_pieces_of_a_year(kind, day, said):
    assert romanian_piece(kind, date(*day)) == said
