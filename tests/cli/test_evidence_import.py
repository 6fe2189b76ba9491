"""`anitp evidence import`: what an institution has filled in is on file as it was filled in, all of it or nothing."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import zipfile
from datetime import date, datetime, time
from functools import partial

import openpyxl
import pytest
from conftest import ROOT, TODAY
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from anitp_cli.formats.excel import text_cell

FORMATS = ("xlsx", "csv")
BOTH = pytest.mark.parametrize("format_", FORMATS)
WORKSHEET = "De completat"
SOUND = {"Stadiu": "realizat", "Data": "2019-06-20", "Dovezi": "Ghidul", "Sursa": "Nota"}
REGULATION = "Regulament de organizare și funcționare elaborat"
FORMULA = "=cmd()|' /C calc'!A0"
FIRST = {
    "Stadiu": "REALIZAT PARTIAL",
    "Data": "3 iunie 2019..20.06.2019",
    "Valori": "1=1; 2 = 12 = o duzină\n",
    "Dovezi": FORMULA,
    "Tip": "întâlnire",
    "Parteneri": "ONG „Așa”; IGI;\nOIM",
    "Canale": "online\n+40",
    "Sursa": "@x",
    "Data sursei": "28 iunie 2019",
    "Link": "https://example.org/a?b=c#d",
    "Observații": '-1 „ț”, "a"; b\nși\tîncă, un rând',
}


class Sheet:
    """A blank sheet on disk, to be filled in as its institution would."""

    def __init__(self, path):
        self.path = path
        if path.suffix == ".xlsx":
            self.book = openpyxl.load_workbook(path)
            self.rows = [[cell.value or "" for cell in row] for row in self.book[WORKSHEET].rows]
        else:
            self.rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline=""), delimiter=";"))

    def fill(self, number, cells):
        """Write into cells of a row, as Excel numbers it."""
        for heading, value in cells.items():
            self.rows[number - 1][self.rows[0].index(heading)] = value
        return self

    def copy(self, number):
        """Copy a row to the end, as the sheet says it is to be done."""
        self.rows.append(list(self.rows[number - 1]))
        return len(self.rows)

    def save(self):
        if self.path.suffix == ".xlsx":
            worksheet = self.book[WORKSHEET]
            worksheet.delete_rows(1, worksheet.max_row)
            for row, values in enumerate(self.rows, 1):
                for column, value in enumerate(values, 1):
                    cell = worksheet.cell(row, column, value or None)
                    if isinstance(value, str) and value:
                        cell.data_type = "s"  # what is typed into a cell for text is text, whatever it looks like
            self.book.save(self.path)
        else:
            with self.path.open("w", encoding="utf-8-sig", newline="") as file:
                csv.writer(file, delimiter=";").writerows(self.rows)
        return str(self.path)


@pytest.fixture
def plan_folder(tmp_path):
    """A copy of the real plan."""
    return shutil.copytree(ROOT / "plan", tmp_path / "plan")


@pytest.fixture
def anitp(run, plan_folder):
    """Type `anitp ...` about that copy."""

    def anitp(*words):
        return run([*words, "--plan", str(plan_folder)])

    return anitp


@pytest.fixture(scope="session")
def blanks():
    """The blank sheets that were made."""
    return {}


@pytest.fixture
def blank(run, tmp_path, blanks):
    """The blank sheet of an institution, as `anitp report --blank` writes it."""

    def blank(format_="xlsx", who="IGPR", year="2019"):
        path = tmp_path / f"{who}-{year}.{format_}"
        if path.name not in blanks:
            assert run(["report", "--year", year, "--who", who, "--blank", "-o", str(path)]).exit_code == 0
            blanks[path.name] = path.read_bytes()
        path.write_bytes(blanks[path.name])
        return Sheet(path)

    return blank


def contents(folder):
    """Every file below a folder and what it holds."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def records(anitp, by="IGPR"):
    items = json.loads(anitp("evidence", "list", "--by", by, "--format", "json").stdout)["items"]
    return sorted(items, key=lambda one: int(one["id"].rpartition("-")[2]))


def values(record):
    return {one["indicator"]: one["value"] for one in record["values"]}


# The round trip


