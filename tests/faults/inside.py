"""What tests of faults ask of an installation past its pages: to prepare records, and to look at them.

Runs as a process of its own with the settings of the installation: a line of JSON in for each question, one
out. `Clerk` is its other end. Neither is harmed when the server or the worker is killed.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cast import Cast
    from tests.faults.installation import Installation

_kept: dict[str, Cast] = {}


class Clerk:
    """Asks a process inside an installation: `clerk.orders_of("D1-")` calls `orders_of` below."""

    def __init__(self, house: Installation) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.inside"],
            env=house.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __getattr__(self, name: str) -> Any:
        """The question of that name."""

        def ask(*given: object) -> Any:
            print(json.dumps([name, given]), file=self._process.stdin, flush=True)
            answer = self._process.stdout.readline()
            assert answer, f"The clerk could not answer {name}{given}: see what it complained of above."
            return json.loads(answer)

        return ask

    def leave(self) -> None:
        """End the process."""
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()


@contextmanager
def clerk_in(house: Installation, *scenes: str) -> Iterator[Clerk]:
    """Somebody inside, who gathers the cast and plays these scenes first, and is not killed."""
    made = Clerk(house)
    made.gather_cast()
    for scene in scenes:
        getattr(made, scene)()
    yield made
    made.leave()


def gather_cast() -> None:
    """Write the cast, and roles enough for two officers of each kind. The password is hashed only once."""
    from django.contrib.auth.hashers import make_password

    from shanhai.programme.models import Account
    from tests.cast import PASSWORD, gather

    hashed = make_password(PASSWORD)
    Account.set_password = lambda self, _: setattr(self, "password", hashed)
    _kept["cast"] = gather()


def orders_in(state: str, count: int) -> list[int]:
    """New orders of Qingxi in that state."""
    from tests.registers.makers import order_of

    return [order_of(_kept["cast"], state=state).pk for _ in range(count)]


def rules_proposed(count: int, start: str = "usual") -> list[str]:
    """New cohorts, each with a first version of its rules that waits for approval. Returns: their codes."""
    from shanhai.programme.models import Cohort
    from shanhai.programme.trail import writing
    from shanhai.rounds import actions

    cast, codes = _kept["cast"], []
    for _ in range(count):
        code = f"c{Cohort.objects.count()}"
        with writing(by=cast.office, action="test") as write:
            cohort = write.save(Cohort(programme=cast.haiyue, code=code, name=code))
        draft = actions.new_version(by=cast.office, cohort=cohort, start=start)
        actions.propose(by=cast.office, rule_set=draft)
        codes.append(code)
    return codes


def nominations_opened(people: int) -> list[int]:
    """Open the nominations of the cast's cohort, with so many people on the university's roster."""
    from shanhai.programme.models import Person
    from shanhai.programme.trail import writing
    from tests.rounds import scene

    cast = _kept["cast"]
    scene.nominations_open(cast)
    home = cast.organisations["university"]
    made = [Person(code=f"P{n:04}", name=f"甲{n:04}", home=home, level=5) for n in range(people)]
    with writing(by=cast.office, action="test") as write:
        write.save_all(made)
    return [person.pk for person in made]


def plan_verified() -> int:
    """A plan of the cast's sealed pool, worked out and checked. Returns: its number."""
    from tests.plans import scene

    return scene.verified(_kept["cast"]).number


def pool_sealed() -> None:
    """The cast's pool is sealed."""
    from tests.plans import scene

    scene.sealed(_kept["cast"])


def key_of_plan(number: int) -> int:
    """The key of a plan by its number."""
    from shanhai.plans.models import Plan

    return Plan.objects.get(number=number).pk


def resume_plans() -> int:
    """What the schedule does for plans whose worker was killed, without the wait until they count as such."""
    from shanhai.plans import actions, progress

    progress.SILENT_AFTER = 0.0
    return actions.resume_cut_off()


def answered_by_all() -> int:
    """Everybody agrees or accepts. Returns: how many."""
    from shanhai.decisions.models import Decision
    from tests.decisions import scene

    decision = Decision.objects.get(state="consulting")
    return scene.answered(_kept["cast"], decision).answers.count()


