"""Regular expressions of XML Schema: what they match, and which are refused."""

import random
import re
from pathlib import Path

import pytest
from elementpath.regex import translate_pattern
from hypothesis import given
from hypothesis import strategies as st

from teipress.grammar.regex import BadPattern, Pattern
from tests.datatypes import Params, differences, document, grammar, jing

# A pattern, what it matches and what it doesn't; values with | between them.
MATCHES = [
    ("", "", "a| "),
    ("()", "", "a"),
    ("a|b|", "a|b|", "ab"),
    ("a*", "|a|aaaa", "b|ab"),
    ("(a|b)*c", "c|ababc", "ab|cc"),
    ("a{0}", "", "a"),
    ("a{2}", "aa", "a|aaa"),
    ("a{2,}", "aa|aaaaa", "a"),
    ("a{1,3}b", "ab|aaab", "b|aaaab"),
    ("(ab){2,3}", "abab|ababab", "ab|abababab|aba"),
    ("(a?){2}", "|a|aa", "aaa"),
    ("(a*b?)*", "|aab|bba", "c"),
    ("(a|ab)(c|bcd)", "ac|abc|abcd|abbcd", "ab|abcc"),
    (".", "a|\t|\u2028|😀", "\n|\r|aa|"),
    ("^a$", "^a$", "a"),
    ("a.c", "abc", "a\nc"),
    (r"\.\\\?\*\+\{\}\(\)\[\]\|\-\^", ".\\?*+{}()[]\x00-^", "."),
    (r"\n\r\t", "\n\r\t", "nrt"),
    (r"\s+", " \t\n\r", "\u00a0|\u2003|\x0b"),
    (r"\S", "a|\u00a0|\x85", " |\n"),
    (r"\d", "1|٣|߀|𝟗", "a|²|Ⅷ|½"),
    (r"\D", "a|²", "1|٣"),
    (r"\w", "a|é|1|٣|\u0301|€|²", "_|-|.|«| |\u00ad|\ue000"),
    (r"\W", "_|-| |\u00ad", "a|1"),
    (r"\i\c*", "a|:|_b|é1|中·", "1|-a|😀|\u037e"),
    (r"\I", "1|-|😀", "a|_|:"),
    (r"\c+", "-.:_1a|\u0301", "a b|€"),
    (r"\C", " |€|/", "a|-"),
    (r"\p{L}\p{Lu}\p{Ll}\p{Lt}\p{Lm}\p{Lo}", "中Éßǅʰא", "中éßǅʰא"),
    (r"\p{N}\p{Nd}\p{Nl}\p{No}", "1٣Ⅷ½", "a٣Ⅷ½"),
    (r"\p{P}\p{Pc}\p{Pd}\p{Ps}\p{Pe}\p{Pi}\p{Pf}\p{Po}", "«_—(]“”!", "+_—(]“”!"),
    (r"\p{Z}\p{Zs}\p{Zl}\p{Zp}", "\u00a0 \u2028\u2029", "a \u2028\u2029"),
    (r"\p{S}\p{Sm}\p{Sc}\p{Sk}\p{So}", "+±€^©", "-±€^©"),
    (r"\p{M}\p{Mn}\p{Mc}\p{Me}", "\u0301\u0301\u0903\u20dd", "a\u0301\u0903\u20dd"),
    (r"\p{C}\p{Cc}\p{Cf}\p{Co}\p{Cn}", "\u0378\x85\u00ad\ue000\u0378", "a\x85\u00ad\ue000\u0378"),
    (r"\P{Lu}", "a|1", "A|É"),
    (r"\p{IsGreek}+", "αβΩ", "a|\u1f00"),
    (r"\p{IsBasicLatin}+", "aZ~\x7f", "é"),
    (r"\p{IsPrivateUse}", "\ue000|\U000f0000|\U00100000", "a|\uf900"),
    (r"\P{IsLatin-1Supplement}", "a|€", "é"),
    (r"\p{IsCJKUnifiedIdeographsExtensionB}", "𠀀", "中"),
    ("[abc]", "a|b|c", "d|ab"),
    ("[a-c]", "a|b|c", "d|-"),
    ("[^a-c]", "d|\n|😀", "a|b"),
    ("[a-z-[aeiou]]+", "xyz", "a|xya|-"),
    ("[a-z-[c-x-[e-g]]]+", "abefgyz", "c|h|x"),
    ("[^a-z-[0-9]]", "A|é", "a|5"),
    (r"[\d-[5]]", "4|٥", "5|a"),
    (r"[\-+]?\d", "-1|+1|1", "--1"),
    (r"[\[\]\\^]", "[|]|\\|^", "a"),
    ("[.$^|?*+(){}]+", ".$^", "a"),
    ("[a^]", "a|^", "b"),
    ("[😀-😂]", "😁", "a"),
    (r"[^\s]+", "ab", "a b"),
    (r"[^\S]+", " ", "a"),
    (r"[\s\S]*", "|a\nb", ""),
    ("é+", "é|éé", "e\u0301"),
    ("&<>'\"#@!%=~`;,", "&<>'\"#@!%=~`;,", "&"),
]  # fmt: skip


