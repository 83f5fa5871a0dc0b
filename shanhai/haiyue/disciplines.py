"""Broad disciplines that an order may insist on, and to which of them a code of expertise belongs."""

from __future__ import annotations

# Longer beginnings of codes come first: the first that fits decides.
BEGINNINGS = (
    ("2-02-38-05", "工程类"), ("2-02-38-06", "工程类"), ("2-02-38", "数字类"), ("2-02-10", "数字类"), ("2-02-30-04", "规划建设类"),
    ("2-02-30-10", "规划建设类"), ("2-02-30", "工程类"), ("2-02-20-07", "工程类"), ("2-02-20", "农林渔类"), ("2-02-24", "农林渔类"),
    ("2-02-18", "规划建设类"), ("2-02-37", "规划建设类"), ("2-02-15", "规划建设类"), ("2-02-21", "资源环境类"), ("2-02-22", "资源环境类"),
    ("2-02-27", "资源环境类"), ("2-02-25", "资源环境类"), ("2-02-01", "资源环境类"), ("2-02-02", "规划建设类"), ("2-02-03", "资源环境类"),
    ("2-02", "工程类"), ("2-03", "农林渔类"), ("2-01-07", "农林渔类"), ("2-01", "经济管理类"), ("2-06-07-04", "文化旅游类"),
    ("2-06", "经济管理类"), ("4-01", "经济管理类"), ("2-09", "文化旅游类"), ("2-10", "文化旅游类"), ("4-07", "文化旅游类"),
    ("4-14", "文化旅游类"), ("2-05", "医药卫生类"), ("2-08", "教育类"), ("2-07", "社会治理类"), ("3-01", "社会治理类"),
)  # fmt: skip

# What is near enough to be accepted for it as well.
ALSO = {"2-06-07-04": "经济管理类", "4-14-02-02": "医药卫生类", "2-02-38-05": "数字类", "2-02-30-04": "经济管理类", "2-02-21": "规划建设类"}


def disciplines_of(code: str) -> list[str]:
    """The disciplines a code belongs to, the main one first."""
    main = next((name for beginning, name in BEGINNINGS if code.startswith(beginning)), "")
    also = [name for beginning, name in ALSO.items() if code.startswith(beginning)]
    return [name for name in (main, *also) if name]
