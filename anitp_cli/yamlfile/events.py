"""Strict YAML from PyYAML's parser *events*: the only module that uses PyYAML.

Events and never objects: a depth stop in the loop, no aliases, no tags and no conversion, so that no file can run
code, blow up in memory or turn "1.10" into a number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from anitp_cli.model import Printed
from anitp_cli.yamlfile.layout import open_quote
from anitp_cli.yamlfile.nodes import Mapping, Sequence

if TYPE_CHECKING:
    from anitp_cli.yamlfile.nodes import Document, Node

Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where PyYAML was built with it

MOST_DEPTH = 30
_OWN_LIMIT = "exceeded maximum nesting depth"  # libyaml 0.2.6 scans ahead of its events, and says where it gave up
MOST_EVENTS = 100_000  # keys, texts, and starts and ends of lists and mappings; the published plan has 2,800
_QUOTES = ('"', "'")


def read_events(content: bytes, document: Document) -> None:
    """Read a file into its document: the root, or None where it is no YAML, and every problem."""
    last_line, last_column = content.count(b"\n") + 1, len(content.rpartition(b"\n")[2].decode()) + 1
    known = len(document.problems)
    try:
        _Builder(document, last_line, last_column).build(content, Parser)
    except _TooDeepError:
        document.root = None
        del document.problems[known:]
        _Builder(document, last_line, last_column).build(content, yaml.SafeLoader)
    document.problems = [
        problem._replace(line=last_line, column=last_column) if problem.line > last_line else problem
        for problem in document.problems
    ]


class _TooDeepError(Exception):
    """The parser gave up on a file that is nested too deep, before anybody could see where."""


class _Builder:
    """Turns events into nodes with a stack of its own: no recursion, however deep the file."""

    def __init__(self, document: Document, last_line: int, last_column: int) -> None:
        self.document = document
        self.last_line = last_line
        self.last_column = last_column
        self.open: list[Mapping | Sequence] = []
        self.keys: list[Printed | None] = []

    def build(self, content: bytes, parser: Any) -> None:  # noqa: ANN401  # a loader of PyYAML's
        loader = None
        try:
            loader = parser(content)
            next_event = loader.get_event
            for _ in range(MOST_EVENTS):
                event = next_event()
                if event.__class__ is yaml.ScalarEvent and not (event.anchor or event.tag):
                    self._add(_printed(event))
                elif not self._take(event):
                    return
            mark = event.start_mark
            message = f"more than {MOST_EVENTS:,} keys and values"
            self._give_up("yaml-size", mark.line + 1, mark.column + 1, message, "Take out what is not of the plan.")
        except yaml.MarkedYAMLError as error:
            if error.problem == _OWN_LIMIT:
                raise _TooDeepError from error
            mark = error.problem_mark or error.context_mark
            line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            message, help_ = ", ".join(part for part in (error.context, error.problem) if part), "Mend the YAML here."
            quote = open_quote(content.decode().split("\n")[:line])
            if quote:  # the parser finds out only where the next quote stands
                (line, column), message, help_ = quote, "a quote without its other half", "Close the quote."
            self._give_up("yaml-syntax", line, column, f"not YAML: {message}", help_)
        except yaml.YAMLError as error:
            self._give_up("yaml-syntax", 1, 1, f"not YAML: {error}".splitlines()[0], "Mend the YAML.")
        finally:
            if loader is not None:
                loader.dispose()

    def _give_up(self, rule: str, line: int, column: int, message: str, help_: str) -> None:
        """Report what makes the rest of the file unreadable."""
        self.document.report(rule, line, column, message, help_)
        self.document.root = None

    def _take(self, event: yaml.Event) -> bool:
        """Take any event but a plain scalar; False after the last, or where the rest of the file cannot be read."""
        mark: Any = event.start_mark
        line, column = mark.line + 1, mark.column + 1
        if isinstance(event, yaml.NodeEvent):
            self._refuse_names(event, line, column)
        if isinstance(event, yaml.ScalarEvent):
            self._add(_printed(event))
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            if len(self.open) == MOST_DEPTH:
                help_ = "A plan has at most nine levels; take the rest out."
                self._give_up("yaml-depth", line, column, f"nested more than {MOST_DEPTH} deep", help_)
                return False
            node = (Mapping if isinstance(event, yaml.MappingStartEvent) else Sequence)(line, column)
            self._add(node)
            self.open.append(node)
            self.keys.append(None)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self.open.pop()
            self.keys.pop()
        elif isinstance(event, yaml.AliasEvent):
            self._add(Printed("", line, column))
        elif isinstance(event, yaml.DocumentStartEvent) and self.document.root is not None:
            self._give_up("yaml-syntax", line, column, "a second document in one file", "Keep one document in a file.")
            return False
        return not isinstance(event, yaml.StreamEndEvent)

    def _refuse_names(self, event: yaml.NodeEvent, line: int, column: int) -> None:
        report = self.document.report
        if isinstance(event, yaml.AliasEvent):
            help_ = "Write the value out where the alias stands."
            report("yaml-alias", line, column, f"the alias *{event.anchor}", help_)
        elif event.anchor:
            report("yaml-alias", line, column, f"the anchor &{event.anchor}", "Take the anchor out.")
        tag = getattr(event, "tag", None)
        if tag:
            report("yaml-tag", line, column, f"the tag {tag}", "Take the tag out; every value is text.")

    def _add(self, node: Node) -> None:
        if not node and node.line > self.last_line:  # libyaml may place the end of the file on a line that is not there
            node.line, node.column = self.last_line, self.last_column
        if not self.open:
            self.document.root = node
            return
        parent = self.open[-1]
        if isinstance(parent, Sequence):
            parent.append(node)
            return
        key = self.keys[-1]
        if key is not None:
            self.keys[-1] = None
            parent.setdefault(key, node)
        elif isinstance(node, Printed):
            self.keys[-1] = node
            if node in parent:
                message = f"the key {node!s} a second time"
                self.document.report("yaml-double", node.line, node.column, message, "Keep one of the two.")
        else:
            self.document.report("yaml-key", node.line, node.column, "a key that is no text", "Write the key as text.")
            self.keys[-1] = Printed("", node.line, node.column)


def _printed(event: Any) -> Printed:  # noqa: ANN401  # a scalar event, whose marks are always there
    start, end, value = event.start_mark, event.end_mark, event.value
    quotes = 1 if event.style in _QUOTES else 0
    printed = Printed(value)
    printed.line = start.line + 1
    printed.column = start.column + 1 + quotes
    printed.straight = start.line == end.line and end.column - start.column == len(value) + 2 * quotes
    return printed
