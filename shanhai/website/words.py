"""What the events are called that the application as a whole leaves."""

from __future__ import annotations

from shanhai.sheets import Words

ACTIONS: dict[str, Words] = {
    "sample.fill": Words("invented sample filled in", "填入虚构样例"),
}
