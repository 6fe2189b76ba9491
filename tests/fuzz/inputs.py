"""Files that nobody would write: made from a string of choices, so that a fuzzer can steer what is made.

A choice beyond the end of the string is 0, so any bytes make an input and a shorter string a simpler one.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent.parent
NAMES = ("activities.yaml", "institutions.yaml", "abbreviations.yaml")
EVIDENCE = "evidence/ANITP.yaml"
PLAN = {name: (ROOT / "plan" / name).read_text(encoding="utf-8") for name in (*NAMES, EVIDENCE)}
# Records with the fields that those of the plan lack, and one of another institution that one of them assesses.
PLAN[EVIDENCE] += """\
  - id: "ANITP-5"
    activity: "1.1.2"
    period: "2019"
    kind: "campaign"
    state: "partial"
    dates: "2019-03-04..2019-06-10"
    title: "Campanie în licee"
    values:
      "1": "2"
    source:
      title: "Raport ANITP, semestrul I 2019"
      date: "2019-07-01"
      link: "https://anitp.mai.gov.ro/rapoarte/2019"
  - id: "ANITP-6"
    activity: "1.1.2"
    period: "2018"
    kind: "assessment"
    state: "done"
    dates: "2019-01"
    title: "Evaluare"
    source:
      title: "Raport ANITP 2018"
    assesses: "IGPR-1"
"""
PLAN["evidence/IGPR.yaml"] = """\
institution: "IGPR"
records:
  - id: "IGPR-1"
    activity: "1.1.2"
    period: "2018"
    kind: "event"
    state: "partial"
    dates: "2018-11-20"
    title: "Ziua porților deschise"
    source:
      title: "Raport IGPR 2018"
"""
# The plan down to its first seven activities: as real, and read six times as fast.
CUT = {**PLAN, NAMES[0]: PLAN[NAMES[0]].partition('      - id: "1.2"\n')[0]}

ODD = (
    *("\x00", "\t", "\r", "\r\n", "\x85", "\xa0", "\xad", "\u0301", "\u200b", "\u2028", "\u2029", "\u202e", "\ufeff"),
    *("\ufffe", "\uffff", "😀", "ş", "ț", "İ", "ß", "ŉ", "Ⅳ", "½", "٣", "²", "„", "“", "”", "«", "(", ")", "[", "]"),
    *("{", "}", '"', "'", "\\", "\\u0000", "\\ud800", "\\uD83D\\uDE00", "\\L", "\\x1b", "#", " #", ": ", "- ", "? "),
    *("&a ", "*a", "!!python/object/apply:os.system ", "!!str ", "!<x> ", "<<: ", "|", ">", "|2-", "%", "@", "`", ","),
    *("---", "...", "%YAML 1.1\n---", "%TAG ! tag:x\n---", "\n", "\n\n", " ", "  ", "    ", "~", "null", "=", ";"),
    *(
        " prin ",
        " - ",
        " – ",
        "Buget ",
        "/",
        "9" * 5000,
        "0",
        "-1",
        "2019-02-30",
        "0000-00-00",
        "9999-12-31",
        "a" * 3000,
    ),
    *("a,a;" * 200, "MAI - " * 50, "(" * 300, "../../x", "Iunie 2019", "T4 9999", "până la 31 februarie", "1.1.1"),
)
KEYS = (
    *("plan", "objectives", "id", "title", "issuer", "act", "act_date", "gazette", "name", "part", "number", "date"),
    *("period", "start", "end", "time_zone", "fingerprint", "chapter", "label", "specific", "activities", "indicators"),
    *("terms", "responsible", "partners", "resources", "abbreviations", "institutions", "code", "source", "kind"),
    *("aliases", "part_of", "institution", "stated_by", "headings", "unknown", "", "<<", "=", "ș", "?", "a b"),
    *("records", "activity", "state", "dates", "actions", "values", "channels", "note", "link", "assesses", "1", "2"),
)
WORDS = (
    *(
        "",
        " ",
        "1",
        "1.1",
        "1.1.1",
        "9.9.9",
        "2018-11-09",
        "2019-02-30",
        "Europe/Bucharest",
        "Europe",
        "/etc",
        "x" * 300,
    ),
    *(
        "../zone",
        "a\x00b",
        "Anual",
        "Iunie 2019",
        "Trim. IV 2019",
        "ANITP",
        "MAI - IGI",
        "MMJS prin ANOFM",
        "Nu e cazul",
    ),
    *(
        "2019",
        "2019-S1",
        "2019-06-03..2019-07-08",
        "9999-12",
        "done",
        "nil",
        "campaign",
        "ANITP-1",
        "IGPR-1",
        "ANITP-0",
    ),
    *("1850101990015", "1 85 01 01 99 001 5", "0722 123 456", "ana@example.org", "+40" * 99, "1 " * 99, "a@" * 99),
    *(
        "Buget ANITP",
        "Buget",
        "plan",
        "outside",
        "class",
        "0123456789abcdef",
        "ro-x",
        "😀",
        "\ud800",
        "(",
        '"',
        "ANITP:",
    ),
)
# The files that are replaced, with their outer keys.
OUTER = {
    NAMES[0]: ("plan", "objectives"),
    NAMES[1]: ("institutions", "headings"),
    NAMES[2]: ("fingerprint", "abbreviations"),
    EVIDENCE: ("institution", "records"),
}


class Input(NamedTuple):
    """What is put in place of one of the plan's files, and what the others are: of the whole plan or cut."""

    kind: str
    name: str
    content: bytes
    others: dict[str, str]


