"""Roles: the vocabularies that accessibility checks compare with: Schema.org's, ARIA's and DPUB-ARIA's."""

from __future__ import annotations

MODES = frozenset(
    """auditory tactile textual visual chartOnVisual chemOnVisual colorDependent diagramOnVisual mathOnVisual
    musicOnVisual textOnVisual""".split()
)
SUFFICIENT = frozenset("auditory tactile textual visual".split())
FEATURES = frozenset(
    """annotations ARIA bookmarks index printPageNumbers pageBreakMarkers pageNavigation readingOrder
    structuralNavigation tableOfContents taggedPDF alternativeText audioDescription captions closedCaptions
    describedMath longDescription openCaptions signLanguage transcript displayTransformability synchronizedAudioText
    timingControl unlocked ChemML latex latex-chemistry MathML MathML-chemistry ttsMarkup highContrastAudio
    highContrastDisplay largePrint braille tactileGraphic tactileObject fullRubyAnnotations horizontalWriting
    rubyAnnotations verticalWriting withAdditionalWordSegmentation withoutAdditionalWordSegmentation none
    unknown""".split()
)
HAZARDS = frozenset(
    """flashing motionSimulation sound none noFlashingHazard noMotionSimulationHazard noSoundHazard unknown
    unknownFlashingHazard unknownMotionSimultationHazard unknownSoundHazard""".split()
)
STANDARDS = frozenset(
    f"EPUB Accessibility 1.1 - WCAG {version} Level {level}"
    for version in ("2.0", "2.1", "2.2")
    for level in ("A", "AA", "AAA")
)
# The types of the Structural Semantics Vocabulary that have a role of their own.
MATCHING = {
    "abstract": "doc-abstract", "acknowledgments": "doc-acknowledgments", "afterword": "doc-afterword",
    "appendix": "doc-appendix", "bibliography": "doc-bibliography", "biblioref": "doc-biblioref",
    "chapter": "doc-chapter", "colophon": "doc-colophon", "conclusion": "doc-conclusion", "credit": "doc-credit",
    "credits": "doc-credits", "dedication": "doc-dedication", "endnotes": "doc-endnotes", "epigraph": "doc-epigraph",
    "epilogue": "doc-epilogue", "errata": "doc-errata", "figure": "figure", "footnote": "doc-footnote",
    "foreword": "doc-foreword", "glossary": "doc-glossary", "glossdef": "definition", "glossref": "doc-glossref",
    "glossterm": "term", "index": "doc-index", "introduction": "doc-introduction", "noteref": "doc-noteref",
    "notice": "doc-notice", "page-list": "doc-pagelist", "pagebreak": "doc-pagebreak", "part": "doc-part",
    "preface": "doc-preface", "prologue": "doc-prologue", "pullquote": "doc-pullquote", "qna": "doc-qna",
    "referrer": "doc-backlink", "subtitle": "doc-subtitle", "tip": "doc-tip", "toc": "doc-toc",
}  # fmt: skip
DPUB = frozenset((*(role for role in MATCHING.values() if role.startswith("doc-")), "doc-cover", "doc-example"))
ROLES = DPUB | frozenset(
    """doc-biblioentry doc-endnote alert alertdialog application article banner blockquote button caption cell checkbox
    code columnheader combobox complementary contentinfo definition deletion dialog directory document emphasis feed
    figure form grid gridcell group heading img insertion link list listbox listitem log main marquee math menu menubar
    menuitem menuitemcheckbox menuitemradio meter mark navigation none note option paragraph presentation progressbar
    radio radiogroup region row rowgroup rowheader scrollbar search searchbox separator slider spinbutton status strong
    subscript superscript switch suggestion tab table tablist tabpanel term textbox time timer toolbar tooltip tree
    treegrid treeitem""".split()
)
# What roles an element may have beside its own, of those in a book; an element that is not here may have any.
NOTHING = frozenset(("none", "presentation"))
_HEADING = NOTHING | {"tab", "doc-subtitle"}
ALLOWED = {
    "a": frozenset(("button", "doc-backlink", "doc-biblioref", "doc-glossref", "doc-noteref", "link", "tab")),
    "aside": NOTHING | {"feed", "note", "region", "search", "complementary", "doc-dedication", "doc-example",
                        "doc-footnote", "doc-glossary", "doc-pullquote", "doc-tip"},
    "body": frozenset[str](), "html": frozenset(("document",)), "dd": frozenset(("definition",)),
    "section": DPUB - {"doc-backlink", "doc-biblioref", "doc-cover", "doc-footnote", "doc-glossref", "doc-noteref",
                       "doc-pagebreak", "doc-subtitle", "doc-tip"} | NOTHING | {"region", "group", "note", "main"},
    "nav": NOTHING | {"doc-index", "doc-pagelist", "doc-toc", "menu", "menubar", "navigation", "tablist"},
    "article": NOTHING | {"feed", "document", "application", "main", "region", "article"},
    "li": NOTHING | {"doc-biblioentry", "doc-endnote", "listitem", "menuitem", "option", "tab", "treeitem",
                  "separator"},
    "ul": NOTHING | {"directory", "group", "list", "listbox", "menu", "tablist", "toolbar", "tree"},
    "ol": NOTHING | {"directory", "group", "list", "listbox", "menu", "tablist", "toolbar", "tree"},
    "dl": NOTHING | {"group", "list"}, "dt": frozenset(("listitem", "term")),
    "img": NOTHING | {"button", "doc-cover", "img", "link", "math", "meter"},
    "hr": NOTHING | {"doc-pagebreak", "separator"}, "figcaption": NOTHING | {"group"},
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _HEADING | {"heading"}),
}  # fmt: skip
