"""At once: work that is done in processes of its own, where the system can fork and has more than one core.

What comes of it comes back as plain values. What fails in such a process, for whatever reason, is done again by the
caller, who so meets the same trouble as if there had been no other process.
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
from functools import partial
from itertools import accumulate, chain
from typing import Any, TypeVar, cast

from teipress.diagnostics import Diagnostic, Packed, packed, unpacked

Job = Callable[[], Iterable[Diagnostic]]
Numbered = tuple[int, Callable[[], object]]  # a job, and the number it goes by; what it returns `marshal` can write
Plain = TypeVar("Plain")  # what `marshal` can write
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
    with shared(job) as found:
        yield lambda: found()[0]


@contextmanager
def shared(*jobs: Job) -> Iterator[Callable[[], list[list[Diagnostic]]]]:
    """Begin the first of some *jobs* in another process; each of the others is done by who is free first.

    The function that is yielded does what is left to do, waits for the rest, and returns what each job found.
    """
    collecting = gc.isenabled()
    gc.disable()  # what a check makes is needed to its end: looking for garbage would be time lost
    left, writing = os.pipe()
    os.write(writing, bytes(range(1, len(jobs))))
    os.close(writing)

    def unclaimed() -> Iterator[int]:
        """The jobs that nobody has begun; what one process reads of a pipe is gone for the other."""
        while number := os.read(left, 1):
            yield number[0]

    def done(children: Sequence[int]) -> list[list[Diagnostic]]:
        found = {number: list(jobs[number]()) for number in unclaimed()}
        for there in _gathered(children):
            found |= {number: list(map(unpacked, told)) for number, told in there.items()}
        return [found[number] if number in found else list(job()) for number, job in enumerate(jobs)]

    share = ((number, partial(_packed, jobs[number])) for number in chain([0], unclaimed()))
    try:
        with _children([share] if cores() > 1 else []) as children:
            yield partial(done, children)
    finally:
        os.close(left)
        if collecting:
            gc.enable()


@contextmanager
def made(job: Callable[[], Plain]) -> Iterator[Callable[[], Plain]]:
    """Begin a *job* that makes plain values in another process; the function that is yielded waits for these."""
    with _children([[(0, job)]] if cores() > 1 else []) as children:
        yield lambda: done[0] if (done := {k: v for told in _gathered(children) for k, v in told.items()}) else job()


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
    with _children([[(index, partial(_packed, jobs[index])) for index in share] for share in shares]) as children:
        done = {index: list(map(unpacked, found)) for told in _gathered(children) for index, found in told.items()}
    for index, job in enumerate(jobs):
        yield done[index] if index in done else list(job())


def _packed(job: Job) -> list[Packed]:
    return list(map(packed, job()))


@contextmanager
def _children(shares: Iterable[Iterable[Numbered]]) -> Iterator[list[int]]:
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


def _work(share: Iterable[Numbered], writing: int) -> None:
    """Do a share, in a process that ends with it: nothing of the caller's may run here."""
    global _cores
    _cores = 1
    done = {}
    try:
        for number, job in share:
            with suppress(Exception):
                done[number] = job()
        with os.fdopen(writing, "wb") as out:
            out.write(marshal.dumps(done))
    finally:
        os._exit(0)


def _gathered(children: Sequence[int]) -> list[dict[int, Any]]:
    """What each process made, by the numbers of its jobs; all are read at once, so that none has to wait."""
    parts: dict[int, list[bytes]] = {reading: [] for reading in children}
    open_ = list(children)
    while open_:
        for reading in select.select(open_, [], [])[0]:
            if part := os.read(reading, 2**16):
                parts[reading].append(part)
            else:
                open_.remove(reading)
    return [_read(b"".join(parts[reading])) for reading in children]


def _read(data: bytes) -> dict[int, Any]:
    try:
        return cast(dict[int, Any], marshal.loads(data))
    except (EOFError, ValueError, TypeError):  # it was ended before it had written all
        return {}
