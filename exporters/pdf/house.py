"""House style: what a press does to any text before it is set, whatever its encoding looks like.

Addresses are divided only where they may be, marks stand at the words they belong to, the pieces of a title page
together; and a space that may not break is found where mark-up stands between it and its sign, too.
"""

from __future__ import annotations

import re
from itertools import groupby

from exporters.pdf.display import Type, add_style, evened
from exporters.pdf.finish import THIN
from exporters.pdf.listed import words_of
from exporters.pdf.together import add_class, classes, kept, length
from exporters.xhtml import Element, add_text, element

# Addresses, and what they are divided behind; one with a longer piece may be divided anywhere.
ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>«»“”]+", re.IGNORECASE)
PIECES = re.compile(r"(?<=[/?-])")
PIECE = 30
# So large a part of a paragraph are addresses at most, if its lines are to be filled.
SHARE, RAGGED = 0.25, "text-align: left; overflow-wrap: anywhere"
LINES = ("p", "li", "td", "th", "figcaption")
# A space before these signs, or within guillemets, that may not break; and a dash that no line begins with.
BEFORE_SIGN = re.compile(r"^[ \u00a0]+(?=[;:!?]|[»›”](?!\w))")
DASH = re.compile(r"^(?:(?=—)| (?=[—–] ))")
BEHIND_SIGN = re.compile(r"[\s(][«‹“‘„‚][ \u00a0]+$")
FIRST_SIGN = re.compile(r"^([«‹“‘„‚])[ \u00a0]+(?=\S)")
# Quotation marks that stand around a displayed quotation, by the one before it.
MARKS = {"«": "»", "»": "«»", "‹": "›", "›": "‹›", "“": "”", "”": "”", "„": "“”", "‘": "’", "‚": "‘’", '"': '"'}
OPENS = re.compile(r"(?<!\S)([«»‹›“”„‘‚\"])\s*$")
CLOSES = re.compile(r"\s*([«»‹›“”‘’\"])[.,;:!?]?(?!\S)")
INLINE = ("a", "b", "cite", "code", "del", "dfn", "em", "i", "ins", "s", "span", "sub", "sup", "br")
# What an item begins with that brings its own number.
NUMBERED = re.compile(r"\W{0,2}(?:\d{1,3}|[ivxlc]{1,6}|[IVXLC]{1,6}|[A-Za-z])[.)\]]\s")
# What somebody who listens is told of.
KEPT_CLASSES = ("index",)
# Numbers are not set in small capitals: those of the font are smaller than its figures.
FIGURES = "font-variant-caps: normal; letter-spacing: 0"
# What bears a class that the edition gives, in notes.
CALLED = ("block blockquote", "block section")
PLAIN = Type(15)
TITLE_PAGE = ("titlePage", "titlePart", "docAuthor", "docDate", "docEdition", "docImprint", "byline")


def housed(root: Element, measure: float) -> Element:
    """*root*, with lines of *measure* pixels, in the style of the house."""
    for node in root.iter("blockquote", "span"):
        if node.tag == "blockquote" or (node.get("class") or "").startswith(CALLED):
            uncalled(node)
    for node in root.iter("span"):
        if node.get("class") == "label" and not any(map(str.isalpha, words_of(node))):
            add_style(node, FIGURES)
    for node in list(root.iter("blockquote", "span")):
        if node.tag == "blockquote" or (node.get("class") or "").startswith(CALLED[0]):
            _marked(node)
    for node in list(root.iter("p")):
        _marks_alone(node)
        if node.get("class") == "continued":
            _interrupted(node)
    _spaces(root, "")
    _addresses(root)
    _title_pages(root, measure)
    for node in root.iter("ul"):
        _unmarked(node)
    kept(root)
    for node in root.iter("section"):
        if "chronology" in classes(node):
            _years(node)
    for node in root.iterfind(".//p[@class='stage']"):
        if next(node.iterancestors("blockquote"), None) is None:
            evened(node, words_of(node), PLAIN, measure)
    return root


def uncalled(node: Element) -> None:
    """Take off what an edition calls a section or quotation: style.css has words of its own."""
    classes = (node.get("class") or "").split()
    kept = classes[:2] if classes[:1] == ["block"] else [word for word in classes if word in KEPT_CLASSES]
    node.attrib.pop("class", None)
    if kept:
        node.set("class", " ".join(kept))


def _spaces(node: Element, before: str) -> str:
    """Let no space break within *node* that belongs to a sign beyond mark-up; *before* is what stands before it.

    Return what it ends with.
    """
    inline = node.tag in INLINE and not (node.get("class") or "").startswith(("anchor", "block"))
    last = before if inline else ""
    node.text, last = _spaced(node.text, last)
    for child in node:
        last = _spaces(child, last)
        child.tail, last = _spaced(child.tail, last)
    return last if inline else before if node.tag in INLINE else ""


def _spaced(text: str | None, last: str) -> tuple[str | None, str]:
    if not text:
        return text, last
    if last and not last[-1].isspace():
        text = BEFORE_SIGN.sub(THIN, text)
        text = DASH.sub(lambda found: "\u00a0" if found[0] else "\u2060", text)
    else:
        text = FIRST_SIGN.sub(rf"\1{THIN}", text)
    if BEHIND_SIGN.search(f"{last[-1:] or ' '}{text}"):
        text = text.rstrip(" \u00a0") + THIN
    return text, text


