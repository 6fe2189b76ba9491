"""`anitp export DIR --excel`: what Excel needs so that a double click shows every text as it is."""

from __future__ import annotations

import pytest
from exported import package_of, read_folder, reported_plan
from test_export import HOSTILE, hostile_plan

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@pytest.fixture
def both(run, tmp_path):
    """The tables of one plan, exact and for Excel."""

    def both(plan):
        for name, words in (("plain", []), ("excel", ["--excel"])):
            assert run(["export", str(tmp_path / name), "--plan", str(plan), *words]).exit_code == 0
        return read_folder(tmp_path / "plain"), read_folder(tmp_path / "excel", delimiter=";", encoding="utf-8-sig")

    return both


@pytest.mark.parametrize("make", [reported_plan, hostile_plan])
def test_it_is_the_plain_one_but_for_apostrophes(both, make, tmp_path):
    plain, excel = both(make(tmp_path))
    guarded = 0
    assert plain.keys() == excel.keys()
    for name, rows in plain.items():
        for exact, shown in zip(rows, excel[name], strict=True):
            assert exact.keys() == shown.keys()
            for column, text in exact.items():
                assert not shown[column].lstrip("\ufeff\u200b ").startswith(FORMULA)
                assert shown[column] in {text, f"'{text}"}
                guarded += shown[column] != text
    assert guarded > len(plain["activities"])


def test_what_excel_would_take_for_a_formula_number_or_day_begins_with_an_apostrophe(both, tmp_path):
    _, excel = both(hostile_plan(tmp_path))
    assert excel["activities"][0]["title"] == f"'{HOSTILE[0]}"
    assert excel["resources"][0]["text"] == f"'{HOSTILE[4]}"
    assert [row["id"] for row in excel["activities"]] == ["'1.1.1", "'1.1.2"]
    assert [row["text"] for row in excel["terms"]] == ["'Iunie 2019", "Anual"]
    dates = {row["due"] for row in excel["occurrences"]}
    assert dates == {"2018-12-31", "2019-06-30", "2019-12-31", "2020-12-31"}


def test_the_files_begin_with_a_mark_and_are_told_as_they_are(run, tmp_path):
    folder = tmp_path / "out"
    run(["export", str(folder)])
    run(["export", str(folder), "--excel"])  # over the plain ones: none of them is left
    package = package_of(folder)
    assert package["description"].startswith("Written for Excel: ")
    for one in package["resources"]:
        content = (folder / one["path"]).read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        assert content.count(b"\xef\xbb\xbf") == 1
        assert one["dialect"] == {"delimiter": ";", "lineTerminator": "\r\n"}
        header = ";".join(field["name"] for field in one["schema"]["fields"])
        assert content.removeprefix(b"\xef\xbb\xbf").startswith(f"{header}\r\n".encode())
    assert sorted(path.suffix for path in folder.iterdir()) == [".csv"] * 18 + [".json"]
