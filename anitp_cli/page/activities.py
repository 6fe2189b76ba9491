"""Every activity with its whole row, its deadlines, what is on file of it and how to cite it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anitp_cli.model import ROLES, Interval
from anitp_cli.page.facts import period_label
from anitp_cli.page.markup import LINE, Html, join, tag
from anitp_cli.page.words import STATES, UNDATED
from anitp_cli.sheets import KINDS as EVIDENCE_KINDS
from anitp_cli.sheets import STATES as REPORTED
from anitp_cli.views.romanian import romanian_day, romanian_days

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from anitp_cli.model import Objective
    from anitp_cli.page.facts import Facts, Piece
    from anitp_cli.views import Item

_LISTS = {"actions": "Acțiuni", "partners": "Împreună cu", "channels": "Canale"}


def activities(facts: Facts) -> Html:
    """The activities under their objectives."""
    sections = []
    for general in (one for one in facts.objectives if one.chapter is not None):
        specific = [one for one in facts.specific if one.general == general.id]
        sections.append(
            tag(
                "section",
                tag("p", general.chapter, class_="chapter"),
                tag("h3", _heading(general)),
                *(_specific(one, facts) for one in specific),
                class_="group",
                id=general.id,
            )
        )
    return join(sections, LINE)


def anchor(code: str) -> str:
    """The id of the place where a code is explained; an id holds no blanks."""
    return f"i-{'_'.join(code.split())}"


def marked(pieces: Iterable[Piece]) -> Html:
    """A text in which each name leads to what it stands for."""
    return join(
        tag("a", piece.text, class_="code", href=f"#{anchor(piece.code)}", data_code=piece.code)
        if piece.code
        else piece.text
        for piece in pieces
    )


def _heading(objective: Objective) -> Html:
    return join((tag("span", objective.label, class_="label"), objective.title), " ")


def _specific(objective: Objective, facts: Facts) -> Html:
    articles = (_article(one, facts) for one in facts.under[objective.id])
    return tag("section", tag("h4", _heading(objective)), *articles, class_="group", id=objective.id)


def _article(activity: Item, facts: Facts) -> Html:
    id_ = activity["id"]
    return tag(
        "article",
        tag(
            "header",
            tag("h5", tag("a", id_, class_="permalink", href=f"#{id_}"), " ", _cell("span", activity["title"], facts)),
            tag(
                "p",
                tag("span", "; ".join(activity["terms"]), class_="term"),
                tag("span", STATES.get(activity["state"], UNDATED), class_=f"state {activity['state'] or 'undated'}"),
                tag("span", "; ".join(activity["responsible"]), class_="who"),
                class_="brief",
                hidden=True,
            ),
        ),
        _sheet(activity, facts),
        class_="activity",
        id=id_,
        data_objective=activity["objective"],
    )


def _sheet(activity: Item, facts: Facts) -> Html:
    """Everything but the title: a script folds it."""
    parts = (_row(activity, facts), _deadlines(activity, facts), _evidence(activity, facts), _citation(activity))
    return tag("div", *parts, class_="sheet")


def _cell(name: str, text: str, facts: Facts) -> Html:
    """An item of the printed row, verbatim, in which an abbreviation is explained."""
    return tag(name, marked(facts.names.in_text(text)), class_="cell")


def _row(activity: Item, facts: Facts) -> Html:
    """The row as the act prints it, cell by cell."""
    by_role = {role: activity["responsible" if role == "responsible" else "partners"] for role in ROLES}
    titles = dict(zip(ROLES, ("Responsabili", "Parteneri"), strict=True))
    return tag(
        "dl",
        _field("Indicatori", [_cell("dd", one, facts) for one in activity["indicators"]]),
        _field("Termen", [tag("dd", one, class_="cell") for one in activity["terms"]]),
        *(
            _field(titles[role], [tag("dd", marked(facts.names.in_item(one)), class_="cell") for one in items], role)
            for role, items in by_role.items()
        ),
        _field("Resurse", [_cell("dd", one, facts) for one in activity["resources"]]),
        class_="row",
    )


def _field(title: str, items: Sequence[Html], role: str | None = None) -> Html:
    return tag("div", tag("dt", title), *(items or [tag("dd", "–", class_="none")]), data_role=role)


def _deadlines(activity: Item, facts: Facts) -> Html:
    deadlines = activity["deadlines"]
    if not deadlines:
        return tag("p", "Din termenul tipărit nu se poate ști o dată.", class_="none")
    heads = tag("tr", *(tag("th", title, scope="col") for title in ("Perioada", "Scadența", "Stadiul")))
    rows = (_deadline(one, facts) for one in deadlines)
    caption = tag("caption", f"Termenele activității {activity['id']}")
    return tag("table", caption, tag("thead", heads), tag("tbody", *rows), class_="deadlines")


def _deadline(one: Item, facts: Facts) -> Html:
    due, kind = one["due"], one["kind"]
    if due is None:
        label, shown = f"{one['text']}, din {romanian_day(one['start'])}", "fără scadență"
    else:
        label = one["text"] if kind == "fixed" else period_label(kind, due)
        shown = tag("time", romanian_day(due), datetime=due)
    cut = " (perioadă scurtată de durata planului)" if one["partial"] else ""
    return tag(
        "tr",
        tag("th", f"{label}{cut}", scope="row"),
        tag("td", shown),
        tag("td", tag("span", STATES[one["state"]], class_=f"state {one['state']}"), _assessed(one)),
        id=one["id"],
        data_kind=kind,
        data_state=one["state"],
        data_month=due and facts.axis.name(due),
    )


def _assessed(one: Item) -> Html | None:
    """What the institutions report of themselves, where another one assessed it later."""
    if not one["assessed_by"]:
        return None
    return tag("span", f" evaluat de {', '.join(one['assessed_by'])}; raportat: {STATES[one['reported_state']]}")


def _evidence(activity: Item, facts: Facts) -> Html:
    records = activity["evidence"]
    if not records:
        return tag("p", "Nicio dovadă la dosar.", class_="none")
    return tag("section", tag("h6", "Dovezi"), tag("ul", *(_record(one, facts) for one in records)), class_="evidence")


def _record(one: Item, facts: Facts) -> Html:
    facts_of_it = [
        one["start"] and romanian_days(Interval(one["start"], one["end"])),
        EVIDENCE_KINDS[one["kind"]],
        one["state"] and REPORTED[one["state"]],
        one["assessed_by"] and f"evaluat de {one['assessed_by']}: {REPORTED[one['assessed_state']]}",
        one["assesses"] and f"evaluează {one['assesses']}",
        f"pentru {one['occurrence']}" if one["occurrence"] else "nu se socotește la niciun termen",
        f"raportat de {one['by']}",
        one["id"],
    ]
    return tag(
        "li",
        tag("p", tag("strong", marked(facts.names.in_text(one["title"])))),
        tag("p", " · ".join(fact for fact in facts_of_it if fact), class_="meta"),
        *(tag("p", tag("b", f"{title}: "), said) for title, said in _details(one, facts)),
        id=one["id"],
    )


def _details(one: Item, facts: Facts) -> Iterator[tuple[str, Html]]:
    for key, title in _LISTS.items():
        if one[key]:
            yield title, marked(facts.names.in_text("; ".join(one[key])))
    for value in one["values"]:
        yield value["indicator"], tag("span", value["value"])
    if one["note"]:
        yield "Observații", marked(facts.names.in_text(one["note"]))
    source = one["source"]
    if source:
        title = tag("a", source["title"], href=source["link"], rel="noreferrer") if source["link"] else source["title"]
        yield "Sursa", join((title, romanian_day(source["date"])) if source["date"] else (title,), ", ")


def _citation(activity: Item) -> Html:
    return tag("p", tag("b", "Citare: "), activity["citation"], class_="citation")
