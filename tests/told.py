"""What the rules tell of a text."""

from teipress.checks import editorial
from teipress.diagnostics import in_order
from tests.editions import document, edition


def said(body: str, *codes: str, header: str = "", lang: str = "en") -> list[str]:
    """What the rules say of a body: code and message, in the order of the text."""
    source = document(body, header).replace("<text>", f'<text xml:lang="{lang}">')
    found = in_order(editorial.findings(edition(source)))
    return [f"{d.code} {d.message}" for d in found if d.code.startswith(codes or ("TXT", "REF", "IMG"))]


def paragraphs(*texts: str) -> str:
    return "\n".join(f"<p>{text}</p>" for text in texts)
