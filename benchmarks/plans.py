"""Plans of any size to measure with: `python benchmarks/plans.py ACTIVITIES FOLDER` writes one, always the same.

It is the published plan, its rows, names and abbreviations as they are, and behind it as much of a made-up roll-out
(rollout.py) as it takes to have so many activities. The plan's period is longer, up to 2030; the published evidence is
left out, because it is of days after the published period, and would be filed for nothing in the longer one.

The questions that are asked at every size find the same rows in each, by design: for `due --before 2019-12`, `who
IGPR`, `expand DIICOT`, `show 2.1.1` and `list minori` the roll-out has nothing, since it names other institutions,
later days and other words. So what they cost more than at 60 activities is the price of the plan's size, and not of a
longer answer. Other questions find more in a larger plan, `due --in 2025-06` for one.
"""

from __future__ import annotations

from argparse import ArgumentParser
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from rollout import LAST_YEAR, drawn, local_institutions, rollout

from anitp_cli.deadlines import period_name
from anitp_cli.evidence import FOLDER, file_of, stem_of
from anitp_cli.institutions import Directory
from anitp_cli.loading import open_plan
from anitp_cli.model import fingerprint
from anitp_cli.reading import ABBREVIATIONS, ACTIVITIES, INSTITUTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import TypeAlias

    from rollout import General, Specific

    from anitp_cli.model import Activity, Plan

    Value: TypeAlias = "str | Sequence[str] | Mapping[str, str] | Sequence[Fields]"
    Fields: TypeAlias = Mapping[str, Value]

PUBLISHED = Path(__file__).parent.parent / "plan"
PUBLISHED_ACTIVITIES = 60
MOST_ACTIVITIES = 100_000  # about what a file of 128 MB holds
_ONE_IN = 10  # rows with a fixed or permanent term is reported on: one in twenty of all
_STATES = ("done", "partial", "not-done")
_DAYS = ("2018-12", "2019-01", "2019-02", "2019-03", "2019-04", "2019-05", "2019-06")


def write_plan(folder: Path, activities: int) -> None:
    """Write a plan of so many activities, 60 at the least, into a new folder."""
    plan = open_plan(PUBLISHED)
    generals = list(rollout(plan, activities - len(plan.activities)))
    rows = [row for general in generals for specific in general.specific for row in specific.activities]
    directory = Directory((*plan.institutions, *local_institutions()), plan.headings)
    texts = {
        ABBREVIATIONS: (PUBLISHED / ABBREVIATIONS).read_text(encoding="utf-8"),
        ACTIVITIES: _activities(plan, generals, activities),
        INSTITUTIONS: _institutions(plan, rows, directory),
        **_evidence(rows, directory),
    }
    (folder / FOLDER).mkdir(parents=True)
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode())


def _activities(plan: Plan, generals: Sequence[General], activities: int) -> str:
    """The published file with what is said of the whole plan as it is now, and the roll-out behind it."""
    added = [one for general in generals for one in (general.objective, *(each.objective for each in general.specific))]
    whole = plan._replace(objectives=(*plan.objectives, *added))
    text = (PUBLISHED / ACTIVITIES).read_text(encoding="utf-8")
    for published, now in {
        f'id: "{plan.id}"': f'id: "{plan.id}-rolled-out"',
        f'end: "{plan.period.end}"': f'end: "{LAST_YEAR}-12-31"',
        f'rows: "{plan.rows}"': f'rows: "{activities}"',
        f'fingerprint: "{plan.fingerprint}"': f'fingerprint: "{fingerprint(whole.printed_headings())}"',
    }.items():
        text = text.replace(published, now, 1)
    return "".join((text, *(line for general in generals for line in _general(general))))


def _general(general: General) -> Iterator[str]:
    id_, label, title, chapter = general.objective
    yield from _item({"id": id_, "chapter": str(chapter), "label": label, "title": title}, 2)
    yield "    specific:\n"
    for specific in general.specific:
        yield from _specific(specific)


def _specific(specific: Specific) -> Iterator[str]:
    id_, label, title, _ = specific.objective
    yield from _item({"id": id_, "label": label, "title": title}, 6)
    yield "        activities:\n"
    for row in specific.activities:
        fields: Fields = {
            "id": row.id,
            "fingerprint": row.fingerprint,
            "title": row.title,
            "indicators": row.indicators,
            "terms": [term.text for term in row.terms],
            "responsible": row.responsible,
            "partners": row.partners,
            "resources": row.resources,
        }
        yield from _item(fields, 10)


