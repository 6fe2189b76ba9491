"""The sheet that an institution fills in, as text: the given cells of each row, and how to fill in the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anitp_cli import sheets
from anitp_cli.records import reporters
from anitp_cli.values import NamedTuple
from anitp_cli.views.romanian import romanian_day
from anitp_cli.views.yearly import name_lines, named, term_and_day

if TYPE_CHECKING:
    from datetime import date

    from anitp_cli.model import Institution, Occurrence
    from anitp_cli.yearly import YearlyReport


class Sheet(NamedTuple):
    """The rows, each with the lines of each cell of `sheets.GIVEN`; `day` is the one on which it was made."""

    title: str
    day: date
    rows: tuple[tuple[tuple[str, ...], ...], ...]
    steps: tuple[str, ...]


def blank_sheet(report: YearlyReport, owner: Institution) -> Sheet:
    """A row for each deadline and each permanent term on which an institution owes a report."""
    return Sheet(
        title=f"Raportarea pentru anul {report.days.start.year}: {named(owner)}",
        day=report.today,
        rows=tuple(
            given_cells(owner.code, standing.occurrence)
            for row in report.rows
            if owner.code in reporters(row.activity)
            for standing in row.standings
        ),
        steps=(
            f"Fișa este din {romanian_day(report.today)}. Un rând este un termen sau o activitate permanentă.",
            "Se completează coloanele albe. Coloanele gri rămân neschimbate.",
            "Un rând fără nimic completat nu se ia în seamă.",
            "Dacă la același termen sunt mai multe de raportat, rândul se copiază, cu tot cu codul.",
        ),
    )


def given_cells(institution: str, occurrence: Occurrence) -> tuple[tuple[str, ...], ...]:
    """The lines of each cell that is given, for a deadline or a permanent term."""
    activity = occurrence.activity
    cells: dict[sheets.Column, tuple[str, ...]] = {
        sheets.INSTITUTION: (institution,),
        sheets.CODE: (occurrence.id,),
        sheets.ACTIVITY: (activity.title,),
        sheets.INDICATORS: tuple(f"{place}. {words}" for place, words in enumerate(activity.indicators, 1)),
        sheets.TERM: (term_and_day(occurrence),),
        sheets.NAMES: tuple(map(str, name_lines(activity))),
    }
    return tuple(cells[column] for column in sheets.GIVEN)
