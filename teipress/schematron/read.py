"""Reading: a Schematron schema as the rules to apply. See ISO/IEC 19757-3:2016, clause 5, and TEI P5, chapter TD.

What is not supported is left out, and told in one sentence; what is wrong makes the schema unusable.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from teipress.diagnostics import Place, did_you_mean
from teipress.schematron.model import Expression, Let, Message, Part, Pattern, Rule, Rules, Test
from teipress.schematron.source import OLD, SCH, XSL, Source, Unusable
from teipress.xml import Element

# The query languages, and the XPath that each is made of.
BINDINGS = {
    "xslt": "1", "xslt1": "1", "xpath": "1", "xpath1": "1", "exslt": "1", "xslt2": "2", "xpath2": "2",
    "xslt3": "3", "xpath3": "3", "xpath31": "3",
}  # fmt: skip
SEVERITIES = {
    **dict.fromkeys(("warning", "warn", "nonfatal", "non-fatal"), 2),
    **dict.fromkeys(("info", "information", "informative", "note", "hint"), 1),
}
MOST_RULES = 20_000


@dataclass(frozen=True, slots=True)
class Omission:
    """Something of a schema that is not applied: where, what and why, and whether it is the schema's own slip."""

    place: Place
    reason: str
    slight: bool = False


@dataclass(frozen=True, slots=True)
class Schematron:
    """What was read: the rules, and what was left out."""

    rules: Rules
    omissions: tuple[Omission, ...] = ()


ALL, DEFAULT = "#ALL", "#DEFAULT"  # the phases that every schema has


def read(path: Path, data: bytes, phase: str = "") -> Schematron | None:
    """The Schematron in the file *path*, a schema of its own or RELAX NG with rules in it; none if there are none.

    *phase* is the one that is asked for. Raises `Unusable`.
    """
    source = Source(path.parent)
    root = source.root(path, data)
    if root.tag == OLD + "schema":
        raise Unusable(source.place(root), "this is Schematron 1.5; only ISO Schematron can be used")
    alone = str(root.tag).startswith(SCH)
    if alone and root.tag != SCH + "schema":
        raise Unusable(source.place(root), f"a Schematron schema begins with <schema>, not <{_local(root)}>")
    children = list(source.children(root) if alone else source.embedded(root))
    if not children and not alone:
        return None
    binding = (root.get("queryBinding") or "xslt").lower() if alone else "xslt3"
    if binding not in BINDINGS:
        hint = did_you_mean(binding, BINDINGS, "it may be xslt, xslt2, xslt3 or xpath2")
        raise Unusable(source.place(root), f'queryBinding="{binding}" is not known; {hint}')
    own = root.get("defaultPhase") or "" if alone else ""
    if phase in ("", DEFAULT) or (not alone and not any(child.tag == SCH + "phase" for child in children)):
        phase = own
    return _Reading(source, children, phase, source.place(root)).whole(BINDINGS[binding], alone)