def _institutions(plan: Plan, rows: Sequence[Activity], directory: Directory) -> str:
    """The published file, and in its list those that the roll-out names, each with the rows that state its parent."""
    published = {str(one.code) for one in plan.institutions}
    stated: dict[str, dict[str, list[str]]] = {}
    for row in rows:
        for item in (*row.responsible, *row.partners):
            for name in directory.read(item):
                parents = stated.setdefault(str(name.institution), {})
                if name.through:
                    parents.setdefault(name.through, []).append(row.id)
    added = (line for code in stated if code not in published for line in _institution(code, stated[code], directory))
    text = (PUBLISHED / INSTITUTIONS).read_text(encoding="utf-8")
    list_, headings, rest = text.partition("headings:\n")
    return "".join((list_, *added, headings, rest))


def _institution(code: str, stated: Mapping[str, Sequence[str]], directory: Directory) -> Iterator[str]:
    one = directory.by_code[code]
    fields: dict[str, Value] = {"code": code, "source": one.source}
    if one.name != code:
        fields["name"] = one.name
    if stated:
        fields["part_of"] = [{"institution": parent, "stated_by": ids} for parent, ids in stated.items()]
    yield from _item(fields, 2)


def _evidence(rows: Sequence[Activity], directory: Directory) -> dict[str, str]:
    """The files of evidence by their names: what the first who is responsible for a row reported of it."""
    filed: dict[str, list[Activity]] = defaultdict(list)
    for row in rows:
        is_early = row.terms[0].deadlines[0].kind in {"fixed", "permanent"}  # a rhythm has not begun by 2019
        if is_early and not drawn(range(_ONE_IN), "reported", row.id):
            by = directory.read(row.responsible[0])[-1].institution
            filed[str(by)].append(row)
    return {file_of(by): "".join(_records(by, reported)) for by, reported in filed.items()}


def _records(by: str, rows: Sequence[Activity]) -> Iterator[str]:
    yield f'institution: "{by}"\nrecords:\n'
    for number, row in enumerate(rows, 1):
        kind, days, _ = row.terms[0].deadlines[0]
        state = drawn(_STATES, "state", row.id)
        fields: dict[str, Value] = {"id": f"{stem_of(by)}-{number}", "activity": row.id, "kind": "document"}
        if kind == "fixed" and days:
            fields["period"] = period_name(days)
        fields["state"] = state
        if state != "not-done":
            fields["dates"] = drawn(_DAYS, "dates", row.id)
        fields["title"] = f"Stadiul activității {row.id}"
        fields["values"] = {"1": str(drawn(range(100), "value", row.id))}
        fields["source"] = {"title": f"{by}, raport de activitate pe semestrul I 2019", "date": "2019-06-28"}
        yield from _item(fields, 2)


def _item(fields: Fields, indent: int) -> Iterator[str]:
    """The lines of a mapping that is an item of a list: its first key stands beside the dash."""
    dash = f"{' ' * indent}- "
    for line in _lines(fields, indent + 2):
        yield dash + line.lstrip() if dash else line
        dash = ""


def _lines(fields: Fields, indent: int) -> Iterator[str]:
    """The lines of a mapping in the plain layout of a plan's files: one key or item a line."""
    for key, value in fields.items():
        name = f"{' ' * indent}{key}:" if key.isidentifier() else f'{" " * indent}"{key}":'
        if isinstance(value, str):
            yield f'{name} "{value}"\n'
        elif value:
            yield f"{name}\n"
            yield from _below(value, indent + 2)
        else:
            yield f"{name} []\n"


def _below(value: Mapping[str, str] | Sequence[str] | Sequence[Fields], indent: int) -> Iterator[str]:
    if isinstance(value, dict):
        yield from _lines(value, indent)
        return
    for item in value:
        if isinstance(item, str):
            yield f'{" " * indent}- "{item}"\n'
        else:
            yield from _item(item, indent)


def main() -> None:
    """Write the plan that the command line asks for."""
    parser = ArgumentParser(description="Write a plan of so many activities into a new folder.")
    parser.add_argument("activities", type=int, help=f"from {PUBLISHED_ACTIVITIES} to {MOST_ACTIVITIES}")
    parser.add_argument("folder", type=Path)
    asked = parser.parse_args()
    if not PUBLISHED_ACTIVITIES <= asked.activities <= MOST_ACTIVITIES:
        parser.error(f"a plan has from {PUBLISHED_ACTIVITIES} to {MOST_ACTIVITIES} activities here")
    if asked.folder.exists():
        parser.error(f"{asked.folder} is there already")
    write_plan(asked.folder, asked.activities)


if __name__ == "__main__":
    main()
