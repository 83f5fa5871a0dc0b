"""What tests of the desk work with: topics, units that can give something, a calendar, and requests."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.test import Client

from shanhai.desk import actions
from shanhai.desk.models import Competence, Day, Request, Topic
from shanhai.programme.models import Account, RoleHeld
from shanhai.programme.trail import writing

if TYPE_CHECKING:
    from shanhai.programme.models import Organisation
    from tests.cast import Cast

WORDS = "村里的鱼塘连续死鱼，已有三户受损，请派人来检测水质。"


def calendar_for(cast: Cast, *years: int) -> None:
    """A calendar with New Year off, for each year."""
    with writing(by=None, action="test") as write:
        for year in years:
            write.save(Day(programme=cast.haiyue, day=date(year, 1, 1), kind="holiday", name="元旦"))


def calendar_now(cast: Cast) -> None:
    """The calendars of this year and the next ones, whenever the test runs."""
    this = date.today().year
    calendar_for(cast, this - 1, this, this + 1)


def topic_of(cast: Cast, code: str = "T1", name: str = "水产技术", programme=None) -> Topic:
    """A topic, made once."""
    programme = programme or cast.haiyue
    found = Topic.objects.filter(programme=programme, code=code).first()
    if found:
        return found
    with writing(by=None, action="test") as write:
        return write.save(Topic(programme=programme, code=code, name=name))


def competence_of(cast: Cast, unit: str = "university", *, capacity: int = 10, **values) -> Competence:
    """What a unit can give: the first topic, everywhere."""
    topic_of(cast)
    made = Competence(
        programme=cast.haiyue,
        unit=cast.organisations[unit],
        topics=values.pop("topics", ["T1"]),
        places=values.pop("places", []),
        capacity=capacity,
        **values,
    )
    with writing(by=None, action="test") as write:
        return write.save(made)


def request_of(cast: Cast, by: str = "secondee", text: str = WORDS, **values) -> Request:
    """A request as somebody reports it, about water, at Qingxi."""
    said = actions.Said(
        text=text,
        topic=values.pop("topic", None) or topic_of(cast),
        place=values.pop("place", cast.places["qingxi"]),
        photos=values.pop("photos", ()),
        is_urgent=values.pop("is_urgent", False),
    )
    return actions.report(by=cast.accounts[by], programme=cast.haiyue, said=said, **values)


def routed(cast: Cast, unit: str = "university", **values) -> Request:
    """A request that the desk has sent to a unit."""
    made = request_of(cast, **values)
    return actions.route_by_hand(by=cast.office, request=made, unit=cast.organisations[unit])


def taken_on(cast: Cast, **values) -> Request:
    """A request that its unit works on."""
    made = routed(cast, **values)
    return actions.take(by=cast.responder, request=made, name="take_on")


def solved(cast: Cast, **values) -> Request:
    """A request that its unit says is solved."""
    made = taken_on(cast, **values)
    return actions.take(by=cast.responder, request=made, name="solve", text="已派人检测并换水。")


def contact_of(cast: Cast, firm: Organisation) -> Account:
    """The contact of a firm, with an account."""
    account = Account(username=f"contact-{firm.code}", name=f"{firm} 联系人", language="en")
    with writing(by=None, action="test") as write:
        write.save(account)
        write.save(RoleHeld(account=account, role="contact", programme=cast.haiyue, organisation=firm))
    return account


def browser_of(cast: Cast, name: str) -> Client:
    """A browser in which this account of the cast has signed in."""
    client = Client()
    client.force_login(cast.accounts[name], backend="django.contrib.auth.backends.ModelBackend")
    return client