def apart(row: str) -> list[str]:
    return [part.replace("\0", "|") for part in row.split("|")]


@pytest.mark.parametrize(("text", "matched", "others"), MATCHES)
def test_matches(text: str, matched: str, others: str) -> None:
    pattern = Pattern(text)
    assert [value for value in apart(matched) if not pattern.matches(value)] == []
    assert [value for value in apart(others) if value not in apart(matched) and pattern.matches(value)] == []


REFUSED = {
    "a**": "* has nothing to stand for here; the character itself is written \\* (at character 3)",
    "a{2}{3}": "{ has nothing to stand for here; the character itself is written \\{ (at character 5)",
    "?": "? has nothing to stand for here; the character itself is written \\? (at character 1)",
    "(": ") is missing (at character 2)",
    "(a": ") is missing (at character 3)",
    "a)": ") has nothing to stand for here; the character itself is written \\) (at character 2)",
    "(?:a)": "? has nothing to stand for here; the character itself is written \\? (at character 2)",
    "(?=a)": "? has nothing to stand for here; the character itself is written \\? (at character 2)",
    "]": "] has nothing to stand for here; the character itself is written \\] (at character 1)",
    "}": "} has nothing to stand for here; the character itself is written \\} (at character 1)",
    "a{,3}": "a number is missing (at character 3)",
    "a{1": "} is missing (at character 4)",
    "a{x}": "a number is missing (at character 3)",
    "a{3,2}": "the second number of a quantifier is smaller than the first (at character 7)",
    "[": "] is missing (at character 2)",
    "[a": "] is missing (at character 3)",
    "[]": "] in brackets is written \\] (at character 2)",
    "[^]": "] in brackets is written \\] (at character 3)",
    "[[a]]": "[ in brackets is written \\[ (at character 2)",
    "[a-]": "a hyphen in brackets is written \\-, except in a range (at character 4)",
    "[-a]": "- in brackets is written \\- (at character 2)",
    "[a-c-e]": "a hyphen in brackets is written \\-, except in a range (at character 6)",
    "[z-a]": "the second character of a range stands before the first (at character 5)",
    "[a-\\d]": "a range goes from one character to another (at character 6)",
    "[a-[b]c]": "] is missing (at character 7)",
    "\\": "there is no \\ (at character 3)",
    "\\q": "there is no \\q (at character 3)",
    "\\1": "there is no \\1 (at character 3)",
    "\\$": "there is no \\$ (at character 3)",
    "\\pL": "{ is missing (at character 3)",
    "\\p{": "XML Schema knows no characters \\p{} (at character 4)",
    "\\p{Xx}": "XML Schema knows no characters \\p{Xx} (at character 4)",
    "\\P{IsKlingon}": "XML Schema knows no characters \\P{IsKlingon} (at character 4)",
    "\\p{Cs}": "XML Schema knows no characters \\p{Cs} (at character 4)",
}  # fmt: skip


@pytest.mark.parametrize(("text", "why"), REFUSED.items())
def test_what_is_no_regular_expression_is_told(text: str, why: str) -> None:
    with pytest.raises(BadPattern) as trouble:
        Pattern(text)
    assert str(trouble.value) == f"“{text}” is no regular expression of XML Schema: {why}"


def test_a_pattern_out_of_all_measure_is_refused() -> None:
    for text, why in (
        ("a" * 20_001, "longer than 20,000 characters"),
        ("(" * 101, "more than 100 groups"),
        ("[a-" * 102, "100"),
    ):
        with pytest.raises(BadPattern, match=why):
            Pattern(text)


# --- others' verdicts -------------------------------------------------------------------------------------------------

LETTERS = "abcxyzAZ019 -_.:,é«αжא中٣ⅷ²\u0301\u00ad\u00a0\u200b\ue000😀𝐀€^$&#\n\t"
ESCAPES = [
    *(rf"\{letter}" for letter in "sSdDwWiIcCnt.-"),
    *(rf"\{letter}{{{name}}}" for letter in "pP" for name in "L Lu Ll N Nd No P Z S Sc M C Cn Co Pi Pf IsGreek IsPrivateUse".split()),
]  # fmt: skip


def single(dice: random.Random) -> str:
    character = dice.choice("abcxyz01Z,: é«α中😀&#$^_-.")
    return f"\\{character}" if character in "-.^" else character


def group(dice: random.Random, deep: int = 0) -> str:
    def member() -> str:
        kind = dice.randrange(4)
        low, high = sorted(dice.sample("abcxyz0159éαωж", 2))
        return (single(dice), single(dice), dice.choice(ESCAPES), f"{low}-{high}")[kind]

    inside = dice.choice(("", "^")) + "".join(member() for _ in range(dice.randint(1, 3)))
    return f"[{inside}-{group(dice, deep + 1)}]" if deep < 2 and dice.random() < 0.2 else f"[{inside}]"


