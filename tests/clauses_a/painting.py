"""Painting: colours, pictures, fonts and what draws them, by the clause 6.2 of PDF/A-3a."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Name

from tests.clauses_ua.fonts import clause_7_21_fonts
from tests.reading import Reading

BLEND_MODES = frozenset(
    "Normal Compatible Multiply Screen Overlay Darken Lighten ColorDodge ColorBurn HardLight SoftLight Difference "
    "Exclusion Hue Saturation Color Luminosity".split()
)
# Those of ISO 32000-1, table 51; BX and EX would let others pass.
OPERATORS = frozenset(
    "b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J k K l m M MP n q Q re RG "
    "rg ri s S sc SC scn SCN sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \" INLINE IMAGE".split()
)
DEEPEST = 28
INTENTS = ("RelativeColorimetric", "AbsoluteColorimetric", "Perceptual", "Saturation")


def clause_6_2_2_content_streams(pdf: Reading) -> Iterator[str]:
    """Pages are drawn by known operators, and do not keep too many states at once."""
    for number, page in enumerate(pdf.pages, 1):
        depth = 0
        for _, operator in pikepdf.parse_content_stream(page):
            depth += {"q": 1, "Q": -1}.get(str(operator), 0)
            if str(operator) not in OPERATORS:
                yield f"page {number} is drawn by {operator}"
            if not 0 <= depth <= DEEPEST:
                yield f"page {number} keeps {depth} states"


def clause_6_2_6_rendering_intents(pdf: Reading) -> Iterator[str]:
    """Colours are matched in one of the four known ways."""
    said = [thing[key] for thing in pdf.objects for key in ("/RI", "/Intent") if key in thing]
    said += [ops[0] for page in pdf.pages for ops, _ in pikepdf.parse_content_stream(page, "ri")]
    yield from (f"colours are matched by {intent}" for intent in said if str(intent)[1:] not in INTENTS)


def clause_6_2_11_7_3_private_letters(pdf: Reading) -> Iterator[str]:
    """What private letters mean is spelled out."""
    for item in pdf.shown:
        if item.artifact is None and any(unicodedata.category(letter) == "Co" for letter in item.text):
            yield f"page {item.page + 1}: {item.text!r} has private letters"


def clause_6_2_3_output_intent(pdf: Reading) -> Iterator[str]:
    """One output intent tells what the colours mean, by a profile that is in the file."""
    intents: list[Any] = [o for o in pdf.root.get("/OutputIntents", ()) if o.get("/S") == Name.GTS_PDFA1]
    if len(intents) != 1:
        yield f"there are {len(intents)} output intents"
    for intent in intents:
        profile: Any = intent.get("/DestOutputProfile")
        data = profile.read_bytes() if profile is not None else b""
        if data[36:40] != b"acsp" or data[12:16] not in (b"mntr", b"prtr") or data[8] > 4:
            yield "its profile is none"
        elif {b"RGB ": 3, b"GRAY": 1, b"CMYK": 4}.get(data[16:20]) != int(profile.get("/N", 0)):
            yield f"its profile has {profile.get('/N')} colours, and is {data[16:20]!r}"
        if not str(intent.get("/OutputConditionIdentifier", "")):
            yield "it has no name"


def clause_6_2_4_colours(pdf: Reading) -> Iterator[str]:
    """Colours are those of the output intent's profile, or bring their own."""
    for number, page in enumerate(pdf.pages, 1):
        if re.search(rb"(?m)(?:^|\s)(?:[\d.]+\s+){4}[kK]\s", page.Contents.read_bytes()):
            yield f"page {number} is in CMYK"
    for object in pdf.objects:
        for space in (object.get("/ColorSpace"), object.get("/CS")):
            if space == Name.DeviceCMYK or (isinstance(space, Array) and Name.DeviceCMYK in list(space)):
                yield "a picture is in CMYK"


def clause_6_2_8_images(pdf: Reading) -> Iterator[str]:
    """Pictures are not smoothed, and there is one of each."""
    for object in pdf.objects:
        if object.get("/Subtype") == Name.Image:
            if object.get("/Interpolate", False) or "/Alternates" in object or "/OPI" in object:
                yield f"a picture has {sorted(object.keys())}"
            if object.get("/Filter") == Name.JPXDecode:
                yield "a picture is in JPEG 2000, which is not looked into"


def clause_6_2_9_xobjects(pdf: Reading) -> Iterator[str]:
    """There is no PostScript, and nothing is drawn by another file."""
    for object in pdf.objects:
        if (
            object.get("/Subtype") == Name.PS
            or object.get("/Subtype2") == Name.PS
            or "/Ref" in object
            or "/PS" in object
        ):
            yield f"an object has {sorted(object.keys())}"


def clause_6_2_10_transparency(pdf: Reading) -> Iterator[str]:
    """Pictures that let others through do so in ways that are known."""
    for object in pdf.objects:
        modes = object.get("/BM", Name.Normal)
        for mode in modes if isinstance(modes, Array) else [modes]:
            if str(mode)[1:] not in BLEND_MODES:
                yield f"colours are mixed by {mode}"
        if {"/TR", "/HTP"} & set(object.keys()) or object.get("/TR2", Name.Default) != Name.Default:
            yield f"a graphics state has {sorted(object.keys())}"


def clause_6_2_11_fonts(pdf: Reading) -> Iterator[str]:
    """Fonts are embedded, with their widths and meanings, and each sign is in them."""
    yield from clause_7_21_fonts(pdf)
