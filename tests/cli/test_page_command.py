"""`anitp page` as it is typed: where the page goes, and what is said when it cannot."""

from __future__ import annotations

import pytest

USAGE, UNWRITABLE = 2, 3


def test_it_writes_a_file_whole_and_says_nothing(run, tmp_path):
    path = tmp_path / "plan.html"
    result = run(["page", "-o", str(path)])
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    page = path.read_text(encoding="utf-8")
    assert page.startswith('<!DOCTYPE html>\n<html lang="ro">\n')
    assert page.endswith("</html>\n")
    assert [one.name for one in tmp_path.iterdir()] == ["plan.html"]


def test_without_a_file_it_goes_to_standard_output(run, tmp_path):
    path = tmp_path / "plan.html"
    run(["page", "-o", str(path)])
    for words in ("page", "page -o -"):
        assert run(words).stdout == path.read_text(encoding="utf-8")


def test_today_is_the_day_that_is_asked_for(run):
    assert "Stadiile sunt cele de la <strong>1 iulie 2019</strong>" in run("page").stdout
    assert "Stadiile sunt cele de la <strong>15 ianuarie 2020</strong>" in run("page --today 2020-01-15").stdout


@pytest.mark.parametrize("name", ["plan.htm", "PLAN.HTML", "plan"])
def test_it_is_named_as_a_page_or_without_an_ending(run, tmp_path, name):
    assert run(["page", "-o", str(tmp_path / name)]).exit_code == 0
    assert (tmp_path / name).read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize("name", ["activities.yaml", "plan.txt", "plan.json"])
def test_a_file_that_is_no_page_is_left_as_it_is(run, tmp_path, name):
    path = tmp_path / name
    path.write_text("x")
    result = run(["page", "-o", str(path)])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f'anitp: error: no format goes with "{path.suffix}"; name it .html or .htm\n'
    assert path.read_text() == "x"


@pytest.mark.parametrize(
    ("words", "exit_code", "said"),
    [
        ("page -o nowhere/plan.html", UNWRITABLE, "nowhere/plan.html cannot be written: No such file or directory"),
        ("page -o ''", USAGE, "-o needs the name of a file, or - for standard output"),
        ("page --today 2019", USAGE, "takes one day"),
        ("page --plan nowhere", UNWRITABLE, "there is no folder nowhere"),
        ("page 2.1.1", USAGE, "2.1.1"),
    ],
)
def test_a_mistake_is_one_sentence(run, words, exit_code, said):
    result = run(words)
    assert (result.exit_code, result.stdout) == (exit_code, "")
    assert said in result.stderr
