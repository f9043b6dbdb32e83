"""Editorial rules: quotation marks, spaces, tags and numbers that follow each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teipress.checks.sequences import label, slips
from tests.told import paragraphs, said

RIGHT = {
    "English": paragraphs("“I saw him,” he said, “and left.”", "“Did he say ‘Go’?”", "‘Never,’ the sailors’ men said."),
    "a speech over paragraphs": paragraphs("“I was there,", "“and I saw him,", "“and he left.”", "She nodded."),
    "closed at the end only": paragraphs("«J’y étais.", "Je l’ai vu.", "Il est parti.»", "«Oui.»"),
    "German": paragraphs("„Ich sah ihn“, sagte er, „und ging.“", "„Nie.“", "Er rief: „Halt!“"),
    "German, guillemets": paragraphs("»Ich sah ihn«, sagte er, »und ging.«", "»Nie.«"),
    "French": paragraphs("« Je l’ai vu », dit-il, « et je suis parti. »", "« Non. »"),
    "Swedish": paragraphs("”Jag såg honom”, sade han.", "”Nej.”", "Han sade ”ja”."),
    "Polish": paragraphs("„Widziałem go”, powiedział.", "„Nie.”"),
    "straight": paragraphs('"I saw him," he said, "and left."', "It was 5' 10\" long."),
    "in elements": paragraphs("<q>“Yes,”</q> he said<note>“A note.”</note>. <q>“No.<note>1</note>”</q>"),
    "in verse": "<lg><l>“Go,</l><l>my child.”</l></lg><lg><l>“One</l></lg><lg><l>“two.”</l></lg>",
    "a ditto mark": "<table><row><cell>Bread</cell><cell>1 lb.</cell></row><row><cell>Salt</cell><cell>2 ”</cell></row></table>",
    "figures and inches": paragraphs("“18” stood on it.", "“Yes.”", "A board of 5” is thin.", "“No.”"),
    "Hebrew": paragraphs("רבש”ע אמר", "אי”ה"),
    "an enumeration": paragraphs("a) one, b) two, 3) three, iv) four (and five)."),
    "a parenthesis over paragraphs": paragraphs("(It was so.", "And so.)"),
    "a smile in another's hand": paragraphs("One (two (three) four)."),
}  # fmt: skip


@pytest.mark.parametrize("house", RIGHT)
def test_marks_pair_as_each_house_has_them(house: str) -> None:
    assert said(RIGHT[house], "TXT-033", "TXT-035") == []


def test_mark_that_is_missing_is_told_in_each_house() -> None:
    for one, other in (("“", "”"), ("„", "“"), ("«", "»"), ("»", "«")):
        body = paragraphs(*[f"{one}Yes,{other} he said."] * 6, f"He said: {one}No.", "They left.", "She stayed.")
        assert said(body, "TXT-033") == [f"TXT-033 a quotation mark {one} is never closed: {one}No.…"], one + other


# --- spaces and tags ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "<p>M<hi rend='sup'>r</hi> Smith, <hi>O</hi>nce, un<hi>believ</hi>able, <hi>Lenin</hi>’s</p>",
        "<p>d’<persName>Ormesson</persName>, (<persName>Lenin</persName>), “<persName>Lenin</persName>”</p>",
        "<p><persName>Lenin</persName>ist, anti-<persName>Lenin</persName>, Mac<persName>donald</persName></p>",
        "<p><persName><surname>Serge</surname><forename>Victor</forename></persName></p>",
        "<p><w>The</w><w>old</w><pc>.</pc><w>Man</w></p>",
        "<p><choice><sic>teh</sic><corr>the</corr></choice> man, the <del>old</del> man, a<note>n</note> b</p>",
        "<p>end.<note>A note.</note> Next</p><p>St. <placeName>Louis</placeName>, St.<lb/>Louis</p>",
    ],
)
def test_words_that_tags_divide_by_right(body: str) -> None:
    assert said(body, "TXT-036") == []


def test_spaced_stops_are_a_habit_where_they_are_many() -> None:
    assert said(paragraphs(*["One , two , three ."] * 9), "TXT-039") == []
    assert len(said(paragraphs(*["One, two."] * 60, "One , two."), "TXT-039")) == 1


def test_elements_that_carry_the_spaces_are_not_spaced() -> None:
    tokens = "<w>He</w> <w>left</w> <pc>.</pc> <w>She</w> <pc>,</pc> <w>too</w>"
    assert said(f"<p>{tokens}</p>", "TXT-036", "TXT-039", "TXT-053") == []


# --- sequences ----------------------------------------------------------------------------------------------------------


def found(text: str) -> tuple[list[str], list[str], list[str]]:
    """What is twice, astray, and behind a gap, by its label."""
    parts = text.split()
    told = slips([label(part) for part in parts])
    return [parts[p] for p in told.twice], [parts[p] for p in told.astray], [parts[p] for p, _ in told.missing]


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("1 2 3 4 5 6", ([], [], [])),
        ("1 2 3 1 2 3 1 2", ([], [], [])),
        ("i ii iii iv 1 2 3", ([], [], [])),
        ("12r 12v 13r 13v 14r 14v 15r", ([], [], [])),
        ("12 12a 12b 13 14", ([], [], [])),
        ("12-13 14 15 16-17 18", ([], [], [])),
        ("[1] [2] 3 4 (5)", ([], [], [])),
        ("1 2 31 4 5 6", ([], ["31"], [])),
        ("1 2 4 3 5 6", ([], ["4"], [])),
        ("1 2 3 3 4 5", (["3"], [], [])),
        ("1 2 3 4 5 6 8 9", ([], [], ["8"])),
        ("1 2 3 4 5 9 10 11 12 20 21", ([], [], [])),  # excerpts
        ("12r 12v 13r 14r 14v 15r 15v", ([], [], ["14r"])),
        ("xviii xix xlx xxi xxii", ([], [], [])),  # xlx is no number
        ("A B C", ([], [], [])),
    ],
)
def test_sequence(text: str, slip: tuple[list[str], list[str], list[str]]) -> None:
    assert found(text) == slip


@given(st.lists(st.integers(1, 5), max_size=6), st.integers(1, 400))
def test_rising_numbers_are_in_order(steps: list[int], start: int) -> None:
    numbers = [start + sum(steps[:n]) for n in range(len(steps) + 1)]
    told = slips([label(str(number)) for number in numbers])
    assert (told.twice, told.astray) == ((), ())
