"""Rules: the one table that maps each TEI element to what a reader sees of it.

A rule is a function from an element to a flow. Add an element here, and every format knows it. An element without a
row is never dropped: its content passes through, and that is reported once.
"""

from __future__ import annotations

from collections.abc import Callable

from teipress.book import Group, Opaque, Separator, Span, Stage, Text
from teipress.compose import alternatives, apparatus, inline, lists, structure
from teipress.compose.composer import Composer
from teipress.compose.flow import Flow, as_blocks, as_inlines, has_blocks, wrap
from teipress.xml import XML_LANG, Element, namespace

Rule = Callable[[Element, Composer], Flow]


def omit(element: Element, composer: Composer) -> Flow:
    """Not part of the text."""
    return []


def through(element: Element, composer: Composer) -> Flow:
    """The content as it is."""
    return composer.inside(element)


def anchored(element: Element, composer: Composer) -> Flow:
    """A place to point at; it should be empty, and where it is not, its words are text like others."""
    return [*inline.anchor_of(element, composer), *composer.inside(element)]


def diplomatic_only(element: Element, composer: Composer) -> Flow:
    """Shown where the source is shown as it stands: running heads, catchwords."""
    return group("fw")(element, composer) if composer.diplomatic else []


def block(element: Element, composer: Composer) -> Flow:
    """A paragraph, or several where blocks interrupt it."""
    lang = element.get(XML_LANG, "")
    return [*inline.anchor_of(element, composer), *as_blocks(composer.inside(element), lang, paragraph=True)]


def span(kind: str, *styles: str) -> Rule:
    """Words set apart, of one kind; @rend tells how the source prints them."""

    def rule(element: Element, composer: Composer) -> Flow:
        style = (*styles, *inline.styles(element))
        lang = element.get(XML_LANG, "")
        flow = composer.inside(element)
        made = wrap(flow, lambda content: Span(kind, content, style, lang))
        return [*inline.anchor_of(element, composer), *made]

    return rule


def group(kind: str) -> Rule:
    """Blocks that belong together."""

    def rule(element: Element, composer: Composer) -> Flow:
        content = as_blocks(composer.inside(element), element.get(XML_LANG, ""))
        return [*inline.anchor_of(element, composer), Group(kind, content)] if content else []

    return rule


def data(element: Element, composer: Composer) -> Flow:
    """A record (a person, a manuscript, a dictionary entry): its parts, kept apart by spaces."""
    flow: Flow = [Text(element.text or "")]
    for child in element:
        flow.extend((Text(" "), *composer.read(child), Text(" "), Text(child.tail or "")))
    return flow


def record(element: Element, composer: Composer) -> Flow:
    """A record that stands as a paragraph of its own."""
    return [*inline.anchor_of(element, composer), *as_blocks(data(element, composer))]


def stage(element: Element, composer: Composer) -> Flow:
    """A stage direction: within a speech's words inline, else on its own."""
    flow = composer.inside(element)
    if inline.in_phrase(element) and not has_blocks(flow):
        return wrap(flow, lambda content: Span("stage", content))
    content = as_inlines(flow)
    return [*inline.anchor_of(element, composer), Stage(content)] if content else []


def milestone(element: Element, composer: Composer) -> Flow:
    """A boundary without content: a mark to point at, or a visible ornament."""
    ornament = element.get("rend") or element.get("rendition") or ""
    if any(sign in ornament for sign in ("star", "*", "rule", "asterism", "hr")) and not inline.in_phrase(element):
        return [Separator()]
    return anchored(element, composer)


def foreign(element: Element, composer: Composer) -> Flow:
    """Another vocabulary, carried as it is: MathML, SVG, examples of XML. See TEI P5, chapter 14."""
    return [inline.opaque(element)]


def formula(element: Element, composer: Composer) -> Flow:
    """A formula: in another vocabulary, or as text."""
    others = [child for child in element if isinstance(child.tag, str) and namespace(child) != namespace(element)]
    if len(others) == 1:
        return [inline.opaque(others[0])]
    return composer.inside(element)


def example(element: Element, composer: Composer) -> Flow:
    """An example of XML: its mark-up is its text."""
    made = inline.opaque(element)
    return [Opaque("examples of XML", made.markup, made.alt)]


def utterance(element: Element, composer: Composer) -> Flow:
    """A stretch of transcribed speech (TEI P5, chapter 8): a paragraph of its own."""
    return [*inline.anchor_of(element, composer), *as_blocks(composer.inside(element), paragraph=True)]


def event(element: Element, composer: Composer) -> Flow:
    """Something heard or seen in transcribed speech: laughter, applause, a pause."""
    content = as_inlines(composer.inside(element))
    if not content:
        return []
    return [Span("stage", content)] if inline.in_phrase(element) else [Stage(content)]


def source_line(element: Element, composer: Composer) -> Flow:
    """A line of an embedded transcription (sourceDoc)."""
    return list(as_blocks(composer.inside(element)))


def _rows(rule: Rule, names: str) -> dict[str, Rule]:
    return dict.fromkeys(names.split(), rule)


