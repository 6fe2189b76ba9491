"""`anitp`, also as `python -m anitp_cli`."""

import gc

gc.disable()  # a run is short: collecting garbage while modules and plans load is felt and finds none

from anitp_cli.cli.app import main  # noqa: E402  # nothing is imported before that

if __name__ == "__main__":
    main()
