"""The floor: a Typer program that does nothing, set up as `anitp` is."""

import typer

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)


@app.command()
def empty() -> None:
    """Do nothing."""


if __name__ == "__main__":
    app()
