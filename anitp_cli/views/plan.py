"""What plan is loaded."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from anitp_cli.deadlines import occurrences
from anitp_cli.model import RECURRING
from anitp_cli.views import Header, Item, View

if TYPE_CHECKING:
    from collections.abc import Callable

    from anitp_cli.plan import Plan


def plan_view(plan: Plan, envelope: Callable[[], Item]) -> View:
    """The plan's own data and counts, one field a row and all in one item."""
    item = _item(plan)
    return View(
        headers=[Header("field", "key"), Header("value")],
        rows=lambda: _rows(item),
        items=lambda: [item],
        ids=lambda: [plan.id],
        envelope=envelope,
    )


def _item(plan: Plan) -> Item:
    gazette = plan.gazette
    kinds = Counter(one.kind for activity in plan.activities for one in occurrences(activity, plan.period))
    general = sum(objective.chapter is not None for objective in plan.objectives)
    return {
        "id": plan.id,
        "title": plan.title,
        "issuer": plan.issuer,
        "act": plan.act,
        "act_date": plan.act_date,
        "gazette": {"name": gazette.name, "part": gazette.part, "number": gazette.number, "date": gazette.date},
        "period": {"start": plan.period.start, "end": plan.period.end},
        "time_zone": plan.time_zone,
        "folder": str(plan.folder.absolute()),
        "general_objectives": general,
        "specific_objectives": len(plan.objectives) - general,
        "activities": len(plan.activities),
        "abbreviations": len(plan.abbreviations),
        "institutions": len(plan.institutions),
        "fixed_deadlines": kinds["fixed"],
        "recurring_occurrences": sum(kinds[kind] for kind in RECURRING),
        "permanent": kinds["permanent"],
    }


def _rows(item: Item) -> list[tuple[str, str]]:
    gazette, period = item["gazette"], item["period"]
    return [
        ("plan", item["id"]),
        ("title", item["title"]),
        ("issuer", item["issuer"]),
        ("act", f"{item['act']} of {item['act_date']}"),
        ("published", f"{gazette['name']}, {gazette['part']}, nr. {gazette['number']} of {gazette['date']}"),
        ("period", f"{period['start']} to {period['end']} ({item['time_zone']})"),
        ("read from", item["folder"]),
        ("objectives", f"{item['general_objectives']} general, {item['specific_objectives']} specific"),
        ("activities", str(item["activities"])),
        ("fixed", f"{item['fixed_deadlines']} deadlines"),
        ("recurring", f"{item['recurring_occurrences']} occurrences"),
        ("permanent", f"{item['permanent']} activities"),
        ("names", f"{item['abbreviations']} abbreviations, {item['institutions']} institutions"),
    ]
