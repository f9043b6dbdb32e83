"""Exchange: the package of the memoir, as archives read it, and its records, whole."""

import io
import json
import zipfile
from functools import cache
from pathlib import Path

import bagit
import pytest
from click.testing import CliRunner
from rocrate.rocrate import ROCrate

from teipress import exchange, header, publish
from teipress.book import Metadata, Person
from teipress.cli import main
from teipress.edition import load
from teipress.exchange import records
from teipress.settings import find
from tests.editions import MEMOIR, SLUG, document, memoir, memoir_in, schema, witness

EDITION_DAY = "2026-11-23"


@cache
def package() -> bytes:
    books = {f"{SLUG}.txt": memoir_in("text"), f"{SLUG}.epub": memoir_in("epub")}
    return exchange.package(memoir(), books, schema(), witness())


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    """The package on disk: the one folder in it."""
    with zipfile.ZipFile(io.BytesIO(package())) as archive:
        for name in archive.namelist():
            path = tmp_path / name
            assert path.resolve().is_relative_to(tmp_path)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(archive.read(name))
    (folder,) = tmp_path.iterdir()
    return folder


def test_each_document_of_a_folder_is_packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish, "DEFAULT_FORMATS", ("text",))
    for name, body in (("a", "<p>x</p>"), ("b", "<p>"), ("c", "<p>z</p>")):
        (tmp_path / f"{name}.xml").write_text(document(body), "utf-8")
    result = CliRunner().invoke(main, ["pack", str(tmp_path), "--output", str(tmp_path / "out")])
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.zip", "c.zip"]
    assert (result.exit_code, "XML-001" in result.stderr) == (1, True)


def test_the_package_holds_the_edition_and_all_that_belongs_to_it() -> None:
    with zipfile.ZipFile(io.BytesIO(package())) as archive:
        names = [name.removeprefix(f"{SLUG}/") for name in archive.namelist()]
        assert archive.read(f"{SLUG}/data/tei/{SLUG}.xml") == MEMOIR.read_bytes()
    assert names == [
        "bag-info.txt",
        "bagit.txt",
        f"data/editions/{SLUG}.epub",
        f"data/editions/{SLUG}.txt",
        "data/metadata/datacite.xml",
        "data/metadata/dublin-core.xml",
        "data/ro-crate-metadata.json",
        "data/schema/memoir.rng",
        "data/source/corrections.tsv",
        f"data/source/{SLUG}.ocr.txt",
        f"data/tei/{SLUG}.xml",
        "data/tei/registers/organisations.xml",
        "data/tei/registers/persons.xml",
        "data/tei/registers/places.xml",
        "data/tei/registers/works.xml",
        "manifest-sha512.txt",
        "tagmanifest-sha512.txt",
    ]


def test_bagit_accepts_it(unpacked: Path) -> None:
    bag = bagit.Bag(str(unpacked))
    bag.validate()
    assert bag.info["Bagging-Date"] == EDITION_DAY
    assert bag.info["External-Identifier"] == SLUG
    assert bag.algorithms == ["sha512"]


def test_bagit_notices_a_changed_byte(unpacked: Path) -> None:
    changed = unpacked / "data" / "tei" / f"{SLUG}.xml"
    changed.write_bytes(changed.read_bytes().replace(b"Serge", b"Surge", 1))
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(unpacked)).validate()


def test_rocrate_loads_it_as_version_1_2(unpacked: Path) -> None:
    crate = ROCrate(str(unpacked / "data"))
    assert crate.version == "1.2"
    assert crate.name == "From Lenin to Stalin"
    assert str(crate.root_dataset.properties()["datePublished"]) == EDITION_DAY
    assert crate.license["@id"] == "https://creativecommons.org/licenses/by/4.0/"
    assert [person["name"] for person in crate.root_dataset["author"]] == ["Victor Serge"]
    assert [person["name"] for person in crate.root_dataset["translator"]] == ["Ralph Manheim"]
    # The descriptor is no part of the data, all else in the bag is.
    described = {entity.id for entity in crate.data_entities if entity.id != "./"}
    files = {str(p.relative_to(unpacked / "data")) for p in (unpacked / "data").rglob("*") if p.is_file()}
    assert described == files - {"ro-crate-metadata.json"}