@BOTH
def test_what_was_filled_in_is_on_file_and_in_the_report(format_, anitp, blank, plan_folder, tmp_path):
    overdue = ("due", "--overdue", "--recurring", "--format", "ids")
    assert "2.1.1@2019-06" in anitp(*overdue).stdout
    sheet = blank(format_)
    rows = len(sheet.rows) - 1
    sheet.fill(2, FIRST).fill(3, {"Stadiu": "Nimic de raportat", "Dovezi": "Nu s-a convocat", "Sursa": "Nota 1/2019"})
    sheet.fill(sheet.copy(2), {**SOUND, "Valori": "1=+40\n2==1+1", "Dovezi": "A doua parte", "Canale": ""})

    result = anitp("evidence", "import", sheet.save())
    file = plan_folder / "evidence" / "IGPR.yaml"
    assert (result.exit_code, result.stdout) == (0, "IGPR-1\nIGPR-2\nIGPR-3\n")
    assert result.stderr == f"3 records filed in {file}; {rows - 2} rows left empty\n"

    first, nil, copied = records(anitp)
    assert (first["occurrence"], first["state"], first["kind"]) == ("2.1.1@2019-06", "partial", "meeting")
    assert (first["start"], first["end"]) == ("2019-06-03", "2019-06-20")
    assert values(first) == {"Grup de lucru constituit": "1", REGULATION: "12 = o duzină"}
    assert (first["title"], first["note"]) == (FORMULA, '-1 „ț”, "a"; b și încă, un rând')
    assert (first["partners"], first["channels"]) == (["ONG „Așa”", "IGI", "OIM"], ["online", "+40"])
    assert first["source"] == {"title": "@x", "date": "2019-06-28", "link": "https://example.org/a?b=c#d"}
    assert (nil["occurrence"], nil["state"], nil["kind"], nil["start"]) == ("2.1.2@2019-T1", "nil", "other", None)
    assert (copied["occurrence"], copied["state"], copied["kind"]) == ("2.1.1@2019-06", "done", "meeting")
    assert values(copied) == {"Grup de lucru constituit": "+40", REGULATION: "=1+1"}

    assert "2.1.1@2019-06" not in anitp(*overdue).stdout
    assert "2.1.2@2019-T1" in anitp(*overdue).stdout
    assert anitp("check").exit_code == 0
    for text in reported(anitp, tmp_path):
        for word in (FORMULA, "12 = o duzină", "A doua parte", "Nu s-a convocat", "nimic de raportat"):
            assert word in text


def reported(anitp, tmp_path):
    """The yearly report of the institution as csv and as a workbook, each as one text."""
    yield anitp("report", "--year", "2019", "--who", "IGPR", "--format", "csv").stdout
    path = tmp_path / "raport.xlsx"
    anitp("report", "--year", "2019", "--who", "IGPR", "-o", str(path))
    book = openpyxl.load_workbook(path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert "f" not in {cell.data_type for cell in cells}
    yield "\n".join(str(cell.value) for cell in cells)


@BOTH
@pytest.mark.parametrize(("who", "year"), [("ANITP", "2018"), ("ANITP", "2020"), ("IGPR", "2019"), ("MS", "2019")])
def test_every_row_of_a_sheet_can_be_reported_on(format_, who, year, anitp, blank):
    sheet = blank(format_, who, year)
    for number in range(2, len(sheet.rows) + 1):
        sheet.fill(number, {"Stadiu": "nimic de raportat", "Dovezi": "Nimic", "Sursa": "Nota"})
    result = anitp("evidence", "import", sheet.save())
    assert (result.exit_code, len(result.stdout.splitlines())) == (0, len(sheet.rows) - 1)
    filed = {one["occurrence"] for one in records(anitp, who) if one["title"] == "Nimic"}
    code = sheet.rows[0].index("Cod")
    assert filed == {row[code] for row in sheet.rows[1:]}


@BOTH
def test_a_text_comes_back_to_the_letter(format_, anitp, blank, plan_folder):
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.text("=+-@＝'\"„”;,|!()[]{}\\/<>&%#*_~`^ăîșțȘȚşţ€…xX", min_size=1))
    @example("'ghilimea'")
    @example("'40")
    @example("2019-06")
    @example("2.1.1")
    def comes_back(text):
        # In csv an apostrophe may be there to keep the rest from being changed; one that is not is written twice there.
        is_mark = text.startswith("'") and text_cell(text[1:]) == text
        cell = f"'{text}" if format_ == "csv" and is_mark else text
        shutil.rmtree(plan_folder / "evidence", ignore_errors=True)
        anitp("evidence", "import", blank(format_).fill(2, {**SOUND, "Dovezi": cell}).save())
        assert records(anitp)[0]["title"] == text

    comes_back()


