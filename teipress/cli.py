"""The command line: what a user types, and what they see. See `docs/cli.md`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click

from teipress import __version__
from teipress.diagnostics import Diagnostic, Exit, Severity, Trouble, exit_code, in_order
from teipress.drafts import encode
from teipress.settings import VIEWS, Settings, find

PATHS = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
ROOT = click.option(
    "--root", type=click.Path(path_type=Path, file_okay=False), help="The folder nothing in a document may leave."
)
SCHEMA = click.option(
    "--schema", "schema_file", type=click.Path(path_type=Path), help="Check against this RELAX NG (.rng) or XSD file."
)


@contextmanager
def _told() -> Iterator[None]:
    """Trouble with the surroundings ends the program in one sentence."""
    try:
        yield
    except Trouble as trouble:
        click.echo(f"teipress: {trouble}", err=True)
        sys.exit(trouble.code)
    except BrokenPipeError:
        sys.exit(Exit.CLEAN)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="teipress")
def main() -> None:
    """Scholarly TEI editions: validated, and turned into books and archive packages.

    \b
    teipress validate                 check the edition at hand
    teipress build letters.xml        make a PDF, an EPUB and a text of any TEI file
    teipress pack                     wrap the edition up for an archive

    The edition at hand is what [tool.teipress] in pyproject.toml, or teipress.toml, names in this folder or above.

    \b
    Exit codes: 0 clean, 1 errors found, 2 wrong use, 3 cannot read or write,
    4 refused for safety. Findings go to stderr, results to stdout.
    """
    # A text may be nested 256 deep, and each level takes several calls in compose and in an exporter.
    sys.setrecursionlimit(20_000)


main.add_command(encode)


@main.command()
@PATHS
@SCHEMA
@ROOT
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How findings are written.")
def validate(paths: tuple[Path, ...], schema_file: Path | None, root: Path | None, form: str) -> None:
    """Check TEI files, all files of a folder, or the edition at hand.

    Well-formedness and encoding, the schema, ids and pointers, the header. All problems are told in one run, each with
    its place and what to do; `teipress explain CODE` says more.
    """
    from teipress.checks import check_file
    from teipress.edition import documents

    with _told():
        found: list[Diagnostic] = []
        count = 0
        for path, settings in _chosen(paths):
            for document in documents(path):
                count += 1
                found.extend(check_file(document, settings, schema_file, root))
        _report(found, form)
        if form == "text":
            problems = sum(d.severity is not Severity.NOTE for d in found)
            click.echo(f"{_counted(problems, 'problem')} in {_counted(count, 'document')}")
        sys.exit(exit_code(found))


@main.command()
@PATHS
@click.option("--to", "formats", default="", help="Formats, joined by commas: text, epub, pdf. All by default.")
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), help="The folder to write to.")
@click.option("--view", type=click.Choice(VIEWS), help="The text to be read, or the source as it stands.")
@SCHEMA
@ROOT
def build(
    paths: tuple[Path, ...],
    formats: str,
    output: Path | None,
    view: str | None,
    schema_file: Path | None,
    root: Path | None,
) -> None:
    """Make books: PDF, EPUB and plain text, of TEI files or the edition at hand.

    The document is validated first. What is not well-formed or not safe is never built, and an edition that breaks its
    own schema is not either; then nothing is written, and what was there stays. Every file is read back, and the build
    fails if a word of the TEI is missing from it.
    """
    from teipress import publish
    from teipress.build import build as build_one
    from teipress.edition import documents

    with _told():
        names = tuple(name.strip() for name in formats.split(",") if name.strip()) or publish.DEFAULT_FORMATS
        for name in names:
            publish.exporter(name)
        worst = Exit.CLEAN
        for path, settings in _chosen(paths):
            for document in documents(path):
                chosen = replace(settings, view=view or settings.view)
                built = build_one(document, chosen, names, schema_file, root)
                _report(built.findings, "text")
                worst = max(worst, exit_code(built.findings))
                if built.books is not None:
                    folder = output or (settings.root or Path()) / settings.output
                    for written in publish.write(built.books, folder):
                        click.echo(_shown(written))
        sys.exit(worst)


@main.command()
@PATHS
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), help="The folder to write to.")
@SCHEMA
@ROOT
def pack(paths: tuple[Path, ...], output: Path | None, schema_file: Path | None, root: Path | None) -> None:
    """Wrap an edition up for an archive: a BagIt bag that is an RO-Crate.

    It holds the TEI, its schema, its witness, the three editions made of it, and metadata as Dublin Core and DataCite.
    """
    from teipress import exchange, files, publish
    from teipress.build import build as build_one

    with _told():
        for path, settings in _chosen(paths):
            built = build_one(path, settings, publish.DEFAULT_FORMATS, schema_file, root)
            _report(built.findings, "text")
            if built.edition is None or built.books is None or exit_code(built.findings) is not Exit.CLEAN:
                sys.exit(exit_code(built.findings))
            package = exchange.package(built.edition, built.books.files, built.schema, _witness(settings))
            target = (output or (settings.root or Path()) / settings.output) / f"{files.slug(path.stem)}.zip"
            files.write(target, package)
            click.echo(_shown(target))


@main.command()
@click.argument("path", metavar="TEI", type=click.Path(path_type=Path))
@click.option("--write", is_flag=True, help="Put the certain tags into the file.")
@ROOT
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How they are listed.")
def annotate(path: Path, write: bool, root: Path | None, form: str) -> None:
    """Propose tags for names and dates, from the edition's registers and a grammar of English dates.

    A name that two entries share, a first name alone, a day without its year and the like are listed with what they
    may mean, for a person to decide. Nothing that is tagged is touched. With --write the certain tags go into the file,
    and not a byte of it changes otherwise.
    """
    from teipress import files
    from teipress.annotate import proposals, report, written
    from teipress.edition import load

    with _told():
        loaded = load(path, find(path), root)
        _report(loaded.diagnostics, "text")
        faulty = exit_code(loaded.diagnostics)
        # Without a register that should be there, two Smirnovs may look like one.
        if loaded.edition is None or (write and faulty is not Exit.CLEAN):
            sys.exit(faulty)
        found = proposals(loaded.edition)
        if write:
            for name, data in written(loaded.edition, found).items():
                files.write(Path(name).resolve(), data)
        if form == "json":
            click.echo(json.dumps([proposal.as_dict() for proposal in found], ensure_ascii=False, indent=2))
            return
        for line in report.lines(found):
            click.echo(line)
        click.echo(report.summary(found, write))


@main.command()
@click.argument("tei", required=False, type=click.Path(path_type=Path))
@click.argument("source", required=False, type=click.Path(path_type=Path))
@click.option("--ledger", type=click.Path(path_type=Path), help="The list of corrections; by default the source's own.")
@ROOT
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How findings are written.")
def collate(tei: Path | None, source: Path | None, ledger: Path | None, root: Path | None, form: str) -> None:
    """Prove an edition against the text it was made from.

    The TEI is taken back to printed lines, SOURCE (a text file, or a folder with one for each page) is corrected by its
    ledger, and every difference that no record explains is told. Without SOURCE it is the settings' witness, or the
    folder `source` beside the TEI; the ledger is the file corrections.tsv beside it.
    """
    from teipress import collate as collation
    from teipress.edition import load

    with _told():
        (path, settings), *_ = _chosen((tei,) if tei is not None else ())
        loaded = load(path, settings, root)
        if loaded.edition is None:
            _report(loaded.diagnostics, form)
            sys.exit(exit_code(loaded.diagnostics))
        source = source or collation.source_of(path, settings)
        done = collation.collate(loaded.edition, source, ledger or collation.ledger_of(source), settings)
        found = (*loaded.diagnostics, *done.findings)
        _report(found, form)
        if form == "text":
            wrong = sum(d.severity is Severity.ERROR for d in done.findings)
            doubtful = len(done.findings) - wrong
            told = f", {_counted(doubtful, 'warning')}" if doubtful else ""
            click.echo(f"{_counted(wrong, 'difference')} in {done.lines:,} line{'' if done.lines == 1 else 's'}{told}")
        sys.exit(exit_code(found))


@main.command()
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Say what a diagnostic means and what to do; without CODE, list them all."""
    import inspect

    from teipress.checks import codes, page
    from teipress.diagnostics import did_you_mean

    with _told():
        if code is None:
            for name in codes():
                click.echo(f"{name}  {(page(name) or '').strip().splitlines()[0]}")
            return
        text = page(code.upper())
        if text is None:
            hint = did_you_mean(code.upper(), codes(), "`teipress explain` lists them")
            raise Trouble(f"there is no diagnostic {code}; {hint}", Exit.USAGE)
        click.echo(f"{code.upper()}  {inspect.cleandoc(text)}")


