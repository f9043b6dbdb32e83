"""Entries: what a register says of somebody or something, as an index prints it. See TEI P5, chapter 13 (ND)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from teipress import authorities, names
from teipress.book import Authority, Fact, IndexEntry, Inline, LineBreak, Note, PageBreak, Span, Text, plain
from teipress.calendars import Interval
from teipress.compose import times
from teipress.compose.composer import Composer, index_id
from teipress.compose.flow import as_inlines, settle
from teipress.datewords import DateWords
from teipress.registers import Entry
from teipress.xml import XML_LANG, Element, local

# What an entry prints otherwise: its names, dates and numbers. What only machines read (sex, gender) is left out.
PRINTED = frozenset(
    "persName placeName geogName orgName name title idno birth death note desc country geo author date sex gender "
    "certainty precision".split()
)
# Around facts, and no facts themselves.
AROUND = frozenset(
    "analytic monogr imprint series location titleStmt fileDesc publicationStmt sourceDesc editionStmt "
    "seriesStmt".split()
)
# Lists of entries within an entry: each stands for itself.
NESTED = frozenset("person personGrp place org bibl biblStruct biblFull listPerson listPlace listOrg listBibl".split())
# What a title begins with and is not filed under, by its language; where that is not told, what no other language has
# as another word.
ARTICLES = {
    "en": "the a an", "fr": "le la les l’ un une", "de": "der die das ein eine", "it": "il lo la i gli le l’ un una",
    "es": "el la los las un una", "": "the der das le les il gli los las l’",
}  # fmt: skip
ALL_ARTICLES = frozenset(" ".join(ARTICLES.values()).split())
# Where catalogues show what has one of their numbers.
ADDRESSES = {
    "Wikidata": "https://www.wikidata.org/entity/{}", "VIAF": "https://viaf.org/viaf/{}",
    "GND": "https://d-nb.info/gnd/{}", "GeoNames": "https://www.geonames.org/{}",
    "ISNI": "https://isni.org/isni/{}", "ORCID": "https://orcid.org/{}", "LCCN": "https://lccn.loc.gov/{}",
    "Pleiades": "https://pleiades.stoa.org/places/{}", "TGN": "http://vocab.getty.edu/page/tgn/{}",
    "ULAN": "http://vocab.getty.edu/page/ulan/{}",
}  # fmt: skip


def index_entry(entry: Entry, composer: Composer, say: DateWords) -> IndexEntry:
    """*entry* as an index prints it, mentions apart; *say* has the words of its dates."""
    about, remarks = _notes(entry, composer)
    return IndexEntry(
        index_id(entry.id, composer.edition),
        letter(filed(entry)),
        heading(entry, entry.name),
        _detail(entry, say),
        about,
        tuple(_forms(entry)),
        tuple(remarks),
        tuple(_authorities(entry)),
        facts=tuple(_facts(entry)),
    )


def filed(entry: Entry) -> str:
    """What *entry* is sorted by: what its register says, or else its name."""
    return filed_as(entry, entry.name) if entry.sort == names.sort_key(entry.name) else entry.sort


def filed_as(entry: Entry, name: str) -> str:
    """What a name of *entry* is sorted by: of a title, the article it begins with does not count."""
    return names.sort_key(_parted(entry, name)[1])


def turned(entry: Entry, name: str) -> str:
    """A title as an index prints it that files it without its article: `Class Struggles in France, The`."""
    article, title = _parted(entry, name)
    own = name == entry.name and entry.sort != names.sort_key(name)
    if not article or (own and entry.sort.startswith(names.sort_key(article))):
        return name
    title, bracket, rest = title.partition(" (")
    return f"{title}, {article}{bracket}{rest}"


def _parted(entry: Entry, name: str) -> tuple[str, str]:
    """The article that a title begins with, and the rest of it; no article, and all of any other name."""
    already = name.rpartition(",")[2].strip().replace("'", "’").casefold() in ALL_ARTICLES
    if entry.kind == "work" and not already:
        article = name.replace("'", "’").replace("’", "’ ", 1).partition(" ")[0]
        rest = name[len(article) :].strip()
        if rest and article.casefold() in _articles(entry, name):
            return name[: len(article)], rest
    return "", name


def _articles(entry: Entry, title: str) -> list[str]:
    """The articles of a title's language; where it is not told, of that around it, which the title may not share."""
    own = next((e for e in entry.element.iter("{*}title") if names.words(e) == title), entry.element)
    langs = [around.get(XML_LANG, "") for around in (own, *own.iterancestors())]
    lang = next(filter(None, langs), "").split("-")[0].lower()
    return f"{ARTICLES.get(lang, '')} {'' if langs[0] else ARTICLES['']}".split()


def letter(key: str) -> str:
    """The letter for what is sorted by *key*: none in scripts that have thousands of them, one sign for all figures."""
    first = next((c for c in key if c.isalnum()), "")
    if first.isdigit():
        return "0–9"
    return first.upper()[:1] if first.lower() != first.upper() or "\u0590" <= first < "\u0e00" else ""