def test_everything_the_crate_refers_to_is_in_it(unpacked: Path) -> None:
    graph = json.loads((unpacked / "data" / "ro-crate-metadata.json").read_text("utf-8"))["@graph"]
    defined = [entity["@id"] for entity in graph]
    assert len(defined) == len(set(defined))
    references = [
        item["@id"]
        for entity in graph
        for value in entity.values()
        for item in (value if isinstance(value, list) else [value])
        if isinstance(item, dict)
    ]
    assert set(references) - set(defined) == {"https://w3id.org/ro/crate/1.2"}


def test_the_same_package_twice() -> None:
    again = exchange.package(
        memoir(), {f"{SLUG}.epub": memoir_in("epub"), f"{SLUG}.txt": memoir_in("text")}, schema(), witness()
    )
    assert again == package()


def test_all_dates_are_the_editions() -> None:
    with zipfile.ZipFile(io.BytesIO(package())) as archive:
        assert {entry.date_time[:3] for entry in archive.infolist()} == {(2026, 11, 23)}


def test_a_package_needs_neither_schema_nor_witness() -> None:
    with zipfile.ZipFile(io.BytesIO(exchange.package(memoir(), {}, None, {}))) as archive:
        assert [name for name in archive.namelist() if "/schema/" in name or "/source/" in name] == []


def test_files_lie_to_each_other_as_they_do_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A register beside the folder of the text, images in it and of a facsimile; from wherever one looks at them."""
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="../registers/persons.xml"/>'
    figures = (
        '<p/><figure><graphic url="pictures/a%20b.png"/><graphic url="none.png"/><graphic url="/etc/passwd"/></figure>'
    )
    text = document(figures, header=f"<profileDesc><particDesc>{include}</particDesc></profileDesc>")
    scans = '<facsimile><graphic url="pictures/scan.png"/></facsimile><text>'
    for name, data in {
        "teipress.toml": "",
        "registers/persons.xml": '<listPerson xmlns="http://www.tei-c.org/ns/1.0"/>',
        "texts/letter.xml": text.replace("<text>", scans),
        "texts/pictures/a b.png": "an image",
        "texts/pictures/scan.png": "a scan",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(data, "utf-8")
    for folder, path in ((".", "texts/letter.xml"), ("texts", "letter.xml"), ("registers", "../texts/letter.xml")):
        monkeypatch.chdir(tmp_path / folder)
        made = load(Path(path), find(Path(path))).edition
        assert made is not None
        with zipfile.ZipFile(io.BytesIO(exchange.package(made, {}, None, {}))) as archive:
            names = [name for name in archive.namelist() if "/data/tei/" in name]
            crate = json.loads(archive.read("letter/data/ro-crate-metadata.json"))
        wanted = ["tei/registers/persons.xml", "tei/texts/letter.xml", "tei/texts/pictures/a b.png"]
        assert names == [f"letter/data/{name}" for name in wanted]
        (root,) = (entity for entity in crate["@graph"] if entity["@id"] == "./")
        assert {"@id": "tei/texts/pictures/a%20b.png"} in root["hasPart"]


# --- records ----------------------------------------------------------------------------------------------------------

RECORD = Metadata(
    title="The Siege & After",
    subtitle="Letters",
    identifier="siege",
    language="en",
    date="2026-11-23",
    people=(
        Person("Victor Serge", "Serge, Victor", "aut"),
        Person("Ralph Manheim", "Manheim, Ralph", "trl"),
        Person("The Editors", "The Editors", "ctb"),
    ),
    publisher="The Press",
    licence="Free to use.",
    licence_url="https://creativecommons.org/licenses/by/4.0/",
    rights=("Make sure of the rights.",),
    source="The printed book.",
    extent="57 pages",
    subjects=("Memoirs",),
)

DUBLIN_CORE = """\
<?xml version='1.0' encoding='UTF-8'?>
<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">
  <dc:title>The Siege &amp; After: Letters</dc:title>
  <dc:creator>Serge, Victor</dc:creator>
  <dc:contributor>Manheim, Ralph</dc:contributor>
  <dc:contributor>The Editors</dc:contributor>
  <dc:subject>Memoirs</dc:subject>
  <dc:description>57 pages</dc:description>
  <dc:publisher>The Press</dc:publisher>
  <dc:date>2026-11-23</dc:date>
  <dc:type>Text</dc:type>
  <dc:format>application/tei+xml</dc:format>
  <dc:identifier>siege</dc:identifier>
  <dc:source>The printed book.</dc:source>
  <dc:language>en</dc:language>
  <dc:rights>Free to use.</dc:rights>
  <dc:rights>Make sure of the rights.</dc:rights>
