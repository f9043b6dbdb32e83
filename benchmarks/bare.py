"""WeasyPrint with nothing around it: lays out the pages that `run.py` wrote to a folder, and writes their PDF there."""

import sys
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

folder = Path(sys.argv[1])
fonts = FontConfiguration()
style = CSS(folder / "style.css", font_config=fonts)
pages = [HTML(path, encoding="utf-8") for path in sorted(folder.glob("*.html"))]
parts = [page.render(font_config=fonts, stylesheets=[style]) for page in pages]
parts[0].copy([page for part in parts for page in part.pages]).write_pdf(folder / "bare.pdf")
