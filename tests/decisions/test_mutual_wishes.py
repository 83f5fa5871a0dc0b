"""Who and which host would rather have each other is for the panel alone; the auditor has it, as everything,
within the files under oath.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from shanhai.decisions import actions
from shanhai.plans.actions import open_board
from shanhai.plans.actions.explaining import explain
from shanhai.plans.fitting.warm import warm
from shanhai.plans.models import Explanation
from tests.decisions import scene
from tests.plans import scene as plans
from tests.website.program import Program

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

    from shanhai.decisions.models import Decision
    from tests.cast import Cast

pytestmark = pytest.mark.django_db
SAID = ("rather have each other", "相互更为中意", "相互更為中意")
NOT_THE_PANEL = ("office", "auditor", "qingxi_officer", "secondee")
#: Links to pages and files of plans and decisions; papers are looked at as Word, in one order.
_LINK = re.compile(
    r'href="(/(?:p/haiyue/2022/(?:plans|decisions|publications|objections|consultation|own-place)|list)/[^"#?]*)'
)


@pytest.fixture
def decision(cast: Cast) -> Decision:
    """A public decision. Li and an order of Qingxi wish for each other, and by hand Li is kept from it."""
    plans.sealed(cast, seats=3, named=["P-li"])
    kept_from = {"kind": "forbid", "person": cast.people["li"], "order": plans.order("林业技术员")}
    plan = plans.proposed(cast, overrides=[{**kept_from, "reason": "Needed elsewhere."}])
    assert warm(plan).told().mutual, "otherwise nothing could leak"
    explain(plan.pk)
    open_board(by=cast.office, plan=plan)
    scene.laid_down(cast)
    made = scene.answered(cast, actions.open_decision(by=cast.office, plan=plan))
    made = actions.open_signing(by=cast.office, decision=made)
    scene.sign(cast, made, "panel")
    scene.sign(cast, scene.again(made), "second_member")
    return actions.publish(by=cast.office, decision=scene.again(made)).decision


def texts(content: bytes) -> str:
    """What can be read in an answer: a page, or every part of a file that is packed."""
    if not content.startswith(b"PK"):
        return content.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return " ".join(package.read(name).decode(errors="replace") for name in package.namelist())


def everything_within_reach(client: Client, start: list[str]) -> Iterator[tuple[str, str]]:
    """Every page and file of plans and decisions that links lead to from there."""
    waiting, known = list(start), set(start)
    while waiting:
        address = waiting.pop()
        answer = client.get(address, follow=True)
        said = texts(b"".join(answer) if answer.streaming else answer.content)
        yield address, said
        further = {found for found in _LINK.findall(said) if not found.endswith(".pdf")} - known
        known |= further
        waiting += sorted(further)


def test_no_page_or_file_tells_anybody_but_the_panel(cast: Cast, client: Client, decision: Decision) -> None:
    at = [decision.cohort.programme.code, decision.cohort.code]
    start = [
        reverse("plans:plan", args=[*at, decision.plan.number]),
        reverse("decisions:decision", args=[*at, decision.pk]),
        reverse("decisions:sheet", args=[*at, decision.pk, "docx"]),
        reverse("decisions:own_place", args=at),
        *(reverse("plans:explanation", args=[*at, each.pk]) for each in Explanation.objects.all()),
    ]
    client.force_login(cast.panel)
    found = {address for address, said in everything_within_reach(client, start) if said.count(SAID[0])}
    assert {start[0], start[1], start[2]} <= found
    for name in NOT_THE_PANEL:
        client.force_login(getattr(cast, name))
        files = [start[1] + "files/", start[0] + "files"] if name != "auditor" else []
        read = dict(everything_within_reach(client, start + files))
        assert [address for address, said in read.items() if any(each in said for each in SAID)] == []
        packed = [address for address, said in read.items() if '"mutual": [' in said]
        assert (len(packed) == 2) == (name == "auditor"), packed


@pytest.mark.parametrize("name", ["office", "auditor"])
def test_the_trail_tells_that_it_was_written_and_not_what(
    cast: Cast, client: Client, decision: Decision, name: str
) -> None:
    program = Program(client, getattr(cast, name), "trail.read", "plans.read", "decisions.read")
    events = program.get("/api/v1/programmes/haiyue/events?kind=plans.explanation").json()
    wishes = Explanation.objects.get(audience="wishes", plan=decision.plan)
    hosts = Explanation.objects.filter(audience="host")
    assert SAID[0] not in str(events)
    shown = {event["is_open"] for event in events}
    assert shown == {True, False}, "what else is told is read as ever"
    of_wishes = program.get(f"/api/v1/programmes/haiyue/events?kind=plans.explanation&id={wishes.pk}").json()
    assert [(each["before"], each["after"]) for each in of_wishes] == [(None, None)] * 2
    of_host = program.get(f"/api/v1/programmes/haiyue/events?kind=plans.explanation&id={hosts[0].pk}").json()
    assert of_host[0]["after"]["texts"]
