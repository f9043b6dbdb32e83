"""Archival: a PDF that tells everything about itself and carries its TEI. See ISO 19005-3 and ISO 14289-1.

Imported only where WeasyPrint is at hand.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from PIL import ImageFile
from pydyf import PDF, Array, Dictionary, Stream, String
from weasyprint import Attachment, Document

from exporters.labels import labels
from exporters.pdf.fetcher import BookFetcher
from exporters.pdf.layout import BookBlock
from exporters.pdf.nodes import Node
from exporters.pdf.structure import pages_of, tag
from exporters.pdf.tags import POINTS, MarkedPage
from exporters.pdf.xmp import Claims, packet
from teipress.book import Book

SOURCE = "source"
FIGURES = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
RELATION = "/Source"
SRGB = "sRGB IEC61966-2.1"


@dataclass(frozen=True, slots=True)
class Variant:
    """What a PDF is made to be: an *archival* one (PDF/A-3a), an *accessible* one (PDF/UA-1), both, or neither.

    One that is neither has no structure and no TEI in it.
    """

    archival: bool
    accessible: bool


# By the names of `teipress.settings.PDF_VARIANTS`.
VARIANTS = {
    "pdf/a-3a+ua-1": Variant(True, True), "pdf/a-3a": Variant(True, False), "pdf/ua-1": Variant(False, True),
    "plain": Variant(False, False),
}  # fmt: skip


def written(block: BookBlock, book: Book, variant: str) -> tuple[Document, bytes]:
    """The finished PDF, and the document it was made of, which knows of its fonts what is missing in them."""
    chosen, known = VARIANTS[variant], book.metadata
    tagged = chosen.archival or chosen.accessible
    pages = [MarkedPage(page) for page in block.document.pages] if tagged else block.document.pages
    document = block.document.copy(pages)
    say = labels(known.language)

    def spoken(link: Node) -> str:
        """Where a link leads to."""
        if link.leads_to:
            return f"{say('note')} {link.words().translate(FIGURES)}"
        in_note = link.parent is not None and link.parent.role == "Lbl"
        return f"{say('back to note')} {link.words()}" if in_note else link.words()

    def finish(_document: Any, pdf: PDF) -> None:
        _show(pdf, block.roman, len(pages), block.leftward)
        if tagged:
            _areas(document, pdf)
            tag(document, pdf, spoken, say("picture"))
            _complete(book, chosen, document, pdf)

    identifier = uuid.uuid5(uuid.NAMESPACE_URL, f"{book.slug} {known.identifier}").hex.encode()
    told: dict[str, Any] = (
        {"output_intent": "srgb", "attachments": _sources(book, document.metadata.created)} if chosen.archival else {}
    )
    data: bytes = document.write_pdf(pdf_identifier=identifier, finisher=finish, **told)
    return document, data


def _show(pdf: PDF, roman: int, pages: int, leftward: bool) -> None:
    """Make a viewer count pages as the book does, show its title, and two pages side by side as bound."""
    arabic = f" {roman} <</S /D>>" if roman < pages else ""
    pdf.catalog["PageLabels"] = f"<</Nums [0 <</S /r>>{arabic}]>>" if roman else "<</Nums [0 <</S /D>>]>>"
    pdf.catalog["ViewerPreferences"] = f"<</DisplayDocTitle true{' /Direction /R2L' * leftward}>>"
    pdf.catalog["PageLayout"] = "/TwoPageLeft" if leftward else "/TwoPageRight"


def _areas(document: Document, pdf: PDF) -> None:
    """Say of each page where its text stands: the type area is what PDF calls its art (ISO 32000-1, 14.11.2).

    Not where it is to be cut: printers want to hear of one of the two only.
    """
    for page, made in zip(document.pages, pages_of(pdf), strict=True):
        if not any(page.bleed.values()):
            box, factor = page._page_box, POINTS * document.scale
            left, top = box.content_box_x(), page.height - box.content_box_y()
            edges = (left, top - box.height, left + box.width, top)
            made["ArtBox"] = Array(round(edge * factor, 2) for edge in edges)


def _sources(book: Book, created: str) -> list[Attachment]:
    """The TEI, as a file within the PDF."""
    source = book.assets.get(SOURCE)
    if source is None:
        return []
    day = datetime.fromisoformat(created)
    return [
        Attachment(
            file_obj=BytesIO(source.data), url_fetcher=BookFetcher({}, {}), name=f"{book.slug}.xml",
            description=f"TEI: {book.metadata.title}", created=day, modified=day,
        )
    ]  # fmt: skip


def _complete(book: Book, variant: Variant, document: Document, pdf: PDF) -> None:
    """Add what archives ask for."""
    # A sign that the fonts have not is printed as a box, which neither standard allows.
    screen, whole = True, not any(font.missing for font in document.fonts.values())
    if variant.archival:
        _profile(pdf)
        _source(book, pdf)
        streams = [entry for entry in pdf.objects if isinstance(entry, Stream)]
        done = [_picture(entry) for entry in streams if entry.extra.get("Subtype") == "/Image"]
        screen = all(done)
    claims = Claims(archival=variant.archival and whole and screen, accessible=variant.accessible and whole)
    data = packet(book, pdf.info["Producer"].string, document.metadata, claims)
    metadata = Stream([data], {"Type": "/Metadata", "Subtype": "/XML"})
    pdf.add_object(metadata)
    pdf.catalog["Metadata"] = metadata.reference


def _profile(pdf: PDF) -> None:
    (intent,) = pdf.catalog["OutputIntents"]
    intent["S"] = "/GTS_PDFA1"
    intent["OutputConditionIdentifier"] = intent["Info"] = String(SRGB)


def _source(book: Book, pdf: PDF) -> None:
    """Say of the TEI that it is what the book was made from."""
    files = [entry for entry in pdf.objects if isinstance(entry, Dictionary) and entry.get("Type") == "/Filespec"]
    for file in files:
        file["AFRelationship"] = RELATION
        stream = pdf.objects[int(file["EF"]["F"].split()[0])]
        stream.extra["Subtype"] = "/" + re.sub(
            r"[^\w.-]", lambda s: f"#{ord(s[0]):02x}", book.assets[SOURCE].media_type
        )
        file["EF"]["UF"] = file["EF"]["F"]
    if files:
        pdf.catalog["AF"] = Array(file.reference for file in files)


def _picture(image: Stream) -> bool:
    """Take from a picture what PDF/A forbids: smoothing, and colours that are not a screen's. Whether that was done."""
    image.extra["Interpolate"] = "false"
    if image.extra.get("ColorSpace") != "/DeviceCMYK":
        return True
    reader, made = ImageFile.Parser(), BytesIO()
    try:
        for part in image.stream:
            reader.feed(getattr(part, "data", part))
        reader.close().convert("RGB").save(made, "JPEG", quality=92)
    except OSError:
        return False
    image.stream = [made.getvalue()]
    image.extra |= {"ColorSpace": "/DeviceRGB", "Filter": "/DCTDecode"}
    image.extra.pop("Decode", None)
    return True
