"""People: a name as a title page reads it, where a header files it: `Serge, Victor (1890-1947)`."""

from __future__ import annotations

import re

# What catalogues add to a name: dates of life, an address.
BESIDE = re.compile(r"\s*(\([^()]*\d{3}[^()]*\)|<[^<>\s]+@[^<>\s]+>|,\s*\d{3,4}\??\s*[-–]\s*(\d{3,4}\??)?)[\s.]*$")
# A surname, with what belongs before it, and forenames or their initials. Nothing else with a comma in it, as learned
# bodies and doctors have, is a name turned round; so a surname of two words has one forename.
NAME = r"[^\W\d_][\w'’]*"
PARTICLE = r"(?:[dlv][^\W\d_]{0,3}['’ ])*"
FILED = re.compile(
    rf"(?P<surname>{PARTICLE}{NAME}(?:-{NAME})?(?P<second> {NAME})?), "
    rf"(?P<forename>(?!(?:[JS]r|Esq|Bart|PhD|MD|M\.D|[IVX]+)\b){NAME}\.?"
    rf"(?(second)|(?:[ -]{NAME}\.?){{0,3}})(?: (?:de|von|van|du|da|di|d['’]))?)",
    re.IGNORECASE,
)
# A longer one is no name.
LONGEST = 80


def as_read(name: str, sort: str) -> str:
    """*name* as it is read; one that is filed as it stands (*sort*) may be turned round."""
    if len(name) > LONGEST:
        return name
    bare = BESIDE.sub("", name).strip() or name
    filed = FILED.fullmatch(bare)
    return f"{filed['forename']} {filed['surname']}" if filed and name == sort else bare
