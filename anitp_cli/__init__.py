"""Government action plans as data: query, track, check and cite them.

from anitp_cli import load_plan
plan, problems = load_plan()
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anitp_cli.loading import load_plan

__all__ = ["__version__", "load_plan"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:  # noqa: ANN401
    """Import the library when it is first asked for: `anitp --version` needs none of it."""
    if name == "load_plan":
        from anitp_cli.loading import load_plan

        return load_plan
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
