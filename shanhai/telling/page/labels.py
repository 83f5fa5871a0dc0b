"""Labels beside points, placed one after the other where nothing is yet."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Label:
    """A text to stand beside the point (x, y) with so much room around it; once placed, (x, y) is its
    baseline.
    """

    text: str
    x: float
    y: float
    room: float = 0.0
    anchor: str = "start"


Box = tuple[float, float, float, float]


def place_labels(wanted: Sequence[Label], size: float, width: float, height: float) -> list[Label]:
    """Return those labels that find a free spot, the first ones first."""
    taken: list[Box] = [(each.x - 4, each.y - 4, each.x + 4, each.y + 4) for each in wanted]
    placed = []
    for label in wanted:
        for spot in _spots(label, size):
            box = _box(spot, size)
            inside = box[0] >= 0 and box[1] >= 0 and box[2] <= width and box[3] <= height
            if inside and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                placed.append(spot)
                break
    return placed


def text_width(text: str, size: float) -> float:
    """Return the width of a text, roughly: a Chinese character is as wide as high, a Latin one a good
    half.
    """
    return size * sum(1.0 if unicodedata.east_asian_width(each) in "WF" else 0.56 for each in text)


def _spots(label: Label, size: float) -> list[Label]:
    gap, middle = label.room + 2, size * 0.36
    sides = [
        (gap, middle, "start"),
        (-gap, middle, "end"),
        (0, gap + size * 0.85, "middle"),
        (0, -gap - 1, "middle"),
        (gap * 0.8, gap + size * 0.5, "start"),
        (gap * 0.8, -gap * 0.6, "start"),
        (-gap * 0.8, gap + size * 0.5, "end"),
        (-gap * 0.8, -gap * 0.6, "end"),
    ]
    return [Label(label.text, label.x + dx, label.y + dy, label.room, anchor) for dx, dy, anchor in sides]


def _box(label: Label, size: float) -> Box:
    wide = text_width(label.text, size)
    left = {"start": label.x, "middle": label.x - wide / 2, "end": label.x - wide}[label.anchor]
    return left, label.y - size * 0.85, left + wide, label.y + size * 0.2


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
