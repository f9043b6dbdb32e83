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
    "IMG-001": """An image is missing.

Remedy: correct the name in `graphic/@url`, or add the file to the edition.""",
    "IMG-002": """An image lies outside the edition, or on the network.

Editions carry their images: nothing is fetched, nothing outside the root is read.

Remedy: copy the image into the edition's folder and point to it there.""",
    "IMG-003": """An image has a form that books cannot show.

Remedy: convert it to PNG or JPEG.""",
    "OUT-001": """The format cannot show something, and there are no words to put in its place.

Example: an image with neither a caption nor a description, in the plain-text edition.
Remedy: describe it in `figDesc`.""",
    "OUT-002": """Something is shown by its words alone.

Example: a formula in MathML.
Remedy: see that its text alternative can be read.""",
    "OUT-003": """A link leads to a place that the book does not hold; its words are set without the link.

Remedy: see where the id it points to stands: it may be in a part that is not text.""",
    "OUT-004": """The typeface has no glyph for some characters.

No font of the machine steps in, since the book must look alike everywhere. In the text a box shows in their place; a
cover leaves them out.

Remedy: check the characters; a face that carries the script will be needed.""",
    "OUT-005": """The layout engine reported something.

Remedy: it says what; if it names the edition's own content, mend that, else report it as a fault of teipress.""",
    "OUT-006": """Words of the edition are missing from a finished file.

Every build reads its editions back and compares them with the TEI, word by word. This is a fault of teipress.

Remedy: report it with the document; until then use another format.""",
    "OUT-010": """An element has no rule of its own.

Its words are kept where they stand; what the element says of them is not shown.

Remedy: nothing, if the words alone will do.""",
    "OUT-011": """A glyph has neither text nor a mapping; □ stands for it.

Remedy: give its `charDecl` entry a `mapping`.""",
}
