"""The hostile documents: what each holds, and the code, line and refusal it must end in."""

from dataclasses import dataclass

from teipress.xml import TEI


@dataclass(frozen=True, slots=True)
class Hostile:
    """Bytes, and what must be said of them: code and line of the one finding, and whether it is refused for safety.

    No code: it is read, and nothing is said. *read*: it is read in spite of the finding.
    """

    data: bytes
    code: str = ""
    line: int = 1
    refused: bool = False
    read: bool = False


def tei(body: str = "<p/>", declaration: str = "") -> str:
    return f'{declaration}<TEI xmlns="{TEI}">{body}</TEI>'


def dtd(declarations: str, body: str) -> bytes:
    """A document whose document type begins in line 2, its declarations in line 3; the body stands in line 5."""
    start = f'<?xml version="1.0"?>\n<!DOCTYPE TEI [\n{" ".join(declarations.split())}\n]>\n'
    return (start + tei(body)).encode()


LAUGHS = '<!ENTITY a0 "lol">' + "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
CASCADE = '<!ENTITY a0 "1234567890">' + "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 8}">' for i in range(1, 4))
CHAIN = '<!ENTITY a0 "x">' + "".join(f'<!ENTITY a{i} "&a{i - 1};">' for i in range(1, 3000))
CYCLE = '<!ENTITY a "&b;"><!ENTITY b "&a;">'
FILE = '<!ENTITY a SYSTEM "file:///etc/passwd">'
BIG = f'<!ENTITY a "{"x" * 10_000}">'
LETTER = "<p>é</p>"

ENTITIES = {
    "billion laughs": Hostile(dtd(LAUGHS, "<p>&a9;</p>"), "XML-006", 3, refused=True),
    "billion laughs in an attribute": Hostile(dtd(LAUGHS, '<p n="&a9;"/>'), "XML-006", 3, refused=True),
    "billion laughs that nobody hears": Hostile(dtd(LAUGHS, "<p/>")),
    "a cascade of 5,120 characters from 300": Hostile(dtd(CASCADE, "<p>&a3;</p>"), "XML-006", 5, refused=True),
    "entities in entities, 3,000 deep": Hostile(dtd(CHAIN, "<p>&a2999;</p>"), "XML-006", 3, refused=True),
    "quadratic, 0.9 MB": Hostile(dtd(BIG, "<p>" + "&a;" * 90 + "</p>"), "XML-006", 5, refused=True),
    "quadratic, 10 MB": Hostile(dtd(BIG, "<p>" + "&a;" * 1000 + "</p>"), "XML-006", 3, refused=True),
    "quadratic in attributes": Hostile(dtd(BIG, '<p n="&a;"/>' * 900), "XML-006", 3, refused=True),
    "a cycle of two": Hostile(dtd(CYCLE, "<p>&a;</p>"), "XML-006", 3, refused=True),
    "a cycle behind a third": Hostile(dtd(CYCLE + '<!ENTITY c "x&a;">', "<p>&c;</p>"), "XML-006", 3, refused=True),
    "a cycle in an attribute": Hostile(dtd(CYCLE, '<p n="&a;"/>'), "XML-006", 3, refused=True),
    "an entity of itself": Hostile(dtd('<!ENTITY a "x&a;">', "<p>&a;</p>"), "XML-006", 3, refused=True),
    "external file": Hostile(dtd(FILE, "<p>&a;</p>"), "XML-006", 5, refused=True),
    "external file in an attribute": Hostile(dtd(FILE, '<p n="&a;"/>'), "XML-006", 5, refused=True),
    "external file inside an entity": Hostile(
        dtd(FILE + '<!ENTITY b "x&a;">', "<p>&b;</p>"), "XML-006", 5, refused=True
    ),
    "external address": Hostile(
        dtd('<!ENTITY a SYSTEM "http://127.0.0.1:9/x">', "<p>&a;</p>"), "XML-006", 5, refused=True
    ),
    "parameter entity": Hostile(
        dtd('<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;', "<p/>"), "XML-006", 3, refused=True
    ),
    "parameter entity that declares an external one": Hostile(
        dtd("""<!ENTITY % a "<!ENTITY b SYSTEM 'file:///etc/passwd'>"> %a;""", "<p>&b;</p>"), "XML-006", 5, refused=True
    ),
    "undeclared behind a parameter entity": Hostile(
        dtd('<!ENTITY % a "<!-- -->"> %a;', '<p n="&nobody;"/>'), "XML-007", 5
    ),
    "undeclared": Hostile(tei("\n<p>&nobody;</p>").encode(), "XML-007", 2),
    "undeclared, but standard": Hostile(tei("\n<p>&AElig;</p>").encode(), "XML-007", 2, read=True),
    "external DTD": Hostile(
        b'<!DOCTYPE TEI.2 SYSTEM "http://127.0.0.1:9/tei.dtd">\n' + tei().encode(), "XML-009", read=True
    ),
    "external DTD with a public name": Hostile(
        b'<!DOCTYPE TEI PUBLIC "-//TEI//DTD" "tei.dtd" [<!ENTITY e "x">]>\n' + tei("<p>&e;</p>").encode(),
        "XML-009",
        read=True,
    ),
    "a document type in a comment": Hostile(b'<!-- <!DOCTYPE TEI SYSTEM "x.dtd"> -->' + tei().encode()),
    "unused external and unparsed entities": Hostile(
        dtd(FILE + '<!NOTATION gif SYSTEM "x"><!ENTITY b SYSTEM "b.gif" NDATA gif>', "<p/>")
    ),
}

