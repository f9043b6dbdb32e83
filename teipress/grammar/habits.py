"""Habits: what people write who come from HTML, from other schemas or from plain English, and what the TEI calls it.

Tables of names only: which of the names on the right may stand there, the schema says.
"""

from __future__ import annotations


def _table(text: str) -> dict[str, tuple[str, ...]]:
    """Lines of `wrong wrong: right right`, the likeliest first."""
    lines = (line.split(":", 1) for line in text.replace("xml:", "xml=").strip().splitlines())
    return {
        slip: tuple(name.replace("xml=", "xml:") for name in names.split())
        for slips, names in lines
        for slip in slips.split()
    }


ELEMENTS = _table("""
    i italic italics it: hi emph
    b bold strong bf: hi emph
    u underline underlined small big smallcaps sc sup sub superscript subscript font tt: hi
    em emphasis emphasised emphasized: emph hi
    span: seg hi
    br linebreak newline: lb
    page pagebreak newpage: pb
    columnbreak: cb
    hr: milestone
    img image picture photo: graphic figure
    figcaption caption: figDesc head
    a link hyperlink href url: ref ptr
    h h1 h2 h3 h4 h5 h6 heading hd: head
    header: head teiHeader
    blockquote blockquotation: quote cit
    quotation quotes quoted: quote q cit
    ul ol dl bullets: list
    li dd entry: item
    dt: label
    tr: row
    td th column: cell
    section sect chapter chap article main: div
    para paragraph par pp: p
    pre block: ab
    footnote endnote fn annotation comment annot remark: note
    verse vers: l lg
    line: l lb
    stanza strophe poem verses: lg
    speech dialogue dialog: sp
    stagedirection direction: stage
    actor speaks: speaker
    strike strikethrough strikeout deleted deletion: del
    ins insertion inserted addition: add
    correction corrected: corr
    abbreviation abbrev acronym: abbr
    expansion expanded: expan
    regularised regularized: reg
    illegible: gap unclear
    lacuna: gap
    person personname people character: persName person
    place placename location city town: placeName place
    org organisation organization institution: orgName org
    work book: title bibl
    citation cite biblio bibliography reference: bibl cit title
    time year day month: date
    sentence sent: s
    word token: w
    punct punctuation: pc
    lemma: lem
    reading variant: rdg
    apparatus: app
    witness wit: witness
    contents: body
    preface: div
    authors: author
    publishers: publisher
    lang language: foreign language
    metadata meta: teiHeader
    root document doc: TEI
    """)

ATTRIBUTES = _table("""
    id identifier ident: xml:id n
    lang language: xml:lang
    space: xml:space
    base: xml:base
    href link uri url address: target url ref
    src file filename: url target facs
    target pointer: target ref url
    ref idref: ref target corresp
    key: ref
    date datetime day year iso: when
    value: when quantity
    start begin begins since: from notBefore
    end ends until till: to notAfter
    after: notBefore
    before: notAfter
    class style rendering: rend rendition type
    type: rend rendition
    rend rendition: rend rendition type
    category kind: type
    name: key ref n type
    num number no nr count: n quantity
    amount: quantity
    page label level: n
    colspan columns: cols
    rowspan: rows
    author editor responsibility responsible: resp
    speaker person: who ref
    certainty: cert
    cause: reason
    lines: quantity
    title: n
    position: place
    witness witnesses: wit
    source sources: source resp
    """)

# What stands in most TEI documents, the commonest first.
COMMON = (
    "text body p div head hi note lb pb ref persName placeName date title l lg item list name q quote foreign"
    " emph sp speaker stage ab cell row table seg bibl figure graphic orgName choice sic corr orig reg abbr expan"
    " add del gap unclear supplied app lem rdg author editor term num milestone fw ptr label trailer closer opener"
    " salute signed dateline"
).split()
COMMON_ATTRIBUTES = (
    "n type ref when target rend xml:id xml:lang who corresp facs place resp cert wit reason unit quantity rendition"
    " from to"
).split()
