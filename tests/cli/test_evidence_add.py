"""`anitp evidence add`: what is typed stands in the file as it was typed, and what stood there stands there still."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from conftest import DATA, ROOT
from hypothesis import example, given, settings
from hypothesis import strategies as st

from anitp_cli.filing import Draft, UnfitError, file_records
from anitp_cli.model import Interval
from anitp_cli.text import UNSAFE

BASE = DATA / "rules" / "base"
SOUND = ["--by", "ANITP", "--state", "done", "--on", "2019-06-20", "--title", "Ghidul", "--source", "Raportul"]
IN_JUNE = Interval(date(2019, 6, 20), date(2019, 6, 20))
GHID = Draft("2.1.1", "document", "Ghidul", state="done", dates=IN_JUNE, source="Raportul")


@pytest.fixture
def plan_folder(tmp_path):
    """A copy of the real plan."""
    return shutil.copytree(ROOT / "plan", tmp_path / "plan")


@pytest.fixture
def add(run, plan_folder):
    """Type `anitp evidence add ...` on that copy."""

    def add(*words):
        return run(["evidence", "add", *last_of_each(words), "--plan", str(plan_folder)])

    return add


def last_of_each(words):
    """The words with each of these options once, so that a test can change one of a sound record."""
    for option in ("--by", "--state", "--on", "--title", "--source"):
        places = [place for place, word in enumerate(words) if word == option]
        for place in reversed(places[:-1]):
            words = (*words[:place], *words[place + 2 :])
    return words


def today(_plan):
    return date(2019, 7, 1)


def contents(folder):
    """Every file below a folder and what it holds."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def records(run, folder, *words):
    return json.loads(run(["evidence", "list", *words, "--plan", str(folder), "--format", "json"]).stdout)["items"]


def errors_of(run, folder):
    stdout = run(["check", "--plan", str(folder), "--format", "jsonl"]).stdout
    return [line for line in map(json.loads, stdout.splitlines()) if line["severity"] == "error"]


# What it does


def test_the_first_record_of_an_institution(add, plan_folder):
    result = add("2.1.1", *SOUND, "--by", "igpr", "--value", "1=1")
    file = plan_folder / "evidence" / "IGPR.yaml"
    assert (result.exit_code, result.stdout) == (0, "IGPR-1\n")
    assert result.stderr == f"filed under 2.1.1@2019-06 in {file}\n"
    assert file.read_text(encoding="utf-8") == (
        "# yaml-language-server: $schema=../../schema/evidence.schema.json\n"
        'institution: "IGPR"\n'
        "records:\n"
        '  - id: "IGPR-1"\n'
        '    activity: "2.1.1"\n'
        '    period: "2019-06"\n'
        '    kind: "other"\n'
        '    state: "done"\n'
        '    dates: "2019-06-20"\n'
        '    title: "Ghidul"\n'
        "    values:\n"
        '      "1": "1"\n'
        "    source:\n"
        '      title: "Raportul"\n'
    )


def test_every_option_has_its_field(add, plan_folder):
    file = plan_folder / "evidence" / "ANITP.yaml"
    before = file.read_bytes()
    result = add(
        *("2.1.1@2019-06", "--by", "Agenția Națională împotriva Traficului de Persoane", "--state", "partial"),
        *("--on", "03.06.2019..20.06.2019", "--title", "  Ghidul\n„verde” ", "--source", "Raportul = anual: #1"),
        *("--source-date", "28 iunie 2019", "--link", "https://example.org/a?b=c#d", "--kind", "document"),
        *("--value", "2=12 = o duzină", "--value", "grup de lucru CONSTITUIT=1", "--period", "2019-06"),
        *("--partner", "IGI", "--partner", "IGPR", "--channel", "online"),
        *("--action", "redactare", "--action", "tipărire", "--note", "- mai e de lucru"),
    )
    assert (result.exit_code, result.stdout) == (0, "ANITP-5\n")
    after = file.read_bytes()
    assert after.startswith(before)
    assert after[len(before) :].decode() == (
        '  - id: "ANITP-5"\n'
        '    activity: "2.1.1"\n'
        '    period: "2019-06"\n'
        '    kind: "document"\n'
        '    state: "partial"\n'
        '    dates: "2019-06-03..2019-06-20"\n'
        '    title: "Ghidul „verde”"\n'
        "    actions:\n"
        '      - "redactare"\n'
        '      - "tipărire"\n'
        "    values:\n"
        '      "2": "12 = o duzină"\n'
        '      "1": "1"\n'
        "    partners:\n"
        '      - "IGI"\n'
        '      - "IGPR"\n'
        "    channels:\n"
        '      - "online"\n'
        '    note: "- mai e de lucru"\n'
        "    source:\n"
        '      title: "Raportul = anual: #1"\n'
        '      date: "2019-06-28"\n'
        '      link: "https://example.org/a?b=c#d"\n'
    )


