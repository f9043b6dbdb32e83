"""The source: bytes of an OCR text as numbered rows, with what XML cannot hold replaced and told."""

from __future__ import annotations

import codecs
import re

from teipress.diagnostics import Diagnostic, Severity
from teipress.encode.model import Findings, Row

# What XML 1.0 has no place for, the form feed aside, which parts pages.
FORBIDDEN = re.compile("[^\t\n\f\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
REPLACEMENT = "\ufffd"


def text_of(data: bytes, name: str) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """The characters of a file in UTF-8 (or UTF-16 with its mark); none, and a finding, if it is in neither."""
    findings = Findings(name)
    for mark, name in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            encoding = name
            break
    else:
        encoding = "utf-8"
    try:
        return data.decode(encoding).removeprefix("\ufeff"), ()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        findings.say(
            line,
            "ENC-020",
            f"byte {error.start + 1} (0x{data[error.start]:02X}) is not {encoding.upper()}",
            "it looks like Windows-1252 or Latin-1: save it as UTF-8",
            Severity.ERROR,
        )
        return None, tuple(findings.found)


def rows(text: str, findings: Findings) -> list[Row]:
    """The lines of a text, numbered from 1; a form feed within a line cuts it, and its number stands twice."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if lines and not lines[-1]:
        lines.pop()
    made: list[Row] = []
    for number, line in enumerate(lines, 1):
        for index, piece in enumerate(line.split("\f")):
            made.append(Row(number, _allowed(piece, number, findings), feed=index > 0))
    return made


def _allowed(text: str, number: int, findings: Findings) -> str:
    clean = FORBIDDEN.sub(REPLACEMENT, text)
    if clean != text:
        codes = ", ".join(f"U+{ord(sign):04X}" for sign in dict.fromkeys(FORBIDDEN.findall(text)))
        findings.say(number, "ENC-021", f"{codes} has no place in XML; {REPLACEMENT} stands for it")
    return clean
