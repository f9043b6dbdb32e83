"""Seeded slips: what people write wrong in TEI, planted in documents that are right, and what is said of each.

python benchmarks/slips.py [SEED] [HOW_MANY]    prints a table in Markdown, then what was missed; of 300 slips

A slip is found if something is said at its line that was not said before. The first suggestion is right if the hint
begins with what was there before the slip, or with the place where a misplaced element was. Documents are the memoir,
with its registers, by its own schema, and those of the corpus beside the checkout that are valid by tei_all.
"""

from __future__ import annotations

import random
import re
import shutil
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from teipress import grammar
from teipress.checks import dates, references, relaxng
from teipress.diagnostics import Diagnostic, in_order
from teipress.edition import Edition, load
from teipress.grammar.automaton import Automaton
from teipress.grammar.blame import described
from teipress.grammar.names import XML_NAMESPACE, local_of, qualified
from teipress.settings import Settings

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
MEMOIR = ROOT / "tei" / "from-lenin-to-stalin.xml"
MEMOIR_SCHEMA = ROOT / "schemas" / "memoir.rng"
TEI_ALL = SHARED / "tei-p5" / "tei_all.rng"
LARGEST = 400_000  # bytes of a document that is used; larger ones only take longer
TRIES = 400

_TAG = re.compile(r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>|<[^<>]*>", re.DOTALL)
_ATTRIBUTE = re.compile(r"\s([\w:.-]+)\s*=\s*(\"[^\"]*\"|'[^']*')")


@dataclass(slots=True, eq=False)
class Tag:
    """An element of a document: where its name, its attributes and its tags stand in the text."""

    name: str
    start: int
    opened: int
    parent: Tag | None
    attributes: dict[str, tuple[int, str]] = field(default_factory=dict)  # where the name begins, and the value
    children: list[Tag] = field(default_factory=list)
    closing: int = -1  # of the end tag; -1 for an empty element
    end: int = 0


@dataclass(slots=True, eq=False)
class Document:
    """A document without faults; *main* is the file that is checked, *path* the one of which *text* is."""

    path: Path
    main: Path
    schema: Path
    text: str
    tags: list[Tag]

    def line(self, offset: int) -> int:
        return self.text.count("\n", 0, offset) + 1

    def changed(self, *edits: tuple[int, int, str]) -> str:
        text = self.text
        for start, end, new in sorted(edits, reverse=True):
            text = text[:start] + new + text[end:]
        return text


@dataclass(frozen=True, slots=True)
class Slip:
    """A fault planted in a document: what was done, in which line, and what a good first suggestion begins with."""

    kind: str
    document: Document
    what: str
    line: int
    text: str
    right: tuple[str, ...]


def tags_of(text: str) -> list[Tag]:
    """The elements of a document, in order."""
    tags: list[Tag] = []
    current: Tag | None = None
    for match in _TAG.finditer(text):
        if match[0].startswith(("<!", "<?")):
            continue
        if match[0].startswith("</"):
            assert current is not None
            current.closing, current.end = match.start(), match.end()
            current = current.parent
            continue
        name = re.match(r"<([^\s/>]+)", match[0])
        assert name is not None
        tag = Tag(name[1], match.start(), match.end(), current)
        for attribute in _ATTRIBUTE.finditer(match[0]):
            tag.attributes[attribute[1]] = match.start() + attribute.start(1), attribute[2][1:-1]
        tags.append(tag)
        if current is not None:
            current.children.append(tag)
        if match[0].endswith("/>"):
            tag.end = match.end()
        else:
            current = tag
    return tags


# --- how fingers slip -------------------------------------------------------------------------------------------------

BESIDE = {
    key: "".join(row[place + step] for step in (-1, 1) if 0 <= place + step < len(row))
    for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm")
    for place, key in enumerate(row)
}


def typed(name: str, chance: random.Random) -> str:
    """A word as it comes out when somebody types fast."""
    if any(letter.isupper() for letter in name[1:]) and chance.random() < 0.4:
        return name.lower()
    at = chance.randrange(len(name))
    ways: list[Callable[[], str]] = [
        lambda: name[:at] + name[at + 1 : at + 2] + name[at] + name[at + 2 :],
        lambda: name[:at] + name[at + 1 :],
        lambda: name[:at] + name[at] + name[at:],
        lambda: name[:at] + chance.choice(BESIDE.get(name[at].lower(), "x")) + name[at + 1 :],
        lambda: name.lower() if name != name.lower() else name.upper() if len(name) < 3 else name.capitalize(),
    ]
    return chance.choice(ways)()


# --- kinds of slips ---------------------------------------------------------------------------------------------------

ELEMENT_HABITS = {
    "hi": "i b strong italic bold sup", "emph": "em", "lb": "br", "p": "para paragraph", "head": "h1 h2 heading",
    "list": "ul ol", "item": "li", "row": "tr", "cell": "td th", "ref": "a", "graphic": "img image",
    "quote": "blockquote quotation", "note": "footnote", "div": "section chapter", "lg": "stanza",
    "pb": "pagebreak page", "seg": "span", "persName": "person personname", "placeName": "placename Placename",
    "orgName": "organization organisation", "licence": "license",
    "abbr": "abbreviation", "bibl": "citation", "foreign": "foriegn", "ab": "block",
}  # fmt: skip
ATTRIBUTE_HABITS = {
    "xml:id": "id ID", "xml:lang": "lang", "target": "href url", "when": "date value", "rend": "class style type",
    "url": "src href", "n": "no num number", "ref": "href target", "type": "class kind", "notBefore": "after",
    "notAfter": "before", "from": "start", "to": "end", "who": "speaker", "resp": "editor", "wit": "witness",
    "cert": "certainty", "quantity": "amount", "cols": "colspan columns", "rows": "rowspan",
}  # fmt: skip
DATES = ("when", "from", "to", "notBefore", "notAfter")


def misspelt_element(document: Document, chance: random.Random) -> Slip | None:
    tag = chance.choice(document.tags)
    return _renamed("misspelt element", document, tag, typed(local(tag.name), chance))


def habitual_element(document: Document, chance: random.Random) -> Slip | None:
    tag = chance.choice([tag for tag in document.tags if local(tag.name) in ELEMENT_HABITS] or [document.tags[0]])
    habits = ELEMENT_HABITS.get(local(tag.name), "")
    return _renamed("element by habit", document, tag, chance.choice(habits.split())) if habits else None


def _renamed(kind: str, document: Document, tag: Tag, name: str) -> Slip | None:
    old = local(tag.name)
    if tag.parent is None or not name or name == old or f":{name}" in tag.name or ":" in tag.name:
        return None
    edits = [(tag.start + 1, tag.start + 1 + len(tag.name), name)]
    if tag.closing >= 0:
        edits.append((tag.closing + 2, tag.closing + 2 + len(tag.name), name))
    what = f"<{old}> as <{name}>"
    return Slip(kind, document, what, document.line(tag.start), document.changed(*edits), (f"did you mean <{old}>",))


def misspelt_attribute(document: Document, chance: random.Random) -> Slip | None:
    tag, name = _bearer(document, chance, lambda _: True)
    return _other_attribute("misspelt attribute", document, tag, name, typed(name, chance)) if tag else None


def habitual_attribute(document: Document, chance: random.Random) -> Slip | None:
    tag, name = _bearer(document, chance, lambda name: name in ATTRIBUTE_HABITS)
    if tag is None:
        return None
    return _other_attribute("attribute by habit", document, tag, name, chance.choice(ATTRIBUTE_HABITS[name].split()))


def _bearer(document: Document, chance: random.Random, wanted: Callable[[str], bool]) -> tuple[Tag | None, str]:
    """An attribute of that sort; rare ones are as likely as frequent ones."""
    found: dict[str, list[Tag]] = defaultdict(list)
    for tag in document.tags:
        for name in tag.attributes:
            if wanted(name) and not name.startswith("xmlns"):
                found[name].append(tag)
    if not found:
        return None, ""
    name = chance.choice(sorted(found))
    return chance.choice(found[name]), name


def _other_attribute(kind: str, document: Document, tag: Tag, old: str, name: str) -> Slip | None:
    if name == old or name in tag.attributes or not re.fullmatch(r"(xml:)?[A-Za-z][\w.-]*", name):
        return None
    if name.startswith("xml:") and not old.startswith("xml:"):
        return None
    at = tag.attributes[old][0]
    text = document.changed((at, at + len(old), name))
    return Slip(
        kind, document, f"@{old} as @{name} on <{tag.name}>", document.line(at), text, (f"did you mean @{old}?",)
    )


def _value(kind: str, document: Document, tag: Tag, name: str, new: str, *right: str) -> Slip | None:
    at, old = tag.attributes[name]
    start = document.text.index(old, at + len(name)) if old else -1
    if new == old or start < 0:
        return None
    text = document.changed((start, start + len(old), new))
    return Slip(kind, document, f'{name}="{old}" as "{new}" on <{tag.name}>', document.line(at), text, right)


def wrong_date(document: Document, chance: random.Random) -> Slip | None:
    tag, name = _bearer(document, chance, lambda name: name in DATES)
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", tag.attributes[name][1]) if tag else None
    if tag is None or match is None:
        return None
    year, month, day = match.groups()
    ways: list[tuple[str, str]] = [(f"{year[:-1]}O", "") if year.endswith("0") else (f"{year}?", "")]
    if month:
        ways = [(f"{year}-{int(month)}", ""), (f"{year}/{month}", ""), (f"{month}/{year}", "")]
    if day:
        english = "January February March April May June July August September October November December".split()
        spoken = english[int(month) - 1]
        ways = [
            (f"{int(day)}.{int(month)}.{year}", ""), (f"{year}.{month}.{day}", ""), (f"{int(day)} {spoken} {year}", ""),
            (f"{spoken} {int(day)}, {year}", ""), (f"{year}{month}{day}", ""), (f"{year}-02-30", "correct the day"),
        ]  # fmt: skip
        if int(month) < 10 or int(day) < 10:
            ways.append((f"{year}-{int(month)}-{int(day)}", ""))
        if int(day) > 12:
            ways.append((f"{year}-{day}-{month}", ""))
    new, right = chance.choice(ways)
    old = match[0]
    return _value("date", document, tag, name, new, *([right] if right else [f"write {old}", f'write {name}="{old}"']))


def wrong_value(document: Document, chance: random.Random) -> Slip | None:
    """One of the values that the schema lists, misspelt."""
    closed = [
        (tag, name)
        for tag in document.tags
        for name, (_, value) in tag.attributes.items()
        if value in listed(document.schema, tag.name, name)[0] and not listed(document.schema, tag.name, name)[1]
    ]
    if not closed:
        return None
    kinds = sorted({(tag.name, name) for tag, name in closed})
    kind = chance.choice(kinds)
    tag, name = chance.choice([each for each in closed if (each[0].name, each[1]) == kind])
    old = tag.attributes[name][1]
    if len(old) < 3:
        return None
    return _value("listed value", document, tag, name, typed(old, chance), f'write {name}="{old}"')


def wrong_number(document: Document, chance: random.Random) -> Slip | None:
    words = "zero one two three four five six seven eight nine ten".split()
    found = [
        (tag, name)
        for tag in document.tags
        for name, (_, value) in tag.attributes.items()
        if value.isdigit()
        and (types := listed(document.schema, tag.name, name)[1])
        and all("nteger" in each or each in ("decimal", "double") for each in types)
    ]
    if not found:
        return None
    tag, name = chance.choice(found)
    old = tag.attributes[name][1]
    ways = [f"{old}px", f"{old}.", f"{old} lines"]
    if int(old) <= 10:
        ways += [words[int(old)]] * 2
    if "1" in old:
        ways.append(old.replace("1", "l"))
    if "0" in old:
        ways.append(old.replace("0", "O"))
    return _value("number", document, tag, name, chance.choice(ways), f'write {name}="{old}"')


def dangling(document: Document, chance: random.Random) -> Slip | None:
    ids = {tag.attributes["xml:id"][1] for tag in document.tags if "xml:id" in tag.attributes} | ids_beside(
        document.main
    )
    found = [
        (tag, name)
        for tag in document.tags
        for name in (
            "ref",
            "target",
            "who",
            "corresp",
            "wit",
            "resp",
            "ana",
            "hand",
            "sameAs",
            "next",
            "prev",
            "rendition",
        )
        if name in tag.attributes and tag.attributes[name][1][:1] == "#" and tag.attributes[name][1][1:] in ids
    ]
    if not found:
        return None
    tag, name = chance.choice(found)
    old = tag.attributes[name][1]
    new = f"#{typed(old[1:], chance)}"
    if new[1:] in ids or len(old) < 4:
        return None
    return _value("dangling reference", document, tag, name, new, f"did you mean {old}")


def bad_id(document: Document, chance: random.Random) -> Slip | None:
    found = [tag for tag in document.tags if "xml:id" in tag.attributes]
    if not found:
        return None
    tag = chance.choice(found)
    old = tag.attributes["xml:id"][1]
    if chance.random() < 0.5 or f'#{old}"' in document.text:
        earlier = found[: found.index(tag)]
        if not earlier or f'#{old}"' in document.text:
            return None
        other = chance.choice(earlier).attributes["xml:id"][1]
        return _value("id", document, tag, "xml:id", other, "give one of the two")
    joints = [at for at, sign in enumerate(old) if sign in "_-" and 0 < at < len(old) - 1]
    digits = re.fullmatch(r"([A-Za-z_]+)(\d+)", old)
    if digits:
        return _value("id", document, tag, "xml:id", digits[2], f'write xml:id="{old}"')
    if joints:
        at = chance.choice(joints)
        return _value("id", document, tag, "xml:id", f"{old[:at]} {old[at + 1 :]}", f'write xml:id="{old}"')
    return None


def wrong_nesting(document: Document, chance: random.Random) -> Slip | None:
    return chance.choice(NESTINGS)(document, chance)


def _chosen(document: Document, chance: random.Random, wanted: Callable[[Tag], bool]) -> Tag | None:
    found = [tag for tag in document.tags if wanted(tag)]
    return chance.choice(found) if found else None


def _in_paragraph(document: Document, chance: random.Random) -> Slip | None:
    """A paragraph, or a division, within a paragraph."""
    tag = _chosen(
        document, chance, lambda t: t.name == "p" and t.parent is not None and t.parent.name in ("div", "body")
    )
    match = (
        re.compile(r"[^<>\s]+ [^<>\s]+").search(document.text, tag.opened, tag.closing)
        if tag and tag.closing > 0
        else None
    )
    if (
        tag is None
        or tag.parent is None
        or match is None
        or re.search("[<>]", document.text[tag.opened : match.start()])
    ):
        return None
    text = document.changed((match.start(), match.end(), f"<p>{match[0]}</p>"))
    right = f"<p> may stand in <{tag.parent.name}>, one level up, after </p>"
    return Slip("nesting", document, "<p> in <p>", document.line(match.start()), text, (right,))


def _late_head(document: Document, chance: random.Random) -> Slip | None:
    """A heading behind the first paragraph."""
    tag = _chosen(document, chance, lambda t: t.name == "head" and t.parent is not None and t.parent.name == "div")
    if tag is None or tag.parent is None:
        return None
    children = tag.parent.children
    after = children[children.index(tag) + 1] if tag is not children[-1] else None
    if (
        after is None
        or after.name not in ("p", "lg", "sp", "div")
        or any(c.name == "head" for c in children if c is not tag)
    ):
        return None
    head = document.text[tag.start : tag.end]
    text = document.changed((tag.start, tag.end, ""), (after.end, after.end, head))
    line = document.line(after.end) - head.count("\n")
    return Slip("nesting", document, "<head> behind", line, text, (f"move it up in <div>, before <{after.name}>",))


def _unwrapped(document: Document, chance: random.Random) -> Slip | None:
    """Items without their list, cells without their row."""
    wraps = {"list": "item", "row": "cell", "lg": "l", "table": "row"}
    tag = _chosen(
        document, chance,
        lambda t: t.name in wraps and t.closing > 0 and bool(t.children) and t.children[0].name == wraps[t.name],
    )  # fmt: skip
    if tag is None:
        return None
    text = document.changed((tag.start, tag.opened, ""), (tag.closing, tag.end, ""))
    line = document.line(tag.children[0].start)
    line -= document.text.count("\n", tag.start, tag.opened)
    child = wraps[tag.name]
    return Slip(
        "nesting",
        document,
        f"<{child}> without <{tag.name}>",
        line,
        text,
        (f"put it into a <{tag.name}>", f"move it into the <{tag.name}> before it"),
    )


def _behind_division(document: Document, chance: random.Random) -> Slip | None:
    """A paragraph behind the end of its division."""
    tag = _chosen(
        document, chance,
        lambda t: t.name == "p" and t.parent is not None and t.parent.name == "div" and t.parent.children[-1] is t
        and len(t.parent.children) > 2,
    )  # fmt: skip
    if tag is None or tag.parent is None or tag.parent.parent is None:
        return None
    division = tag.parent
    paragraph = document.text[tag.start : tag.end]
    text = document.changed((tag.start, tag.end, ""), (division.end, division.end, paragraph))
    line = document.line(division.end) - paragraph.count("\n")
    return Slip("nesting", document, "<p> behind </div>", line, text, ("move it into the <div> before it",))


def _stray_text(document: Document, chance: random.Random) -> Slip | None:
    """Words between the paragraphs."""
    tag = _chosen(
        document, chance, lambda t: t.name == "p" and t.parent is not None and t.parent.name in ("div", "body")
    )
    if tag is None:
        return None
    text = document.changed((tag.start, tag.start, "Words that belong nowhere. "))
    return Slip("nesting", document, "text in <div>", document.line(tag.start), text, ("put it inside <p>",))


def _gone(document: Document, chance: random.Random) -> Slip | None:
    """Something that must be there is not."""
    wanted = {("titleStmt", "title"), ("fileDesc", "titleStmt"), ("fileDesc", "sourceDesc"), ("TEI", "text"),
              ("text", "body"), ("figure", "graphic"), ("choice", "corr")}  # fmt: skip
    tag = _chosen(
        document, chance,
        lambda t: t.parent is not None and (t.parent.name, t.name) in wanted
        and sum(c.name == t.name for c in t.parent.children) == 1,
    )  # fmt: skip
    if tag is None or tag.parent is None:
        return None
    text = document.changed((tag.start, tag.end, ""))
    line = document.line(tag.parent.start)
    return Slip("nesting", document, f"<{tag.parent.name}> without <{tag.name}>", line, text, (f"add <{tag.name}>",))


NESTINGS = (_in_paragraph, _late_head, _unwrapped, _behind_division, _stray_text, _gone)
KINDS: dict[Callable[[Document, random.Random], Slip | None], int] = {
    misspelt_element: 70, habitual_element: 30, misspelt_attribute: 45, habitual_attribute: 30, wrong_date: 30,
    wrong_value: 20, wrong_number: 10, dangling: 25, bad_id: 10, wrong_nesting: 30,
}  # fmt: skip


# --- planting and looking ---------------------------------------------------------------------------------------------


def local(name: str) -> str:
    return name.rpartition(":")[2]


@cache
def automaton(schema: Path) -> Automaton:
    return grammar.load(schema, schema.read_bytes())


@cache
def listed(schema: Path, element: str, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The values that a schema lists for an attribute, and the datatypes it names."""
    machine = automaton(schema)
    asked = qualified(XML_NAMESPACE, local_of(name[4:])) if name.startswith("xml:") else name
    values: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    for number, definition in enumerate(machine.grammar.definitions):
        if element in map(local_of, definition.names.listed()):
            more = described(machine, machine.tables.asked(number, asked))
            values, types = values + more[0], types + more[1]
    return values, types


@cache
def ids_beside(main: Path) -> frozenset[str]:
    edition = load(main, Settings()).edition
    return frozenset(edition.ids) if edition is not None else frozenset()


def said(edition: Edition, schema: Path) -> list[Diagnostic]:
    """What is said of an edition that slips can bring about."""
    dated = list(dates.findings(edition))
    violations = dates.not_told_yet(dated, relaxng.violations(edition, str(schema), schema.read_bytes()))
    found = [*dated, *violations, *references.dangling_pointers(edition)]
    return in_order([*found, *references.duplicate_ids(edition), *references.names_that_are_no_ids(edition)])


def documents(scratch: Path) -> list[Document]:
    """The documents, each in a folder of its own, so that slips can be written there."""
    shutil.copytree(MEMOIR.parent, scratch / "memoir")
    main = scratch / "memoir" / MEMOIR.name
    found = [
        _document(path, main, MEMOIR_SCHEMA)
        for path in (main, *sorted((scratch / "memoir" / "registers").glob("*.xml")))
    ]
    if TEI_ALL.is_file():
        for path in sorted((SHARED / "corpus").rglob("*.xml")):
            if path.stat().st_size > LARGEST or b"xi:include" in path.read_bytes():
                continue
            edition = load(path, Settings()).edition
            if edition is None or grammar.faults(automaton(TEI_ALL), edition.sources, edition.name):
                continue
            copy = scratch / path.stem / path.name
            copy.parent.mkdir()
            shutil.copy(path, copy)
            found.append(_document(copy, copy, TEI_ALL))
    return found


def _document(path: Path, main: Path, schema: Path) -> Document:
    text = path.read_text("utf-8")
    return Document(path, main, schema, text, tags_of(text))


def slips(planted_in: Sequence[Document], seed: str, how_many: int) -> Iterator[Slip]:
    """That many slips, of all kinds in their proportions; the memoir has a third of them."""
    chance = random.Random(f"{seed}")
    own = [document for document in planted_in if document.schema == MEMOIR_SCHEMA]
    others = [document for document in planted_in if document.schema != MEMOIR_SCHEMA] or own
    whole = sum(KINDS.values())
    for kind, share in KINDS.items():
        seen: set[str] = set()
        for _ in range(max(1, round(how_many * share / whole))):
            for _ in range(TRIES):
                document = chance.choice(own if chance.random() < 0.33 else others)
                slip = kind(document, chance)
                if slip is not None and slip.text not in seen and not _valid(slip):
                    seen.add(slip.text)
                    yield slip
                    break


def _valid(slip: Slip) -> bool:
    """Whether what came of it is right, too, as far as the schema goes: then nobody could tell that it is a slip."""
    if slip.kind in ("dangling reference", "id", "date"):
        return False
    slip.document.path.write_text(slip.text, "utf-8")
    try:
        edition = load(slip.document.main, Settings()).edition
        return edition is not None and grammar.valid(automaton(slip.document.schema), edition.sources, edition.name)
    finally:
        slip.document.path.write_text(slip.document.text, "utf-8")


@dataclass(frozen=True, slots=True)
class Told:
    """What came of a slip: whether anything was said, at its line, and with the right suggestion first."""

    slip: Slip
    found: bool
    line: bool
    right: bool
    finding: str


def told(slip: Slip, before: set[tuple[str, str, str]]) -> Told:
    """Plant a slip, look, and take it out again. *before* is what was said without it."""
    document = slip.document
    document.path.write_text(slip.text, "utf-8")
    try:
        edition = load(document.main, Settings()).edition
        found = said(edition, document.schema) if edition is not None else []
    finally:
        document.path.write_text(document.text, "utf-8")
    new = [each for each in found if _key(each) not in before]
    here = [each for each in new if each.place.line == slip.line and Path(each.place.file).name == document.path.name]
    first = here[0] if here else new[0] if new else None
    right = bool(here) and here[0].hint.startswith(slip.right)
    return Told(slip, bool(new), bool(here), right, str(first) if first else "nothing")


def _key(diagnostic: Diagnostic) -> tuple[str, str, str]:
    return diagnostic.code, diagnostic.place.xpath, diagnostic.message


def run(seed: str, how_many: int) -> list[Told]:
    """Plant and look."""
    with tempfile.TemporaryDirectory() as name:
        planted_in = documents(Path(name))
        before: dict[Path, set[tuple[str, str, str]]] = {}
        outcomes = []
        for slip in slips(planted_in, seed, how_many):
            if slip.document.main not in before:
                edition = load(slip.document.main, Settings()).edition
                before[slip.document.main] = set(map(_key, said(edition, slip.document.schema))) if edition else set()
            outcomes.append(told(slip, before[slip.document.main]))
        return outcomes


def main() -> None:
    seed = sys.argv[1] if len(sys.argv) > 1 else "1917"
    outcomes = run(seed, int(sys.argv[2]) if len(sys.argv) > 2 else 300)
    count: dict[str, Counter[str]] = defaultdict(Counter)
    for each in outcomes:
        for kind in (each.slip.kind, "all"):
            count[kind].update({"planted": 1, "found": each.found, "line": each.line, "right": each.right})
    print(f"Seed {seed}.\n\n| | planted | found | at its line | first suggestion right |\n|---|---:|---:|---:|---:|")
    for kind, row in sorted(count.items(), key=lambda item: item[0] == "all"):
        print(f"| {kind} | {row['planted']} | {row['found']} | {row['line']} | {row['right']} |")
    for each in outcomes:
        if not each.right:
            slip = each.slip
            finding = each.finding.replace("\n", "\n   ")
            print(f"\n{slip.kind}: {slip.what}, {slip.document.path.name}:{slip.line}, wanted “{slip.right[0]}”")
            print(f"    {finding}")


if __name__ == "__main__":
    main()
