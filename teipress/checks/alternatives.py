"""Alternatives: errors and corrections, abbreviations, readings of witnesses. See TEI P5, chapters 3.5 and 13."""

from __future__ import annotations

from collections.abc import Iterator

from teipress.checks.rule import Found, Rule, shown, usual
from teipress.checks.survey import Survey, words
from teipress.diagnostics import Severity
from teipress.xml import Element, local

PARTNERS = {
    "sic": ("corr", "reg", "supplied", "choice"), "corr": ("sic", "orig", "surplus", "abbr", "choice"),
    "orig": ("reg", "corr", "expan", "supplied", "choice"), "reg": ("orig", "sic", "abbr", "choice"),
    "abbr": ("expan", "ex", "reg", "corr", "choice"), "expan": ("abbr", "am", "orig", "choice"),
}  # fmt: skip
SOURCES = ("wit", "source", "resp", "hand")


def choices_without_alternative(survey: Survey) -> Iterator[Found]:
    """A choice that leaves none.

    `choice` holds two or more forms of one text: what the source has, and what is meant. With one alone, either the
    reading or the diplomatic text lacks the words.

    Example: `<choice><sic>occured</sic></choice>`.
    Remedy: add the other form, or take `choice` away.
    """
    for choice in survey.all("choice"):
        names = [local(child) for child in choice if isinstance(child.tag, str)]
        if len(names) < 2:
            held = f"<{names[0]}> alone" if names else "nothing"
            partner = PARTNERS.get(names[0], ("",))[0] if names else ""
            hint = f"add <{partner}>" if partner else "add the other form, or take choice away"
            yield Found(choice, f"<choice> holds {held}", hint, f"“{shown(words(choice), 20)}”", "<choice")
        elif len(set(names)) == 1 and names[0] in PARTNERS and names[0] != "reg":
            message = f"<choice> holds <{names[0]}> only, and no <{PARTNERS[names[0]][0]}>"
            hint = f"make one of them <{PARTNERS[names[0]][0]}>"
            yield Found(choice, message, hint, f"“{shown(words(choice), 20)}”", "<choice")


def alternatives_alike(survey: Survey) -> Iterator[Found]:
    """Both forms of a choice are the same.

    Nothing is corrected or resolved; the correction was forgotten, or made in both.

    Example: `<choice><sic>occurred</sic><corr>occurred</corr></choice>`.
    Remedy: give in each what belongs there.
    """
    for choice in survey.all("choice"):
        children = [child for child in choice if local(child) in PARTNERS]
        if len(children) != 2 or local(children[0]) == local(children[1]):
            continue
        one, other = (_written(child) for child in children)
        if one == other and one[0]:
            names = " and ".join(f"<{local(child)}>" for child in children)
            message = f"{names} are the same: “{shown(one[0])}”"
            yield Found(choice, message, "give the other form", f"“{shown(one[0], 20)}”", "<choice")


