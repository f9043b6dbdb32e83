"""The composer: one walk through a TEI text, with what the walk has to remember."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping
from dataclasses import field
from functools import cache
from types import ModuleType

from teipress import files, pictures, pointers
from teipress.book import Asset, Text
from teipress.compose.flow import Flow, text_of
from teipress.compose.marks import marked
from teipress.diagnostics import Diagnostic, Severity, Trouble
from teipress.edition import Edition
from teipress.registers import Registers
from teipress.values import dataclass
from teipress.xml import XML_ID, Element, local, tei

MAX_IMAGE_BYTES = 64 * 2**20
# Names, and the parts of names, citations, casts, dictionaries: one never runs on into the next.
FIELDS = frozenset(
    "surname forename roleName genName addName settlement region country district bloc geogFeat street postCode "
    "postBox role roleDesc actor orth pron hyph syll stress gram pos gen number case per tns mood iType subc colloc "
    "lang mentioned usg def form gramGrp etym xr height width depth num unit author editor publisher pubPlace date "
    "biblScope title persName placeName orgName".split()
)
# Scripts that put no space between words. (As a regular expression they would take long to compile.)
EAST_ASIAN = (("\u2e80", "\u9fff"), ("\uac00", "\ud7af"), ("\uf900", "\ufaff"), ("\U00020000", "\U0003ffff"))


@dataclass(slots=True)
class Composer:
    """Reads the elements of one edition in one view.

    *targets* are the ids that something points at; *moved* the notes that stand elsewhere and are read where a pointer
    calls them, and *called* those that were; *reported* what has been said once already. *linked_at* are the entries of
    the apparatus that stand elsewhere, by the element they end at, and *linked_entries* all of these; *noted_at* are
    the notes that do. *variants* counts entries, *entries* tells how deep in them the walk is.
    """

    edition: Edition
    view: str
    targets: frozenset[str]
    moved: frozenset[Element]
    marks_in_text: bool
    hyphens_removed: bool
    marks: dict[Element, str] = field(default_factory=dict)
    records: Mapping[str, str] = field(default_factory=dict)
    linked: set[str] = field(default_factory=set)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    assets: dict[str, Asset] = field(default_factory=dict)
    reported: set[str] = field(default_factory=set)
    called: set[Element] = field(default_factory=set)
    linked_at: Mapping[Element, list[Element]] = field(default_factory=dict)
    linked_entries: frozenset[Element] = frozenset()
    noted_at: Mapping[Element, list[Element]] = field(default_factory=dict)
    notes: int = 0
    variants: int = 0
    entries: int = 0
    made_ids: int = 0
    depth: int = 0
    hidden: int = 0

    @property
    def diplomatic(self) -> bool:
        """Whether the view shows the source as it stands, rather than the text to be read."""
        return self.view == "diplomatic"

    def inside(self, element: Element) -> Flow:
        """The flow of everything in *element*."""
        flow: Flow = [Text(element.text)] if element.text else []
        touching = False  # a field has ended just here
        for child in element:
            made = self.read(child)
            is_field = local(child) in FIELDS
            if touching and is_field and _run_together(flow, made):
                flow.append(Text(" "))
            flow.extend(made)
            if child.tail:
                flow.append(Text(child.tail))
            touching = is_field and not child.tail
        return flow

    def read(self, element: Element) -> Flow:
        """The flow of *element*, by its rule; an element without one is passed through and reported once."""
        if not isinstance(element.tag, str):
            return []
        rules = _rules()
        name = local(element)
        rule = rules.RULES.get(name) if element.tag in (name, tei(name)) else rules.foreign
        if rule is None:
            self.once(
                f"rule {name}",
                Diagnostic(
                    self.edition.place(element),
                    "OUT-010",
                    f"<{name}> has no rule: its words are kept, what it says of them is not shown",
                    "nothing to do if the words alone will do",
                    Severity.NOTE,
                ),
            )
            return self.inside(element)
        flow: Flow = rule(element, self)
        if not self.hidden and element in self.marks:
            flow = marked(flow, element, self.marks.pop(element))
        if not self.hidden and element in self.linked_at:
            for entry in rules.apparatus.linked(element, self):
                flow = rules.apparatus.behind(flow, entry)
        if not self.hidden and element in self.noted_at:
            flow = rules.remarks.noted(flow, element, self)
        return flow

    def silent(self, element: Element) -> None:
        """Report, once for each kind of element, that its words are shown nowhere."""
        if any(text.strip() for text in element.itertext("{*}*")):
            name = local(element)
            self.once(
                f"silent {name}",
                Diagnostic(
                    self.edition.place(element),
                    "OUT-012",
                    f"<{name}> holds words that no format shows: it tells of the text, and is none of it",
                    "nothing to do, unless readers should have them: then write a note",
                    Severity.NOTE,
                ),
            )

    def aside(self, read: Callable[[], Flow]) -> Flow:
        """Read what the view does not show: notes are not numbered, faults not reported, and nothing is marked."""
        notes, found, reported, called = self.notes, len(self.diagnostics), set(self.reported), set(self.called)
        self.hidden += 1
        flow = read()
        self.hidden -= 1
        self.notes, self.reported, self.called = notes, reported, called
        del self.diagnostics[found:]
        return flow

    def once(self, key: str, diagnostic: Diagnostic) -> None:
        """Report, unless the same was reported before."""
        if key not in self.reported:
            self.reported.add(key)
            self.diagnostics.append(diagnostic)

    def id_of(self, element: Element, kind: str) -> str:
        """The element's xml:id, or a made one (`kind-3`) that no element bears."""
        identifier = element.get(XML_ID)
        if identifier and self.edition.ids.get(identifier) is element:
            return identifier
        while True:
            self.made_ids += 1
            made = f"{kind}-{self.made_ids}"
            if made not in self.edition.ids:
                return made

    def note_number(self) -> int:
        """The number of the next note."""
        self.notes += 1
        return self.notes

    def picture(self, url: str, element: Element) -> str:
        """The asset key of the image at *url*, or an empty string, with a diagnostic, where there is none to be had."""
        place = self.edition.place(element, url)

        def refuse(code: str, message: str, hint: str, severity: Severity = Severity.WARNING) -> str:
            self.diagnostics.append(Diagnostic(place, code, message, hint, severity))
            return ""

        try:
            path = self.edition.asset(url, element)
            data = files.read(path, MAX_IMAGE_BYTES)
        except files.Outside as reason:
            return refuse("IMG-002", f"the image {url} {reason}; it is left out", "copy it into the edition's folder")
        except Trouble as trouble:
            return refuse("IMG-001", f"the image is missing: {trouble}", "correct the name, or add the file")
        media_type = pictures.media_type(data)
        if media_type not in pictures.SHOWN:
            return refuse("IMG-003", f"the image {url} is no PNG, JPEG, GIF or WebP; it is left out", "convert it")
        key = str(path.relative_to(self.edition.root.resolve()))
        self.assets[key] = Asset(data, media_type)
        return key

    def embedded(self, element: Element) -> str:
        """The asset key of the image that *element* holds in base64, or an empty string, with a diagnostic."""
        try:
            data = base64.b64decode("".join((element.text or "").split()), validate=True)
        except (binascii.Error, ValueError):
            data = b""
        media_type = pictures.media_type(data)
        if media_type not in pictures.SHOWN:
            message = "what is embedded here is no PNG, JPEG, GIF or WebP; it is left out"
            place = self.edition.place(element)
            self.diagnostics.append(Diagnostic(place, "IMG-003", message, "convert it", Severity.WARNING))
            return ""
        key = f"embedded-{len(self.assets) + 1}.{pictures.SHOWN[media_type]}"
        self.assets[key] = Asset(data, media_type)
        return key


