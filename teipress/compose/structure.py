"""Structure: divisions, quotations, lists, tables, verse, drama, figures, notes. See TEI P5, chapters 3 to 14."""

from __future__ import annotations

import re
from dataclasses import replace

from teipress.book import (
    Block,
    Figure,
    Group,
    Heading,
    Image,
    Inline,
    Line,
    Note,
    PageBreak,
    Paragraph,
    Quotation,
    Section,
    Speech,
    Text,
    Verse,
)
from teipress.compose import inline, records
from teipress.compose.composer import Composer
from teipress.compose.flow import Flow, as_blocks, as_inlines, has_blocks, is_block, settle, text_of
from teipress.compose.textparts import numbered
from teipress.compose.voices import voice
from teipress.xml import XML_ID, XML_LANG, Element, local, words_of

# --- divisions --------------------------------------------------------------------------------------------------------


def part(element: Element, composer: Composer) -> Flow:
    """Front, body or back: a section of its own if it has a heading."""
    if any(local(child) == "head" for child in element):
        return _section(element, local(element), composer)
    lang = element.get(XML_LANG, "")
    content = as_blocks(composer.inside(element), lang)
    if lang and lang != _around(element):
        content = tuple(_in_language(block, lang) for block in content)
    return [*inline.anchor_of(element, composer), *content]


def _around(element: Element) -> str:
    """The language of what an element stands in, as far as that says so."""
    return next((lang for above in element.iterancestors() if (lang := above.get(XML_LANG))), "")


def _in_language(block: Block, lang: str) -> Block:
    if isinstance(block, Paragraph | Section | Quotation) and not block.lang:
        return replace(block, lang=lang)
    return block


def division(element: Element, composer: Composer) -> Flow:
    """A division of the text."""
    return numbered(element, _section(element, element.get("type") or "section", composer))


def collection(element: Element, composer: Composer) -> Flow:
    """A group of texts: a section each."""
    texts = [child for child in element if local(child) in ("text", "group")]
    rest = as_blocks([node for child in element if child not in texts for node in composer.read(child)])
    return [*rest, *(node for text in texts for node in _section(text, text.get("type") or "text", composer))]


def _section(element: Element, role: str, composer: Composer) -> Flow:
    """The section, after the page breaks it begins with: a page begins, and the section on it."""
    identifier = composer.id_of(element, "section")
    headings: list[Heading] = []
    pages: Flow = []
    flow: Flow = []
    for node in composer.inside(element):
        if isinstance(node, Heading) and not has_blocks(flow) and not text_of(flow).strip():
            headings.append(node)
            pages.extend(n for n in flow if isinstance(n, PageBreak))
            flow = []
        else:
            flow.append(node)
    if not headings:
        pages, flow = _leading_pages(flow)
    content = as_blocks(flow)
    return [*pages, Section(identifier, role, tuple(headings), content, element.get(XML_LANG, ""))]


def _leading_pages(flow: Flow) -> tuple[Flow, Flow]:
    """The page breaks a flow begins with, and the rest."""
    at = 0
    while at < len(flow) and (
        isinstance(flow[at], PageBreak) or not (is_block(flow[at]) or text_of([flow[at]]).strip())
    ):
        at += 1
    pages: Flow = [node for node in flow[:at] if isinstance(node, PageBreak)]
    return pages, [*(node for node in flow[:at] if not isinstance(node, PageBreak)), *flow[at:]]


def loose_heading(element: Element, composer: Composer) -> Flow:
    """A heading; `type` tells the line above or below it from the heading proper."""
    kind = {"sub": "sub", "subtitle": "sub", "super": "super"}.get(element.get("type") or "main", "main")
    content = as_inlines(composer.inside(element))
    return [*inline.anchor_of(element, composer), Heading(content, kind)] if content else []


# --- quotations and verse ---------------------------------------------------------------------------------------------


def quotation(element: Element, composer: Composer) -> Flow:
    """A quotation: displayed if it holds blocks or stands among them, else in the line, with marks."""
    if (inline.in_phrase(element) or _in_entry(element)) and "block" not in (element.get("rend") or ""):
        return inline.quoted("quoted")(element, composer)
    content = as_blocks(composer.inside(element))
    if not content:
        return []
    made = Quotation(content, (), element.get("type", ""), element.get(XML_LANG, ""))
    return [*inline.anchor_of(element, composer), made]


def _in_entry(element: Element) -> bool:
    """Whether a quotation is an example in a dictionary, which runs on within its entry."""
    return any(local(above) in ("sense", "entry", "entryFree", "hom", "dictScrap") for above in element.iterancestors())


def citation(element: Element, composer: Composer) -> Flow:
    """A quotation with its source; where that comes first, it stands before the quotation."""
    flow = records.data(element, composer)
    quotations = [node for node in flow if isinstance(node, Quotation)]
    if len(quotations) != 1:
        return flow
    quote = quotations[0]
    at = flow.index(quote)
    before, after = flow[:at], flow[at + 1 :]
    if has_blocks(before) or has_blocks(after):
        return flow
    return [*before, Quotation(quote.content, settle(after), quote.kind, quote.lang)]


