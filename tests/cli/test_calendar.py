"""`anitp calendar`: the file, what it says of the plan, and the programs that people keep their days in.

The files of tests/data/calendar are compared byte for byte; `pytest --snapshot-update` writes them anew. The evidence
there is invented: one record or assessment for each state that a deadline can be in.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from conftest import DATA, ROOT
from icalendar import Calendar

CALENDARS = DATA / "calendar"
CALLS = {
    "fixed": "calendar",
    "recurring": "calendar --who IGPR --role responsible --recurring --alarm 30d",
    "reported": "calendar --who IGPR --alarm 2w --alarm 1m",
    "todo": "calendar --who IGPR --as todo --alarm 30d",
}


def entries(text):
    """The events or to-dos of a calendar, as another reader of the form sees them."""
    return [one for one in Calendar.from_ical(text).subcomponents if one.name in {"VEVENT", "VTODO"}]


def id_of(entry):
    """The occurrence that an entry is of."""
    return re.split(r"\.(?:event|todo)\.", entry["UID"])[0]


def by_id(text):
    return {id_of(entry): entry for entry in entries(text)}


@pytest.fixture
def reported(tmp_path):
    """A copy of the plan in which something is on file for some of IGPR's deadlines."""
    folder = shutil.copytree(ROOT / "plan", tmp_path / "plan")
    shutil.copytree(CALENDARS / "evidence", folder / "evidence", dirs_exist_ok=True)
    return folder


@pytest.mark.parametrize("name", CALLS)
def test_a_calendar_is_byte_for_byte_what_is_expected(run, name, reported, request):
    words = f"{CALLS[name]} --plan {reported}" if name in {"reported", "todo"} else CALLS[name]
    content = run(words).stdout.encode()
    path = CALENDARS / f"{name}.ics"
    if request.config.getoption("--snapshot-update"):
        path.write_bytes(content)
    assert content == path.read_bytes()


@pytest.mark.parametrize("name", CALLS)
def test_every_line_ends_as_the_form_wants_it_and_is_no_longer_than_75_octets(name):
    content = (CALENDARS / f"{name}.ics").read_bytes()
    assert content.count(b"\r\n") == content.count(b"\n") == content.count(b"\r")
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert 60 < max(map(len, lines)) <= 75
    assert all(line.decode() for line in lines[:-1]), "no letter is cut in two"


def test_each_institution_has_the_deadlines_that_due_gives_it(run, plan):
    for institution in plan.institutions:
        who = ["--who", institution.code]
        due = json.loads(run(["due", *who, "--recurring", "--from", "1900", "-f", "json"]).stdout)["items"]
        events = by_id(run(["calendar", *who, "--recurring"]).stdout)
        assert {id_: str(event["DTSTART"].dt) for id_, event in events.items()} == {
            one["id"]: one["due"] for one in due
        }
        todos = by_id(run(["calendar", *who, "--as", "todo"]).stdout)
        fixed = [one for one in due if one["kind"] == "fixed"]
        assert {id_: str(todo["DUE"].dt) for id_, todo in todos.items()} == {one["id"]: one["due"] for one in fixed}


def test_the_whole_plan_has_126_deadlines_and_each_its_own_uid(run):
    uids = [
        entry["UID"] for kind in ("event", "todo") for entry in entries(run(f"calendar --recurring --as {kind}").stdout)
    ]
    assert len(uids) == len(set(uids)) == 2 * 126


def test_an_event_takes_the_whole_day_and_keeps_nobody_busy(run):
    for event in entries(run("calendar").stdout):
        assert type(event["DTSTART"].dt) is date
        assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(days=1)
        assert event["TRANSP"] == "TRANSPARENT"


def test_what_the_plan_prints_stands_whole_in_an_event(run, plan):
    events = by_id(run("calendar --recurring").stdout)
    labels = {str(objective.id): objective for objective in plan.objectives}
    for id_, event in events.items():
        activity = next(one for one in plan.activities if one.id == id_.partition("@")[0])
        specific = labels[activity.objective]
        described = str(event["DESCRIPTION"]).split("\n")
        assert event["SUMMARY"] == f"{activity.id} {activity.title}"
        assert described[0] == activity.title
        for objective in (labels[specific.general], specific):
            assert f"{objective.label} {objective.title}" in described
        for text in (*activity.responsible, *activity.partners, *activity.indicators):
            assert any(line.endswith((f": {text}", f"- {text}")) for line in described), text
        assert described[-1].startswith("HG 861/2018, anexă, obiectivul specific")
        assert event["CATEGORIES"].cats == [f"Obiectiv specific {activity.objective}"]


