"""The command line: what it explains, and what it says of wrong use."""

import click
import pytest

from teipress.checks import codes
from teipress.cli import main
from teipress.diagnostics import Exit
from tests.mistakes import broken as broken
from tests.mistakes import run


@pytest.mark.parametrize("code", codes())
def test_explain(code: str) -> None:
    for typed in (code, code.lower()):
        result = run("explain", typed)
        assert result.stdout.startswith(f"{code}  ")
        assert "Remedy:" in result.stdout
        assert result.exit_code == Exit.CLEAN


def test_explain_alone_lists_all_codes() -> None:
    lines = run("explain").stdout.splitlines()
    assert [line[:7] for line in lines] == codes()
    assert all(len(line) > 20 for line in lines)


def test_explain_of_nothing_suggests() -> None:
    result = run("explain", "SCH-01")
    assert result.stderr == "teipress: there is no diagnostic SCH-01; did you mean SCH-001?\n"
    assert result.exit_code == Exit.USAGE


HELP = {
    "": "Scholarly TEI editions",
    "validate": "Check TEI files, all files of a folder, or the edition at hand.",
    "build": "Make books: PDF, EPUB and plain text",
    "annotate": "Propose tags for names and dates",
    "collate": "Prove an edition against the text it was made from",
    "encode": "Make a TEI draft of plain OCR text",
    "pack": "Wrap an edition up for an archive",
    "proof": "",
    "schema": "Schemas by name",
    "explain": "Say what a diagnostic means and what to do",
}


def test_every_command_is_listed_here() -> None:
    assert set(HELP) == {"", *main.commands}


@pytest.mark.parametrize("option", ["--help", "-h"])
@pytest.mark.parametrize("command", HELP)
def test_help_says_what_a_command_does(command: str, option: str) -> None:
    result = run(*command.split(), option)
    assert HELP[command] in " ".join(result.stdout.split())
    assert result.exit_code == Exit.CLEAN


def test_every_option_has_a_word_of_help() -> None:
    options = [p for command in main.commands.values() for p in command.params if isinstance(p, click.Option)]
    assert [option.name for option in options if not option.help] == []


@pytest.mark.parametrize("arguments", [["--colour"], ["validate", "--colour"], ["valdate"], ["build", "--view", "x"]])
def test_wrong_use_is_told(arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == Exit.USAGE
    assert "Error: " in result.stderr
