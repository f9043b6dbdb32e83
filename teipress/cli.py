"""The command line: what a user types, and what they see. See `docs/cli.md`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from teipress import __version__, console
from teipress.diagnostics import Exit, Severity, Trouble, exit_code
from teipress.drafts import encode
from teipress.proofs import proof
from teipress.settings import EPUB_NOTES, FACES, PDF_VARIANTS, TRIMS, VIEWS, find
from teipress.shelving import schema


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
main.add_command(proof)
main.add_command(schema)


@main.command()
@console.PATHS
@console.SCHEMA
@click.option("--phase", default="", help="The phase of the schema's Schematron rules; #ALL applies every one.")
@console.ROOT
@click.option("--format", "form", type=click.Choice(console.FORMS), default="text", help="How findings are written.")
@click.option("--notes", is_flag=True, help="Show advice too: what is not wrong, but could be better.")
@click.option("--watch", is_flag=True, help="Check again whenever a file is saved; Ctrl-C ends it.")
@click.option("--fix", is_flag=True, help="Mend first what is safe to mend: blanks and signs, never a word.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and do nothing else.")
def validate(
    paths: tuple[Path, ...],
    schema_file: Path | None,
    phase: str,
    root: Path | None,
    form: str,
    notes: bool,
    watch: bool,
    fix: bool,
    diff: bool,
) -> None:
    """Check TEI files, all files of a folder, or the edition at hand.

    Well-formedness and encoding, the schema, ids and pointers, the header, and what editors' eyes pass over. All
    problems are told in one run, each with its place and what to do; `teipress explain CODE` says more. Where nothing
    is wrong, a line says so.
    """
    from teipress import validation

    with console.told():
        task = validation.Task(paths, schema_file, phase, root, form, notes)
        if watch and (fix or diff):
            raise Trouble("--watch only looks; run --fix or --diff without it", Exit.USAGE)
        if fix or diff:
            validation.mend(task, write=not diff)
        if not diff:
            sys.exit(validation.watch(task) if watch else validation.validate(task))


@main.command()
@console.PATHS
@click.option("--to", "formats", default="", help="Formats, joined by commas: text, epub, pdf. All by default.")
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), help="The folder to write to.")
@click.option("--view", type=click.Choice(VIEWS), help="The text to be read, or the source as it stands.")
@click.option("--notes", type=click.Choice(EPUB_NOTES), help="Where the notes of an EPUB stand; see docs/epub.md.")
@click.option("--pdf-variant", type=click.Choice(PDF_VARIANTS), help="What the PDF is made to be; see docs/pdf.md.")
@click.option("--face", type=click.Choice(FACES), help="The typeface of the printed book, eb-garamond by default.")
@click.option("--trim", type=click.Choice(TRIMS), help="The size of the printed book, 140x216 by default.")
@click.option("--crop-marks", is_flag=True, help="Print crop marks around the pages, for a printer.")
@click.option("--source-pages", is_flag=True, help="Print the page numbers of the source in the margin.")
@console.SCHEMA
@console.ROOT
def build(
    paths: tuple[Path, ...],
    formats: str,
    output: Path | None,
    view: str | None,
    notes: str | None,
    pdf_variant: str | None,
    face: str | None,
    trim: str | None,
    crop_marks: bool,
    source_pages: bool,
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

    with console.told():
        names = tuple(name.strip() for name in formats.split(",") if name.strip()) or publish.DEFAULT_FORMATS
        for name in names:
            publish.exporter(name)
        worst = Exit.CLEAN
        for path, settings in console.chosen(paths):
            for document in documents(path):
                variant = pdf_variant or settings.pdf_variant
                chosen = settings._replace(view=view or settings.view, pdf_variant=variant)
                chosen = chosen._replace(epub_notes=notes or settings.epub_notes, trim=trim or settings.trim)
                marks, numbers = crop_marks or settings.crop_marks, source_pages or settings.source_pages
                chosen = chosen._replace(crop_marks=marks, source_pages=numbers, face=face or settings.face)
                built = build_one(document, chosen, names, schema_file, root)
                console.report(built.findings, "text")
                worst = max(worst, exit_code(built.findings))
                if built.books is not None:
                    folder = output or (settings.root or Path()) / settings.output
                    for written in publish.write(built.books, folder):
                        click.echo(console.shown(written))
        sys.exit(worst)


@main.command()
@console.PATHS
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), help="The folder to write to.")
@console.SCHEMA
@console.ROOT
def pack(paths: tuple[Path, ...], output: Path | None, schema_file: Path | None, root: Path | None) -> None:
    """Wrap an edition up for an archive: a BagIt bag that is an RO-Crate.

    It holds the TEI, its schema, its witness, the three editions made of it, and metadata as Dublin Core and DataCite.
    """
    from teipress import exchange, files, publish
    from teipress.build import build as build_one
    from teipress.edition import documents

    with console.told():
        worst = Exit.CLEAN
        for path, settings in console.chosen(paths):
            for document in documents(path):
                built = build_one(document, settings, publish.DEFAULT_FORMATS, schema_file, root)
                console.report(built.findings, "text")
                worst = max(worst, exit_code(built.findings))
                if built.edition is None or built.books is None or exit_code(built.findings) is not Exit.CLEAN:
                    continue
                package = exchange.package(built.edition, built.books.files, built.schema, console.witness(settings))
                target = (output or (settings.root or Path()) / settings.output) / f"{files.slug(document.stem)}.zip"
                files.write(target, package)
                click.echo(console.shown(target))
        sys.exit(worst)


@main.command()
@click.argument("path", metavar="TEI", type=click.Path(path_type=Path))
@click.option("--write", is_flag=True, help="Put the certain tags into the file.")
@console.ROOT
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

    with console.told():
        loaded = load(path, find(path), root)
        console.report(loaded.diagnostics, "text")
        faulty = exit_code(loaded.diagnostics)
        # Without a register that should be there, two Smirnovs may look like one.
        if loaded.edition is None or (write and faulty is not Exit.CLEAN):
            sys.exit(faulty)
        found = proposals(loaded.edition)
        if write:
            for name, data in written(loaded.edition, found).items():
                files.write(Path(name).resolve(), data)
        if form == "json":
            import json

            click.echo(json.dumps([proposal.as_dict() for proposal in found], ensure_ascii=False, indent=2))
            return
        for line in report.lines(found):
            click.echo(line)
        click.echo(report.summary(found, write))


@main.command()
@click.argument("tei", required=False, type=click.Path(path_type=Path))
@click.argument("source", required=False, type=click.Path(path_type=Path))
@click.option("--ledger", type=click.Path(path_type=Path), help="The list of corrections; by default the source's own.")
@console.ROOT
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How findings are written.")
def collate(tei: Path | None, source: Path | None, ledger: Path | None, root: Path | None, form: str) -> None:
    """Prove an edition against the text it was made from.

    The TEI is taken back to printed lines, SOURCE (a text file, or a folder with one for each page) is corrected by its
    ledger, and every difference that no record explains is told. Without SOURCE it is the settings' witness, or the
    folder `source` beside the TEI; the ledger is the file corrections.tsv beside it.
    """
    from teipress import collate as collation
    from teipress.edition import load

    with console.told():
        (path, settings), *_ = console.chosen((tei,) if tei is not None else ())
        loaded = load(path, settings, root)
        if loaded.edition is None:
            console.report(loaded.diagnostics, form)
            sys.exit(exit_code(loaded.diagnostics))
        source = source or collation.source_of(path, settings)
        done = collation.collate(loaded.edition, source, ledger or collation.ledger_of(source), settings)
        found = (*loaded.diagnostics, *done.findings)
        console.report(found, form)
        if form == "text":
            wrong = sum(d.severity is Severity.ERROR for d in done.findings)
            doubtful = len(done.findings) - wrong
            told = f", {console.counted(doubtful, 'warning')}" if doubtful else ""
            click.echo(
                f"{console.counted(wrong, 'difference')} in {done.lines:,} line{'' if done.lines == 1 else 's'}{told}"
            )
        sys.exit(exit_code(found))


@main.command()
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Say what a diagnostic means and what to do; without CODE, list them all."""
    import inspect

    from teipress.checks import codes, page
    from teipress.diagnostics import did_you_mean

    with console.told():
        if code is None:
            for name in codes():
                click.echo(f"{name}  {(page(name) or '').strip().splitlines()[0]}")
            return
        text = page(code.upper())
        if text is None:
            hint = did_you_mean(code.upper(), codes(), "`teipress explain` lists them")
            raise Trouble(f"there is no diagnostic {code}; {hint}", Exit.USAGE)
        click.echo(f"{code.upper()}  {inspect.cleandoc(text)}")
