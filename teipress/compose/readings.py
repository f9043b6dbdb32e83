"""Readings: what an entry of the apparatus says, in the form that books have. See TEI P5, chapter 12.1."""

from __future__ import annotations

from dataclasses import replace

from teipress.book import Alternate, Anchor, LineBreak, Link, Note, PageBreak, Span, Text, Variant, plain
from teipress.compose.alternatives import preferred
from teipress.compose.composer import Composer
from teipress.compose.flow import Flow, as_inlines, settle, text_of
from teipress.compose.sigla import sigla, siglum
from teipress.edition import Edition
from teipress.xml import Element, local, tei, words_of

# What an editor says of a reading, by the words of @type and @cause.
SAID = {
    "om.": "om omission omitted omit", "add.": "add addition added insertion interpolation",
    "transp.": "transp transposition transposed order word-order wordorder", "del.": "del deletion deleted",
    "coni.": "conjecture conj emendation",
}  # fmt: skip
KINDS = {word: said for said, words in SAID.items() for word in words.split()}
# Where a witness breaks off, and where it sets in.
BORDERS = {"lacunaStart": "des.", "witEnd": "des.", "lacunaEnd": "inc.", "witStart": "inc."}
# A lemma of more words shows its first and last.
LONGEST_LEMMA = 6
# Between the lines of a reading.
STROKE = Text(" / ")
# What words of one paragraph may stand in.
INLINE = frozenset("app lem rdg hi seg w name persName placeName orgName supplied unclear foreign q quote said".split())


def shown_of(entry: Element) -> Element | None:
    """The reading that the text has: the lemma, or the first reading where there is none."""
    inner = [e for e in entry.iter(tei("lem"), tei("rdg")) if next(a for a in e.iterancestors(tei("app"))) is entry]
    return next((each for each in inner if local(each) == "lem"), next(iter(inner), None))


def lemma(words: Flow, element: Element) -> Flow:
    """The lemma as its entry begins with it, and a bracket; where it is empty, the word before it stands for it."""
    found = plain(as_inlines(words)).split() or _before(element).split()[-1:]
    if len(found) > LONGEST_LEMMA:
        found = [found[0], "…", found[-1]]
    return [Text(" ".join(found) + "] ")] if found else []


def _before(element: Element) -> str:
    """The words of the text directly before *element*, in its paragraph."""
    node, words = element, ""
    while not words.strip():
        previous, around = node.getprevious(), node.getparent()
        if previous is not None:
            node, words = previous, f"{_own(previous)}{previous.tail or ''}"
        elif around is not None and local(around) in INLINE:
            node, words = around, around.text or ""
        else:
            return "" if around is None else around.text or ""
    return words


def _own(element: Element) -> str:
    """The words of *element* that are text, not remarks; of an entry, those of its lemma."""
    if local(element) in ("", "note", "witDetail"):
        return ""
    if local(element) in ("app", "choice"):
        shown = shown_of(element) if local(element) == "app" else preferred(element)
        return "" if shown is None else _own(shown)
    return "".join([element.text or "", *(f"{_own(child)}{child.tail or ''}" for child in element)])


def whole(element: Element, composer: Composer) -> Flow:
    """An entry that stands apart from the text: nothing of its lemma is left out.

    Where it has none, the words between the two places that it names are the lemma.
    """
    found = next((child for child in element if local(child) == "lem"), None)
    if found is None and (between := spanned(element, composer.edition).split()):
        words: Flow = [Text(" ".join(between))]
        return [*lemma(words, element), *entry(element, None, words, composer)]
    words = [] if found is None else _words(found, composer)
    said = entry(element, found, words, composer)
    return [*words, Text("] "), *said] if words and said else [*words, *said]


def spanned(element: Element, edition: Edition) -> str:
    """The words of the text that an entry speaks of by @from and @to, if these name neighbours, or one element."""
    first, last = (edition.ids.get((element.get(name) or "").removeprefix("#")) for name in ("from", "to"))
    last = first if element.get("to") is None else last
    if first is None or last is None or first.getparent() is not last.getparent():
        return ""
    words = ""
    node: Element | None = first
    while node is not None and node is not last:
        words += f"{_own(node)}{node.tail or ''}"
        node = node.getnext()
    return "" if node is None else words + _own(last)


def entry(element: Element, shown: Element | None, words: Flow, composer: Composer) -> Flow:
    """What an entry says after its lemma, which is *shown* and has the *words*.

    That is the lemma's own witnesses, each other reading with its own, and remarks.
    """
    added = not plain(as_inlines(words))
    # One that stands in a group is told with that.
    said = [] if shown is None or shown.getparent() is not element else [_witnesses(shown, composer)]
    if said and added and said[0]:
        said = [[*_aside("om."), Text(" "), *said[0]]]
    remarks: list[Flow] = []
    for child in element:
        name = local(child)
        if child is shown or name in ("lem", "wit", ""):
            continue
        if name == "rdg":
            said.append(_reading(child, added, composer))
        elif name == "rdgGrp":
            said.append(_group(child, shown, composer))
        elif name == "witDetail" and said:
            said[-1] = [*said[-1], Text(" ("), *_detail(child, composer), Text(")")]
        else:
            remarks.append(_words(child, composer))
    made: Flow = []
    for part in filter(_says, said):
        made.extend([Text("; "), *part] if made else part)
    for remark in filter(_says, remarks):
        made.extend([Text(" ("), *remark, Text(")")] if made else remark)
    return made


