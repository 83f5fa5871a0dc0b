"""A list made public, taken back, followed by letters; a place that is withdrawn or appointed to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.decisions.actions.telling.frame import PUBLISHED, address, officers_of
from shanhai.decisions.models import Decided
from shanhai.outbox.actions import say, say_to_all
from shanhai.plans.models import Explanation
from shanhai.sheets import Words

if TYPE_CHECKING:
    from shanhai.decisions.models import Appointment, Publication
    from shanhai.programme.models import Person
    from shanhai.programme.trail import Writing


def tell_decided(write: Writing, publication: Publication) -> None:
    """Tell everybody whom the plan speaks to that their explanation can be read, and units that the list is
    public.
    """
    subject = Words("The list is public", "名单已经公示")
    for person in _people(publication):
        _to_person(
            write,
            publication,
            person,
            subject=subject,
            body=Words(
                "The list for {cohort} is public. You can read why it was decided so for you. Whoever "
                "objects does so until {until}.",
                "{cohort}名单已经公示，您可以查看对您的安排及说明。如有异议，请于 {until} 前提出。",
            ),
            key=f"published-{publication.pk}",
        )
    _to_units(
        write,
        publication,
        subject=subject,
        body=Words(
            "The list for {cohort} is public, with people of yours on it. Whoever objects does so until "
            "{until}.",
            "{cohort}名单已经公示，其中有涉及贵单位的人员。如有异议，请于 {until} 前提出。",
        ),
        key=f"published-{publication.pk}",
    )


def tell_taken_back(write: Writing, publication: Publication) -> None:
    """Tell everybody to whom the list spoke that it no longer holds, and why."""
    said = {
        "subject": Words("The list was taken back", "名单已撤回"),
        "body": Words(
            "The list for {cohort} was taken back and no longer holds: {reason} You will be told when a new "
            "one is public.",
            "{cohort}名单已撤回，不再有效：{reason} 新名单公示时另行通知。",
        ),
        "key": f"taken-back-{publication.pk}",
    }
    for person in _people(publication):
        _to_person(write, publication, person, **said)
    _to_units(write, publication, **said)


def tell_letters(write: Writing, publication: Publication) -> None:
    """Send the letters: each person and each unit finds theirs where the message leads to."""
    places = Decided.objects.filter(publication=publication, state="standing")
    for place in places.select_related("person__account"):
        _to_person(
            write,
            publication,
            place.person,
            subject=Words("Your letter of secondment", "选派通知"),
            body=Words(
                "The list for {cohort} holds. Your letter is ready, as Word and as PDF.",
                "{cohort}名单已经生效，您的选派通知可供下载（Word、PDF）。",
            ),
            key=f"letters-{publication.pk}",
        )
    _to_units(
        write,
        publication,
        subject=Words("The letter to your unit", "致贵单位的函"),
        body=Words(
            "The list for {cohort} holds. The letter about your people is ready, as Word and as PDF.",
            "{cohort}名单已经生效，有关人员的函可供下载（Word、PDF）。",
        ),
        key=f"letters-{publication.pk}",
    )


def tell_withdrawn(write: Writing, place: Decided) -> None:
    """Tell the person and both units that a place no longer holds."""
    said = {
        "subject": Words("A place was withdrawn", "一项安排已退出"),
        "body": Words(
            "{person} is no longer to go to {host}: {reason}", "{person}不再到{host}挂职：{reason}"
        ),
        "fields": {
            "person": place.person.name,
            "host": place.order.host.name,
            "reason": place.reason,
        },
        "key": f"withdrawn-{place.pk}",
    }
    _of_place(write, place, **said)


def tell_appointed(write: Writing, paper: Appointment) -> None:
    """Tell the person and both units that the paper of a seat was issued, or that the body refused it."""
    is_issued = paper.state == "issued"
    said = {
        "subject": Words("The appointment paper is issued", "任职文件已印发")
        if is_issued
        else Words("The appointment was refused", "任职未获同意"),
        "body": Words("{person} at {host}: {body}, {number}", "{person}到{host}：{body}，{number}")
        if is_issued
        else Words(
            "{person} at {host}: {body} did not agree. {note}", "{person}到{host}：{body}未同意。{note}"
        ),
        "fields": {
            "person": paper.decided.person.name,
            "host": paper.decided.order.host.name,
            "body": paper.body,
            "number": paper.number,
            "note": paper.note,
        },
        "key": f"appointment-{paper.pk}-{paper.state}-{paper.version}",
    }
    _of_place(write, paper.decided, **said)


def _of_place(write: Writing, place: Decided, **said: object) -> None:
    publication = place.publication
    said |= {"kind": PUBLISHED, "about": publication, "person": place.person}
    say(write, to=place.person.account, url=address("own_place", publication.cohort), **said)
    units = [("host", place.order.host), ("home", place.person.home)]
    url = address("publication", publication.cohort, publication.number)
    say_to_all(write, officers_of(units, publication.cohort), url=url, **said)


def _people(publication: Publication) -> list[Person]:
    """Everybody whom the plan speaks to and who has an account."""
    told = Explanation.objects.filter(
        plan=publication.decision.plan, audience="person", person__account__isnull=False
    )
    return [each.person for each in told.select_related("person__account")]


def _to_person(write: Writing, publication: Publication, person: Person, **said: object) -> None:
    url = address("own_place", publication.cohort)
    fields, kind = _fields(publication), PUBLISHED
    say(write, to=person.account, person=person, kind=kind, fields=fields, url=url, about=publication, **said)


def _to_units(write: Writing, publication: Publication, **said: object) -> None:
    places = Decided.objects.filter(publication=publication).select_related("person__home", "order__host")
    units = [unit for each in places for unit in (("host", each.order.host), ("home", each.person.home))]
    url = address("publication", publication.cohort, publication.number)
    fields, told = _fields(publication), officers_of(units, publication.cohort)
    say_to_all(write, told, kind=PUBLISHED, fields=fields, url=url, about=publication, **said)


def _fields(publication: Publication) -> dict[str, str]:
    return {
        "cohort": publication.cohort.name,
        "until": f"{publication.objections_until:%Y-%m-%d}",
        "reason": publication.reason,
    }