def test_a_dry_run_shows_what_would_be_appended_and_writes_nothing(anitp, blank, plan_folder):
    path = blank().fill(2, SOUND).fill(3, {**SOUND, "Data": "2019-03"}).save()
    before = contents(plan_folder)
    dry = anitp("evidence", "import", path, "--dry-run")
    file = plan_folder / "evidence" / "IGPR.yaml"
    assert dry.stderr == f"nothing was written; it would be 2 records filed in {file}; 13 rows left empty\n"
    assert (dry.exit_code, contents(plan_folder)) == (0, before)
    anitp("evidence", "import", path)
    assert file.read_text("utf-8") == dry.stdout


@BOTH
def test_a_sheet_that_nobody_has_filled_in_files_nothing(format_, anitp, blank, plan_folder):
    before = contents(plan_folder)
    sheet = blank(format_).fill(3, {"Stadiu": "  \n"})
    sheet.rows += [[], [" "]]
    result = anitp("evidence", "import", sheet.save())
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "nothing was filed: no row is filled in; 15 rows left empty\n"
    assert contents(plan_folder) == before


@BOTH
def test_columns_are_known_by_their_headings_in_any_order(format_, anitp, blank):
    sheet = blank(format_).fill(2, SOUND)
    sheet.rows = [row[::-1] for row in sheet.rows]
    sheet.rows[0] = [heading.upper().replace("Ț", "Ţ") for heading in sheet.rows[0]]
    assert anitp("evidence", "import", sheet.save()).stdout == "IGPR-1\n"
    assert records(anitp)[0]["source"]["title"] == "Nota"


def test_what_may_be_a_slip_is_said_with_its_row_and_filed(anitp, blank):
    path = blank().fill(2, SOUND).fill(5, {**SOUND, "Dovezi": "Ghidul „verde"}).save()
    result = anitp("evidence", "import", path)
    assert (result.exit_code, result.stdout) == (0, "IGPR-1\nIGPR-2\n")
    assert [line.partition(". ")[0] for line in result.stderr.splitlines()[:-1]] == [
        f'anitp: warning: {path}: De completat!B5: "2019-06-20" is over before 2.1.2@2019-T3 begins, on 2019-07-01',
        f"anitp: warning: {path}: De completat!B5: „ without its other half",
    ]


# What is wrong