def _says(flow: Flow) -> bool:
    return bool(text_of(flow).strip())


def _group(group: Element, shown: Element | None, composer: Composer) -> Flow:
    """Readings that belong together: with commas between them, and the witnesses of all at the end."""
    made: Flow = []
    for child in group:
        name = local(child)
        if child is shown:
            part = _witnesses(child, composer)
        elif name == "rdgGrp":
            part = _group(child, shown, composer)
        elif name in ("lem", "rdg"):
            part = _reading(child, False, composer)
        elif name in ("wit", ""):
            part = []
        else:
            part = [Text("("), *_detail(child, composer), Text(")")]
        if _says(part):
            made.extend([Text(", " if name in ("lem", "rdg", "rdgGrp") else " "), *part] if made else part)
    own = _witnesses(group, composer)
    return [*made, Text(" "), *own] if own and made else made


def _reading(element: Element, added: bool, composer: Composer) -> Flow:
    """A reading and its witnesses; *added*: the text has nothing in its place."""
    words = _words(element, composer)
    found = plain(as_inlines(words))
    kinds = f"{element.get('type', '')} {element.get('cause', '')}".lower().split()
    said = next((KINDS[kind] for kind in kinds if kind in KINDS), "")
    if not _own(element).strip():
        said = "" if found else "om."
    elif added and not said:
        said = "add."
    if said and found.startswith(said.rstrip(".")):  # the edition says so itself
        said = ""
    witnesses = _witnesses(element, composer)
    opening = [*_aside(said), Text(" ")] if said else []
    return [*opening, *words, Text(" "), *witnesses]


def _words(element: Element, composer: Composer) -> Flow:
    """The words of a reading, its remarks set apart among them; nothing in them leads anywhere or is numbered."""
    notes, called = composer.notes, set(composer.called)
    composer.hidden += 1
    composer.entries += 1
    flow: Flow = [Text(element.text or "")]
    for child in element:
        name = local(child)
        if name == "note":
            flow.extend([Text(" "), *_aside_of(composer.inside(child)), Text(" ")])
        elif name in BORDERS:
            flow.extend([Text(" "), *_aside(BORDERS[name]), Text(" ")])
        elif name:
            flow.extend(composer.read(child))
        flow.append(Text(child.tail or ""))
    composer.entries -= 1
    composer.hidden -= 1
    composer.notes, composer.called = notes, called
    made = _unmarked(list(as_inlines(flow)))
    while made and isinstance(last := made[-1], Text) and last.content.strip() in ("", STROKE.content.strip()):
        made.pop()
    return list(settle(made))


def _detail(element: Element, composer: Composer) -> Flow:
    """What is said of a witness, with its siglum."""
    names = " ".join(sigla(element, composer.edition))
    return [Text(f"{names}: " if names else ""), *_words(element, composer)]


def _witnesses(element: Element, composer: Composer) -> Flow:
    """The sigla of a reading: as the edition prints them (`wit`), else by the pointers it has."""
    after = element.getnext()
    if after is not None and local(after) == "wit":
        names = words_of(after)
    else:
        names = " ".join(sigla(element, composer.edition))
    if hand := element.get("hand"):
        names = f"{names} ({siglum(hand.split()[0], composer.edition)})" if hand.split() else names
    return [Span("citation", (Text(names),))] if names.strip() else []


def _aside(said: str) -> Flow:
    """The editor's own words among those of the witnesses."""
    return [Span("emphasis", (Text(said),))]


def _aside_of(flow: Flow) -> Flow:
    content = settle(_unmarked(list(as_inlines(flow))))
    return [Span("emphasis", content)] if content else []


def _unmarked(flow: Flow) -> Flow:
    """*flow* as an entry can print it: notes as remarks, lines parted by a stroke, and nothing that leads anywhere."""
    made: Flow = []
    for node in flow:
        match node:
            case Note():
                made.extend([Text(" "), *_aside_of(list(node.content)), Text(" ")])
            case Anchor() | PageBreak() | Variant():
                pass
            case LineBreak():
                last = next((other for other in reversed(made) if text_of([other]).strip()), None)
                made.extend([STROKE] if last not in (None, STROKE) else [])
            case Span():
                made.append(replace(node, content=tuple(_unmarked(list(node.content))), id=""))  # type: ignore[arg-type]
            case Link():
                made.append(replace(node, content=tuple(_unmarked(list(node.content)))))  # type: ignore[arg-type]
            case Alternate():
                made.extend(_unmarked(list(node.shown)))
            case _:
                made.append(node)
    return made
