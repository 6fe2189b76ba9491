"""Folding, order, near matches, and what a terminal may see."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anitp_cli.text import UNSAFE, cut, fold, natural_key, near, visible, visible_lines, width


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Poliția ROMÂNĂ", "politia romana"),
        ("Instituţia  prefectului", "institutia prefectului"),  # cedilla below
        ("Instituția\u00a0prefectului\n", "institutia prefectului"),  # comma below, no-break space
        ("Â ă Î ș Ţ", "a a i s t"),
        ("2.1.10", "2.1.10"),
        ("", ""),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="aăâbcdefghiîjklmnopqrsștțuvwxyzAĂÂÎȘȚşţ "))
def test_case_does_not_matter_in_romanian(text):
    assert fold(text.upper()) == fold(text) == fold(text.lower())


def test_ids_sort_by_their_numbers():
    ids = ["10.1.1", "2.1.10", "2.1.9", "2.1.1@2019-06", "2.1.1"]
    assert sorted(ids, key=natural_key) == ["2.1.1", "2.1.1@2019-06", "2.1.9", "2.1.10", "10.1.1"]


@given(st.lists(st.text(max_size=8)))
def test_any_texts_can_be_sorted(texts):
    keys = [natural_key(text) for text in sorted(texts, key=natural_key)]
    assert all(left <= right for left, right in pairwise(keys))


def test_near_matches_are_given_as_they_are_written():
    assert near("igpx", ["DIICOT", "IGPR", "IGPF"]) == ["IGPR", "IGPF"]
    assert near("politia", ["Poliția Română", "MAE"]) == ["Poliția Română"]
    assert near("zzz", ["IGPR"]) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J", r"\x1b[2J"),
        ("a\u202eb", r"a\u202eb"),
        ("a\nb", r"a\x0ab"),
        ("\x9b31m", r"\x9b31m"),
        ("\U000e0041", r"\U000e0041"),
        ("[red]ș: plain[/red]", "[red]ș: plain[/red]"),
    ],
)
def test_visible(text, shown):
    assert visible(text) == shown


@given(st.text(alphabet=st.characters()))
def test_nothing_unsafe_is_left(text):
    assert not re.search(UNSAFE, visible(text))


def test_lines_and_tabs_stay_in_a_text():
    assert visible_lines("a\tb\r\nc\n\x1b\r!") == "a\tb\r\nc\n\\x1b\\x0d!"


@pytest.mark.parametrize(("text", "columns"), [("abc", 3), ("ăîș", 3), ("e\u0301", 1), ("漢字", 4), ("", 0)])
def test_width(text, columns):
    assert width(text) == columns


@given(st.text(alphabet="ăâîșțşţĂÂÎȘȚŞŢabcXYZ -–éü"))
def test_the_short_way_of_folding_is_the_long_one(text):
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    assert fold(text) == " ".join(plain.casefold().split())


@given(st.text())
def test_the_short_way_of_measuring_is_the_long_one(text):
    assert width(text) == sum(width(letter) for letter in text)


@given(st.text(alphabet="aă漢e\u0301\x1b ", max_size=12), st.integers(-1, 30))
def test_what_is_cut_fits_and_says_that_it_goes_on(text, columns):
    shown, whole = cut(text, columns), visible(text)
    assert width(shown) <= max(columns, 0)
    assert shown == whole or shown == "" or (shown[-1] == "…" and whole.startswith(shown[:-1]))
    assert shown == whole or width(whole) > columns
    assert cut(text, None) == whole
