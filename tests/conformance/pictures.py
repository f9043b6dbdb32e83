"""The pictures of the front page, made from the built memoir: `python -m tests.conformance.pictures` after `make`.

It needs Chromium, as `make conformance` does. Pages are found by words that stand on them.
"""

import io
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pypdfium2
from PIL import Image

from tests.editions import ROOT, SLUG

OUTPUT, PICTURES = ROOT / "output", ROOT / "docs" / "images"
SPREAD = ("the last meetings of the central committee", "gets the same reception")
INDEX = ("14 February – 13 March 1917", "Kamenev, Lev Borisovich,")
FRAMES = (
    "cover",
    "nav",
    "The entire first phase of the Russian",
    "The last meetings of the Central",
)  # names, or words
WIDTH, HEIGHT, GAP, SCALE = 360, 600, 9, 1.2  # of a phone's screen; between two; pixels to one of CSS


def pages(wanted: tuple[str, ...], resolution: int) -> Image.Image:
    """The first pages of the PDF with these words, side by side."""
    document = pypdfium2.PdfDocument(OUTPUT / f"{SLUG}.pdf")
    texts = [" ".join(page.get_textpage().get_text_range().lower().split()) for page in document]
    drawn = [
        document[next(number for number, text in enumerate(texts) if words.lower() in text)]
        .render(scale=resolution / 72)
        .to_pil()
        for words in wanted
    ]
    made = Image.new("RGB", (sum(page.width for page in drawn), drawn[0].height))
    for number, page in enumerate(drawn):
        made.paste(page, (number * drawn[0].width, 0))
    return made


def screens(folder: Path, browser: str) -> Image.Image:
    """Pages of the EPUB as a browser shows them on screens as wide as a phone's."""
    with zipfile.ZipFile(OUTPUT / f"{SLUG}.epub") as book:
        for name in book.namelist():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(book.read(name))
    files = sorted(folder.rglob("*.xhtml"))
    named = {file.stem: file for file in files}
    texts = {file: re.sub("<[^>]*>", "", file.read_text("utf-8")) for file in files if file.stem[0].isdigit()}
    shown = [named.get(wanted) or next(file for file in texts if wanted in texts[file]) for wanted in FRAMES]
    frames = "".join(f'<iframe src="{file.as_uri()}"></iframe>' for file in shown)
    style = (
        f"body {{ margin: 0; display: flex; gap: {GAP}px; background: #999 }} iframe {{ border: 0; background: #fff;"
    )
    style += f" width: {WIDTH}px; height: {HEIGHT}px }} ::-webkit-scrollbar {{ display: none }}"
    (folder / "all.html").write_text(f"<!DOCTYPE html><style>{style}</style>{frames}", "utf-8")
    size = f"{len(FRAMES) * (WIDTH + GAP) - GAP},{HEIGHT}"
    subprocess.run(
        [
            browser, "--headless", "--no-sandbox", "--hide-scrollbars", f"--force-device-scale-factor={SCALE}",
            f"--window-size={size}", f"--screenshot={folder / 'all.png'}", (folder / "all.html").as_uri(),
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return Image.open(io.BytesIO((folder / "all.png").read_bytes()))


def main() -> None:
    """Make the three pictures."""
    pages(SPREAD, 110).save(PICTURES / "spread.png", optimize=True)
    pages(INDEX, 100).quantize(64).save(PICTURES / "index.png", optimize=True)
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        sys.exit("there is no Chromium")
    with tempfile.TemporaryDirectory() as folder:
        screens(Path(folder), browser).quantize(128).save(PICTURES / "epub.png", optimize=True)


if __name__ == "__main__":
    main()
