"""Letters to persons, homes and hosts: from the office's template, or else from the house's own text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from shanhai.decisions import queries
from shanhai.decisions.models import Decided, Template
from shanhai.decisions.papers import wording
from shanhai.decisions.papers.lists import foot
from shanhai.papers import Paper, Text, fields_of, fill, read_word, set_name, to_pdf, to_word, with_foot
from shanhai.plans import queries as plans
from shanhai.sheets import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shanhai.decisions.models import Publication
    from shanhai.programme.models import Attachment, Organisation, Programme
    from shanhai.sheets import Language


def default_template(kind: str, language: Language) -> bytes:
    """The house's own letter as a Word file with its fields, to be edited."""
    greeting, *body = wording.LETTERS[kind]
    is_chinese = language != "en"
    blocks = [Text(greeting.text(language))]
    blocks += [Text(each.text(language), indent=is_chinese) for each in body]
    blocks += [Text(each.text(language), align="right") for each in wording.CLOSING]
    return to_word(Paper(wording.LETTER_TITLES[kind].text(language), language, tuple(blocks)))


def template_of(programme: Programme, kind: str, language: Language) -> bytes:
    """The template in use: the office's own, or the house's."""
    found = Template.objects.filter(programme=programme, kind=kind, language=language).first()
    return _content(found.file) if found and found.file else default_template(kind, language)


def says_why(publication: Publication, language: Language) -> bool:
    """Whether the letter to a person says why they were placed there."""
    return "explanation" in fields_of(_template(publication, "person", language))


def why_awaited(publication: Publication) -> tuple[int, int] | None:
    """While letters of a list say why, and that is still to be written for one of the places that stand: how
    many people are told already, and of how many.
    """
    standing = Decided.objects.filter(publication=publication, state="standing")
    awaited = plans.explanations_awaited(publication.decision.plan, standing.values("person"))
    return awaited if awaited and any(says_why(publication, each) for each in LANGUAGES) else None


def letter_to_person(place: Decided, language: Language) -> bytes:
    """The letter to one person, as a Word file."""
    told = plans.explanation_for(place.placed.plan, place.person)
    joint = " " if language == "en" else ""
    fields = {
        "name": set_name(place.person.name),
        "home": place.person.home.name,
        "host": place.order.host.name,
        "order": place.order.title,
        "start": f"{place.start:%Y-%m}" if place.start else "",
        "end": f"{place.end:%Y-%m}" if place.end else "",
        "explanation": joint.join(told.told(language)) if told else "",
    }
    return _filled(place.publication, "person", language, fields)


def letter_to_unit(
    publication: Publication, kind: str, unit: Organisation, places: Sequence[Decided], language: Language
) -> bytes:
    """The letter to a home or a host about its people, as a Word file."""
    fields = {
        "unit": unit.name,
        "count": str(len(places)),
        "people": "\n".join(_line(each, kind) for each in places),
    }
    return _filled(publication, kind, language, fields)


def as_pdf(letter: bytes, publication: Publication, language: Language) -> bytes:
    """A letter that was filled in, as PDF with the same words. Raises: CannotSet."""
    return to_pdf(read_word(letter, language, foot=foot(publication, language)))


def _line(place: Decided, kind: str) -> str:
    where = place.order.host.name if kind == "home" else place.person.home.name
    return f"{set_name(place.person.name)}　{where}　{place.order.title}"


def _filled(publication: Publication, kind: str, language: Language, fields: dict[str, str]) -> bytes:
    sent_on = publication.letters_at or timezone.now()
    told = {
        "programme": publication.cohort.programme.name,
        "cohort": publication.cohort.name,
        "authority": publication.authority,
        "contact": publication.contact,
        "date": f"{timezone.localtime(sent_on):%Y-%m-%d}",
        "fingerprint": publication.decision.fingerprint,
    }
    filled = fill(_template(publication, kind, language), fields | told)
    return with_foot(filled, foot(publication, language))


def _template(publication: Publication, kind: str, language: Language) -> bytes:
    """Once letters were sent, the template that they were sent with; before, the one in use."""
    if publication.state == "settled":
        used = publication.templates.get(f"{kind}.{language}")
        found = queries.attachment(used) if used else None
        return _content(found) if found else default_template(kind, language)
    return template_of(publication.cohort.programme, kind, language)


def _content(attachment: Attachment) -> bytes:
    with attachment.file.open("rb") as stream:
        return bytes(stream.read())
