"""Encode: where pages begin and how they count, and which notes stand on them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teipress.encode import encode
from teipress.encode.numbering import counts
from teipress.encode.numerals import bare, readings, with_text
from teipress.xml import local, tei
from tests.drafts import FEW, LOREM, all_of, before_note, body, page, root_of, words

# --- pages ------------------------------------------------------------------------------------------------------------


def numbers(source: str) -> list[str | None]:
    return [pb.get("n") for pb in body(source).iter(tei("pb"))]


@pytest.mark.parametrize(
    ("printed", "given"),
    [
        (["7", "8", "9"], ["7", "8", "9"]),
        (["7", "", "9", ""], ["7", "8", "9", "10"]),
        (["44", "4s", "46"], ["44", "45", "46"]),
        (["- 11 -", "l2", "[13]"], ["11", "12", "13"]),
        (["10", "ll", "I2"], ["10", "11", "12"]),
        (["vi", "vii", "1", "2"], ["vi", "vii", "1", "2"]),
        (["", "", "3", "4"], ["1", "2", "3", "4"]),
        (["12", "13", "15", "16", "17"], ["12", "13", "15", "16", "17"]),
        (["81", "19", "20", "21"], ["18", "19", "20", "21"]),
        (["", ""], ["1", "2"]),
    ],
)
def test_page_numbers_are_read_and_counted(printed: list[str], given: list[str]) -> None:
    assert numbers("\f".join(page(number=n) for n in printed)) == given


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        (["7", "8", "9"], []),
        (["44", "4s", "46"], ["the page number is read “4s”, and 45 is its place in the count"]),
        (
            ["12", "13", "15", "16"],
            ["after page 13 comes page 15: a page is missing from the text, or were not numbered"],
        ),
        (["81", "19", "20", "21"], ["the page number is read “81”, and 18 is its place in the count"]),
        (["", ""], ["no page number is printed on any of the 2 pages; they are counted from 1"]),
    ],
)
def test_what_is_wrong_with_the_count_is_told(printed: list[str], said: list[str]) -> None:
    draft = encode("\f".join(page(number=n) for n in printed), "source.txt", words=FEW)
    assert [d.message for d in draft.diagnostics if d.code == "ENC-022"] == said


@pytest.mark.parametrize("separator", ["\f", "\n\n\n", "\n\n\n\n"])
def test_running_heads_are_no_text(separator: str) -> None:
    heads = ["12 THE DOG AT THE GATE", "OF ROADS 13", "14 THE D0G AT THE GATE", "OF ROAD5 15"]
    root = body(separator.join(page(head=head) for head in heads))
    assert [pb.get("n") for pb in root.iter(tei("pb"))] == ["12", "13", "14", "15"]
    assert all_of(root, "fw") == heads
    assert "GATE" not in "".join(all_of(root, "p"))


def test_a_page_without_a_number_of_its_own_is_found_by_its_length() -> None:
    pages = [page(*LOREM, head=head) for head in ("12 THE DOG", "THE DOG 13", "", "THE DOG 15", "16 THE DOG")]
    assert numbers("\n\n".join(pages)) == ["12", "13", "14", "15", "16"]


def test_one_space_begins_a_page() -> None:
    assert len(numbers("\n".join(" " + page(*LOREM).rstrip("\n") for _ in range(5)))) == 5


def test_a_text_without_any_sign_of_pages_has_none() -> None:
    assert numbers(page(*LOREM)) == []


def test_a_plate_does_not_end_the_paragraph() -> None:
    pages = ["\n".join(LOREM), "The dog at the gate.", "\n".join(line.lower() for line in LOREM)]
    root = body("\f".join(["\n".join(LOREM[:-1]) for _ in range(3)] + pages).replace("that dog since then.", "that"))
    assert all_of(root, "figure") == ["The dog at the gate."]
    assert local(next(root.iter(tei("figure"))).getparent()) == "p"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("token", "values"),
    [
        ("45", [45]),
        ("4s", [45]),
        ("l2", [12]),
        ("IOI", [101]),
        ("xiv", [14]),
        ("so", []),
        ("is", []),
        ("0", []),
        ("12345", []),
    ],
)
def test_numerals_are_read(token: str, values: list[int]) -> None:
    assert [reading.value for reading in readings(token)] == values


def test_numbers_with_and_without_words() -> None:
    assert [r.value for r in bare("— 12 —")] == [12]
    assert bare("Page 12 of the book") == ()
    assert with_text("OF ROADS. 13")[1] == "OF ROADS."
    assert with_text("nothing but words") == ((), "")


@given(st.lists(st.sampled_from(["", "3", "4s", "xii", "17", "l8", "word"]), max_size=12))
def test_counting_takes_whatever_it_is_given(tokens: list[str]) -> None:
    found = [readings(token) for token in tokens]
    chosen = counts(found, [False] * len(found)) if found else None
    assert chosen is None or len(chosen) == len(found)


# --- notes ------------------------------------------------------------------------------------------------------------

NOTES = [
    ("the dog.* Nobody", "*He was brown.", "*", "dog."),
    ("the dog.1 Nobody", "1 He was brown.", "1", "dog."),
    ("the dog1 was", "1. He was brown.", "1", "dog"),
    ("the dog.¹ Nobody", "¹ He was brown.", "1", "dog."),
    ("the dog (1). Nobody", "(1) He was brown.", "1", "dog"),
    ("the dog.† Nobody", "† He was brown.", "†", "dog."),
    ("the dog.™ Nobody", "*He was brown.", "*", "dog."),
    ("the dog.° Nobody", "* He was brown.", "*", "dog."),
    ("in 1917.% Nobody", "*He was brown.", "*", "1917."),
    ("“the dog.”” Nobody", "*He was brown.", "*", "dog.”"),
    ("the dog.’ Nobody", "1 He was brown.", "1", "dog."),
    ("the dog.* Nobody", "“He was brown.", "*", "dog."),
    ("the dog * was", "* He was brown.", "*", "dog"),
    ("the dog,(a) Nobody", "(a) He was brown.", "a", "dog,"),
]  # fmt: skip


@pytest.mark.parametrize(("called", "note", "mark", "before"), NOTES, ids=[f"{a} / {b[:3]}" for a, b, _, _ in NOTES])
def test_notes_stand_where_they_are_called(called: str, note: str, mark: str, before: str) -> None:
    lines = [*LOREM, f"And then there was {called} knew it.", *LOREM[:3], "", note]
    (found,) = body("\n".join(lines) + "\f" + page()).iter(tei("note"))
    assert (found.get("n"), before_note(found), words(found, ()).strip()) == (mark, before, "He was brown.")


def test_several_notes_of_a_page_stay_in_order() -> None:
    source = page(
        "He had a* dog and two** cats, and nobody*** ever asked.™* No.", "", "*One.", "“Two.", "***Three.", "****Four."
    )
    found = list(body(source).iter(tei("note")))
    assert [(n.get("n"), words(n, ()).strip(), before_note(n)) for n in found] == [
        ("*", "One.", "a"), ("**", "Two.", "two"), ("***", "Three.", "nobody"), ("****", "Four.", "asked."),
    ]  # fmt: skip


def test_a_note_that_runs_on_is_whole() -> None:
    first = page(
        "He had a dog,* and it barked at the",
        "",
        "*It was brown, and it belonged to a man who did not",
        "like dogs, so",
    )
    second = page("", "that in the end it had to go.")
    (note,) = body(f"{first}\fpeople who went by on the road.\n{second}\f{page()}").iter(tei("note"))
    assert words(note, ()).strip().endswith("who did not like dogs, so that in the end it had to go.")


def test_a_note_that_is_not_called_is_told_and_kept() -> None:
    draft = encode(
        page("The dog belonged to Captain Harrow.", "", "*Captain Harrow died in 1840.") + "\f" + page(),
        "s.txt",
        words=FEW,
    )
    (note,) = root_of(draft).iter(tei("note"))
    assert before_note(note) == "Harrow."
    assert [(d.code, d.place.line) for d in draft.diagnostics if d.code == "ENC-023"] == [("ENC-023", 10)]


def test_a_call_without_a_note_is_told_and_kept() -> None:
    draft = encode(page("The dog* belonged to a captain.") + "\f" + page(), "s.txt", words=FEW)
    assert "The dog* belonged" in draft.tei.decode()
    assert [(d.code, d.place.line) for d in draft.diagnostics if d.code == "ENC-024"] == [("ENC-024", 8)]


@pytest.mark.parametrize(
    "line", ["*“You mean it,” said he.", "1. First, he had a dog.", "* * *", "2 dogs were barking."]
)
def test_what_only_looks_like_a_note_is_none(line: str) -> None:
    assert all_of(body(f"{page('', line, '', *LOREM)}\f{page()}"), "note") == []
