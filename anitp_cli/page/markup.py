"""HTML and SVG by construction: whatever is no `Html` already comes out as text."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from anitp_cli.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Html(str):
    """A piece of markup; only the functions of this module make one of anything else."""

    __slots__ = ()


def text(value: object) -> Html:
    """A value as text: nothing in it is markup, and what could steer or deceive its reader is written out."""
    return value if isinstance(value, Html) else Html(escape(visible(str(value))))


LINE = Html("\n")
"""The end of a line of the file, which a reader does not see."""


def join(pieces: Iterable[object], between: str = "") -> Html:
    """Some pieces one after another."""
    return Html(text(between).join(text(piece) for piece in pieces))


def tag(name: str, *children: object, **attributes: object) -> Html:
    """An element; a child that is None is left out.

    An attribute that is None or False is left out, one that is True has no value. `class_` is class and
    `aria_label` aria-label, as neither can be written in Python.
    """
    shown = join(
        _attribute(key, value) for key, value in attributes.items() if value is not None and value is not False
    )
    return Html(f"<{name}{shown}>{join(child for child in children if child is not None)}</{name}>")


def question(filters: Mapping[str, str]) -> str:
    """The query of an address that sets these filters of the page."""
    return urlencode({key: visible(value) for key, value in filters.items()})


def _attribute(key: str, value: object) -> Html:
    word = key.rstrip("_").replace("_", "-")
    return Html(f" {word}" if value is True else f' {word}="{text(value)}"')
