"""Proofs: the command `proof`, which draws a PDF's spreads on one sheet and lists what is off on them."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from teipress import console
from teipress.diagnostics import Exit, Severity, Trouble, exit_code

LARGEST = 512 * 2**20
ENDINGS = (".png", ".pdf")
FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("path", metavar="PDF", type=click.Path(path_type=Path))
@click.option("--output", type=FILE, help="The sheet, .png or .pdf; by default NAME.proof.pdf.")
@click.option("--pages", default="", help="Which pages: 1-20, or 3,7-9. All by default.")
@click.option("--format", "form", type=click.Choice(console.FORMS), default="text", help="How findings are written.")
def proof(path: Path, output: Path | None, pages: str, form: str) -> None:
    """Look at a PDF as a designer does: its spreads on one sheet, and what is off, page by page.

    What most lines do is the measure: type area, baseline grid, word spaces. Told are text out of its box, loose lines
    and rivers, lines off the grid, uneven spreads, widows and orphans, pages nearly empty, signs without a glyph.
    """
    from teipress import files
    from teipress.proof import LEGEND, chosen, reading, sheet
    from teipress.proof import proof as read

    with console.told():
        target = output or path.with_name(f"{path.stem}.proof.pdf")
        if target.suffix.lower() not in ENDINGS:
            raise Trouble(f"{target} is neither .png nor .pdf", Exit.USAGE)
        if target.resolve() == path.resolve():
            raise Trouble(f"{path} is read and cannot be written too; name another file with --output", Exit.USAGE)
        data = files.read(path, LARGEST)
        if len(data) > LARGEST:
            raise Trouble(f"{path} is larger than {LARGEST // 2**20} MB")
        with reading.opened(data, str(path)) as document:
            done = read(document, str(path), chosen(pages, len(document)))
            images = sheet.sheets(document, done.book.pages, done.marks(), LEGEND)
            made = (sheet.as_png if target.suffix.lower() == ".png" else sheet.as_pdf)(images, target.stem)
        written = files.write_all(target.parent, made)
        found = list(done.findings(str(path)))
        console.report(found, form)
        if form == "text":
            for file in written:
                click.echo(console.shown(file))
            on, lines = done.on_grid()
            grid = f", {100 * on / lines:.1f} % of {lines:,} lines of text on the grid" if lines else ""
            problems = sum(d.severity is not Severity.NOTE for d in found)
            click.echo(
                f"{console.counted(problems, 'problem')} on {console.counted(len(done.book.pages), 'page')}{grid}"
            )
        sys.exit(exit_code(found))
