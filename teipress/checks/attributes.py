"""Attributes and names: blanks where none belong, and marks that are no part of a name."""

from __future__ import annotations

from collections.abc import Iterator

from teipress.checks.rule import Found, Rule, Value, shown
from teipress.checks.survey import Survey
from teipress.diagnostics import Severity
from teipress.xml import XML, XML_ID, XML_LANG, Element, local

# Attributes whose value is a name, a number or a key. In others a blank may be meant, or does no harm.
KEYS = (
    *"""n type subtype unit place reason level role key when when-iso notBefore notAfter from to notBefore-iso
    notAfter-iso from-iso to-iso cert ed part break hand lemma quantity extent ident scheme url mimeType status
    """.split(),
    XML_ID,
    XML_LANG,
)  # fmt: skip
NAMES = ("persName", "placeName", "orgName", "geogName")


def blanks_in_attributes(survey: Survey) -> Iterator[Found]:
    """A blank at the beginning or end of an attribute's value.

    `"12 "` and `"12"` are two values: the page is not found, and the register has two entries.

    Example: `<pb n="12 "/>`.
    Remedy: take the blank out. `--fix` does.
    """
    for element, name, value in survey.valued(*KEYS):
        if value != (bare := value.strip()) and bare:
            written = name.replace(f"{{{XML}}}", "xml:")
            ends = [end for end, sign in (("beginning", value[0]), ("end", value[-1])) if sign.isspace()]
            message = f'@{written}="{shown(bare)}" has a blank at its {" and ".join(ends)}'
            mending = Value(element, name, bare)
            yield Found(
                element, message, "take it out", f'@{written}="{shown(bare, 15)}"', f"{written}=", mending=mending
            )


def marks_in_names(survey: Survey) -> Iterator[Found]:
    """A comma, colon or semicolon at the end of a name, or a mark at its beginning.

    The mark belongs to the sentence. In the index, the name is another one with it.

    Example: `<persName>Lenin,</persName>`.
    Remedy: put the mark behind the tag.
    """
    elements = list(survey.all(*NAMES))
    found = []
    for element in elements:
        text = "".join(element.itertext()) if len(element) else element.text or ""
        if (bare := text.strip()) and (bare[-1] in ",;:" or (bare[0] in ",;:." and not bare.startswith("..."))):
            found.append((element, bare))
    found = [(element, text) for element, text in found if not _listed(element)]
    if 10 * len(found) > max(len(elements), 20):
        return  # the edition's way
    for element, text in found:
        mark, end = (text[-1], "end") if text[-1] in ",;:" else (text[0], "beginning")
        message = f"the {mark} at the {end} of “{shown(text)}” is no part of the name"
        yield Found(element, message, "put it outside the tag", f"“{shown(text, 20)}”", f"<{local(element)}")


def _listed(element: Element) -> bool:
    """Whether a name stands in a header, a register or a citation, or is part of another."""
    outside = (
        "teiHeader",
        "standOff",
        "bibl",
        "biblStruct",
        "msDesc",
        "speaker",
        "salute",
        "opener",
        "closer",
        "head",
        "signed",
        "address",
    )
    return any(local(a) in outside or local(a).startswith("list") or local(a) in NAMES for a in element.iterancestors())


RULES = {
    "TXT-050": Rule(marks_in_names, Severity.NOTE, "names end or begin with a mark"),
    "TXT-051": Rule(blanks_in_attributes, Severity.WARNING, "values have a blank at an end"),
}
