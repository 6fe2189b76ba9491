"""The item grammar, the directory of names, and what the plan says of who belongs to whom."""

from __future__ import annotations

import re

import pytest
from conftest import DATA

from anitp_cli.errors import UsageError
from anitp_cli.institutions import Directory

ITEMS = [
    line.split("=>")
    for line in (DATA / "items.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.fixture(scope="module")
def directory(plan):
    return Directory(plan.institutions, plan.headings)


@pytest.mark.parametrize(("item", "names"), ITEMS, ids=[item.strip() for item, _ in ITEMS])
def test_an_item_names(directory, item, names):
    found = [
        (name.institution or f"?{name.text}") + (f" < {name.through}" if name.through else "")
        for name in directory.read(item.strip())
    ]
    assert " | ".join(found) == names.strip()


def test_every_item_of_the_plan_is_in_the_table(plan):
    cells = {str(item) for activity in plan.activities for item in (*activity.responsible, *activity.partners)}
    assert cells <= {item.strip() for item, _ in ITEMS}


def test_a_name_knows_where_it_starts(directory):
    item = "MAI  -  IGI ,IGPR"
    assert [item[name.offset :].startswith(name.text) for name in directory.read(item)] == [True, True, True]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("igpr", "IGPR"),
        ("Inspectoratul general al politiei romane", "IGPR"),
        ("ANDPCA", "ANPDCA"),
        ("ong-uri", "ONG"),
        ("instituţia prefectului", "Instituția prefectului"),
        ("Serviciul public de asistență socială", "SPAS"),
        ("ANPD", "ANPD"),  # not the beginning of ANPDCA
        ("DII", "DIICOT"),
        ("jandarmeriei", None),
        ("Inspectoratul General al Jan", "IGJR"),
        ("IG", None),
        ("", None),
    ],
)
def test_find(directory, typed, code):
    if code is None:
        with pytest.raises(UsageError):
            directory.find(typed)
    else:
        assert directory.find(typed).code == code


def test_igjr_is_not_igpr(directory):
    assert directory.find("IGJR").source == "outside"
    assert directory.find("IGJR").name == "Inspectoratul General al Jandarmeriei Române"


def test_units_at_any_depth(directory):
    assert directory.units("IGPR") == {"DCCO", "UCAI", "Oficiul Național pentru Protecția Martorului"}
    assert directory.units("MAI") == {"IGI", "IGPR", "ANITP", "CR ANITP", *directory.units("IGPR")}
    assert directory.units("IGI") == set()


def test_each_part_of_is_stated_where_it_says(plan):
    """Some cell of each named activity prints "PARENT prin CHILD" or "PARENT - CHILD"; CR ANITP says it by its name."""
    activities = {str(activity.id): activity for activity in plan.activities}
    for institution in plan.institutions:
        for parent in institution.part_of:
            stated = re.compile(rf"\b{parent.institution} (?:prin|-) [^;]*\b{re.escape(institution.code)}\b")
            for activity_id in parent.stated_by:
                cells = list(activities[activity_id].cells())
                assert any(stated.search(cell) for cell in cells) or (
                    f"CR {parent.institution}" == institution.code and any(institution.code in cell for cell in cells)
                ), (institution.code, activity_id)


def test_no_statement_of_the_plan_is_left_out(plan):
    """Every item of a responsible or partner cell that names a unit through its parent is among the statements."""
    stated = {
        (str(institution.code), str(parent.institution), str(activity))
        for institution in plan.institutions
        for parent in institution.part_of
        for activity in parent.stated_by
    }
    for activity in plan.activities:
        for mention in activity.mentions:
            if mention.through:
                assert (mention.institution, mention.through, str(activity.id)) in stated


def test_only_two_abbreviations_name_no_institution(plan):
    codes = {str(institution.code) for institution in plan.institutions}
    assert {str(entry.code) for entry in plan.abbreviations} - codes == {"GIL", "MNIR"}
