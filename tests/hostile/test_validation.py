"""Validation of hostile documents, and against hostile schemas: a finding each, in time, and nothing outside is read."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.editions import ROOT, document
from tests.hostile import documents, schemas

SECONDS, MEGABYTES = 2, 200
MANY = "\n".join(
    f'<ref target="#n{i} #p{i} ../x.xml#y file:///etc/passwd//h/ javascript:x">x</ref>' for i in range(2000)
)
RING = "".join(
    f'<ab xml:id="r{i}" next="#r{(i + 1) % 500}" corresp="#r{i} #r{(i + 7) % 500}">x</ab>' for i in range(500)
)
SELF = '<listPerson><person xml:id="x" sameAs="#x" corresp="#x"><persName ref="#x">X</persName></person></listPerson>'
LINKS = (
    "/etc/passwd",
    "../../secret.png",
    "file:///etc/passwd",
    "http://127.0.0.1:9/x.png",
    "%2e%2e/%2e%2e/s.png",
    "//h/x.png",
)
WHOLE = {
    "10,000 pointers": document(MANY),
    "a ring of 500": document(RING),
    "an entry that names itself": document(SELF),
    "images elsewhere": document("".join(f'<figure><graphic url="{link}"/></figure>' for link in LINKS)),
    "includes elsewhere": document("".join(
        f'<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="{link}"/>' for link in LINKS
    )),
    "a schema elsewhere": f'<?xml-model href="../secret.rng"?><?xml-model href="http://127.0.0.1:9/x.sch"?>{document("<p/>")}',
    "a link of 100,000": document(f'<ref target="{"x/" * 50_000}">x</ref><p rendition="{"url(/etc/passwd)" * 999}"/>'),
}  # fmt: skip


def checked(folder: Path, jobs: list[tuple[str, str]]) -> list[tuple[list[str], float, int, list[str]]]:
    """What came of each document, against each schema: codes, seconds, megabytes at most so far, and what was opened."""
    ended = subprocess.run(
        [sys.executable, "-m", "tests.hostile.watched", str(folder)],
        input=json.dumps(jobs), capture_output=True, text=True, check=True, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    return [tuple(json.loads(line)) for line in ended.stdout.splitlines()]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not say what a process needs")
def test_hostile_documents(tmp_path: Path) -> None:
    texts = {name: hostile.data for name, hostile in documents.ALL.items()}
    texts |= {name: text.encode() for name, text in WHOLE.items()}
    for number, data in enumerate(texts.values()):
        (tmp_path / f"{number}.xml").write_bytes(data)
    found = checked(tmp_path, [(f"{number}.xml", "") for number in range(len(texts))])
    for name, (codes, seconds, megabytes, beyond) in zip(texts, found, strict=True):
        assert codes, name
        assert (beyond, seconds < SECONDS, megabytes < MEGABYTES) == ([], True, True), (name, seconds, megabytes)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not say what a process needs")
def test_hostile_schemas(tmp_path: Path) -> None:
    (tmp_path / "x.xml").write_text(document(f'<p n="{"a" * 40}b">x</p>{"<p>y</p>" * 40}'), "utf-8")
    for name, (text, _) in schemas.ALL.items():
        (tmp_path / name).write_text(text, "utf-8")
    found = checked(tmp_path, [("x.xml", name) for name in schemas.ALL])
    for (name, (_, code)), (codes, seconds, megabytes, beyond) in zip(schemas.ALL.items(), found, strict=True):
        assert not code or code in codes, (name, codes)
        limit = 10 if name == "vast.sch" else SECONDS
        assert (beyond, seconds < limit, megabytes < 3 * MEGABYTES) == ([], True, True), (name, seconds, megabytes)
