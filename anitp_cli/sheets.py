"""The sheet that an institution fills in: its columns, and the Romanian words that may stand in its cells.

What makes the sheet and what reads it back share them. A row is a deadline or a permanent term; a second record of
the same one takes a second row with the same code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anitp_cli.values import NamedTuple

if TYPE_CHECKING:
    from anitp_cli.model import Reported

SEPARATOR = ";"
"""Between the cells of the csv: what Excel expects and writes where the regional settings are Romanian."""

STATES: dict[Reported, str] = {
    "done": "realizat",
    "partial": "realizat parțial",
    "not-done": "nerealizat",
    "nil": "nimic de raportat",
}
"""What an institution reports, in the words of the sheet."""

LATE = "realizat cu întârziere"
"""What the yearly report calls what was done after its due date; nobody reports it: the days of the record say so."""

KINDS = {
    "event": "eveniment",
    "campaign": "campanie",
    "training": "instruire",
    "meeting": "întâlnire",
    "inspection": "control",
    "study": "studiu",
    "document": "document",
    "legislation": "act normativ",
    "assessment": "evaluare",
    "other": "altele",
}
"""The kinds of evidence, in the words of the sheet."""


class Column(NamedTuple):
    """A column: its heading, and what is to be written in it."""

    title: str
    help: str


INSTITUTION = Column("Instituția", "Codul instituției care raportează.")
CODE = Column("Cod", "Activitatea și termenul pentru care se raportează, de exemplu 2.1.2@2019-T1.")
ACTIVITY = Column("Activitate", "Textul din plan.")
INDICATORS = Column("Indicatori", "Textul din plan; numărul din față se folosește la Valori.")
TERM = Column("Termen", "Textul din plan și ziua până la care se îndeplinește.")
NAMES = Column("Responsabili/Parteneri", "Textul din plan.")
GIVEN = (INSTITUTION, CODE, ACTIVITY, INDICATORS, TERM, NAMES)
"""The columns that come filled in."""

STATE = Column("Stadiu", f"Obligatoriu. Unul dintre: {', '.join(STATES.values())}.")
DATES = Column(
    "Data",
    "Ziua sau zilele în care s-a desfășurat, de exemplu 2019-06-20, 2019-06 sau 2019-06-03..2019-07-08. "
    f"Obligatoriu la „{STATES['done']}” și „{STATES['partial']}”.",
)
VALUES = Column(
    "Valori",
    "Valoarea fiecărui indicator, după numărul lui, câte una pe rând, de exemplu 1=12. "
    "Fără date despre persoane anume.",
)
TITLE = Column("Dovezi", "Obligatoriu. Ce s-a făcut, pe scurt sau cu denumirea proprie.")
KIND = Column("Tip", f"Unul dintre: {', '.join(KINDS.values())}. Dacă lipsește: {KINDS['other']}.")
PARTNERS = Column("Parteneri", "Cine a mai participat, câte unul pe rând sau despărțiți prin punct și virgulă.")
CHANNELS = Column("Canale", "Unde s-a văzut sau s-a auzit, de exemplu online; câte unul pe rând sau ca mai sus.")
SOURCE = Column("Sursa", "Obligatoriu. Documentul din care rezultă: titlul sau numărul lui.")
SOURCE_DATE = Column("Data sursei", "Ziua documentului, de exemplu 2019-07-01.")
LINK = Column("Link", "Adresa la care poate fi citit documentul; începe cu https:// sau http://.")
NOTE = Column("Observații", "Ce mai este de spus, de exemplu din ce cauză nu s-a realizat.")
TO_FILL = (STATE, DATES, VALUES, TITLE, KIND, PARTNERS, CHANNELS, SOURCE, SOURCE_DATE, LINK, NOTE)
"""The columns that the institution fills in."""