MISTAKES = [
    ({"Stadiu": ""}, "G2", "Stadiu: the cell is empty; write one of: realizat, realizat parțial, nerealizat,"),
    ({"Stadiu": "realizta"}, "G2", 'Stadiu: "realizta" is not known; did you mean "realizat"? write one of: reali'),
    ({"Stadiu": "Realizat cu intarziere"}, "G2", 'Stadiu: write "realizat"; whether it was late follows from the col'),
    ({"Stadiu": "done"}, "G2", 'Stadiu: "done" is not known; write one of: realizat,'),
    ({"Data": ""}, "H2", "Data: the cell is empty; write the day or days on which it was realizat, such as 2019-"),
    ({"Stadiu": "realizat parțial", "Data": ""}, "H2", "Data: the cell is empty; write the day or days on which"),
    ({"Data": "31.06.2019"}, "H2", 'Data: "31.06.2019" names a day that the calendar does not have; write a day'),
    ({"Data": "06/20/2019"}, "H2", 'Data: "06/20/2019" has a month above 12; write days as "05.12.2019"'),
    ({"Data": "iun.19"}, "H2", 'Data: "iun.19" can be read in more than one way; write days as "05.12.2019"'),
    ({"Data": "azi"}, "H2", 'Data: "azi" depends on the day on which it is read; write the day or the period'),
    ({"Data": "+30d"}, "H2", 'Data: "+30d" depends on the day on which it is read; write the day or the period'),
    ({"Data": "2019-06-01..azi"}, "H2", 'Data: "2019-06-01..azi" depends on the day on which it is read; write'),
    ({"Data": "lunar"}, "H2", 'Data: "lunar" is not a date but a rhythm; write a day or a period'),
    ({"Data": "2019-06-20\n2019-06-25"}, "H2", 'Data: "2019-06-20 2019-06-25" '),
    ({"Data": "2019-07-02"}, "H2", 'Data: row 2 says done of "2019-07-02", which ends after today, 2019-07-01.'),
    ({"Valori": "12"}, "I2", 'Valori: "12" names no indicator; write it as "1=12", with the number from the col'),
    ({"Valori": "1=1; doi"}, "I2", 'Valori: "doi" names no indicator; write it as "1=12", with the number from'),
    ({"Valori": "7=12"}, "I2", 'Valori: 2.1.1 has no indicator "7". Write its place in the cell, 1 to 2, or its'),
    ({"Valori": "1="}, "I2", "Valori: the value of 1 is empty. Write its value, a count or a text"),
    ({"Valori": "=12"}, "I2", "Valori: the key is empty. Write an indicator, by its place in the cell or by its"),
    ({"Valori": "1=1\n1=2"}, "I2", 'Valori: the indicator "1" of 2.1.1 has two values. Give it one'),
    ({"Dovezi": ""}, "J2", "Dovezi: the cell is empty; write what was done, in a few words or by its name"),
    ({"Dovezi": "Apel la 0721 234 567"}, "J2", "Dovezi: row 2 holds what looks like a phone number. Take it out"),
    ({"Dovezi": "a\u202eb"}, "J2", "Dovezi: an invisible mark (U+202E). Take it out"),
    ({"Dovezi": "a" * 20_001}, "J2", "Dovezi: a text of 20,001 characters; at most 20,000 are read"),
    ({"Tip": "documnet"}, "K2", 'Tip: "documnet" is not known; did you mean "document"? write one of: eveniment,'),
    ({"Parteneri": "IGI; ana@example.org"}, "L2", "Parteneri: row 2 holds what looks like an e-mail address. T"),
    ({"Canale": "sms la 0721 234 567"}, "M2", "Canale: row 2 holds what looks like a phone number. Take it out"),
    ({"Sursa": ""}, "N2", "Sursa: the cell is empty; write the title or number of the document that this is taken"),
    ({"Data sursei": "2019-06"}, "O2", 'Data sursei: "2019-06" is 2019-06-01 to 2019-06-30; write one day, such'),
    ({"Data sursei": "ieri"}, "O2", 'Data sursei: "ieri" depends on the day on which it is read; write the day'),
    ({"Data sursei": "2019-07-02"}, "O2", "Data sursei: the source of row 2 is of 2019-07-02, after today, 2019-"),
    ({"Link": "www.example.org"}, "P2", 'Link: link is "www.example.org". Write where it can be read'),
    ({"Observații": "vezi 1960523123457"}, "Q2", "Observații: row 2 holds what looks like"),
    ({"Instituția": ""}, "A2", "Instituția: the cell is empty; write the code of the institution that reports"),
    ({"Instituția": "IGPT"}, "A2", 'Instituția: no institution of the plan is called "IGPT"; did you mean '),
    ({"Cod": ""}, "B2", "Cod: the cell is empty; write the code, or copy all grey cells of the row that it belong"),
    ({"Cod": "2.1.1"}, "B2", 'Cod: "2.1.1" does not say which deadline; write the whole code, such as 2.1.1@2'),
    ({"Cod": "2.1.1@2019-07"}, "B2", 'Cod: "2.1.1@2019-07" is no deadline of 2.1.1; "anitp show 2.1.1" lists t'),
    ({"Cod": "9.9.9@2019"}, "B2", 'Cod: the plan has no activity "9.9.9"; '),
    ({"Cod": "2.1.2@2019-T1"}, "C2", "Activitate: this is not what the plan says of 2.1.2@2019-T1; mend the code,"),
    ({"Activitate": ""}, "C2", "Activitate: this is not what the plan says of 2.1.1@2019-06; mend the code, or"),
    ({"Indicatori": "1. Altul"}, "D2", "Indicatori: this is not what the plan says of 2.1.1@2019-06; mend the"),
    ({"Termen": "Iulie 2019 – 31 iulie 2019"}, "E2", "Termen: this is not what the plan says of 2.1.1@2019-06;"),
    ({"Responsabili/Parteneri": "ANITP"}, "F2", "Responsabili/Parteneri: this is not what the plan says of 2"),
]


