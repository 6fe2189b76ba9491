"""The shapes of the plan's files, declared once: what the loader accepts and what editors are told."""

from __future__ import annotations

from anitp_cli.shapes import ListOf, Record, Text, TextTable

_DAY = Text("a day", r"[0-9]{4}-[0-9]{2}-[0-9]{2}", example="2018-11-09")
_FINGERPRINT = Text("the fingerprint of the published text", r"[0-9a-f]{16}", example="cb7c9450814b8ebc")
_CELL = Text("one item of the printed cell, verbatim")
_ACTIVITY_ID = Text("an activity's id", r"[1-9][0-9]{0,3}\.[1-9][0-9]{0,3}\.[1-9][0-9]{0,3}", example="2.1.1")

ACTIVITY = Record(
    "a row of the plan's table",
    required={
        "id": _ACTIVITY_ID,
        "fingerprint": _FINGERPRINT,
        "title": _CELL,
        "indicators": ListOf(_CELL),
        "terms": ListOf(_CELL, at_least=1),
        "responsible": ListOf(_CELL, at_least=1),
        "partners": ListOf(_CELL),
        "resources": ListOf(_CELL),
    },
)
SPECIFIC_OBJECTIVE = Record(
    "a specific objective and its activities",
    required={
        "id": Text("a specific objective's id", r"[1-9][0-9]{0,3}\.[1-9][0-9]{0,3}", example="2.1"),
        "label": Text("the words before the title, as printed"),
        "title": Text("the title, as printed"),
        "activities": ListOf(ACTIVITY),
    },
)
GENERAL_OBJECTIVE = Record(
    "a general objective under its chapter",
    required={
        "id": Text("a general objective's id", r"[1-9][0-9]{0,3}", example="2"),
        "chapter": Text("the chapter's heading, as printed"),
        "label": Text("the words before the title, as printed"),
        "title": Text("the title, as printed"),
        "specific": ListOf(SPECIFIC_OBJECTIVE),
    },
)
PLAN = Record(
    "the plan's own data",
    required={
        "id": Text("the plan's id", r"[a-z0-9]+(-[a-z0-9]+)*", example="ro-anitp-2018-2020"),
        "title": Text("the title, as printed"),
        "issuer": Text("who adopted it"),
        "act": Text("the act that approved it", example="HG 861/2018"),
        "act_date": _DAY,
        "gazette": Record(
            "where it was published",
            required={
                "name": Text("the gazette"),
                "part": Text("its part"),
                "number": Text("its number"),
                "date": _DAY,
            },
        ),
        "period": Record("the days that the plan covers", required={"start": _DAY, "end": _DAY}),
        "time_zone": Text("where its days begin and end", example="Europe/Bucharest"),
        "fingerprint": _FINGERPRINT,
    },
    optional={
        "rows": Text("how many rows the published table has", r"[1-9][0-9]{0,6}", example="60"),
        "licence": Record(
            "under what terms the published text may be used",
            required={
                "name": Text("its name at opendefinition.org", r"[-a-zA-Z0-9._]+", example="other-pd"),
                "title": Text("the terms in words"),
            },
        ),
    },
)
ACTIVITIES_FILE = Record(
    "a plan as published", required={"plan": PLAN, "objectives": ListOf(GENERAL_OBJECTIVE, at_least=1)}
)
ABBREVIATIONS_FILE = Record(
    "the published list of abbreviations",
    required={
        "fingerprint": _FINGERPRINT,
        "abbreviations": TextTable(Text("an abbreviation"), Text("what it stands for, as printed")),
    },
)
INSTITUTION = Record(
    "an institution that the plan names",
    required={"code": Text("its abbreviation, or its name where it has none")},
    optional={
        "name": Text("its full name, where the list of abbreviations does not give it"),
        "source": Text("where the name comes from", choices=("abbreviations", "plan", "outside")),
        "kind": Text("one body or a class of bodies", choices=("body", "class")),
        "aliases": ListOf(Text("another spelling that the plan uses for it")),
        "part_of": ListOf(
            Record(
                "the institution that the plan puts it under",
                required={
                    "institution": Text("the parent's code"),
                    "stated_by": ListOf(_ACTIVITY_ID, at_least=1),
                },
            )
        ),
    },
)
INSTITUTIONS_FILE = Record(
    "our reading of the names",
    required={"institutions": ListOf(INSTITUTION)},
    optional={"headings": ListOf(Text("an item that heads a list of institutions and names nobody"))},
)
_LINK = Text("where it can be read", r"https?://[^\s]+", example="https://www.mai.gov.ro/comunicat")
EVIDENCE_KINDS = (
    *("event", "campaign", "training", "meeting", "inspection", "study", "document", "legislation", "assessment"),
    "other",
)
REPORTED = ("done", "partial", "not-done", "nil")
EVIDENCE = Record(
    "a record of what was done, or of what an institution has to say of it",
    required={
        "id": Text("the file's name and a number of its own", r".+-[1-9][0-9]{0,6}", example="IGPR-1"),
        "activity": _ACTIVITY_ID,
        "kind": Text("what it is", choices=EVIDENCE_KINDS),
        "title": Text("what was done, in a few words or by its name"),
    },
    optional={
        "period": Text("the period of the deadline that it is filed for", example="2019-S1"),
        "state": Text('how far it was done; nil is "nothing to report"', choices=REPORTED),
        "dates": Text("the day or days on which it took place", example="2019-06-20"),
        "actions": ListOf(Text("a kind of activity that it was made of")),
        "values": TextTable(
            Text("an indicator, by its place in the cell or by its words", example="1"),
            Text("its value, a count or a text; nothing about single persons", example="12"),
        ),
        "partners": ListOf(Text("who took part beside the institution that reports")),
        "channels": ListOf(Text("where it was seen or heard", example="online")),
        "note": Text("what else is to be said"),
        "source": Record(
            "where this is taken from",
            required={"title": Text("its title")},
            optional={"date": _DAY, "link": _LINK},
        ),
        "assesses": Text("the id of another institution's record, which this one assesses", example="IGPR-1"),
    },
)
EVIDENCE_FILE = Record(
    "what one institution reported",
    required={
        "institution": Text("the code of the institution that reports; the file is called after it", example="IGPR"),
        "records": ListOf(EVIDENCE),
    },
)