def heading(entry: Entry, name: str) -> tuple[Inline, ...]:
    """A name of *entry* as it is set: titles as they are filed, of books in italics, of articles and poems not."""
    if entry.kind != "work":
        return (Text(name),)
    levels = {title.get("level", "") for title in entry.element.iter("{*}title") if names.words(title) == name}
    return (Span("article-title" if levels & {"a", "u"} else "title", (Text(turned(entry, name)),)),)


def _detail(entry: Entry, say: DateWords) -> str:
    """Dates of life, a country, author and year."""
    if entry.kind == "place":
        return entry.country
    if entry.kind == "work":
        return ", ".join(filter(None, (entry.author, entry.date)))
    born, died = _year(entry, "birth", entry.born, say), _year(entry, "death", entry.died, say)
    if born and died:
        return f"{born} – {died}" if " " in born + died else f"{born}–{died}"
    begun, ended = (say.born, say.died) if entry.kind == "person" else (say.since, say.until)
    return begun.format(born) if born else ended.format(died) if died else ""


def _year(entry: Entry, event: str, told: Interval | None, say: DateWords) -> str:
    """The year of a birth or death, with a question mark if it is not certain."""
    if told is None:
        return ""
    doubtful = any(times.is_doubtful(told) for told in entry.element.iter(f"{{*}}{event}"))
    return f"{times.year(told, say)}{'?' * doubtful}"


def _forms(entry: Entry) -> Iterator[str]:
    """The names that say more than the heading."""
    known = set(words_of(entry.name))
    seen = {names.plain(entry.name)}
    for form in entry.forms:
        if names.plain(form) not in seen and not set(words_of(form)) <= known:
            seen.add(names.plain(form))
            yield form


@lru_cache(maxsize=4096)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name, without regard to case and accents."""
    return tuple(re.findall(r"\w+", names.sort_key(re.sub(r"['’]", " ", name))))


# --- notes and facts --------------------------------------------------------------------------------------------------


def _notes(entry: Entry, composer: Composer) -> tuple[tuple[Inline, ...], list[tuple[Inline, ...]]]:
    """The line on who or what it is, and the other notes."""
    about: tuple[Inline, ...] = ()
    others: list[tuple[Inline, ...]] = []
    for element in entry.element:
        if local(element) in ("note", "desc"):
            made = _prose(element, composer)
            if not about and names.words(element) == entry.note:
                about = made
            elif made:
                others.append(made)
    return about or ((Text(entry.note),) if entry.note else ()), others


def _prose(element: Element, composer: Composer) -> tuple[Inline, ...]:
    """What an element says, on one line and without notes of its own, which follow in brackets."""
    flow = composer.aside(lambda: composer.inside(element))
    return settle(_on_a_line(as_inlines(flow)))


def _on_a_line(content: tuple[Inline, ...]) -> Iterator[Inline]:
    for node in content:
        match node:
            case LineBreak():
                yield Text(" ")
            case PageBreak():
                pass
            case Note():
                yield Text(f" ({plain(node.content)})")
            case _:
                yield node


def _facts(entry: Entry) -> Iterator[Fact]:
    """What else an entry says, each kind of fact once: an occupation, `writer; physician`."""
    told: dict[str, list[str]] = {}
    for kind, words in _told(entry.element):
        told.setdefault(kind, []).append(words)
    for kind, several in told.items():
        if (said := "; ".join(dict.fromkeys(several))) != entry.note:
            yield Fact(kind, said)


def _told(element: Element) -> Iterator[tuple[str, str]]:
    for child in element:
        name = local(child)
        if name in AROUND:
            yield from _told(child)
        elif name in ("birth", "death"):
            places = (names.words(e) for tag in ("placeName", "settlement") for e in child.iter(f"{{*}}{tag}"))
            if place := next(filter(None, places), ""):
                yield name, place
        elif name and name not in PRINTED | NESTED and (words := names.words(child)):
            yield name, words


def _authorities(entry: Entry) -> Iterator[Authority]:
    """The numbers in catalogues, with addresses where these are known; the coordinates of a place."""
    for kind, number in entry.authorities:
        known = authorities.of_type(kind)
        sound = known is not None and not authorities.fault(known, number)
        url = ADDRESSES.get(known.name, "") if known is not None and sound else ""
        yield Authority(kind, number, number if "://" in number else url.format(re.sub(r"\s", "", number)))
    if entry.geo:
        yield Authority("coordinates", _coordinates(entry.geo))


def _coordinates(geo: str) -> str:
    """`59.94 30.31` as `59.94° N, 30.31° E`; what is no latitude and longitude in degrees, as it is."""
    try:
        north, east = (float(part.strip(",").replace(",", ".")) for part in geo.split())
    except ValueError:
        return geo
    if abs(north) > 90 or abs(east) > 180:
        return geo
    return f"{abs(north):g}° {'SN'[north >= 0]}, {abs(east):g}° {'WE'[east >= 0]}"
