"""`anitp`, also as `python -m anitp_cli`."""

import gc
import signal
import sys

INTERRUPTED = 130


def main() -> None:
    """Run the program and exit; Ctrl-C ends it quietly at any moment, while modules are loading too."""
    gc.disable()  # a run is short: collecting garbage while modules and plans load is felt and finds none
    code = INTERRUPTED
    try:
        from anitp_cli.cli.app import run

        code = run()
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # nothing is left to interrupt but the way out
    sys.exit(code)


if __name__ == "__main__":
    main()
