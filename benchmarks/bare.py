"""WeasyPrint with nothing around it: lays out the pages that `run.py` wrote to a folder, and writes their PDF there."""

import sys
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

folder = Path(sys.argv[1])
fonts = FontConfiguration()
style = CSS(folder / "style.css", font_config=fonts)
parts = [HTML(path).render(font_config=fonts, stylesheets=[style]) for path in sorted(folder.glob("*.html"))]
parts[0].copy([page for part in parts for page in part.pages]).write_pdf(folder / "bare.pdf")
