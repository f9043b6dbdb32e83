"""Limits: what one document may cost the machine that reads it. See `docs/security.md`."""

from __future__ import annotations

from typing import NamedTuple


class Limits(NamedTuple):
    """What one document may cost: bytes of input, elements, and what internal entities may grow it to."""

    bytes: int = 64 * 1024 * 1024
    elements: int = 1_000_000
    entity_factor: int = 10
    entity_bytes: int = 10 * 1000 * 1000
