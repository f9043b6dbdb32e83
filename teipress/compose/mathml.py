"""MathML: a formula as a tree of elements that show it, and nothing else, for formats that can carry it.

What EPUB 3.3 (6.5, Foreign vocabularies) and MathML 3 (chapter 3, Presentation markup) allow. A formula that has more
in it, or is put together wrongly, is none: its words are shown instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from teipress.book import Markup
from teipress.xml import Element, local, namespace

MATHML = "http://www.w3.org/1998/Math/MathML"
TOKENS = frozenset("mi mn mo ms mtext".split())
# How many children an element must have; those that are not here may have any number.
CHILDREN = {
    "mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "msubsup": 3, "munder": 2, "mover": 2, "munderover": 3,
    "mspace": 0, "none": 0, "mprescripts": 0,
}  # fmt: skip
WHOLE = frozenset(
    "math mrow msqrt mstyle merror mpadded mphantom mfenced menclose mmultiscripts mtable mtr mtd".split()
)
ELEMENTS = TOKENS | {"annotation"} | frozenset(CHILDREN) | WHOLE
# What only stands in a certain element, and what such an element may only hold.
INSIDE = {
    "annotation": "semantics",
    "mtr": "mtable",
    "mtd": "mtr",
    "none": "mmultiscripts",
    "mprescripts": "mmultiscripts",
}
ONLY = {"mtable": "mtr", "mtr": "mtd"}

_SWITCH = re.compile("true|false")
_LENGTH = re.compile(r"-?\d*\.?\d+(em|ex|px|in|cm|mm|pt|pc|%)")
_SIDES = re.compile("left|center|right")
_NUMBER = re.compile(r"[1-9]\d{0,2}")
_SIGNS = re.compile(r"[^\x00-\x1f]{0,8}")
_VARIANT = re.compile(
    "normal|bold|italic|bold-italic|double-struck|bold-fraktur|script|bold-script|fraktur|sans-serif|bold-sans-serif|"
    "sans-serif-italic|sans-serif-bold-italic|monospace"
)
_LIST = r"({0})( ({0}))*"
# The attributes that change what a formula says, and their values. Colours and sizes are the reader's.
ATTRIBUTES = {
    "math": {"display": re.compile("block|inline"), "alttext": re.compile(".+")},
    **{token: {"mathvariant": _VARIANT} for token in TOKENS},
    "mo": {
        "mathvariant": _VARIANT, "form": re.compile("prefix|infix|postfix"), "minsize": _LENGTH, "maxsize": _LENGTH,
        "lspace": _LENGTH, "rspace": _LENGTH,
        **dict.fromkeys("fence separator stretchy symmetric largeop movablelimits accent".split(), _SWITCH),
    },
    "mspace": dict.fromkeys(("width", "height", "depth"), _LENGTH),
    "mfrac": {
        "linethickness": _LENGTH, "bevelled": _SWITCH, "numalign": _SIDES, "denomalign": _SIDES,
    },
    "mfenced": {"open": _SIGNS, "close": _SIGNS, "separators": _SIGNS},
    "menclose": {"notation": re.compile(_LIST.format(
        "longdiv|actuarial|radical|box|roundedbox|circle|left|right|top|bottom|updiagonalstrike|downdiagonalstrike|"
        "verticalstrike|horizontalstrike|madruwb"))},
    "munder": {"accentunder": _SWITCH},
    "mover": {"accent": _SWITCH},
    "munderover": {"accent": _SWITCH, "accentunder": _SWITCH},
    "mstyle": {"displaystyle": _SWITCH, "scriptlevel": re.compile("[+-]?[0-9]")},
    "mtable": {
        "displaystyle": _SWITCH, "columnalign": re.compile(_LIST.format("left|center|right")),
        "rowalign": re.compile(_LIST.format("top|bottom|center|baseline|axis")),
    },
    "annotation": {"encoding": re.compile(r"[\w./+ -]{1,80}", re.ASCII)},
    "mtd": {"rowspan": _NUMBER, "columnspan": _NUMBER},
}  # fmt: skip


class _Unsound(ValueError):
    """What is no formula that can be shown."""


def formula(element: Element) -> Markup | None:
    """A `math` element as a tree; None where it is no sound MathML that shows something."""
    try:
        made = next(_read(element, ""), None)
    except _Unsound:
        return None
    return made if made is not None and made.name == "math" and made.content else None


def _read(element: Element, parent: str) -> Iterator[Markup]:
    name = local(element)
    if namespace(element) != MATHML:
        raise _Unsound(name)
    if name == "semantics":  # the first child is shown; what else it holds says the same in another way, unseen
        shown, *others = [child for child in element if local(child)] or [element]
        if shown is element or any(local(other) != "annotation" for other in others):
            raise _Unsound(name)
        yield Markup(
            name, (), (*_read(shown, parent), *(annotation for other in others for annotation in _read(other, name)))
        )
        return
    if name not in ELEMENTS or INSIDE.get(name, parent) != parent or (name == "math" and parent):
        raise _Unsound(name)
    allowed = ATTRIBUTES.get(name, {})
    said = {key: " ".join(value.split()) for key in allowed if (value := element.get(key)) is not None}
    kept = tuple((key, value) for key, value in said.items() if allowed[key].fullmatch(value))
    yield Markup(
        name, kept, tuple(_words(element)) if name in (*TOKENS, "annotation") else tuple(_children(element, name))
    )


def _words(element: Element) -> Iterator[str]:
    """What a token says: its words, and nothing but words."""
    if any(local(child) for child in element):
        raise _Unsound(local(element))
    if words := " ".join("".join((element.text or "", *(child.tail or "" for child in element))).split()):
        yield words


def _children(element: Element, name: str) -> Iterator[Markup]:
    """The children of an element. Words that stand loose among them are a token of their own."""
    made: list[Markup] = []
    for text, child in ((element.text, None), *((child.tail, child) for child in element)):
        if child is not None and local(child):
            made.extend(_read(child, name))
        if words := " ".join((text or "").split()):
            made.append(Markup("mtext", (), (words,)))
    if len(made) != CHILDREN.get(name, len(made)) or any(child.name != ONLY.get(name, child.name) for child in made):
        raise _Unsound(name)
    if name == "mmultiscripts" and not _is_balanced([child.name for child in made]):
        raise _Unsound(name)
    yield from made


def _is_balanced(names: list[str]) -> bool:
    """Whether a base has scripts in pairs, before it and behind it."""
    if names.count("mprescripts") > 1 or not names or names[0] in ("none", "mprescripts"):
        return False
    place = names.index("mprescripts") if "mprescripts" in names else len(names)
    return place % 2 == 1 and (len(names) - place - 1) % 2 == (0 if place < len(names) else 1)
