"""Rules: the one table that maps each TEI element to what a reader sees of it.

A rule is a function from an element to a flow. Add an element here, and every format knows it. An element without a
row is never dropped: its content passes through, and that is reported once.
"""

from __future__ import annotations

from collections.abc import Callable

from teipress.book import Group, Separator, Span
from teipress.compose import (
    alternatives,
    apparatus,
    code,
    inline,
    lists,
    records,
    remarks,
    speech,
    structure,
    tokens,
)
from teipress.compose.composer import Composer
from teipress.compose.flow import Flow, as_blocks, wrap
from teipress.xml import XML_LANG, Element, local, namespace

Rule = Callable[[Element, Composer], Flow]


def omit(element: Element, composer: Composer) -> Flow:
    """Not part of the text."""
    return []


def through(element: Element, composer: Composer) -> Flow:
    """The content as it is."""
    return composer.inside(element)


def text(element: Element, composer: Composer) -> Flow:
    """One of several texts; where it is in a language of its own, a section says so."""
    return (structure.division if element.get(XML_LANG) else through)(element, composer)


def silent(element: Element, composer: Composer) -> Flow:
    """Said of the text, and not part of it: a place to point at; words in it are reported, for nobody reads them."""
    composer.silent(element)
    return inline.anchor_of(element, composer)


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
        style = (*styles, *inline.styles(element, composer))
        lang = element.get(XML_LANG, "")
        flow = composer.inside(element)
        made = wrap(flow, lambda content: Span(kind, content, style, lang))
        return [*inline.anchor_of(element, composer), *made]

    return rule


def group(kind: str, read: Rule = through) -> Rule:
    """Blocks that belong together."""

    def rule(element: Element, composer: Composer) -> Flow:
        content = as_blocks(read(element, composer), element.get(XML_LANG, ""))
        return [*inline.anchor_of(element, composer), Group(kind, content)] if content else []

    return rule


# What a title page, front or back matter has as lines of their own.
PAGES = frozenset("titlePage front back body div div1 div2 div3 div4 div5 div6 div7 docTitle msItem".split())


def of_title_page(kind: str) -> Rule:
    """A part of a title page: a line of its own, or words of a line (`By <docAuthor>`)."""

    def rule(element: Element, composer: Composer) -> Flow:
        above = element.getparent()
        return (group(kind) if above is None or local(above) in PAGES else through)(element, composer)

    return rule


def address(element: Element, composer: Composer) -> Flow:
    """An address: its lines as such, its parts in one, within words or apart from them."""
    if inline.in_phrase(element) and not any(local(child) == "addrLine" for child in element):
        return records.data(element, composer)
    return group("address", records.data)(element, composer)


def note_group(element: Element, composer: Composer) -> Flow:
    """Notes on one place, in several languages say."""
    return (through if inline.in_phrase(element) else group("noteGrp"))(element, composer)


def milestone(element: Element, composer: Composer) -> Flow:
    """A boundary without content: a mark to point at, or a visible ornament."""
    ornament = element.get("rend") or element.get("rendition") or ""
    if any(sign in ornament for sign in ("star", "*", "rule", "asterism", "hr")) and not inline.in_phrase(element):
        return [Separator()]
    return anchored(element, composer)


def foreign(element: Element, composer: Composer) -> Flow:
    """Another vocabulary, carried as it is: MathML, SVG. See TEI P5, chapter 14."""
    return code.example(element, composer) if local(element) == "egXML" else [inline.opaque(element)]


def formula(element: Element, composer: Composer) -> Flow:
    """A formula: in another vocabulary, or as text."""
    others = [child for child in element if isinstance(child.tag, str) and namespace(child) != namespace(element)]
    if len(others) == 1:
        return [inline.opaque(others[0])]
    return composer.inside(element)


def source_line(element: Element, composer: Composer) -> Flow:
    """A line of an embedded transcription (sourceDoc)."""
    return list(as_blocks(composer.inside(element)))


def _rows(rule: Rule, names: str) -> dict[str, Rule]:
    return dict.fromkeys(names.split(), rule)


