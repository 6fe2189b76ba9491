"""The plan that comes with the package: what it holds, and that it is the published text to the letter."""

from __future__ import annotations

from collections import Counter

import pytest

from anitp_cli.loading import load_plan
from anitp_cli.model import fingerprint


def test_it_has_no_problem():
    plan, problems = load_plan()
    assert problems == []
    assert plan.id == "ro-anitp-2018-2020"


def test_what_the_act_holds(plan):
    assert len(plan.activities) == 60
    assert len(plan.abbreviations) == 48
    assert Counter("." in objective.id for objective in plan.objectives) == {False: 5, True: 19}
    assert [objective.chapter for objective in plan.objectives if "." not in objective.id] == [
        "PREVENIREA TRAFICULUI DE PERSOANE",
        "PROTECȚIA, ASISTENȚA ȘI REINTEGRAREA SOCIALĂ A VICTIMELOR TRAFICULUI DE PERSOANE",
        "COMBATEREA TRAFICULUI DE PERSOANE",
        "MONITORIZAREA ȘI EVALUAREA TRAFICULUI DE PERSOANE ȘI A IMPLEMENTĂRII POLITICILOR",
        "COOPERARE INTERINSTITUȚIONALĂ ȘI INTERNAȚIONALĂ",
    ]
    terms = Counter(str(term.text) for activity in plan.activities for term in activity.terms)
    rhythms = {word: terms.pop(word) for word in ("Anual", "Semestrial", "Trimestrial", "Permanent")}
    assert rhythms == {"Anual": 18, "Semestrial": 6, "Trimestrial": 3, "Permanent": 19}
    assert terms.total() == 15


@pytest.mark.parametrize("number", range(60))
def test_a_row_is_the_published_row(plan, number):
    """Its fingerprint was computed from the published text, so one changed letter fails here."""
    activity = plan.activities[number]
    assert fingerprint(activity.printed_row()) == activity.fingerprint


def test_the_headings_are_the_published_headings(plan):
    assert fingerprint(plan.printed_headings()) == plan.fingerprint


def test_the_list_is_the_published_list(plan):
    assert fingerprint(plan.printed_list()) == plan.abbreviations_fingerprint


def test_ids_follow_the_objectives(plan):
    for objective in plan.objectives:
        ids = [str(one.id) for one in plan.activities if one.objective == objective.id]
        assert ids == [f"{objective.id}.{number}" for number in range(1, len(ids) + 1)]


def test_misprints_of_the_act_stay(plan):
    rows = {str(activity.id): list(activity.cells()) for activity in plan.activities}
    assert "ANDPCA" in rows["5.1.2"]
    assert "BugetANPDCA" in rows["5.1.2"]
    assert "MMJS, ANPDCA, ANES,ANPD, ANOFM" in rows["2.1.1"]
    assert next(objective.label for objective in plan.objectives if objective.id == "3.6") == "Obiectiv specific 3.6"


def test_nothing_stands_after_partners_but_a_resource(plan):
    row = next(activity for activity in plan.activities if activity.id == "2.3.1")
    assert row.partners == ()
    assert row.resources == ("Nu este cazul.",)
    assert [str(term.text) for term in row.terms] == ["Iunie 2019", "Anual"]


def test_igpr_is_named_by_twenty_activities(plan):
    named = {
        role: sum(
            any(mention.institution == "IGPR" and mention.role == role for mention in activity.mentions)
            for activity in plan.activities
        )
        for role in ("responsible", "partner")
    }
    assert named == {"responsible": 10, "partner": 10}