REPORTED = {
    "3.1.2@2019-02": ("[met-late] 3.1.2 Introducerea", "COMPLETED", "2019-03-05 00:00:00+00:00", 100),
    "2.1.1@2019-06": ("[partial] 2.1.1 Constituirea", "IN-PROCESS", None, None),
    "3.2.1@2019-06": ("[not-done] 3.2.1 Îmbunătățirea", "NEEDS-ACTION", None, None),
    "2.1.3@2019-09": ("2.1.3 Elaborarea", "NEEDS-ACTION", None, None),  # nothing to report is no state
    "3.5.2@2019-09": ("[partial] 3.5.2 Crearea", "IN-PROCESS", None, None),  # done, and assessed otherwise
}


def test_what_is_reported_leads_the_summary_and_decides_how_far_a_to_do_is(run, reported):
    events = by_id(run(f"calendar --who IGPR --plan {reported}").stdout)
    todos = by_id(run(f"calendar --who IGPR --as todo --plan {reported}").stdout)
    assert set(events) == set(todos) == set(REPORTED)
    for id_, (summary, status, completed, percent) in REPORTED.items():
        todo = todos[id_]
        assert events[id_]["SUMMARY"] == todo["SUMMARY"]
        assert " ".join(todo["SUMMARY"].split()[: len(summary.split())]) == summary
        assert todo["STATUS"] == status
        assert todo.get("PERCENT-COMPLETE") == percent
        assert (str(todo["COMPLETED"].dt) if "COMPLETED" in todo else None) == completed


def test_nobody_is_called_late_by_a_file_that_outlives_the_day(run):
    text = run("calendar --recurring").stdout + run("calendar --recurring --as todo").stdout
    assert "overdue" not in text
    assert "upcoming" not in text


@pytest.mark.parametrize("kind", ["event", "todo"])
def test_what_comes_on_file_replaces_what_a_client_holds(run, reported, kind):
    """A client takes a greater SEQUENCE, or the same and a later DTSTAMP (RFC 5546 2.1.5), under the same UID."""
    words = f"calendar --who IGPR --as {kind} --alarm 30d"
    before, after = by_id(run(words).stdout), by_id(run(f"{words} --plan {reported}").stdout)
    assert list(before) == list(after)
    counts = {"3.1.2@2019-02": 2, "2.1.1@2019-06": 1, "3.2.1@2019-06": 1, "2.1.3@2019-09": 1, "3.5.2@2019-09": 2}
    for id_, entry in after.items():
        assert entry["UID"] == before[id_]["UID"]
        assert (before[id_]["SEQUENCE"], entry["SEQUENCE"]) == (0, counts[id_])
        assert before[id_]["DTSTAMP"].dt.date() == date(2018, 11, 9)
        assert entry["DTSTAMP"].dt >= before[id_]["DTSTAMP"].dt
        assert entry["LAST-MODIFIED"].dt == entry["DTSTAMP"].dt
    assert after["3.5.2@2019-09"]["DTSTAMP"].dt.date() == date(2019, 6, 28)  # the day of the assessment
    assert after["3.2.1@2019-06"]["DTSTAMP"].dt.date() == date(2019, 6, 27)  # the day of the source


def test_a_revision_never_falls_as_days_pass(run, reported):
    days = [date(2019, 1, 1) + timedelta(days=7 * week) for week in range(40)]
    held = {}
    for day in days:
        for id_, entry in by_id(run(f"calendar --who IGPR --plan {reported} --today {day}").stdout).items():
            now = entry["SEQUENCE"], entry["DTSTAMP"].dt
            if id_ in held:
                revision, text = held[id_]
                assert now >= revision
                assert now > revision or entry.to_ical() == text
            held[id_] = now, entry.to_ical()


