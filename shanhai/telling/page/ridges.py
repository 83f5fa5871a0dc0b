"""A small landscape of ridges above a sea, drawn from the plan's fingerprint: every plan has its own."""

from __future__ import annotations

from math import pi, sin

from shanhai.telling.page.markup import Markup, tag

WIDTH, HEIGHT, STEP = 1600, 240, 20
RIDGES = 4


def ridges(fingerprint: str) -> Markup:
    """Return the landscape; it is decoration and hidden from screen readers. `fingerprint` is hexadecimal."""
    digits = [int(each, 16) for each in (fingerprint * 2)[:64].ljust(64, "7")]
    layers = [tag("path", d=_ridge(layer, digits), class_=f"ridge ridge-{layer}") for layer in range(RIDGES)]
    waves = [tag("path", d=_wave(line, digits), class_="wave") for line in range(3)]
    return tag(
        "svg",
        layers,
        waves,
        class_="ridges",
        viewbox=f"0 0 {WIDTH} {HEIGHT}",
        preserveAspectRatio="xMidYMax slice",
        aria_hidden="true",
    )


def _ridge(layer: int, digits: list[int]) -> str:
    own = digits[layer * 12 : layer * 12 + 12]
    base = 60 + 40 * layer
    height = 62 - 11 * layer

    def level(x: float) -> float:
        # Few slow waves for the range, some fast ones for its peaks; the sharp tops come from the absolute
        # value.
        slow = sin(x / WIDTH * 2 * pi * (1 + own[0] % 3) + own[1]) * 0.5
        peaks = abs(sin(x / WIDTH * pi * (4 + own[2] % 5) + own[3])) ** 0.7
        rough = sin(x / WIDTH * 2 * pi * (17 + own[4]) + own[5]) * 0.09
        fine = sin(x / WIDTH * 2 * pi * (41 + own[6]) + own[7]) * 0.05
        top: float = 0.45 * slow + 0.75 * peaks + rough + fine - 0.3
        return base - height * top

    points = " ".join(f"{x} {level(x):.0f}" for x in range(0, WIDTH + STEP, STEP))
    return f"M0 {HEIGHT}L{points}L{WIDTH} {HEIGHT}Z"


def _wave(line: int, digits: list[int]) -> str:
    y = HEIGHT - 34 + 11 * line
    start = 40 * digits[48 + line]
    return f"M{start} {y}" + "q20 -5 40 0t40 0" * (9 + digits[52 + line])
