"""`anitp schema`: what editors and other checkers are told of the files."""

from typing import Annotated, Optional

import typer

from anitp_cli.cli import completion
from anitp_cli.cli.choices import one_of
from anitp_cli.cli.output import Output
from anitp_cli.formats import FORMATS
from anitp_cli.formats.json import dump
from anitp_cli.jsonschema import FILES, schema_of


def schema(
    name: Annotated[
        str, typer.Argument(metavar="|".join(FILES), autocompletion=completion.files, help="Which file's schema.")
    ],
    output: Annotated[
        Optional[str],
        typer.Option("--output", "-o", metavar="FILE", help="Write to FILE, such as evidence.schema.json."),
    ] = None,
) -> None:
    """The JSON Schema of a kind of file.

    The same schemas stand in schema/, and the first line of each file points to its own, so that editors complete
    and underline.

    \b
    anitp schema activities -o schema/activities.schema.json
    """
    known = one_of(name, tuple(FILES), "FILE")
    Output.chosen(None, output, None, {"json": FORMATS["json"]}).write_text(dump(schema_of(known), indent=2) + "\n")
