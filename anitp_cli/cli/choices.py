"""Options that take one of a few words."""

from __future__ import annotations

from typing import TypeVar

from anitp_cli.errors import UsageError
from anitp_cli.text import near

Choice = TypeVar("Choice", bound=str)


def one_of(given: str, known: tuple[Choice, ...], option: str) -> Choice:
    """The choice of an option that knows only some.

    Raises:
        UsageError: it knows no such choice.
    """
    for choice in known:
        if given == choice:
            return choice
    hint = "".join(f"did you mean {match}? " for match in near(given, known, most=1))
    message = f'{option} knows no "{given}"; {hint}it takes one of {", ".join(known)}'
    raise UsageError(message)
