"""The console: what all commands share, from the paths they are given to how findings are written."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from teipress.diagnostics import Diagnostic, Exit, Severity, Trouble, in_order
from teipress.settings import Settings, find

FORMS = ("text", "json", "sarif", "github")
PATHS = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
ROOT = click.option(
    "--root", type=click.Path(path_type=Path, file_okay=False), help="The folder nothing in a document may leave."
)
SCHEMA = click.option(
    "--schema", "schema_file", type=click.Path(path_type=Path), metavar="FILE|NAME",
    help="Check against this schema: a .rng, .xsd or .sch file, or the name of one (teipress schema list).",
)  # fmt: skip
# Families whose notes say what could be better. Those of the others say that something was not checked.
ADVICE = ("DAT", "HDR", "IMG", "REF", "REG", "TXT")


@contextmanager
def told() -> Iterator[None]:
    """Trouble with the surroundings ends the program in one sentence."""
    try:
        yield
    except Trouble as trouble:
        click.echo(f"teipress: {trouble}", err=True)
        sys.exit(trouble.code)
    except BrokenPipeError:
        sys.exit(Exit.CLEAN)


def chosen(paths: tuple[Path, ...]) -> list[tuple[Path, Settings]]:
    """What to work on, each with the settings that hold for it."""
    if paths:
        return [(path, find(path)) for path in paths]
    settings = find(Path())
    if not settings.edition or settings.root is None:
        raise Trouble(
            "there is no edition at hand; name a TEI file, or `edition` under [tool.teipress] in pyproject.toml",
            Exit.USAGE,
        )
    return [(near(settings.root / settings.edition), settings)]


def near(path: Path) -> Path:
    """The path as seen from here, which reads better in messages."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def shown(path: Path) -> str:
    """The path as it is printed."""
    return str(near(path.absolute()))


def witness(settings: Settings) -> dict[str, bytes]:
    """The files of the witness, by the name they have in the edition."""
    from teipress import files

    if not settings.witness or settings.root is None:
        return {}
    place = settings.root / settings.witness
    paths = sorted(p for p in place.rglob("*") if p.is_file()) if place.is_dir() else [place]
    base = place if place.is_dir() else place.parent
    return {str(path.relative_to(base)): files.read(path, 2**28) for path in paths}


def is_advice(finding: Diagnostic) -> bool:
    """Whether nothing is wrong with the text, and it is only said what could be better."""
    return finding.severity is Severity.NOTE and finding.code.startswith(ADVICE)


def report(found: Iterable[Diagnostic], form: str, notes: bool = False) -> None:
    """Write findings, by place: text to stderr for people, every other form to stdout for programs.

    People are given advice only if they ask for *notes*.
    """
    ordered = in_order(found)
    if form == "text" and not ordered:
        return
    from teipress import report as forms

    match form:
        case "json" | "lines":
            click.echo(forms.as_json(ordered, one_line=form == "lines"))
        case "sarif":
            from teipress.checks import page

            click.echo(forms.sarif(ordered, page))
        case "github":
            for line in forms.github(ordered):
                click.echo(line)
        case _:
            shown = [d for d in ordered if notes or not is_advice(d)]
            for told_of in forms.text(shown, colour=sys.stderr.isatty() and not os.environ.get("NO_COLOR")):
                click.echo(told_of, err=True)


def counted(number: int, noun: str) -> str:
    """`1 problem`, `2 problems`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
