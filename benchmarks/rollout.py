"""The roll-out of a plan in the counties and towns of Romania, made up from the plan's own rows.

Each general objective of the roll-out follows one of the plan's, in one county: with as many specific objectives and
activities, and each row with the title, the indicators, the sorts of terms and the number of institutions of its model.
So lengths, numbers of items and sorts of terms are mixed as in the published plan. What differs leaves the answers to
questions about the published rows as they are, whatever the size of the whole:

- institutions are local, save for "ONG", and no local one stands under one of the published plan;
- fixed terms and rhythms lie in 2020 or later ("Iunie 2023", "Anual, începând cu 2021");
- "minori" is "copii".
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from anitp_cli.deadlines import read_term
from anitp_cli.model import Activity, Institution, Objective, Printed, Term, fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from anitp_cli.model import Plan

FIRST_YEAR, LAST_YEAR = 2020, 2030
BODIES = {
    "CJ": "Consiliul Județean",
    "DGASPC": "Direcția Generală de Asistență Socială și Protecția Copilului",
    "IPJ": "Inspectoratul de Poliție Județean",
    "IJJ": "Inspectoratul de Jandarmi Județean",
    "ISJ": "Inspectoratul Școlar Județean",
    "CJRAE": "Centrul Județean de Resurse și Asistență Educațională",
    "DSP": "Direcția de Sănătate Publică",
    "AJOFM": "Agenția Județeană pentru Ocuparea Forței de Muncă",
    "ITM": "Inspectoratul Teritorial de Muncă",
    "Prefectura": "Instituția Prefectului Județului",
}
"""What every county has, by the words before its name: "DGASPC Alba"."""

_UNITS = {" prin ": ("CJ", "DGASPC"), " - ": ("ISJ", "CJRAE")}
_KEPT = {"ONG", "ONG-uri", "Grup de lucru constituit:"}
_MOST_TOWN_HALLS = 3  # that one row may name
_MONTHS = (
    *("Ianuarie", "Februarie", "Martie", "Aprilie", "Mai", "Iunie"),
    *("Iulie", "August", "Septembrie", "Octombrie", "Noiembrie", "Decembrie"),
)

Option = TypeVar("Option")


class Specific(NamedTuple):
    """A specific objective and its activities."""

    objective: Objective
    activities: tuple[Activity, ...]


class General(NamedTuple):
    """A general objective and the specific ones under it."""

    objective: Objective
    specific: tuple[Specific, ...]


class County(NamedTuple):
    """A county: its name, and its towns as a sentence names them ("municipiul Aiud", "orașul Abrud")."""

    name: str
    towns: tuple[str, ...]


class Place(NamedTuple):
    """Where something is done: in a town of a county or, where that is "", in all of it; and in which stage."""

    county: County
    town: str
    stage: int

    def __str__(self) -> str:
        where = self.town or f"județul {self.county.name}"
        return f", în {where}, etapa {self.stage}" if self.stage > 1 else f", în {where}"


def drawn(options: Sequence[Option], *marks: object) -> Option:
    """One of the options: the same for the same marks, on every machine and in every version of Python."""
    return options[int.from_bytes(sha256(repr(marks).encode()).digest()) % len(options)]


@cache
def counties() -> tuple[County, ...]:
    """The counties of Romania."""
    lines = Path(__file__).with_name("counties.txt").read_text(encoding="utf-8").splitlines()
    return tuple(_county(*line.split(" |")) for line in lines if not line.startswith("#"))


def _county(name: str, municipalities: str, towns: str) -> County:
    groups = (("municipiul", municipalities), ("orașul", towns))
    return County(name, tuple(f"{what}{town}" for what, names in groups for town in names.split(",") if town))


def rollout(plan: Plan, rows: int) -> Iterator[General]:
    """As many general objectives behind those of the plan as it takes to hold so many rows."""
    models = _tree(plan)
    for number in count():
        if not rows:
            return
        county = counties()[number % len(counties())]
        place = Place(county, "", number // (len(models) * len(counties())) + 1)
        general = _general(models[number % len(models)], str(len(models) + number + 1), place, rows)
        rows -= sum(len(specific.activities) for specific in general.specific)
        yield general


def _tree(plan: Plan) -> list[General]:
    generals = [one for one in plan.objectives if one.chapter is not None]
    return [
        General(
            general,
            tuple(
                Specific(specific, tuple(one for one in plan.activities if one.objective == specific.id))
                for specific in plan.objectives
                if specific.chapter is None and specific.general == general.id
            ),
        )
        for general in generals
    ]


def _general(model: General, id_: str, place: Place, rows: int) -> General:
    """The objective that follows a model at a place, with no more than so many rows."""
    specific = []
    for number, one in enumerate(model.specific, 1):
        own = f"{id_}.{number}"
        at = place._replace(town=drawn(("", *place.county.towns), own))
        followed = one.activities[:rows]
        rows -= len(followed)
        if followed:
            activities = (_row(activity, f"{own}.{ordinal}", at) for ordinal, activity in enumerate(followed, 1))
            specific.append(Specific(_objective(one.objective, own, at), tuple(activities)))
    return General(_objective(model.objective, id_, place), tuple(specific))


def _objective(model: Objective, id_: str, place: Place) -> Objective:
    label = Printed(f"Obiectiv {'general' if model.chapter else 'specific'} {id_}:")
    return Objective(Printed(id_), label, _at(model.title, place), model.chapter)


def _row(model: Activity, id_: str, place: Place) -> Activity:
    free = _free(model, id_, place)
    responsible = tuple(_items(model.responsible, place, free))
    partners = tuple(_items(model.partners, place, free))
    row = Activity(
        id=Printed(id_),
        objective=id_.rpartition(".")[0],
        title=_at(model.title, place),
        indicators=tuple(_reworded(indicator) for indicator in model.indicators),
        terms=tuple(_term(term, id_) for term in model.terms),
        responsible=responsible,
        partners=partners,
        resources=tuple(_resources(model, (*responsible, *partners))),
        fingerprint=Printed(""),
        mentions=(),
    )
    return row._replace(fingerprint=Printed(fingerprint(row.printed_row())))


def _at(title: str, place: Place) -> Printed:
    return _reworded(f"{title}{place}")


def _reworded(text: str) -> Printed:
    return Printed(text.replace("minori", "copii"))


def _term(model: Term, id_: str) -> Term:
    """A term of the same sort, but later than those of the model."""
    sort = model.deadlines[0].kind
    year = drawn(range(FIRST_YEAR, LAST_YEAR), "year", model.text, id_)
    if sort == "permanent":
        text = str(model.text)
    elif sort == "fixed":
        text = f"{drawn(_MONTHS, 'month', model.text, id_)} {year}"
    else:
        bounds = (f"începând cu {year}", f"{year}-{min(year + 3, LAST_YEAR)}")
        text = f"{model.text}, {drawn(bounds, 'bounds', model.text, id_)}"
    return Term(Printed(text), read_term(text))


def _free(model: Activity, id_: str, place: Place) -> list[str]:
    """Whom a row may name one by one: what is not named as a parent or its unit, each row beginning with another."""
    county, town, _ = place
    cells = "".join((*model.responsible, *model.partners))
    in_pairs = {short for sign, pair in _UNITS.items() for short in pair if sign in cells}
    towns = sorted(county.towns, key=lambda one: one != town)[:_MOST_TOWN_HALLS]
    names = [f"{short} {county.name}" for short in BODIES if short not in in_pairs] + [town_hall(one) for one in towns]
    start = drawn(range(len(names)), "first", id_)
    return names[start:] + names[:start]


def _items(models: Iterable[str], place: Place, free: list[str]) -> Iterator[Printed]:
    """Items of the same form with local names, which are taken from those that are free."""
    for model in models:
        pair = next(((sign, *pair) for sign, pair in _UNITS.items() if sign in model), None)
        joint = next((sign for sign in (", ", "/") if sign in model), "")
        if model in _KEPT:
            yield Printed(model)
        elif pair:
            sign, parent, unit = pair
            yield Printed(f"{parent} {place.county.name}{sign}{unit} {place.county.name}")
        elif free:
            names = [free.pop() for _ in range(min(2 if joint else 1, len(free)))]
            yield Printed(joint.join(names))


def _resources(model: Activity, items: Iterable[str]) -> Iterator[Printed]:
    """The budget of each item where the model lists budgets, and what else the model has."""
    if any(resource.startswith("Buget") for resource in model.resources):
        yield from (Printed(f"Buget {item}") for item in items if not item.endswith(":"))
    yield from (resource for resource in model.resources if not resource.startswith("Buget"))


def town_hall(town: str) -> str:
    """The town hall of a town as a sentence names it: "Primăria Municipiului Aiud"."""
    what, _, name = town.partition(" ")
    return f"Primăria {what.capitalize()}ui {name}"


def local_institutions() -> Iterator[Institution]:
    """Every institution that the roll-out may name."""
    for name, towns in counties():
        for short, full in BODIES.items():
            yield Institution(Printed(f"{short} {name}"), Printed(f"{full} {name}"), "body", "outside", (), ())
        for hall in map(town_hall, towns):
            yield Institution(Printed(hall), Printed(hall), "body", "plan", (), ())