def test_the_deadline_is_met_at_once(add, run, plan_folder):
    overdue = ["due", "--overdue", "--format", "ids", "--plan", str(plan_folder)]
    assert "2.1.1@2019-06" in run(overdue).stdout
    add("2.1.1", *SOUND)
    assert "2.1.1@2019-06" not in run(overdue).stdout
    assert errors_of(run, plan_folder) == []


def test_an_assessment_of_the_record_of_another(add, run, plan_folder):
    add("2.1.1", *SOUND, "--by", "IGPR")
    words = ["--state", "partial", "--on", "2019-07-01", "--title", "Verificare", "--source", "Nota"]
    assert add("2.1.1", "--by", "ANITP", *words, "--assesses", "IGPR-1").stdout == "ANITP-5\n"
    assessed = next(one for one in records(run, plan_folder, "2.1.1") if one["id"] == "IGPR-1")
    assert (assessed["state"], assessed["assessed_state"], assessed["assessed_by"]) == ("done", "partial", "ANITP")


def test_a_dry_run_shows_what_would_be_appended_and_writes_nothing(add, plan_folder):
    before = contents(plan_folder)
    dry = add("2.1.1", *SOUND, "--by", "IGPR", "--dry-run")
    file = plan_folder / "evidence" / "IGPR.yaml"
    assert dry.stderr == f"nothing was written; it would be filed under 2.1.1@2019-06 in {file}\n"
    assert (dry.exit_code, contents(plan_folder)) == (0, before)
    add("2.1.1", *SOUND, "--by", "IGPR")
    assert file.read_text(encoding="utf-8") == dry.stdout
    dry = add("2.1.1", *SOUND, "--by", "IGPR", "--title", "Alt ghid", "--dry-run").stdout
    before = file.read_bytes()
    add("2.1.1", *SOUND, "--by", "IGPR", "--title", "Alt ghid")
    assert file.read_bytes() == before + dry.encode()


def test_what_may_be_a_slip_is_said_and_filed(add):
    result = add("2.1.1", *SOUND, "--on", "2018-10", "--title", "Ghidul „verde")
    assert (result.exit_code, result.stdout) == (0, "ANITP-5\n")
    said = [line.partition(": ")[2].partition(". ")[0] for line in result.stderr.splitlines()[:-1]]
    assert said == [
        'warning: "2018-10" is over before the plan begins, on 2018-11-09',
        "warning: „ without its other half",
    ]


@pytest.mark.parametrize("on", ["2019", "2019-S1..2019-T3", "2019-06-25..2019-07-05", "2019-06", "2019-07"])
def test_days_that_may_be_before_or_after_the_due_date_are_told(on, add, plan_folder):
    result = add("2.1.1", *SOUND, "--on", on, "--today", "2020-01-15")
    said = (
        'anitp: warning: ANITP-5 says done of "2019", of which the last day counts: it is after 2.1.1@2019-06 was due, '
        'on 2019-06-30. Write when it was done more exactly, such as "2019-06-20", if that is known.\n'
    )
    where = f"filed under 2.1.1@2019-06 in {plan_folder}/evidence/ANITP.yaml\n"
    assert result.stderr == said * (on == "2019") + where
    assert (result.exit_code, result.stdout) == (0, "ANITP-5\n")


