"""Shapes: what stands at a place of a YAML file. `conform` lists every way in which a file departs from its own."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from anitp_cli.model import Printed
from anitp_cli.values import NamedTuple
from anitp_cli.yamlfile import Mapping, Sequence

if TYPE_CHECKING:
    from collections.abc import Mapping as AnyMapping

    from anitp_cli.yamlfile import Document, Node


class Text(NamedTuple):
    """A text that is not empty; `pattern` must match all of it, `choices` must hold it."""

    meaning: str
    pattern: str | None = None
    choices: tuple[str, ...] = ()
    example: str = ""


class ListOf(NamedTuple):
    """A list of items of one shape."""

    item: Shape
    at_least: int = 0


class TextTable(NamedTuple):
    """A mapping with free keys, each with a text."""

    key: Text
    value: Text


class Record(NamedTuple):
    """A mapping with the fields named here and no others."""

    meaning: str
    required: AnyMapping[str, Shape]
    optional: AnyMapping[str, Shape] = MappingProxyType({})


Shape = Text | ListOf | TextTable | Record

# Beyond these a file is no plan, and what reads it need not bear it.
MOST_CHARACTERS = 20_000  # of a text
MOST_TEXTS = 1_000  # of a list or table of texts


def conform(document: Document, shape: Record) -> Mapping | None:
    """Report every way in which a file departs from its shape, and give what fits of it.

    In the answer every field of every record is there: what is missing or of the wrong kind is an empty text, list
    or record, and a record with such a field is `damaged`. None where the file holds no mapping at all.
    """
    if document.root is None:
        if not document.problems:
            document.report("file-empty", 1, 1, "the file is empty", f"Write {shape.meaning} in it.")
        return None
    root = _Reading(document).node(document.root, shape, "the file")
    return root if isinstance(root, Mapping) and root else None


def nothing(shape: Shape, line: int = 0, column: int = 0) -> Node:
    """What stands for a shape where there is nothing that fits: an empty text or list, or a record of such."""
    if isinstance(shape, Text):
        return Printed("", line, column)
    if isinstance(shape, ListOf):
        return Sequence(line, column)
    mapping = Mapping(line, column)
    mapping.damaged = True
    for name, inner in shape.required.items() if isinstance(shape, Record) else ():
        mapping[Printed(name)] = nothing(inner, line, column)
    return mapping


def _is_any_text(node: Node, shape: Shape) -> bool:
    """Whether a node is in order, being what most nodes of a plan are: a text of any form."""
    if node.__class__ is not Printed or shape.__class__ is not Text:
        return False
    return not (shape[1] or shape[2]) and len(node) <= MOST_CHARACTERS and not node.isspace() and node != ""


class _Reading:
    """One walk over a file: reports what is wrong and puts something empty in its place."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def node(self, node: Node, shape: Shape, name: str) -> Node:
        if isinstance(shape, Text):
            if isinstance(node, Printed):
                return self._text(node, shape, name)
            wanted = "a text"
        elif isinstance(shape, ListOf):
            if isinstance(node, Sequence):
                return self._list(node, shape, name)
            wanted = "a list"
        elif isinstance(node, Mapping):
            return self._mapping(node, shape, name)
        else:
            wanted = "a mapping (name: value)"
        found = "a list" if isinstance(node, Sequence) else "a mapping" if isinstance(node, Mapping) else "a text"
        self._report("type-wrong", node, f"{name} is {found if node != '' else 'empty'}", f"Write {wanted} here.")
        return nothing(shape, node.line, node.column)

    def _text(self, text: Printed, shape: Text, name: str) -> Printed:
        if not text.strip():
            self._report("text-empty", text, f"{name} is empty", f"Write {shape.meaning}.")
        elif len(text) > MOST_CHARACTERS:
            message = f"a text of {len(text):,} characters; at most {MOST_CHARACTERS:,} are read"
            self._report("yaml-size", text, message, f"Write {shape.meaning}.")
        elif shape.pattern and not re.fullmatch(shape.pattern, text):
            help_ = f'Write {shape.meaning}, such as "{shape.example}".'
            self._report("form-wrong", text, f'{name} is "{text}"', help_)
        elif shape.choices and text not in shape.choices:
            self._report("form-wrong", text, f'{name} is "{text}"', f"Write one of: {', '.join(shape.choices)}.")
        else:
            return text
        return Printed("", text.line, text.column)

    def _list(self, items: Sequence, shape: ListOf, name: str) -> Sequence:
        if len(items) < shape.at_least:
            self._report("list-empty", items, f"{name} is an empty list", f"List at least {shape.at_least}.")
        if isinstance(shape.item, Text) and len(items) > MOST_TEXTS:
            self._refuse_many(items[MOST_TEXTS], len(items))
            del items[MOST_TEXTS:]
        for index, item in enumerate(items):
            if not _is_any_text(item, shape.item):
                items[index] = self.node(item, shape.item, f"{name}, item {index + 1},")
        if isinstance(shape.item, Text) and "" in items:
            items[:] = [item for item in items if item != ""]
        return items

    def _mapping(self, mapping: Mapping, shape: Record | TextTable, name: str) -> Mapping:
        before = len(self.document.problems)
        if isinstance(shape, TextTable):
            if len(mapping) > MOST_TEXTS:
                self._refuse_many(list(mapping)[MOST_TEXTS], len(mapping))
            for number, (key, value) in enumerate(list(mapping.items())):
                if number < MOST_TEXTS and self._text(key, shape.key, "the key"):
                    mapping[key] = self.node(value, shape.value, f"the value of {key}")
                else:
                    del mapping[key]
            return mapping
        required, optional = shape.required, shape.optional
        for key, value in mapping.items():
            inner = required.get(key) or optional.get(key)
            if inner is None:
                help_ = f"Known here: {', '.join((*required, *optional))}."
                self._report("field-unknown", key, f'the field "{key}" is not known', help_)
            elif not _is_any_text(value, inner):
                mapping[key] = self.node(value, inner, str(key))
        for missing in required if len(mapping) < len(required) or not required.keys() <= mapping.keys() else ():
            if missing not in mapping:
                help_ = f'Add "{missing}: ...".'
                self._report("field-missing", mapping, f'{name} lacks the field "{missing}"', help_)
                mapping[Printed(missing)] = nothing(required[missing], mapping.line, mapping.column)
        mapping.damaged = len(self.document.problems) > before
        return mapping

    def _refuse_many(self, node: Node, number: int) -> None:
        self._report(
            "yaml-size", node, f"{number:,} texts in one place; at most {MOST_TEXTS:,} are read", "Take it out."
        )

    def _report(self, rule: str, node: Node, message: str, help_: str) -> None:
        self.document.report(rule, node.line, node.column, message, help_)