RULES: dict[str, Rule] = {
    # the text and its divisions
    **_rows(through, "TEI teiCorpus text imprimatur docTitle zone surfaceGrp sourceDoc"),
    **_rows(structure.part, "front body back"),
    **_rows(structure.division, "div div1 div2 div3 div4 div5 div6 div7 surface"),
    "group": structure.collection, "floatingText": group("floating-text"),
    **_rows(block, "p ab dialogue"),
    "head": structure.loose_heading,
    **{name: group(name) for name in (
        "opener closer postscript epigraph argument byline trailer titlePage docImprint docEdition docAuthor "
        "docDate titlePart dateline salute signed prologue epilogue performance set castList castGroup "
        "castItem noteGrp address annotationBlock"
    ).split()},
    "meeting": group("opener"), "addrLine": source_line, "line": source_line,
    # quotations, verse, drama, lists, tables, figures
    "quote": structure.quotation, "cit": structure.citation, "q": inline.quoted("quoted"),
    "said": inline.quoted("said"), "soCalled": inline.quoted("quoted"),
    "lg": structure.verse, "l": structure.verse_line,
    "sp": structure.speech, "spGrp": through, "speaker": structure.loose_speaker, "stage": stage, "move": omit,
    **_rows(lists.listing, "list listBibl listPerson listPlace listOrg listEvent listWit listNym listObject"),
    "item": lists.loose_item, "label": span("label"),
    "table": lists.table, "figure": structure.figure, "graphic": structure.graphic, "media": structure.graphic,
    "formula": formula, "notatedMusic": structure.figure, "egXML": example, "eg": block,
    # notes, pointers, breaks
    "note": structure.note, "ref": inline.reference, "ptr": inline.reference, "anchor": anchored,
    "pb": inline.page_break, "lb": inline.line_break, "cb": inline.other_break, "gb": inline.other_break,
    "milestone": milestone, "fw": diplomatic_only,
    # alternatives
    "choice": alternatives.choice, "app": apparatus.variants, "subst": through, "del": alternatives.deletion,
    "add": alternatives.addition, "rdg": apparatus.reading, "rdgGrp": apparatus.reading, "lem": through,
    "listApp": apparatus.standoff, "witDetail": through, "wit": through, "gap": inline.gap,
    "supplied": span("supplied"), "unclear": span("unclear"), "space": inline.blank, "g": inline.glyph,
    "pc": inline.token, "w": inline.token,
    # phrases
    "hi": inline.highlighted, "emph": span("emphasis"), "foreign": span("foreign"), "title": inline.title,
    "term": span("term"), "gloss": inline.quoted("quoted"), "mentioned": span("mention"), "distinct": span("mention"),
    "code": span("code"), "ident": span("code"), "gi": span("code"), "att": span("code"), "val": span("code"),
    "tag": span("code"),
    **_rows(through,
            "persName placeName orgName name geogName rs date time measure measureGrp num unit objectName surname "
            "forename roleName nameLink genName addName settlement region country district bloc geogFeat offset geo "
            "idno email orig reg sic corr abbr expan ex am seg s cl phr m c secl surplus damage damageSpan restore "
            "retrace mod handShift undo redo metamark locus locusGrp material dim dimensions height width depth "
            "extent bibl editor author publisher pubPlace edition biblScope series resp respStmt rb rt ruby street "
            "postCode postBox signatures role roleDesc actor eventName eventDesc watermark stamp heraldry catchwords "
            "secFol desc listChange metSym caesura rhyme rdgPart lang pron form orth gram gramGrp pos itype gen "
            "number case per tns mood subc def usg xr etym hyph syll stress oVar oRef pRef iType colloc superEntry "
            "sense hom re listRef"),
    **_rows(inline.anchor_of,
            "alt link index interp interpGrp span spanGrp linkGrp join joinGrp altGrp certainty precision timeline fs "
            "fvLib respons delSpan addSpan substJoin listTranspose"),
    # transcribed speech
    "u": utterance, **_rows(event, "incident kinesic vocal writing"), "pause": omit, "shift": omit,
    # records
    **_rows(record,
            "person place org event nym object entry entryFree msDesc biblStruct biblFull witness relation personGrp "
            "persona dictScrap msPart msFrag"),
    **_rows(data, "msIdentifier msContents msItem msItemStruct physDesc objectDesc supportDesc support history origin "
            "additional adminInfo recordHist surrogates layoutDesc layout handDesc handNote scriptDesc decoDesc "
            "decoNote bindingDesc binding sealDesc accMat musicNotation provenance acquisition custodialHist "
            "custEvent condition foliation collation summary incipit explicit rubric finalRubric colophon textLang "
            "monogr analytic imprint birth death occupation education nationality faith residence affiliation sex "
            "gender age floruit langKnown langKnowledge socecStatus persState trait state location population climate "
            "terrain msName repository institution collection altIdentifier typeDesc typeNote additions filiation "
            "availability licence"),
    # not part of the text
    **_rows(omit, "teiHeader standOff facsimile xenoData annotation listAnnotation listPrefixDef"),
}  # fmt: skip
