"""`anitp check`: each rule alone, over fifty mistakes in one run, and what the command does with them.

tests/data/rules/base is a plan in which nothing is found. tests/data/rules/RULE holds, for each rule,
  wrong/    the files of base that differ, with that mistake,
  expected  all that `check` says of it, with the plan's folder written as PLAN,
  mended/   the same files after doing what the help line says; none: that gives base back.
tests/data/fifty/plan has more than fifty mistakes, and tests/data/fifty/truth says where each stands, counted in the
YAML.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
from collections import Counter

import pytest
from conftest import DATA, ROOT

from anitp_cli.checks import RULES

BASE = DATA / "rules" / "base"
FIFTY = DATA / "fifty" / "plan"
WORDS = [rule.word for rule in RULES]
SEVERITY = {rule.word: rule.severity for rule in RULES}
UNREADABLE = ("file", "size", "encoding", "control", "tab", "syntax", "depth")
KEYS = ["rule", "code", "severity", "file", "line", "column", "activity", "message", "help"]
SAID = re.compile(r"^(.+):(\d+):(\d+): (error|warning|note)\[([A-Z]\d\d) ([a-z-]+)\] (.+)$", re.MULTILINE)


@pytest.fixture(autouse=True)
def no_runner(monkeypatch):
    """The tests may themselves run on a runner of GitHub Actions, where the usual format is another."""
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)


@pytest.fixture
def plan_folder(tmp_path):
    """A copy of the plan in which nothing is found, to be broken."""
    return shutil.copytree(BASE, tmp_path / "plan")


@pytest.fixture
def thrice_wrong(plan_folder):
    """A plan with an error (id-gap), a warning (text-blanks) and a note (abbreviation-text-only), in two files."""
    put(plan_folder, DATA / "rules" / "abbreviation-text-only" / "wrong")
    activities = plan_folder / "activities.yaml"
    text = activities.read_text(encoding="utf-8").replace('- id: "2.1.1"', '- id: "2.1.2"')
    activities.write_text(text.replace("Campanii de", "Campanii  de"), encoding="utf-8")
    return plan_folder


def put(plan_folder, changed):
    """Put the files of a case in the place of those of base, or beside them; a folder may stand in a file's place."""
    for path in changed.iterdir() if changed.exists() else ():
        target = plan_folder / path.name
        if path.is_dir() and target.is_dir():
            put(target, path)
            continue
        target.unlink(missing_ok=True)
        if path.is_dir():
            shutil.copytree(path, target)
        else:
            shutil.copy(path, target)


def make_wrong(rule, plan_folder):
    put(plan_folder, DATA / "rules" / rule / "wrong")
    if rule == "yaml-size":
        with (plan_folder / "abbreviations.yaml").open("a", encoding="utf-8") as file:
            file.write(f'  "UE": "{"Uniunea Europeană " * 100_000}"\n')


def said(stdout):
    """What the text says: for each problem its file, line, column, severity and rule."""
    return [
        (file, int(line), int(column), severity, rule)
        for file, line, column, severity, _, rule, _ in SAID.findall(stdout)
    ]


def rules_said(result):
    return [rule for *_, rule in said(result.stdout)]


# Each rule


def test_every_rule_has_its_folder_and_every_folder_its_rule():
    folders = {path.name for path in (DATA / "rules").iterdir()} - {"base"}
    assert folders == set(WORDS)
    assert len(WORDS) == len({rule.code for rule in RULES}) == len(folders)


def test_nothing_is_found_in_the_sound_plan(run):
    result = run(["check", "--plan", str(BASE)])
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "0 errors, 0 warnings, 0 notes\n")


