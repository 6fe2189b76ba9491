"""The JSON Schema (draft 7, which editors know) of each kind of file, made from the shapes that the loader uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anitp_cli.files import ABBREVIATIONS_FILE, ACTIVITIES_FILE, EVIDENCE_FILE, INSTITUTIONS_FILE
from anitp_cli.shapes import ListOf, Record, Text, TextTable

if TYPE_CHECKING:
    from anitp_cli.shapes import Shape

FILES: dict[str, Record] = {
    "activities": ACTIVITIES_FILE,
    "abbreviations": ABBREVIATIONS_FILE,
    "institutions": INSTITUTIONS_FILE,
    "evidence": EVIDENCE_FILE,
}


def schema_of(name: str) -> dict[str, Any]:
    """The schema of one of `FILES`."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": f"{name}.yaml of an action plan",
        **_schema(FILES[name]),
    }


def _schema(shape: Shape) -> dict[str, Any]:
    match shape:
        case Text():
            return _text(shape)
        case ListOf(item, at_least):
            return {"type": "array", "items": _schema(item), **({"minItems": at_least} if at_least else {})}
        case TextTable(key, value):
            return {"type": "object", "propertyNames": _text(key), "additionalProperties": _text(value)}
        case Record(meaning, required, optional):
            return {
                "type": "object",
                "description": _sentence(meaning),
                "required": list(required),
                "additionalProperties": False,
                "properties": {name: _schema(field) for name, field in {**required, **optional}.items()},
            }


def _text(shape: Text) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string", "description": _sentence(shape.meaning)}
    if shape.choices:
        schema["enum"] = list(shape.choices)
    else:
        schema["pattern"] = f"^(?:{shape.pattern})$" if shape.pattern else r"\S"
    if shape.example:
        schema["examples"] = [shape.example]
    return schema


def _sentence(meaning: str) -> str:
    return f"{meaning[0].upper()}{meaning[1:]}."
