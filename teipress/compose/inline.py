"""Phrases: how elements within a line of text are read. See TEI P5, chapters 3 (CO) and 5 (WD)."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from teipress.book import Anchor, LineBreak, Link, Note, Opaque, PageBreak, Span, Text
from teipress.compose.composer import TEXT_BEARING, Composer
from teipress.compose.flow import Flow, Glue, has_blocks, text_of, wrap
from teipress.xml import XML_ID, XML_LANG, Element, in_word, local, tei, words_of

STYLES = {
    "italic": "italic", "italics": "italic", "i": "italic", "it": "italic", "ital": "italic", "cursive": "italic",
    "roman": "roman", "normal": "roman", "bold": "bold", "b": "bold", "bf": "bold", "strong": "bold",
    "smallcaps": "small-caps", "small-caps": "small-caps", "sc": "small-caps", "smallcap": "small-caps",
    "sup": "superscript", "super": "superscript", "superscript": "superscript", "sub": "subscript",
    "subscript": "subscript", "underline": "underline", "underlined": "underline", "ul": "underline",
    "strikethrough": "strikethrough", "strike": "strikethrough", "spaced": "spaced", "letterspace": "spaced",
    "gesperrt": "spaced", "letter-spaced": "spaced",
}  # fmt: skip
# Opening and closing marks by language, where the source has none of its own.
MARKS = {"fr": ("« ", " »"), "de": ("„", "“"), "ru": ("«", "»"), "es": ("«", "»"), "it": ("«", "»"), "pl": ("„", "”")}
OPENING_MARKS = "“”„«»‹›‘’\"'「『—–"
# What stands where its own parent may: in a line, or among blocks.
AROUND = frozenset("cit choice subst app lem rdg corr sic add del noteGrp".split())
LINK_SCHEMES = ("http://", "https://", "mailto:")


def styles(element: Element, composer: Composer) -> tuple[str, ...]:
    """How @rend, @rendition and @style say the source prints it, as far as a Book can show it."""
    named = element.get("rendition", "")
    declared = (composer.edition.ids.get(pointer.removeprefix("#")) for pointer in named.split())
    css = (each.text or "" for each in declared if each is not None and local(each) == "rendition")
    said = " ".join((element.get("rend", ""), named, element.get("style", ""), *css)).lower()
    found = (STYLES.get(word) for word in re.split(r"[\s#:;()]+", said))
    return tuple(dict.fromkeys(style for style in found if style))


def in_phrase(element: Element) -> bool:
    """Whether the element stands within a line of text, and not among blocks."""
    parent = element.getparent()
    while parent is not None and local(parent) in AROUND:
        parent = parent.getparent()
    if parent is None or local(parent) not in TEXT_BEARING:
        return False
    if local(parent) not in ("item", "cell", "quote", "q", "said"):
        return True
    # These hold either blocks or text: text beside the element decides.
    beside = [parent.text or "", *((child.tail or "") for child in parent)]
    return any(text.strip() for text in beside)


def anchor_of(element: Element, composer: Composer) -> Flow:
    """An anchor, if something in the edition points at the element."""
    identifier = element.get(XML_ID)
    return [Anchor(identifier)] if identifier in composer.targets and identifier else []


def highlighted(element: Element, composer: Composer) -> Flow:
    """Words set apart typographically, whatever for; without @rend they are set in italics."""
    style = styles(element, composer)
    kind = "plain" if style or any(map(element.get, ("rend", "rendition", "style"))) else "emphasis"
    lang = element.get(XML_LANG, "")
    flow = composer.inside(element)
    if kind == "plain" and not style and not lang:
        return [*anchor_of(element, composer), *flow]
    return [*anchor_of(element, composer), *wrap(flow, lambda content: Span(kind, content, style, lang))]


def title(element: Element, composer: Composer) -> Flow:
    """The title of a work: of an article or poem in roman, of all else in italics."""
    above = element.getparent()
    level = element.get("level") or ("a" if above is not None and local(above) == "analytic" else "")
    kind = "article-title" if level in ("a", "u") else "title"
    style, lang = styles(element, composer), element.get(XML_LANG, "")
    made = wrap(composer.inside(element), lambda content: Span(kind, content, style, lang))
    return [*anchor_of(element, composer), *made]


def quoted(kind: str) -> Callable[[Element, Composer], Flow]:
    """Quoted words. Marks are set where the source brings none: the header says so, or the words begin without one."""

    def rule(element: Element, composer: Composer) -> Flow:
        flow = composer.inside(element)
        lang = element.get(XML_LANG, "")
        if not has_blocks(flow) and not _marked(element, flow, composer):
            opening, closing = MARKS.get(language(element), ("“", "”"))
            flow = [Text(opening), *_trimmed(flow), Text(closing)]
        made = wrap(flow, lambda content: Span(kind, content, (), lang))
        return [*anchor_of(element, composer), *made]

    return rule


def _trimmed(flow: Flow) -> Flow:
    """Without the white space at its ends, which belongs to the mark-up."""
    made = list(flow)
    if made and isinstance(made[0], Text):
        made[0] = Text(made[0].content.lstrip())
    if made and isinstance(made[-1], Text):
        made[-1] = Text(made[-1].content.rstrip())
    return made


def _marked(element: Element, flow: Flow, composer: Composer) -> bool:
    words = text_of(flow).strip()
    before = element.getprevious()
    neighbour = (before.tail if before is not None else getattr(element.getparent(), "text", None)) or ""
    return (
        composer.marks_in_text
        or not words
        or words[0] in OPENING_MARKS
        # A mark stands before the words without a space, or with one that does not break.
        or neighbour.rstrip("\u00a0\u202f").endswith(tuple(OPENING_MARKS.rstrip("—–")))
    )


def language(element: Element) -> str:
    """The language of an element's words, without country or script; English if nothing says so."""
    current: Element | None = element
    while current is not None:
        if lang := current.get(XML_LANG):
            return lang.split("-")[0].lower()
        current = current.getparent()
    return "en"


