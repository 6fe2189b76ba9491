"""The page around its parts: the head with its security policy, the plan's own data, and the form of filters."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from hashlib import sha256
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from anitp_cli import __version__
from anitp_cli.deadlines import period_name
from anitp_cli.model import STATES, Interval
from anitp_cli.page.activities import activities
from anitp_cli.page.charts import institutions, months, objectives, other_abbreviations
from anitp_cli.page.facts import Facts
from anitp_cli.page.markup import Html, join, question, tag, text
from anitp_cli.page.timeline import timeline
from anitp_cli.page.words import KINDS
from anitp_cli.page.words import STATES as STATE_WORDS
from anitp_cli.views.romanian import romanian_count, romanian_day, romanian_days

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from anitp_cli.states import Register
    from anitp_cli.views import Item


def render(register: Register) -> str:
    """The page as of the register's day; the same plan and day make the same bytes."""
    facts = Facts(register)
    style, script = _file("page.css"), _file("page.js")
    return Template(_file("page.html")).substitute(
        version=__version__,
        style=style,
        style_hash=_hash(style),
        script=script,
        script_hash=_hash(script),
        **{name: text(said) for name, said in _head(facts).items()},
        **_options(facts),
        timeline=timeline(facts),
        activities=activities(facts),
        months=months(facts),
        objectives=objectives(facts),
        institutions=institutions(facts),
        other_abbreviations=other_abbreviations(facts),
    )


def _file(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    """The SHA-256 of what stands between the tags, as a content security policy names it (CSP 3, 2.3.1)."""
    return b64encode(sha256(content.encode()).digest()).decode()


def _head(facts: Facts) -> dict[str, str | Html]:
    """What the page says before its tables."""
    plan = facts.plan
    gazette, period = plan["gazette"], plan["period"]
    today = romanian_day(facts.today)
    number = f"nr. {gazette['number']} din {romanian_day(gazette['date'])}"
    return {
        "title": plan["title"],
        "issuer": plan["issuer"],
        "act": f"{plan['act']} din {romanian_day(plan['act_date'])}",
        "published": f"{gazette['name']}, {gazette['part']}, {number}",
        "period": romanian_days(Interval(period["start"], period["end"])),
        "today": today,
        "now": today if facts.axis.place(facts.today) is not None else f"{today}: în afara planului",
        "figures": join(tag("div", tag("dt", title), tag("dd", number)) for title, number in _figures(plan)),
        "standing": join(_standing(facts), " · "),
        "all_activities": romanian_count(len(facts.activities), "activitate", "activități"),
        "all_deadlines": romanian_count(len(facts.deadlines), "termen", "termene"),
    }


def _figures(plan: Item) -> Iterator[tuple[str, int]]:
    yield "Activități", plan["activities"]
    yield "Obiective generale", plan["general_objectives"]
    yield "Obiective specifice", plan["specific_objectives"]
    yield "Termene fixe", plan["fixed_deadlines"]
    yield "Termene periodice", plan["recurring_occurrences"]
    yield "Termene permanente", plan["permanent"]
    yield "Instituții", plan["institutions"]
    yield "Abrevieri", plan["abbreviations"]


def _standing(facts: Facts) -> Iterator[Html]:
    """How many deadlines are in each state, each a filter."""
    counts = Counter(one["state"] for one in facts.deadlines)
    for state in STATES:
        if counts[state]:
            yield tag("a", f"{STATE_WORDS[state]}: {counts[state]}", data_query=question({"state": state}))


def _options(facts: Facts) -> dict[str, Html]:
    """The choices of each filter; those of kind and state are always the same, so that a shared address stays good."""
    kinds = Counter(one["kind"] for one in facts.deadlines)
    states = Counter(one["state"] for one in facts.deadlines)
    columns = enumerate(facts.axis.columns)
    return {
        "who_options": _choices((one["code"], _named(one)) for one in facts.institutions),
        "objective_options": _choices((one.id, f"{one.id} {one.title}") for one in facts.objectives),
        "kind_options": _choices((kind, f"{word} ({kinds[kind]})") for kind, word in KINDS.items()),
        "state_options": _choices((state, f"{STATE_WORDS[state]} ({states[state]})") for state in STATES),
        "month_options": _choices((period_name(one), facts.axis.label(index)) for index, one in columns),
    }


def _choices(pairs: Iterable[tuple[str, str]]) -> Html:
    return join(tag("option", label, value=value) for value, label in pairs)


def _named(institution: Item) -> str:
    code, name = institution["code"], institution["name"]
    return name if code == name else f"{code} – {name}"
