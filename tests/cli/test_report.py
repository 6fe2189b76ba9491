"""`anitp report`: the same facts in every format, text that is only ever text, and the sheet to fill in.

The expected outputs are whole files in tests/data/reports; the records that they report are in its folder evidence.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from html.parser import HTMLParser

import openpyxl
import pytest
from conftest import DATA, ROOT, TODAY

REPORTS = DATA / "reports"
HOSTILE = r"""IGPR, document: =cmd()|'<b>"x"</b>' [a](b) `y` *z* #1 ~~w~~ \u202e\x07"""
HEADINGS = ["Cod", "Activitate", "Indicatori", "Termen", "Responsabili/Parteneri", "Stadiu", "Dovezi"]
TO_FILL = [
    *("Stadiu", "Data", "Valori", "Dovezi", "Tip", "Parteneri", "Canale", "Sursa", "Data sursei", "Link"),
    "Observații",
]


@pytest.fixture
def plan_folder(tmp_path):
    """The shipped plan with the records of tests/data/reports/evidence."""
    folder = tmp_path / "plan"
    shutil.copytree(ROOT / "plan", folder, ignore=shutil.ignore_patterns("evidence"))
    shutil.copytree(REPORTS / "evidence", folder / "evidence")
    return folder


@pytest.fixture
def report(run, plan_folder):
    """Type `anitp report --year 2019 ...` about that plan and get its result."""

    def report(*words):
        return run(["report", "--plan", str(plan_folder), "--year", "2019", *words])

    return report


@pytest.fixture
def workbook(report, tmp_path):
    """The workbook that `anitp report --year 2019 ...` writes."""

    def workbook(*words):
        path = tmp_path / "report.xlsx"
        assert report(*words, "-o", str(path)).exit_code == 0
        return openpyxl.load_workbook(path)

    return workbook


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("2019.md", []),
        ("2019-igpr.html", ["--who", "IGPR"]),
        ("2019-igpr.csv", ["--who", "IGPR"]),
        ("2019-igpr-de-completat.csv", ["--who", "IGPR", "--blank"]),
    ],
)
def test_a_whole_report(name, words, report, tmp_path, request):
    path = tmp_path / name
    result = report(*words, "-o", str(path))
    assert (result.exit_code, result.stdout) == (0, "")
    actual, expected = path.read_bytes(), REPORTS / name
    if request.config.getoption("--snapshot-update"):
        expected.write_bytes(actual)
    assert actual == expected.read_bytes()


def test_markdown_is_what_is_written_where_nothing_else_is_asked_for(report):
    assert report().stdout == (REPORTS / "2019.md").read_text(encoding="utf-8")


def rows_of_csv(text, separator=","):
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


def test_html_and_csv_say_the_same(report):
    header, *rows = rows_of_csv(report("--format", "csv").stdout)
    assert header == ["Capitol", "Obiectiv general", "Obiectiv specific", *HEADINGS]
    page = Page(report("--format", "html").stdout)
    found = [[page.captions[number], *row] for number, table in page.tables("activities") for row in table[1:]]
    assert found == [row[2:] for row in rows]
    assert all(table[0] == HEADINGS for _, table in page.tables("activities"))


def test_xlsx_and_csv_say_the_same(report, workbook):
    _, *rows = rows_of_csv(report("--format", "csv").stdout)
    title, header, *lines = workbook()["Raport"].iter_rows(values_only=True)
    assert title[0] == "Raport privind stadiul implementării planului în anul 2019 – situația la 1 iulie 2019"
    assert list(header) == HEADINGS
    found, above = [], ["", "", ""]
    for line in lines:
        cells = [cell or "" for cell in line]
        if any(cells[1:]):
            found.append([*above, *cells])
        elif "\n" in cells[0]:
            above[:2] = cells[0].split("\n")
        else:
            above[2] = cells[0]
    assert found == rows


def test_the_totals_and_what_was_not_reported_are_the_same_in_every_format(report, workbook, run, plan_folder):
    page = Page(report("--format", "html").stdout)
    book = workbook()
    lines = [[str(cell) for cell in line if cell is not None] for line in book["Totaluri"].iter_rows(values_only=True)]
    for number, table in page.tables("totals"):
        assert [page.captions[number]] in lines
        assert [row for row in lines if row in table] == table
    ((_, unreported),) = page.tables("missing")
    assert [list(line) for line in book["Neraportate"].iter_rows(values_only=True, max_col=5)][: len(unreported)] == (
        unreported
    )
    asked = ["evidence", "missing", "--plan", str(plan_folder), "--in", "2019", "--each", "-f", "ids"]
    assert [row[0] for row in unreported[1:]] == run(asked).stdout.split()


