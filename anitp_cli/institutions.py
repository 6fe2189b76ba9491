"""Who is named: the directory of names, and the grammar of the items that name them.

An item of a responsible or partner cell is one line as printed. Its grammar is closed (design, section 4):

    ANITP                       one name: a code, a full name or an alias
    MMJS, ANPDCA, ANES          a list
    SPAS/DAS                    either
    MAI - IGI, IGPR             a parent and its units, all named
    MMJS prin ANOFM             a parent acting through its units, all named
    Grup de lucru constituit:   heads a list and names nobody, where institutions.yaml knows it as a heading
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from anitp_cli.errors import UsageError
from anitp_cli.text import fold, holds_phrase, near
from anitp_cli.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from anitp_cli.model import Institution

_UNDER = r"(?i)\s+(?:-|–|prin)\s+"
_AND = r"[,/]"
_MOST_HINTS = 6
_MOST_CANDIDATES = 8


class Name(NamedTuple):
    """A name inside an item: what it says, where it starts in the item, and the institution if it is known.

    `through` is the code of the parent that the item names it through.
    """

    text: str
    offset: int
    institution: str | None
    through: str | None = None


class Directory:
    """Every name of every institution. A lookup ignores case and diacritics."""

    def __init__(self, institutions: Iterable[Institution], headings: Iterable[str] = ()) -> None:
        self.by_code: dict[str, Institution] = {}
        self._codes: dict[str, str] = {}
        others: dict[str, str] = {}
        for institution in institutions:
            code = str(institution.code)
            self.by_code[code] = institution
            self._codes[fold(code)] = code
            for name in (institution.name, *institution.aliases):
                others.setdefault(fold(name), code)
        self._names = {**others, **self._codes}
        self._headings = {fold(heading) for heading in headings}
        self._read: dict[str, tuple[Name, ...]] = {}

    def exact(self, name: str) -> str | None:
        """The code of the institution with just this code, full name or alias."""
        return self._names.get(fold(name))

    def find(self, name: str) -> Institution:
        """The institution that a user means: an exact name, else the only one that starts with it.

        Raises:
            UsageError: the name is unknown or starts several; the message gives the near matches.
        """
        code = self.exact(name)
        if code is None:
            folded = fold(name)
            starting = {code for known, code in self._names.items() if folded and known.startswith(folded)}
            if len(starting) > 1:
                candidates = ", ".join(sorted(starting)[:_MOST_CANDIDATES])
                more = len(starting) - _MOST_CANDIDATES
                rest = f" and {more} more" if more > 0 else ""
                message = f'"{name}" may be any of: {candidates}{rest}; write more of the name'
                raise UsageError(message)
            if not starting:
                raise UsageError(self._unknown(name))
            code = starting.pop()
        return self.by_code[code]

    def find_whole(self, name: str) -> Institution:
        """The same, but for a name that is to be written down: its beginning will not do.

        Raises:
            UsageError: the name is unknown; the message gives the near matches.
        """
        code = self.exact(name)
        if code is None:
            raise UsageError(self._unknown(name))
        return self.by_code[code]

    def _unknown(self, name: str) -> str:
        known = {*self.by_code, *(str(institution.name) for institution in self.by_code.values())}
        close = [self._names[fold(match)] for match in near(name, known)]
        close += [code for code, one in self.by_code.items() if holds_phrase(one.name, name)]
        codes = list(dict.fromkeys(close))[:_MOST_HINTS]
        hint = f"did you mean {', '.join(codes)}? " if codes else ""
        return f'no institution of the plan is called "{name}"; {hint}"anitp who" lists them all'

    def units(self, code: str) -> set[str]:
        """The codes of what the plan puts under an institution, at any depth."""
        found: set[str] = set()
        layer = {code}
        while layer:
            layer = {
                str(institution.code)
                for institution in self.by_code.values()
                if any(parent.institution in layer for parent in institution.part_of)
            } - found
            found |= layer
        return found - {code}

    def read(self, item: str) -> tuple[Name, ...]:
        """The names in an item, in order; an unknown name has no institution, a heading has no names."""
        key = str(item)
        if key not in self._read:
            self._read[key] = tuple(self._parse(key))
        return self._read[key]

    def _parse(self, item: str) -> Iterator[Name]:
        whole = self.exact(item)
        if whole is not None:
            yield Name(item, 0, whole)
            return
        if fold(item) in self._headings:
            return
        under = re.search(_UNDER, item)
        if under is None:
            yield from self._list(item, 0, None)
            return
        parent = self.exact(item[: under.start()])
        yield Name(item[: under.start()], 0, parent)
        yield from self._list(item[under.end() :], under.end(), parent)

    def _list(self, text: str, offset: int, through: str | None) -> Iterator[Name]:
        start = 0
        for end in [*(match.start() for match in re.finditer(_AND, text)), len(text)]:
            piece = text[start:end]
            blanks = len(piece) - len(piece.lstrip())
            yield Name(piece.strip(), offset + start + blanks, self.exact(piece), through)
            start = end + 1
