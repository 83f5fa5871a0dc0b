"""What every section of the page needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeVar

from shanhai.telling.numbers import Count
from shanhai.telling.page.markup import Content, Markup, tag
from shanhai.telling.phrases import page as phrases
from shanhai.telling.phrases import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from shanhai.sheets.words import Words
    from shanhai.telling.account import Account
    from shanhai.telling.voice import Voice

Audience = Literal["panel", "public"]

# A page of more entries than this cannot be read, and hardly be opened: then the first few stand for all.
MOST_LISTED = 2000
LISTED_OF_MANY = 100

Item = TypeVar("Item")


@dataclass(frozen=True, eq=False)
class Page:
    """The plan, the language, and who reads it.

    `findings` are the sentences of the independent check: empty when it found nothing, None when it was not
    made.
    """

    account: Account
    voice: Voice
    audience: Audience = "panel"
    findings: Sequence[str] | None = None
    fingerprints: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_panel(self) -> bool:
        """Whether the reader may see what concerns single people."""
        return self.audience == "panel"

    def say(self, words: Words, **fields: object) -> str:
        """Return a phrase in the page's language."""
        return self.voice.say(words, **fields)

    def direction(self, name: str) -> str:
        """Return a direction in words, with its arrow."""
        arrow = {"down": "↓ ", "up": "↑ ", "across": "↔ "}.get(name, "")
        word = self.say(terms.DIRECTIONS[name])
        return arrow + word[:1].upper() + word[1:]


def listed(page: Page, items: Sequence[Item]) -> tuple[Sequence[Item], Markup | None]:
    """Return what to list of a long list, and the words that tell what was left out."""
    if len(items) <= MOST_LISTED:
        return items, None
    words = page.say(phrases.FIRST_OF_MANY, shown=Count(LISTED_OF_MANY), count=Count(len(items)))
    return items[:LISTED_OF_MANY], tag("p", words, class_="cut")


def section(name: str, title: str, *content: Content, lead: str = "") -> Markup:
    """Return a section with its heading."""
    head = tag("h2", title, id=f"{name}-title")
    return tag(
        "section",
        tag("header", head, tag("p", lead, class_="lead") if lead else None),
        content,
        id=name,
        aria_labelledby=f"{name}-title",
    )


def table(
    columns: Sequence[str],
    rows: Iterable[Sequence[Content]],
    *,
    numbers: Sequence[int] = (),
    caption: str = "",
) -> Markup:
    """Return a table whose first column heads each row; `numbers` are the columns set flush right."""
    head = tag(
        "tr", [tag("th", name, scope="col", class_=_number(at, numbers)) for at, name in enumerate(columns)]
    )
    body = [
        tag(
            "tr",
            [
                tag("th", first, scope="row"),
                [tag("td", cell, class_=_number(at, numbers)) for at, cell in rest],
            ],
        )
        for first, rest in ((row[0], list(enumerate(row))[1:]) for row in rows)
    ]
    title = tag("caption", caption) if caption else None
    return tag(
        "div", tag("table", title, tag("thead", head), tag("tbody", body)), class_="scroll", tabindex=0
    )


def folded(summary: str, *content: Content) -> Markup:
    """Return content that opens when its summary is chosen."""
    return tag("details", tag("summary", summary), content, class_="folded")


def bar(part: float, words: str, class_: str = "") -> Markup:
    """Return a bar filled to `part` (0 to 1); `words` say the same to those who do not see it."""
    fill = tag("i", style=f"width:{100 * min(max(part, 0), 1):.1f}%")
    return tag("span", fill, class_=f"bar {class_}".strip(), role="img", aria_label=words)


def _number(at: int, numbers: Sequence[int]) -> str | None:
    return "number" if at in numbers else None