@pytest.mark.parametrize("rule", WORDS)
def test_a_wrong_plan_is_told_so(rule, run, plan_folder, request):
    make_wrong(rule, plan_folder)
    result = run(["check", "--plan", str(plan_folder)])
    found = f"{result.stdout.replace(str(plan_folder), 'PLAN')}exit {result.exit_code}\n"
    expected = DATA / "rules" / rule / "expected"
    if request.config.getoption("--snapshot-update"):
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")
    assert (SEVERITY[rule], rule) in {(severity, one) for *_, severity, one in said(result.stdout)}
    assert {one for *_, one in said(result.stdout)} <= {rule, "fingerprint-row", "fingerprint-list"}


@pytest.mark.parametrize("rule", WORDS)
def test_mending_it_as_the_help_says_makes_it_clean(rule, run, plan_folder):
    put(plan_folder, DATA / "rules" / rule / "mended")
    result = run(["check", "--plan", str(plan_folder)])
    left = {(severity, one) for *_, severity, one in said(result.stdout)}
    # What the act itself prints stays, and is said less severely than a mistake of ours.
    assert result.exit_code == 0
    assert "error" not in {severity for severity, _ in left}
    assert (SEVERITY[rule], rule) not in left
    assert {one for _, one in left} <= {rule}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system knows no pipes with names")
def test_a_pipe_in_place_of_a_file_is_not_waited_for(run, plan_folder):
    (plan_folder / "abbreviations.yaml").unlink()
    os.mkfifo(plan_folder / "abbreviations.yaml")
    result = run(["check", "--plan", str(plan_folder)])
    assert result.exit_code == 1
    assert said(result.stdout) == [(f"{plan_folder}/abbreviations.yaml", 1, 1, "error", "yaml-file")]


def test_a_file_larger_than_any_plan_is_refused_unread(run, plan_folder):
    with (plan_folder / "abbreviations.yaml").open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    result = run(["check", "--plan", str(plan_folder)])
    assert result.exit_code == 1
    assert said(result.stdout) == [(f"{plan_folder}/abbreviations.yaml", 1, 1, "error", "yaml-size")]


# Over fifty mistakes


def truth():
    lines = (DATA / "fifty" / "truth").read_text(encoding="utf-8").splitlines()
    for rule, place in (line.split() for line in lines):
        file, line, column = place.split(":")
        yield file, int(line), int(column), rule


def test_a_file_that_cannot_be_read_hides_nothing_in_the_others(run, plan_folder):
    (plan_folder / "activities.yaml").write_text("plan: [", encoding="utf-8")
    path = plan_folder / "abbreviations.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("ț", "ţ", 1), encoding="utf-8")
    result = run(["check", "--plan", str(plan_folder), "--only", "text-cedilla,fingerprint-list"])
    assert result.exit_code == 1
    assert [rule for *_, rule in said(result.stdout)] == ["fingerprint-list", "text-cedilla", "yaml-syntax"]


def test_one_run_finds_over_fifty_mistakes_each_where_it_stands(run):
    expected = list(truth())
    found = [
        (file.partition("fifty/plan/")[2], line, column, rule)
        for file, line, column, _, rule in said(run(["check", "--plan", str(FIFTY)]).stdout)
    ]
    assert len(expected) > 50
    assert found == sorted(expected)


def test_the_fifty_are_of_every_rule_but_those_that_make_a_file_unreadable():
    unreadable = {"file-empty", *(f"yaml-{what}" for what in UNREADABLE)}
    assert {rule for *_, rule in truth()} == set(WORDS) - unreadable


# The plan that comes with the package


def test_the_shipped_plan_has_no_mistake_and_its_notes_tell_what_the_act_got_wrong(run):
    result = run("check --strict")
    assert result.exit_code == 0
    assert {severity for *_, severity, _ in said(result.stdout)} == {"note"}
    notes = [message for *_, message in SAID.findall(result.stdout) if message.startswith("[sic] ")]
    for word in ("IPJ", "IGJR", "JIT", "SIMEV", "ECRIS", "SIMISC", '"ANDPCA"', '"ANES,ANPD,"', '"BugetANPDCA"'):
        assert [note for note in notes if f" {word} " in f"{note} "], word


