"""Every kind of record says who may see it, and what the trail keeps of it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from shanhai.programme.audit import recorded_models
from shanhai.programme.models import Account, Place, Record, Term

KINDS = recorded_models()
#: The register of places and the coded lists are public knowledge.
PUBLIC = (Place, Term)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.label())
def test_every_kind_of_record_says_who_may_see_it(kind: type[Record]) -> None:
    assert kind.seen_by.__func__ is not Record.seen_by.__func__


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.label())
def test_what_it_says_can_be_asked_for_an_account_without_any_role(kind: type[Record], cast) -> None:
    nobody = Account(username="nobody", name="nobody", pk=10**9)
    assert isinstance(kind.seen_by(nobody), Q)
    seen = kind._default_manager.visible_to(nobody)
    assert seen.count() == (kind._default_manager.count() if kind in PUBLIC else 0)
    assert not kind._default_manager.visible_to(AnonymousUser()).exists()


def test_there_are_the_kinds_that_there_should_be() -> None:
    assert {"programme.person", "registers.order", "rounds.ruleset", "rounds.nomination"} <= {
        kind.label() for kind in KINDS
    }


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.label())
def test_what_the_trail_leaves_out_are_fields_that_there_are(kind: type[Record]) -> None:
    fields = {field.attname for field in kind._meta.concrete_fields}
    assert kind.not_recorded | kind.digest_only <= fields
