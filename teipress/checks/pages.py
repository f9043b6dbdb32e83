"""Pages of the diagnostics that no rule function stands for: what the parser, compose and the exporters say."""

PAGES = {
    "XML-001": """The document is not well-formed.

Tags must be closed in the order they were opened, attribute values quoted, & and < escaped. Nothing else can be
checked before this is mended.

Example: `<p>He left <hi>at once.</p>`
Remedy: close the tag at the line that is named, or write `&amp;` and `&lt;` for the bare characters.""",
    "XML-002": """The characters are in another encoding than the file says.

teipress reads UTF-8, and UTF-16 with its byte order mark. A file in Latin-1 or Windows-1252 that is called UTF-8 shows
wrong letters, or none.

Example: the byte E9 for é in a file declared as UTF-8.
Remedy: open it in its real encoding and save it as UTF-8.""",
    "XML-003": """The file is empty.

Example: a file of no bytes, or of white space only; often a save that was interrupted.
Remedy: restore it from a copy. teipress never leaves such a file behind.""",
    "XML-004": """This is not an XML document.

Example: an image or a Word document with the ending .xml.
Remedy: name a TEI file.""",
    "XML-005": """The document is larger than the limits allow.

They keep a hostile or broken file from exhausting the machine: 64 MB, a million elements, 256 levels, ten million
characters in one text.

Remedy: split the document with xi:include, or raise `max_megabytes` and `max_elements` in the settings.""",
    "XML-006": """An entity of this document is refused.

Entities that stand for external files could read anything on the machine, and entities built of entities can grow a
small file beyond any bound. Internal entities are expanded up to ten times the file.

Example: `<!ENTITY x SYSTEM "file:///etc/passwd">` and `&x;`.
Remedy: write the text out, or draw the file in with xi:include from within the edition's folder.""",
    "XML-007": """An entity is used that the document does not declare.

The standard character entities (`&AElig;`) are read all the same, with a warning; others are an error, never dropped.

Remedy: write the character itself.""",
    "XML-008": """An xi:include could not be followed.

Files are drawn in from within the edition's root only, six levels deep at most, never in a circle.

Example: `<xi:include href="../../secret.xml"/>`.
Remedy: correct the name, move the file into the edition, or widen the root with `--root`.""",
    "XML-009": """The document type points to an external file, which is not read.

Old TEI files name their DTD this way. It is harmless and ignored; defaults it would have added are not there.

Remedy: nothing; or remove the DOCTYPE.""",
    "ENC-020": """The source is not in UTF-8.

`encode` reads UTF-8, and UTF-16 with its byte order mark; it guesses nothing, since a wrong guess changes letters.

Example: the byte E9 for é in a text saved as Windows-1252.
Remedy: open it in its real encoding and save it as UTF-8.""",
    "ENC-021": """A character of the source has no place in XML; � stands for it in the draft.

Example: a control character left by a scanner.
Remedy: see what is printed there, and put it in the place of �.""",
    "ENC-022": """The page numbers of the source do not agree with the count of its pages.

Every page of the draft has a number: the one that is printed, or the one the pages around it give. Where a number was
misread, where pages are missing or stand twice, or where none is printed at all, that is told.

Example: `4s` at the foot of the page after 44; a page 12 after which comes 14.
Remedy: compare the page images, and correct pb/@n and its id where the count is wrong.""",
    "ENC-023": """A note is not called in the text, or it is doubtful where.

The mark in the text may be missing or misread. The note stands at the likeliest place of its page.

Example: a note that begins with `**`, and no `**` in the text above it.
Remedy: compare the page image, and move the `note` to its place.""",
    "ENC-024": """A sign in the text calls a note, and no note of the page answers it.

The sign stays in the text.

Example: `the king*` on a page without a note.
Remedy: look for the note at the foot of this page or the next; if the sign was misread, correct it.""",
    "ENC-025": """It is doubtful whether a paragraph is a displayed quotation.

Quotations set in smaller type are told by their longer lines, others by shorter ones. Here the difference is small.

Remedy: compare the page image; put the paragraph into `cit` and `quote`, or take it out.""",
    "ENC-026": """A line of the source is not in the draft as it stands, or the draft has one that the source has not.

The draft is read back before it is written, and every line of the source must be in it. This is a fault of teipress.

Remedy: report it with the source; until then mend the line by hand.""",
    "ENC-027": """A decision on a misread does not fit the source.

The list has the columns page, line, ocr and corrected, parted by tabs; several decisions on one line stand from left
to right. Nothing is written until all of them fit.

Example: a row that corrects `réle` in a line where it does not stand.
Remedy: give the number of the line in the source, and what it reads there.""",
    "ENC-028": """Words were not checked against a word list: there is none, or it is of another language.

Misreads are then told by their signs alone.

Remedy: `pip install 'teipress[words]'` adds lists for twelve languages; `--words FILE` names your own.""",
    "ENC-040": """The TEI reads otherwise than its witness, and no record says why.

`collate` takes the TEI back to printed lines and carries out the list of corrections on the witness: then both must
have the same letters. White space is out of account (but see ENC-049), and so are page numbers that stand alone.

Example: the witness has `2 hall`, the TEI `a hall`, and there is no row for it.
Remedy: correct the TEI; or, if it is right, add the row that the hint gives to the list of corrections, in the order of
the places of its line.""",
    "ENC-041": """Words or lines of the witness are not in the TEI.

Remedy: put them back, or at their place if the TEI has them elsewhere (a note at another anchor, say). What is no text
of the source, such as dirt that was read as letters, goes by a row of the list of corrections with an empty last
column. What was left out on purpose is a `gap`.""",
    "ENC-042": """The TEI has words or lines that its witness does not have.

Running heads (`fw`) and deletions (`del`) may be missing from a witness; corrections, expansions, `supplied`,
descriptions of figures and notes of type `editorial` are not looked for in it.

Remedy: take them out; if the editor supplied them, say so with `supplied`; or add a row to the list of corrections.""",
    "ENC-043": """A line ends in the TEI where it does not end in its witness, or the other way round.

Compared only where the TEI marks the lines of its source.

Remedy: put the `lb` where the printed line begins; within a divided word it says `break="no"`.""",
    "ENC-044": """A page break of the TEI is not where its witness has one.

A witness shows that a page begins by a form feed, a line set in, several blank lines, a page number alone on a line, or
a file of its own. What nearly always falls together with the page breaks of the TEI is trusted. A warning says that the
numbers of pages don't follow each other; what the source lacks is `<gap unit="page"/>`.

Remedy: put the `pb` where the page begins, and correct its @n.""",
    "ENC-045": """This is no row of the list of corrections.

The list is a table with tabs between its columns and the heading `page line ocr corrected`: on which page and line of
the witness (counted from 1) what was read and what is right. An empty last column says that it goes.

Example: `11<tab>158<tab>2 hall<tab>a hall`.
Remedy: give the row its four columns.""",
    "ENC-046": """A row of the list of corrections does not fit its line of the witness.

The witness stays as it was read, so each row must find its words in its line, after those of the row before it.

Remedy: correct the number of the line or the words; put the rows of a line in the order of their places.""",
    "ENC-047": """A row of the list of corrections changes nothing.

Remedy: correct it, or take it out.""",
    "ENC-048": """A row of the list of corrections names a page on which its line is not.

Remedy: correct the page, or the page breaks of the TEI.""",
    "ENC-049": """Words are divided in the TEI otherwise than in its witness.

The white space of a scan is not to be trusted: nothing is said where the TEI's words occur elsewhere in the text and
one of the witness's does not, since then the scan is wrong.

Example: `soit is` in the TEI for `so it is`; `word,next` for `word, next`.
Remedy: correct the TEI; or, if it is right, add the row that the hint gives to the list of corrections.""",
    "RUL-001": """A rule of the schema is broken.

Beside its grammar a schema may have rules in Schematron, for what a grammar cannot say: that a list of definitions has
labels, or that two attributes exclude each other. The message is the rule's own; the hint says where the rule stands.
Whether it is an error, a warning or a note, the rule's `role` says.

Example: `<list type="gloss"><item>…</item></list>`: a gloss list must have labels.
Remedy: correct the text, or ask whoever made the rule.""",
    "RUL-002": """The Schematron of a schema cannot be used.

One of its expressions is no XPath, or something that it draws in or refers to is not there. None of its rules is
applied; the grammar is checked all the same.

Example: `queryBinding="xslt"`, which is XPath 1.0, and a test with `eq`, which is XPath 2.0.
Remedy: correct the schema at the place that is named.""",
    "RUL-003": """A part of the Schematron of a schema is not applied.

Rules read no other documents and no files: `doc()`, `document()`, `unparsed-text()` and patterns with `documents` are
left out. `key()` and functions written in XSLT are not supported, and `properties` are not worked out. All other rules
are applied.

Remedy: write the rule in plain XPath; or run a Schematron processor that knows XSLT.""",
    "RUL-004": """The rules of a schema could not be applied to the end.

Rules are applied in a process of their own: one rule has 5 seconds, all rules together 20, and their memory is limited.
A rule that takes more is broken off.

Example: `count(//*[count(//*[count(//*) > 0]) > 0])`, which looks at every element for every element, twice over.
Remedy: make the rule's context or test simpler.""",
    "RUL-005": """A rule of the schema cannot be worked out for a value.

The rule takes for granted what the text does not have: a number where there are letters, one value where there are two.
It is told for the first place, and the test is tried no more.

Example: a rule says `@n cast as xs:integer > 0`, and the text has `n="iv"`.
Remedy: correct the value, or let the rule ask first (`castable as`).""",
    "IMG-001": """An image is missing.

Remedy: correct the name in `graphic/@url`, or add the file to the edition.""",
    "IMG-002": """An image lies outside the edition, or on the network.

Editions carry their images: nothing is fetched, nothing outside the root is read.

Remedy: copy the image into the edition's folder and point to it there.""",
    "OUT-001": """The format cannot show something, and there are no words to put in its place.

Example: an image with neither a caption nor a description, in the plain-text edition.
Remedy: describe it in `figDesc`.""",
    "OUT-002": """Something is shown by its words alone.

Example: a formula in MathML.
Remedy: see that its text alternative can be read.""",
    "OUT-003": """A link leads to a place that the book does not hold; its words are set without the link.

Remedy: see where the id it points to stands: it may be in a part that is not text.""",
    "OUT-004": """No typeface at hand has a glyph for some characters.

Fonts that are installed as packages step in for those that the book's own lacks; no font of the machine does, since
the book must look alike everywhere. In the text a box shows in their place; a cover leaves them out. PDF/A and PDF/UA
allow no such box: a PDF that has one is made like any other, but its metadata name neither standard (`docs/pdf.md`).

Remedy: check the characters, and install the package that the message names.""",
    "OUT-005": """The layout engine reported something.

Remedy: it says what; if it names the edition's own content, mend that, else report it as a fault of teipress.""",
    "OUT-006": """Words of the edition are missing from a finished file.

Every build reads its editions back and compares them with the TEI, word by word. This is a fault of teipress. A PDF is
read by PDFium; where that is not installed, a note says that nothing was compared.

Remedy: report it with the document; until then use another format. For the note: `pip install 'teipress[verify]'`.""",
    "OUT-040": """The archive of an EPUB is not as EPUB 3.3 asks.

    Every EPUB is looked through after it is made; the name behind the message is EPUBCheck's or Ace's.

    Remedy: this is a fault of teipress: report it, with the TEI if you can.""",
    "OUT-041": """The package document of an EPUB is not as EPUB 3.3 asks.

    Remedy: this is a fault of teipress: report it, with the TEI if you can.""",
    "OUT-042": """The mark-up of a page of an EPUB is not as EPUB 3.3 asks.

    Remedy: this is a fault of teipress: report it, with the TEI if you can.""",
    "OUT-043": """An address in an EPUB leads nowhere.

    Remedy: this is a fault of teipress: report it, with the TEI if you can.""",
    "OUT-044": """The navigation of an EPUB is not as EPUB 3.3 asks.

    Remedy: this is a fault of teipress: report it, with the TEI if you can.""",
    "OUT-045": """Something in an EPUB stands in the way of readers who cannot see.

    Remedy: this is a fault of teipress: report it, with the TEI if you can.""",
    "OUT-010": """An element has no rule of its own.

Its words are kept where they stand; what the element says of them is not shown.

Remedy: nothing, if the words alone will do.""",
    "OUT-011": """A glyph has neither text nor a mapping; □ stands for it.

Remedy: give its `charDecl` entry a `mapping`.""",
    "OUT-012": """An element holds words that no format shows.

Some elements speak of the text without being part of it: entries for an index of one's own, interpretations, analyses,
degrees of certainty. They stay in the TEI, which every build carries with it, and are not printed.

Example: `<interp>irony</interp>`
Remedy: nothing, if readers can do without them; else say it in a `note`.""",
}
