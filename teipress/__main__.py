"""`teipress`, and `python -m teipress`: the command line as a process of its own."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress


def run() -> None:
    """Run the command line, and end at once: to take everything apart that was made would cost a tenth of a check."""
    gc.set_threshold(100_000, 50, 100)  # little of what a short run makes is garbage
    from teipress.cli import main

    try:
        main()
    except SystemExit as end:
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError):  # nobody listens any more
                stream.flush()
        os._exit(end.code if isinstance(end.code, int) else 0)


if __name__ == "__main__":
    run()
