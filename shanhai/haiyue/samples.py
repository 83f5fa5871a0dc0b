"""The samples by name, and a cohort of any size."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from shanhai.haiyue.conflict import conflict
from shanhai.haiyue.liaison import liaison
from shanhai.haiyue.material import LANGUAGES, Material
from shanhai.haiyue.names import Name
from shanhai.haiyue.programme import exchange, haiyue_2022
from shanhai.haiyue.shortage import shortage

if TYPE_CHECKING:
    from collections.abc import Callable

    from shanhai.workbook.book import Book

SMALLEST_WITH_RULES = 40


@dataclass(frozen=True)
class Sample:
    """A sample and what it is good for, in one line of each language."""

    name: str
    description: Name
    make: Callable[[], Material]


SAMPLES: dict[str, Sample] = {
    sample.name: sample
    for sample in (
        Sample(
            "haiyue-2022",
            Name(
                "海岳省 2022 年批次：217 人，32 个山区海岛县，各种规则齐全（虚构）",
                "海岳省 2022 年批次：217 人，32 個山區海島縣，各種規則齊全（虛構）",
                "The 2022 cohort of Haiyue: 217 people, 32 counties, every kind of rule (invented)",
            ),
            haiyue_2022,
        ),
        Sample(
            "liaison-small",
            Name(
                "助企联络：2,000 名联络员（每人 1 至 3 家）、2,600 家企业（虚构）",
                "助企聯絡：2,000 名聯絡員（每人 1 至 3 家）、2,600 家企業（虛構）",
                "Liaison with firms: 2,000 officers of one to three firms each, 2,600 firms (invented)",
            ),
            liaison,
        ),
        Sample(
            "conflict",
            Name(
                "规则互相矛盾的小批次：指出是哪几条、怎样改最省（虚构）",
                "規則互相矛盾的小批次：指出是哪幾條、怎樣改最省（虛構）",
                "A small cohort whose rules contradict each other: which, and what to bend (invented)",
            ),
            conflict,
        ),
        Sample(
            "shortage",
            Name(
                "人才紧缺的小批次：证明哪些名额无人可派（虚构）",
                "人才緊缺的小批次：證明哪些名額無人可派（虛構）",
                "A small cohort short of specialists: seats that nobody can fill, with the proof (invented)",
            ),
            shortage,
        ),
    )
}


def sample(name: str, language: str = "zh-hans") -> Book:
    """A sample as a book, its names in "zh-hans", "zh-hant" or "en". The same on every machine.

    Raises: ValueError for a name that is not in `SAMPLES` or a language there is none of.
    """
    if name not in SAMPLES:
        raise ValueError(f"There is no sample {name!r}. Choose one of {', '.join(SAMPLES)}.")
    return _material(name).book(_known(language))


def haiyue(
    n_people: int, n_seats: int, seed: str = "haiyue", *, rules: bool = True, language: str = "zh-hans"
) -> Book:
    """A cohort of any size in the proportions of `haiyue-2022`, with limits scaled up or without rules.

    The same arguments give the same cohort on every machine. Below about 150 people the rules may contradict
    each other. Raises: ValueError for nobody, no seats, or fewer than 40 of either with rules.
    """
    if n_people < 1 or n_seats < 1:
        raise ValueError(
            f"A cohort needs people and seats, 1 or more of each; given: {n_people} and {n_seats}."
        )
    if rules and min(n_people, n_seats) < SMALLEST_WITH_RULES:
        raise ValueError(
            f"The rules speak of groups that {n_people} people and {n_seats} seats do not fill. "
            f"Give {SMALLEST_WITH_RULES} or more of each, or rules=False."
        )
    return exchange(n_people, n_seats, seed, with_rules=rules).book(_known(language))


@lru_cache(maxsize=len(SAMPLES))
def _material(name: str) -> Material:
    return SAMPLES[name].make()


def _known(language: str) -> str:
    if language not in LANGUAGES:
        raise ValueError(f"There is no language {language!r}. Choose one of {', '.join(LANGUAGES)}.")
    return language
