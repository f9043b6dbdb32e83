"""Editions for the tests: snippets of TEI as Books, and the memoir with all that is made of it, each made once."""

import shutil
from functools import cache
from pathlib import Path

from teipress import files, publish, xml
from teipress.book import Block, Inline, Paragraph, Text
from teipress.compose import Composed, compose
from teipress.edition import Edition, load
from teipress.settings import Settings

ROOT = Path(__file__).parents[1]
MEMOIR = ROOT / "tei" / "from-lenin-to-stalin.xml"
SLUG = "from-lenin-to-stalin"
# Documents in which things stand where they seldom do.
ODD = sorted((ROOT / "tests" / "odd").glob("*.xml"))
NAMESPACE = f'xmlns="{xml.TEI}"'


def document(body: str, header: str = "", people: str = "") -> str:
    """A TEI document around what stands in its body; *people* goes to the titleStmt, *header* after the fileDesc."""
    file = f"<fileDesc><titleStmt><title>T</title>{people}</titleStmt></fileDesc>"
    return f"<TEI {NAMESPACE}><teiHeader>{file}{header}</teiHeader><text><body>{body}</body></text></TEI>"


def edition(source: str) -> Edition:
    """The edition of a document that is not on disk."""
    data = source.encode()
    tree = xml.parse(data, "snippet.xml").root
    assert tree is not None, source
    ids = {e.get(xml.XML_ID, ""): e for e in reversed(list(tree.iter("{*}*"))) if e.get(xml.XML_ID)}
    return Edition(Path("snippet.xml"), Path(), "snippet.xml", tree, ids, {"snippet.xml": data})


def composed(source: str, view: str = "reading") -> Composed:
    """A whole document as a Book."""
    return compose(edition(source), Settings(view=view))


def body(snippet: str, view: str = "reading", header: str = "", people: str = "") -> tuple[Block, ...]:
    """What stands in a body as the blocks of a Book."""
    return composed(document(snippet, header, people), view).book.body


def inlines(*content: Inline | str) -> tuple[Inline, ...]:
    return tuple(Text(node) if isinstance(node, str) else node for node in content)


def p(*content: Inline | str, continued: bool = False) -> Paragraph:
    return Paragraph(inlines(*content), continued)


@cache
def memoir() -> Edition:
    loaded = load(MEMOIR, Settings())
    assert loaded.edition is not None, loaded.diagnostics
    return loaded.edition


@cache
def memoir_composed(view: str = "reading") -> Composed:
    return compose(memoir(), Settings(view=view))


@cache
def memoir_in(form: str) -> bytes:
    """The memoir as `text`, `epub` or `pdf`: the file."""
    (data,) = publish.export(memoir_composed().book, [form], Settings()).files.values()
    return data


def copy_of_memoir(folder: Path) -> Path:
    """A copy of the memoir, with its registers beside it."""
    shutil.copytree(MEMOIR.parent / "registers", folder / "registers", dirs_exist_ok=True)
    return Path(shutil.copy(MEMOIR, folder / "copy.xml"))


def schema() -> tuple[str, bytes]:
    return "memoir.rng", files.read(ROOT / "schemas" / "memoir.rng", 2**24)


def witness() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((MEMOIR.parent / "source").iterdir())}
