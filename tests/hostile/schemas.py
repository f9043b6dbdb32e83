"""The hostile schemas: the file, its bytes, and what checking a document against it must end in (`exit N`, or a code)."""

RNG = 'xmlns="http://relaxng.org/ns/structure/1.0"'
XSD = 'xmlns:xs="http://www.w3.org/2001/XMLSchema"'
SCH = 'xmlns="http://purl.oclc.org/dsdl/schematron"'
TEI = "http://www.tei-c.org/ns/1.0"
LAUGHS = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
PARAGRAPH = '<element name="p"><zeroOrMore><attribute><anyName/></attribute></zeroOrMore><text/></element>'
EITHER = f'<choice>{PARAGRAPH}<element name="q"><text/></element></choice>'
DOUBLED = "".join(f'<define name="d{i}"><ref name="d{i + 1}"/><ref name="d{i + 1}"/></define>' for i in range(40))
PATTERN = "(a+)+$|(a|a)*c|(a|aa)+d|((a{1,50}){1,50}){1,50}"


def laughing(root: str) -> str:
    return f'<!DOCTYPE {root} [<!ENTITY a0 "lol">{LAUGHS}]>'


def body(content: str) -> str:
    """A grammar of a TEI document whose body holds *content*, and whose header may hold anything."""
    anything = "<zeroOrMore><choice><ref name='any'/><text/></choice></zeroOrMore>"
    return (
        f'<grammar {RNG} ns="{TEI}" datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"><start><element name="TEI">'
        f'<element name="teiHeader">{anything}</element><element name="text"><element name="body">{content}</element>'
        f'</element></element></start><define name="any"><element><anyName/>{anything}</element></define></grammar>'
    )


def drawing(href: str) -> str:
    return f'<grammar {RNG}><include href="{href}"/></grammar>'


def importing(href: str) -> str:
    return f'<xs:schema {XSD} targetNamespace="{TEI}"><xs:include schemaLocation="{href}"/></xs:schema>'


def ruling(test: str) -> str:
    """A Schematron with one rule about the body."""
    context = '<ns prefix="tei" uri="http://www.tei-c.org/ns/1.0"/><pattern><rule context="tei:body">'
    return f'<schema {SCH} queryBinding="xslt3">{context}<assert test="{test}">x</assert></rule></pattern></schema>'


ALL = {
    "laughs.rng": (f'{laughing("grammar")}<grammar {RNG}><define name="&a9;"><empty/></define></grammar>', "exit 2"),
    "laughs.xsd": (f'{laughing("xs:schema")}<xs:schema {XSD}><xs:element name="&a9;"/></xs:schema>', "exit 2"),
    "laughs.sch": (f"{laughing('schema')}<schema {SCH}><title>&a9;</title></schema>", "RUL-002"),
    "external.rng": (
        f'<!DOCTYPE grammar [<!ENTITY a SYSTEM "file:///etc/passwd">]><grammar {RNG}><start><value>&a;</value></start></grammar>',
        "exit 2",
    ),
    "deep.rng": (body("<group>" * 200 + "<empty/>" + "</group>" * 200), ""),
    "deeper.rng": (body("<group>" * 5000 + "<empty/>" + "</group>" * 5000), "exit 2"),
    "doubled.rng": (body('<ref name="d0"/>').replace("</grammar>", f'{DOUBLED}<define name="d40"><optional>{PARAGRAPH}</optional></define></grammar>'), ""),
    "exponential.rng": (body(f"<zeroOrMore>{EITHER}</zeroOrMore>{PARAGRAPH}{EITHER * 25}"), ""),
    "pattern.rng": (
        body(f'<zeroOrMore><element name="p"><optional><attribute name="n"><data type="string"><param name="pattern">{PATTERN}</param></data></attribute></optional><text/></element></zeroOrMore>'),
        "SCH-007",
    ),
    "above.rng": (drawing("../secret.rng"), "exit 2"),
    "absolute.rng": (drawing("/etc/passwd"), "exit 2"),
    "address.rng": (drawing("http://127.0.0.1:9/x.rng"), "exit 2"),
    "itself.rng": (drawing("itself.rng"), "exit 2"),
    "above.xsd": (importing("../secret.xsd"), "exit 2"),
    "absolute.xsd": (importing("file:///etc/passwd"), "exit 2"),
    "address.xsd": (importing("http://127.0.0.1:9/x.xsd"), "exit 2"),
    "above.sch": (f'<schema {SCH}><include href="../secret.sch"/></schema>', "RUL-002"),
    "reading.sch": (ruling("doc('file:///etc/passwd')"), "RUL-003"),
    "text.sch": (ruling("unparsed-text('/etc/passwd')"), "RUL-003"),
    "vast.sch": (ruling("string-length(string-join((1 to 1000000000) ! 'x', '')) = 0"), "RUL-004"),
}  # fmt: skip