@BOTH
@pytest.mark.parametrize(
    "mistake", MISTAKES, ids=lambda mistake: ", ".join(f"{k}={v:.20}" for k, v in mistake[0].items())
)
def test_a_mistake_is_told_with_its_cell_and_files_nothing(format_, mistake, anitp, blank, plan_folder):
    cells, cell, said = mistake
    before = contents(plan_folder)
    path = blank(format_).fill(2, {**SOUND, **cells}).fill(4, SOUND).save()
    result = anitp("evidence", "import", path)
    place = f"{WORKSHEET}!{cell}" if format_ == "xlsx" else cell
    assert (result.exit_code, result.stdout) == (2, "")
    told, closing = result.stderr.splitlines()
    assert told.startswith(f"anitp: error: {path}: {place}: {said}")
    assert closing == "nothing was filed; mend 1 mistake and import it again"
    assert contents(plan_folder) == before


def test_every_mistake_is_told_in_one_run_row_by_row(anitp, blank, plan_folder):
    before = contents(plan_folder)
    sheet = blank()
    sheet.fill(2, {**SOUND, "Valori": "12; 7=1; 8=1", "Stadiu": "gata", "Link": "x"})
    sheet.fill(3, {"Observații": "doar atât"}).fill(4, {**SOUND, "Instituția": "ANITP", "Data": "2019-08"})
    sheet.fill(7, {**SOUND, "Cod": "x", "Valori": "9=9"}).fill(8, {**SOUND, "Dovezi": "+40 721 234 567"})
    sheet.rows[0] += ["Comentarii", "", "Stadiu"]
    sheet.rows[4] += ["", "și încă", ""]
    sheet.rows[5] += ["", "aici", ""]
    result = anitp("evidence", "import", sheet.save())
    assert result.exit_code == 2
    told = re.findall(r"De completat!(\w+: [^;.]*)", result.stderr)
    assert told == [
        'T1: "Stadiu" heads a second column',
        'G2: Stadiu: "gata" is not known',
        'I2: Valori: "12" names no indicator',
        'P2: Link: link is "x"',
        "G3: Stadiu: the cell is empty",
        "J3: Dovezi: the cell is empty",
        "N3: Sursa: the cell is empty",
        "A4: Instituția: ANITP is not IGPR, as in row 2",
        'H4: Data: row 4 says done of "2019-08", which ends after today, 2019-07-01',
        "S5: the sheet has no such column, and what stands here would be lost",
        'B7: Cod: the plan has no activity "x"',
        "J8: Dovezi: row 8 holds what looks like a phone number",
    ]
    assert result.stderr.splitlines()[-1] == "nothing was filed; mend 12 mistakes and import it again"
    assert contents(plan_folder) == before


@BOTH
def test_nothing_that_was_written_is_lost(format_, anitp, blank, plan_folder):
    before = contents(plan_folder)
    sheet = blank(format_).fill(2, SOUND)
    sheet.rows[3] += ["", "vezi anexa"]
    result = anitp("evidence", "import", sheet.save())
    assert (result.exit_code, result.stdout) == (2, "")
    assert "S4" in result.stderr
    assert ": the sheet has no such column, and what stands here would be lost; move it or clear it\n" in result.stderr
    assert contents(plan_folder) == before


def test_several_mistakes_in_a_cell_are_all_told(anitp, blank):
    result = anitp("evidence", "import", blank().fill(2, {**SOUND, "Valori": "7=1\n8=1"}).save())
    assert re.findall(r'!I2: Valori: 2\.1\.1 has no indicator "(.)"', result.stderr) == ["7", "8"]


@BOTH
def test_the_same_sheet_twice_files_nothing_the_second_time(format_, anitp, blank, plan_folder):
    path = blank(format_).fill(2, SOUND).fill(3, {**SOUND, "Data": "2019-03"}).save()
    assert anitp("evidence", "import", path).exit_code == 0
    before = contents(plan_folder)
    result = anitp("evidence", "import", path)
    assert (result.exit_code, result.stdout) == (2, "")
    places = [f"{WORKSHEET}!J2", f"{WORKSHEET}!J3"] if format_ == "xlsx" else ["J2", "J3 (line 5)"]
    assert result.stderr == "".join(
        f"anitp: error: {path}: {place}: Dovezi: row {number} says the same as IGPR-{number - 1}. "
        'Clear this row if it was imported before, or say in "Dovezi" what sets the two apart\n'
        for number, place in enumerate(places, 2)
    ) + ("nothing was filed; mend 2 mistakes and import it again\n")
    assert contents(plan_folder) == before


