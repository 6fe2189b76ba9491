"""The plots: deadlines by month, activities by objective and term, load by institution. Each bar is a filter.

A bar is a link that page.js brings to life: `data-query` is the question that it asks. Without scripts it is a number.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from anitp_cli.deadlines import period_name
from anitp_cli.model import ROLES
from anitp_cli.page.activities import anchor
from anitp_cli.page.markup import Html, join, question, tag
from anitp_cli.page.timeline import scale
from anitp_cli.page.words import KINDS
from anitp_cli.page.words import ROLES as ROLE_WORDS
from anitp_cli.views.romanian import romanian_count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from anitp_cli.model import Kind, Objective
    from anitp_cli.page.facts import Facts
    from anitp_cli.views import Item

_TALLEST = 120  # pixels of the highest column
_BASE = 140  # where the columns stand
_WIDE = 0.72  # of a column's room


def months(facts: Facts) -> Html:
    """How many deadlines fall due in each column of the axis, as a picture and as a table."""
    axis = facts.axis
    counts = Counter((axis.place(one["due"]), one["kind"] == "fixed") for one in facts.deadlines if one["due"])
    pairs = [(counts[index, True], counts[index, False]) for index in range(len(axis.columns))]
    most = max((sum(pair) for pair in pairs), default=0) or 1
    heads = ("Luna", "Fixe", "Periodice", "Total")
    rows = (
        tag("tr", tag("th", axis.label(index), scope="row"), *(tag("td", one) for one in (*pair, sum(pair))))
        for index, pair in enumerate(pairs)
    )
    picture = tag(
        "svg",
        tag("title", "Termene pe luni", id="months-title"),
        tag("desc", "Câte o coloană pentru fiecare lună a planului: jos termenele fixe, sus cele periodice."),
        *(_month(facts, index, pair, most) for index, pair in enumerate(pairs) if any(pair)),
        tag("line", x2="100%", y1=_BASE, y2=_BASE, class_="base"),
        scale(axis, _BASE + 36, _BASE + 18),
        role="group",
        aria_labelledby="months-title",
        class_="months",
    )
    table = tag("table", tag("thead", _heads(heads)), tag("tbody", *rows), class_="numbers")
    return tag("div", tag("div", picture, class_="scroll"), tag("details", tag("summary", "Datele în tabel"), table))


def _month(facts: Facts, index: int, pair: tuple[int, int], most: int) -> Html:
    axis = facts.axis
    heights = [count * _TALLEST / most for count in pair]
    tops = (_BASE - heights[0], _BASE - sum(heights))
    left, wide = axis.percent(index + (1 - _WIDE) / 2), axis.percent(_WIDE)
    bars = (
        tag("rect", x=left, width=wide, y=f"{top:.1f}", height=f"{height:.1f}", class_=class_)
        for top, height, class_ in zip(tops, heights, ("fixed", "recurring"), strict=True)
        if height
    )
    fixed = romanian_count(pair[0], "termen fix", "termene fixe")
    recurring = romanian_count(pair[1], "termen periodic", "termene periodice")
    return tag(
        "a",
        tag("title", f"{axis.label(index)}: {fixed}, {recurring}"),
        tag("rect", x=axis.percent(index), width=axis.percent(1), height=_BASE, class_="target"),
        *bars,
        tag("text", sum(pair), x=axis.percent(index + 0.5), y=f"{tops[1] - 5:.1f}"),
        data_query=question({"month": period_name(axis.columns[index])}),
    )


def objectives(facts: Facts) -> Html:
    """How many activities under each objective have a term of each kind."""
    kinds = [kind for kind in KINDS if any(one["kind"] == kind for one in facts.deadlines)]
    most = max((_with(facts.under[one.id], kind) for one in facts.specific for kind in kinds), default=0)
    rows = (_objective(one, facts.under[one.id], kinds, most) for one in facts.objectives)
    heads = tag("thead", _heads(("Obiectivul", *(KINDS[kind] for kind in kinds), "activități")))
    foot = tag("tr", tag("th", "Toate", scope="row"), *_counts({}, facts.activities, kinds, "toate", 0))
    return tag("table", heads, tag("tbody", *rows), tag("tfoot", foot), class_="bars objectives")


def _objective(one: Objective, found: Sequence[Item], kinds: Sequence[Kind], most: int) -> Html:
    """A row; that of a general objective is a sum, whose bars would make all others small."""
    is_sum = one.chapter is not None
    head = tag("th", tag("a", one.id, href=f"#{one.id}"), " ", tag("span", one.title), scope="row")
    cells = _counts({"objective": one.id}, found, kinds, one.id, 0 if is_sum else most)
    return tag("tr", head, *cells, class_="total" if is_sum else None)


def _counts(
    query: dict[str, str], found: Sequence[Item], kinds: Sequence[Kind], name: str, most: int
) -> Iterator[Html]:
    for kind in kinds:
        yield _bar(_with(found, kind), most, {**query, "kind": kind}, f"{name}, {KINDS[kind]}")
    yield _bar(len(found), 0, query, name)


def _with(activities: Sequence[Item], kind: Kind) -> int:
    return sum(any(one["kind"] == kind for one in activity["deadlines"]) for activity in activities)


def institutions(facts: Facts) -> Html:
    """Every institution with the number of activities that name it in each role, the most loaded first."""
    loaded = sorted(facts.institutions, key=lambda one: (-one["responsible"], -one["partner"]))
    most = max((one[role] for one in loaded for role in ROLES), default=0)
    heads = ("Instituția", *(ROLE_WORDS[role] for role in ROLES), "termene depășite")
    rows = (_institution(one, facts, most) for one in loaded)
    return tag("table", tag("thead", _heads(heads)), tag("tbody", *rows), class_="bars institutions")


def _institution(one: Item, facts: Facts, most: int) -> Html:
    code, name = one["code"], one["name"]
    remarks = [f"parte din {', '.join(one['part_of'])}"] if one["part_of"] else []
    remarks += ["denumire din afara planului"] if code in facts.named_outside else []
    remark = tag("small", f" ({'; '.join(remarks)})") if remarks else None
    label = tag("span", tag("span", name, class_="name"), remark)
    late = {"who": code, "role": "responsible", "state": "overdue"}
    return tag(
        "tr",
        tag("th", tag("div", tag("b", None if code == name else code), " ", label, class_="entry"), scope="row"),
        *(_bar(one[role], most, {"who": code, "role": role}, f"{code}, {ROLE_WORDS[role]}", role) for role in ROLES),
        _bar(one["overdue"], 0, late, f"{code}, termene depășite"),
        id=anchor(code),
    )


def other_abbreviations(facts: Facts) -> Html:
    """The abbreviations of the published list that name no institution."""
    rows = (
        tag("div", tag("dt", one.code), tag("dd", tag("span", one.expansion, class_="name")), id=anchor(one.code))
        for one in facts.other_abbreviations
    )
    return tag("dl", *rows, class_="abbreviations")


def _bar(count: int, most: int, query: dict[str, str], name: str, class_: str | None = None) -> Html:
    """A cell with a number and, where there is a longest bar to measure it by, its bar."""
    if not count:
        return tag("td", "–", class_="none")
    parts = [tag("span", count, class_="count"), tag("span", f" {name}", class_="sr")]
    if most:
        parts.append(tag("svg", tag("rect", width=f"{100 * count / most:.1f}%"), class_=class_, aria_hidden="true"))
    return tag("td", tag("a", *parts, data_query=question(query) or None))


def _heads(titles: Iterable[str]) -> Html:
    return tag("tr", join(tag("th", title, scope="col") for title in titles))
