"""The lists of the hub: found in both scripts and by initials, sorted as names are, exported as filtered."""

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from shanhai.programme.models import Account, Term
from shanhai.programme.trail import writing

if TYPE_CHECKING:
    from django.test import Client

    from tests.cast import Cast

pytestmark = pytest.mark.django_db
ACCOUNTS, CODES = "/p/haiyue/accounts/", "/p/haiyue/setup/codes/"
ORGANISATIONS, PLACES = "/p/haiyue/organisations/", "/p/haiyue/setup/places/"


def listed(client: "Client", address: str) -> list[str]:
    """The first cells of a list, in its order."""
    rows = client.get(address).content.decode().split("<tbody>")[1].split("</tbody>")[0]
    return [cell.split(">")[-1] for cell in rows.split("</a>")[:-1]]


def exported(client: "Client", address: str) -> set[str]:
    """The first column of the workbook."""
    book = load_workbook(BytesIO(client.get(address).content), read_only=True)
    return {str(row[0]) for row in book.worksheets[0].iter_rows(values_only=True)}


@pytest.fixture
def office(client, cast: "Cast") -> "Client":
    with writing(by=None, action="test") as write:
        for username, name in (("officer_zeng", "曾国华"), ("officer_yi", "一凡")):
            account = write.save(Account(username=username, name=name))
            write.save(
                type(cast.office.roles.first())(account=account, role="auditor", programme=cast.haiyue)
            )
    client.force_login(cast.office, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("query", ["曾国", "國華", "zgh", "officer_zeng", "zengguo"])
def test_an_account_is_found_by_name_in_both_scripts_initials_and_sign_in_name(office, query) -> None:
    assert listed(office, f"{ACCOUNTS}?q={query}") == ["曾国华"]


def test_accounts_are_found_by_organisation_and_sorted_as_names_are(office, cast) -> None:
    assert "曾国华" not in listed(office, f"{ACCOUNTS}?q=青溪")
    assert len(listed(office, f"{ACCOUNTS}?q=青溪")) > 0
    by_strokes = listed(office, f"{ACCOUNTS}?by=strokes&q=officer_")
    assert by_strokes == ["一凡", "曾国华"]
    assert listed(office, f"{ACCOUNTS}?by=-pinyin&q=officer_")[0] == "曾国华"


def test_an_account_that_is_named_otherwise_is_found_by_its_new_name_only(office) -> None:
    account = Account.objects.get(username="officer_zeng")
    account.name = "解放"
    with writing(by=None, action="test") as write:
        write.save(account)
    assert listed(office, f"{ACCOUNTS}?q=xf") == ["解放"]
    assert "zgh" not in Account.objects.get(pk=account.pk).search


def test_a_code_is_found(office) -> None:
    with writing(by=None, action="test") as write:
        write.save(Term(scheme="expertise", code="K0777", name="潮间带生态"))
    assert listed(office, f"{CODES}?q=cjd") == ["潮间带生态"]
    assert listed(office, f"{CODES}?q=k0777") == ["潮间带生态"]


def test_organisations_and_places_are_exported_just_as_they_are_filtered(office, cast) -> None:
    hosts = exported(office, f"{ORGANISATIONS}?part=is_host&as=xlsx")
    assert cast.organisations["qingxi"].code in hosts
    assert cast.organisations["university"].code not in hosts
    one = cast.organisations["qingxi"].place
    found = exported(office, f"{PLACES}?q={one.code}&as=xlsx")
    assert one.code in found
    assert len(found) < len(exported(office, f"{PLACES}?as=xlsx"))
