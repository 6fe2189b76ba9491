"""Everything that leaves the program: results to standard output or a file, notes and errors to standard error."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, NamedTuple

from anitp_cli import formats
from anitp_cli.cli.choices import one_of
from anitp_cli.errors import AnitpError, OutputError, UsageError
from anitp_cli.text import visible
from anitp_cli.writing import replace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from anitp_cli.views import View

_ENDINGS = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".md": "md",
    ".html": "html",
    ".xlsx": "xlsx",
    ".sarif": "sarif",
    ".ics": "ics",
}
_COLORS = ("auto", "always", "never")
_MOST_DRAWN = 200  # rich takes its time: a longer table is written as plain lines


class ClosedPipeError(AnitpError):
    """Whoever read our output has gone (`| head`): nothing is left to say."""

    exit_code = 141


class Output(NamedTuple):
    """Where a result goes and how it looks there."""

    format: str
    file: str | None
    color: str

    @classmethod
    def chosen(
        cls, format_: str | None, file: str | None, color: str | None, known: Mapping[str, str] = formats.FORMATS
    ) -> Output:
        """What the options ask for.

        Raises:
            UsageError: there is no such format or colour choice.
        """
        if file == "":
            message = "-o needs the name of a file, or - for standard output"
            raise UsageError(message)
        name = format_ or _format_of(file, known)
        return cls(
            one_of(name, tuple(known), "--format"),
            None if file == "-" else file,
            one_of(color or "auto", _COLORS, "--color"),
        )

    def write(self, view: View) -> None:
        """Write a result.

        Raises:
            OutputError: the file or standard output cannot be written.
            ClosedPipeError: standard output was closed by its reader.
        """
        screen = self._screen() if self.format == "table" else None
        if screen is not None and _is_short(view):
            from anitp_cli.formats import table

            _print(table.render(view, screen))
        else:
            self.write_text(formats.render(view, self.format))

    def write_text(self, text: str) -> None:
        """Write a text that needs no format: to the file, or to standard output.

        Raises:
            OutputError: the file or standard output cannot be written.
            ClosedPipeError: standard output was closed by its reader.
        """
        if self.file is not None:
            replace(Path(self.file), text.encode(), str(os.getpid()))
        else:
            _print(text)

    def write_file(self, content: str | bytes) -> None:
        """Write a text, or the bytes of a file that is none: to the file, or to standard output.

        Raises:
            UsageError: it is no text, and standard output is a terminal.
            OutputError: the file or standard output cannot be written.
            ClosedPipeError: standard output was closed by its reader.
        """
        if isinstance(content, str):
            self.write_text(content)
        elif self.file is not None:
            replace(Path(self.file), content, str(os.getpid()))
        elif sys.stdout is not None and sys.stdout.isatty():
            message = f"{self.format} is no text that a terminal can show; give it a file: -o FILE.{self.format}"
            raise UsageError(message)
        else:
            _print(content)

    def columns(self) -> int | None:
        """The width of the terminal that the result goes to; None where it goes to a pipe or a file."""
        screen = self._screen()
        return screen.width if screen else None

    def _screen(self) -> formats.Screen | None:
        """The terminal to draw on, or None for a pipe or a file; --color always draws into a pipe as on a terminal."""
        if self.file is not None:
            return None
        is_terminal = sys.stdout is not None and sys.stdout.isatty()
        if self.color == "auto":
            color = is_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        else:
            color = self.color == "always"
        if not (is_terminal or color):
            return None
        return formats.Screen(max(20, get_terminal_size().columns), color)


def _is_device(file: str | None) -> bool:
    try:
        return file is not None and Path(file).exists() and not Path(file).is_file()
    except OSError:  # a name that is too long, say: what writes to it tells
        return False


def _format_of(file: str | None, known: Mapping[str, str]) -> str:
    """The format that a file's ending asks for; a file without one, or a text, gets the usual format."""
    usual = next(iter(known))
    ending = Path(file or "").suffix.lower()
    if ending in {"", ".txt"} or _is_device(file):
        return usual
    name = _ENDINGS.get(ending)
    if name is None or name not in known:
        endings = [ending for ending, format_ in _ENDINGS.items() if format_ in known]
        or_choose = ", or choose one with --format" if len(known) > 1 else ""
        message = f'no format goes with "{ending}"; name it {", ".join(endings)} or .txt{or_choose}'
        raise UsageError(message)
    return name


def _is_short(view: View) -> bool:
    return sum(1 for _, _ in zip(view.rows(), range(_MOST_DRAWN + 1), strict=False)) <= _MOST_DRAWN


def set_up_streams() -> None:
    """Write UTF-8 whatever the locale, unless PYTHONIOENCODING asks for another; show what that cannot hold escaped."""
    asked = os.environ.get("PYTHONIOENCODING", "").partition(":")[0]
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding=asked or "utf-8", errors="backslashreplace", newline="\n")


def note(text: str) -> None:
    """One line for people, on standard error; a terminal breaks it between words."""
    if sys.stderr is None:
        return
    line = visible(text)
    with suppress(OSError):  # nobody reads standard error: there is nowhere left to say so
        if sys.stderr.isatty():
            from textwrap import wrap

            line = "\n".join(wrap(line, get_terminal_size().columns, break_on_hyphens=False)) if line.strip() else line
        sys.stderr.write(line + "\n")
        sys.stderr.flush()


def _print(content: str | bytes) -> None:
    out = sys.stdout
    if out is None:
        message = "standard output is closed; the result could not be written"
        raise OutputError(message)
    try:
        if isinstance(content, bytes):
            out.buffer.write(content)
        else:
            out.write(content)
        out.flush()
    except BrokenPipeError as error:
        abandon(out)
        message = "the reader of standard output has gone"
        raise ClosedPipeError(message) from error
    except OSError as error:
        abandon(out)
        message = f"standard output cannot be written: {error.strerror}"
        raise OutputError(message) from error


def abandon(stream: Any) -> None:  # noqa: ANN401  # a stream or what typer wraps around one
    """Let the interpreter flush what is left into nothing when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
