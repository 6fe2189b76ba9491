"""Every form in which the plan leaves the program holds the same facts: read back by other hands, counted and compared.

A new form is one reader and one line in READERS.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import NamedTuple

import pytest
from exported import items, read_database, read_folder, reported_plan
from icalendar import Calendar


class Facts(NamedTuple):
    """Activities with their titles, deadlines with due day and state, items as printed, and institutions with roles."""

    activities: dict[str, str]
    deadlines: dict[str, tuple[str | None, str | None]]
    items: set[tuple[str, str, str]]
    roles: set[tuple[str, str, str]]


def of_json(run, plan, _):
    listed = items(run, "list", "--plan", plan)
    return Facts(
        {one["id"]: one["title"] for one in listed},
        {due["id"]: (due["due"], due["state"]) for one in listed for due in one["deadlines"]},
        {
            (one["id"], role, text)
            for one in listed
            for role, key in (("responsible", "responsible"), ("partner", "partners"))
            for text in one[key]
        },
        {(one["id"], named["code"], named["role"]) for one in listed for named in one["institutions"]},
    )


def of_tables(tables):
    return Facts(
        {row["id"]: row["title"] for row in tables["activities"]},
        {row["id"]: (row["due"] or None, row["state"]) for row in tables["occurrences"]},
        {(row["activity"], row["role"], row["text"]) for row in tables["role_items"]},
        {(row["activity"], row["institution"], row["role"]) for row in tables["roles"]},
    )


def of_csv(run, plan, tmp_path):
    run(["export", str(tmp_path / "data"), "--plan", str(plan)])
    return of_tables(read_folder(tmp_path / "data"))


def of_sqlite(run, plan, tmp_path):
    run(["export", str(tmp_path / "plan.sqlite"), "--plan", str(plan)])
    return of_tables(read_database(tmp_path / "plan.sqlite"))


def of_ics(run, plan, _):
    facts = Facts({}, {}, set(), set())
    for event in Calendar.from_ical(run(["calendar", "--recurring", "--plan", str(plan)]).stdout).subcomponents:
        id_ = event["UID"].partition(".event.")[0]
        state, activity, title = re.fullmatch(r"(?:\[(.+?)\] )?(\S+) (.*)", event["SUMMARY"]).groups()
        facts.activities[activity] = title
        facts.deadlines[id_] = (str(event["DTSTART"].dt), state)
        for role, heading in (("responsible", "Responsible"), ("partner", "Partners")):
            listed = re.search(rf"^{heading}:(?: (.+)|((?:\n- .+)+))$", event["DESCRIPTION"], re.MULTILINE)
            texts = ([listed[1]] if listed[1] else listed[2].split("\n- ")[1:]) if listed else []
            facts.items.update((activity, role, text) for text in texts)
    return facts


class Page(HTMLParser):
    """The facts of a page, by the marks that its own filters use."""

    def __init__(self):
        super().__init__()
        self.facts = Facts({}, {}, set(), set())
        self.activity = self.deadline = self.role = self.text = None

    def handle_starttag(self, tag, attrs):
        marks = dict(attrs)
        if tag == "article":
            self.activity = marks["id"]
        elif self.activity is None:
            return
        elif tag == "tr" and "data-state" in marks:
            self.deadline = marks["id"]
            self.facts.deadlines[self.deadline] = (None, marks["data-state"])
        elif tag == "time" and self.deadline:
            self.facts.deadlines[self.deadline] = (marks["datetime"], self.facts.deadlines[self.deadline][1])
        elif tag == "div":
            self.role = marks.get("data-role")
        elif self.role and "data-code" in marks:
            self.facts.roles.add((self.activity, marks["data-code"], self.role))
        if marks.get("class") == "cell":
            self.text = ""

    def handle_data(self, data):
        if self.text is not None:
            self.text += data

    def handle_endtag(self, tag):
        if tag in {"span", "dd"} and self.text is not None and self.activity:
            if tag == "span":
                self.facts.activities[self.activity] = self.text
            elif self.role:
                self.facts.items.add((self.activity, self.role, self.text))
            self.text = None
        elif tag == "tr":
            self.deadline = None
        elif tag == "article":
            self.activity = self.role = None


def of_page(run, plan, _):
    page = Page()
    page.feed(run(["page", "--plan", str(plan)]).stdout)
    return page.facts


READERS = {"csv": of_csv, "sqlite": of_sqlite, "ics": of_ics, "page": of_page}
REPORTED = {"met", "met-late", "partial", "not-done"}


def in_a_calendar(facts):
    """A calendar has days and no others; it tells a state where one is reported, and names institutions as printed."""
    deadlines = {
        id_: (due, state if state in REPORTED else None) for id_, (due, state) in facts.deadlines.items() if due
    }
    dated = {id_.partition("@")[0] for id_ in deadlines}
    return Facts(
        {id_: title for id_, title in facts.activities.items() if id_ in dated},
        deadlines,
        {one for one in facts.items if one[0] in dated},
        set(),
    )


@pytest.mark.parametrize("name", READERS)
def test_a_form_holds_the_facts_that_the_command_line_gives(run, tmp_path, name):
    plan = reported_plan(tmp_path)
    expected = of_json(run, plan, tmp_path)
    assert [len(facts) for facts in expected] == [60, 145, 296, 354]
    if name == "ics":
        expected = in_a_calendar(expected)
        assert [len(facts) for facts in expected] == [41, 126, 199, 0]
    facts = READERS[name](run, plan, tmp_path)
    for found, known in zip(facts, expected, strict=True):
        assert found == known
