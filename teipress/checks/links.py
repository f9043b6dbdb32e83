"""Links: pointers that are there and cannot be followed, or lead to the wrong thing. See TEI P5, chapter 17."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from teipress.checks.rule import Found, Rule, Value, shown, usual
from teipress.checks.survey import Survey, words
from teipress.diagnostics import Severity
from teipress.pointers import ATTRIBUTES
from teipress.xml import XML_ID, Element, local

# What the pointers of people and witnesses may lead to.
AGENTS = frozenset(
    """person personGrp persona persName org orgName name respStmt resp author editor principal funder sponsor publisher
    role castItem castGroup actor castList speaker handNote hand application witness bibl change nym rs publisher
    authority distributor biblStruct listPerson particDesc div editionStmt titleStmt string label interp participant
    category term handShift space object item""".split()
)
LEADING = {
    "who": (AGENTS, "a person, a role or an organisation"),
    "resp": (AGENTS, "somebody who is responsible"),
    "hand": (frozenset("handNote hand scribe person handShift category org witness respStmt".split()), "a handNote"),
    "wit": (
        frozenset(
            """witness listWit msDesc msPart msFrag msItem bibl biblStruct biblFull person rdg lem text handNote hand
            object ref sigil app abbr witDetail idno name div pb settlement msIdentifier TEI surface facsimile
            """.split()
        ),
        "a witness",
    ),
}
_WEB = re.compile(r"(?:https?|ftp)(?::|//?|;)", re.IGNORECASE)
ADDRESSES = ("target", "ref", "url", "source", "corresp", "sameAs", "facs")
_POINTER = re.compile(r"#|[a-z][a-z0-9+.-]*:|[\w./-]+#|\.{0,2}/", re.IGNORECASE)
_HOST = re.compile(r"(?:https?|ftp)://[^/\s?#]+\.[^/\s?#]{2,}|https?://(?:localhost|\[)", re.IGNORECASE)


def pointers_without_sign(survey: Survey) -> Iterator[Found]:
    """A pointer that lacks its #.

    Without the sign, `ref="lenin"` is the address of a file called lenin. There is none, but an element with this id.

    Example: `<persName ref="lenin">`, and `<person xml:id="lenin">`.
    Remedy: write `#lenin`. `--fix` does.
    """
    ids = survey.edition.ids
    for element, name, value in survey.valued(*sorted(ATTRIBUTES)):
        if value[:1] == "#" and " " not in value:
            continue
        parts = value.split()
        bare = [part for part in parts if part in ids and not part.startswith("#")]
        if bare:
            right = " ".join(f"#{part}" if part in bare else part for part in parts)
            message = f'@{name}="{shown(value)}" names the id {bare[0]} without #'
            mending = Value(element, name, right)
            yield Found(
                element, message, f'write "{shown(right)}"', f'@{name}="{bare[0]}"', f"{name}=", mending=mending
            )


def references_without_target(survey: Survey) -> Iterator[Found]:
    """A reference that leads nowhere.

    It looks like a link and is none; it has neither @target nor @cRef, though most references here have.

    Example: `<ref>see above</ref>`.
    Remedy: point with @target to the place.
    """
    for name in ("ref", "ptr"):
        elements = list(survey.all(name))
        bare = [e for e in elements if not any(e.get(a) for a in ("target", "cRef", "corresp", "sameAs"))]
        if usual(len(elements) - len(bare), len(elements)) or (name == "ptr" and bare):
            for element in bare:
                what = f" “{shown(words(element), 20)}”" if words(element) else ""
                yield Found(
                    element, f"<{name}>{what} has no @target", "point to the place", f"<{name}>{what}", f"<{name}"
                )


def pointers_to_themselves(survey: Survey) -> Iterator[Found]:
    """An element that points to itself.

    It was copied from a neighbour, most often.

    Example: `<note xml:id="n3" next="#n3">`.
    Remedy: correct the pointer.
    """
    for identifier, element in survey.edition.ids.items():
        for name, value in element.attrib.items():
            if (
                name in ATTRIBUTES
                and name not in ("facs", "resp", "who", "change")
                and f"#{identifier}" in str(value).split()
            ):
                message = f'@{name}="#{identifier}" points to its own element'
                yield Found(element, message, "correct the pointer", f"#{identifier}", f"{name}=")


def pointers_to_the_wrong_kind(survey: Survey) -> Iterator[Found]:
    """A pointer that leads to something of another kind.

    @who and @resp lead to people, @hand to a hand, @wit to a witness. What leads to a page or a place is a slip in the
    id.

    Example: `<sp who="#moscow">`, where `moscow` is a place.
    Remedy: correct the id.
    """
    for element, name, value in survey.valued(*LEADING):
        allowed, what = LEADING[name]
        for target in value.split():
            found = survey.edition.ids.get(target[1:]) if target[:1] == "#" else None
            if found is not None and local(found) not in allowed:
                message = f'@{name}="{target}" leads to a <{local(found)}>, not to {what}'
                yield Found(element, message, "correct the id", f'@{name}="{target}"', f"{name}=")


def ids_alike(survey: Survey) -> Iterator[Found]:
    """Two ids that differ in capital letters only.

    They are two ids by the rules of XML, and one for people, for many file systems, and in addresses.

    Example: `xml:id="Lenin"` and `xml:id="lenin"`.
    Remedy: rename one of them.
    """
    folded: dict[str, list[str]] = defaultdict(list)
    for identifier in survey.edition.ids:
        folded[identifier.casefold()].append(identifier)
    alike = [(one, other) for one, *others in folded.values() for other in others]
    if len(alike) > 20 and 50 * len(alike) > len(survey.edition.ids):
        return  # made by a machine that counts in both kinds of letters
    for one, other in alike:
        if len(other) > 3:  # sigla: A is a manuscript, a another
            message = f"the ids {one} and {other} differ in capital letters only"
            yield Found(survey.edition.ids[other], message, "rename one of them", f"{one} and {other}", f'"{other}"')


def one_sided_links(survey: Survey) -> Iterator[Found]:
    """A part that names its next, which does not name it as the one before.

    The parts of something that is interrupted (a speech, a paragraph, an annotation) are tied both ways, @next and
    @prev. Tied one way, a reader who comes from behind does not find back. It is told where the other side points
    elsewhere, or most are tied both ways.

    Example: `<q xml:id="a" next="#b">` and `<q xml:id="b" prev="#c">`.
    Remedy: correct the one that is wrong.
    """
    ids = survey.edition.ids
    pairs: list[tuple[Element, str, Element, str]] = []
    for element in ids.values():
        for here, there in (("next", "prev"), ("prev", "next")):
            target = ids.get((element.get(here) or "")[1:])
            if target is not None and target is not element and (here == "next" or not target.get("next")):
                pairs.append((element, here, target, there))
    back = [(e.get(XML_ID), there, target) for e, _, target, there in pairs]
    both = sum(f"#{identifier}" in (target.get(there) or "").split() for identifier, there, target in back)
    for element, here, target, there in pairs:
        identifier = element.get(XML_ID, "")
        answer = (target.get(there) or "").split()
        if f"#{identifier}" in answer or (not answer and 2 * both < len(pairs)):
            continue
        other = target.get(XML_ID, "")
        says = f'has {there}="{answer[0]}"' if answer else f"has no @{there}"
        message = f'#{identifier} has {here}="#{other}", and #{other} {says}'
        yield Found(
            target,
            message,
            f'write {there}="#{identifier}", or correct the other',
            f"#{identifier} and #{other}",
            f"{there}=",
        )


def broken_addresses(survey: Survey) -> Iterator[Found]:
    """A web address that cannot be one.

    A slash or colon is missing, or a blank stands in it. A link made of it leads nowhere.

    Example: `target="http:/example.org"`; `target="http://example.org/From Lenin.html"`.
    Remedy: correct it; a blank in an address is written %20.
    """
    for element, name, value in survey.valued(*ADDRESSES):
        if not _WEB.match(text := value.strip()):
            continue
        first, *others = text.split()
        if not _HOST.match(first):
            message, hint = "is no web address", "it begins with https:// and a name, example.org"
        elif not all(map(_POINTER.match, others)):
            message, hint = "has a blank in it", "write the blank as %20"
        else:
            continue
        yield Found(element, f'@{name}="{shown(text, 60)}" {message}', hint, f'"{shown(text, 30)}"', f"{name}=")


RULES = {
    "REF-004": Rule(pointers_without_sign, Severity.WARNING, "pointers lack their #"),
    "REF-005": Rule(references_without_target, Severity.NOTE, "references have no target"),
    "REF-006": Rule(pointers_to_themselves, Severity.WARNING, "elements point to themselves"),
    "REF-007": Rule(pointers_to_the_wrong_kind, Severity.WARNING, "pointers lead to something of another kind"),
    "REF-008": Rule(ids_alike, Severity.NOTE, "ids differ in capital letters only"),
    "REF-009": Rule(one_sided_links, Severity.WARNING, "parts are tied one way only"),
    "REF-010": Rule(broken_addresses, Severity.WARNING, "web addresses are broken"),
}
