"""The page before a browser has it: what it says, that what it says is text, and that it needs nothing from outside."""

from __future__ import annotations

import json
import re
import shutil
from base64 import b64encode
from collections import Counter
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from conftest import DATA, ROOT
from hypothesis import given
from hypothesis import strategies as st

from anitp_cli.loading import open_plan
from anitp_cli.model import Interval
from anitp_cli.page import render
from anitp_cli.page.facts import Names, axis
from anitp_cli.page.markup import Html, join, question, tag, text
from anitp_cli.plan import Activities
from anitp_cli.states import Register
from anitp_cli.text import visible

PLAN = open_plan()


class Page(HTMLParser):
    """The elements of a page, each with its attributes, its text, and the elements within it and around it."""

    def __init__(self, markup):
        super().__init__()
        self.elements = []
        self._open = []
        self.feed(markup)

    def handle_starttag(self, name, attributes):
        element = {**dict(attributes), "tag": name, "text": "", "around": list(self._open), "inside": []}
        self.elements.append(element)
        for outer in self._open:
            outer["inside"].append(element)
        if name not in {"meta", "link", "input"}:
            self._open.append(element)

    def handle_endtag(self, name):
        assert self._open.pop()["tag"] == name

    def handle_data(self, data):
        for element in self._open:
            element["text"] += data

    def all(self, **wanted):
        """The elements with these attributes (data_kind is data-kind; True is any value)."""
        return self.among(self.elements, **wanted)

    def within(self, element, **wanted):
        """Those of them that stand within an element."""
        return self.among(element["inside"], **wanted)

    @staticmethod
    def among(elements, **wanted):
        asked = {key.rstrip("_").replace("_", "-"): value for key, value in wanted.items()}
        return [
            one for one in elements if all(key in one and value in {True, one[key]} for key, value in asked.items())
        ]


def page_of(plan, today="2019-07-01"):
    return Page(render(Register(plan, date.fromisoformat(today))))


@pytest.fixture(scope="module")
def page():
    return page_of(PLAN)


@pytest.fixture
def reported(tmp_path):
    """The plan shipped with some evidence for 2.1.1 and 1.3.1, one of the records assessed by another institution."""
    folder = shutil.copytree(ROOT / "plan", tmp_path / "plan")
    record = '  - {{id: "{}", activity: "{}", period: "{}", kind: "meeting", title: "T", state: "{}", dates: "{}"{}}}\n'
    igpr = [
        ("IGPR-1", "2.1.1", "2019-06", "done", "2019-06-20", ""),
        (
            "IGPR-2",
            "1.3.1",
            "2018-S2",
            "done",
            "2019-01-20",
            ', source: {title: "S", link: "https://example.org/?a&b"}',
        ),
        ("IGPR-3", "1.3.1", "2019-S1", "partial", "2019-06", ', values: {"1": "12"}, note: "N", channels: ["online"]'),
    ]
    anitp = [("MAI-1", "2.1.1", "2019-06", "partial", "2019-06-25", ', assesses: "IGPR-1"')]
    for code, records in (("IGPR", igpr), ("MAI", anitp)):
        lines = "".join(record.format(*one) for one in records)
        (folder / "evidence" / f"{code}.yaml").write_text(f'institution: "{code}"\nrecords:\n{lines}', encoding="utf-8")
    return open_plan(folder)


def listed(run, plan, today):
    output = run(["list", "--plan", str(plan.folder), "--today", today, "--format", "jsonl"]).stdout
    return [json.loads(line) for line in output.splitlines()]


@pytest.mark.parametrize("today", ["2018-11-09", "2019-07-01", "2019-07-10", "2022-01-01"])
def test_it_says_what_json_says(run, reported, today):
    page, expected = page_of(reported, today), listed(run, reported, today)
    articles = page.all(class_="activity")
    assert [one["id"] for one in articles] == [one["id"] for one in expected]
    for article, one in zip(articles, expected, strict=True):
        cells = [*(one["title"], *one["indicators"], *one["terms"]), *one["responsible"], *one["partners"]]
        assert [cell["text"] for cell in page.within(article, class_="cell")] == [*cells, *one["resources"]]
        deadlines = [(row["id"], row["data-kind"], row["data-state"]) for row in page.within(article, data_kind=True)]
        assert deadlines == [(each["id"], each["kind"], each["state"]) for each in one["deadlines"]]
        assert [due["datetime"] for due in page.within(article, tag="time")] == [
            each["due"] for each in one["deadlines"] if each["due"]
        ]
        roles = {
            (name["data-code"], outer["data-role"])
            for name in page.within(article, data_code=True)
            for outer in name["around"]
            if "data-role" in outer
        }
        assert roles == {(each["code"], each["role"]) for each in one["institutions"]}
        assert [record["id"] for record in page.within(article, tag="li")] == [each["id"] for each in one["evidence"]]
        assert page.within(article, class_="citation")[0]["text"] == f"Citare: {one['citation']}"