class Choices:
    """Numbers read off a string of bytes."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def below(self, bound: int) -> int:
        """A number from 0 to bound - 1."""
        size = 1 if bound <= 256 else 2 if bound <= 65536 else 4
        piece = self.data[self.at : self.at + size]
        self.at += size
        return int.from_bytes(piece.ljust(size, b"\0"), "little") % bound

    def one_of(self, options):
        return options[self.below(len(options))]

    def rest(self) -> bytes:
        return self.data[self.at :]


def input_from(data: bytes) -> Input:
    """The input that a string of choices makes."""
    choices = Choices(data)
    kind = choices.one_of(("mutated", "mutated", "tree", "mutated", "bytes", "tree"))
    name = choices.one_of(tuple(OUTER))
    others = PLAN if choices.below(8) == 7 else CUT
    if kind == "bytes":
        content = choices.rest()
    elif kind == "tree":
        content = tree(choices, OUTER[name])
    else:
        content = mutated(choices, others[name])
    return Input(kind, name, content, others)


def tree(choices: Choices, outer: tuple[str, ...]) -> bytes:
    """A YAML tree: of the right outer keys, with whatever below; in block or flow form, quoted in every way."""
    if choices.below(6) == 5:
        return encoded(block(choices, 0, 4), choices)
    lines = [f"{key}:{block(choices, 2, 5)}" for key in outer]
    return encoded("\n".join(lines) + "\n", choices)


def block(choices: Choices, indent: int, depth: int) -> str:
    """A node in block form at an indent, from behind the colon or dash on."""
    kind = choices.below(8)
    pad = "\n" + " " * indent
    number = choices.below(5)
    if depth == 0 or kind < 2:
        return " " + scalar(choices, indent)
    if kind == 2:
        return " " + flow(choices, depth)
    if kind in (3, 4):
        return "".join(f"{pad}-{block(choices, indent + 2, depth - 1)}" for _ in range(number)) or " []"
    keys = (choices.one_of(KEYS) for _ in range(number + 1))
    return "".join(f"{pad}{key}:{block(choices, indent + 2, depth - 1)}" for key in keys)


def flow(choices: Choices, depth: int) -> str:
    """A node in flow form."""
    kind = choices.below(4)
    number = choices.below(4)
    if depth == 0 or kind == 0:
        return json.dumps(choices.one_of(WORDS), ensure_ascii=choices.below(2) == 0)
    if kind == 1:
        return "{" + ", ".join(f"{choices.one_of(KEYS)}: {flow(choices, depth - 1)}" for _ in range(number)) + "}"
    return "[" + ", ".join(flow(choices, depth - 1) for _ in range(number)) + "]"


def scalar(choices: Choices, indent: int) -> str:
    """A text in one of YAML's styles, sometimes with an anchor, a tag or a remark."""
    word = choices.one_of(WORDS) if choices.below(3) else choices.one_of(ODD)
    pad = "\n" + " " * (indent + 1)
    styles = (
        lambda: json.dumps(word, ensure_ascii=False),
        lambda: json.dumps(word),
        lambda: word,
        lambda: "'" + word.replace("'", "''") + "'",
        lambda: f"|{pad}{word}{pad}{word}",
        lambda: f">-{pad}{word}\n{pad}{word}",
        lambda: f'"{word}{pad}{word}"',
    )
    before = choices.one_of(("", "", "", "", "", "&a ", "!!str ", "!x ", "*a "))
    after = choices.one_of(("", "", "", "", " # remark", "#", " "))
    return before + choices.one_of(styles)() + after


