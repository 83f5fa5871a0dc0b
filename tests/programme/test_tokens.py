"""A token acts for its account, with no more than it names, and for no longer than it holds."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from shanhai.programme.actions.tokens import account_of, end_token, make_token
from shanhai.programme.models import Event, Person, Token

pytestmark = pytest.mark.django_db


def _made(by, *permissions: str, **options):
    return make_token(by=by, name="payroll", permissions=permissions, days=30, **options)


def test_a_token_acts_for_its_account_with_what_it_names_and_no_more(cast) -> None:
    _, text = _made(cast.university_officer, "roster.read")
    account = account_of(text)
    assert account == cast.university_officer
    assert account.standing.may("roster.read")
    assert not account.standing.may("roster.write")
    assert (
        Person.objects.visible_to(account).count()
        == Person.objects.visible_to(cast.university_officer).count()
    )


def test_a_token_without_the_permission_does_not_see_the_roster(cast) -> None:
    _, text = _made(cast.university_officer, "offers.read")
    assert not Person.objects.visible_to(account_of(text)).exists()


def test_nobody_makes_a_token_with_more_than_they_may(cast) -> None:
    with pytest.raises(PermissionDenied):
        _made(cast.university_officer, "rules.approve")
    with pytest.raises(PermissionDenied):
        _made(cast.university_officer, "roster.read", programme=cast.linhai)


def test_a_token_loses_what_its_account_loses(cast) -> None:
    _, text = _made(cast.university_officer, "roster.read")
    cast.university_officer.roles.update(until=timezone.now())
    assert not Person.objects.visible_to(account_of(text)).exists()


@pytest.mark.parametrize("days", [0, 367])
def test_a_token_holds_for_a_year_at_most(cast, days) -> None:
    with pytest.raises(ValueError, match="from 1 to 366 days"):
        make_token(by=cast.office, name="x", permissions=["rules.read"], days=days)


def test_an_ended_or_outdated_token_or_one_of_a_disabled_account_does_not_hold(cast) -> None:
    token, text = _made(cast.office, "rules.read")
    Token.objects.filter(pk=token.pk).update(until=timezone.now() - timedelta(seconds=1))
    assert account_of(text) is None
    token, text = _made(cast.office, "rules.read")
    end_token(by=cast.office, token=token)
    assert account_of(text) is None
    _, text = _made(cast.office, "rules.read")
    type(cast.office).objects.filter(pk=cast.office.pk).update(is_active=False)
    assert account_of(text) is None


def test_only_its_owner_ends_a_token(cast) -> None:
    token, _ = _made(cast.office, "rules.read")
    with pytest.raises(PermissionDenied):
        end_token(by=cast.second_office, token=token)


def test_the_text_of_a_token_is_kept_nowhere(cast) -> None:
    token, text = _made(cast.office, "rules.read")
    assert text not in str(Token.objects.values().get(pk=token.pk))
    assert text not in str(Event.objects.about(token).get().payload.after)
    assert account_of("shanhai_something else") is None
    assert account_of("") is None
