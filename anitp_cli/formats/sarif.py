"""Problems as SARIF 2.1.0 (OASIS), which code forges and editors read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from anitp_cli import __version__
from anitp_cli.checks.rules import RULES
from anitp_cli.formats.json import dump

if TYPE_CHECKING:
    from anitp_cli.views import Item, View

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(view: View) -> str:
    """One run with every rule and a result for each problem."""
    rules = [
        {
            "id": rule.code,
            "name": rule.word,
            "shortDescription": {"text": f"{rule.finds[0].upper()}{rule.finds[1:]}."},
            "fullDescription": {"text": rule.why},
            "help": {"text": rule.mend},
            "defaultConfiguration": {"level": rule.severity},
        }
        for rule in RULES
    ]
    driver = {"name": "anitp", "version": __version__, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(item) for item in view.items()],
    }
    return dump({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _result(item: Item) -> Item:
    return {
        "ruleId": item["code"],
        "level": item["severity"],
        "message": {"text": f"{item['message']}. {item['help']}"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(item["file"])},
                    "region": {"startLine": item["line"], "startColumn": item["column"]},
                }
            }
        ],
    }


def _uri(file: str) -> str:
    """A path as a reference, with the slashes of one; where it begins with a drive, as a URI."""
    path = Path(file)
    return path.as_uri() if path.drive and path.is_absolute() else quote(path.as_posix(), errors="surrogateescape")