@pytest.mark.parametrize(
    ("alarm", "days"), [("30d", 30), ("2w", 14), ("1m", 31), ("0d", 0), ("1y", 365), ("-30d", 30), ("30Z", 30)]
)
def test_an_alarm_is_so_long_before_the_day(run, alarm, days):
    for kind, related in (("event", None), ("todo", "END")):  # a to-do without a start has only an end
        (entry,) = entries(run(["calendar", "--objective", "3.3", "--as", kind, "--alarm", alarm]).stdout)
        (found,) = entry.subcomponents
        assert (found["ACTION"], found["DESCRIPTION"]) == ("DISPLAY", entry["SUMMARY"])
        assert found["TRIGGER"].dt == timedelta(days=-days)
        assert found["TRIGGER"].params.get("RELATED") == related


def test_alarms_are_as_many_as_were_asked_for_and_none_of_what_is_met(run, reported):
    events = by_id(run(f"calendar --who IGPR --plan {reported} --alarm 30d --alarm 1w --alarm 7d").stdout)
    triggers = {id_: [one["TRIGGER"].dt.days for one in event.subcomponents] for id_, event in events.items()}
    assert triggers.pop("3.1.2@2019-02") == []
    assert set(map(tuple, triggers.values())) == {(-30, -7)}


def test_a_calendar_is_named_after_what_it_holds(run):
    calendar = Calendar.from_ical(run("calendar --who igpr --role partner --objective 3.5").stdout)
    assert calendar["NAME"] == calendar["X-WR-CALNAME"] == "HG 861/2018 – IGPR – partner – Obiectiv specific 3.5"
    assert Calendar.from_ical(run("calendar").stdout)["NAME"] == "HG 861/2018"


def test_a_calendar_without_a_deadline_is_still_one(run):
    result = run("calendar --who ANPS")
    assert (result.exit_code, entries(result.stdout)) == (0, [])
    assert Calendar.from_ical(result.stdout)["NAME"] == "HG 861/2018 – ANPS"
    assert result.stderr == "--who ANPS: 0 fixed deadlines; left out: 3 recurring (--recurring)\n"


def start(words, **settings):
    return subprocess.run(words, capture_output=True, check=False, timeout=60, **settings)


def test_the_same_bytes_on_any_day_in_any_place_and_language(program, run, tmp_path):
    words = ["calendar", "--who", "IGPR", "--recurring", "--alarm", "1m"]
    expected = run(words).stdout
    for day in ("2018-01-01", "2020-02-29", "2035-12-31"):
        assert run([*words, "--today", day]).stdout == expected
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("ANITP", "LC_", "LANG", "TZ"))}
    for settings in ({}, {"TZ": "Pacific/Auckland", "LC_ALL": "C"}, {"TZ": "America/Adak", "LANG": "tr_TR.UTF-8"}):
        result = start([program, *words], env={**bare, **settings}, cwd=tmp_path)  # on the day that it is
        assert result.stdout == expected.encode()
    file = tmp_path / "igpr.ics"
    assert run([*words, "-o", str(file)]).stdout == ""
    assert file.read_bytes() == expected.encode()


HOSTILE = (
    'a, b; c: "d" \\ \\n \\N \\, \\; \\\\N ^n\r\nATTENDEE:mailto:x@example.org\nEND:VEVENT\rBEGIN:VALARM'
    "\u2028URL:x\x85\x00\x1b[2J\u202e \ud83d\ude00 " + "ș" * 10_000
)
SHOWN = (
    'a, b; c: "d" \\ \\n \\N \\, \\; \\\\N ^n\\x0d\\x0aATTENDEE:mailto:x@example.org\\x0aEND:VEVENT\\x0dBEGIN:VALARM'
    "\\u2028URL:x\\x85\\x00\\x1b[2J\\u202e \N{GRINNING FACE} " + "ș" * 10_000
)
PROPERTIES = {
    "event": "SUMMARY DTSTART DTEND DTSTAMP UID SEQUENCE CATEGORIES DESCRIPTION LAST-MODIFIED TRANSP",
    "todo": "CATEGORIES DESCRIPTION DTSTAMP DUE LAST-MODIFIED SEQUENCE STATUS SUMMARY UID",
}