def test_no_cell_of_a_workbook_is_a_formula_and_figures_are_numbers(workbook):
    book = workbook()
    assert {cell.data_type for name in ("Raport", "Neraportate") for row in book[name] for cell in row} <= {"s", "n"}
    assert {type(cell.value) for row in book["Raport"] for cell in row} == {str, type(None)}
    totals = [row for row in book["Totaluri"].iter_rows(values_only=True) if row[0] == "Total"]
    assert totals == [("Total", 57, 54, 1, 1, 3, 1, 12, 36, 19, None)]
    assert not any(cell.hyperlink for sheet in book for row in sheet for cell in row)


@pytest.mark.parametrize("title", ["=cmd()", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "'x", "_x0041_"])
def test_a_title_that_looks_like_a_formula_stays_a_text(title, workbook, plan_folder):
    path = plan_folder / "activities.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r'title: "Organizarea și desf.*"', f"title: {json.dumps(title)}", text), encoding="utf-8")
    assert [(cell.value, cell.data_type) for cell in workbook()["Raport"]["B"]][4] == (title, "s")
    assert workbook("--who", "ANITP", "--blank")["De completat"]["C2"].value == title


def test_hostile_text_comes_out_as_text(report, workbook):
    row = next(row for row in rows_of_csv(report("--format", "csv").stdout) if row[3] == "2.1.1")
    link = 'https://example.org/"onclick=alert(1)"/>|](x)'
    assert row[-1].split("\n") == [
        HOSTILE,
        "iunie 2019; realizat parțial",
        f"Sursa: </td><script>alert(1)</script> ({link})",
    ]
    assert row[5].split("\n")[1::2] == ["→ -2+3 (IGPR)", "→ @SUM(1;2) (IGPR)"]
    assert any(cell.value == row[-1] for cell in workbook()["Raport"]["G"])
    page = Page(report("--format", "html").stdout)
    assert link in page.links
    assert not page.handlers
    assert not page.names & {"script", "b", "img", "iframe", "link", "form"}
    markdown = report().stdout
    assert r"=cmd()\|'\<b\>" in markdown
    assert "(<https://example.org/%22onclick=alert(1)%22/%3E%7C](x)>)" in markdown
    for text in (markdown, report("--format", "html").stdout):
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e]", text)
        assert "<script" not in text.replace(r"\<script", "")


def test_every_row_of_a_markdown_table_has_as_many_cells_as_its_header(report):
    tables = re.findall(r"(?:^\|.*\n)+", report().stdout, re.MULTILINE)
    assert len(tables) == 19 + 3
    for table in tables:
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}) == 1


def test_a_page_stands_alone_and_allows_only_its_own_style(report):
    text = report("--format", "html").stdout
    page = Page(text)
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert page.policy == (f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'")
    assert text.startswith('<!DOCTYPE html>\n<html lang="ro">\n')
    assert "style=" not in text
    assert not re.search(r"url\(|@import", style)
    assert set(page.scopes) == {"col", "row"}


def test_what_is_longer_than_a_cell_is_cut_where_it_can_be_seen(workbook, plan_folder):
    for name in ("IGPF", "IGPR"):
        path = plan_folder / "evidence" / f"{name}.yaml"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace('title: "Modul', f'title: "{"ă" * 18_000}'), encoding="utf-8")
    (cell,) = (cell.value for cell in workbook()["Raport"]["G"] if cell.value and "ăăă" in cell.value)
    assert len(cell) == 32_767
    assert cell.endswith("ăă… (textul întreg nu încape într-o celulă)")


@pytest.mark.parametrize("words", [["--format", "xlsx"], ["--format", "html"], ["--blank", "--format", "xlsx"]])
def test_the_same_input_gives_the_same_bytes(words, program, plan_folder, tmp_path):
    command = [program, "report", "--plan", str(plan_folder), "--year", "2019", "--who", "IGPR", *words]
    usual = {**os.environ, "ANITP_TODAY": TODAY}
    other = {"TZ": "Asia/Tokyo", "LC_ALL": "C", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "7"}
    first = subprocess.run(command, env=usual, capture_output=True, check=True).stdout
    second = subprocess.run(command, env={**usual, **other}, cwd=tmp_path, capture_output=True, check=True).stdout
    assert first == second
    assert first


def test_a_workbook_says_that_it_is_of_the_day_of_the_report(report, tmp_path):
    path = tmp_path / "report.xlsx"
    for words in ([], ["--who", "IGPR", "--blank"]):
        report(*words, "-o", str(path))
        with zipfile.ZipFile(path) as archive:
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", archive.read("docProps/core.xml").decode())) == {
                f"{TODAY}T00:00:00Z"
            }


def test_a_workbook_prints_with_its_headings_on_every_page(workbook):
    book = workbook()
    assert book["Raport"].print_title_rows == "$2:$2"
    assert book["Raport"].freeze_panes == "C3"
    for sheet_ in book:
        assert (sheet_.page_setup.orientation, sheet_.page_setup.paperSize) == ("landscape", 9)
        assert sheet_.sheet_properties.pageSetUpPr.fitToPage
        assert sheet_.page_setup.fitToHeight == 0