def panel_named() -> None:
    """A panel of three and the procedure of the cast's cohort."""
    from tests.decisions import scene

    scene.laid_down(_kept["cast"])


def plans_of() -> list[dict[str, Any]]:
    """How the plans of the cast's cohort stand."""
    from shanhai.plans.models import Placed, Plan

    return [
        {"number": each.number, "state": each.state, "rows": Placed.objects.filter(plan=each).count()}
        for each in Plan.objects.order_by("number")
    ]


def decisions_of() -> list[dict[str, Any]]:
    """How the decisions stand, with who signed and whether the list is public."""
    from shanhai.decisions.models import Decided, Decision

    return [
        {
            "pk": each.pk,
            "state": each.state,
            "plan": each.plan.state,
            "signed": sorted(each.signatures.values_list("member__account__username", flat=True)),
            "lists": sorted(each.publications.values_list("state", flat=True)),
            "places": Decided.objects.filter(publication__decision=each).count(),
        }
        for each in Decision.objects.select_related("plan").order_by("pk")
    ]


def letters_told() -> dict[str, int]:
    """How many messages about letters each account got."""
    from shanhai.outbox.models import Message

    told = Message.objects.filter(key__startswith="letters-").values_list("to__username", flat=True)
    return dict(Counter(told))


def window_over() -> None:
    """The objection window of the list that is public has passed."""
    from shanhai.decisions.models import Publication
    from tests.decisions import scene

    scene.after_the_window(Publication.objects.get(state="published"))


def explained() -> int:
    """What the job of explanations does. Returns: how many were written."""
    from shanhai.plans.actions.explaining import explain
    from shanhai.plans.models import Plan

    return sum(explain(plan.pk) for plan in Plan.objects.filter(state__in=("signed", "proposed", "verified")))


def has_code_app(username: str, secret: str) -> None:
    """An account has set up an app for codes."""
    from allauth.mfa.totp.internal.auth import TOTP

    from shanhai.programme.models import Account

    TOTP.activate(Account.objects.get(username=username), secret)


def order(pk: int) -> dict[str, Any]:
    """How an order stands."""
    from shanhai.registers.models import Order

    found = Order.objects.select_related("checked_by").get(pk=pk)
    checked_by = found.checked_by and found.checked_by.username
    return {"title": found.title, "state": found.state, "version": found.version, "checked_by": checked_by}


def titles(beginning: str) -> list[str]:
    """The titles of all orders that begin so."""
    from shanhai.registers.models import Order

    return list(Order.objects.filter(title__startswith=beginning).values_list("title", flat=True))


def rules_of(cohort: str) -> list[dict[str, Any]]:
    """How the versions of a cohort's rules stand."""
    from shanhai.rounds.models import RuleSet

    found = RuleSet.objects.filter(cohort__code=cohort).select_related("approved_by")
    return [
        {
            "state": each.state,
            "approved_by": each.approved_by and each.approved_by.username,
            "is_sealed": bool(each.fingerprint and each.frozen_at),
        }
        for each in found
    ]


def nominations_of(person: int) -> list[dict[str, Any]]:
    """The nominations of a person, and whether all who judge them were let see the person."""
    from shanhai.programme.models import Grant, Person
    from shanhai.rounds.actions.nominations import SEEN_BY
    from shanhai.rounds.models import Nomination

    grants = Grant.objects.filter(kind=Person.label(), object_id=person).count()
    return [
        {"why": each.why, "is_seen": grants == len(SEEN_BY)}
        for each in Nomination.objects.filter(person=person)
    ]


def requests_taken_on(count: int) -> list[int]:
    """Requests that the university works on, each reported by the secondee."""
    from tests.desk.makers import taken_on

    return [taken_on(_kept["cast"], text=f"第 {n} 件：鱼塘死鱼，请派人检测。").pk for n in range(count)]


def request(pk: int) -> dict[str, Any]:
    """How a request stands: whose it is, who asks, and what was done with it."""
    from shanhai.desk.models import Request

    found = Request.objects.select_related("unit").get(pk=pk)
    return {
        "state": found.state,
        "unit": found.unit and found.unit.code,
        "leads": list(
            found.assignments.filter(ended_at=None, is_lead=True).values_list("unit__code", flat=True)
        ),
        "askers": found.askers.count(),
        "steps": list(found.steps.order_by("pk").values_list("name", flat=True)),
    }