@pytest.mark.parametrize("kind", ["event", "todo"])
def test_hostile_text_comes_back_as_text_and_makes_nothing_of_its_own(run, tmp_path, kind):
    folder = shutil.copytree(DATA / "small", tmp_path / "plan")
    path = folder / "activities.yaml"
    text = path.read_text(encoding="utf-8")
    for harmless in ('"Prima activitate"', '"Număr"', '"Obiectiv specific 1.1:"', '"HG 1/2018"'):
        text = text.replace(harmless, json.dumps(HOSTILE).replace(r"\ud83d\ude00", "😀"), 1)
    path.write_text(text, encoding="utf-8")
    content = run(["calendar", "--plan", str(folder), "--as", kind, "--alarm", "30d"]).stdout

    calendar = Calendar.from_ical(content)
    (entry,) = calendar.subcomponents
    (alarm,) = entry.subcomponents
    for name in ("NAME", "X-WR-CALNAME"):  # the library reads these as they stand
        assert re.sub(r"\\(.)", r"\1", calendar[name]) == SHOWN
    assert entry["SUMMARY"] == alarm["DESCRIPTION"] == f"1.1.1 {SHOWN}"
    assert entry["CATEGORIES"].cats == [SHOWN]
    described = entry["DESCRIPTION"].split("\n")
    assert described[0] == SHOWN
    assert f"{SHOWN} Primul specific" in described
    assert f"Indicators: {SHOWN}" in described
    assert set(entry) == set(PROPERTIES[kind].split())
    assert set(alarm) == {"ACTION", "DESCRIPTION", "TRIGGER"}
    assert set(calendar) == {"VERSION", "PRODID", "CALSCALE", "NAME", "X-WR-CALNAME"}

    lines = content.encode().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not re.search("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u202e]", content)


def test_a_mistake_is_told(run):
    for words, message in {
        "--alarm 30": '--alarm takes a time before the due date, such as 30d, 2w or 1m; "30" is none',
        "--who ANPS --alarm soon": '"soon" is none',
        "--alarm 2019-06-01": '"2019-06-01" is none',
        "--alarm 30d..azi": '"30d..azi" is none',
        "--alarm 99999d": '"99999d" is none',
        "--alarm +30d": '"+30d" is none',
        "--alarm=--30d": '"--30d" is none',
        "--alarm ''": '"" is none',
        "--as vevent": '--as knows no "vevent"; did you mean event? it takes one of event, todo',
        "-o igpr.json": 'no format goes with ".json"; name it .ics or .txt\n',
        "--role partner": "--role partner says of whom with --who NAME",
    }.items():
        result = run(f"calendar {words}")
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith("anitp: error: ")
        assert message in result.stderr


def test_what_is_left_out_is_told(run):
    assert run("calendar").stderr == (
        "15 fixed deadlines; left out: 111 recurring (--recurring), 19 permanent, which have no due date\n"
    )
    assert run("calendar --who IGPR --recurring").stderr == (
        "--who IGPR: 48 fixed and recurring deadlines; left out: 6 permanent, which have no due date\n"
        "what names only units of IGPR is not counted; anitp who NAME --units shows it\n"
    )


def test_without_the_library_it_is_told_how_to_get_it():
    code = "import sys; sys.modules['icalendar'] = None; from anitp_cli.cli import app; sys.exit(app.run(sys.argv[1:]))"
    result = start([sys.executable, "-c", code, "calendar"])
    assert (result.returncode, result.stdout) == (2, b"")
    assert result.stderr == (
        b"anitp: error: calendar needs icalendar; install it with: pip install 'anitp[calendar]'\n"
    )


def test_tab_offers_what_a_deadline_can_be(program):
    env = {**os.environ, "_ANITP_COMPLETE": "complete_bash", "COMP_WORDS": "anitp calendar --as t", "COMP_CWORD": "3"}
    assert start([program], env=env).stdout.split() == [b"todo"]


