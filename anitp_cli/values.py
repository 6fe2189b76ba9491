"""Named tuples that are quick to define: to a type checker, and to whoever uses one, those of `typing`.

The ones of `typing` compile source text for each class and look at each annotation, which takes ten times as long. A
program that is made of such values and answers within tens of milliseconds would spend a fifth of them on that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

if TYPE_CHECKING:
    from typing import NamedTuple
else:
    from collections import _tuplegetter  # what collections.namedtuple makes its fields of

    _MISSING = object()

    class _Slotless(type):
        """The class of classes whose instances hold nothing beside the tuple."""

        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, object]) -> type:
            return super().__new__(cls, name, bases, {"__slots__": (), **body})

    class NamedTuple(tuple, metaclass=_Slotless):
        """A tuple whose places have the names, and the defaults, that are annotated in a class."""

        __slots__ = ()
        _fields: ClassVar[tuple[str, ...]] = ()
        _field_defaults: ClassVar[dict[str, Any]] = {}

        def __init_subclass__(cls) -> None:
            super().__init_subclass__()
            if cls.__annotations__:
                cls._fields = cls.__match_args__ = tuple(cls.__annotations__)
                cls._field_defaults = {name: cls.__dict__[name] for name in cls._fields if name in cls.__dict__}
                for place, name in enumerate(cls._fields):
                    setattr(cls, name, _tuplegetter(place, ""))

        def __new__(cls, *values: object, **named: object) -> Self:
            """Take the values by their places, by their names, or from the defaults."""
            if named or len(values) != len(cls._fields):
                values = cls._completed(values, named)
            return tuple.__new__(cls, values)

        @classmethod
        def _completed(cls, values: tuple[object, ...], named: dict[str, object]) -> list[object]:
            rest = cls._fields[len(values) :]
            defaults = cls._field_defaults
            whole = [*values, *[named.pop(name) if name in named else defaults.get(name, _MISSING) for name in rest]]
            if named or _MISSING in whole or len(whole) != len(cls._fields):
                message = f"{cls.__name__} takes {', '.join(cls._fields)}, not {whole} and {named}"
                raise TypeError(message)
            return whole

        def _replace(self, **changes: object) -> Self:
            values = [changes.pop(name, value) for name, value in zip(self._fields, self, strict=True)]
            return type(self)(*values, **changes)

        def _asdict(self) -> dict[str, object]:
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self) -> str:
            fields = ", ".join(f"{name}={value!r}" for name, value in self._asdict().items())
            return f"{type(self).__name__}({fields})"


__all__ = ["NamedTuple"]
