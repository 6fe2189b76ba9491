"""Everything that leaves the program: results to standard output or a file, notes and errors to standard error."""

from __future__ import annotations

import codecs
import os
import sys
from contextlib import suppress
from errno import EINVAL
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

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
    ".htm": "html",
    ".xlsx": "xlsx",
    ".sarif": "sarif",
    ".ics": "ics",
}
_NO_TEXT = {"html", "json"}  # what a file that ends in .txt is not expected to hold
_COLORS = ("auto", "always", "never")
_MOST_DRAWN = 200  # rich takes its time: a longer table is written as plain lines
_LEAST_COLUMNS = 20  # on a narrower terminal nothing could be read
_USUAL_COLUMNS = 80  # of a terminal that does not say how wide it is


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
        elif sys.stdout.isatty():
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
        is_terminal = sys.stdout.isatty()
        if self.color == "auto":
            color = is_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM", "") not in {"", "dumb"}
        else:
            color = self.color == "always"
        if not (is_terminal or color):
            return None
        if color and is_terminal:
            _obey_escapes()
        return formats.Screen(_columns(sys.stdout), color)


def _is_device(file: str | None) -> bool:
    try:
        return file is not None and Path(file).exists() and not Path(file).is_file()
    except OSError:  # a name that is too long, say: what writes to it tells
        return False


def _format_of(file: str | None, known: Mapping[str, str]) -> str:
    """The format that a file's ending asks for; a file without one, or a text, gets the usual format."""
    usual = next(iter(known))
    ending = Path(file or "").suffix.lower()
    plain = [] if usual in _NO_TEXT else [".txt"]
    if ending in {"", *plain} or _is_device(file):
        return usual
    name = _ENDINGS.get(ending)
    if name is None or name not in known:
        endings = [ending for ending, format_ in _ENDINGS.items() if format_ in known]
        or_choose = ", or choose one with --format" if len(known) > 1 else ""
        *others, last = [*endings, *plain]
        names = f"{', '.join(others)} or {last}" if others else last
        message = f'no format goes with "{ending}"; name it {names}{or_choose}'
        raise UsageError(message)
    return name


def _is_short(view: View) -> bool:
    return sum(1 for _, _ in zip(view.rows(), range(_MOST_DRAWN + 1), strict=False)) <= _MOST_DRAWN


def set_up_streams() -> None:
    """Write UTF-8 whatever the locale, unless PYTHONIOENCODING asks for another; show what that cannot hold escaped."""
    asked = os.environ.get("PYTHONIOENCODING", "").partition(":")[0]
    codecs.register_error("anitp", _escape)
    sys.stdout = sys.stdout or _closed(1)
    sys.stderr = sys.stderr or _closed(2)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding=_encoding(stream, asked), errors="anitp", newline="\n")


def _encoding(stream: TextIO, asked: str) -> str:
    """A console of Windows takes what Python has found out that it takes, and nothing else that is asked for."""
    return stream.encoding if os.name == "nt" and stream.isatty() else asked or "utf-8"


def _escape(error: UnicodeError) -> tuple[str, int]:
    """What an encoding cannot hold, escaped as in JSON: there it reads back as it was."""
    from json import dumps

    if not isinstance(error, UnicodeEncodeError):
        raise error
    return dumps(error.object[error.start : error.end])[1:-1], error.end


def _closed(descriptor: int) -> TextIO:
    """A stream that takes nothing, in the place of one that was closed: the next file to be opened would get that."""
    nowhere = os.open(os.devnull, os.O_RDONLY)
    if nowhere != descriptor:
        os.dup2(nowhere, descriptor)
        os.close(nowhere)
    return open(descriptor, "w", encoding="utf-8", closefd=False)


def note(text: str) -> None:
    """One line for people, on standard error; a terminal breaks it between words."""
    line = visible(text)
    with suppress(OSError):  # nobody reads standard error: there is nowhere left to say so
        if sys.stderr.isatty():
            from textwrap import wrap

            line = "\n".join(wrap(line, _columns(sys.stderr), break_on_hyphens=False)) if line.strip() else line
        _send(line + "\n", sys.stderr)


def _columns(stream: TextIO) -> int:
    """How wide a terminal is, unless COLUMNS says otherwise."""
    try:
        own = os.get_terminal_size(stream.fileno()).columns
    except OSError:
        own = 0
    return max(_LEAST_COLUMNS, get_terminal_size((own or _USUAL_COLUMNS, 0)).columns)


def _print(content: str | bytes) -> None:
    try:
        _send(content, sys.stdout)
    except OSError as error:
        if is_closed_pipe(error):
            message = "the reader of standard output has gone"
            raise ClosedPipeError(message) from error
        message = f"standard output cannot be written: {error.strerror}"
        raise OutputError(message) from error


def is_closed_pipe(error: OSError) -> bool:
    """Whether a write failed because its reader has gone, which Windows calls an invalid argument."""
    return isinstance(error, BrokenPipeError) or (os.name == "nt" and error.errno == EINVAL)


def _send(content: str | bytes, stream: TextIO) -> None:
    """Write all of a content, however little of it is taken at a time.

    A text stream does not: where Python runs unbuffered it drops what was not taken at once, a disk being nearly full,
    say; and from a pipe that another process has made non-blocking it turns away.
    """
    whole = content if isinstance(content, bytes) else content.encode(stream.encoding, stream.errors or "strict")
    rest = memoryview(whole)
    raw = getattr(stream.buffer, "raw", stream.buffer)
    while rest:
        taken = raw.write(rest)
        if taken is None:
            from select import select

            select([], [raw], [])
        else:
            rest = rest[taken:]


def abandon(stream: Any) -> None:  # noqa: ANN401  # a stream or what typer wraps around one
    """Let the interpreter flush what is left into nothing when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


if sys.platform == "win32":

    def _obey_escapes() -> None:
        """Have the console of standard output obey escape sequences, which it shows as letters until it is told to."""
        import ctypes
        import msvcrt

        obeyed = 4  # ENABLE_VIRTUAL_TERMINAL_PROCESSING
        console, mode = ctypes.c_void_p(msvcrt.get_osfhandle(sys.stdout.fileno())), ctypes.c_uint32()
        if ctypes.windll.kernel32.GetConsoleMode(console, ctypes.byref(mode)):
            ctypes.windll.kernel32.SetConsoleMode(console, mode.value | obeyed)

else:

    def _obey_escapes() -> None:
        """A terminal elsewhere obeys them."""
