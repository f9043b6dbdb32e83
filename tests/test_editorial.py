"""Editorial signs: the same round the same words in every format, and no word taken for lost because of them."""

import io
import re
import zipfile

import pytest

from teipress import publish, verify
from teipress.compose import compose
from teipress.settings import Settings
from tests.editions import document, edition
from tests.epubs import parsed
from tests.reading import Reading

SOURCE = document("""<p>Some<supplied>thing</supplied> is <supplied><hi rend="italic">rotten</hi></supplied> in
[<supplied>Den</supplied>]mark<note>Of <supplied>1602</supplied>, not 1[603].</note>, in <supplied>1604</supplied>
too.</p><p><supplied>Whole words</supplied>, and an <add>added</add> one.</p>""")
WORDS = ["Some[thing] is [rotten] in [Den]mark", ", in [1604] too.", "[Whole words], and an added one."]
NOTE = "Of [1602], not 1[603]."


def made(form: str, source: str = SOURCE) -> bytes:
    (data,) = publish.export(compose(edition(source), Settings()).book, [form], Settings()).files.values()
    return data


def test_on_paper() -> None:
    pdf = Reading(made("pdf"))
    said = [" ".join(pdf.text(words, ("Note", "Reference")).split()) for words in pdf.of("P")]
    assert [words for words in said if "Some" in words or "Whole" in words] == [f"{WORDS[0]}{WORDS[1]}", WORDS[2]]
    assert [" ".join(pdf.text(note).split()) for note in pdf.of("Note")] == [f"1 {NOTE}"]


def test_in_the_plain_text() -> None:
    text = " ".join(made("text").decode().replace("_", "").split())
    assert f"{WORDS[0]}[1]{WORDS[1]} {WORDS[2]}" in text
    assert f"[1] {NOTE}" in text


def test_a_supplied_number_is_told_from_that_of_a_note() -> None:
    text = made("text", document("<p>On day <supplied>1</supplied><note>Of war.</note>.</p>")).decode()
    assert "On day [1][[1]].\n" in text and "[[1]] Of war.\n" in text


def test_in_the_epub() -> None:
    with zipfile.ZipFile(io.BytesIO(made("epub"))) as container:
        pages = [container.read(name) for name in container.namelist() if name.endswith(".xhtml")]
    text = " ".join("".join("".join(parsed(page).itertext()) for page in pages).split())
    assert f"{WORDS[0]}1{WORDS[1]}" in text and WORDS[2] in text
    assert re.search(rf"1\s+{re.escape(NOTE)}", text)


@pytest.mark.parametrize(("form", "ending"), [("text", "txt"), ("epub", "epub"), ("pdf", "pdf")])
def test_nothing_is_lost_for_a_sign(form: str, ending: str) -> None:
    assert list(verify.check(edition(SOURCE).tree, f"t.{ending}", made(form))) == []
