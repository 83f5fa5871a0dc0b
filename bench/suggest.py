"""How often the right code is suggested for a real job title.

    python bench/suggest.py ../shared/data/occupations

reads from that folder `cn_csco22.csv` (codes and names of occupations; definitions are not used) and
`cn_job_titles_given.csv` (2,951 job titles with the right code).
"""

from __future__ import annotations

import csv
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from shanhai.matching.suggest import CombinedSuggester, EmbeddingSuggester, NgramSuggester

if TYPE_CHECKING:
    from collections.abc import Callable

    from shanhai.matching.suggest import Suggester

Labels = list[tuple[str, str]]


def main(folder: Path) -> None:
    """Print a line for each way of suggesting."""
    labels = [(row["code"], row["name"]) for row in rows(folder / "cn_csco22.csv") if row["level"] == "4"]
    codes = {code for code, _ in labels}
    titles = [
        (row["job_name"], row["expected_code"])
        for row in rows(folder / "cn_job_titles_given.csv")
        if row["expected_code"] in codes
    ]
    print(f"{len(titles)} titles, {len(labels)} codes")
    names = {name: code for code, name in labels}
    exact = sum(names.get(title) == code for title, code in titles)
    print(f"{'the very name':18} first {exact / len(titles):6.1%}")
    ngrams = measure("n-grams", lambda: NgramSuggester(labels), titles)
    try:
        encoder = measure("sentence encoder", lambda: EmbeddingSuggester(labels), titles)
    except ModuleNotFoundError as missing:
        print(f"{'sentence encoder':18} left out: {missing}")
    else:
        measure("both", lambda: CombinedSuggester(ngrams, encoder), titles)


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def measure(name: str, make: Callable[[], Suggester], titles: Labels) -> Suggester:
    """Print how often the right code comes first and among the first five."""
    began = time.perf_counter()
    suggester = make()
    ready = time.perf_counter()
    ranks = []
    for title, code in titles:
        found = [each.code for each in suggester.suggest(title)]
        ranks.append(found.index(code) if code in found else 5)
    spent = (time.perf_counter() - ready) / len(titles)
    first, five = (sum(rank < most for rank in ranks) / len(titles) for most in (1, 5))
    told = f"first {first:6.1%}  of five {five:6.1%}  {spent * 1000:.1f} ms a title"
    print(f"{name:18} {told}, {ready - began:.1f} s to start")
    return suggester


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