def test_what_is_reported_and_what_was_assessed_stand_apart(reported):
    page = page_of(reported)
    row = page.all(id="2.1.1@2019-06")[0]
    assert row["text"].endswith("realizat parțial evaluat de MAI; raportat: realizat")
    assert "evaluat de MAI: realizat parțial" in page.all(id="IGPR-1")[0]["text"]
    late, partial = page.all(id="IGPR-2")[0], page.all(id="IGPR-3")[0]
    assert page.within(late, href="https://example.org/?a&b")[0]["text"] == "S"
    assert "Canale: online" in partial["text"]
    assert "12" in partial["text"]
    assert page.all(id="1.3.1@2018-S2")[0]["data-state"] == "met-late"


def test_its_counts_are_those_of_the_command_line(run, page):
    plan = json.loads(run("plan --format jsonl").stdout)
    figures = [
        int(one["text"]) for one in page.all(tag="dd") if "figures" in [each.get("class") for each in one["around"]]
    ]
    keys = "activities general_objectives specific_objectives fixed_deadlines recurring_occurrences permanent"
    assert figures == [plan[key] for key in [*keys.split(), "institutions", "abbreviations"]]
    months = [int(one["text"]) for one in page.all(tag="text") if one["around"][-1]["tag"] == "a"]
    assert sum(months) == plan["fixed_deadlines"] + plan["recurring_occurrences"]
    marks = Counter(one["class"].split()[0] for one in page.all(tag="circle") if "data-activity" in one["around"][-3])
    assert marks == {"full": plan["fixed_deadlines"], "hollow": plan["recurring_occurrences"]}


def test_every_link_leads_somewhere(page):
    ids = [one["id"] for one in page.all(id=True)]
    assert len(ids) == len(set(ids))
    assert not [one for one in ids if re.search(r"\s", one)]
    for link in page.all(href=True):
        assert link["href"].removeprefix("#") in ids or link["href"] == "data:,"
    for label in page.all(for_=True):
        assert label["for"] in ids


def test_it_loads_nothing_and_holds_no_style_or_handler_of_an_element(page):
    for element in page.elements:
        assert not [key for key in element if key == "style" or key == "src" or key.startswith("on")]
    assert "http:" not in "".join(one["text"] for one in page.all(tag="style") + page.all(tag="script"))


def test_the_policy_names_what_stands_in_the_page_and_nothing_else(page):
    policy = dict(part.split(" ", 1) for part in page.all(http_equiv=True)[0]["content"].split("; "))
    for name, directive in (("style", "style-src"), ("script", "script-src")):
        (element,) = page.all(tag=name)
        assert policy[directive] == f"'sha256-{b64encode(sha256(element['text'].encode()).digest()).decode()}'"
    assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == "'none'"


@given(st.text())
def test_any_text_is_read_back_as_it_is_seen(said):
    page = Page(tag("p", said, tag("b", said, title=said), data_query=question({"who": said})))
    paragraph, bold = page.elements
    assert paragraph["text"] == visible(said) * 2
    assert bold["title"] == visible(said)
    assert len(page.elements) == 2


def test_markup_is_made_by_its_own_functions_alone():
    assert tag("td", None, 12, hidden=True, id=None, aria_label="a<b", class_="x") == (
        '<td hidden aria-label="a&lt;b" class="x">12</td>'
    )
    assert join(["<", Html("<br>")], ", ") == "&lt;, <br>"
    assert text(Html("<br>") + "<i>") == "&lt;br&gt;&lt;i&gt;"


def test_every_text_is_kept_whole_when_its_names_are_marked():
    names = Names(PLAN)
    for activity in PLAN.activities:
        for cell in activity.cells():
            assert "".join(piece.text for piece in names.in_text(cell)) == cell
        for item in (*activity.responsible, *activity.partners):
            assert "".join(piece.text for piece in names.in_item(item)) == item


