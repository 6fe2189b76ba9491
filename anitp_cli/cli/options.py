"""Every option and argument that several commands take, named once."""

from typing import Annotated, Optional

import typer

from anitp_cli.cli import completion
from anitp_cli.formats import FORMATS, REPORTS

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
ReportFormat = Annotated[
    Optional[str],
    typer.Option(
        "--format",
        "-f",
        metavar="|".join(REPORTS),
        autocompletion=completion.reports,
        help="How to write the problems.",
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
NoCache = Annotated[
    bool,
    typer.Option(
        "--no-cache", envvar="ANITP_NO_CACHE", help="Read the plan's files themselves, however large the plan is."
    ),
]
Who = Annotated[
    Optional[str],
    typer.Option(
        "--who", metavar="NAME", autocompletion=completion.institutions, help="Only what names this institution."
    ),
]
Responsible = Annotated[
    Optional[str],
    typer.Option(
        "--who", metavar="NAME", autocompletion=completion.institutions, help="Only what this institution answers for."
    ),
]
ReportedBy = Annotated[
    Optional[str],
    typer.Option("--by", metavar="NAME", autocompletion=completion.institutions, help="Reported by this institution."),
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
Before = Annotated[Optional[str], typer.Option("--before", metavar="DATE", help="Due before its first day.")]
By = Annotated[Optional[str], typer.Option("--by", metavar="DATE", help="Due on its last day or before.")]
After = Annotated[Optional[str], typer.Option("--after", metavar="DATE", help="Due after its last day.")]
From = Annotated[Optional[str], typer.Option("--from", metavar="DATE", help="Due on its first day or after.")]
In = Annotated[Optional[str], typer.Option("--in", metavar="DATE", help="Due on one of its days.")]
Limit = Annotated[Optional[int], typer.Option("--limit", metavar="N", min=0, help="Show at most N.")]
ExitCode = Annotated[bool, typer.Option("--exit-code", help="Exit with 1 if anything is found.")]
