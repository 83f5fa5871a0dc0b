"""Giving and ending roles: within what one oversees, never to oneself, and never the last office."""

from __future__ import annotations

import threading

import pytest
from django.db import close_old_connections, connection

from shanhai.programme.actions import roles
from shanhai.programme.actions.refusal import Refused
from shanhai.programme.models import Event, RoleHeld
from shanhai.programme.queries.roles import offices
from shanhai.programme.trail import writing

pytestmark = pytest.mark.django_db


def _held(account) -> RoleHeld:
    return RoleHeld.objects.get(account=account)


def test_a_role_given_holds_at_once_and_says_why(cast) -> None:
    roles.give_role(
        by=cast.office,
        account=cast.panel,
        role="auditor",
        programme=cast.haiyue,
        reason="For the audit of 2022.",
    )
    given = RoleHeld.objects.get(account=cast.panel, role="auditor")
    assert Event.objects.about(given).get().payload.reason == "For the audit of 2022."


@pytest.mark.parametrize(
    ("who", "role", "programme", "organisation", "why"),
    [
        ("office", "auditor", "linhai", None, "not_overseen"),
        ("office", "host_officer", "linhai", "foreign_county", "not_overseen"),
        ("office", "home_officer", "haiyue", "foreign_school", "not_overseen"),
        ("qingxi_officer", "host_officer", "haiyue", "hospital", "not_overseen"),
        ("auditor", "auditor", "haiyue", None, "not_overseen"),
        ("former", "auditor", "haiyue", None, "not_overseen"),
        ("office", "home_officer", "haiyue", None, "needs_organisation"),
        ("office", "panel", "haiyue", None, "already_held"),
    ],
)
def test_nobody_gives_a_role_that_they_could_not_oversee(
    cast, who, role, programme, organisation, why
) -> None:
    before = RoleHeld.objects.count()
    with pytest.raises(Refused) as refused:
        roles.give_role(
            by=cast.accounts[who],
            account=cast.panel,
            role=role,
            programme=getattr(cast, programme),
            organisation=cast.organisations.get(organisation),
        )
    assert refused.value.why == why
    assert RoleHeld.objects.count() == before


def test_nobody_gives_a_role_to_themselves(cast) -> None:
    with pytest.raises(Refused, match="own account"):
        roles.give_role(by=cast.office, account=cast.office, role="panel", programme=cast.haiyue)


def test_an_office_for_one_organisation_oversees_what_is_below_it_only(cast) -> None:
    with writing(by=None, action="test") as write:
        held = _held(cast.second_office)
        held.organisation = cast.organisations["qingxi"]
        write.save(held)
    give = {"by": cast.second_office, "account": cast.panel, "programme": cast.haiyue}
    roles.give_role(**give, role="host_officer", organisation=cast.organisations["hospital"])
    for organisation in ("songmen", None):
        with pytest.raises(Refused, match="oversee"):
            roles.give_role(**give, role="auditor", organisation=cast.organisations.get(organisation))


def test_the_last_office_stays(cast) -> None:
    roles.end_role(by=cast.office, held=_held(cast.second_office))
    with pytest.raises(Refused, match="last programme office"):
        roles.end_role(by=cast.office, held=_held(cast.office))
    assert offices(cast.haiyue).count() == 1


def test_the_last_office_that_can_sign_in_is_not_disabled(cast) -> None:
    roles.disable_account(by=cast.office, account=cast.second_office)
    with pytest.raises(Refused, match="last programme office"):
        roles.end_role(by=cast.office, held=_held(cast.office))


def test_a_role_ends_once(cast) -> None:
    held = _held(cast.panel)
    roles.end_role(by=cast.office, held=held)
    with pytest.raises(Refused, match="ended already"):
        roles.end_role(by=cast.office, held=held)


@pytest.mark.parametrize(
    ("who", "whom"), [("office", "foreign_office"), ("qingxi_officer", "hospital_officer")]
)
def test_nobody_disables_an_account_that_they_do_not_oversee(cast, who, whom) -> None:
    with pytest.raises(Refused, match="oversee"):
        roles.disable_account(by=cast.accounts[who], account=cast.accounts[whom])


def test_an_account_with_a_role_elsewhere_is_not_ours_to_disable(cast) -> None:
    roles.give_role(by=cast.foreign_office, account=cast.panel, role="panel", programme=cast.linhai)
    with pytest.raises(Refused, match="oversee"):
        roles.disable_account(by=cast.office, account=cast.panel)


def test_a_disabled_account_can_be_opened_again(cast) -> None:
    roles.disable_account(by=cast.office, account=cast.panel)
    assert not _fresh(cast.panel).is_active
    roles.enable_account(by=cast.office, account=cast.panel)
    assert _fresh(cast.panel).is_active


def _fresh(account):
    return type(account).objects.get(pk=account.pk)


@pytest.mark.django_db(transaction=True)
def test_of_two_offices_that_end_each_other_one_stays() -> None:
    from tests.cast import gather

    cast = gather()
    told = []

    def end(by, whom) -> None:
        try:
            roles.end_role(by=by, held=_held(whom))
        except Refused as refused:
            told.append(refused.why)
        finally:
            close_old_connections()
            connection.close()

    pairs = [(cast.office, cast.second_office), (cast.second_office, cast.office)]
    threads = [threading.Thread(target=end, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert offices(cast.haiyue).count() == 1
    assert len(told) == 1
    assert told[0] in {"last_office", "not_overseen"}