def mutated(choices: Choices, text: str) -> bytes:
    """A real file with some of its lines moved, doubled, dropped, indented or changed."""
    lines = text.split("\n")
    for _ in range(choices.below(6) + 1):
        change = choices.one_of(CHANGES)
        change(choices, lines, choices.below(len(lines)))
        if not lines:
            lines.append("")
    return encoded("\n".join(lines), choices)


def _move(choices, lines, at):
    line = lines.pop(at)
    lines.insert(choices.below(len(lines) + 1), line)


def _drop(choices, lines, at):
    del lines[at : at + choices.one_of((1, 1, 2, 10, 500))]


def _double(choices, lines, at):
    lines[at:at] = lines[at : at + choices.one_of((1, 1, 5, 40))]


def _indent(choices, lines, at):
    by = choices.below(7) - 3
    for number in range(at, min(at + choices.one_of((1, 1, 3, 20)), len(lines))):
        lines[number] = " " * by + lines[number] if by > 0 else lines[number].removeprefix(" " * -by)


def _insert(choices, lines, at):
    place = choices.below(len(lines[at]) + 1)
    lines[at] = lines[at][:place] + choices.one_of(ODD) + lines[at][place:]


def _overwrite(choices, lines, at):
    place = choices.below(len(lines[at]) + 1)
    lines[at] = lines[at][:place] + chr(choices.below(256)) + lines[at][place + choices.below(4) :]


def _value(choices, lines, at):
    """Another value behind the key or dash of a line."""
    head = lines[at][: len(lines[at]) - len(lines[at].lstrip())] + lines[at].lstrip().partition(" ")[0]
    lines[at] = f"{head} {scalar(choices, 20) if choices.below(3) else flow(choices, 3)}"


def _swap_values(choices, lines, at):
    other = choices.below(len(lines))
    (head, one, tail), (head_2, two, tail_2) = (lines[number].partition('"') for number in (at, other))
    lines[at], lines[other] = head + two + tail_2, head_2 + one + tail


def _deepen(choices, lines, at):
    signs, closers = choices.one_of((("[", "]"), ("{a: ", "}"), ("- ", ""), ("? ", ""), ("[[", "")))
    number = choices.one_of((3, 35, 400, 10_000))
    lines[at] = lines[at].partition('"')[0] + signs * number + closers * number


def _widen(choices, lines, at):
    word = choices.one_of(('"x"', "x", "MAI", '"ş"', "{}", "a: b", "&a x", "*a", "- "))
    lines[at] = lines[at].partition('"')[0] + "[" + ", ".join([word] * choices.one_of((3, 50, 2000))) + "]"


def _merge(choices, lines, at):
    indent = " " * (len(lines[at]) - len(lines[at].lstrip()))
    lines[at:at] = [
        f"{indent}{choices.one_of(('<<: *a', '<<: [*a, *a]', '<<: &a {a: b}', 'x: &a [*a]', '<<: {id: x}'))}"
    ]


CHANGES = (
    *(_insert, _insert, _overwrite, _overwrite, _value, _value, _value, _swap_values, _swap_values),
    *(_move, _drop, _double, _indent, _deepen, _widen, _merge),
)


def encoded(text: str, choices: Choices) -> bytes:
    """The text as bytes: mostly UTF-8, sometimes with the line ends, mark or encoding of somewhere else."""
    form = choices.below(32)
    if form == 1:
        text = text.replace("\n", "\r\n")
    elif form == 2:
        text = text.replace("\n", "\r")
    elif form == 3:
        text = "\ufeff" + text
    elif form == 4:
        text = "%YAML 1.1\n---\n" + text
    elif form == 5:
        text = text + "\n---\n" + text[:200]
    coding = {6: "utf-16", 7: "utf-16-le", 8: "latin-1"}.get(form, "utf-8")
    errors = "surrogatepass" if coding.startswith("utf") else "replace"
    return text.encode(coding, errors)
