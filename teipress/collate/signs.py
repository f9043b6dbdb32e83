"""Signs: what stands in a rebuilt line for a thing that the TEI leaves open, and whether a witness agrees with it.

The signs are control characters, which XML does not allow and the reader of the witness takes out: no text holds them.
"""

from __future__ import annotations

import re

HYPHEN = "\0"  # the word is divided here: the source has a hyphen of whatever form
GAP = "\1"  # something within a line was not transcribed
LEAP = "\2"  # lines or pages were not transcribed
MARK = "\3"  # the mark of a note, which the TEI does not give
MAYBE, END = "\4", "\5"  # about a word that a witness may leave out: a running head, a deletion
GLUED = "\6"  # a break without white space about it: there may be a hyphen
QUOTED = "\7"  # a quotation whose marks the TEI leaves out
SOFT = "\x0e"  # a line may end here
FLOAT = "\x0f"  # there may be a space between a word and the mark of a note
SIGNS = frozenset((HYPHEN, GAP, LEAP, MARK, MAYBE, END, GLUED, QUOTED, SOFT, FLOAT))

HYPHENS = "-\u00ad\u2010\u2011\u00ac\u2e17=~"
_ANY_HYPHEN = f"[{re.escape(HYPHENS)}]"
_AS_PATTERN = {
    HYPHEN: _ANY_HYPHEN,
    GAP: r"[^\n]*?",
    LEAP: r"(?s:.*?)",
    MARK: r"(?:[^\w\s]{0,4}|[(\[]?\w{1,3}[)\].]?)",
    MAYBE: "(?:",
    END: ")?",
    GLUED: f"{_ANY_HYPHEN}?",
    QUOTED: "[\"'`,“”„‟‘’‚‛«»‹›「」『』]*",
    SOFT: r"\n?",
    FLOAT: "",
}
# Where line ends don't count, a gap is held to some words, and each hyphen at a line's end may go or stay.
_IN_A_STREAM = _AS_PATTERN | {HYPHEN: f"(?:{_ANY_HYPHEN}|{HYPHEN})?", GAP: r"[^\n]{0,200}?", SOFT: ""}
_OPEN = re.compile(f"[{MARK}{MAYBE}{QUOTED}]")
MOST_OPEN = 8  # more of them in one place would make matching slow
_SHOWN = {
    ord(HYPHEN): "-",
    ord(GAP): "[…]",
    ord(LEAP): "[…]",
    ord("\n"): " ",
    **dict.fromkeys(map(ord, "\3\4\5\6\7\x0e\x0f")),
}
_BARE = dict.fromkeys(map(ord, SIGNS | set(HYPHENS)))
_MARKUP = dict.fromkeys(map(ord, "\3\4\5\6\7\x0e\x0f"))


def squeezed(text: str) -> str:
    """The text without its white space, which is out of account."""
    return "".join(text.split())


def shown(text: str) -> str:
    """A rebuilt text as an editor reads it."""
    return text.translate(_SHOWN)


def key(text: str) -> str:
    """What stands for a squeezed line or a word where equals are looked for; `agree` has the last word."""
    if text.isalnum():
        return text
    text = text.translate(_MARKUP)
    return text[:-1] + HYPHEN if text[-1:] in HYPHENS + HYPHEN and len(text) > 1 else text


def stream_key(text: str) -> str:
    """The same where line ends don't count: a hyphen may be one of a line's end."""
    return text if text.isalnum() else text.translate(_BARE) or text


def agree(witness: str, rebuilt: str, stream: bool = False) -> bool:
    """Whether a squeezed text of the witness is what the TEI, with its signs, says that the source has."""
    if witness == rebuilt:
        return True
    if not stream and rebuilt[-1:] == HYPHEN and rebuilt[:-1] == witness[:-1] and witness[-1:] in HYPHENS:
        return True
    if not stream and SIGNS.isdisjoint(rebuilt):
        return False
    if MAYBE in rebuilt:
        for text in (re.sub(f"{MAYBE}[^{END}]*{END}", "", rebuilt), re.sub(f"[{MAYBE}{END}]", "", rebuilt)):
            if agree(witness, text, stream):
                return True
    if len(_OPEN.findall(rebuilt)) > MOST_OPEN:
        return False
    rebuilt = re.sub(f"[{GAP}{LEAP}]*{LEAP}[{GAP}{LEAP}]*", LEAP, re.sub(f"{GAP}+", GAP, rebuilt))
    return re.fullmatch(_pattern(rebuilt, _IN_A_STREAM if stream else _AS_PATTERN, stream), witness) is not None


def _pattern(rebuilt: str, table: dict[str, str], stream: bool) -> str:
    """What the texts look like that agree with a rebuilt one.

    A gap ends where what follows it is first found, for good (an atomic group): trying all ends takes for ever.
    """
    first, *rest = re.split(f"([{GAP}{LEAP}])", rebuilt)
    made = _piece(first, table, stream)
    for at, (gap, text) in enumerate(zip(rest[::2], rest[1::2], strict=True), 1):
        found = table[gap] + _piece(text, table, stream)
        made += found if 2 * at == len(rest) else f"(?>{found})"
    return made


def _piece(text: str, table: dict[str, str], stream: bool) -> str:
    """The pattern of a text without gaps, character by character."""
    made = []
    for character in text:
        if character in table:
            made.append(table[character])
        elif stream and character in HYPHENS:
            made.append(f"[{re.escape(character)}{HYPHEN}]")
        else:
            made.append(re.escape(character) + (f"{HYPHEN}?" if stream else ""))
    return "".join(made)
