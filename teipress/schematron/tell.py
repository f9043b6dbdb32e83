"""Telling: what became of the rules, as diagnostics in an editor's words, each at the node it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from teipress.diagnostics import Diagnostic, Place, Severity
from teipress.edition import Edition
from teipress.schematron.model import Expression, Rule, Rules
from teipress.schematron.read import Omission
from teipress.schematron.running import Running
from teipress.schematron.source import Unusable
from teipress.xml import Element, local

Values = Sequence[object]
SHORT = 80  # characters of an expression that a message quotes


def unusable(reason: Unusable) -> Diagnostic:
    """The one finding about a Schematron that cannot be used."""
    return _unusable(reason.place, reason.reason)


def _unusable(place: Place, reason: str) -> Diagnostic:
    return Diagnostic(
        place,
        "RUL-002",
        f"the Schematron cannot be used: {reason}",
        "correct the schema; none of its rules was applied",
    )


def omitted(omissions: Iterable[Omission]) -> Iterator[Diagnostic]:
    """What is not applied of a Schematron."""
    for omission in omissions:
        severity = Severity.NOTE if omission.slight else Severity.WARNING
        yield _omitted(omission.place, omission.reason, severity)


def _omitted(place: Place, reason: str, severity: Severity = Severity.WARNING) -> Diagnostic:
    return Diagnostic(place, "RUL-003", reason, "the other rules of the schema were applied", severity)


def findings(running: Running, rules: Rules, edition: Edition) -> Iterator[Diagnostic]:
    """What applying the rules to the edition has brought."""
    teller = _Teller(rules, edition)
    whole = Place(edition.name)
    done = False
    for what, *values in running.events():
        done = what == "done"
        yield from teller.told(str(what), values)
    if running.trouble:
        yield _unfinished(whole, f"the rules of the schema could not be applied: {running.trouble}")
    elif running.late:
        yield _unfinished(
            whole, f"the rules of the schema took longer than {running.seconds:g} seconds{teller.at_work}",
            "simplify it; the rules after it were not applied",
        )  # fmt: skip
    elif not done:
        yield _unfinished(whole, f"applying the rules of the schema was broken off{teller.at_work}")


def _unfinished(place: Place, message: str, hint: str = "not all rules of the schema were applied") -> Diagnostic:
    return Diagnostic(place, "RUL-004", message, hint)


class _Teller:
    """Turns events into diagnostics; knows which rule is at work."""

    def __init__(self, rules: Rules, edition: Edition) -> None:
        self.rules, self.edition = rules, edition
        self.current: Rule | None = None
        self.elements: list[Element] = []
        self.left_out: set[str] = set()

    @property
    def at_work(self) -> str:
        """The rule that was at work, as the end of a sentence."""
        return f", in {_rule(self.current)}" if self.current else ""

    def told(self, what: str, values: Values) -> Iterator[Diagnostic]:
        """The diagnostics of one event."""
        match what, values:
            case "rule", [int(pattern), int(rule)]:
                self.current = self.rules.patterns[pattern].rules[rule]
            case "found", [int(pattern), int(rule), int(test), int(number), str(name), str(message), list(hints)]:
                yield self._broken(pattern, rule, test, self._place(number, name), message, hints)
            case "failed", [int(pattern), int(rule), int(test), int(number), str(name), str(reason)]:
                yield self._failed(pattern, rule, test, self._place(number, name), reason)
            case "left out", [str(file), int(line), str(reason)]:
                if reason not in self.left_out:
                    self.left_out.add(reason)
                    yield _omitted(Place(file, line), f"{reason}; what asks for it is not applied")
            case "unusable", [str(file), int(line), str(text), str(reason)]:
                yield _unusable(Place(file, line), f"“{_short(text)}” is no XPath that can be worked out: {reason}")
            case "slow", [int(pattern), int(rule)]:
                yield self._beyond(self.rules.patterns[pattern].rules[rule], "took too long")
            case "memory", [int(pattern), int(rule)]:
                yield self._beyond(self.rules.patterns[pattern].rules[rule], "took too much memory")
            case "memory", []:
                yield _unfinished(Place(self.edition.name), "the rules of the schema took too much memory")
            case "full", [int(most)]:
                message = f"more than {most:,} findings of the schema's rules; the rest is not told"
                yield _unfinished(Place(self.edition.name), message, "mend these first")
            case "unreadable", []:
                yield _unfinished(Place(self.edition.name), "the rules of the schema could not be applied")

    def _beyond(self, rule: Rule, what: str) -> Diagnostic:
        return _unfinished(
            Place(rule.context.file, rule.context.line), f"{_rule(rule)} {what}, and was broken off",
            "simplify its context, its variables or its tests; the other rules were applied",
        )  # fmt: skip

    def _broken(
        self, pattern: int, rule: int, test: int, place: Place, message: str, hints: Sequence[object]
    ) -> Diagnostic:
        asked = self.rules.patterns[pattern].rules[rule].tests[test]
        kind = "report" if asked.report else "assert"
        identity = [
            f"{what} {identifier}"
            for what, identifier in (("pattern", self.rules.patterns[pattern].id), (kind, asked.id))
            if identifier
        ]
        where = f"{_where(asked.test)} ({', '.join(identity)})" if identity else _where(asked.test)
        if not message:
            message = f"{'this holds, and must not' if asked.report else 'this must hold'}: {_short(asked.test.text)}"
        hint = "; ".join([*(str(hint) for hint in hints if hint), f"the rule is that of {where}"])
        return Diagnostic(place, "RUL-001", message, hint, Severity(asked.severity))

    def _failed(self, pattern: int, rule: int, test: int, place: Place, reason: str) -> Diagnostic:
        ruled = self.rules.patterns[pattern].rules[rule]
        asked = ruled.context if test < 0 else ruled.tests[test].test
        return Diagnostic(
            place, "RUL-005", f"a rule of the schema cannot be worked out here: {reason}",
            f"correct the value that it asks for, or “{_short(asked.text)}” in {_where(asked)}",
        )  # fmt: skip

    def _place(self, number: int, attribute: str) -> Place:
        """The place of a node: of the element it is or belongs to."""
        self.elements = self.elements or list(self.edition.tree.iter())
        element = self.elements[number] if number >= 0 else self.edition.tree
        near = f"{attribute.rpartition('}')[2]}=" if attribute else f"<{_written(element)}"
        return self.edition.place(element, near)


def _written(element: Element) -> str:
    """The name of an element as it is written in the document."""
    return f"{element.prefix}:{local(element)}" if element.prefix else local(element)


def _rule(rule: Rule) -> str:
    return f"the rule for “{_short(rule.context.text)}” of {_where(rule.context)}"


def _where(expression: Expression) -> str:
    return str(Place(expression.file, expression.line))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= SHORT else f"{text[:SHORT]}…"