def _chosen(paths: tuple[Path, ...]) -> list[tuple[Path, Settings]]:
    """What to work on, each with the settings that hold for it."""
    if paths:
        return [(path, find(path)) for path in paths]
    settings = find(Path())
    if not settings.edition or settings.root is None:
        raise Trouble(
            "there is no edition at hand; name a TEI file, or `edition` under [tool.teipress] in pyproject.toml",
            Exit.USAGE,
        )
    return [(_near(settings.root / settings.edition), settings)]


def _near(path: Path) -> Path:
    """The path as seen from here, which reads better in messages."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _shown(path: Path) -> str:
    return str(_near(path.absolute()))


def _witness(settings: Settings) -> dict[str, bytes]:
    """The files of the witness, by the name they have in the edition."""
    from teipress import files

    if not settings.witness or settings.root is None:
        return {}
    place = settings.root / settings.witness
    paths = sorted(p for p in place.rglob("*") if p.is_file()) if place.is_dir() else [place]
    base = place if place.is_dir() else place.parent
    return {str(path.relative_to(base)): files.read(path, 2**28) for path in paths}


def _report(found: Iterable[Diagnostic], form: str) -> None:
    ordered = in_order(found)
    if form == "json":
        click.echo(json.dumps([d.as_dict() for d in ordered], ensure_ascii=False, indent=2))
        return
    for diagnostic in ordered:
        click.echo(str(diagnostic), err=True)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
