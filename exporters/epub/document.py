"""Documents: XHTML files that are valid and accessible, whatever stands in them."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from exporters import xhtml
from exporters.directions import right_to_left
from exporters.epub.languages import tag
from exporters.xhtml import XML_LANG, Element, element

XHTML, OPS = "http://www.w3.org/1999/xhtml", "http://www.idpf.org/2007/ops"
TYPE, XHTML_NAME = f"{{{OPS}}}type", f"{{{XHTML}}}"
LANGUAGES = etree.XPath("descendant-or-self::*[@lang]")
ROLES = etree.XPath("descendant::section[@role]")
HEADINGS = etree.XPath("descendant::*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6]")


def typed(name: str, kind: str, cls: str = "", role: str = "", **attributes: str) -> Element:
    """An element with an epub:type."""
    made = element(name, cls, role=role, **attributes)
    if kind:
        made.set(TYPE, kind)
    return made


def words(name: str, text: str, cls: str = "", **attributes: str) -> Element:
    """An element that holds a text."""
    made = element(name, cls, **attributes)
    xhtml.add_text(made, text)
    return made


def document(title: str, lang: str, kind: str, content: Iterable[Element]) -> bytes:
    """A whole page; *kind* is the epub:type of its body."""
    html = etree.Element(f"{XHTML_NAME}html", nsmap={None: XHTML, "epub": OPS})
    head, body = element("head"), typed("body", kind)
    head.extend((element("meta", charset="utf-8"), words("title", title.strip() or "…")))
    head.append(element("link", rel="stylesheet", type="text/css", href="style.css"))
    body.extend(content)
    html.extend((head, body))
    html.set("lang", lang)
    html.set(XML_LANG, lang)
    _speak(html)
    _nest_headings(body)
    _tell_apart(body)
    for head in [cell for cell in body.iter("th") if not has_words(cell)]:
        head.tag = "td"  # it heads nothing
    # The elements were made without a namespace; here they get it, all at once. Formulas have their own.
    for made in html.iter(etree.Element):
        if not str(made.tag).startswith("{"):
            made.tag = XHTML_NAME + str(made.tag)
    for block in (body, *body.iter(f"{XHTML_NAME}section", f"{XHTML_NAME}aside")):
        on_lines(block)
    etree.cleanup_namespaces(html, top_nsmap={None: XHTML, "epub": OPS})
    return etree.tostring(html, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>") + b"\n"


def on_lines(block: Element) -> Element:
    """Set the blocks in a container on lines of their own, for whoever reads the source."""
    if len(block) and not block.text:
        block.text = "\n"
        for child in block:
            child.tail = child.tail or "\n"
    return block


def _speak(html: Element) -> None:
    """Languages as tags that are known, and the direction of a text that runs against what it stands in."""
    for made in LANGUAGES(html):
        said = made.get("lang", "")
        if lang := tag(said):
            made.set("lang", lang)
            made.set(XML_LANG, lang)
            around = next((a for a in made.iterancestors() if a.get("lang")), None)
            above = right_to_left(around.get("lang", "")) if around is not None else False
            if right_to_left(lang) is not above and not made.get("dir"):
                made.set("dir", "rtl" if right_to_left(lang) else "ltr")
        else:
            del made.attrib["lang"], made.attrib[XML_LANG]


def _nest_headings(body: Element) -> None:
    """Headings one below the other: none is empty, none skips a level, as sections without a heading would make it."""
    above: list[tuple[int, int]] = []  # the level that a heading had, and the one that it got
    for heading in HEADINGS(body):
        if not has_words(heading):
            heading.tag = "p"
            continue
        level = int(str(heading.tag)[1])
        while above and above[-1][0] >= level:
            above.pop()
        new = min(level, above[-1][1] + 1) if above else level
        above.append((level, new))
        if new != level:
            heading.tag = f"h{new}"


def _tell_apart(body: Element) -> None:
    """Sections with a role are landmarks to who hears the page; of those that sound the same, the first alone."""
    heard: set[tuple[str, str]] = set()
    for section in ROLES(body):
        said = section.get("aria-label") or " ".join("".join(section.itertext()).split())
        sounds = section.get("role", ""), said.lower()
        if sounds in heard:
            for name in ("role", TYPE):
                section.attrib.pop(name, None)
        heard.add(sounds)


def has_words(made: Element) -> bool:
    """Whether an element says something to who hears it."""
    return bool("".join(made.itertext()).strip()) or any(image.get("alt", "").strip() for image in made.iter("img"))