def test_a_row_that_was_copied_and_not_changed_is_found(anitp, blank):
    sheet = blank().fill(2, SOUND)
    sheet.copy(2)
    result = anitp("evidence", "import", sheet.save())
    assert "De completat!J17: Dovezi: row 17 says the same as row 2. Clear this row" in result.stderr


def test_a_sheet_without_some_of_its_columns_names_them(anitp, blank):
    sheet = blank().fill(2, SOUND)
    sheet.rows = [[*row[:2], *row[3:13], *row[14:]] for row in sheet.rows]
    result = anitp("evidence", "import", sheet.save())
    assert result.exit_code == 2
    assert re.findall(r'!(P1: no column is headed "\w+")', result.stderr) == [
        'P1: no column is headed "Activitate"',
        'P1: no column is headed "Sursa"',
    ]
    assert result.stderr.endswith("nothing was filed; mend 2 mistakes and import it again\n")


def test_the_copy_inside_the_package_is_not_written_to(anitp, blank, plan_folder, monkeypatch):
    path = blank().fill(2, SOUND).save()
    monkeypatch.setattr("anitp_cli.filing.is_shipped_copy", lambda folder: folder == plan_folder)
    result = anitp("evidence", "import", path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "came with anitp and is replaced by the next upgrade; copy it" in result.stderr


# What a spreadsheet makes of what is typed


def typed(sheet, heading, value, form="General", **of_book):
    """A sheet with a value of one of Excel's types, shown in a form."""
    path = sheet.fill(2, SOUND).save()
    book = openpyxl.load_workbook(path)
    for name, setting in of_book.items():
        setattr(book, name, setting)
    cell = book[WORKSHEET].cell(2, sheet.rows[0].index(heading) + 1)
    cell.value = value
    cell.number_format = form
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (12, "General", "12"),
        (-40, "0", "-40"),
        (1200, "#,##0", "1200"),
        (12.0, "0.00", "12"),
        (12.5, "General", "12,5"),
        (0.1234567890123456, "General", None),
        (0.29, "0.00", "0,29"),
        (123456789012345, "@", "123456789012345"),
        (1234567890123456, "General", None),  # of which Excel has kept 15 digits
        (1e300, "General", None),
        (0.125, "0.0%", None),
        (123, "00000", None),
        (datetime.combine(date(2019, 6, 20), time()), "dd/mm/yyyy", "2019-06-20"),
        (date(2019, 6, 20), BUILTIN_FORMATS[14], "2019-06-20"),
        (date(2019, 6, 20), "[$-F800]dddd, mmmm dd, yyyy", "2019-06-20"),
        (date(2019, 6, 1), BUILTIN_FORMATS[17], "2019-06"),  # mmm-yy, of what was typed as 2019-06
        (date(2019, 6, 1), '[$-418]mmm "d" yy;@', "2019-06"),
        (date(2019, 1, 1), "yyyy", "2019"),
        (date(2019, 6, 20), BUILTIN_FORMATS[16], None),  # d-mmm: its year is the one in which it was typed
        (datetime.combine(date(2019, 6, 20), time(14, 30)), "dd/mm/yyyy hh:mm", None),
        (time(14, 30), "h:mm", None),
        (99_999_999, "dd/mm/yyyy", None),
        (True, "General", None),
    ],
)
def test_a_number_or_a_date_is_what_was_typed_or_nothing(value, form, text, anitp, blank):
    result = anitp("evidence", "import", typed(blank(), "Dovezi", value, form))
    if text is None:
        assert re.search(r"!J2: Dovezi: (holds|shows no year of) .*; write ", result.stderr)
        assert result.exit_code == 2
    else:
        assert (result.stdout, records(anitp)[0]["title"]) == ("IGPR-1\n", text)


@pytest.mark.parametrize("epoch", [WINDOWS_EPOCH, MAC_EPOCH])
def test_a_cell_that_is_a_date_is_that_day(epoch, anitp, blank):
    anitp("evidence", "import", typed(blank(), "Data", date(2019, 6, 3), "d.mm.yyyy", epoch=epoch))
    assert records(anitp)[0]["start"] == "2019-06-03"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("=TODAY()", "holds a formula; write what it gives"),
        ("#N/A", "holds #N/A, which is no text; write it as text"),
    ],
)
@pytest.mark.parametrize("where", ["H2 Data", "B2 Cod", "C2 Activitate", "J2 Dovezi"])
def test_a_formula_is_never_computed(where, value, said, anitp, blank):
    cell, heading = where.split()
    result = anitp("evidence", "import", typed(blank(), heading, value))
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"De completat!{cell}: {heading}: {said}\nnothing was filed; mend 1 mistake" in result.stderr


