"""The worker: a process of its own in which rules are applied, so that none can take all time or all memory.

Run as a module by `running`. It reads the rules and the document from its standard input, and writes a line of JSON
for whatever happens. Once all is read in, it can open no file and no connection, where the system lets it say so.
"""

from __future__ import annotations

import gc
import json
import sys
from typing import Any

from teipress import xml
from teipress.alarm import Slow, limited
from teipress.limits import Limits
from teipress.schematron.apply import Document, Misfit, Preparation, Ready, Variables, matched, words
from teipress.schematron.model import from_json
from teipress.schematron.xpath import CURRENT, in_words

MOST_FINDINGS = 10_000


class Full(BaseException):
    """More was found than anyone reads."""


def main() -> None:
    """Read, apply, tell."""
    seconds, memory, share, length = json.loads(sys.stdin.buffer.readline())
    rules = from_json(sys.stdin.buffer.read(length).decode())
    data = sys.stdin.buffer.read()
    gc.disable()  # all that is made is kept until the end; looking through it takes a third of the time
    _confine(seconds, memory)
    try:
        _work(rules, data, share)
    except Misfit as misfit:
        _tell("unusable", misfit.expression.file, misfit.expression.line, misfit.expression.text, misfit.reason)
    except MemoryError:
        _tell("memory")
    except Full:
        _tell("full", MOST_FINDINGS)
    _tell("done")


def _work(rules: Any, data: bytes, share: float) -> None:
    root = xml.parse(data, "document", Limits(2**40, 2**40, 2**20, 2**40)).root
    if root is None:
        _tell("unreadable")
        return
    document = Document(root)
    prepared = Preparation(rules, document)
    for expression, reason in prepared.omissions:
        _tell("left out", expression.file, expression.line, reason)
    _close()
    _Application(prepared, document, share).run()


class _Application:
    """Applies compiled rules to a document."""

    def __init__(self, prepared: Preparation, document: Document, share: float) -> None:
        self.prepared, self.document, self.share = prepared, document, share
        self.found = 0
        self.why: dict[str, str] = {}  # variables that could not be worked out, and why

    def run(self) -> None:
        # Variables of the schema hold everywhere; they are worked out once, when a rule is there that may ask.
        whole: Variables | None = None
        for number, (lets, rules) in enumerate(self.prepared.patterns):
            if not any(self._concerned(ready) for ready in rules):
                continue
            self.document.prepare()
            if whole is None:
                whole = self._valued(self.prepared.lets, self.document.document, dict(self.document.context.variables))
            variables = self._valued(lets, self.document.document, whole)
            fired: set[int] = set()
            for place, ready in enumerate(rules):
                _tell("rule", number, place)
                broken = ""
                try:
                    with limited(self.share):
                        self._apply((number, place), ready, variables, fired)
                except Slow:
                    broken = "slow"
                except MemoryError:
                    broken = "memory"
                if broken:  # told when the error is gone, with all that it held
                    _tell(broken, number, place)

    def _concerned(self, ready: Ready) -> bool:
        """Whether the document has a node that a rule may be about."""
        return any(not one.name or self.document.candidates(one) for one, _ in ready.alternatives)

    def _valued(self, lets: tuple[tuple[str, Any], ...], node: Any, variables: Variables) -> Variables:
        """Variables with those of some lets, worked out at a node. What fails stays away until it is asked for."""
        variables = dict(variables)
        for name, token in lets:
            variables.pop(name, None)
            self.why.pop(name, None)
            try:
                variables[name] = token.evaluate(self.document.at(node, variables))
            except MemoryError:
                raise
            except Exception as error:
                self.why[name] = f"${name}: {in_words(error)}"
        return variables

    def _apply(self, rule: tuple[int, int], ready: Ready, variables: Variables, fired: set[int]) -> None:
        """A rule to all its nodes. A test that failed once, which is told, is tried no more."""
        failed: set[int] = set()
        nodes = matched(self.document, ready, variables)
        while True:
            try:
                node = next(nodes)
            except StopIteration:
                return
            except MemoryError:
                raise
            except Exception as error:
                _tell("failed", *rule, -1, -1, "", in_words(error))
                return
            if id(node) in fired:
                continue
            fired.add(id(node))
            known = self._valued(ready.lets, node, {**variables, CURRENT: node})
            for number, token in enumerate(ready.tests):
                if token is None or number in failed:
                    continue
                try:
                    holds = token.boolean_value(token.select(self.document.at(node, known)))
                except MemoryError:
                    raise
                except Exception as error:
                    failed.add(number)
                    text = ready.rule.tests[number].test.text
                    asked = [why for name, why in self.why.items() if f"${name}" in text]
                    reason = "; ".join(asked) or in_words(error)
                    _tell("failed", *rule, number, *self.document.number(node), reason)
                    continue
                test = ready.rule.tests[number]
                if holds == test.report:
                    self._found((*rule, number), node, test, known)

    def _found(self, test: tuple[int, int, int], node: Any, asked: Any, variables: Variables) -> None:
        self.found += 1
        if self.found > MOST_FINDINGS:
            raise Full
        compiler = self.prepared.compiler
        said = [words(self.document, m, compiler, node, variables) for m in (asked.message, *asked.hints)]
        _tell("found", *test, *self.document.number(node), said[0], said[1:])


def _tell(what: str, *values: object) -> None:
    """Write what happened; the start of a rule at once, since it may be the last that is heard."""
    sys.stdout.write(json.dumps([what, *values]) + "\n")
    if what != "found":
        sys.stdout.flush()


def _confine(seconds: float, memory: int) -> None:
    """No more time and memory than this, whatever becomes of the process that started this one."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock alone
        return
    for limit, most in ((resource.RLIMIT_CPU, int(seconds) + 2), (resource.RLIMIT_AS, memory)):
        _lower(resource, limit, most)


def _close() -> None:
    """From here on no file and no connection can be opened."""
    try:
        import resource
    except ImportError:
        return
    _lower(resource, resource.RLIMIT_NOFILE, 0)


def _lower(resource: Any, limit: int, most: int) -> None:
    """Lower a limit of this process; what the system does not take is left as it is."""
    try:
        hard = resource.getrlimit(limit)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (most, most))
    except (ValueError, OSError):
        return


if __name__ == "__main__":
    main()
