"""Images: books can show them, and who cannot see them is told what they show. See TEI P5, chapter 14."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from teipress import files
from teipress.checks.rule import Found, Rule, shown
from teipress.checks.survey import Survey
from teipress.diagnostics import Severity, Trouble
from teipress.pictures import FIRST, SHOWN, media_type
from teipress.xml import Element, local

SUFFIXES = {
    ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".jpe": "image/jpeg", ".gif": "image/gif",
    ".webp": "image/webp", ".tif": "image/tiff", ".tiff": "image/tiff", ".bmp": "image/bmp", ".svg": "image/svg+xml",
    ".jp2": "image/jp2", ".pdf": "application/pdf",
}  # fmt: skip
SAME = {"image/jpg": "image/jpeg", "image/pjpeg": "image/jpeg", "image/x-png": "image/png", "image/tif": "image/tiff"}
NAMES = {
    "image/png": "a PNG", "image/jpeg": "a JPEG", "image/gif": "a GIF", "image/webp": "a WebP", "image/tiff": "a TIFF",
    "image/bmp": "a BMP", "image/svg+xml": "an SVG", "image/jp2": "a JPEG 2000", "application/pdf": "a PDF",
}  # fmt: skip
FACSIMILES = ("facsimile", "surface", "zone", "sourceDoc", "surfaceGrp", "teiHeader", "standOff", "char", "glyph")
WORDS = ("figDesc", "head", "desc", "p", "ab", "label", "caption", "figure")


def images_without_words(survey: Survey) -> Iterator[Found]:
    """An image that nobody has described.

    Who cannot see it has nothing: a reader who is blind, the plain-text edition, a search. EPUB wants an alternative
    for each image (EPUB Accessibility 1.1). Facsimiles of pages are no part of the text, and need none.

    Example: `<figure><graphic url="lenin.jpg"/></figure>`.
    Remedy: say in `figDesc` what the picture shows; `<figDesc/>`, empty, is a picture that only adorns.
    """
    for graphic in _graphics(survey):
        if any(local(child) in WORDS for child in graphic):
            continue
        figure = next((a for a in graphic.iterancestors() if local(a) == "figure"), None)
        if figure is None or not any(local(child) in WORDS for child in figure if child is not graphic):
            url = graphic.get("url", "")
            message = f"the image {shown(url)} has no description and no caption"
            yield Found(graphic, message, "say in figDesc what it shows", shown(url, 20), "<graphic")


def empty_figures(survey: Survey) -> Iterator[Found]:
    """A figure with nothing in it.

    It says that the source has a picture here, and not which. Nobody sees that there is anything.

    Example: `<figure/>`.
    Remedy: say what it shows in `figDesc`; give the image with `graphic`, if it is at hand.
    """
    for figure in survey.all("figure"):
        held = any(isinstance(child.tag, str) for child in figure) or (figure.text or "").strip()
        if not held and not any(
            figure.get(name) for name in ("facs", "corresp", "sameAs", "copyOf", "ana", "rend", "type")
        ):
            yield Found(figure, "a figure with nothing in it", "describe it in figDesc", "<figure>", "<figure")


def images_of_another_kind(survey: Survey) -> Iterator[Found]:
    """An image is not of the kind that its name or @mimeType says.

    Programs go by one or the other. An EPUB with a PNG called .jpg is not valid.

    Example: `<graphic url="lenin.jpg" mimeType="image/png"/>`.
    Remedy: rename the file, or correct @mimeType; convert it if it is neither.
    """
    for graphic in survey.all("graphic", "media"):
        path = _file(survey, graphic)
        if path is None or (local(graphic) == "media" and path.suffix.lower() not in SUFFIXES):
            continue
        kind = _kind(path)
        if not kind:
            continue
        named = SUFFIXES.get(path.suffix.lower(), kind)
        said = (graphic.get("mimeType") or kind).lower()
        said = SAME.get(said, said)
        if named != kind:
            message = f"{path.name} is {NAMES[kind]}, not {NAMES[named]}"
            yield Found(graphic, message, "rename the file, and what points to it", path.name, "url=")
        elif said != kind:
            message = f'{path.name} is {NAMES[kind]}, and @mimeType says "{shown(said, 30)}"'
            yield Found(graphic, message, f'write mimeType="{kind}"', path.name, "mimeType=")


def images_no_book_shows(survey: Survey) -> Iterator[Found]:
    """An image of a kind that books cannot show.

    Books take PNG, JPEG, GIF and WebP. A TIFF is for the archive, not for a page: no reading system has to show it.
    What is no image at all is damaged, or a page of the web that was saved under an image's name.

    Example: `<figure><graphic url="lenin.tif"/></figure>`.
    Remedy: convert it to PNG or JPEG, and keep the original beside it.
    """
    for graphic in _graphics(survey):
        path = _file(survey, graphic)
        if path is not None and (kind := _kind(path)) not in SHOWN:
            what = f"is {NAMES[kind]}" if kind else "is no image"
            yield Found(
                graphic, f"{path.name} {what}, which books cannot show", "convert it to PNG or JPEG", path.name, "url="
            )


def _graphics(survey: Survey) -> Iterator[Element]:
    """The images of the text."""
    for graphic in survey.all("graphic"):
        if not any(local(a) in FACSIMILES for a in graphic.iterancestors()):
            yield graphic


def _file(survey: Survey, graphic: Element) -> Path | None:
    """The file of an image, if it is in the edition."""
    try:
        path = survey.edition.asset(graphic.get("url") or "", graphic)
    except files.Outside:
        return None
    return path if os.path.isfile(path) else None  # noqa: PTH113 (a name of 300 letters is no file; is_file raises)


def _kind(path: Path) -> str:
    """The media type of an image, by its first bytes; empty for what is none."""
    try:
        return media_type(files.read(path, FIRST))
    except Trouble:
        return ""


RULES = {
    "IMG-003": Rule(images_no_book_shows, Severity.WARNING, "images are of kinds that books cannot show"),
    "IMG-004": Rule(images_without_words, Severity.WARNING, "images have no description"),
    "IMG-005": Rule(empty_figures, Severity.NOTE, "figures hold nothing"),
    "IMG-006": Rule(images_of_another_kind, Severity.WARNING, "images are of another kind than they say"),
}