def test_a_plan_without_evidence_gets_its_folder_and_a_refused_record_none(add, plan_folder):
    shutil.rmtree(plan_folder / "evidence")
    assert add("2.1.1", *SOUND, "--on", "2020-06-20").exit_code == 2
    assert not (plan_folder / "evidence").exists()
    assert add("2.1.1", *SOUND).stdout == "ANITP-1\n"
    assert [path.name for path in (plan_folder / "evidence").iterdir()] == ["ANITP.yaml"]


def test_a_number_is_not_given_again_while_a_higher_one_stands(add, plan_folder):
    file = plan_folder / "evidence" / "ANITP.yaml"
    text = file.read_text(encoding="utf-8")
    start, end = text.index('  - id: "ANITP-2"'), text.index('  - id: "ANITP-3"')
    file.write_text(text[:start] + text[end:].replace('"ANITP-3"', '"ANITP-11"'), encoding="utf-8")
    assert add("2.1.1", *SOUND).stdout == "ANITP-12\n"


def test_the_mode_of_the_file_stays(add, plan_folder):
    file = plan_folder / "evidence" / "ANITP.yaml"
    file.chmod(0o640)
    add("2.1.1", *SOUND)
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_link_to_the_file_stays_a_link(add, plan_folder, tmp_path):
    file, elsewhere = plan_folder / "evidence" / "ANITP.yaml", tmp_path / "elsewhere.yaml"
    file.rename(elsewhere)
    file.symlink_to(elsewhere)
    assert add("2.1.1", *SOUND).exit_code == 0
    assert file.is_symlink()
    assert b"ANITP-5" in elsewhere.read_bytes()


# Which deadline is meant


@pytest.mark.parametrize(
    ("words", "filed"),
    [
        (["5.1.2", "--on", "2019-03-04..2019-06-30"], ("5.1.2@2019-S1", "2019-S1")),  # the only one that holds the days
        (["5.1.2", "--on", "2018-11-09"], ("5.1.2@2018-S2", "2018-S2")),
        (["5.1.2", "--on", "2019-07-01", "--period", "2019-S1"], ("5.1.2@2019-S1", "2019-S1")),  # done late
        (["5.1.2@2019-S1", "--on", "2019-07-01"], ("5.1.2@2019-S1", "2019-S1")),
        (["2.2.1", "--on", "2019-06"], ("2.2.1@2019-01", "2019-01")),  # the only one there is
        (["2.1.1", "--on", "2018-12"], ("2.1.1@2019-06", "2019-06")),
        (["1.1.7", "--on", "2019-06"], ("1.1.7@permanent", None)),
        (["1.1.7@permanent", "--on", "2019-06"], ("1.1.7@permanent", None)),
        (["1.1.7", "--on", "2019-06", "--period", "2019-S1"], ("1.1.7@permanent", "2019-S1")),
        (["2.3.1", "--on", "2019-05"], ("2.3.1@2019", "2019")),
    ],
)
def test_the_deadline_that_is_meant(words, filed, add, run, plan_folder):
    result = add(*words, "--by", "ANITP", "--state", "done", "--title", "Ghidul", "--source", "Raportul")
    assert result.stderr.endswith(f"filed under {filed[0]} in {plan_folder}/evidence/ANITP.yaml\n")
    (record,) = (one for one in records(run, plan_folder) if one["id"] == "ANITP-5")
    assert (record["occurrence"], record["period"]) == filed