@pytest.mark.parametrize(
    ("item", "pieces"),
    [
        ("MMJS prin ANOFM", [("MMJS", "MMJS"), (" prin ", None), ("ANOFM", "ANOFM")]),
        ("MAI - IGI, IGPR", [("MAI", "MAI"), (" - ", None), ("IGI", "IGI"), (", ", None), ("IGPR", "IGPR")]),
        ("ANDPCA", [("ANDPCA", "ANPDCA")]),
        ("Grup de lucru constituit:", [("Grup de lucru constituit:", None)]),
    ],
)
def test_the_names_in_an_item(item, pieces):
    assert list(Names(PLAN).in_item(item)) == pieces


def test_the_names_in_a_text():
    pieces = list(Names(PLAN).in_text("Buget ONG-uri și Europol"))
    assert pieces == [("Buget ", None), ("ONG-uri", "ONG"), (" și ", None), ("Europol", "EUROPOL")]


@pytest.mark.parametrize(
    ("days", "kind", "first", "last", "columns"),
    [
        ("2018-11-09 2020-12-31", "monthly", "2018-11", "2020-12", 26),
        ("2019-02-28 2019-02-28", "monthly", "2019-02", "2019-02", 1),
        ("2015-01-01 2020-12-31", "monthly", "2015-01", "2020-12", 72),
        ("2015-01-01 2021-01-01", "quarterly", "2015-T1", "2021-T1", 25),
        ("2003-03-31 2021-01-01", "annual", "2003", "2021", 19),
        ("0001-01-01 9999-12-31", "annual", "0001", "9999", 9999),
    ],
)
def test_the_columns_of_a_period(days, kind, first, last, columns):
    days = Interval(*map(date.fromisoformat, days.split()))
    found = axis(days)
    assert (found.kind, len(found.columns)) == (kind, columns)
    assert (found.name(days.start), found.name(days.end)) == (first, last)
    assert (found.place(days.start), found.place(days.end)) == (0, columns - 1)


def test_a_day_outside_the_period_has_no_column():
    found = axis(PLAN.period)
    assert [
        found.name(date.fromisoformat(day)) for day in ("2018-10-31", "2018-11-01", "2020-12-31", "2021-01-01")
    ] == [
        *(None, "2018-11", "2020-12", None),
    ]
    assert (found.percent(0), found.percent(13), found.percent(26), found.percent(1)) == ("0%", "50%", "100%", "3.846%")


def test_a_plan_of_a_hundred_years_and_one_without_known_dates(tmp_path):
    folder = shutil.copytree(DATA / "small", tmp_path / "plan")
    path = folder / "activities.yaml"
    content = path.read_text(encoding="utf-8")
    path.write_text(content.replace("2020-12-31", "2118-12-31"), encoding="utf-8")
    page = page_of(open_plan(folder))
    assert len(page.all(data_kind="annual")) == 101
    plan = open_plan(DATA / "small")
    undated = plan._replace(activities=Activities(one._replace(terms=()) for one in plan.activities))
    page = page_of(undated)
    assert (len(page.all(class_="activity")), page.all(data_kind=True)) == (2, [])
    assert page.all(role="img")[0]["aria-label"] == page.all(class_="state undated")[0]["text"] == "fără dată cunoscută"
    assert "Din termenul tipărit nu se poate ști o dată." in page.all(id="1.1.1")[0]["text"]


def test_a_mark_is_round_until_it_is_met(reported):
    marks = {one["around"][-3]["data-activity"]: one for one in page_of(reported).all(class_="hollow met-late")}
    assert {id_: one["tag"] for id_, one in marks.items()} == {"1.3.1": "rect"}


def test_what_lies_outside_the_period_is_told(tmp_path):
    folder = shutil.copytree(DATA / "small", tmp_path / "plan")
    path = folder / "activities.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Iunie 2019", "Iunie 2021"), encoding="utf-8")
    page = page_of(open_plan(folder), today="2021-07-01")
    section = page.all(id="calendar")[0]
    assert "1 iulie 2021: în afara planului" in section["text"]
    assert "În afara perioadei planului: 1 termen." in section["text"]
    assert page.within(section, class_="today", x1=True) == [page.within(section, class_="today")[0]]


def test_the_same_day_makes_the_same_page_and_another_day_another():
    first, again, later = (render(Register(PLAN, date(2019, 7, day))) for day in (1, 1, 2))
    assert first == again != later