def reference(element: Element, composer: Composer) -> Flow:
    """A pointer with or without words of its own; one without them may lead to several places."""
    targets = (element.get("target") or "").split()
    flow = composer.inside(element)
    if not targets:
        return flow or [Text(element.get("cRef") or "")]
    if text_of(flow).strip():
        return [*anchor_of(element, composer), *_leading(targets[0], flow, element, composer)]
    made = anchor_of(element, composer)
    for target in targets:
        link = _leading(target, flow, element, composer)
        between = [Text(", ")] if made and not isinstance(made[-1], Anchor) and not isinstance(link[0], Note) else []
        made.extend([*between, *link])
    return made


def _leading(target: str, words: Flow, element: Element, composer: Composer) -> Flow:
    """The *words* of a pointer as what leads to one of its targets; for want of words, what that is called."""
    from teipress.compose.structure import called_note

    found = composer.edition.ids.get(target[1:]) if target.startswith("#") else None
    if found is not None and found in composer.moved and found not in composer.called:
        composer.called.add(found)
        note = called_note(found, text_of(words).strip(), composer)
        if note is not None:
            return [note]
    has_words = bool(text_of(words).strip())
    if found is None and not target.lower().startswith(LINK_SCHEMES):
        # A dead or private pointer: its words remain, or its address for want of words.
        return words if has_words else _apart(target, element)
    flow: Flow = words if has_words else [Text(_name_of(found) if found is not None else target)]
    if target[1:] in composer.records and found is not None:
        # What the registers say is not part of the text: an index will have it.
        composer.linked.add(target[1:])
        target = f"#{composer.records[target[1:]]}"
    return wrap(flow, lambda content: Link(target, content))


def _apart(address: str, element: Element) -> Flow:
    """An address, with a space where a letter would touch it."""
    before, around = element.getprevious(), element.getparent()
    left = (before.tail if before is not None else around.text if around is not None else "") or ""
    space = (Text(" " if text.isalnum() else "") for text in (left[-1:], (element.tail or "")[:1]))
    return [next(space), Text(address), next(space)]


def _name_of(element: Element) -> str:
    """What to call the target of a pointer that has no words."""
    if local(element) == "pb":
        return f"p. {element.get('n', '')}".strip()
    head = element.find(tei("head"))
    return (words_of(head) if head is not None else "") or element.get("n") or "→"


def page_break(element: Element, composer: Composer) -> Flow:
    """The start of a page of the source."""
    made: Flow = [Glue()] if in_word(element.get) else []
    if composer.diplomatic and made:
        # A hyphen stood on the page that ends here; the line break that follows shows the divided word.
        made = [Glue(), Text("-")] if composer.hyphens_removed and _divides_letters(element) else []
    return [*made, PageBreak(composer.id_of(element, "page"), element.get("n", ""))]


def line_break(element: Element, composer: Composer) -> Flow:
    """The start of a line of the source: a space, nothing within a word, a new line in the diplomatic view."""
    within = in_word(element.get)
    if not composer.diplomatic:
        return [Glue()] if within else [Text(" ")]
    if within and composer.hyphens_removed and not _after_page(element) and _divides_letters(element):
        return [Glue(), Text("-"), LineBreak()]
    return [LineBreak()]


def _after_page(element: Element) -> bool:
    """Whether the break of a page within a word stands directly before, and has its hyphen."""
    before = element.getprevious()
    return before is not None and local(before) == "pb" and in_word(before.get) and not (before.tail or "").strip()


def _divides_letters(element: Element) -> bool:
    """Whether letters stand directly on both sides of a break: then a hyphen divided them in print."""

    def beside(text: str | None, last: bool) -> str:
        stripped = (text or "").strip()
        return stripped[-1:] if last else stripped[:1]

    before: Element | None = element
    left = ""
    while before is not None and not left:
        previous = before.getprevious()
        parent = before.getparent()
        left = beside(previous.tail if previous is not None else parent.text if parent is not None else "", True)
        before = previous
        if before is not None and not left and len("".join(before.itertext()).strip()):
            left = beside("".join(before.itertext()), True)
    after, right = element, beside(element.tail, False)
    while not right and (following := after.getnext()) is not None and local(following) in ("lb", "pb", "cb", "gb"):
        after, right = following, beside(following.tail, False)
    return left.isalnum() and right.isalnum()


def other_break(element: Element, composer: Composer) -> Flow:
    """The start of a column or gathering: not shown."""
    return [Glue()] if in_word(element.get) else anchor_of(element, composer)


def opaque(element: Element) -> Opaque:
    """A foreign vocabulary as one node: serialised, and its words."""
    name = etree.QName(element)
    vocabularies = {"math": "MathML", "svg": "SVG"}
    words = " ".join("".join(t for t in element.itertext() if isinstance(t, str)).split())
    markup = etree.tostring(element, encoding="unicode", with_tail=False)
    shown = None
    if name.localname == "math":
        from teipress.compose import mathml  # few books have formulas

        shown = mathml.formula(element)
    return Opaque(vocabularies.get(name.localname, name.localname), markup, words, shown)
