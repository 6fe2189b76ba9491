"""What a text becomes in a cell of a CSV file so that Excel shows it as the text that it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anitp_cli.formats.excel import text_cell

FORMULAS = [
    "=1+1",
    "=cmd|'/c calc'!A1",
    "+40 21 311",
    "-1",
    "- listă",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "\nx",
    " =1",
    "\u200b=1",
    "＝1",
]
NUMBERS_AND_DAYS = [
    *(
        "2.1.1",
        "1.10",
        "2.1",
        "949",
        "0000000000000000",
        "12345678e1234567",
        "1e5",
        "1.250",
        "10%",
        "3/4",
        "3-4",
        "12:30",
    ),
    *(
        "2019-06",
        "2019-06-30",
        "30.06.2019",
        "Iunie 2019",
        "Septembrie 2019",
        "MAI 2019",
        "1 mai 2019",
        "mar 5",
        "12 lei",
    ),
    *("(5)", "9 am", "ianuarie 2019 10:30"),
]
TEXTS = [
    *(
        "Anual",
        "Mai",
        "Permanent",
        "IGPR",
        "HG 861/2018",
        "2.1.1@2019-06",
        "2019-S1",
        "353d6b5b02ad56f1",
        "20 de persoane",
    ),
    *("a=1", "MAI - IGI, IGPR", "– listă", "„Ești în siguranță?”", "a\n=b", "ONG-uri", "Semestrial", "mare"),
]


@pytest.mark.parametrize("text", [*FORMULAS, *NUMBERS_AND_DAYS, "'", "'x", "''x"])
def test_what_excel_would_not_show_as_it_is_gets_an_apostrophe(text):
    assert text_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", TEXTS)
def test_what_excel_shows_as_it_is_stays(text):
    assert text_cell(text) == text


@given(st.text())
def test_taking_one_apostrophe_off_gives_the_text(text):
    assert text_cell(text).removeprefix("'") == text
    assert not text_cell(text).lstrip().startswith(tuple("=+-@"))


@pytest.mark.parametrize("start", ["\t", "\u200b", " ", "1", "mar", "1 ", "e", "1e"])
def test_a_long_text_is_soon_read(start):
    """Each would take longer than the sun lasts if what may stand before or within were told in two ways."""
    text = start * 5_000 + "#"
    assert text_cell(text) in {text, f"'{text}"}
