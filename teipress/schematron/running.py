"""Running: rules applied in a process of their own, with a limit of time and memory that surely works."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

import teipress
from teipress.schematron.model import Rules, to_json
from teipress.xml import Element

SECONDS = 20.0  # for all rules on one document, and a quarter of it for one rule
MEMORY = 2**29  # and forty times the document, whose nodes have to be held
MOST_MEMORY = 2**32
Event = list[Any]  # what happened, and its values; see `worker`


@dataclass(slots=True)
class Running:
    """A process that applies rules while others go on. Its events can be had once."""

    seconds: float
    memory: int = MEMORY
    thread: threading.Thread | None = None
    out: bytes = b""
    trouble: str = ""
    late: bool = field(default=False)

    def events(self) -> Iterator[Event]:
        """What happened, when all is over."""
        if self.thread is not None:
            self.thread.join()
        for line in self.out.splitlines():
            try:
                yield json.loads(line)
            except ValueError:  # the last line of a process that was ended
                return


def start(rules: Rules, root: Element, seconds: float = SECONDS) -> Running:
    """Start to apply rules to the document whose outermost element is *root*."""
    sent = to_json(rules).encode()
    document = _serialised(root)
    running = Running(seconds, min(MEMORY + 40 * len(document), MOST_MEMORY))
    head = json.dumps([seconds, running.memory, seconds / 4, len(sent)]).encode()
    running.thread = threading.Thread(target=_run, args=(running, head + b"\n" + sent + document), daemon=True)
    running.thread.start()
    return running


def _run(running: Running, data: bytes) -> None:
    home = str(Path(teipress.__file__).parents[1])
    path = os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH", ""))))
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": "0", "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-P", "-m", "teipress.schematron.worker"]
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        )
    except OSError as error:
        running.trouble = error.strerror or str(error)
        return
    try:
        running.out, _ = process.communicate(data, running.seconds)
    except subprocess.TimeoutExpired:
        running.late = True
        process.kill()
        running.out, _ = process.communicate()


def _serialised(root: Element) -> bytes:
    """The document as bytes, with what stands around its outermost element, and without a document type."""
    around = [*reversed(list(root.itersiblings(preceding=True))), root, *root.itersiblings()]
    return b"".join(etree.tostring(node, encoding="utf-8", with_tail=False) for node in around)