def test_the_sheet_to_fill_in_has_a_row_for_all_that_an_institution_owes(workbook, report):
    book = workbook("--who", "IGPR", "--blank")
    assert book.sheetnames == ["De completat", "Cum se completează"]
    header, *rows = book["De completat"].iter_rows(values_only=True)
    assert list(header) == ["Instituția", *HEADINGS[:-2], *TO_FILL]
    assert [row[1] for row in rows] == [
        "2.1.1@2019-06",
        *(f"2.1.2@2019-T{number}" for number in (1, 2, 3, 4)),
        "2.1.3@2019-09",
        *(f"2.1.4@2019-T{number}" for number in (1, 2, 3, 4)),
        "3.1.1@2019",
        "3.1.2@2019-02",
        "5.3.1@permanent",
        "5.5.1@permanent",
        "5.5.2@permanent",
    ]
    assert rows[1][3:5] == (
        "1. Număr întâlniri organizate\n2. Listă probleme identificate și dezbătute\n3. Listă măsuri stabilite",
        "Trimestrial – 31 martie 2019",
    )
    assert all(row[0] == "IGPR" and row[6:] == (None,) * len(TO_FILL) for row in rows)
    text = report("--who", "IGPR", "--blank").stdout
    assert text.startswith("\ufeff")
    assert rows_of_csv(text[1:], ";") == [list(header), *([cell or "" for cell in row] for row in rows)]


def test_the_sheet_to_fill_in_offers_its_words_and_keeps_what_is_typed_as_text(workbook):
    sheet_ = workbook("--who", "IGPR", "--blank")["De completat"]
    offered = {str(one.sqref): one.formula1 for one in sheet_.data_validations.dataValidation}
    assert offered == {
        "G2:G516": '"realizat,realizat parțial,nerealizat,nimic de raportat"',
        "K2:K516": ('"eveniment,campanie,instruire,întâlnire,control,studiu,document,act normativ,evaluare,altele"'),
    }
    assert {sheet_.cell(2, column).number_format for column in range(1, 18)} == {"@"}
    assert {sheet_.column_dimensions[letter].number_format for letter in "GHIJKLMNOPQ"} == {"@"}
    given, to_fill = sheet_["A2"].fill.fgColor.rgb, sheet_["G2"].fill.fill_type
    assert (given, to_fill) == ("FFEDEFF2", None)


def test_an_institution_that_owes_nothing_gets_an_empty_sheet(report):
    result = report("--who", "MAI", "--blank")
    assert (result.exit_code, len(rows_of_csv(result.stdout, ";"))) == (0, 1)
    assert result.stderr == "0 rows to fill in, one for each deadline and permanent term that MAI reports on\n"


def test_a_workbook_goes_to_a_pipe_and_not_to_a_terminal(program, plan_folder, terminal):
    command = [program, "report", "--plan", str(plan_folder), "--year", "2019", "--format", "xlsx"]
    env = {**os.environ, "ANITP_TODAY": TODAY}
    assert subprocess.run(command, env=env, capture_output=True, check=True).stdout.startswith(b"PK\x03\x04")
    assert terminal(command, columns=200) == (
        "anitp: error: xlsx is no text that a terminal can show; give it a file: -o FILE.xlsx\n"
    )


@pytest.mark.parametrize("words", [[], ["--who", "IGPR", "--blank"]])
def test_without_its_library_xlsx_says_how_to_get_it(words, report, monkeypatch):
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    result = report(*words, "--format", "xlsx")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "anitp: error: xlsx needs XlsxWriter; install it with: pip install 'anitp[xlsx]'\n"


class Page(HTMLParser):
    """A page as its tables, links and policy."""

    def __init__(self, text):
        super().__init__()
        self.names, self.handlers, self.links, self.scopes = set(), [], [], []
        self.captions, self._tables, self.policy = [], [], ""
        self._inside = None
        self.feed(text)

    def tables(self, kind):
        return [(number, rows) for number, (own, rows) in enumerate(self._tables) if own == kind]

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.names.add(tag)
        self.handlers += [name for name in given if name.startswith("on")]
        if tag == "meta" and given.get("http-equiv") == "Content-Security-Policy":
            self.policy = given["content"]
        elif tag == "a":
            self.links.append(given["href"])
        elif tag == "table":
            self._tables.append((given["class"], []))
        elif tag == "caption":
            self.captions.append("")
            self._inside = "caption"
        elif tag == "tr":
            self._tables[-1][1].append([])
        elif tag in {"td", "th"}:
            self.scopes += [given["scope"]] if "scope" in given else []
            self._tables[-1][1][-1].append("")
            self._inside = "cell"
        elif tag == "br":
            self.handle_data("\n")

    def handle_endtag(self, tag):
        if tag in {"td", "th", "caption"}:
            self._inside = None
        elif tag == "a":
            self.handle_data(f" ({self.links[-1]})")

    def handle_data(self, data):
        if self._inside == "caption":
            self.captions[-1] += data
        elif self._inside == "cell":
            self._tables[-1][1][-1][-1] += data
