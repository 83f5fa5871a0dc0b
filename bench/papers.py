"""How long a published list of 217 takes as Word and as PDF: `python -m bench.papers`.

Processor time of this process, cold (with what is loaded first) and warm; nothing of the web is asked.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from shanhai.haiyue.samples import sample
from shanhai.papers import Facts, Heading, Paper, Table, Text, set_name, to_pdf, to_word

if TYPE_CHECKING:
    from collections.abc import Callable

    from shanhai.sheets import Language

PEOPLE = 217
HEADS: dict[Language, tuple[str, ...]] = {
    "zh-hans": ("序号", "姓名", "派出单位", "接收单位", "挂职岗位", "挂职时间"),
    "zh-hant": ("序號", "姓名", "派出單位", "接收單位", "掛職崗位", "掛職時間"),
    "en": ("no.", "name", "home organisation", "host organisation", "post", "term"),
}


def list_of(language: Language) -> Paper:
    """A list of as many people as a real cohort has, from the invented province."""
    names = sample("haiyue-2022").names
    people = list(names.people.values())[:PEOPLE]
    units, posts = list(names.organisations.values()), list(names.orders.values())
    rows = tuple(
        (
            str(at + 1),
            set_name(person),
            units[at % len(units)],
            units[at * 7 % len(units)],
            posts[at % len(posts)],
            "2022-07 – 2024-06",
        )
        for at, person in enumerate(people)
    )
    record = tuple((f"{number}", "0123456789abcdef" * 4) for number in range(8))
    blocks = (
        Text("虚构样例 · invented sample", indent=True),
        Table(HEADS[language], rows, (2, 3, 5, 5, 4, 5)),
        Heading("算法说明"),
        Facts(record),
    )
    return Paper("2022", language, blocks, foot="虚构样例")


def seconds(make: Callable[[Paper], bytes], paper: Paper) -> tuple[float, bytes]:
    """The processor time that making a paper takes, and the paper."""
    began = time.process_time()
    made = make(paper)
    return time.process_time() - began, made


def main(folder: str = "") -> None:
    """Make each list twice and print how long it took; with a folder, leave the files there."""
    for language in HEADS:
        paper = list_of(language)
        for form, make in (("docx", to_word), ("pdf", to_pdf)):
            (first, _), (again, made) = seconds(make, paper), seconds(make, paper)
            print(f"{language:8} {form:5} {first:5.2f} s, again {again:5.2f} s, {len(made) // 1024} kB")
            if folder:
                (Path(folder) / f"list-{language}.{form}").write_bytes(made)


if __name__ == "__main__":
    main(*sys.argv[1:2])
