"""Validation: what `teipress validate` does: documents checked and findings told, once or after every change."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import NamedTuple

import click

from teipress import console, parallel
from teipress.diagnostics import Diagnostic, Exit, Place, Severity, Trouble, exit_code, in_order
from teipress.settings import Settings

SEPARATOR = "-" * 60  # between one check and the next, with --watch
WATCHED = {"text": "text", "json": "lines"}  # with --watch each check is one line of JSON


class Task(NamedTuple):
    """What is to be checked, and how findings are told. *notes*: those that are mere advice, too."""

    paths: tuple[Path, ...]
    schema_file: Path | None = None
    phase: str = ""
    root: Path | None = None
    form: str = "text"
    notes: bool = False

    def documents(self, trouble: list[Trouble]) -> Iterator[tuple[Path, Settings]]:
        """The documents that can be read, each with its settings; *trouble* takes why others cannot."""
        from teipress import files
        from teipress.edition import documents

        for path, settings in console.chosen(self.paths):
            try:
                for document in documents(path):
                    files.read(document, 0)
                    yield document, settings._replace(phase=self.phase or settings.phase)
            except Trouble as reason:
                trouble.append(reason)


class Checked(NamedTuple):
    """What came of a check: the findings in order, why some documents could not be read, and how many were."""

    found: Sequence[Diagnostic]
    trouble: Sequence[Trouble]
    documents: int

    @property
    def ended(self) -> Exit:
        """What the program ends with: the gravest of all."""
        return max([exit_code(self.found), *(reason.code for reason in self.trouble)])


def check(task: Task) -> Checked:
    """Check all documents that can be read."""
    trouble: list[Trouble] = []
    listed = list(task.documents(trouble))
    found, failed = _found(task, listed)
    return Checked(in_order(found), trouble + failed, len(listed) - len(failed))


def tell(task: Task, checked: Checked) -> None:
    """Tell everything that came of a check, with a line at its end for people."""
    for message in dict.fromkeys(map(str, checked.trouble)):
        click.echo(f"teipress: {message}", err=True)
    if checked.documents or not checked.trouble:
        console.report(checked.found, task.form, task.notes)
    if task.form == "text" and checked.documents:
        click.echo(_summary(checked, task.notes))


def validate(task: Task) -> Exit:
    """Check all documents that can be read, and tell everything; what the program ends with."""
    checked = check(task)
    tell(task, checked)
    return checked.ended


def _found(task: Task, listed: Sequence[tuple[Path, Settings]]) -> tuple[list[Diagnostic], list[Trouble]]:
    """The findings on some documents, and why others could not be checked."""
    from teipress.checks import rules

    if len(listed) > 1:
        rules()  # so that all processes have them in common
    jobs = [partial(_checked, task, path, settings) for path, settings in listed]
    found: list[Diagnostic] = []
    failed: list[Trouble] = []
    for findings in parallel.each(jobs, [path.stat().st_size if path.is_file() else 0 for path, _ in listed]):
        for finding in findings:
            if finding.code:
                found.append(finding)
            else:
                failed.append(Trouble(finding.message, Exit(int(finding.hint))))
    return found, failed


def _checked(task: Task, path: Path, settings: Settings) -> Iterator[Diagnostic]:
    """What is wrong with a document; trouble as a finding without a code, since it may come from another process."""
    from teipress.checks import check_file

    try:
        yield from check_file(path, settings, task.schema_file, task.root)
    except Trouble as trouble:
        yield Diagnostic(Place(str(path)), "", str(trouble), str(int(trouble.code)))


def _summary(checked: Checked, notes: bool) -> str:
    """All of it in one line: how many problems in how many documents, and how much advice was kept back."""
    problems = sum(d.severity is not Severity.NOTE for d in checked.found)
    advice = 0 if notes else sum(console.is_advice(d) for d in checked.found)
    more = f"; {console.counted(advice, 'note')} with --notes" if advice else ""
    return f"{console.counted(problems, 'problem')} in {console.counted(checked.documents, 'document')}{more}"


def mend(task: Task, write: bool) -> None:
    """Mend what is safe to mend in all documents, or only show it."""
    from teipress.fix import mend as mended

    trouble: list[Trouble] = []
    for document, settings in task.documents(trouble):
        for line in mended(document, settings, task.root, write=write):
            click.echo(line, err=write)
    if trouble and not write:
        raise trouble[0]


def watch(task: Task) -> Exit:
    """Check again whenever something changes, until Ctrl-C; what the last check ended with."""
    from teipress.watch import Folders, Recorder, around, folders, wait

    if task.form not in WATCHED:
        raise Trouble(f"--watch tells findings as text or json, not as {task.form}", Exit.USAGE)
    task = task._replace(form=WATCHED[task.form])
    paths = [path for path, _ in console.chosen(task.paths)]
    for path in paths:
        if not path.exists():
            raise Trouble(f"{path} does not exist")
    _warm()
    ended, recorder, first = Exit.CLEAN, Recorder(), True
    beside: Folders = {}
    try:
        while True:
            # As it is before the check, in which files may come.
            near, beside = around(paths), {**beside, **folders(paths, {}, beside)}
            with recorder.recording() as read:
                try:
                    with parallel.alone() if first else nullcontext():
                        checked = check(task)
                    ended, first = checked.ended, False
                    tell(task, checked)
                except Trouble as trouble:  # the settings, say
                    ended = trouble.code
                    click.echo(f"teipress: {trouble}", err=True)
            gc.freeze()  # nothing that is there now is looked through for garbage in the checks to come
            beside = wait({**near, **read}, folders(paths, read, beside))
            if task.form == "text":
                click.echo(SEPARATOR)
    except KeyboardInterrupt:
        return ended


def _warm() -> None:
    """Bring in what checks need before they fork: what a process brings in that ends with the check is lost."""
    import teipress.grammar.recover
    import teipress.report  # noqa: F401
    from teipress.checks import rules

    rules()
