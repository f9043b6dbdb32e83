"""The corpus, document by document, as the command line builds it."""

from pathlib import Path

from click.testing import CliRunner, Result

from teipress.cli import main
from tests.conftest import CORPUS


def build(name: str, output: Path) -> Result:
    """Build a document; parts may lie anywhere in the corpus."""
    options = ["--to", "text,epub", "--root", str(CORPUS), "--output", str(output)]
    result = CliRunner().invoke(main, ["build", str(CORPUS / name), *options])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result
