"""The header of a draft: what is known, what was done, and nothing made up. See TEI P5, chapter 2."""

from __future__ import annotations

from dataclasses import dataclass

from teipress.encode.printing import escaped, quoted

LANGUAGES = {
    "en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "nl": "Dutch", "ru": "Russian",
    "pt": "Portuguese", "la": "Latin",
}  # fmt: skip
HYPHENATION = (
    "A hyphen that only divides a word at the end of a line or page has gone, and the break is marked as standing "
    "inside a word; a hyphen that belongs to the word has stayed. The spelling of the word elsewhere in the text "
    "decided, then a word list."
)
SEGMENTATION = (
    "Pages (pb) and printed lines (lb) are marked throughout; running heads are kept (fw), page numbers stand in pb."
)
INTERPRETATION = (
    "Headings, notes, quotations, verse and speeches were told by the look of the lines, and await an editor’s eye."
)


@dataclass(frozen=True, slots=True)
class About:
    """What the header tells of a draft."""

    name: str
    title: str
    author: str
    language: str
    pages: tuple[str, ...]
    words: int
    decisions: int
    dashes_closed: bool


def header(about: About) -> str:
    """The `teiHeader` of a draft."""
    author = f"\n      <author>{escaped(about.author)}</author>" if about.author else ""
    source_author = f"<author>{escaped(about.author)}</author>: " if about.author else ""
    pages = ""
    if about.pages:
        first, last, count = about.pages[0], about.pages[-1], len(about.pages)
        span = first if count == 1 else f"{first} to {last}"
        noun = "page" if count == 1 else "pages"
        pages = f'\n      <measure unit="pages" quantity="{count}">{count} printed {noun} ({escaped(span)})</measure>'
    if about.decisions:
        correction = (
            f"{about.decisions} misreadings of the scan have been corrected, each by a decision recorded in a list."
        )
    else:
        correction = "Nothing has been corrected: the text reads as the optical character recognition has it."
    language = ""
    if about.language:
        name = LANGUAGES.get(about.language, about.language)
        ident = quoted(about.language)
        language = (
            f'\n  <profileDesc>\n    <langUsage>\n      <language ident="{ident}">{escaped(name)}</language>'
            "\n    </langUsage>\n  </profileDesc>"
        )
    dashes = " So is a break beside a dash that is set without spaces." if about.dashes_closed else ""
    source = f"{source_author}<title>{escaped(about.title)}</title>. Encoded from OCR text"
    return f"""<teiHeader>
  <fileDesc>
    <titleStmt>
      <title>{escaped(about.title)}</title>{author}
    </titleStmt>
    <extent>{pages}
      <measure unit="words" quantity="{about.words}">{about.words} words</measure>
    </extent>
    <publicationStmt>
      <p>A draft, not published.</p>
    </publicationStmt>
    <sourceDesc>
      <bibl>{source} <idno type="file">{escaped(about.name)}</idno>.</bibl>
    </sourceDesc>
  </fileDesc>
  <encodingDesc>
    <projectDesc>
      <p>Encoded from OCR text {escaped(about.name)} by teipress, as a draft for an editor to decide on.</p>
    </projectDesc>
    <editorialDecl>
      <correction>
        <p>{correction}</p>
      </correction>
      <hyphenation eol="hard">
        <p>{HYPHENATION}{dashes}</p>
      </hyphenation>
      <quotation marks="all">
        <p>The printed quotation marks stand in the text.</p>
      </quotation>
      <segmentation>
        <p>{SEGMENTATION}</p>
      </segmentation>
      <interpretation>
        <p>{INTERPRETATION}</p>
      </interpretation>
    </editorialDecl>
  </encodingDesc>{language}
</teiHeader>"""