def test_the_plan_is_named_as_seen_from_the_working_directory(run, monkeypatch):
    monkeypatch.chdir(ROOT)
    files = {"plan/abbreviations.yaml", "plan/activities.yaml", "plan/evidence/ANITP.yaml"}
    assert {file for file, *_ in said(run("check").stdout)} == files


# Which rules


@pytest.mark.parametrize(
    "typed", ["I03,text-blanks", "id-gap, T05", "i03 --only T05", "id-gap --only text-blanks", "I03,T05,id-gap"]
)
def test_only_takes_codes_and_words_and_lists(typed, run, thrice_wrong):
    words = ["--only", *(["id-gap, T05"] if typed == "id-gap, T05" else typed.split())]
    result = run(["check", "--plan", str(thrice_wrong), *words])
    assert rules_said(result) == ["text-blanks", "id-gap"]
    assert result.stderr == "1 error, 1 warning, 0 notes\n"


@pytest.mark.parametrize("typed", ["I03,text-blanks", "i03 --skip T05"])
def test_skip_leaves_rules_out_and_what_is_left_out_does_not_fail(typed, run, thrice_wrong):
    result = run(["check", "--plan", str(thrice_wrong), "--skip", *typed.split()])
    assert (rules_said(result), result.exit_code) == (["abbreviation-text-only"], 0)


def test_skip_wins_over_only(run, thrice_wrong):
    result = run(["check", "--plan", str(thrice_wrong), "--only", "I03,T05", "--skip", "I03"])
    assert rules_said(result) == ["text-blanks"]