def _interrupted(rest: Element) -> None:
    """Let a paragraph that figures interrupt, with its *rest* behind them, be full in the line above them."""
    before = rest.getprevious()
    while before is not None and before.tag == "figure":
        before = before.getprevious()
    if before is not None and before.tag == "p" and before is not rest.getprevious():
        add_class(before, "interrupted")


def _marked(quote: Element) -> None:
    """Take the quotation marks around *quote* into it: on lines of their own they would stand lost."""
    before, after, around = quote.getprevious(), quote.getnext(), quote.getparent()
    lines = [line for line in quote.iter() if _is_paragraph(line) and _home(line.getparent()) is _home(quote)]
    if not lines or around is None:
        return
    lead, lead_at = (around, "text") if before is None else _end(before) if _is_paragraph(before) else (before, "tail")
    rest, rest_at = (after, "text") if after is not None and _is_paragraph(after) else (quote, "tail")
    opening = OPENS.search(text := getattr(lead, lead_at) or "")
    closing = CLOSES.match(others := getattr(rest, rest_at) or "")
    if opening is None or closing is None or closing[1] not in MARKS[opening[1]]:
        return
    setattr(lead, lead_at, text[: opening.start()].rstrip())
    setattr(rest, rest_at, others[closing.end() :].lstrip())
    lines[0].text = f"{opening[1]}{lines[0].text or ''}"
    last, last_at = _end([line for line in lines if "source" not in (line.get("class") or "") or line is lines[0]][-1])
    setattr(last, last_at, f"{getattr(last, last_at) or ''}{closing[0].strip()}")
    if rest is after and not rest.text and not len(rest) and rest.tail is None:
        around.remove(rest)


def _marks_alone(line: Element) -> None:
    """Take the marks of notes that are all of a *line* to the end of the line before it."""
    before = line.getprevious()
    if before is not None and before.tag == "div" and "verse" in classes(before):
        before = next(before.iterchildren(reversed=True), None)
    texts = (line.text, *(child.tail for child in line))
    marks = (
        len(line) and all(child.get("class") == "anchor" for child in line) and not "".join(filter(None, texts)).strip()
    )
    if marks and before is not None and before.tag == "p" and (around := line.getparent()) is not None:
        before.extend(line)
        around.remove(line)


def _is_paragraph(node: Element | None) -> bool:
    return node is not None and (node.tag == "p" or (node.get("class") or "").startswith("block p"))


def _end(node: Element) -> tuple[Element, str]:
    """Where the words of *node* end: an element, and which of its texts."""
    if not len(node):
        return node, "text"
    return (node[-1], "tail") if node[-1].tail or node[-1].tag not in INLINE else _end(node[-1])


def _addresses(root: Element) -> None:
    """Let addresses be divided behind their signs only; and do not stretch the lines they leave."""
    homes: dict[Element, list[str]] = {}
    for node in list(root.iter()):
        for is_tail, text in ((False, node.text), (True, node.tail)):
            if text and (found := ADDRESS.findall(text)):
                homes.setdefault(_home(node.getparent() if is_tail else node), []).extend(found)
                _wrap(node, text, is_tail)
    for home, found in homes.items():
        longest = max(len(piece) for address in found for piece in PIECES.split(address))
        if longest > PIECE or sum(map(len, found)) > SHARE * length(home):
            add_style(home, RAGGED)


def _home(node: Element | None) -> Element:
    """What the words in *node* are lines of."""
    assert node is not None, "words stand in the text"
    above = node.getparent()
    return node if above is None or node.tag in LINES or node.get("class") == "note" else _home(above)


def _wrap(node: Element, text: str, is_tail: bool) -> None:
    """Put the addresses in *text*, which is in *node* or follows it, into elements of their own."""
    before, *rest = ADDRESS.split(text)
    made = []
    for address, after in zip(ADDRESS.findall(text), rest, strict=True):
        made.append(element("span", "address"))
        add_text(made[-1], address)
        made[-1].tail = after or None
    if is_tail:
        node.tail = before or None
        for wrapped in reversed(made):
            tail = wrapped.tail
            node.addnext(wrapped)
            wrapped.tail = tail
    else:
        node.text = before or None
        node[:0] = made


def _unmarked(items: Element) -> None:
    """Give the *items* of a list no signs if most bring their own numbers."""
    if items.get("class") == "bulleted" and 2 * sum(bool(NUMBERED.match(words_of(item))) for item in items) > len(
        items
    ):
        items.set("class", "plain")


def _years(section: Element) -> None:
    """Note each year of the chronology beside its first date, for the heads of pages that it runs on over."""
    for table in section.iter("table"):
        before, row = table.getprevious(), next(table.iter("tr"))
        year = before if before is not None and before.tag == "h2" else row[0]
        row[-1].set("data-year", words_of(year))


def _title_pages(root: Element, measure: float) -> None:
    """Gather what stands on a title page of the source, wherever it lies among the blocks of *root*."""
    for is_display, run in groupby(list(root), lambda node: (node.get("class") or "") in TITLE_PAGE):
        if is_display:
            blocks = list(run)
            made = element("div", "display")
            blocks[0].addprevious(made)
            made.extend(blocks)
    shown = [node for node in root if "display" in (node.get("class") or "").split()]
    for node in shown:
        for line in node.iter("p"):
            evened(line, words_of(line), PLAIN, measure)
        if node.getnext() is not None and node.getnext() not in shown:
            add_class(node, "last")