@cache
def _rules() -> ModuleType:
    """The rules, which are made for composers. (A statement in a function imports at every call.)"""
    from teipress.compose import rules

    return rules


def _run_together(before: Flow, after: Flow) -> bool:
    """Whether words that belong to two parts would become one."""
    last, first = text_of(before)[-1:], text_of(after)[:1]
    if not last or not first or last in " \t\r\n-‐'’([{«“„" or first in " \t\r\n-‐’.,;:!?)]}»”…":
        return False
    return not (is_east_asian(last) and is_east_asian(first))


def is_east_asian(text: str) -> bool:
    """Whether a text begins with a character of these scripts."""
    return any(first <= text[:1] <= last for first, last in EAST_ASIAN)


def composer(edition: Edition, view: str, marks: Mapping[Element, str], registers: Registers) -> Composer:
    """A composer for an edition: looks through it once for what the walk needs to know beforehand."""
    targets: set[str] = set()
    called: set[Element] = set()
    for pointer in pointers.pointers(edition):
        if pointer.id is None or pointer.id not in edition.ids:
            continue
        if pointer.attribute in ("target", "corresp", "next", "prev"):
            targets.add(pointer.id)
        found = edition.ids[pointer.id]
        if pointer.attribute == "target" and local(pointer.element) in ("ref", "ptr") and local(found) == "note":
            called.add(found)
    quotation = next(edition.tree.iter(tei("quotation")), None)
    hyphenation = next(edition.tree.iter(tei("hyphenation")), None)
    return Composer(
        edition,
        view,
        frozenset(targets),
        # A note within running text is where it belongs, whoever else points at it.
        frozenset(note for note in called if not _in_text(note)),
        marks_in_text=quotation is not None and quotation.get("marks") in ("all", "some"),
        hyphens_removed=hyphenation is not None and hyphenation.get("eol") in ("hard", "none"),
        marks=dict(marks),
        records={key: index_id(key, edition) for key, entry in registers.entries.items() if _is_apart(entry.element)},
    )


def index_id(key: str, edition: Edition) -> str:
    """The id that a register entry has in an index; no element bears it."""
    made = f"index-{key}"
    while made in edition.ids:
        made += "-"
    return made


def _is_apart(element: Element) -> bool:
    """Whether an element is not read as a part of the text."""
    return any(local(ancestor) in ("teiHeader", "standOff") for ancestor in element.iterancestors())


TEXT_BEARING = frozenset(
    (
        "p ab l head seg hi q said quote emph foreign term title item cell label speaker stage persName "
        "placeName name orgName s cl phr w u line rdg lem bibl salute signed closer opener dateline byline "
        "titlePart view caption camera sound tech trailer"
    ).split()
)


def _in_text(note: Element) -> bool:
    parent = note.getparent()
    return parent is not None and local(parent) in TEXT_BEARING
