"""Last touches to the text as HTML: what a compositor sees to before the pages are made up.

No more mark-up than shows, since WeasyPrint takes its time for each element; no line breaks where a printer would allow
none.
"""

from __future__ import annotations

import re

from exporters.pdf.display import add_style
from exporters.pdf.marks import unwrapped
from exporters.pdf.names import Names, name_of
from exporters.xhtml import Element, element

# A table of more columns is set smaller.
COLUMNS = 7
# No line begins with a dash, a point, a comma or a daṇḍa, nor ends with a bracket: beside them stand word joiners, or
# spaces that do not break. Initials with a hyphen stay together, and numbers with what they number. Where the text has
# spaces before high points and within quotation marks, as French has, they are a thin one that does not break.
THIN = "\u2060\u2009\u2060"
JOINS = (
    (re.compile("\r\n?"), "\n"),
    (re.compile(r"(?<=[^\s\u2060])—"), "\u2060—"),
    (re.compile(r"(?<=\S) (?=[—–] )"), "\u00a0"),
    (re.compile(r" (?=[.…,)\]](?!\w)|[|।॥]{1,2}(?:\s|$))"), "\u00a0"),
    (re.compile(r"(?<=[(\[]) "), "\u00a0"),
    (re.compile(r"(?<=\b[^\W\d_]\.-)(?=[^\W\d_]\.)"), "\u2060"),
    (re.compile(r"((?:\b(?:N[or]|Bd|[Vv]ol|pp?)\.|§)) (?=\d)"), "\\1\u00a0"),
    (re.compile(r"(?<=\S)[ \u00a0]+(?=[;:!?]|[»›”](?!\w))|(?<=[.,;:!?…—])[ \u00a0]+(?=’(?!\w))"), THIN),
    (re.compile(r"(?<=[\s(][«‹“‘„‚])[ \u00a0]+(?=\S)"), THIN),
)
# A stanza of more lines may be divided.
STANZA = 8
SOURCE_PAGE = "source-page artifact"
# What is taken out if nothing is in it and nothing leads to it.
EMPTY = ("span", "div", "figure")
INLINE = ("a", "b", "cite", "code", "del", "dfn", "em", "i", "ins", "s", "span", "sub", "sup")
NOT_INLINE = ("block", "note", "anchor", "source-page")
# What has a line under or through it.
RULED = ("del", "s", "underline")
# What is between the marks of two notes to the same word.
APART = "padding-left: .17em"
# What a page number of the source, between blocks, is to stand beside.
LINES = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "figcaption")


def tidied(root: Element, names: Names) -> Element:
    """*root* with only the ids that links lead to, each once, no link within a link (HTML has none), no bad breaks."""
    unwrapped(root, names)
    # Backwards, so that several notes in one link keep their order behind it.
    for node in reversed(list(root.iter("a", "span"))):
        around = node.getparent()
        within = around is not None and around.get("class") == "anchor"
        if node.get("class") == "anchor" or (node.get("class") == "call" and not within):
            _lift(node)
    seen = names.placed
    for node in list(root.iter()):
        if (raw := node.attrib.pop("id", None)) is not None:
            name = name_of(raw)
            if name not in seen and (name in names.wanted or name in names.taken):
                seen.add(name)
                node.set("id", name)
        node.text = _joined(node.text, _begins(node[0]) if len(node) else "")
        node.tail = _joined(node.tail, _begins(node.getnext()))
        if node.tag == "div" and (change := CHANGES.get(node.get("class") or "")):
            change(node)
        if node.tag == "a" and (node.get("href") is None or any(a.get("href") for a in node.iterancestors("a"))):
            node.tag = "span"
            node.attrib.pop("href", None)
        if node.tag == "table" and (columns := max(map(len, node.iter("tr")), default=0)) > COLUMNS:
            node.set("class", "wide")
            node.set("style", f"font-size: {max(13.5 * COLUMNS / columns, 4):.1f}px")
        if node.tag in EMPTY and not (node.get("id") or node.get("data-left") or len(node) or node.text):
            _remove(node)
    for node in list(root.iter(*INLINE)):
        if not (node.get("class") or "").startswith(NOT_INLINE):
            _space_within(node)
    for node in root.iter("span"):
        if node.get("class") == "anchor" and len(node):
            _apart(node)
    return root


