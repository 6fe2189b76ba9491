"""The layout keeps its promises."""

from __future__ import annotations

import ast
from importlib import import_module

from conftest import ROOT

from anitp_cli.formats import FORMATS

MODULES = sorted((ROOT / "anitp_cli").rglob("*.py"))
MOST_LINES_OF_A_FILE = 300
MOST_LINES_OF_A_FUNCTION = 45


def test_no_file_and_no_function_has_grown_too_long():
    long = []
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        if len(text.splitlines()) > MOST_LINES_OF_A_FILE:
            long.append(path.name)
        long += (
            f"{path.name}:{node.name}"
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.FunctionDef) and lines_of(node) > MOST_LINES_OF_A_FUNCTION
        )
    assert long == []


def lines_of(function):
    """The lines of a function's body; the options and the help of a command are no code."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return function.end_lineno - body[0].lineno + 1 if body else 0


def test_only_the_clock_reads_the_clock():
    readers = {
        path.name
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr in {"now", "today", "utcnow", "fromtimestamp"}
        and isinstance(node.value, ast.Name)
        and node.value.id in {"date", "datetime", "time"}
    }
    assert readers == {"clock.py"}


def test_nothing_below_the_command_line_prints_exits_or_reads_the_environment():
    for path in MODULES:
        if "cli" in path.relative_to(ROOT / "anitp_cli").parts or path.name == "__main__.py":
            continue
        names = {
            node.id if isinstance(node, ast.Name) else f"{ast.unparse(node)}"
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, (ast.Name, ast.Attribute))
        }
        assert not names & {"print", "input", "sys.exit", "os.environ", "os.getenv", "sys.stdout", "sys.stderr"}, path


def test_every_format_of_the_table_renders():
    for module in FORMATS.values():
        assert callable(import_module(module).render)


def test_the_library_can_be_used_without_the_command_line():
    from anitp_cli import load_plan

    plan, problems = load_plan()
    assert (len(plan.activities), problems) == (60, [])
