"""Draws the life of a record, as its `rules.py` has it, the way a document shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def drawn(life: Mapping[str, Mapping[str, str]]) -> str:
    """A life as a state diagram in Mermaid's words: one line a step, steps between the same states "
    "together."""
    lines = ["stateDiagram-v2"]
    first = next(iter(life))
    lines.append(f"    [*] --> {first}")
    for state, steps in life.items():
        ways: dict[str, list[str]] = {}
        for name, follows in steps.items():
            ways.setdefault(follows or "[*]", []).append(name)
        lines += [f"    {state} --> {follows}: {', '.join(names)}" for follows, names in ways.items()]
    return "\n".join(lines)
