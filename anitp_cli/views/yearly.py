"""The yearly report as the document that is handed in: in Romanian, with every cell as the lines that stand in it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from anitp_cli.model import STATES
from anitp_cli.sheets import KINDS, LATE
from anitp_cli.sheets import STATES as REPORTED
from anitp_cli.states import is_reported_on
from anitp_cli.text import count
from anitp_cli.views.activities import publication
from anitp_cli.views.document import Document, Line, Part, Table
from anitp_cli.views.due import undated_lines
from anitp_cli.views.romanian import romanian_count, romanian_day, romanian_days, romanian_piece

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from anitp_cli.model import Activity, Evidence, Institution, Occurrence, State
    from anitp_cli.records import Missing
    from anitp_cli.states import Standing
    from anitp_cli.views.document import Cell, Tone
    from anitp_cli.yearly import Filed, Row, Section, Tally, YearlyReport

HEADINGS = ("Cod", "Activitate", "Indicatori", "Termen", "Responsabili/Parteneri", "Stadiu", "Dovezi")
STAGES: dict[State, str] = {
    "met": "realizat",
    "met-late": LATE,
    "partial": "realizat parțial",
    "not-done": "nerealizat",
    "overdue": "termen depășit, fără dovezi",
    "upcoming": "în termen",
    "permanent": "permanent",
}
_TONES: dict[State, Tone] = {
    "met": "good",
    "met-late": "good",
    "partial": "fair",
    "not-done": "bad",
    "overdue": "bad",
    "upcoming": "plain",
    "permanent": "plain",
}
_NOBODY = "–"
_NOTES = (
    "Stadiul rezultă din dovezile înregistrate pentru fapte petrecute până la data situației.",
    "„Fără dovezi” înseamnă că nu s-a raportat nimic; nu înseamnă că nu s-a realizat nimic.",
    "„În termen” înseamnă că ultima zi a termenului nu a trecut la data situației.",
    "Textele planului sunt redate așa cum au fost publicate.",
    "Codul unei activități este obiectivul ei specific și numărul de ordine; actul nu numerotează activitățile.",
)


def yearly_document(report: YearlyReport) -> Document:
    """What the report says, in the order in which it is read."""
    parts = groupby(report.sections, key=lambda section: section.general)
    return Document(
        title=f"Raport privind stadiul implementării planului în anul {report.days.start.year}",
        day=report.today,
        about=tuple(_about(report)),
        parts=tuple(
            Part(general.chapter or "", f"{general.label} {general.title}", tuple(map(_section, sections)))
            for general, sections in parts
        ),
        totals=(_by_objective(report), _by_institution(report)),
        missing=_missing(report),
        notes=(*_NOTES, *(f"Nu se poate citi termenul „{text}”." for text in report.undated)),
    )


def closing_lines(report: YearlyReport) -> Iterator[str]:
    """What the report counts, and of which terms no date is known."""
    total, days = report.total, report.days
    activities, due = count(total.activities, "activity", "activities"), count(total.deadlines, "deadline", "deadlines")
    missing = count(len(report.missing), "deadline or permanent term", "deadlines and permanent terms")
    yield f"{activities}, {due} from {days.start} to {days.end}; not reported on by all who owe it: {missing}"
    yield from undated_lines(report.undated)


def _about(report: YearlyReport) -> Iterator[str]:
    plan, selection = report.plan, report.selection
    yield plan.title
    yield f"{plan.act}, {publication(plan)}"
    yield f"Perioada de raportare: {romanian_days(report.days)}; situația la {romanian_day(report.today)}"
    if report.institution:
        yield f"Instituția: {named(report.institution)}; activitățile de care răspunde, direct sau prin unități"
    if selection.objective:
        yield f"Numai {selection.objective.label.rstrip(':')}: {selection.objective.title}"
    yield _summary(report.total)


def _summary(total: Tally) -> str:
    if not total.activities:
        return "Nicio activitate cu termen în perioada de raportare și nicio activitate permanentă."
    counted = {STAGES[state]: number for state, number in zip(STATES, total.states, strict=True)}
    permanent = counted.pop(STAGES["permanent"])
    found = (
        f"{romanian_count(total.activities, 'activitate', 'activități')}: "
        f"{romanian_count(total.deadlines, 'termen', 'termene')} în perioada de raportare și "
        f"{romanian_count(permanent, 'activitate permanentă', 'activități permanente')}"
    )
    said = "; ".join(f"{stage}: {number}" for stage, number in counted.items() if number)
    return f"{found}. Termene: {said}." if said else f"{found}."


def _section(section: Section) -> Table:
    return Table(f"{section.specific.label} {section.specific.title}", HEADINGS, tuple(map(_row, section.rows)))


def _row(row: Row) -> tuple[Cell, ...]:
    activity = row.activity
    return (
        _cell(activity.id, "strong"),
        _cell(activity.title),
        tuple(_indicator_lines(row)),
        tuple(Line(term.text) for term in activity.terms),
        tuple(name_lines(activity)),
        tuple(_stage_line(standing) for standing in row.standings),
        tuple(line for filed in row.evidence for line in _evidence_lines(filed)),
    )


def _cell(text: str, tone: Tone = "plain") -> Cell:
    return (Line(text, tone),)


def _indicator_lines(row: Row) -> Iterator[Line]:
    for indicator in row.indicators:
        yield Line(f"{indicator.place}. {indicator.words}" if indicator.place else indicator.words)
        for value in indicator.values:
            who = ", ".join(filter(None, (value.filed.record.by, _piece(value.filed.occurrence))))
            yield Line(f"→ {value.text} ({who})", "strong")


def name_lines(activity: Activity) -> Iterator[Line]:
    """The responsible and the partners, each item as printed, under the words that the act puts before them."""
    yield Line(f"Responsabili: {_listed(activity.responsible)}")
    if activity.partners:
        yield Line(f"Parteneri: {_listed(activity.partners)}")


def _listed(items: Sequence[str]) -> str:
    """The items one after another; one that heads those after it ends in a colon ("Grup de lucru constituit:")."""
    *others, last = items
    return "".join(f"{item} " if item.endswith(":") else f"{item}; " for item in others) + last


def _piece(occurrence: Occurrence) -> str:
    return romanian_piece(occurrence.kind, occurrence.due) if occurrence.due else ""


def _stage_line(standing: Standing) -> Line:
    due = standing.occurrence.due
    if due is None:
        return Line(_stage(standing), "good" if is_reported_on(standing) else "plain")
    when = ", ".join(filter(None, (_piece(standing.occurrence), romanian_day(due))))
    return Line(f"{when}: {_stage(standing)}", _TONES[standing.state])


def _stage(standing: Standing) -> str:
    """The state in words; where it was assessed, by whom and beside what was reported."""
    words = STAGES[standing.state]
    if standing.evidence and standing.state in {"overdue", "permanent"}:
        words = f"{words.partition(',')[0]}, {'cu dovezi' if is_reported_on(standing) else REPORTED['nil']}"
    if not standing.assessed_by:
        return words
    reported = f"; raportat: {STAGES[standing.reported]}" if standing.occurrence.due else ""
    return f"{words} (evaluat de {', '.join(standing.assessed_by)}){reported}"


def _evidence_lines(filed: Filed) -> Iterator[Line]:
    record, assessment = filed.record, filed.assessment
    yield Line(f"{record.by}, {KINDS[record.kind]}: {record.title}", "strong")
    said = (
        _piece(filed.occurrence),
        record.dates and romanian_days(record.dates),
        record.state and REPORTED[record.state],
        assessment and assessment.state and f"evaluat de {assessment.by}: {REPORTED[assessment.state]}",
    )
    yield Line("; ".join(filter(None, said)), "quiet")
    if record.note:
        yield Line(f"Observații: {record.note}", "quiet")
    for what, texts in (("Acțiuni", record.actions), ("Parteneri", record.partners), ("Canale", record.channels)):
        if texts:
            yield Line(f"{what}: {'; '.join(texts)}", "quiet")
    yield from _source_lines(record)
    if assessment:
        yield Line(f"Evaluare {assessment.by}: {assessment.title}", "quiet")
        yield from _source_lines(assessment)


def _source_lines(record: Evidence) -> Iterator[Line]:
    if record.source:
        day = f", {romanian_day(record.source.date)}" if record.source.date else ""
        yield Line(f"Sursa: {record.source.title}{day}", "quiet", record.source.link)


def _by_objective(report: YearlyReport) -> Table:
    rows = [
        (_cell(f"{objective.id} {objective.title}", "strong" if objective.chapter else "plain"), *_figures(tally))
        for objective, tally in report.by_objective
    ]
    total = (_cell("Total", "strong"), *_figures(report.total))
    return Table("Totaluri pe obiective", ("Obiectiv", *_FIGURES), (*rows, total))


def _by_institution(report: YearlyReport) -> Table:
    return Table(
        "Totaluri pe instituții",
        ("Instituție responsabilă", *_FIGURES, "neraportate"),
        tuple((_cell(named(one.institution)), *_figures(one.tally), one.unreported) for one in report.by_institution),
        "O activitate cu mai mulți responsabili se numără la fiecare; ce revine unităților unei instituții, la ele."
        if report.by_institution
        else "Nicio instituție nu raportează în nume propriu; raportează unitățile prin care se acționează.",
    )


_FIGURES = ("Activități", "Termene", *STAGES.values())


def _figures(tally: Tally) -> tuple[int, ...]:
    return tally.activities, tally.deadlines, *tally.states


def _missing(report: YearlyReport) -> Table:
    return Table(
        "Neraportate",
        ("Cod", "Activitate", "Termen", "Stadiu", "Nu au raportat"),
        tuple(map(_missing_row, report.missing)),
        "S-a raportat pentru toate." if report.rows and not report.missing else "",
    )


def _missing_row(missing: Missing) -> tuple[Cell, ...]:
    standing = missing.standing
    occurrence = standing.occurrence
    return (
        _cell(occurrence.id, "strong"),
        _cell(occurrence.activity.title),
        _cell(term_and_day(occurrence)),
        _cell(_stage(standing), _TONES[standing.state]),
        _cell(", ".join(missing.owed_by) or _NOBODY),
    )


def term_and_day(occurrence: Occurrence) -> str:
    """The term as printed, and the day on which it ends where it has one: "Trimestrial – 31 martie 2019"."""
    return f"{occurrence.term} – {romanian_day(occurrence.due)}" if occurrence.due else occurrence.term


def named(institution: Institution) -> str:
    """An institution by its code and its name, or by its name where it has no code."""
    code, name = institution.code, institution.name
    return code if code == name else f"{code} – {name}"
