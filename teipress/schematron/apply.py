"""Applying: one schema's rules to one document, each finding as it comes.

A rule looks only at the nodes whose names its context has (see `contexts`); every expression is compiled once; the
nodes elementpath works on are made only if a rule has any to look at.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

from elementpath import XPathContext
from elementpath.tree_builders import get_node_tree
from elementpath.xpath_nodes import AttributeNode, XPathNode
from lxml import etree

from teipress.schematron.contexts import Alternative, alternatives, searched
from teipress.schematron.model import Expression, Message, Part, Pattern, Rule, Rules, Test
from teipress.schematron.xpath import CURRENT, IDS, NAMED, Compiler, Token, Unsupported, Wrong, ids_of, in_words
from teipress.xml import Element

LONGEST = 600  # characters of a message; what a rule quotes may be a whole book
# What an expression that is surely true or false, and no number that stands for a position, begins with.
TRUTHS = frozenset(
    "and or = != < > <= >= eq ne lt gt le ge is << >> not exists empty boolean true false contains starts-with"
    " ends-with matches @ / // | union .. some every castable instance lang [ (name) : *".split()
)
Variables = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ready:
    """A rule with its expressions compiled; a test that cannot be applied is none."""

    rule: Rule
    alternatives: tuple[tuple[Alternative, Token], ...]
    lets: tuple[tuple[str, Token], ...]
    tests: tuple[Token | None, ...]


class Preparation:
    """Compiles what of a schema a document calls for. *omissions* says what is not supported, and where it stands."""

    def __init__(self, rules: Rules, document: Document) -> None:
        self.compiler = Compiler(rules.binding, rules.namespaces, rules.foreign)
        self.omissions: list[tuple[Expression, str]] = []
        self.namespaces = rules.namespaces
        self.lets, names = self._lets(rules.lets, set())
        self.patterns = [
            self._pattern(pattern, names) if rules.thorough or self._concerned(pattern, document) else ((), [])
            for pattern in rules.patterns
        ]

    def _concerned(self, pattern: Pattern, document: Document) -> bool:
        """Whether the document has a node that some rule may be about."""
        try:
            found = [one for rule in pattern.rules for one in alternatives(rule.context.text, self.namespaces)]
        except ValueError:
            return True
        return any(not one.name or document.candidates(one) for one in found)

    def _lets(self, lets: Iterable[Any], names: set[str]) -> tuple[tuple[tuple[str, Token], ...], set[str]]:
        made, names = [], set(names)
        for let in lets:
            made.append((let.name, self._compiled(let.value, names)))
            names.add(let.name)
        return tuple(made), names

    def _pattern(self, pattern: Pattern, names: set[str]) -> tuple[tuple[tuple[str, Token], ...], list[Ready]]:
        """The variables and rules of a pattern, up to one whose context or variable is not supported."""
        made: list[Ready] = []
        try:
            lets, names = self._lets(pattern.lets, names)
        except Unsupported:
            return (), []
        for rule in pattern.rules:
            try:
                contexts = tuple(self._context(rule.context, names))
                inner, all_names = self._lets(rule.lets, names)
            except Unsupported:
                break
            made.append(Ready(rule, contexts, inner, tuple(self._test(test, all_names) for test in rule.tests)))
        return lets, made

    def _test(self, test: Test, names: set[str]) -> Token | None:
        try:
            for message in (test.message, *test.hints):
                for part in message:
                    if part.value is not None:
                        self._compiled(part.value, names)
            return self._compiled(test.test, names)
        except Unsupported:
            return None

    def _compiled(self, expression: Expression, names: set[str]) -> Token:
        try:
            return self.compiler.compiled(expression, names)
        except Unsupported as reason:
            self.omissions.append((expression, str(reason)))
            raise
        except Wrong as reason:
            raise Misfit(expression, str(reason)) from None

    def _context(self, context: Expression, names: set[str]) -> Iterator[tuple[Alternative, Token]]:
        if "current(" in context.text.replace(" ", ""):
            self.omissions.append((context, "current() in the context of a rule is not supported"))
            raise Unsupported
        try:
            found = alternatives(context.text, self.namespaces)
        except ValueError as reason:
            raise Misfit(context, str(reason)) from None
        for one in found:
            text = one.condition or one.search
            token = self._compiled(Expression(text, context.file, context.line), names) if text else None
            if one.name and token is not None and not _is_local(token):
                one = searched(context.text)
                token = self._compiled(Expression(one.search, context.file, context.line), names)
            yield one, token


class Misfit(Exception):
    """An expression that makes the schema unusable, and why."""

    def __init__(self, expression: Expression, reason: str) -> None:
        super().__init__(reason)
        self.expression, self.reason = expression, reason


def _is_local(token: Token) -> bool:
    """Whether no predicate asks for a position, so that it can be tried on a node alone."""
    for part in token.iter():
        if part.symbol in ("position", "last"):
            return False
        if part.symbol == "[":
            asked = part[1]
            while asked.symbol == "(" and len(asked) == 1:
                asked = asked[0]
            if asked.symbol == "*" and len(asked):  # a product, not any name
                return False
            if asked.symbol not in TRUTHS and asked.label not in ("axis", "kind test"):
                return False
    return True


class Document:
    """A document under check: its nodes by their names, and the variables that hold for all of it."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.named: dict[str, list[Element]] = {}
        self.bearing: dict[str, list[Element]] = {}
        for element in root.iter("{*}*"):
            self.named.setdefault(str(element.tag), []).append(element)
            for name in element.attrib:
                self.bearing.setdefault(str(name), []).append(element)
        self.document: Any = None
        self.context: Any = None
        self.numbers: dict[Element, int] = {}

    def prepare(self) -> None:
        """Make the nodes that elementpath works on."""
        if self.document is None:
            whole: Any = self.root.getroottree()
            self.document = get_node_tree(whole)
            nodes = self.document.tree.elements
            self.context = XPathContext(self.document, current_dt=_now(), timezone="Z")
            named = {name: [nodes[e] for e in found] for name, found in self.named.items()}
            self.context.variables = {CURRENT: self.document, IDS: ids_of(self.document), NAMED: named}

    def at(self, node: Any, variables: Variables) -> Any:
        """The context of an expression about a node."""
        context = copy(self.context)
        context.item = node
        context.variables = variables
        return context

    def candidates(self, one: Alternative) -> Sequence[Element]:
        """The elements that may be, or may bear, what an alternative matches."""
        if any(not self._of(name, self.named) for name in one.above):
            return ()
        if one.outermost:
            return [self.root] if _fits(self.root.tag, one.name) else ()
        if one.attribute:
            return self._of(one.name, self.bearing)
        if one.required:
            bearing = self._of(one.required, self.bearing)
            return [element for element in bearing if _fits(element.tag, one.name)]
        return self._of(one.name, self.named)

    def _of(self, name: str, index: Mapping[str, list[Element]]) -> Sequence[Element]:
        if not name.endswith("*"):
            return index.get(name, ())
        chosen = {element for key, elements in index.items() if _fits(key, name) for element in elements}
        return [element for element in self.root.iter("{*}*") if element in chosen]

    def number(self, node: Any) -> tuple[int, str]:
        """Which element of the document a node is or belongs to (-1: none), and the name of an attribute."""
        attribute = str(node.name) if isinstance(node, AttributeNode) else ""
        self.numbers = self.numbers or {element: number for number, element in enumerate(self.root.iter())}
        while node is not None and not isinstance(getattr(node, "value", None), etree._Element):
            node = node.parent
        return (self.numbers.get(node.value, -1) if node is not None else -1), attribute


