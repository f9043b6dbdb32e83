"""Indexes and chronology of an EPUB: links to every mention, in the words of the book's language."""

import re
from dataclasses import replace

from lxml import etree

from exporters.xhtml import Element
from teipress.book import (
    Authority,
    Book,
    Index,
    IndexEntry,
    Mention,
    Moment,
    Occurrence,
    PageBreak,
    See,
    Span,
    Text,
)
from tests.epubs import XHTML, book, note, p, pages, section, t
from tests.epubs import one_cover as one_cover

# --- indexes and chronology -------------------------------------------------------------------------------------------

NAMED = p(
    Span("name", t("Lenin"), id="m1"),
    " and ",
    Span("name", t("L."), id="m2"),
    note(1, p(Span("name", t("He"), id="m3"))),
)


def indexed(*entries: IndexEntry | See, chronology: tuple[Moment, ...] = ()) -> Book:
    made = book(PageBreak("p7", "7"), section("one", NAMED), section("two", p(Span("title", t("What"), id="m4"))))
    return replace(
        made, indexes=(Index("i", "person", "Index of persons", entries),) if entries else (), chronology=chronology
    )


def body_of(page: Element) -> str:
    """The body of a page, as XML without namespaces."""
    (found,) = page.iter(f"{XHTML}body")
    return re.sub(r' xmlns(:\w+)?="[^"]*"', "", etree.tostring(found, encoding="unicode"))


def test_an_index_links_to_every_mention() -> None:
    mentions = (
        Mention("m1", "7"),
        Mention("m2", "7"),
        Mention("m3", "7", "n1"),
        Mention("m4", "8"),
        Mention("gone", "9"),
    )
    authorities = (
        Authority("Wikidata", "Q1394", "https://www.wikidata.org/entity/Q1394"),
        Authority("coordinates", "1 2"),
    )
    lenin = IndexEntry(
        "lenin", "L", t("Lenin"), "1870–1924", t("Leader"), ("Ulianov",), (t("Not Lenine."),), authorities, mentions
    )
    made = pages(indexed(lenin, See("U", t("Ulianov"), "lenin", t("Lenin"))))
    assert body_of(made["i.xhtml"]) == (
        '<body epub:type="backmatter">\n<h1 id="i_heading">Index of persons</h1>\n'
        '<section class="index" role="doc-index" aria-labelledby="i_heading" id="i" epub:type="index">\n'
        '<ul epub:type="index-entry-list">\n<li id="lenin" epub:type="index-entry">'
        '<span epub:type="index-term">Lenin</span> (1870–1924). Leader. Also: Ulianov. Not Lenine. '
        '<a class="authority" href="https://www.wikidata.org/entity/Q1394">Wikidata Q1394</a>, '
        '<span class="authority">coordinates 1 2</span>. '
        '<span class="locators">pp.\u00a0<a href="001-one.xhtml#m1" epub:type="index-locator">7</a>\u00a0'
        '<a class="again" href="001-one.xhtml#m2" aria-label="7, 2" epub:type="index-locator">2</a>, '
        '<a href="001-one.xhtml#m3" epub:type="index-locator">7\u00a0n.</a>, '
        '<a href="002-two.xhtml#m4" epub:type="index-locator">8</a>, <span>9</span></span></li>\n'
        '<li epub:type="index-entry"><span epub:type="index-term">Ulianov</span>, '
        '<span epub:type="index-xref-preferred"><i>see</i> <a href="#lenin" epub:type="index-term">Lenin</a></span></li>\n'
        '</ul>\n</section>\n</body>'
    )  # fmt: skip
    assert '<span id="m1">Lenin</span> and <span id="m2">L.</span>' in body_of(made["001-one.xhtml"])
    assert '<cite id="m4">What</cite>' in body_of(made["002-two.xhtml"])


def test_chronology_and_indexes_stand_in_contents_and_landmarks() -> None:
    moment = Moment(
        "May 1917", "1917-05", "1917", (Occurrence((Text("In "), Span("date", t("May"))), Mention("m3", "7", "n1")),)
    )
    made = pages(indexed(IndexEntry("x", "X", t("X")), chronology=(moment,)))
    assert body_of(made["chronology.xhtml"]) == (
        '<body epub:type="backmatter">\n<section class="chronology">\n<h1>Chronology</h1>\n'
        '<dl>\n<dt><time datetime="1917-05">May 1917</time></dt>\n'
        '<dd>In May <a href="001-one.xhtml#m3">p.\u00a07\u00a0n.</a></dd>\n</dl>\n</section>\n</body>'
    )  # fmt: skip
    toc, landmarks = (nav for nav in made["nav.xhtml"].iter(f"{XHTML}nav") if nav.get("id") in ("toc", "landmarks"))
    for nav in (toc, landmarks):
        listed = [(a.text, a.get("href")) for a in nav.iter(f"{XHTML}a")]
        assert [entry for entry in listed if entry[1] != "accessibility.xhtml"][-2:] == [
            ("Chronology", "chronology.xhtml"), ("Index of persons", "i.xhtml"),
        ]  # fmt: skip


def test_a_long_index_is_cut_and_its_references_still_lead_to_their_entries() -> None:
    entries = tuple(IndexEntry(f"e{n}", "AZ"[n > 500], t(f"Name {n}"), about=t("word " * 100)) for n in range(1000))
    made = pages(indexed(*entries, See("Z", t("Zed"), "e0", t("Name 0"))))
    assert [name for name in made if re.match(r"i[.-]", name)] == [*(f"i-{n}.xhtml" for n in range(2, 6)), "i.xhtml"]
    assert "Index of persons, continued" in body_of(made["i-2.xhtml"])
    assert 'href="i.xhtml#e0"' in body_of(made["i-5.xhtml"])
    assert all(len(etree.tostring(made[name])) < 300_000 for name in made)


def test_an_entry_with_thousands_of_mentions_goes_on_in_the_next_file() -> None:
    hero = IndexEntry("hero", "H", t("Hero"), about=t("Him"), mentions=(Mention("m1", "7"),) * 3000)
    made = pages(indexed(hero, See("S", t("Same"), "hero", t("Hero"))))
    shares = [body_of(page) for name, page in sorted(made.items()) if re.match(r"i[.-]", name)]
    assert sum(share.count('href="001-one.xhtml#m1"') for share in shares) == 3000
    assert sum(share.count('id="hero"') for share in shares) == 1
    assert '<li epub:type="index-entry"><span epub:type="index-term">Hero, continued</span>. ' in shares[0]
    assert all(len(etree.tostring(page)) < 300_000 for page in made.values())
