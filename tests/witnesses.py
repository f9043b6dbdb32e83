"""Witnesses: what is said of a small edition and the text it was made from, for the tests of `collate`."""

from pathlib import Path

from teipress.collate import collated
from teipress.collate.ledger import parse
from teipress.collate.witness import read
from tests.editions import document, edition

LIMIT = 2**24
HEADING = "page\tline\tocr\tcorrected\n"


def told(folder: Path, body: str, witness: str | dict[str, str], rows: str = "", header: str = "") -> list[str]:
    """What is said of the body of a document, a witness and the rows of a ledger; a mapping is a folder of files."""
    source = folder / "witness.txt"
    if isinstance(witness, str):
        source.write_text(witness, "utf-8")
    else:
        source = folder
        for name, text in witness.items():
            (source / name).write_text(text, "utf-8")
    found = collated(edition(document(body, header)), read(source, LIMIT), parse(HEADING + rows, "ledger.tsv"))
    return [f"{d.place.file}:{d.place.line} {d.code} {d.message}" for d in found.findings]