def _fits(name: Any, test: str) -> bool:
    """Whether an expanded name passes a name test."""
    return name == test or test == "*" or (test.endswith("}*") and name.startswith(test[:-1]))


def _now() -> datetime.datetime:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.datetime.now(tz=datetime.UTC)
    return datetime.datetime.fromtimestamp(int(epoch), tz=datetime.UTC) if epoch.isdigit() else moment


def matched(document: Document, ready: Ready, variables: Variables) -> Iterator[Any]:
    """The nodes that a rule's context matches."""
    for one, token in ready.alternatives:
        if not one.name:
            document.prepare()
            yield from (n for n in token.select(document.at(document.document, variables)) if isinstance(n, XPathNode))
            continue
        for element in document.candidates(one):
            document.prepare()
            owner = document.document.tree.elements[element]
            for node in (a for a in owner.attributes if _fits(a.name, one.name)) if one.attribute else (owner,):
                if token is None or any(True for _ in token.select(document.at(node, {**variables, CURRENT: node}))):
                    yield node


def words(document: Document, message: Message, compiler: Compiler, node: Any, variables: Variables) -> str:
    """A message about a node, its white space normalised."""
    said = "".join(_said(document, part, compiler, node, variables) for part in message)
    said = " ".join(said.split())
    return said if len(said) <= LONGEST else f"{said[:LONGEST]}…"


def _said(document: Document, part: Part, compiler: Compiler, node: Any, variables: Variables) -> str:
    if part.value is None:
        return part.words
    token = compiler.known[part.value.text]
    values: list[str] = []
    try:
        for value in token.select(document.at(node, variables)):
            values.append(token.string_value(value))
            if compiler.version == "1" or sum(map(len, values)) > LONGEST:
                break
    except MemoryError:
        raise
    except Exception as error:  # a value that cannot be had is no reason to keep the finding back
        return f"[{in_words(error)}]"
    return " ".join(values)