RULES: dict[str, Rule] = {
    # the text and its divisions
    "text": text, **_rows(through, "TEI teiCorpus zone surfaceGrp sourceDoc"),
    **_rows(structure.part, "front body back"),
    **_rows(structure.division, "div div1 div2 div3 div4 div5 div6 div7 surface"),
    "group": structure.collection, "floatingText": group("floating-text"),
    **_rows(block, "p ab dialogue"),
    "head": structure.loose_heading,
    **{name: group(name) for name in (
        "opener closer postscript epigraph argument byline trailer titlePage dateline salute signed prologue "
        "epilogue performance set castList castGroup annotationBlock"
    ).split()},
    **{name: of_title_page(name) for name in (
        "docImprint docEdition docAuthor docDate titlePart imprimatur"
    ).split()},
    "docTitle": through, "castItem": group("castItem", records.data), "address": address,
    "meeting": group("opener"), "addrLine": source_line, "line": source_line,
    # quotations, verse, drama, film, lists, tables, figures
    "quote": structure.quotation, "cit": structure.citation, "q": inline.quoted("quoted"),
    "said": inline.quoted("said"), "soCalled": inline.quoted("quoted"),
    "lg": structure.verse, "l": structure.verse_line,
    "sp": structure.speech, "spGrp": through, "speaker": structure.loose_speaker, "move": omit,
    **_rows(speech.stage, "stage view camera caption sound tech"),
    **_rows(lists.listing, "list listBibl listPerson listPlace listOrg listEvent listWit listNym listObject specList"),
    **_rows(lists.loose_item, "item headLabel headItem row cell"), "label": span("label"), "figDesc": through,
    "table": lists.table, "figure": structure.figure, "graphic": structure.graphic, "media": structure.graphic,
    "binaryObject": structure.embedded, "formula": formula, "notatedMusic": structure.figure,
    **_rows(records.tree, "graph tree eTree triangle forest listForest node root iNode leaf eLeaf"),
    # notes, pointers, breaks
    "note": structure.note, "noteGrp": note_group, "ref": inline.reference, "ptr": inline.reference,
    "anchor": anchored, "divGen": anchored,
    "pb": inline.page_break, "lb": inline.line_break, "cb": inline.other_break, "gb": inline.other_break,
    "milestone": milestone, "fw": diplomatic_only,
    # alternatives
    "choice": alternatives.choice, "app": apparatus.variants, "subst": through, "del": alternatives.deletion,
    "add": alternatives.addition, "rdg": apparatus.reading, "rdgGrp": apparatus.reading, "lem": through,
    "listApp": apparatus.standoff, "witDetail": through, "wit": through, "supplied": span("supplied"),
    "unclear": span("unclear"), **_rows(anchored, "lacunaStart lacunaEnd witStart witEnd"),
    # tokens, and what stands for what is not there
    "w": tokens.word, "pc": tokens.punctuation, "g": tokens.glyph, "ruby": tokens.ruby, "rt": tokens.ruby_text,
    "gap": tokens.gap, "space": tokens.blank, "ellipsis": tokens.ellipsis,
    # phrases
    "hi": inline.highlighted, "emph": span("emphasis"), "foreign": span("foreign"), "title": inline.title,
    "term": span("term"), "gloss": inline.quoted("quoted"), "mentioned": span("mention"), "distinct": span("mention"),
    "code": span("code"), "ident": span("code"), "val": span("code"), **_rows(code.name, "gi att tag"),
    **_rows(records.citation, "bibl"),
    **_rows(through,
            "persName placeName orgName name geogName rs date time measure num unit objectName surname "
            "forename roleName nameLink genName addName settlement region country district bloc geogFeat offset geo "
            "idno email orig reg sic corr abbr expan ex am seg s cl phr m c secl surplus damage damageSpan restore "
            "retrace mod handShift undo redo metamark locus material dim height width depth "
            "extent editor author publisher distributor authority pubPlace edition biblScope citedRange resp "
            "sponsor funder principal rb street postCode postBox signatures role roleDesc actor eventName eventDesc "
            "watermark stamp heraldry catchwords secFol desc listChange change metSym caesura rhyme rdgPart lang pron "
            "pos itype gen number case per tns mood subc def usg lbl hyph syll stress oVar pVar iType colloc gram "
            "origDate origPlace objectType persPronouns listRef listRelation"),
    **_rows(silent,
            "alt link index interp interpGrp span spanGrp linkGrp join joinGrp altGrp certainty precision timeline "
            "when fs fLib fvLib respons delSpan addSpan substJoin listTranspose transpose"),
    # transcribed speech and chats
    "u": speech.utterance, "post": speech.utterance, **_rows(speech.event, "incident kinesic vocal writing"),
    "pause": speech.pause, "shift": omit,
    # records
    **_rows(records.record,
            "person place org event nym object entry entryFree superEntry msDesc biblStruct biblFull witness relation "
            "personGrp persona dictScrap msPart msFrag msContents msItem msItemStruct physDesc objectDesc supportDesc "
            "support layoutDesc layout handDesc handNote scriptDesc scriptNote decoDesc decoNote bindingDesc binding "
            "sealDesc seal accMat musicNotation additions typeDesc typeNote history origin provenance acquisition "
            "additional adminInfo recordHist custodialHist custEvent surrogates foliation collation condition"),
    **_rows(records.data,
            "locusGrp msIdentifier objectIdentifier altIdentifier msName repository institution collection summary "
            "textLang filiation monogr analytic imprint series relatedItem respStmt titleStmt editionStmt "
            "publicationStmt "
            "seriesStmt notesStmt sourceDesc source dimensions measureGrp birth death occupation education nationality "
            "faith residence affiliation sex gender age floruit langKnown langKnowledge socecStatus persState trait "
            "state location population climate terrain availability licence form etym xr unitDecl unitDef conversion"),
    **_rows(span("mention"), "incipit explicit rubric finalRubric colophon"),
    "gramGrp": records.grammar, "orth": records.headword, **_rows(records.sense, "sense hom re"),
    **_rows(records.same_word, "oRef pRef"),
    # schemas and their documentation
    "egXML": code.example, "eg": code.verbatim,
    **_rows(code.pointed,
            "specDesc specGrpRef moduleRef classRef elementRef macroRef dataRef memberOf attRef"),
    **_rows(code.declared,
            "schemaSpec elementSpec classSpec macroSpec dataSpec moduleSpec attDef valItem paramSpec constraintSpec "
            "specGrp"),
    **_rows(through,
            "altIdent attList classes constraint content datatype dataFacet defaultVal exemplum model modelGrp "
            "modelSequence outputRendition paramList remarks valDesc valList sequence alternate interleave textNode "
            "anyElement empty equiv param"),
    # what describes recordings, situations, features and symbols; most of it stands in headers
    **_rows(through,
            "recordingStmt recording scriptStmt broadcast equipment channel constitution derivation domain "
            "factuality interaction preparedness purpose settingDesc setting "
            "encodingDesc fsdDecl fsDecl fsdLink fsDescr fDecl fDescr vRange vDefault fsConstraints cond bicond if "
            "then iff f vAlt vColl vNot vMerge vLabel binary symbol numeric string default arc path"),
    # not part of the text
    "standOff": remarks.standoff,
    **_rows(omit, "teiHeader facsimile xenoData annotation listAnnotation listPrefixDef"),
}  # fmt: skip
