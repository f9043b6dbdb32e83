"""Slips: a few of the seeded ones of `benchmarks.slips`, so that none goes unseen and most are told how to mend."""

from functools import cache

import pytest

from benchmarks.slips.documents import TEI_ALL, tags_of
from benchmarks.slips.planting import Told, run

HOW_MANY = 40


@cache
def outcomes() -> list[Told]:
    return run("tests", HOW_MANY)


@pytest.fixture(autouse=True)
def corpus() -> None:
    if not TEI_ALL.is_file():
        pytest.skip("there is no tei_all.rng in ../shared/tei-p5")


def test_every_slip_is_found_at_its_line() -> None:
    assert len(outcomes()) >= HOW_MANY - 5
    assert [each.slip.what for each in outcomes() if not each.line] == []


def test_most_first_suggestions_are_right() -> None:
    wrong = [f"{each.slip.what}: {each.finding}" for each in outcomes() if not each.right]
    assert len(wrong) <= 0.05 * len(outcomes()) + 1, wrong


def test_slips_are_planted_where_they_are_said_to_be() -> None:
    for each in outcomes():
        before, after = each.slip.document.text.split("\n"), each.slip.text.split("\n")
        first = next(number for number, pair in enumerate(zip(before, after, strict=False), 1) if pair[0] != pair[1])
        assert first <= each.slip.line or each.slip.kind == "nesting"


def test_tags_are_found_past_comments_and_cdata() -> None:
    (root, child) = tags_of("<!-- <x> --><a b='1'>\n<![CDATA[<y>]]><c/></a>")
    assert (root.name, root.attributes["b"][1], child.name, child.parent, root.children) == (
        "a",
        "1",
        "c",
        root,
        [child],
    )
