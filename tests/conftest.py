"""What holds for every test: no network; and the inputs that many tests read."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from tests.editions import MEMOIR, ROOT

CORPUS = ROOT.parent / "shared" / "corpus"


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any connection fails its test: teipress reaches no network, whatever a document asks for."""

    def refuse(*arguments: object, **keywords: object) -> NoReturn:
        raise AssertionError(f"a socket was opened to {arguments[1:]}")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture(autouse=True, scope="session")
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A cache of the tests' own: what this machine did before proves nothing, and is left alone."""
    before = os.environ.get("XDG_CACHE_HOME")
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))
    yield
    if before is None:
        del os.environ["XDG_CACHE_HOME"]
    else:
        os.environ["XDG_CACHE_HOME"] = before


@pytest.fixture
def memoir() -> Path:
    return MEMOIR


@pytest.fixture
def corpus() -> Path:
    """The folder of TEI that others made, which lies beside the checkout and is not shipped."""
    if not CORPUS.is_dir():
        pytest.skip("there is no corpus in ../shared/corpus")
    return CORPUS