</oai_dc:dc>
"""

DATACITE = """\
<?xml version='1.0' encoding='UTF-8'?>
<resource xmlns="http://datacite.org/schema/kernel-4">
  <identifier identifierType="Other">siege</identifier>
  <creators>
    <creator>
      <creatorName nameType="Personal">Serge, Victor</creatorName>
      <givenName>Victor</givenName>
      <familyName>Serge</familyName>
    </creator>
  </creators>
  <titles>
    <title>The Siege &amp; After</title>
    <title titleType="Subtitle">Letters</title>
  </titles>
  <publisher>The Press</publisher>
  <publicationYear>2026</publicationYear>
  <resourceType resourceTypeGeneral="Text">TEI edition</resourceType>
  <subjects>
    <subject>Memoirs</subject>
  </subjects>
  <contributors>
    <contributor contributorType="Translator">
      <contributorName nameType="Personal">Manheim, Ralph</contributorName>
      <givenName>Ralph</givenName>
      <familyName>Manheim</familyName>
    </contributor>
    <contributor contributorType="Other">
      <contributorName nameType="Organizational">The Editors</contributorName>
    </contributor>
  </contributors>
  <dates>
    <date dateType="Issued">2026-11-23</date>
  </dates>
  <language>en</language>
  <sizes>
    <size>57 pages</size>
  </sizes>
  <formats>
    <format>application/tei+xml</format>
  </formats>
  <rightsList>
    <rights rightsURI="https://creativecommons.org/licenses/by/4.0/">Free to use.</rights>
    <rights>Make sure of the rights.</rights>
  </rightsList>
  <descriptions>
    <description descriptionType="Other">Made from: The printed book.</description>
  </descriptions>
</resource>
"""

EMPTY_DATACITE = """\
<?xml version='1.0' encoding='UTF-8'?>
<resource xmlns="http://datacite.org/schema/kernel-4">
  <identifier identifierType="Other">x</identifier>
  <creators>
    <creator>
      <creatorName nameType="Organizational">(:unkn)</creatorName>
    </creator>
  </creators>
  <titles>
    <title>x</title>
  </titles>
  <publisher>(:unav)</publisher>
  <publicationYear>1980</publicationYear>
  <resourceType resourceTypeGeneral="Text">TEI edition</resourceType>
  <formats>
    <format>application/tei+xml</format>
  </formats>
</resource>
"""


def test_dublin_core() -> None:
    assert records.dublin_core(RECORD).decode() == DUBLIN_CORE


def test_datacite() -> None:
    assert records.datacite(RECORD, 0).decode() == DATACITE


def test_datacite_of_a_header_that_says_nothing() -> None:
    assert records.datacite(Metadata("x", "x", "und", ""), 315532800).decode() == EMPTY_DATACITE


def test_the_memoirs_timestamp_is_the_day_of_its_edition() -> None:
    assert header.timestamp(memoir()) == 1795392000
