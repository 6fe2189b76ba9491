"""Every option and argument that several commands take, named once."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from anitp_cli.cli import completion
from anitp_cli.formats import FORMATS

PlanDir = Annotated[
    Optional[str],
    typer.Option(
        "--plan", metavar="DIR", envvar="ANITP_PLAN", help="The plan's folder; else the one shipped with anitp."
    ),
]
Format = Annotated[
    Optional[str],
    typer.Option(
        "--format", "-f", metavar="|".join(FORMATS), autocompletion=completion.formats, help="How to write the result."
    ),
]
OutputFile = Annotated[
    Optional[str],
    typer.Option("--output", "-o", metavar="FILE", help="Write to FILE; its ending chooses the format."),
]
Color = Annotated[
    Optional[str],
    typer.Option("--color", metavar="auto|always|never", help="Colour the table; auto: on a terminal only."),
]
Today = Annotated[
    Optional[str],
    typer.Option("--today", metavar="DAY", envvar="ANITP_TODAY", help="Take DAY for today."),
]
Who = Annotated[
    Optional[str],
    typer.Option(
        "--who", metavar="NAME", autocompletion=completion.institutions, help="Only what names this institution."
    ),
]
RoleName = Annotated[
    Optional[str],
    typer.Option("--role", metavar="responsible|partner", autocompletion=completion.roles, help="Only in this role."),
]
ObjectiveId = Annotated[
    Optional[str],
    typer.Option(
        "--objective", metavar="ID", autocompletion=completion.objectives, help='Only under this one: "2" or "2.1".'
    ),
]