def repacked(path, part, change):
    """A workbook with another content of a part."""
    with zipfile.ZipFile(path) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, change(content) if name == part else content)
    return str(path)


def test_a_line_end_as_excel_writes_it_is_one(anitp, blank):
    sheet = blank().fill(2, {**SOUND, "Valori": "1=1NEWLINE2=2"})
    path = sheet.save()
    with zipfile.ZipFile(path) as archive:
        (part,) = (name for name in archive.namelist() if b"NEWLINE" in archive.read(name))
    anitp("evidence", "import", repacked(path, part, lambda xml: xml.replace(b"NEWLINE", b"_x000D_\n")))
    assert [one["value"] for one in records(anitp)[0]["values"]] == ["1", "2"]


@pytest.mark.parametrize(("number", "text"), [(b"12.0", "12"), (b"1.2E3", "1200"), (b"0.28999999999999998", "0,29")])
def test_a_number_is_read_however_a_spreadsheet_writes_it(number, text, anitp, blank):
    path = typed(blank(), "Dovezi", 7777)
    path = repacked(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"7777", number))
    anitp("evidence", "import", path)
    assert records(anitp)[0]["title"] == text


def test_rows_are_read_however_few_the_file_says_there_are(anitp, blank):
    path = blank().fill(2, SOUND).fill(16, {**SOUND, "Data": "2019-07-01"}).save()
    dimension = re.compile(rb'<dimension ref="[A-Z0-9:]+" */>')
    path = repacked(path, "xl/worksheets/sheet1.xml", lambda xml: dimension.sub(b'<dimension ref="A1:B2"/>', xml))
    assert anitp("evidence", "import", path).stdout == "IGPR-1\nIGPR-2\n"


def test_a_row_far_below_and_other_worksheets_are_no_matter(anitp, blank):
    sheet = blank().fill(2, SOUND)
    sheet.book.move_sheet(WORKSHEET, 1)
    sheet.book[WORKSHEET].sheet_state = "hidden"
    path = sheet.save()
    end = b'<row r="1048576"><c r="A1048576" s="1"/></row></sheetData>'
    path = repacked(path, "xl/worksheets/sheet2.xml", lambda xml: xml.replace(b"</sheetData>", end))
    result = anitp("evidence", "import", path)
    assert (result.stdout, result.stderr.partition("; ")[2]) == ("IGPR-1\n", "14 rows left empty\n")


def test_two_sheets_to_be_filled_in_are_not_guessed_between(anitp, blank):
    sheet = blank().fill(2, SOUND)
    sheet.save()
    sheet.book.copy_worksheet(sheet.book[WORKSHEET])
    result = anitp("evidence", "import", sheet.save())
    assert result.exit_code == 3
    assert 'has several sheets to be filled in, "De completat" and "De completat Copy"; put all' in result.stderr


# What a spreadsheet makes of csv


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("line_end", ["\r\n", "\n"])
def test_csv_as_spreadsheets_save_it(separator, encoding, line_end, anitp, blank):
    sheet = blank("csv").fill(2, {**SOUND, "Parteneri": "„Șț”; a,b\nc\td"}).fill(3, {**SOUND, "Data": ""})
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=separator, lineterminator=line_end).writerows(sheet.rows)
    sheet.path.write_bytes(buffer.getvalue().encode(encoding))
    result = anitp("evidence", "import", str(sheet.path))
    assert f"{sheet.path}: H3 (line 6): Data: the cell is empty" in result.stderr


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("Instituţia;Cod;Stadiu\n".encode("cp1250"), "is neither a workbook nor csv in UTF-8; in Excel choose File,"),
        ("Cod;Stadiu\n„ț”".encode("utf-16-le"), "is no sheet to be filled in: no first row has the headings"),
        (b"", 'is no sheet to be filled in: no first row has the headings "Cod" and "Stadiu"'),
        (b"\nCod;Stadiu\n", "is no sheet to be filled in: no first row has the headings"),
        (b'Cod;Stadiu\n"a;b', "is not well-formed csv: unexpected end of data; open it in a spreadsheet and save it"),
        (b'Cod;Stadiu\n"a"b;', "is not well-formed csv: "),
        (b"Cod;Stadiu\n" + b"a" * 200_000, "is not well-formed csv: field larger than field limit"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 a password", "is an old Excel file, or has a password; save it as .xlsx"),
        (b"PK\x03\x04 and no more", "is damaged or no Excel workbook; open it in a spreadsheet and save it as .xlsx"),
        (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", "is neither a workbook nor csv in UTF-8"),
    ],
)
def test_what_is_no_sheet_is_refused_in_a_sentence(content, said, anitp, tmp_path, plan_folder):
    before = contents(plan_folder)
    path = tmp_path / "sheet"
    path.write_bytes(content)
    result = anitp("evidence", "import", str(path))
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.startswith(f"anitp: error: {path} {said}")
    assert len(result.stderr.splitlines()) == 1
    assert contents(plan_folder) == before