def expression(dice: random.Random, deep: int = 0) -> str:
    def atom() -> str:
        kind = dice.randrange(6 if deep < 3 else 5)
        return (
            (single(dice), single(dice), ".", dice.choice(ESCAPES), group(dice))[kind]
            if kind < 5
            else f"({expression(dice, deep + 1)})"
        )

    def quantifier() -> str:
        low = dice.randint(0, 3)
        return dice.choice(
            ("", "", "", "", "?", "*", "+", f"{{{low}}}", f"{{{low},}}", f"{{{low},{low + dice.randint(0, 2)}}}")
        )

    return "|".join(
        "".join(atom() + quantifier() for _ in range(dice.randint(1, 3))) for _ in range(dice.choice((1, 1, 2)))
    )


def text(dice: random.Random) -> str:
    return "".join(dice.choice(LETTERS) for _ in range(dice.choice((0, 1, 1, 1, 2, 3, 5))))


def test_values_match_as_in_jing(tmp_path: Path) -> None:
    dice = random.Random(1)
    types: list[tuple[str, Params]] = [("string", (("pattern", expression(dice)),)) for _ in range(400)]
    rows = [(number, text(dice)) for number in range(len(types)) for _ in range(12)]
    assert differences(tmp_path, types, rows) == []


def test_patterns_are_refused_as_by_jing(tmp_path: Path) -> None:
    dice = random.Random(2)
    texts = [text.replace("|", "\\|") for text in REFUSED if text.isprintable()] + [
        row[0] for row in MATCHES if "\n" not in row[0]
    ]
    for _ in range(400):
        slip = list(expression(dice).replace("\n", ""))
        at = dice.randrange(len(slip) + 1)
        slip[at : at + dice.randint(0, 1)] = dice.choice("()[]{}?*+|\\-^a1,p")
        texts.append("".join(slip))
    schema = grammar(("string", (("pattern", text),)) for text in texts)
    refused = {line - 2 for file, line in jing(tmp_path, schema, document([])) if file == "schema.rng"}
    assert len(refused) > 100
    assert [text for index, text in enumerate(texts) if _is_pattern(text) == (index in refused)] == []


def _is_pattern(text: str) -> bool:
    try:
        return bool(Pattern(text))
    except BadPattern:
        return False


# Without that in which elementpath is not as XML Schema (its \\w is Python's) or not as jing: the complement of a group with
# both characters and escapes (see `characters.union`), the newer quotation marks, and the names of XML's fifth edition.
plain = st.sampled_from(list("abcxyz01Z,: éα中&#$_"))
escaped = st.sampled_from([r"\s", r"\S", r"\d", r"\D", r"\p{L}", r"\P{Lu}", r"\p{Nd}", r"\p{IsGreek}", r"\.", r"\-"])
ranges = st.lists(st.sampled_from("abcxyz0159éα"), min_size=2, max_size=2).map(lambda pair: "-".join(sorted(pair)))
positive = st.lists(plain | escaped | ranges, min_size=1, max_size=3).map(lambda members: f"[{''.join(members)}]")
negative = st.lists(plain | ranges, min_size=1, max_size=3).map(lambda members: f"[^{''.join(members)}]")
subtracted = st.tuples(ranges, negative | escaped.map("[{}]".format)).map(lambda pair: f"[{pair[0]}-{pair[1]}]")
atoms = st.one_of(plain.filter(lambda character: character != "$"), escaped, st.just("."), positive, negative)
quantifiers = st.sampled_from(["", "", "", "?", "*", "+", "{2}", "{1,}", "{0,2}", "{1,3}"])
expressions = st.recursive(
    st.lists(st.tuples(atoms, quantifiers).map("".join), min_size=1, max_size=3).map("".join),
    lambda inner: st.tuples(inner, inner, quantifiers).map(lambda parts: f"({parts[0]}|{parts[1]}){parts[2]}"),
    max_leaves=4,
)


def elementpath(expression: str) -> re.Pattern[str]:
    options = {"back_references": False, "lazy_quantifiers": False, "anchors": False}
    return re.compile(translate_pattern(expression, xsd_version="1.0", **options))


@given(expressions, st.lists(st.text(st.sampled_from("abcxyz01Z,: éα中٣_$.-\n"), max_size=5), min_size=1, max_size=10))
def test_values_match_as_in_elementpath(expression: str, values: list[str]) -> None:
    other = elementpath(expression)
    pattern = Pattern(expression)
    for value in values:
        assert pattern.matches(value) == bool(other.fullmatch(value)), value


@given(subtracted, st.sampled_from("abcdvwxyz0123456789éαω"))
def test_a_difference_is_as_in_elementpath(expression: str, value: str) -> None:
    assert Pattern(expression).matches(value) == bool(elementpath(expression).fullmatch(value))
