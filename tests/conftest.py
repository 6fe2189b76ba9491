"""What every test may ask for: to type a command and to see all that comes of it."""

from __future__ import annotations

import io
import os
import pty
import select
import shlex
import struct
import subprocess
import sys
import termios
from dataclasses import dataclass
from fcntl import ioctl
from functools import partial
from pathlib import Path

import hypothesis
import pytest

from anitp_cli.cli import app
from anitp_cli.loading import open_plan

ROOT = Path(__file__).parent.parent
DATA = Path(__file__).parent / "data"
TODAY = "2019-07-01"

# How long an example takes says nothing on a machine that others use too.
hypothesis.settings.register_profile("anitp", deadline=None)
hypothesis.settings.load_profile("anitp")


def pytest_addoption(parser):
    parser.addoption("--snapshot-update", action="store_true", help="write the outputs of now as the expected ones")


@dataclass(frozen=True)
class Result:
    """All that comes of a command."""

    exit_code: int
    stdout: str
    stderr: str


@pytest.fixture(scope="session")
def plan():
    """The plan that comes with the package."""
    return open_plan()


@pytest.fixture
def run(monkeypatch):
    """Type `anitp ...` and get its exit code and both streams; today is 2019-07-01 unless the words say otherwise."""
    for name in ("ANITP_PLAN", "ANITP_DEBUG", "NO_COLOR", "PYTHONIOENCODING", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ANITP_TODAY", TODAY)

    def run(typed: str | list[str], *, stdin: bytes = b"") -> Result:
        words = shlex.split(typed) if isinstance(typed, str) else typed
        out, err = io.BytesIO(), io.BytesIO()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["anitp", *words])
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="ascii"))
            patch.setattr(sys, "stdout", io.TextIOWrapper(out, encoding="ascii"))
            patch.setattr(sys, "stderr", io.TextIOWrapper(err, encoding="ascii"))
            exit_code = app.run(words)
            sys.stdout.flush()
            sys.stderr.flush()
            return Result(exit_code, out.getvalue().decode(), err.getvalue().decode())

    return run


@pytest.fixture(scope="session")
def terminal(tmp_path_factory):
    """Start a process on a pseudo-terminal and get all that it sends to the screen, both streams.

    A variable of `env` that is None is taken away; `typed` waits in the terminal from the start.
    """
    home = tmp_path_factory.mktemp("home")

    def terminal(
        words: list[str],
        *,
        columns: int = 80,
        env: dict[str, str | None] | None = None,
        cwd: Path | None = None,
        typed: bytes = b"",
    ) -> str:
        main, side = pty.openpty()
        ioctl(side, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        left_out = {"COLUMNS", "LINES", "NO_COLOR", "PYTHONIOENCODING", "XDG_CACHE_HOME"}
        inherited = {name: value for name, value in os.environ.items() if name not in left_out}
        wanted = {**inherited, "ANITP_TODAY": TODAY, "HOME": str(home), "TERM": "xterm-256color", **(env or {})}
        settings = {name: value for name, value in wanted.items() if value is not None}
        os.write(main, typed)
        with subprocess.Popen(words, stdin=side, stdout=side, stderr=side, env=settings, cwd=cwd) as process:
            os.close(side)
            sent = b"".join(iter(partial(_sent, main), b""))
            process.wait()
        os.close(main)
        return sent.decode(settings.get("PYTHONIOENCODING", "utf-8")).replace("\r\n", "\n")

    return terminal


def _sent(main: int) -> bytes:
    """What the process has sent, as soon as there is something; nothing once it has closed the terminal."""
    try:
        return os.read(main, 65536) if select.select([main], [], [], 30)[0] else b""
    except OSError:
        return b""


@pytest.fixture(scope="session")
def program():
    """The installed `anitp`, to be started as a process of its own."""
    path = Path(sys.executable).with_name("anitp.exe" if os.name == "nt" else "anitp")
    if not path.exists():
        pytest.fail(f"{path} is missing: install the package first (pip install -e '.[dev]')")
    return str(path)
