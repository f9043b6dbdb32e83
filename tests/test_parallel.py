"""At once: what other processes find is what one alone would have found, in the same order."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterable
from functools import partial

import pytest
from hypothesis import given
from hypothesis import settings as running
from hypothesis import strategies as some

from teipress import parallel
from teipress.checks import check
from teipress.diagnostics import Diagnostic, Exit, Place, Severity, Trouble
from teipress.settings import Settings
from tests.editions import document, edition

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="without fork there is one process")
SOME = Diagnostic(Place("x.xml", 1, 2, "/TEI"), "TXT-001", "<p> holds nothing “ж”", "a hint", Severity.NOTE, True)


@pytest.fixture(autouse=True)
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "_cores", 2)


def children() -> int:
    """How many processes of ours there are, ended ones that nobody has waited for included."""
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return 0
    return 1


def found_in(parent: int, diagnostics: Iterable[Diagnostic] = (SOME,)) -> list[Diagnostic]:
    """Findings, and one more that says whether another process than *parent* made them."""
    return [*diagnostics, Diagnostic(Place(""), "", "here" if os.getpid() == parent else "elsewhere")]


def test_findings_cross_whole() -> None:
    with parallel.beside(partial(found_in, os.getpid())) as found:
        told, where = found()
    assert told == SOME
    assert where.message == "elsewhere"
    assert children() == 0


def test_the_work_of_a_process_that_was_ended_is_done_again() -> None:
    here = os.getpid()

    def job() -> list[Diagnostic]:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return [SOME]

    with parallel.beside(job) as found:
        assert found() == [SOME]


def test_trouble_is_met_by_the_caller() -> None:
    def job() -> list[Diagnostic]:
        raise Trouble("no such schema", Exit.USAGE)

    with pytest.raises(Trouble, match="no such schema") as met, parallel.beside(job) as found:
        found()
    assert met.value.code is Exit.USAGE


def test_nothing_is_left_where_nobody_waits() -> None:
    def job() -> list[Diagnostic]:
        time.sleep(60)
        return []

    started = time.monotonic()
    with pytest.raises(KeyError), parallel.beside(job):
        raise KeyError
    assert time.monotonic() - started < 10
    assert children() == 0


def test_more_than_a_pipe_holds_comes_through() -> None:
    many = [SOME] * 5000
    with parallel.beside(lambda: many) as found:
        assert found() == many
    assert list(parallel.each([lambda: many] * 3, [1, 2, 3])) == [many] * 3


def test_what_another_process_makes_is_what_this_one_would_have_made() -> None:
    here = os.getpid()

    def job(fails: bool) -> tuple[bytes, bool]:
        if fails and os.getpid() != here:
            raise Trouble("elsewhere only")
        return b"\x00" * 2**20, os.getpid() == here

    with parallel.made(partial(job, False)) as made:
        assert made() == (b"\x00" * 2**20, False)
    with parallel.made(partial(job, True)) as made:
        assert made() == (b"\x00" * 2**20, True)
    assert children() == 0


def test_there_is_no_fork_beside_a_thread() -> None:
    ended = threading.Event()
    thread = threading.Thread(target=ended.wait)
    thread.start()
    try:
        with parallel.beside(partial(found_in, os.getpid())) as found:
            assert found()[-1].message == "here"
    finally:
        ended.set()
        thread.join()


def numbered(number: int) -> list[Diagnostic]:
    return [Diagnostic(Place("x.xml", line), "TXT-001", str(number)) for line in range(number % 4)]


@running(max_examples=15, deadline=None)
@given(some.lists(some.integers(0, 10**6), max_size=12))
def test_results_come_in_the_order_of_the_jobs(sizes: list[int]) -> None:
    jobs: list[Callable[[], list[Diagnostic]]] = [partial(numbered, number) for number in range(len(sizes))]
    assert list(parallel.each(jobs, sizes)) == [numbered(number) for number in range(len(sizes))]


def test_an_edition_is_judged_alike_by_one_process_and_by_two(monkeypatch: pytest.MonkeyPatch) -> None:
    made = edition(document('<head/><p><date when="1917-02-30">x</date> <persName ref="#nobody">N</persName></p>'))
    two = list(check(made, Settings()))
    monkeypatch.setattr(parallel, "_cores", 1)
    assert two == list(check(made, Settings()))
    assert {"DAT-001", "REF-001", "SCH-002", "TXT-001"} <= {d.code for d in two}
