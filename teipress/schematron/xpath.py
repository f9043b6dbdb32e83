"""XPath: expressions of rules, compiled, with what XSLT adds to them and without what reads files.

XPath 1.0, 2.0 or 3.1 by elementpath; this module is imported only in the process that applies rules, since elementpath
takes its time to come in. See XPath 2.0 (W3C, 2010) and XSLT 2.0, clause 16.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from elementpath import XPath1Parser, XPath2Parser, XPathContext
from elementpath.exceptions import ElementPathError
from elementpath.tdop import Parser
from elementpath.xpath_nodes import XPathNode

from teipress import xml
from teipress.schematron.model import Expression
from teipress.schematron.xpath1 import OPERATORS, compared

CODEPOINTS = "http://www.w3.org/2005/xpath-functions/collation/codepoint"
CURRENT, IDS, NAMED = "(current)", "(ids)", "(named)"  # no names of variables, so no rule can ask for them
READING = frozenset(
    "doc doc-available document collection uri-collection unparsed-text unparsed-text-lines unparsed-text-available"
    " environment-variable available-environment-variables json-doc transform load-xquery-module parse-xml"
    " parse-xml-fragment function-lookup".split()
)
XSLT = frozenset(
    "key format-date format-dateTime format-time format-number current-group current-grouping-key regex-group"
    " system-property unparsed-entity-uri unparsed-entity-public-id element-available function-available"
    " type-available accumulator-before accumulator-after current-output-uri".split()
)
_STRINGS = re.compile(r"'[^']*'|\"[^\"]*\"")
_CALLED = re.compile(r"(?<![\w.$@:-])((?:[\w.-]+:)?[\w.-]+)\s*(?:\(|#\d)")
_VARIABLE = re.compile(r"\$\s*([\w.-]+(?::[\w.-]+)?)(\s+in\b|\s*:=)?")

Token = Any  # elementpath's compiled expressions have no type that says more


class Wrong(Exception):
    """An expression that is no XPath: says why in words that follow "because"."""


class Unsupported(Exception):
    """An expression that asks for something that rules are not given: says what in one sentence."""


class Compiler:
    """Compiles the expressions of one schema. *foreign* names the functions that the schema brings in XSLT."""

    def __init__(self, version: str, namespaces: Mapping[str, str], foreign: Collection[str]) -> None:
        self.version, self.namespaces, self.foreign = version, dict(namespaces), foreign
        self.parsers = [_parser(XPath1Parser if version == "1" else XPath2Parser, self.namespaces)]
        self.known: dict[str, Token] = {}

    def compiled(self, expression: Expression, variables: Collection[str]) -> Token:
        """The expression compiled. Raises `Wrong` or `Unsupported`."""
        text = expression.text
        bare = _STRINGS.sub("''", text)
        for called in _CALLED.findall(bare):
            name = called.removeprefix("fn:")
            if name in READING:
                raise Unsupported(f"{name}() is not allowed: rules read no files")
            if called in self.foreign or name in XSLT:
                raise Unsupported(f"{called}() of XSLT is not supported")
        if not text.strip():
            raise Wrong("it is empty")
        if text not in self.known:
            self.known[text] = self._parsed(text)
        if "function" not in bare:
            found = _VARIABLE.findall(bare)
            bound = {name for name, binding in found if binding}
            for name, _ in found:
                if name not in variables and name not in bound:
                    raise Wrong(f"there is no variable ${name}")
        return self.known[text]

    def _parsed(self, text: str) -> Token:
        try:
            return self._first(text, 0)
        except Wrong as wrong:
            if self.version == "1" and self._is_newer(text):
                raise Wrong(f'{wrong}; it is XPath 2, so the schema needs queryBinding="xslt2"') from None
            if self.version != "3":
                raise
        if len(self.parsers) == 1:
            from elementpath.xpath3 import XPath31Parser  # takes longer to come in than all the rest

            self.parsers.append(_parser(XPath31Parser, self.namespaces))
        return self._first(text, 1)

    def _is_newer(self, text: str) -> bool:
        """Whether an expression that is no XPath 1.0 is XPath 2.0."""
        try:
            Parser.parse(_parser(XPath2Parser, self.namespaces), text)
        except (ElementPathError, RecursionError, ArithmeticError, LookupError, TypeError, ValueError):
            return False
        return True

    def _first(self, text: str, number: int) -> Token:
        try:
            # Not the parser's own `parse`, which works out what it can at once: `1 to 1000000000`, say.
            return Parser.parse(self.parsers[number], text)
        except RecursionError:
            raise Wrong("its brackets are nested too deep") from None
        except MemoryError:
            raise
        except ElementPathError as error:
            raise Wrong(in_words(error)) from None
        except Exception as error:  # elementpath lets errors of Python through for some expressions
            raise Wrong(f"it cannot be read ({type(error).__name__})") from None


def in_words(error: BaseException) -> str:
    """What elementpath says of an expression or a value, without its codes and its own terms."""
    said = str(error) or type(error).__name__
    said = re.sub(r"^.*?\[err:\w+\]\s*", "", said, flags=re.DOTALL)
    said = re.sub(r"UntypedAtomic\(('[^']*')\)", r"\1", said)
    return " ".join(said.split())[:200].rstrip(".")


def _parser(base: Any, namespaces: Mapping[str, str]) -> Any:
    """A parser that knows what XSLT adds, and nothing that reads files."""
    symbols = [symbol for symbol in base.symbol_table if symbol.rpartition("}")[2] not in READING]
    made: Any = base.create_restricted_parser("Rules", symbols)
    made.tokenizer = None
    made.PATH_STEP_LABELS = (
        "axis",
        "function",
        "kind test",
    )  # in XPath 1.0 too a path may begin with id() or current()
    for name, arguments, types, work in (
        ("current", 0, ("item()?",), _current),
        ("generate-id", (0, 1), ("node()?", "xs:string"), _generated_id),
        ("id", 1 if base is XPath1Parser else (1, 2), ("item()*", "node()", "element()*"), _with_id),
    ):
        made.symbol_table.pop(name, None)
        token = made.function(name, nargs=arguments, sequence_types=types if name != "id" or arguments != 1 else ())
        token.select = work
    path = base.symbol_table["//"]
    made.symbol_table["//"] = type("Descendants", (path,), {"select": _descendants(path.select), "__slots__": ()})
    if base is XPath1Parser:
        for symbol in OPERATORS:
            usual = base.symbol_table[symbol]
            made.symbol_table[symbol] = type("Comparison", (usual,), {"evaluate": compared(symbol), "__slots__": ()})
    made.build()
    keywords = {} if base is XPath1Parser else {"default_collation": CODEPOINTS}
    return made(dict(namespaces), **keywords)


def _here(token: Token, context: XPathContext | None) -> XPathContext:
    context = token.context or context
    if context is None:
        raise token.missing_context()
    return context


def _descendants(usual: Any) -> Any:
    """Selects as elementpath does, but for `//name`, which needs no walk through the whole document."""

    def select(self: Token, context: XPathContext | None = None) -> Iterator[Any]:
        name = _name(self[0]) if len(self) == 1 and context is not None else ""
        if not name or context is None:
            return usual(self, context)  # type: ignore[no-any-return]
        named: Any = context.variables[NAMED]
        return iter(named.get(name, ()))

    return select


def _name(token: Token) -> str:
    """The expanded name that a token asks for as a name test; empty if it asks for anything else."""
    if token.symbol == "(name)":
        return str(token.value)
    if token.symbol == ":" and token[0].symbol == token[1].symbol == "(name)":
        uri = token.parser.namespaces.get(token[0].value, "")
        return f"{{{uri}}}{token[1].value}" if uri else ""
    return ""


def _current(self: Token, context: XPathContext | None = None) -> Iterator[Any]:
    """The node that the rule is about, wherever in the expression."""
    yield _here(self, context).variables[CURRENT]


def _generated_id(self: Token, context: XPathContext | None = None) -> Iterator[str]:
    context = _here(self, context)
    node: Any = self.get_argument(context, default_to_context=True)
    yield f"n{id(node)}" if isinstance(node, XPathNode) else ""


def _with_id(self: Token, context: XPathContext | None = None) -> Iterator[Any]:
    """The elements whose xml:id is among those that the argument lists, in their order."""
    context = _here(self, context)
    wanted = {name for item in self[0].select(context) for name in self.string_value(item).split()}
    ids: Any = context.variables[IDS]
    yield from sorted((ids[name] for name in wanted if name in ids), key=lambda node: node.position)


def ids_of(document: Any) -> dict[str, Any]:
    """The elements of a document by their xml:id; the first of several."""
    ids: dict[str, Any] = {}
    for element, node in document.tree.elements.items():
        if isinstance(element.tag, str) and (identifier := element.get(xml.XML_ID)):
            ids.setdefault(identifier.strip(), node)
    return ids
