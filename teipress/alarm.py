"""Alarm: no more than so many seconds for work whose length others decide, where the system can ring."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Slow(BaseException):
    """Time is up. No Exception, so that nothing on the way catches it."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise `Slow` in what is done here if it takes longer; on Windows, and beside the main thread, nothing rings."""

    def ring(number: int, frame: FrameType | None) -> None:
        raise Slow

    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
