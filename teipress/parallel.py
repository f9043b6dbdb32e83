"""At once: checks that run in processes of their own, where the system can fork and has more than one core.

Findings come back as plain values. What fails in such a process, for whatever reason, is done again by the caller, who
so meets the same trouble as if there had been no other process.
"""

from __future__ import annotations

import gc
import marshal
import os
import select
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import accumulate

from teipress.diagnostics import Diagnostic, packed, unpacked

Job = Callable[[], Iterable[Diagnostic]]
MOST = 8  # processes
ROOM = 160 * 2**20  # bytes that all may take together: each some of its own, and its document many times over
OWN, TIMES = 10 * 2**20, 22
FEE = 20_000  # what a document costs besides its size, in bytes of a longer one
_cores = 0  # counted when first asked for; 1 within a process of ours, which starts no others


def cores() -> int:
    """How many processes may work at once; 1 where forking is not possible, or not safe."""
    global _cores
    if not _cores:
        # On macOS system libraries do not survive a fork.
        able = hasattr(os, "fork") and sys.platform != "darwin"
        _cores = min(MOST, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
        _cores = _cores if able else 1
    return _cores if threading.active_count() == 1 else 1


@contextmanager
def alone() -> Iterator[None]:
    """Within this block, all is done in this process, which so learns what those forked from it later will know."""
    global _cores
    known, _cores = _cores, 1
    try:
        yield
    finally:
        _cores = known


@contextmanager
def beside(job: Job) -> Iterator[Callable[[], list[Diagnostic]]]:
    """Begin *job* in another process; the function that is yielded waits for its findings, or does the job itself."""
    collecting = gc.isenabled()
    gc.disable()  # what a check makes is needed to its end: looking for garbage would be time lost
    try:
        if cores() == 1:
            yield lambda: list(job())
        else:
            with _children([[job]]) as children:
                yield lambda: found[0] if (found := _gathered(children)[0]) else list(job())
    finally:
        if collecting:
            gc.enable()


def each(jobs: Sequence[Job], sizes: Sequence[int]) -> Iterator[list[Diagnostic]]:
    """The findings of each job, in order, as if they were done one after the other. *sizes* tell which take long."""
    needed = accumulate(OWN + TIMES * size for size in sorted(sizes, reverse=True))
    number = min(cores(), sum(sum_ <= ROOM for sum_ in needed))
    if number < 2:
        yield from (list(job()) for job in jobs)
        return
    shares: list[list[int]] = [[] for _ in range(number)]
    loads = [0] * number
    for index in sorted(range(len(jobs)), key=lambda i: -sizes[i]):  # the longest first, to who has least to do
        lazy = loads.index(min(loads))
        shares[lazy].append(index)
        loads[lazy] += sizes[index] + FEE
    with _children([[jobs[index] for index in share] for share in shares]) as children:
        done = {
            share[number]: found
            for share, told in zip(shares, _gathered(children), strict=True)
            for number, found in told.items()
        }
    for index, job in enumerate(jobs):
        yield done[index] if index in done else list(job())


@contextmanager
def _children(shares: Sequence[Sequence[Job]]) -> Iterator[list[int]]:
    """Processes that do a share of the jobs each; yields where each can be read. None of them outlives the block."""
    children: dict[int, int] = {}
    if frozen := not gc.get_freeze_count():
        gc.freeze()  # what the collector does not touch stays in the memory that all have in common
    try:
        for share in shares:
            reading, writing = os.pipe()
            process = os.fork()
            if not process:
                _work(share, writing)
            os.close(writing)
            children[process] = reading
        yield list(children.values())
    finally:
        if frozen:
            gc.unfreeze()
        for process, reading in children.items():
            os.close(reading)
            with suppress(OSError):
                os.kill(process, signal.SIGKILL)
                os.waitpid(process, 0)


def _work(share: Sequence[Job], writing: int) -> None:
    """Do a share, in a process that ends with it: nothing of the caller's may run here."""
    global _cores
    _cores = 1
    done = {}
    try:
        for number, job in enumerate(share):
            with suppress(Exception):
                done[number] = [packed(diagnostic) for diagnostic in job()]
        with os.fdopen(writing, "wb") as out:
            out.write(marshal.dumps(done))
    finally:
        os._exit(0)


def _gathered(children: Sequence[int]) -> list[dict[int, list[Diagnostic]]]:
    """What each process found, by the number of the job; all are read at once, so that none has to wait."""
    parts: dict[int, list[bytes]] = {reading: [] for reading in children}
    open_ = list(children)
    while open_:
        for reading in select.select(open_, [], [])[0]:
            if part := os.read(reading, 2**16):
                parts[reading].append(part)
            else:
                open_.remove(reading)
    return [_unpacked(b"".join(parts[reading])) for reading in children]


def _unpacked(data: bytes) -> dict[int, list[Diagnostic]]:
    try:
        done = marshal.loads(data)
    except (EOFError, ValueError, TypeError):  # it was ended before it had written all
        return {}
    return {number: list(map(unpacked, found)) for number, found in done.items()}