SIZES = {
    "256 deep": Hostile(b"<a>" * 256 + b"</a>" * 256),
    "257 deep": Hostile(b"<a>" * 257 + b"</a>" * 257, "XML-005", refused=True),
    "100,000 deep": Hostile(b"<a>" * 100_000 + b"</a>" * 100_000, "XML-005", refused=True),
    "a text of 10,000,001": Hostile(tei("<p>" + "x" * 10_000_001 + "</p>").encode(), "XML-005", refused=True),
    "an attribute of 10,000,001": Hostile(tei(f'<p n="{"x" * 10_000_001}"/>').encode(), "XML-005", refused=True),
    "a comment of 10,000,001": Hostile(tei(f"<!--{'x' * 10_000_001}-->").encode(), "XML-005", refused=True),
    "1,000,001 elements": Hostile(tei("<a/>" * 1_000_001).encode(), "XML-005", refused=True),
    "1,000 attributes": Hostile(tei("<p " + " ".join(f'a{i}="x"' for i in range(1000)) + "/>").encode()),
    "5,000 namespaces": Hostile(tei("<p " + " ".join(f'xmlns:a{i}="u:{i}"' for i in range(5000)) + "/>").encode()),
}

ENCODINGS = {
    "UTF-7": Hostile(b"<?xml version='1.0' encoding='utf-7'?>+ADw-TEI/+AD4-", "XML-002"),
    "UTF-7 declared far away": Hostile(
        b"<?xml version='1.0' " + b" " * 500 + b"encoding='utf-7'?><TEI>+ADw-p/+AD4-</TEI>", "XML-002"
    ),
    "UTF-7 declared in UTF-16": Hostile(
        tei(LETTER, '<?xml version="1.0" encoding="utf-7"?>').encode("utf-16"), "XML-002"
    ),
    "UTF-16 LE with its mark": Hostile(b"\xff\xfe" + tei(LETTER).encode("utf-16-le")),
    "UTF-16 BE with its mark": Hostile(b"\xfe\xff" + tei(LETTER).encode("utf-16-be")),
    "UTF-16 LE without": Hostile(tei("<p>e</p>", '<?xml version="1.0"?>').encode("utf-16-le"), "XML-002"),
    "UTF-16 BE without": Hostile(tei("<p>e</p>", '<?xml version="1.0"?>').encode("utf-16-be"), "XML-002"),
    "UTF-16 cut off": Hostile(tei(LETTER).encode("utf-16")[:-1], "XML-002"),
    "UTF-16 declared of UTF-8": Hostile(tei(LETTER, '<?xml version="1.0" encoding="utf-16"?>').encode(), "XML-002"),
    "UTF-32": Hostile(tei(LETTER).encode("utf-32"), "XML-002"),
    "UTF-32 without its mark": Hostile(tei("<p>e</p>").encode("utf-32-le"), "XML-002"),
    "EBCDIC": Hostile(tei("<p>e</p>", '<?xml version="1.0"?>').encode("cp500"), "XML-002"),
    "Latin-1, said so": Hostile(
        tei(LETTER, '<?xml version="1.0" encoding="ISO-8859-1"?>').encode("latin-1"), "XML-002"
    ),
    "Latin-1, called UTF-8": Hostile(tei("\n\n" + LETTER).encode("latin-1"), "XML-002", 3),
    "ASCII that is not": Hostile(
        tei("\n" + LETTER, '<?xml version="1.0" encoding="US-ASCII"?>').encode(), "XML-002", 2
    ),
    "Windows-1252 quotation marks": Hostile(tei("\n<p>“x”</p>").encode("cp1252"), "XML-002", 2),
    "a NUL": Hostile(tei("\n<p>\0</p>").encode(), "XML-001", 2),
    "a lone surrogate, referred to": Hostile(tei("\n<p>&#xD800;</p>").encode(), "XML-001", 2),
    "a lone surrogate, as bytes": Hostile(tei("\n<p>?</p>").encode().replace(b"?", b"\xed\xa0\x80"), "XML-002", 2),
    "U+FFFE": Hostile(tei("\n<p>\ufffe</p>").encode(), "XML-001", 2),
    "a byte order mark in the middle": Hostile(tei("<p>a\ufeffb</p>").encode()),
    "a byte order mark at the beginning": Hostile(b"\xef\xbb\xbf" + tei(LETTER).encode()),
    "CRLF": Hostile(tei("\r\n<p>\r\n&nobody;</p>").encode(), "XML-007", 3),
    "CR": Hostile(tei("\r<p>\r</p>").encode()),
}

