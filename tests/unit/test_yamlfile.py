"""The strict reader: what PyYAML's events say, and that the quick reading of our own layout says the same."""

from __future__ import annotations

import pytest
from conftest import DATA, ROOT
from hypothesis import example, given, settings
from hypothesis import strategies as st

from anitp_cli.yamlfile import Document, Mapping, Sequence, read
from anitp_cli.yamlfile.events import read_events
from anitp_cli.yamlfile.layout import read_layout

PLAN = [(ROOT / "plan" / name).read_text(encoding="utf-8") for name in ("abbreviations.yaml", "institutions.yaml")]
SMALL = [path.read_text(encoding="utf-8") for path in (DATA / "small").glob("*.yaml")]
LINES = [
    *('a: "x"', 'b: "y"  # remark', "c:", "d: []", 'e: ["x", "y"]', '- "x"', '- a: "x"', "- c:", '"k": "v"', "", "# r"),
    *(
        "a: x",
        "- x",
        "- - x",
        "a: &b c",
        "a: *b",
        "- !!str x",
        "a:b",
        "a: 'x'",
        '"x"',
        "---",
        "...",
        "a: |",
        "? a",
        "x",
    ),
    *(
        'a: "x" y',
        'a: "x',
        'a: "\\x41"',
        "a:  []",
        'a: ["x"',
        "a: {}",
        "%YAML 1.1",
        '- "x"#r',
        'a: "x"#r',
        "a: # r",
        "-",
    ),
    *('a: "\u2028"', "# \x85", "# \u2029", '"\ufeff": "x"', 'a: "\r"', "key: 1", "é: x", "a_b:", 'a : "x"', "- a:x"),
]


def by_events(text):
    document = Document("")
    read_events(text.encode(), document)
    return document


def placed(node):
    """A node with the place of everything in it, to be compared."""
    if isinstance(node, Mapping):
        return (node.line, node.column, [(placed(key), placed(value)) for key, value in node.items()])
    if isinstance(node, Sequence):
        return (node.line, node.column, [placed(item) for item in node])
    return (str(node), node.line, node.column, node.straight)


def assert_agreement(text):
    """Where the quick reading gives an answer, it is PyYAML's, and PyYAML finds nothing wrong."""
    root = read_layout(text)
    if root is not None:
        document = by_events(text)
        assert document.problems == []
        assert placed(root) == placed(document.root)


@pytest.mark.parametrize("path", sorted((ROOT / "plan").glob("*.yaml")), ids=lambda path: path.name)
def test_the_plan_is_read_quickly_and_rightly(path):
    text = path.read_text(encoding="utf-8")
    assert read_layout(text) is not None
    assert_agreement(text)


@settings(max_examples=1500, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 6), st.sampled_from(LINES)), max_size=7).map(
        lambda lines: "\n".join(" " * indent + line for indent, line in lines)
    )
)
@example('a:\n  - "x"\n- "y"')
@example('a:\n- "x"')
@example('a: "x"\n  b: "y"')
@example('- a: "x"\n b: "y"')
@example('a:\n\nb: "x"')
def test_both_readings_agree_on_lines_of_every_form(text):
    assert_agreement(text)


@st.composite
def mutations(draw):
    """A real file with a few lines moved, doubled, dropped, indented or changed."""
    lines = draw(st.sampled_from([*PLAN, *SMALL])).split("\n")
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        kind = draw(st.sampled_from(["drop", "double", "indent", "outdent", "insert", "replace"]))
        if kind == "drop" and len(lines) > 1:
            del lines[at]
        elif kind == "double":
            lines.insert(at, lines[at])
        elif kind == "indent":
            lines[at] = " " * draw(st.integers(1, 3)) + lines[at]
        elif kind == "outdent":
            lines[at] = lines[at].removeprefix(" " * draw(st.integers(1, 3)))
        elif kind == "insert":
            lines.insert(at, draw(st.sampled_from(LINES)))
        else:
            place = draw(st.integers(0, max(0, len(lines[at]) - 1)))
            letter = draw(st.sampled_from(list(" \"':#-[]{}&*!|>%@`\\,\n\r\u2028\x85aș")))
            lines[at] = lines[at][:place] + letter + lines[at][place + 1 :]
    return "\n".join(lines)


@settings(max_examples=400, deadline=None)
@given(mutations())
def test_both_readings_agree_on_mutated_files(text):
    assert_agreement(text)


def problems_of(content, tmp_path):
    path = tmp_path / "file.yaml"
    path.write_bytes(content)
    return [(problem.rule, problem.line, problem.column) for problem in read(path, "file.yaml").problems]


@pytest.mark.parametrize(
    ("content", "problems"),
    [
        (b"a: 1\na: 2\n", [("yaml-double", 2, 1)]),
        (b"a: &x 1\nb: *x\nc: !!str z\n", [("yaml-alias", 1, 4), ("yaml-alias", 2, 4), ("yaml-tag", 3, 4)]),
        (b"a:\n\tb: c\n", [("yaml-tab", 2, 1)]),
        ("a: ș\xa0\x0b".encode(), [("yaml-control", 1, 6)]),
        (b"a: [b", [("yaml-syntax", 1, 6)]),
        (b"? [a]\n: b\n", [("yaml-key", 1, 3)]),
        (b"[" * 100_000, [("yaml-depth", 1, 31)]),
        (b"- " * 50_000, [("yaml-depth", 1, 61)]),
        (b"\xef\xbb\xbfa: b\n", []),
        ("a: b\n".encode("utf-16"), [("yaml-encoding", 1, 1)]),
    ],
)
def test_what_is_refused_and_where(content, problems, tmp_path):
    assert problems_of(content, tmp_path) == problems


def test_every_scalar_is_text(tmp_path):
    (tmp_path / "f.yaml").write_text("a: 1.10\nb: NO\nc: 2019-01-01\nd: null\ne: 0x10\nf:\n", encoding="utf-8")
    root = read(tmp_path / "f.yaml", "f.yaml").root
    assert dict(root) == {"a": "1.10", "b": "NO", "c": "2019-01-01", "d": "null", "e": "0x10", "f": ""}


def test_a_word_inside_a_text_has_a_column(tmp_path):
    (tmp_path / "f.yaml").write_text("- \"MAI - IGPR\"\n- MAI - IGPR\n- 'it''s X'\n- \"a\\tX\"\n", encoding="utf-8")
    plain, bare, doubled, escaped = read(tmp_path / "f.yaml", "f.yaml").root
    assert (plain.column_of(6), bare.column_of(6)) == (10, 9)
    assert (doubled.column_of(5), escaped.column_of(2)) == (4, 4)  # cannot be told: the text's start


def test_without_libyaml_the_answers_are_the_same(monkeypatch):
    import yaml

    from anitp_cli.yamlfile import events

    text = PLAN[1] + "\n- [a, 'b']\n"
    expected = by_events(text)
    monkeypatch.setattr(events, "Parser", yaml.SafeLoader)
    actual = by_events(text)
    assert [problem.rule for problem in actual.problems] == [problem.rule for problem in expected.problems]
    assert placed(by_events(PLAN[0]).root) == placed(read_layout(PLAN[0]))
