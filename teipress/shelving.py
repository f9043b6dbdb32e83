"""Shelving: the commands of `teipress schema` for schemas that have a name. See `shelf`."""

from __future__ import annotations

from pathlib import Path

import click

from teipress import console


@click.group()
def schema() -> None:
    """Schemas by name: keep one that was downloaded, list them, take one away.

    A kept schema is named with --schema NAME or in the settings; and a document whose xml-model has its file name is
    checked against it, wherever the address leads. Nothing is ever fetched from the network.
    """


@schema.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--name", default="", help="What to call it; by default the name of the file, without .rng.")
def add(file: Path, name: str) -> None:
    """Keep the schema FILE, with all that it includes; one that had its name is replaced."""
    from teipress import shelf

    with console.told():
        kept = shelf.add(file, name)
        click.echo(f"{kept.name}  {kept.path}")


@schema.command("list")
def list_() -> None:
    """List the schemas that have a name."""
    from teipress import shelf

    with console.told():
        kept = shelf.kept()
        width = max(len(one.name) for one in kept)
        for one in kept:
            click.echo(f"{one.name:{width}}  {console.shown(one.path)}{'  (ships with teipress)' if one.ships else ''}")


@schema.command()
@click.argument("name")
def remove(name: str) -> None:
    """Take the schema NAME away."""
    from teipress import shelf

    with console.told():
        shelf.remove(name)
