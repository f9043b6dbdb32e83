"""Editorial signs: what scholars set round words that are not the source's own, the same in every format.

What type can show (deleted words are struck through) needs none. See the Leiden conventions, and TEI P5, chapter 12.
"""

from __future__ import annotations

# By the kinds of spans.
SIGNS = {"supplied": ("[", "]")}
NONE = ("", "")


def around(kind: str, before: str) -> tuple[str, str]:
    """What stands round a span of this *kind*: nothing, if the text *before* it ends with such a sign already."""
    signs = SIGNS.get(kind, NONE)
    return NONE if signs[0] and before.endswith(signs[0]) else signs
