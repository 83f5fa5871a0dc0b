"""Setting the desk up: topics, what units can give, terms, the public form; and welfare links."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from shanhai.desk import queries
from shanhai.desk.actions.refused import StepRefused
from shanhai.desk.models import Competence, Settings, Topic, WelfareLink
from shanhai.programme.queries import require
from shanhai.programme.trail import writing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shanhai.programme.models import Account, Place, Programme


def write_topic(
    *,
    by: Account,
    programme: Programme,
    values: Mapping[str, Any],
    topic: Topic | None = None,
    expected: int | None = None,
) -> Topic:
    """Write a topic. Raises: PermissionDenied, Stale, Gone."""
    require(by, "desk.route", programme=programme.pk)
    with writing(by=by, action="desk.topic") as write:
        made = topic or Topic(programme=programme)
        for name, value in values.items():
            setattr(made, name, value)
        return write.save(made, expected=expected)


def write_settings(
    *,
    by: Account,
    programme: Programme,
    is_public: bool,
    terms: Mapping[str, list[int]],
    expected: int | None = None,
) -> Settings:
    """Say how the desk is run. Raises: PermissionDenied, Stale."""
    require(by, "desk.route", programme=programme.pk)
    with writing(by=by, action="desk.settings") as write:
        made = queries.settings_of(programme)
        made.is_public, made.terms = is_public, dict(terms)
        return write.save(made, expected=expected if made.pk else None)


def write_competence(
    *,
    by: Account,
    programme: Programme,
    values: Mapping[str, Any],
    competence: Competence | None = None,
    expected: int | None = None,
) -> Competence:
    """Say what a unit can give: the unit for itself, or the desk.

    Raises: PermissionDenied, StepRefused, Stale.
    """
    with writing(by=by, action="desk.competence") as write:
        made = competence or Competence(programme=programme, unit=values["unit"])
        check_writes_for(by, made)
        others = Competence.objects.filter(programme=programme, unit=values.get("unit", made.unit))
        if others.exclude(pk=made.pk).exists():
            raise StepRefused("competence_twice")
        for name, value in values.items():
            setattr(made, name, value)
        check_writes_for(by, made)
        if not queries.takes_part(made.unit, programme.pk):
            raise StepRefused("unit_left")
        return write.save(made, expected=expected)


def check_writes_for(by: Account, competence: Competence) -> None:
    """Go on only for the unit itself and for the desk. Raises: PermissionDenied."""
    may, programme = by.standing.may, competence.programme_id
    if may("desk.route", programme=programme):
        return
    if not may("desk.answer", programme=programme, path=competence.unit.path):
        raise PermissionDenied("desk.answer")


def make_welfare_link(
    *, by: Account, programme: Programme, place: Place | None = None
) -> tuple[WelfareLink, str]:
    """Consent that whoever is given the link may ask the desk. A link before this one holds no longer.

    Returns: the link and its key, which is told once and kept nowhere. Raises: PermissionDenied.
    """
    require(by, "desk.report", programme=programme.pk)
    key = secrets.token_urlsafe(24)
    with writing(by=by, action="desk.welfare_link") as write:
        for link in WelfareLink.objects.filter(programme=programme, account=by, revoked_at=None):
            link.revoked_at = timezone.now()
            write.save(link)
        made = WelfareLink(programme=programme, account=by, place=place, key=queries.digest(key))
        return write.save(made), key


def revoke_welfare_link(*, by: Account, link: WelfareLink, expected: int | None = None) -> WelfareLink:
    """Take the consent back: the link opens nothing. Raises: PermissionDenied, StepRefused, Stale."""
    with writing(by=by, action="desk.welfare_revoke") as write:
        stored = WelfareLink.objects.get(pk=link.pk)
        if stored.account_id != by.pk:
            raise PermissionDenied
        if stored.revoked_at is not None:
            raise StepRefused("link_spent")
        stored.revoked_at = timezone.now()
        return write.save(stored, expected=expected)