def reported(beginning: str) -> list[str]:
    """The words of all requests that begin so, with an asker and a first step each."""
    from shanhai.desk.models import Request

    found = Request.objects.filter(text__startswith=beginning, askers__isnull=False, steps__name="report")
    return list(found.order_by("pk").values_list("text", flat=True))


def review_asked() -> list[int]:
    """A mid-term review that Qingxi is asked for. Returns: the placement and the review."""
    from tests.placements import scene

    cast = _kept["cast"]
    placement = scene.in_post(cast)
    return [placement.pk, scene.asked(cast, placement)["host"].pk]


def placements_inducted(count: int) -> list[int]:
    """Placements whose people may arrive any day."""
    from shanhai.placements.models import Placement, ReturnPlan
    from shanhai.programme.models import Person
    from shanhai.programme.trail import writing
    from tests.placements import scene

    cast = _kept["cast"]
    home, order = cast.organisations["university"], scene.order(cast, "D90", seats=count)
    people = [Person(code=f"A{n:04}", name=f"乙{n:04}", home=home, level=5) for n in range(count)]
    with writing(by=cast.office, action="test") as write:
        write.save_all(people)
        made = [
            Placement(
                cohort=cast.cohort, person=person, order=order, seat=seat, host=order.host, home=home,
                state="inducted", starts=scene.STARTS, ends=scene.ENDS,
            )
            for seat, person in enumerate(people, start=1)
        ]  # fmt: skip
        write.save_all(made)
        write.save_all([ReturnPlan(placement=each, post="讲师", contact="办公室") for each in made])
    return [placement.pk for placement in made]


def placement(pk: int) -> dict[str, Any]:
    """How a placement stands, and how many were told of its last step."""
    from shanhai.outbox.models import Message
    from shanhai.placements.models import Placement

    found = Placement.objects.get(pk=pk)
    return {
        "state": found.state,
        "has_arrived": found.arrived_on is not None,
        "version": found.version,
        "told": Message.objects.filter(key=f"placement:{pk}:arrive:{found.version}").count(),
    }


def review(pk: int) -> dict[str, Any]:
    """How a review stands."""
    from shanhai.placements.models import Review

    found = Review.objects.get(pk=pk)
    return {"state": found.state, "answers": found.answers, "version": found.version}


def states_of_imports(name: str) -> list[str]:
    """Where each import of a file of that name stands."""
    from shanhai.programme.models import Import

    return list(Import.objects.filter(name=name).values_list("state", flat=True))


def resume() -> int:
    """What the schedule does for imports that were cut off, without the wait until they count as such."""
    from shanhai.programme.imports import jobs

    jobs.CUT_OFF_AFTER = timedelta(0)
    return jobs.resume_cut_off()


def disagreements() -> list[str]:
    """Where the records, their versions and the trail disagree; nothing in good order."""
    from shanhai.programme import audit, chain
    from shanhai.programme.moments import one_moment

    head = chain.publish_head(by=None)
    # The worker goes on writing: tables read one after the other would differ by what it writes in between.
    with one_moment():
        report = audit.verify(head.position, head.digest)
        return [f"{each.code}: {each.about} {each.detail}" for each in report.findings] + _events_amiss()


def _events_amiss() -> list[str]:
    """Versions of records that have no event, and those that have several."""
    from shanhai.programme import audit
    from shanhai.programme.models import Event

    events = Counter(Event.objects.values_list("kind", "object_id", "object_version"))
    found = [f"{count} events of {key}" for key, count in events.items() if count != 1]
    for model in audit.recorded_models():
        for pk, version in model._default_manager.values_list("pk", "version"):
            missing = [v for v in range(1, version + 1) if (model.label(), pk, v) not in events]
            found += [f"no event of {model.label()} {pk} v{v}" for v in missing]
    return found


def _answer_questions() -> None:
    import django

    django.setup()
    for line in sys.stdin:
        name, given = json.loads(line)
        print(json.dumps(globals()[name](*given)), flush=True)


if __name__ == "__main__":
    _answer_questions()
