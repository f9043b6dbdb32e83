"""What is wrong with a schema; apart from what reads schemas, which is not needed where the cache helps."""

from __future__ import annotations

from teipress.diagnostics import Exit, Trouble


class Unusable(Trouble):
    """The schema cannot be used; says why in one sentence."""

    def __init__(self, message: str) -> None:
        super().__init__(message, Exit.USAGE)