@pytest.mark.parametrize("option", ["--only", "--skip", "--explain"])
def test_a_rule_that_is_not_there_is_a_mistake_of_usage_with_the_near_ones(option, run):
    result = run(["check", option, "id-gapp"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert 'there is no rule "id-gapp"; did you mean id-gap' in result.stderr


def test_one_unknown_rule_in_a_list_is_not_passed_over(run):
    assert run("check --only I03,nothing-like-it").exit_code == 2


# The exit code


def test_warnings_fail_only_when_strict_and_notes_never(run, thrice_wrong):
    def exit_code(*words):
        return run(["check", "--plan", str(thrice_wrong), *words]).exit_code

    assert exit_code() == 1
    assert exit_code("--skip", "id-gap") == 0
    assert exit_code("--skip", "id-gap", "--strict") == 1
    assert exit_code("--only", "abbreviation-text-only", "--strict") == 0


@pytest.mark.parametrize("missing", ["activities.yaml", "abbreviations.yaml", "institutions.yaml"])
def test_a_plan_without_one_of_its_files_cannot_be_checked(missing, run, plan_folder):
    (plan_folder / missing).unlink()
    result = run(["check", "--plan", str(plan_folder)])
    assert (result.exit_code, result.stdout) == (3, "")
    assert missing in result.stderr


def test_a_missing_folder_cannot_be_checked(run, tmp_path):
    result = run(["check", "--plan", str(tmp_path / "nowhere")])
    assert (result.exit_code, result.stdout) == (3, "")
    assert "there is no folder" in result.stderr


@pytest.mark.parametrize("format_", ["text", "json", "jsonl", "csv", "github", "sarif"])
def test_every_format_ends_with_the_same_code_and_says_only_the_count_beside_it(format_, run, thrice_wrong):
    result = run(["check", "--plan", str(thrice_wrong), "-f", format_])
    assert (result.exit_code, result.stderr) == (1, "1 error, 1 warning, 1 note\n")
    assert "2.1.1 is expected" in result.stdout


def test_a_format_of_other_commands_is_refused(run):
    assert run("check -f table").exit_code == 2


# What it leaves alone


def test_it_never_writes(run, thrice_wrong, monkeypatch):
    def state():
        paths = [thrice_wrong, *sorted(thrice_wrong.rglob("*"))]
        return [(path, path.stat().st_mtime_ns, path.is_file() and path.read_bytes()) for path in paths]

    monkeypatch.chdir(thrice_wrong)
    before = state()
    for words in ("", "--strict", "-f json", "-f github", "-f sarif", "-f csv"):
        run(["check", "--plan", ".", *words.split()])
    assert state() == before


# The rules themselves


def test_list_shows_every_rule(run):
    result = run("check --list -f json")
    shown = [(item["code"], item["word"], item["severity"]) for item in json.loads(result.stdout)["items"]]
    assert shown == [(rule.code, rule.word, rule.severity) for rule in RULES]
    lines = run("check --list").stdout.splitlines()
    assert [line.split()[:2] for line in lines[-len(RULES) :]] == [[rule.code, rule.word] for rule in RULES]


@pytest.mark.parametrize("rule", RULES, ids=WORDS)
def test_explain_tells_of_a_rule_what_it_finds_why_and_how_to_mend_it(rule, run):
    by_word, by_code = run(["check", "--explain", rule.word]), run(["check", "--explain", rule.code.lower()])
    assert by_word == by_code
    assert (by_word.exit_code, by_word.stderr) == (0, "")
    heading, blank, *lines = by_word.stdout.splitlines()
    assert (heading, blank) == (f"{rule.code} {rule.word} ({rule.severity})", "")
    assert [line.split()[0] for line in lines] == ["Finds:", "Why:", "Mend:"]
    assert all(len(line.split()) > 1 for line in lines)


# The formats


def test_json_says_all_of_every_problem(run, thrice_wrong):
    answer = json.loads(run(["check", "--plan", str(thrice_wrong), "-f", "json", "--skip", "a04"]).stdout)
    assert list(answer) == ["schema_version", "plan", "today", "query", "count", "items"]
    assert answer["plan"] == "base"
    assert answer["query"] == {"only": [], "skip": ["abbreviation-text-only"], "strict": False}
    assert answer["count"] == len(answer["items"]) == 2
    assert [list(item) for item in answer["items"]] == [KEYS, KEYS]
    blanks, gap = answer["items"]
    assert (blanks["rule"], blanks["code"], blanks["severity"], blanks["activity"]) == (
        "text-blanks",
        "T05",
        "warning",
        "1.1.1",
    )
    assert (gap["file"], gap["line"], gap["column"]) == (f"{thrice_wrong}/activities.yaml", 98, 18)


def test_json_of_a_plan_that_cannot_be_read_is_still_json(run, plan_folder):
    (plan_folder / "activities.yaml").write_text("", encoding="utf-8")
    answer = json.loads(run(["check", "--plan", str(plan_folder), "-f", "json"]).stdout)
    assert (answer["plan"], [item["rule"] for item in answer["items"]]) == (None, ["file-empty"])


def test_csv_has_the_same_keys_and_one_row_for_each_problem(run, thrice_wrong):
    rows = list(csv.reader(io.StringIO(run(["check", "--plan", str(thrice_wrong), "-f", "csv"]).stdout)))
    assert rows[0] == KEYS
    assert [row[0] for row in rows[1:]] == ["abbreviation-text-only", "text-blanks", "id-gap"]


def test_github_annotates_the_worst_first(run, thrice_wrong):
    lines = run(["check", "--plan", str(thrice_wrong), "-f", "github"]).stdout.splitlines()
    assert [line.partition(" ")[0] for line in lines] == ["::error", "::warning", "::notice"]
    assert lines[0] == (
        f"::error file={thrice_wrong}/activities.yaml,line=98,col=18,title=I03 id-gap::2.1.2 comes where 2.1.1 is "
        "expected. Restore 2.1.1, or put the ids in their order; ids are never renumbered."
    )


def test_github_escapes_what_would_end_a_property_or_a_message(run, tmp_path):
    folder = shutil.copytree(BASE, tmp_path / "50%, a::b")
    activities = folder / "activities.yaml"
    text = activities.read_text(encoding="utf-8").replace("Europe/Bucharest", r"100%25\n::error::x\r,:")
    activities.write_text(text, encoding="utf-8")
    (line,) = run(["check", "--plan", str(folder), "-f", "github"]).stdout.splitlines()
    properties, said_of_it = line.removeprefix("::error ").split("::", 1)
    assert "50%25%2C a%3A%3Ab/activities.yaml,line=15," in properties
    assert 'there is no time zone "100%2525' in said_of_it
    assert "\r" not in line


def test_a_runner_of_github_gets_annotations_unless_another_format_is_asked_for(
    run, thrice_wrong, monkeypatch, tmp_path
):
    def first(*words):
        return run(["check", "--plan", str(thrice_wrong), *words]).stdout[:8]

    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert first() == "::error "
    assert first("-f", "text") == str(thrice_wrong)[:8]
    assert json.loads(run(["check", "--plan", str(thrice_wrong), "-f", "json"]).stdout)["count"] == 3
    assert first("-o", str(tmp_path / "x.json")) == ""
    assert json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))["count"] == 3
    monkeypatch.setenv("GITHUB_ACTIONS", "false")
    assert first() == str(thrice_wrong)[:8]


