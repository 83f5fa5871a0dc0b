"""A name in the three languages of the sample."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Name:
    """What something is called in simplified Chinese, traditional Chinese and English."""

    hans: str
    hant: str
    english: str

    @classmethod
    def alike(cls, text: str) -> Name:
        """The same in every language: names of people stay as they were typed."""
        return cls(text, text, text)

    def __add__(self, other: Name) -> Name:
        """Chinese names run on; English words keep a blank between them."""
        return Name(self.hans + other.hans, self.hant + other.hant, f"{self.english} {other.english}")
