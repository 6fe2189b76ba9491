"""`anitp`, also as `python -m anitp_cli`."""

import gc
import os
import signal
import sys
from typing import NoReturn


def main() -> None:
    """Run the program and exit; Ctrl-C ends it at once and without a word, as the shell's 130."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        # Python would raise KeyboardInterrupt wherever it is, and loses it in places where modules are loading.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    gc.disable()  # a run is short: collecting garbage while modules and plans load is felt and finds none
    from anitp_cli.cli.app import run

    _leave(run())


def _leave(code: int) -> NoReturn:
    """End the process without taking the interpreter apart first, which takes as long as reading a plan."""
    try:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
    except OSError:
        sys.exit(code)
    os._exit(code)


if __name__ == "__main__":
    main()