@dataclass(slots=True)
class _Reading:
    """Makes rules of the elements of a schema."""

    source: Source
    children: Sequence[Element]
    phase: str
    place: Place
    omissions: list[Omission] = field(default_factory=list)
    rules: dict[str, Element] = field(default_factory=dict)
    hints: dict[str, Element] = field(default_factory=dict)
    count: int = 0

    def whole(self, binding: str, thorough: bool) -> Schematron:
        patterns = self._all("pattern")
        abstract = {p.get("id") or "": p for p in patterns if p.get("abstract") == "true"}
        for pattern in patterns:
            for rule in self.source.children(pattern):
                if rule.get("abstract") == "true":
                    self.rules.setdefault(rule.get("id") or "", rule)
        for group in self._all("diagnostics"):
            for hint in self.source.children(group):
                self.hints.setdefault(hint.get("id") or "", hint)
        active, lets = self._active()
        made = [
            self._pattern(pattern, abstract)
            for pattern in patterns
            if pattern.get("abstract") != "true" and (active is None or pattern.get("id") in active)
        ]
        foreign = self._unsupported()
        namespaces: dict[str, str] = {}
        for element in self._all("ns"):
            namespaces.setdefault(element.get("prefix") or "", element.get("uri") or "")
        rules = Rules(
            binding, namespaces, tuple(p for p in made if p is not None),
            (*self._lets(self.children), *lets), tuple(foreign), thorough,
        )  # fmt: skip
        return Schematron(rules, tuple(self.omissions))

    def _all(self, name: str) -> list[Element]:
        return [child for child in self.children if child.tag == SCH + name]

    def _left_out(self, element: Element, reason: str, slight: bool = False) -> None:
        """Note that something is left out; each reason once."""
        if reason not in {omission.reason for omission in self.omissions}:
            self.omissions.append(Omission(self.source.place(element), reason, slight))

    def _unsupported(self) -> Iterator[str]:
        """What stands in the schema besides rules; the names of functions and keys are handed on."""
        for child in self.children:
            name = _local(child)
            if child.tag in (XSL + "function", XSL + "key"):
                yield child.get("name") or ""
            elif str(child.tag).startswith(XSL):
                self._left_out(child, f"<xsl:{name}> is not supported, and was passed over")
            elif name == "properties":
                self._left_out(child, "properties are not worked out", slight=True)
            elif child.tag in (SCH + "rule", SCH + "assert", SCH + "report"):
                self._left_out(child, f"a <{name}> outside of a pattern is not applied")

    def _active(self) -> tuple[set[str] | None, tuple[Let, ...]]:
        """The ids of the patterns of the phase, or none for all; and the phase's variables."""
        if self.phase in ("", ALL):
            return None, ()
        phases = {phase.get("id") or "": phase for phase in reversed(self._all("phase"))}
        if self.phase not in phases:
            names = [*sorted(phases), ALL]
            hint = did_you_mean(self.phase, names, f"it may be {', '.join(names)}")
            raise Unusable(self.place, f'there is no phase "{self.phase}"; {hint}')
        inside = list(self.source.children(phases[self.phase]))
        active = {child.get("pattern") or "": child for child in inside if child.tag == SCH + "active"}
        known = {pattern.get("id") for pattern in self._all("pattern")}
        for name, child in active.items():
            if name not in known:
                self._left_out(child, f'the phase "{self.phase}" asks for the pattern "{name}", which is not there')
        return set(active), tuple(self._lets(inside))

    # --- patterns and rules -------------------------------------------------------------------------------------------

    def _pattern(self, pattern: Element, abstract: Mapping[str, Element]) -> Pattern | None:
        values: dict[str, str] = {}
        identifier = pattern.get("id") or ""
        if pattern.get("documents") is not None:
            self._left_out(pattern, "a pattern with @documents is not applied: rules may not read other documents")
            return None
        general = pattern.get("is-a")
        if general is not None:
            for child in self.source.children(pattern):
                if child.tag == SCH + "param":
                    values[child.get("name") or ""] = child.get("value") or ""
            if general not in abstract:
                reason = f'the abstract pattern "{general}" is not there, and what is made of it is not applied'
                self._left_out(pattern, reason, slight=True)
                return None
            pattern = abstract[general]
        inside = list(self.source.children(pattern))
        rules = [self._rule(rule, values) for rule in inside if rule.tag == SCH + "rule"]
        return Pattern(tuple(rule for rule in rules if rule is not None), tuple(self._lets(inside, values)), identifier)

    def _rule(self, rule: Element, values: Mapping[str, str]) -> Rule | None:
        if rule.get("abstract") == "true":
            return None
        self.count += 1
        if self.count > MOST_RULES:
            raise Unusable(self.source.place(rule), f"there are more than {MOST_RULES:,} rules")
        if rule.get("context") is None:
            raise Unusable(self.source.place(rule), "a rule has no context")
        inside = list(self._extended(rule, ()))
        tests = [self._test(child, rule, values) for child in inside if child.tag in (SCH + "assert", SCH + "report")]
        return Rule(self._expression(rule, "context", values), tuple(self._lets(inside, values)), tuple(tests))

    def _extended(self, rule: Element, above: tuple[Element, ...]) -> Iterator[Element]:
        """What stands in a rule, with what it takes from abstract rules."""
        for child in self.source.children(rule):
            if child.tag != SCH + "extends":
                yield child
                continue
            name = child.get("rule")
            if name is None and child.get("href"):
                general = self.source.drawn(child)[0]
            elif name in self.rules:
                general = self.rules[name]
            else:
                hint = did_you_mean(name or "", self.rules, "give it an id, and abstract='true'")
                raise Unusable(self.source.place(child), f'there is no abstract rule "{name}"; {hint}')
            if general in above or len(above) > 20:
                raise Unusable(self.source.place(child), "an abstract rule extends itself")
            yield from self._extended(general, (*above, general))

    def _test(self, test: Element, rule: Element, values: Mapping[str, str]) -> Test:
        if test.get("test") is None:
            raise Unusable(self.source.place(test), f"<{_local(test)}> has no test")
        role = next((r for r in (test.get("role"), test.get("flag"), rule.get("role"), rule.get("flag")) if r), "")
        hints = []
        for name in (test.get("diagnostics") or "").split():
            if name not in self.hints:
                hint = did_you_mean(name, self.hints, "add it to diagnostics")
                raise Unusable(self.source.place(test), f'there is no diagnostic "{name}"; {hint}')
            hints.append(tuple(self._message(self.hints[name], values)))
        if (test.get("properties") or "").strip():
            self._left_out(test, "properties are not worked out", slight=True)
        return Test(
            self._expression(test, "test", values), test.tag == SCH + "report", tuple(self._message(test, values)),
            tuple(hints), SEVERITIES.get(role.strip().lower(), 3), test.get("id") or "",
        )  # fmt: skip

    # --- expressions and words ----------------------------------------------------------------------------------------

    def _expression(self, element: Element, attribute: str, values: Mapping[str, str] | None = None) -> Expression:
        place = self.source.place(element)
        return Expression(_filled(element.get(attribute) or "", values or {}), place.file, place.line)

    def _lets(self, inside: Iterable[Element], values: Mapping[str, str] | None = None) -> Iterator[Let]:
        for child in inside:
            if child.tag == SCH + "let":
                if child.get("value") is None:
                    raise Unusable(self.source.place(child), "a <let> without @value is not supported")
                yield Let(child.get("name") or "", self._expression(child, "value", values))

    def _message(self, element: Element, values: Mapping[str, str]) -> Message:
        return tuple(self._parts(element, values))

    def _parts(self, element: Element, values: Mapping[str, str]) -> Iterator[Part]:
        """The words of a message, and what is worked out in it."""
        yield Part(_filled(element.text or "", values))
        for child in element:
            if child.tag == SCH + "value-of":
                yield Part(value=self._expression(child, "select", values))
            elif child.tag == SCH + "name":
                place = self.source.place(child)
                path = _filled(child.get("path") or "", values)
                yield Part(value=Expression(f"name({path})", place.file, place.line))
            elif isinstance(child.tag, str) and not child.tag.startswith(XSL):
                yield from self._parts(child, values)
            yield Part(_filled(child.tail or "", values))


def _filled(text: str, values: Mapping[str, str]) -> str:
    """A text of an abstract pattern with the values of its parameters."""
    if not values:
        return text
    return re.sub(r"\$([\w.-]+)", lambda match: values.get(match.group(1), match.group(0)), text)


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
