"""Languages: tags that are tags, declared where they are used. See BCP 47 (RFC 5646) and TEI P5, chapter vi.1."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from teipress.checks.rule import Found, Rule, Value, shown
from teipress.checks.survey import Survey, words
from teipress.diagnostics import Severity
from teipress.iso639 import INSTEAD, LONG, NATIVE, TWO
from teipress.xml import XML_LANG, Element, tei

# RFC 5646, 2.1: language, script, region, variants, extensions, private use.
_TAG = (
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
    r"(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?|x(?:-[a-z0-9]{1,8})+|i-[a-z]+"
)
LETTERS = {
    "Grek": "\u0370-\u03ff\u1f00-\u1fff", "Cyrl": "\u0400-\u052f", "Hebr": "\u0590-\u05ff\ufb1d-\ufb4f",
    "Arab": "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff", "Latn": "A-Za-z\u00c0-\u024f",
}  # fmt: skip
SCRIPTS = {"Grek": "Greek", "Cyrl": "Cyrillic", "Hebr": "Hebrew", "Arab": "Arabic", "Latn": "Latin"}
NO_LANGUAGE = ("und", "zxx", "mul", "mis")


def wrong_tags(survey: Survey) -> Iterator[Found]:
    """A language tag that is none (BCP 47).

    Screen readers, hyphenation and search go by it; what they don't know they read as nothing, or as English. A
    language with a code of two letters has no other. Each tag is told once, where it first occurs.

    Example: `xml:lang="english"`, `"eng"`, `"en_US"`, `"en-UK"`.
    Remedy: `en`, `en-US`, `en-GB`. `--fix` turns the underscore into a hyphen.
    """
    told: set[str] = set()
    for element, attribute, value in _tags(survey):
        tag = value.strip()
        right, severity = _instead(tag)
        if severity is None:
            continue
        mending = Value(element, attribute, right) if "_" in tag and right else None
        if value in told and mending is None:
            continue
        told.add(value)
        name = "xml:lang" if attribute == XML_LANG else attribute
        what = "is no language tag" if severity is Severity.WARNING else "is the long form of a language tag"
        hint = f'write "{right}"' if right else "write a tag of BCP 47: en, fr, grc, ru-Latn"
        written = f'"{shown(value, 20)}"'
        yield Found(element, f"@{name}={written} {what}", hint, written, f"{name}=", severity, mending)


def _is_tag(tag: str) -> bool:
    """Whether a tag is well-formed; most are a language, or a language and its region or script."""
    language, hyphen, more = tag.partition("-")
    letters = language + more
    usual = len(language) in (2, 3) and len(more) in ((2, 4) if hyphen else (0,)) and letters.isascii()
    return (usual and letters.isalpha()) or bool(re.fullmatch(_TAG, tag, re.IGNORECASE))


def _instead(tag: str) -> tuple[str, Severity | None]:
    """What to write for a tag, if that is known, and how wrong it is."""
    first, _, rest = tag.partition("-")
    fold = first.casefold()
    if not tag:
        return "", None  # by XML, the language is not known
    if "_" in tag and _is_tag(tag.replace("_", "-")):
        return tag.replace("_", "-"), Severity.WARNING
    if tag.casefold() in INSTEAD:
        return INSTEAD[tag.casefold()], Severity.WARNING
    if fold in LONG and _is_tag(tag):
        return "-".join(filter(None, (LONG[fold], rest))), Severity.NOTE
    known = fold in TWO if len(fold) == 2 else len(fold) == 3 or fold in ("x", "i")
    return (INSTEAD.get(fold, ""), Severity.WARNING) if not known or not _is_tag(tag) else ("", None)


def _tags(survey: Survey) -> Iterator[tuple[Element, str, str]]:
    """The language tags of an edition."""
    yield from survey.valued(XML_LANG)
    for element in survey.all("language"):
        if (ident := element.get("ident")) is not None:
            yield element, "ident", ident
    for element in survey.all("textLang"):
        if main := element.get("mainLang"):
            yield element, "mainLang", main


def undeclared_languages(survey: Survey) -> Iterator[Found]:
    """A language that the text uses and the header does not declare.

    `langUsage` is what catalogues read. Each language is told once, where it first occurs; `en-GB` is declared by `en`.

    Example: `<foreign xml:lang="la">`, and `langUsage` without Latin.
    Remedy: add `<language ident="la">Latin</language>`.
    """
    declared = _declared(survey)
    if not declared:
        return
    used: dict[str, list[Element]] = {}
    for element, value in survey.attributes.get(XML_LANG, ()):
        tag = value.strip().casefold()
        if tag not in NO_LANGUAGE and _is_tag(tag) and not _in_header(element):
            used.setdefault(tag, []).append(element)
    used = {t: e for t, e in used.items() if not any(_covered(t, [d]) or _covered(d, [t]) for d in declared)}
    for elements in used.values():
        tag = elements[0].get(XML_LANG, "").strip()
        often = f" ({len(elements):,} times)" if len(elements) > 1 else ""
        message = f"the language {tag} is used{often} and not declared"
        hint = f'add <language ident="{_instead(tag)[0] or tag}"> to langUsage'
        yield Found(elements[0], message, hint, tag, "xml:lang=")


def unused_languages(survey: Survey) -> Iterator[Found]:
    """A language that the header declares and the text does not use.

    Where most of the languages are unused, they are a list that many documents share, and nothing is told.

    Example: `<language ident="la">`, and no xml:lang="la" in the text.
    Remedy: mark the words with xml:lang, or take the declaration out.
    """
    declared = _declared(survey)
    used = {
        value.strip().casefold() for element, value in survey.attributes.get(XML_LANG, ()) if not _in_header(element)
    }
    used |= {
        tag for e in survey.all("textLang") for tag in f"{e.get('mainLang')} {e.get('otherLangs')}".casefold().split()
    }
    if len(declared) < 2 or len(used) < 2:
        return
    unused = [
        element
        for tag, element in declared.items()
        if not any(_covered(other, [tag]) or _covered(tag, [other]) for other in used) and element.get("usage") != "0"
    ]
    for element in unused if 2 * len(unused) < len(declared) else ():
        ident = element.get("ident", "")
        message = f"the language {ident} is declared and not used"
        yield Found(element, message, "mark its words with xml:lang, or take it out", ident, "ident=")


def _declared(survey: Survey) -> dict[str, Element]:
    return {tag: e for e in survey.all("language") if (tag := (e.get("ident") or "").strip().casefold())}


def _covered(tag: str, declared: Iterable[str]) -> bool:
    """Whether a tag, or a wider one of it, is declared; long and short codes of a language are the same."""
    wide = {_short(known) for known in declared}
    parts = _short(tag).split("-")
    return any("-".join(parts[:n]) in wide for n in range(1, len(parts) + 1))


def _short(tag: str) -> str:
    first, _, rest = tag.partition("-")
    return "-".join(filter(None, (LONG.get(first, first), rest)))


def _in_header(element: Element) -> bool:
    return next(element.iterancestors(tei("teiHeader")), None) is not None


def foreign_without_language(survey: Survey) -> Iterator[Found]:
    """Foreign words without their language.

    `foreign` says that the words are in another language, and xml:lang says in which.

    Example: `<foreign>a priori</foreign>`.
    Remedy: `<foreign xml:lang="la">a priori</foreign>`.
    """
    for element in survey.all("foreign"):
        inside = len(element) == 1 and element[0].get(XML_LANG) and not (element.text or "").strip()
        if element.get(XML_LANG) is None and not inside and not (element.get("lang") or element.get("ana")):
            what = f"“{shown(words(element), 20)}”"
            yield Found(element, f"<foreign> {what} does not say in which language", "add xml:lang", what, "<foreign")


def foreign_at_home(survey: Survey) -> Iterator[Found]:
    """Foreign words in the language of the text around them.

    Either the tag is wrong, or the words are not foreign.

    Example: `<foreign xml:lang="en">` in an English text.
    Remedy: correct xml:lang, or use `mentioned`, `term` or `hi`.
    """
    for element in survey.all("foreign"):
        own, parent = element.get(XML_LANG), element.getparent()
        if own and parent is not None and _short(own.casefold()) == _short(survey.language(parent)):
            what = f"“{shown(words(element), 20)}”"
            message = f"<foreign> {what} is in the language of its text, {own}"
            yield Found(element, message, "correct xml:lang, or take <foreign> away", what, "xml:lang=")


def wrong_scripts(survey: Survey) -> Iterator[Found]:
    """The letters are not those of the language.

    Russian in Latin letters is a transliteration, and `ru-Latn`: a voice reads `ru` as Cyrillic, and a font is chosen
    for it.

    Example: `<foreign xml:lang="ru">izba</foreign>`.
    Remedy: `ru-Latn`; or correct the language.
    """
    for element, value in survey.attributes.get(XML_LANG, ()):
        tag = value.strip()
        first, _, rest = tag.casefold().partition("-")
        script = NATIVE.get(first)
        if script is None or re.search(r"(?:^|-)(?:[a-z]{4})(?:-|$)|(?:^|-)x-", rest) or _in_header(element):
            continue
        if any(map(re.compile(f"[{LETTERS[script]}]").search, _own_texts(element))):
            continue
        text = " ".join("".join(_own_texts(element)).split())
        letters = re.findall(r"[^\W\d_]", text)
        others = {name: len(re.findall(f"[{LETTERS[name]}]", text)) for name in LETTERS if name != script}
        other = max(others, key=lambda name: others[name])
        if len(letters) >= (9 if script == "Latn" else 3) and others[other] >= 0.9 * len(letters):
            what = f"“{shown(text, 20)}”"
            message = f'xml:lang="{tag}" on {what}, in {SCRIPTS[other]} letters'
            hint = "correct the language" if script == "Latn" else f'write "{tag}-{other}", or correct the language'
            yield Found(element, message, hint, what, "xml:lang=")


def _own_texts(element: Element) -> Iterator[str]:
    """The texts of an element that no nearer xml:lang speaks of."""
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and not child.get(XML_LANG):
            yield from _own_texts(child)
        yield child.tail or ""


RULES = {
    "TXT-015": Rule(wrong_tags, Severity.WARNING, "language tags are none"),
    "TXT-016": Rule(undeclared_languages, Severity.NOTE, "languages are not declared"),
    "TXT-017": Rule(unused_languages, Severity.NOTE, "languages are declared and not used"),
    "TXT-018": Rule(foreign_without_language, Severity.NOTE, "foreign words do not say in which language"),
    "TXT-019": Rule(foreign_at_home, Severity.NOTE, "foreign words are in the language of their text"),
    "TXT-020": Rule(wrong_scripts, Severity.NOTE, "languages stand in other letters"),
}
