"""A list can be kept as it is seen, for oneself or shared with the programme."""

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from shanhai.pages.lists import Listing, Ordering, Shown
from shanhai.programme.models import Place
from shanhai.sheets import Words
from shanhai.website.models import KeptView
from shanhai.website.navigation import House

pytestmark = pytest.mark.django_db
LISTING = Listing(
    key="test.places",
    title=Words("Places", "地区"),
    columns=(Shown(title=Words("name", "名称"), cell="name"),),
    orderings=(Ordering(key="code", title=Words("code", "编号"), by=("code",)),),
    search=("search",),
)


def _keep(client, account, **typed):
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    sent = {"listing": "test.places", "name": "mine", "address": "?q=x&page=3", "next": "/here", **typed}
    return client.post("/p/haiyue/views/", sent)


def _shown(account, address="/?q=%E6%BA%AA") -> str:
    request = RequestFactory().get(address)
    request.user, request.resolver_match = account, None
    listed = LISTING.of(request, Place.objects.visible_to(account))
    return render_to_string(
        "pages/list.html", {"list": listed, "house": House(request), "user": account}, request
    )


def test_a_view_is_kept_without_its_page_and_leads_back(client, cast) -> None:
    assert _keep(client, cast.office).headers["Location"] == "/here"
    assert KeptView.objects.get().address == "q=x"
    assert 'href="?q=x">mine' in _shown(cast.office)


def test_keeping_under_the_same_name_replaces_ones_own(client, cast) -> None:
    _keep(client, cast.office)
    _keep(client, cast.office, address="?q=y")
    _keep(client, cast.panel)
    assert sorted(KeptView.objects.values_list("account__username", "address")) == [
        ("office", "q=y"),
        ("panel", "q=x"),
    ]


@pytest.mark.parametrize(("shared", "sees"), [("on", True), ("", False)])
def test_others_of_the_programme_see_what_is_shared(client, cast, shared, sees) -> None:
    _keep(client, cast.office, is_shared=shared)
    assert (">mine" in _shown(cast.panel)) is sees
    assert ">mine" not in _shown(cast.foreign_office)


def test_a_name_is_asked_for(client, cast) -> None:
    _keep(client, cast.office, name=" ")
    assert not KeptView.objects.exists()


def test_what_is_kept_is_shown_escaped(client, cast) -> None:
    _keep(client, cast.office, name="<b>", address='?q="><script>')
    page = _shown(cast.office)
    assert "<b>" not in page
    assert "<script>" not in page


def test_only_ones_own_view_can_be_dropped_unless_one_sets_up_the_programme(client, cast) -> None:
    _keep(client, cast.panel, is_shared="on")
    address = f"/p/haiyue/views/{KeptView.objects.get().pk}/drop"
    client.force_login(cast.auditor, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(address).status_code == 403
    client.force_login(cast.foreign_office, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(address).status_code == 404
    client.force_login(cast.office, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(address).status_code == 302
    assert not KeptView.objects.exists()
