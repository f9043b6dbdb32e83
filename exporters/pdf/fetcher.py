"""The fetcher: what a book may show is what the book carries. No files, no network, no paths to check.

Imported only where WeasyPrint is at hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from weasyprint.urls import URLFetcher, URLFetcherResponse

from teipress.book import Asset

BASE = "book:///"


class BookFetcher(URLFetcher):  # type: ignore[misc]
    """Serves the pictures and fonts it was given, under `book:///images/` and `book:///fonts/`; refuses all else."""

    def __init__(self, images: Mapping[str, Asset], fonts: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self._files = {
            **{f"{BASE}images/{quote(name, safe='')}": asset for name, asset in images.items()},
            **{f"{BASE}fonts/{quote(name, safe='')}": Asset(data, "font/ttf") for name, data in fonts.items()},
        }

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """The file of that address, or a ValueError, which WeasyPrint reports."""
        asset = self._files.get(url)
        if asset is None or not asset.media_type.startswith(("image/", "font/")):
            raise ValueError(f"not part of the book: {url}")
        return URLFetcherResponse(url, asset.data, {"Content-Type": asset.media_type})