def _joined(text: str | None, following: str) -> str | None:
    """*text* with its line breaks where a printer would allow them; *following* is the sign behind it, if any is."""
    if not text:
        return text
    text += following
    for pattern, replacement in JOINS:
        text = pattern.sub(replacement, text)
    return text.removesuffix(following)


def _begins(node: Element | None) -> str:
    """The sign that *node* begins with, if it goes on with the line before it."""
    goes_on = node is not None and node.tag in INLINE and not (node.get("class") or "").startswith(NOT_INLINE)
    return (node.text or "")[:1] if goes_on and node is not None else ""


def _beside(page: Element) -> None:
    """Move the number of a source page from between two blocks into the first line of the second."""
    after = page.getnext()
    home = next(after.iter(*LINES), None) if after is not None else None
    if home is not None and len(page) and page[0].get("class") == SOURCE_PAGE:
        span = page[0]
        span.tail, home.text = home.text, None
        home.insert(0, span)
        _remove(page)


def _run_in(speech: Element) -> None:
    """Set a stage direction between a speaker's name and the first words into their line."""
    name, stage = (*speech, None, None)[:2]
    words = stage.getnext() if stage is not None else None
    if name is None or stage is None or stage.get("class") != "stage" or len(name) != 1 or name.get("class"):
        return
    name[0].tail, stage.tag = " ", "i"
    name.append(stage)
    if words is not None and words.tag == "p" and not words.get("class"):
        stage.tail = f" {words.text or ''}"
        name.extend(words)
        speech.remove(words)


def _hold(verse: Element) -> None:
    """Keep a short stanza on one page."""
    if len(verse) <= STANZA and all((line.get("class") or "").startswith("line") for line in verse):
        verse.set("class", "verse stanza")


CHANGES = {"page": _beside, "speech": _run_in, "verse": _hold}


def _space_within(node: Element) -> None:
    """Move the space before *node* into it, or, where it would be underlined or struck out there, into one around it.

    A text that just fills its line but for the space at its end, with an element after it, is broken by WeasyPrint
    after its first word.
    """
    before, around = node.getprevious(), node.getparent()
    text = (around.text if before is None and around is not None else before.tail if before is not None else "") or ""
    if not text.endswith((" ", "\u00a0")) or not (node.text or len(node)):
        return
    if before is not None:
        before.tail = text[:-1]
    elif around is not None:
        around.text = text[:-1]
    if node.tag in RULED or node.get("class") in RULED:
        outer = element("span")
        node.addprevious(outer)
        outer.tail, node.tail = node.tail, None
        outer.append(node)
        node = outer
    node.text = f"{text[-1]}{node.text or ''}"


def _apart(place: Element) -> None:
    """Let the mark of a note that follows another at once not run together with its number."""
    before = place.getprevious()
    if before is not None and before.get("class") == "anchor" and not before.tail:
        add_style(place[0], APART)


def _remove(node: Element) -> None:
    """Take out *node* but not what follows it."""
    parent = node.getparent()
    if parent is None:
        return
    tail, before = node.tail, node.getprevious()
    parent.remove(node)
    if before is not None:
        before.tail = (before.tail or "") + (tail or "")
    else:
        parent.text = (parent.text or "") + (tail or "")


def _lift(place: Element) -> None:
    """Move a note's mark that stands within a link behind the link."""
    link = next((a for a in place.iterancestors("a") if a.get("href")), None)
    if link is not None:
        _remove(place)
        place.tail = None
        link.addnext(place)
