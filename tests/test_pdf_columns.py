"""Columns: every entry of an index is printed once, in columns that hold what they can."""

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace

import pypdfium2

from exporters.pdf import export
from teipress.book import (
    Book,
    Index,
    Metadata,
    See,
    plain,
)  # fmt: skip
from tests.mentions import SMALL, entry, index, labels, name, places, small
from tests.paper import SETTINGS, book, numbers, p, pages, pdf


def test_every_entry_is_printed_once_however_long_the_index() -> None:
    about = [numbers(f"a{n}w", n % 40) for n in range(200)]
    entries = tuple(
        replace(entry(f"e{n}", f"Head{n:03}", about=about[n]), letter=chr(65 + n // 16)) for n in range(200)
    )
    data = pdf(replace(book(p("x")), metadata=Metadata("Sample", "s", "und", ""), indexes=(index(*entries),)))
    printed = pages(data)[places(data)["index-of-persons"] :]
    told = re.findall(r"Head\d+|a\d+w\d+", " ".join(printed))
    assert told == [
        word for e in entries for word in re.findall(r"Head\d+|a\d+w\d+", f"{plain(e.heading)} {plain(e.about)}")
    ]
    for page in printed:
        # No letter stands at the foot of a column.
        assert not re.search(r"(?m)^[A-M]\s*$\s*(\d+\s*)?\Z", page)


def test_columns_hold_what_they_can_and_the_last_are_level() -> None:
    entries = tuple(entry(f"e{n}", f"Head{n:03}") for n in range(200))
    data = pdf(replace(book(p("x")), indexes=(index(*entries),)))
    first = places(data)["index-of-persons"]
    counts = []
    with pypdfium2.PdfDocument(data) as document:
        for page in list(document)[first:-1]:
            text = page.get_textpage()
            middle = (73 + 433) / 2 * 0.75
            halves = (text.get_text_bounded(right=middle), text.get_text_bounded(left=middle))
            counts.append([len(re.findall(r"Head\d+", half)) for half in halves])
    # 200 entries under one letter.
    assert counts == [[36, 37], [48, 48], [16, 15]]


def test_short_indexes_share_a_page_and_long_ones_do_not() -> None:
    few = tuple(entry(f"few{n}", f"Few{n}") for n in range(6))
    many = tuple(entry(f"many{n}", f"Many{n}") for n in range(60))
    indexes = [Index(f"i{n}", "x", f"Title{n}", found) for n, found in enumerate((few, few, many, few, few, few))]
    data = pdf(replace(book(p("x")), indexes=tuple(indexes)))
    assert [places(data)[f"i{n}"] - 6 for n in range(6)] == [1, 1, 2, 3, 3, 3]


def test_odd_indexes_are_set() -> None:
    odd = (
        index(entry("a", "")),
        index(entry("b", numbers("long", 900)), id="i2"),
        index(entry("c", "x" * 300, about="y" * 2500), id="i3"),
        index(entry("d", "Everywhere", *(f"m{n}" for n in range(150))), id="i4"),
        index(See("S", (), "nowhere", ()), id="i5"),
        index(id="i6"),
        replace(index(entry("f", "F"), id=""), title=""),
    )
    text = tuple(p(name(f"m{n}", "word")) for n in range(150))
    output = export(replace(book(*text), indexes=odd), SETTINGS)
    assert [str(finding) for finding in output.findings] == []
    (data,) = output.files.values()
    printed = " ".join(pages(data))
    assert all(f"long{n}" in printed for n in range(900))
    assert printed.count("x" * 10) >= 20 and "Everywhere, 1–5" in printed


BUILD = """
import hashlib
from tests.paper import pdf
from tests.mentions import SMALL
print(hashlib.sha256(pdf(SMALL)).hexdigest())
"""


def test_same_indexes_same_bytes() -> None:
    made = {hashlib.sha256(small()).hexdigest()}
    for seed in ("0", "1"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        made.add(subprocess.check_output([sys.executable, "-c", BUILD], env=environment, text=True).strip())
    assert len(made) == 1


def test_a_book_that_is_nothing_but_indexes_is_set() -> None:
    data = pdf(Book("s", SMALL.metadata, (), (), (), 0, {}, SMALL.indexes, SMALL.chronology))
    assert [page.split()[0] for page in pages(data)[6:]] == ["Chronology", "Index"]
    assert labels(data)[6:] == ["1", "2", "3"]


def test_places_are_found_where_a_language_spells_a_divided_word_otherwise() -> None:
    from exporters.pdf.places import _Home

    hungarian = _Home("egyasszonyment", [(3, "asszony"), (10, "ment")])
    assert [list(hungarian.passed(line)) for line in ("egyasz", "szony", "ment")] == [["asszony"], [], ["ment"]]
    dutch = _Home("eenomaatjeging", [(3, "omaatje"), (10, "ging")])
    assert [list(dutch.passed(line)) for line in ("eenoma", "tje", "ging")] == [["omaatje"], [], ["ging"]]