def _written(element: Element) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The words of an element, and the mark-up in it, which may be all the difference."""
    inside = tuple((local(e), e.get("rend") or e.get("n") or "") for e in element.iter("{*}*") if e is not element)
    return words(element), inside


def apparatus_without_readings(survey: Survey) -> Iterator[Found]:
    """An entry of the apparatus without a variant.

    An `app` gives the readings of several witnesses. With a lemma alone, or nothing, it says nothing.

    Example: `<app><lem>grad</lem></app>`.
    Remedy: add the `rdg`, or take the `app` away.
    """
    entries = list(survey.all("app"))
    bare = [app for app in entries if next(app.iter("{*}rdg", "{*}note", "{*}witDetail"), None) is None]
    if 2 * len(bare) > len(entries):
        return  # the variants stand elsewhere, in the words of a note, say
    for app in bare:
        lemma = next(app.iter("{*}lem"), None)
        held = "<lem> alone" if lemma is not None else "no reading"
        severity = Severity.NOTE if lemma is not None and lemma.get("wit") else None
        yield Found(app, f"<app> holds {held}", "add the <rdg>", f"“{shown(words(app), 20)}”", "<app", severity)


def readings_without_witness(survey: Survey) -> Iterator[Found]:
    """A reading that is nobody's, though the others name their witnesses.

    Example: `<rdg>grad</rdg>` beside `<rdg wit="#A">`.
    Remedy: name the witness in @wit; a conjecture has @resp or @source.
    """
    readings = list(survey.all("rdg"))
    bare = [e for e in readings if not any(e.get(a) for a in SOURCES) and not any(local(c) == "wit" for c in e)]
    bare = [e for e in bare if (p := e.getparent()) is None or not any(p.get(a) for a in SOURCES)]
    if usual(len(readings) - len(bare), len(readings)):
        for element in bare:
            what = shown(words(element), 20)
            named = f" “{what}”" if what else ""
            yield Found(element, f"the reading{named} names no witness", "add @wit, or @resp", f"“{what}”", "<rdg")


def gaps_without_reason(survey: Survey) -> Iterator[Found]:
    """A gap that does not say why.

    Was the page torn, the hand unreadable, the passage left out by the editor? Readers take one for the other.

    Example: `<gap/>`.
    Remedy: `<gap reason="illegible" extent="2 words"/>`.
    """
    for gap in survey.all("gap"):
        parent = gap.getparent()
        cause = parent is not None and local(parent) in (
            "damage",
            "del",
            "supplied",
            "unclear",
            "app",
            "rdg",
            "lem",
            "add",
        )
        if (
            not any(gap.get(a) for a in ("reason", "agent", "cause", "ana", "type", "hand"))
            and not len(gap)
            and not cause
        ):
            yield Found(gap, "a gap without a reason", 'say why: reason="illegible", say', "<gap>", "<gap")


# What many editions state with these elements, one of the attributes each.
STATED = {
    "supplied": (("reason",), ("resp", "source", "evidence"), ("cert",)),
    "unclear": (("reason", "cause"), ("cert",)),
    "corr": (("resp", "source"), ("cert",)),
    "gap": (("unit", "extent", "quantity"),),
    "add": (("place",),), "del": (("rend", "type"),), "date": (("when", "from", "to", "notBefore", "notAfter"),),
    "graphic": (("url",),), "milestone": (("unit",),), "note": (("place",), ("resp",)), "sp": (("who",),),
    "surface": (("n", "facs", "start"),), "said": (("who",),),
}  # fmt: skip


def habits_broken(survey: Survey) -> Iterator[Found]:
    """An element lacks an attribute that almost all others of its kind in this edition have.

    Where an edition says for each supplied word who supplied it and how sure that is, one that says nothing was
    forgotten. It is told if at least nine of ten have the attribute, and at least ten.

    Example: `<supplied>` without @cert among thirty with it.
    Remedy: add the attribute.
    """
    for name, wanted in STATED.items():
        elements = list(survey.all(name))
        for attributes in wanted:
            bare = [e for e in elements if not any(e.get(a) is not None for a in attributes)]
            having = len(elements) - len(bare)
            if not bare or having < 10 or having < 9 * len(bare):
                continue
            for element in bare:
                if any(local(a) in ("teiHeader", "standOff") for a in element.iterancestors()):
                    continue
                at = " or ".join(f"@{a}" for a in attributes)
                what = shown(words(element), 20)
                named = f" “{what}”" if what else ""
                message = f"<{name}>{named} has no {at}; {having} of {len(elements)} have it"
                yield Found(element, message, f"add @{attributes[0]}", f"<{name}> without @{attributes[0]}", f"<{name}")


RULES = {
    "TXT-027": Rule(choices_without_alternative, Severity.WARNING, "choices have no alternative"),
    "TXT-028": Rule(alternatives_alike, Severity.WARNING, "choices have two forms alike"),
    "TXT-029": Rule(apparatus_without_readings, Severity.WARNING, "entries of the apparatus have no reading"),
    "TXT-030": Rule(readings_without_witness, Severity.NOTE, "readings name no witness"),
    "TXT-031": Rule(gaps_without_reason, Severity.NOTE, "gaps give no reason"),
    "TXT-032": Rule(habits_broken, Severity.NOTE, "elements lack an attribute that the others have"),
}
