"""The published list, and the roster that the office keeps beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shanhai.decisions import queries
from shanhai.decisions.papers import wording
from shanhai.decisions.papers.records import record_said
from shanhai.decisions.words import DIRECTIONS, STATES
from shanhai.papers import Facts, Heading, Paper, Table, Text, set_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shanhai.decisions.models import Decided, Publication
    from shanhai.sheets import Language


def list_paper(publication: Publication, language: Language, order: str = "") -> Paper:
    """The list as it is public, with the record of the algorithm."""
    places = queries.places_listed(publication, order)
    head, rows = list_rows(publication.shows, (each.shown for each in places), language)
    widths = tuple(wording.WIDTHS[name] for name in ("number", *publication.shows))
    blocks = (
        Text(intro(publication, language), indent=language != "en"),
        Table(head, rows, widths),
        Text(wording.COUNTED.say(language, count=len(rows)), align="right"),
        Heading(wording.RECORD_TITLE.text(language)),
        Facts(tuple(record_said(publication, language))),
    )
    title = wording.LIST_TITLE.say(language, cohort=publication.cohort.name)
    return Paper(title, language, blocks, foot(publication, language))


def list_rows(
    shows: Sequence[str], rows: Iterable[dict[str, Any]], language: Language
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Head and rows of a list in one language: only the columns that become public."""
    head = (
        wording.NUMBER.text(language),
        *(wording.HEADS[name].text(language) for name in shows),
    )
    made = [
        (str(number), *(cell(name, row.get(name), language) for name in shows))
        for number, row in enumerate(rows, start=1)
    ]
    return head, tuple(made)


def labelled(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[list[tuple[str, str]]]:
    """Rows with the head of its column beside each value: on a phone a row is read as a card."""
    return [list(zip(head, row, strict=True)) for row in rows]


def cell(name: str, value: Any, language: Language) -> str:
    """One value of a list as it is read: names as is custom, terms as months."""
    if value in (None, ""):
        return "—"
    if name == "name":
        return set_name(value)
    if name == "direction":
        return DIRECTIONS[value].text(language) if value in DIRECTIONS else value
    return value.replace("/", " – ") if name == "term" else str(value)


def roster(publication: Publication, places: Sequence[Decided], language: Language) -> Paper:
    """Everybody on the list with what the office needs to know, withdrawn people marked."""
    rows = tuple(
        (
            str(number),
            set_name(each.person.name),
            each.person.home.name,
            str(each.person.level or ""),
            each.order.host.name,
            each.order.title,
            _term(each),
            STATES["place"][each.state].text(language),
        )
        for number, each in enumerate(places, start=1)
    )
    head = tuple(each.text(language) for each in wording.ROSTER_HEADS)
    title = wording.ROSTER_TITLE.say(language, cohort=publication.cohort.name)
    table = Table(head, rows, (2, 3, 6, 2, 6, 6, 5, 3))
    return Paper(title, language, (table,), foot(publication, language), is_landscape=True)


def intro(publication: Publication, language: Language) -> str:
    """What stands above a list: what it is, until when one may object, and who answers for it."""
    return wording.LIST_INTRO.say(
        language,
        programme=publication.cohort.programme.name,
        until=f"{publication.objections_until:%Y-%m-%d}",
        authority=publication.authority,
        contact=publication.contact,
    )


def foot(of: Any, language: Language) -> str:
    """What stands at the foot of every page: that it is invented, where it is."""
    return wording.INVENTED.text(language) if of.cohort.programme.invented else ""


def _term(place: Decided) -> str:
    days = (place.start, place.end)
    return " – ".join(f"{day:%Y-%m}" for day in days if day is not None)