@pytest.mark.parametrize("folder", [BASE, FIFTY, ROOT / "plan"], ids=lambda path: path.name)
def test_sarif_is_whole(folder, run, monkeypatch):
    monkeypatch.chdir(ROOT)
    result = run(["check", "--plan", str(folder), "-f", "sarif"])
    log = json.loads(result.stdout)
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (one_run,) = log["runs"]
    rules = {rule["id"]: rule for rule in one_run["tool"]["driver"]["rules"]}
    assert list(rules) == [rule.code for rule in RULES]
    assert all(rule["shortDescription"]["text"] and rule["help"]["text"] for rule in rules.values())
    assert one_run["columnKind"] == "unicodeCodePoints"
    problems = said(run(["check", "--plan", str(folder)]).stdout)
    assert len(one_run["results"]) == len(problems)
    for found, (file, line, column, severity, rule) in zip(one_run["results"], problems, strict=True):
        assert (rules[found["ruleId"]]["name"], found["level"]) == (rule, severity)
        (location,) = found["locations"]
        place = location["physicalLocation"]
        assert place == {
            "artifactLocation": {"uri": file},
            "region": {"startLine": line, "startColumn": column},
        }
        assert found["message"]["text"]


def test_the_text_has_two_lines_for_each_problem_and_no_other(run):
    lines = run(["check", "--plan", str(FIFTY)]).stdout.splitlines()
    assert len(lines) == 2 * len(list(truth()))
    assert all(SAID.match(line) for line in lines[::2])
    assert all(line.startswith("    ") and line.strip() for line in lines[1::2])


def test_the_closing_count_is_that_of_what_is_said(run):
    result = run(["check", "--plan", str(FIFTY)])
    counts = Counter(severity for *_, severity, _ in said(result.stdout))
    expected = f"{counts['error']} errors, {counts['warning']} warnings, {counts['note']} notes\n"
    assert result.stderr == expected
    assert counts.total() == len(list(truth()))


def test_what_steers_a_terminal_is_shown_and_not_sent(run, plan_folder):
    activities = plan_folder / "activities.yaml"
    text = activities.read_text(encoding="utf-8").replace("Europe/Bucharest", r"\e[31m\u202eX")
    activities.write_text(text, encoding="utf-8")
    result = run(["check", "--plan", str(plan_folder)])
    assert 'there is no time zone "\\x1b[31m\\u202eX"' in result.stdout


def test_a_check_by_no_rule_is_refused(run):
    every = ",".join(rule.code for rule in RULES)
    result = run(["check", "--skip", every])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "anitp: error: nothing is left to check: --skip takes out every rule; name with --only those that are to be "
        "checked\n"
    )
    assert run(["check", "--only", every, "--skip", every]).exit_code == 2