@pytest.mark.parametrize("activity", ["1.1.1", "1.1.7"])
def test_after_the_plan_a_record_is_for_no_deadline(activity, add, run, plan_folder):
    result = add(activity, *SOUND, "--on", "2021-06", "--today", "2022-01-01")
    assert f"filed under {activity} in " in result.stderr
    (record,) = (one for one in records(run, plan_folder) if one["id"] == "ANITP-5")
    assert (record["occurrence"], record["period"]) == (None, None)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["5.1.2"], "Name one of 2018-S2, 2019-S1, 2019-S2, 2020-S1, 2020-S2, as in 5.1.2@2018-S2"),
        (["5.1.2", "--on", "2018-11-08"], "5.1.2 has 5 deadlines, and which of them is meant cannot be told. Name one"),
        (["5.1.2", "--on", "2019-06-30..2019-07-01"], "Name one of 2018-S2, 2019-S1,"),
        (["2.3.1", "--on", "2019-06-20"], "2.3.1 has 4 deadlines, and which"),  # both that of June and that of the year
        (["5.1.2@2019-S1", "--period", "2019-S2"], "for two deadlines, 2019-S1 and 2019-S2. Name one"),
        (["5.1.2", "--period", "2019"], '5.1.2 has no deadline "2019". Write one of 2018-S2,'),
        (["1.1.7", "--period", "mereu"], '--period: "mereu" is in no form known here'),
        (["5.1.2@2019"], '"5.1.2@2019" is no deadline of 5.1.2; "anitp show 5.1.2" lists them'),
    ],
)
def test_a_deadline_is_never_guessed(words, said, add, plan_folder):
    before = contents(plan_folder)
    words = [*words, "--by", "ANITP", "--state", "not-done", "--title", "Ghidul", "--source", "Raportul"]
    result = add(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert contents(plan_folder) == before


def test_a_permanent_term_beside_a_dated_one_is_not_guessed_either(run, tmp_path):
    folder = shutil.copytree(BASE, tmp_path / "plan")
    file = folder / "activities.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace('"Iunie 2019"', '"Iunie 2019; permanent"'), "utf-8")
    words = ["--by", "IGPR", "--state", "done", "--title", "Curs", "--source", "Nota", "--plan", str(folder)]
    result = run(["evidence", "add", "1.1.2", "--on", "2019-06-20", *words])
    assert "Name one of 2019-06, permanent, as in 1.1.2@2019-06" in result.stderr
    result = run(["evidence", "add", "1.1.2@permanent", "--on", "2019-06-20", *words])
    assert "filed under 1.1.2@permanent" in result.stderr
    assert run(["evidence", "add", "1.1.2", "--on", "2019-02", *words]).stdout == "IGPR-2\n"


# What is wrong


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--title", ""], "--title is missing: what was done, in a few words or by its name"),
        (["--source", ""], "--source is missing: the title of the document or page that this is taken from"),
        (
            ["--state", "doen"],
            '--state knows no "doen"; did you mean done? it takes one of done, partial, not-done, nil',
        ),
        (["--kind", "x"], '--kind knows no "x"; it takes one of event, campaign,'),
        (["--by", "IGPT"], 'no institution of the plan is called "IGPT"; did you mean'),
        (["--on", "vara"], '--on: "vara" names no exact days; write the day'),
        (["--value", "12"], '--value takes INDICATOR=VALUE, such as "1=12", not "12"'),
        (["--value", "7=12"], '2.1.1 has no indicator "7". Write its place in the cell, 1 to 2, or its words'),
        (["--value", "=12"], "the key is empty. Write an indicator, by its place in the cell or by its words"),
        (["--value", "1="], "the value of 1 is empty. Write its value, a count or a text"),
        (
            ["--value", "1=1", "--value", "Grup de lucru constituit=2"],
            'the indicator "1" of 2.1.1 has two values. Give',
        ),
        (["--source-date", "2019-06"], '--source-date takes one day, such as 2019-07-01; "2019-06" is 2019-06-01 to'),
        (
            ["--source-date", "2019-07-02"],
            "the source of ANITP-5 is of 2019-07-02, after today, 2019-07-01. Mend the day",
        ),
        (
            ["--on", "2019-07-02"],
            'ANITP-5 says done of "2019-07-02", which ends after today, 2019-07-01. Mend the days',
        ),
        (["--link", "example.org"], 'link is "example.org". Write where it can be read'),
        (["--note", "sunați la 0721 234 567"], "ANITP-5 holds what looks like a phone number. Take it out"),
        (["--partner", "ana@example.org"], "ANITP-5 holds what looks like an e-mail address. Take it out"),
        (
            ["--assesses", "IGPR-1"],
            "there is no record IGPR-1 on file. Write the id of a record of another institution",
        ),
        (["--assesses", "ANITP-1"], "ANITP-1 is a record of ANITP itself. Write the id"),
        (["--title", "a\x07"], "the control character U+0007. Take it out; in YAML it is no text"),
        (["--title", "a\u202e"], "an invisible mark (U+202E). Take it out"),
        (["--title", "\udcff"], "it is not UTF-8"),
        (["--title", "a" * 20_001], "a text of 20,001 characters; at most 20,000 are read"),
        (["--note", " a" * 600_000], "a line of more than 1,048,576 bytes"),
        (["--value", "a" * 3_000 + "=1"], "2.1.1 has no indicator"),
    ],
    ids=lambda value: value if isinstance(value, str) else str(value)[:40],
)
def test_a_mistake_is_one_sentence_and_writes_nothing(words, said, add, plan_folder):
    before = contents(plan_folder)
    result = add("2.1.1", *SOUND, *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("anitp: error: ")
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert contents(plan_folder) == before


def test_what_else_is_missing(add):
    assert "--title is missing: what was done" in add("2.1.1", "--by", "ANITP", "--title", " ").stderr
    said = add("2.1.1", "--by", "ANITP", "--title", "a", "--source", "b", "--on", "2019-06").stderr
    assert "does not say how far it was done" in said
    words = ["2.1.1", "--by", "ANITP", "--title", "a", "--source", "b"]
    assert "--on is missing: the day or days on which it was partial" in add(*words, "--state", "partial").stderr
    assert add(*words, "--state", "not-done").stdout == "ANITP-5\n"
    assert "did you mean 2.1.5" in add("2.1.9", *SOUND).stderr


def test_all_mistakes_are_told_at_once(add):
    result = add("2.1.1", *SOUND, "--value", "7=1", "--note", "ana@example.org")
    assert result.stderr == (
        'anitp: error: --value: 2.1.1 has no indicator "7". Write its place in the cell, 1 to 2, or its words; '
        "--note: ANITP-5 holds what looks like an e-mail address. "
        "Take it out: evidence says nothing about single persons\n"
    )


def test_the_same_record_twice(add, plan_folder):
    add("2.1.1", *SOUND)
    before = contents(plan_folder)
    result = add("2.1.1", *SOUND)
    assert (result.exit_code, contents(plan_folder)) == (2, before)
    assert "ANITP-6 says the same as ANITP-5. Keep one of the two" in result.stderr


def test_a_plan_that_cannot_be_read_takes_no_record(add, plan_folder):
    with (plan_folder / "evidence" / "MAE.yaml").open("w", encoding="utf-8") as file:
        file.write('institution: "MAE"\nrecords:\n  - id: "MAE-1"\n')
    before = contents(plan_folder)
    result = add("2.1.1", *SOUND)
    assert (result.exit_code, contents(plan_folder)) == (3, before)
    assert f"{plan_folder}/evidence/MAE.yaml:3:5: " in result.stderr
    assert 'lacks the field "activity"' in result.stderr


def test_what_is_wrong_elsewhere_and_keeps_nothing_from_being_read_stops_nothing(add, run, plan_folder):
    file = plan_folder / "activities.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("Grup de lucru", "Grup de lucrru", 1), encoding="utf-8")
    assert add("2.1.1", *SOUND).exit_code == 0
    assert {one["rule"] for one in errors_of(run, plan_folder)} == {"fingerprint-row"}


def test_the_copy_inside_the_installed_package_takes_no_record(tmp_path):
    """As pip unpacks a wheel: the plan stands inside the package."""
    shutil.copytree(ROOT / "anitp_cli", tmp_path / "anitp_cli", ignore=shutil.ignore_patterns("__pycache__"))
    plan = shutil.copytree(ROOT / "plan", tmp_path / "anitp_cli" / "plan")
    before = contents(plan)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ANITP")}

    def add(*words):
        command = [sys.executable, "-m", "anitp_cli", "evidence", "add", "2.1.1", *SOUND, *words]
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    for words in ((), ("--plan", "anitp_cli/plan")):
        result = add(*words)
        assert (result.returncode, result.stdout) == (2, "")
        assert "came with anitp and is replaced by the next upgrade; copy it and name the copy" in result.stderr
    assert contents(plan) == before
    own = shutil.copytree(plan, tmp_path / "own")
    assert add("--plan", str(own)).stdout == "ANITP-5\n"


# Not a byte of what stood there


IN_FLOW = '{id: "ANITP-9", activity: "1.1.7", kind: "other", state: "nil", title: "x", source: {title: "y"}}'
KEPT = {
    "as it is": lambda text: text,
    "Windows": lambda text: text.replace("\n", "\r\n"),
    "no last line end": lambda text: text.removesuffix("\n"),
    "Windows and no last line end": lambda text: text.replace("\n", "\r\n").removesuffix("\r\n"),
    "a mark of the byte order": lambda text: f"\ufeff{text}",
    "comments": lambda text: f"# a\n\n{text}\n# b\n    # c\n\n".replace("    kind", "    # d\n    kind"),
    "blank lines": lambda text: f"{text}\n\n   \n",
    "dashes at the margin": lambda text: text.replace("\n  ", "\n"),
    "dashes further in": lambda text: text.replace("\n  ", "\n      "),
    "no quotes": lambda text: re.sub(r'"([A-Za-z0-9.-]+)"$', r"\1", text, flags=re.MULTILINE),
    "single quotes": lambda text: text.replace('"', "'"),
    "a text over lines": lambda text: text.replace('kind: "event"', "kind: >-\n      event"),
    "a record in braces": lambda text: f"{text}  - {IN_FLOW}\n",
}


@pytest.mark.parametrize("kept", KEPT)
def test_not_a_byte_of_what_stood_there_is_touched(kept, add, run, plan_folder):
    file = plan_folder / "evidence" / "ANITP.yaml"
    file.write_bytes(KEPT[kept](file.read_text(encoding="utf-8")).encode())
    before, on_file = file.read_bytes(), records(run, plan_folder)
    result = add("2.1.1", *SOUND, "--note", "țară")
    assert result.exit_code == 0, result.stderr
    after = file.read_bytes()
    assert after.startswith(before)
    assert (b"\r\n" in after) == (b"\r\n" in before)
    assert after.count(b"\r\n") in {0, after.count(b"\n")}
    now = records(run, plan_folder)
    (new,) = (one for one in now if one["id"] == result.stdout.strip())
    assert [one for one in now if one != new] == on_file
    assert (new["title"], new["note"], new["occurrence"]) == ("Ghidul", "țară", "2.1.1@2019-06")
    assert errors_of(run, plan_folder) == []


FIRST = 'institution: "ANITP"\n'
REFUSED = {
    "records in brackets": lambda _: f"{FIRST}records: []\n",
    "all in braces": lambda _: '{institution: "ANITP", records: []}\n',
    "records not last": lambda text: text.replace(FIRST, "") + FIRST,
    "records not last, in another form": lambda text: text.replace(FIRST, "") + "institution: ANITP\n",
    "records not last, over lines": lambda text: text.replace(FIRST, "") + "institution: >-\n  ANITP\n",
    "an end of the document": lambda text: f"{text}...\n",
    "a text that would grow": lambda text: f"{text}    note: |\n      a",
}


@pytest.mark.parametrize("refused", REFUSED)
def test_a_file_that_takes_no_record_is_told_how_to_be_laid_out(refused, add, run, plan_folder):
    file = plan_folder / "evidence" / "ANITP.yaml"
    text = file.read_text(encoding="utf-8").replace('    note: "Campanie de prevenire."\n', "")
    file.write_text(REFUSED[refused](text), encoding="utf-8")
    assert errors_of(run, plan_folder) == []
    before = contents(plan_folder)
    result = add("2.1.1", *SOUND)
    assert (result.exit_code, result.stdout, contents(plan_folder)) == (3, "", before)
    assert re.search(
        r"/ANITP\.yaml:[0-9]+:[0-9]+: no record of ANITP can be appended here; lay the file out as "
        r'"institution: ANITP" and, last, "records:" with each record below it after a dash$',
        result.stderr,
    )


def test_a_large_file_that_could_not_be_read_any_more_stays(add, run, plan_folder):
    """Above 4 MB only the plain layout is read, in which no text holds a quote or stands in single ones."""
    file = plan_folder / "evidence" / "ANITP.yaml"
    text = file.read_text(encoding="utf-8")
    too_large = "no plain line, and the file has more than 4,194,304 bytes"
    file.write_text(text + f"# {'x' * 77}\n" * 52_500, encoding="utf-8")
    before = file.read_bytes()
    quoted = add("2.1.1", *SOUND, "--title", 'Ghidul "verde"')
    assert (quoted.exit_code, file.read_bytes() == before, too_large in quoted.stderr) == (2, True, True)
    assert add("2.1.1", *SOUND).stdout == "ANITP-5\n"
    assert errors_of(run, plan_folder) == []
    text = text.replace('kind: "event"', "kind: 'event'")
    room = 4 * 1024 * 1024 - len(text.encode()) - 100  # not enough for a record
    file.write_text(text + f"# {'x' * 77}\n" * (room // 80), encoding="utf-8")
    before = file.read_bytes()
    assert errors_of(run, plan_folder) == []
    for words in ((), ("--dry-run",)):
        result = add("2.1.1", *SOUND, *words)
        assert (result.exit_code, file.read_bytes() == before) == (3, True)
        assert f"/ANITP.yaml:8:1: {too_large}" in result.stderr


# What is typed comes back

BENT = (
    '"',
    "\\",
    "'",
    "=",
    "#",
    " #",
    ": ",
    "- ",
    "? ",
    "{",
    "]",
    "&a",
    "*a",
    "!t",
    "|",
    "%",
    "`",
    "$(x)",
    "\\n",
    "\\",
)
BENT += (
    "null",
    "no",
    "1.10",
    "2019-06-20",
    "~",
    "...",
    "---",
    "<<",
    "ș",
    "Ș",
    "țâ",
    "„",
    "”",
    "🙂",
    "\n",
    "\r\n",
    "  ",
)
TEXTS = st.lists(
    st.sampled_from(BENT) | st.characters(exclude_categories=["Cc", "Cs", "Nd", "Zl", "Zp"], exclude_characters="@+"),
    min_size=1,
).map("".join)


def is_sound(text):
    return bool(text.split()) and not re.search(f"{UNSAFE}|[\ufffe\uffff]", re.sub(r"\s", "", text))


@settings(deadline=None)
@given(texts=st.lists(TEXTS.filter(is_sound), min_size=5, max_size=5))
@example(texts=["=1+1", "#", ":", '"', "\\"])
@example(texts=["- a", "a: b", "'", '\\"', "ăâîșț" * 2_000])
@example(texts=["|", ">", "%", "@ ", "`"])
def test_every_text_comes_back_as_it_was_typed(texts):
    title, note, action, value, source = texts
    draft = GHID._replace(
        activity="1.1.2", title=title, note=note, actions=(action, note), values=(("1", value),), source=source
    )
    with TemporaryDirectory() as folder:
        plan = shutil.copytree(BASE, Path(folder) / "plan")
        filed = file_records(plan, "IGPR", [draft, draft._replace(dates=None, state="nil")], today)
        again = file_records(plan, "IGPR", [draft._replace(title=f"{title} 2")], today)
        text = filed.file.read_text(encoding="utf-8")
    first, second, third = *filed.records, *again.records
    title, note, action, value, source = (" ".join(one.split()) for one in texts)
    for record in (first, second, third):
        assert (record.note, record.actions, record.values) == (note, (action, note), (("1", value),))
        assert record.source.title == source
    assert (first.title, third.title) == (title, f"{title} 2")
    assert text == filed.text + again.text
    assert ("\\" in text) == any(sign in one for one in texts for sign in '"\\')


# Several at once, as a sheet brings them


def test_several_are_filed_in_their_order(plan_folder):
    file = plan_folder / "evidence" / "ANITP.yaml"
    before = file.read_bytes()
    drafts = [GHID, GHID._replace(activity="3.2.1"), GHID._replace(activity="1.1.7", title="Altul")]
    filed = file_records(plan_folder, "ANITP", drafts, today)
    assert filed.ids == ("ANITP-5", "ANITP-6", "ANITP-7")
    assert [one.occurrence for one in filed.records] == ["2.1.1@2019-06", "3.2.1@2019-06", "1.1.7@permanent"]
    assert (filed.file, file.read_bytes()) == (file, before + filed.text.encode())


FAULTY = {
    "activity": {"activity": "9.9.9"},
    "period": {"activity": "5.1.2", "dates": None, "state": "nil"},
    "kind": {"kind": "altceva"},
    "state": {"state": "gata"},
    "dates": {"dates": Interval(date(2019, 7, 2), date(2019, 7, 2))},
    "title": {"title": " "},
    "actions": {"actions": ("a", " ")},
    "values": {"values": (("1", "1"), ("9", "1"))},
    "partners": {"partners": ("IGI", "ana@example.org")},
    "channels": {"channels": ("online", "\x07")},
    "note": {"note": "\x1b"},
    "source": {"source": "", "link": "https://example.org"},
    "source_date": {"source_date": date(2019, 7, 2)},
    "link": {"link": "example.org"},
    "assesses": {"assesses": "IGPR-1"},
    None: {"source": "", "source_date": None},
}


@pytest.mark.parametrize("field", FAULTY)
@pytest.mark.parametrize("code", ["ANITP", "IGPR"])
def test_a_mistake_is_told_with_its_draft_and_field_and_nothing_is_filed(field, code, plan_folder):
    before = contents(plan_folder)
    assert set(FAULTY) == {*Draft._fields, None}
    sound = GHID._replace(values=(("1", "2"),), partners=("IGI",), note="n", source_date=date(2019, 6, 30))
    *others, last = (sound._replace(title=f"Ghidul {number}") for number in range(4))
    with pytest.raises(UnfitError) as unfit:
        file_records(plan_folder, code, [*others, sound._replace(**FAULTY[field]), last], today)
    assert {(fault.draft, fault.field) for fault in unfit.value.faults} == {(3, field)}
    assert contents(plan_folder) == before


def test_the_mistakes_of_several_are_told_together_and_in_order(plan_folder):
    drafts = [GHID._replace(link="x", title="a"), GHID, GHID._replace(activity="9.9.9"), GHID._replace(kind="x")]
    with pytest.raises(UnfitError) as unfit:
        file_records(plan_folder, "ANITP", drafts, today)
    assert [(fault.draft, fault.field) for fault in unfit.value.faults] == [(0, "link"), (2, "activity"), (3, "kind")]
    with pytest.raises(UnfitError) as unfit:
        file_records(plan_folder, "MFP", [GHID._replace(activity="9.9.9")], today)
    assert [(fault.draft, fault.field) for fault in unfit.value.faults] == [(0, "activity")]


def test_of_a_double_both_drafts_can_be_told(plan_folder):
    with pytest.raises(UnfitError) as unfit:
        file_records(plan_folder, "ANITP", [GHID, GHID._replace(title="Altul"), GHID], today)
    (fault,) = unfit.value.faults
    assert (fault.draft, fault.message) == (2, "ANITP-7 says the same as ANITP-5")
    assert unfit.value.ids == {"ANITP-5": 0, "ANITP-6": 1, "ANITP-7": 2}