@pytest.fixture
def client(tmp_path):
    """Start a program that people keep their days in, with all of its files in a folder of the test.

    Answers with what it says; what it warns of must be what is expected.
    """

    def client(name, *words, warning=""):
        path = Path(sys.executable).with_name(name)
        if not path.exists():
            pytest.skip(f"{path} is missing: pip install -e '.[dev]' installs it")
        folders = {f"XDG_{what}_HOME": str(tmp_path / what.lower()) for what in ("CACHE", "CONFIG", "DATA", "STATE")}
        env = {**os.environ, **folders, "HOME": str(tmp_path), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        result = start([path, *words], env=env, cwd=tmp_path)
        assert result.returncode == 0
        assert re.fullmatch(warning, result.stderr.decode())
        return result.stdout.decode()

    return client


@pytest.fixture
def khal(client, tmp_path):
    """Start khal with one empty calendar."""
    (tmp_path / "calendars").mkdir()
    (tmp_path / "config" / "khal").mkdir(parents=True)
    (tmp_path / "config" / "khal" / "config").write_text(
        f"""\
[calendars]
[[plan]]
path = {tmp_path / "calendars"}
[locale]
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
[default]
default_calendar = plan
""",
        encoding="utf-8",
    )
    return lambda *words: client("khal", *words)


def listed(khal, fields):
    """What khal lists of all the days of the plan."""
    lines = khal("list", "--day-format", "", "--format", fields, "2018-11-01", "1000d").splitlines()
    return [line for line in lines if line]


def test_khal_imports_lists_and_updates(run, khal, reported, tmp_path):
    file = tmp_path / "igpr.ics"
    words = ["calendar", "--who", "IGPR", "--recurring", "--alarm", "30d", "-o", str(file)]
    due = json.loads(run("due --who IGPR --recurring --from 1900 -f json").stdout)["items"]
    expected = sorted(f"{one['due']} {one['activity']} {one['title']}" for one in due)

    run(words)
    for _ in range(2):  # twice is as once
        khal("import", "--batch", str(file))
        assert sorted(listed(khal, "{start-date} {title}")) == expected, "whole, with every diacritic"

    run([*words, "--plan", str(reported)])
    khal("import", "--batch", str(file))
    now = listed(khal, "{start-date} {title}")
    assert len(now) == len(expected)
    assert [line[:27] for line in now if "[" in line] == [
        "2019-02-28 [met-late] 3.1.2",
        "2019-06-30 [not-done] 3.2.1",
        "2019-06-30 [partial] 2.1.1 ",
        "2019-09-30 [partial] 3.5.2 ",
    ]
    assert set(listed(khal, "{categories}")) >= {"Obiectiv specific 3.1"}


def test_khal_shows_the_whole_of_an_event(run, khal, tmp_path):
    file = tmp_path / "plan.ics"
    run(["calendar", "--objective", "3.3", "--alarm", "30d", "-o", str(file)])
    khal("import", "--batch", str(file))
    shown = khal("list", "--day-format", "", "--format", "{title}{alarm-symbol}{nl}{description}", "2019-07-31", "1d")
    event = by_id(file.read_text(encoding="utf-8"))["3.3.1@2019-07"]
    assert shown.strip() == f"{event['SUMMARY']} ⏰\n{event['DESCRIPTION']}".strip()
    assert "Dezvoltarea capacității de utilizare a investigațiilor financiare" in shown


@pytest.fixture
def todo(client, tmp_path):
    """Start todoman with one list: it reads the files of a folder."""
    (tmp_path / "lists" / "plan").mkdir(parents=True)
    (tmp_path / "config" / "todoman").mkdir(parents=True)
    (tmp_path / "config" / "todoman" / "config.py").write_text(
        f'path = "{tmp_path}/lists/*"\ndate_format = "%Y-%m-%d"\ntime_format = "%H:%M"\n', encoding="utf-8"
    )
    warning = "(warning: Todo is in read-only mode because there are multiple todos in .*/igpr.ics\n)?"
    return lambda *words: client("todo", *words, warning=warning)


def test_todoman_lists_what_is_due_and_what_is_done(run, todo, reported, tmp_path):
    file = tmp_path / "lists" / "plan" / "igpr.ics"
    words = ["calendar", "--who", "IGPR", "--as", "todo", "--recurring", "--alarm", "30d", "-o", str(file)]
    due = json.loads(run("due --who IGPR --recurring --from 1900 -f json").stdout)["items"]

    run(words)
    for _ in range(2):
        lines = todo("list").splitlines()
        assert len(lines) == len(due)
        for one in due:
            assert any(f"{one['due']} {one['activity']} {one['title']}" in line for line in lines)

    run([*words, "--plan", str(reported)])
    assert len(todo("list").splitlines()) == len(due) - 1
    (done,) = json.loads(todo("--porcelain", "list", "--status", "COMPLETED"))
    assert done["summary"].startswith("[met-late] 3.1.2 Introducerea în programele de formare continuă a polițiștilor")
    assert datetime.fromtimestamp(done["completed_at"], UTC) == datetime(2019, 3, 5, tzinfo=UTC)
    (going,) = [line for line in todo("list", "--status", "IN-PROCESS").splitlines() if "2.1.1" in line]
    assert "2019-06-30 [partial] 2.1.1 Constituirea" in going