OTHERS = {
    "nothing": Hostile(b"", "XML-003"),
    "white space": Hostile(b" \n\t\n", "XML-003"),
    "gzip": Hostile(b"\x1f\x8b\x08\0\0\0\0\0", "XML-004"),
    "a JPEG": Hostile(b"\xff\xd8\xff\xe0\0\x10JFIF\0", "XML-004"),
    "a Word document": Hostile(b"PK\x03\x04\x14\0", "XML-004"),
    "plain text": Hostile(b"Dear Victor,\n", "XML-004"),
    "cut off": Hostile(b"<TEI>\n<p>abc\n", "XML-001", 3),
    "two roots": Hostile(b"<a/>\n<b/>\n", "XML-001", 2),
    "a bare ampersand": Hostile(tei("\n<p>bread & wine</p>").encode(), "XML-001", 2),
    "a bare less-than": Hostile(tei("\n<p>a < b</p>").encode(), "XML-001", 2),
    "an attribute twice": Hostile(tei("\n<p n='1' n='2'/>").encode(), "XML-001", 2),
    "an attribute without quotation marks": Hostile(tei("\n<p n=1/>").encode(), "XML-001", 2),
    "an undeclared prefix": Hostile(tei("\n<xi:include/>").encode(), "XML-001", 2),
    "a declaration that comes late": Hostile(b"\n<?xml version='1.0'?><TEI/>", "XML-001", 2),
}

ALL = ENTITIES | SIZES | ENCODINGS | OTHERS