def verse(element: Element, composer: Composer) -> Flow:
    """A poem or stanza."""
    flow: Flow = [
        Group("verse-heading", (node,)) if isinstance(node, Heading) else node for node in composer.inside(element)
    ]
    content = as_blocks(flow)
    return [*inline.anchor_of(element, composer), Verse(content)] if content else []


def verse_line(element: Element, composer: Composer) -> Flow:
    """A line of verse."""
    rend = f"{element.get('rend', '')} {element.get('rendition', '')}"
    match = re.search(r"indent[^\d]{0,2}(\d*)", rend)
    indent = int(match.group(1) or 1) if match else 0
    content = as_inlines(composer.inside(element))
    number = element.get("n", "")
    made = [Line(content, number, min(indent, 12))] if content else []
    return [*inline.anchor_of(element, composer), *made]


# --- drama ------------------------------------------------------------------------------------------------------------


def speech(element: Element, composer: Composer) -> Flow:
    """What one speaker says."""
    speaker: tuple[Inline, ...] = ()
    flow: Flow = []
    for node in composer.inside(element):
        if isinstance(node, Group) and node.kind == "speaker":
            words = tuple(inner for block in node.content if isinstance(block, Paragraph) for inner in block.content)
            speaker = (*speaker, *words)
        else:
            flow.append(node)
    content = as_blocks(flow)
    return [*inline.anchor_of(element, composer), Speech(speaker, content)] if speaker or content else []


def loose_speaker(element: Element, composer: Composer) -> Flow:
    """The name of the speaker, as printed."""
    content = as_inlines(composer.inside(element))
    return [Group("speaker", (Paragraph(content),))] if content else []


# --- figures ----------------------------------------------------------------------------------------------------------


def figure(element: Element, composer: Composer) -> Flow:
    """Pictures and their caption; a picture's description is its alternative text, or the caption of one missing."""
    description, images, missing = _described(element, "figDesc"), list[Image](), list[Element]()
    rest: Flow = []
    for child in element:
        if local(child) in ("graphic", "media"):
            image = _image(child, description, composer)
            if image.asset:
                images.append(image)
            else:
                missing.extend(part for part in child if local(part) == "desc")
        elif local(child) != "figDesc":
            made = composer.read(child)
            rest.append(Text(" "))
            rest.extend(Paragraph(node.content) if isinstance(node, Heading) else node for node in made)
    if description and not images:
        missing = [*(child for child in element if local(child) == "figDesc"), *missing]
    caption = (*as_blocks(rest), *(block for part in missing for block in as_blocks(composer.inside(part))))
    if not images and not caption:
        return inline.anchor_of(element, composer)
    return [Figure(composer.id_of(element, "figure"), tuple(images), caption)]


def graphic(element: Element, composer: Composer) -> Flow:
    """A picture in the line."""
    image = _image(element, "", composer)
    return [image] if image.asset or image.alt else []


def _image(element: Element, around: str, composer: Composer) -> Image:
    """The picture *element*; *around* describes the figure that it is in."""
    own = _described(element, "desc")
    alt = around if own in around else f"{around} {own}".strip()
    return Image(composer.picture(element.get("url") or "", element), alt)


def _described(element: Element, name: str) -> str:
    """What the children of *element* with this *name* say."""
    return " ".join(words_of(child) for child in element if local(child) == name)


def embedded(element: Element, composer: Composer) -> Flow:
    """A picture that the document itself holds."""
    key = composer.embedded(element)
    return [Image(key, "")] if key else []


# --- notes ------------------------------------------------------------------------------------------------------------


def note(element: Element, composer: Composer) -> Flow:
    """A note: at its anchor, if it stands in a text; among blocks it is set as a block of its own."""
    if element in composer.moved:
        return []
    if inline.in_phrase(element) or element.get("place") in ("foot", "bottom", "end", "margin", "left", "right"):
        made = called_note(element, element.get("n", ""), composer)
        return [made] if made is not None else []
    content = as_blocks(composer.inside(element))
    return [*inline.anchor_of(element, composer), Group("note", content)] if content else []


def called_note(element: Element, mark: str, composer: Composer) -> Note | None:
    """The note of *element*, as anchored where it is called; None if it is empty or being read already."""
    if composer.depth > 20:
        return None
    number = composer.note_number()
    composer.depth += 1
    content = as_blocks(composer.inside(element))
    composer.depth -= 1
    if not content:
        composer.notes = number - 1
        return None
    identifier = element.get(XML_ID) or ""
    if not identifier or composer.edition.ids.get(identifier) is not element:
        identifier = composer.id_of(element, "note")
    return Note(identifier, number, mark, voice(element, composer.edition), content)