def test_what_cannot_be_opened_is_refused_in_a_sentence(anitp, tmp_path):
    os.mkfifo(tmp_path / "fifo")
    for name, said in (("fifo", "is no file that a sheet can be in"), ("none", "cannot be read: No such file")):
        result = anitp("evidence", "import", str(tmp_path / name))
        assert (result.exit_code, result.stdout) == (3, "")
        assert result.stderr.startswith(f"anitp: error: {tmp_path / name} {said}")
    assert anitp("evidence", "import", str(tmp_path)).exit_code == 3


def test_without_its_library_a_workbook_says_how_to_get_it(anitp, blank, monkeypatch):
    path = blank().save()
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    result = anitp("evidence", "import", path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "anitp: error: reading xlsx needs openpyxl; install it with: pip install 'anitp[xlsx]'\n"


# Files that are made to do harm

NAMESPACE = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
ENTITIES = (
    b'<!DOCTYPE x [<!ENTITY a "%s">]><sst %s><si><t>%s</t></si></sst>' % (b"x" * 50_000, NAMESPACE, b"&a;" * 5_000)
).decode()
FAR = b'<worksheet %s><sheetData><row r="999999999999"><c r="A1"><v>1</v></c></row></sheetData></worksheet>' % NAMESPACE
HARMFUL = {
    "a bomb": ("xl/worksheets/sheet1.xml", b"<a>" + b" " * 300_000_000, "holds more than 4,194,304 bytes when unpack"),
    "entities": ("xl/styles.xml", ENTITIES.encode(), "holds a document type, which no workbook has; save it anew"),
    "entities in UTF-16": ("xl/styles.xml", ENTITIES.encode("utf-16"), "holds a document type, which no workbook has"),
    "many styles": ("xl/styles.xml", b"<a>" + b"<xf/>" * 500_000, "is larger than a workbook of 1,000 rows; save it"),
    "wide rows": (
        "xl/worksheets/sheet1.xml",
        b"<worksheet %s><sheetData>%s</sheetData></worksheet>" % (NAMESPACE, b'<row><c r="XFD1"/></row>' * 20_000),
        "has more than 200,000 cells; a sheet has a row for each deadline",
    ),
    "a row without end": ("xl/worksheets/sheet1.xml", FAR, "has more than 200,000 cells; a sheet has a row for each"),
}


@pytest.mark.parametrize("name", HARMFUL)
def test_a_harmful_workbook_is_refused_at_once(name, blank, program, plan_folder):
    part, content, said = HARMFUL[name]
    path = repacked(blank().save(), part, lambda _: content)
    assert_refused_at_once(program, path, plan_folder, said)


def test_a_file_of_100_megabytes_is_refused_at_once(program, plan_folder, tmp_path):
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    assert_refused_at_once(program, path, plan_folder, "has 100,000,000 bytes, and no sheet has more than 4,194,304")


def assert_refused_at_once(program, path, plan_folder, said):
    """Within 3 seconds of a processor, slow ones counted, and 200 MB."""
    limits = partial(limit, (resource.RLIMIT_CPU, 3), (resource.RLIMIT_AS, 200_000_000))
    command = [program, "evidence", "import", str(path), "--plan", str(plan_folder)]
    env = {**os.environ, "ANITP_TODAY": TODAY}
    result = subprocess.run(command, env=env, capture_output=True, text=True, check=False, preexec_fn=limits)
    assert (result.returncode, result.stdout) == (3, "")
    assert result.stderr.startswith(f"anitp: error: {path} {said}")
    assert len(result.stderr.splitlines()) == 1


def limit(*limits):
    for what, most in limits:
        resource.setrlimit(what, (most, most))
