"""What the routes of a round are asked about."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from shanhai.rounds import actions
from shanhai.rounds.models import Nomination, RuleSet
from tests.access.table import Subject, subject
from tests.decisions import scene as decisions
from tests.placements import scene as placements
from tests.plans import scene as plans
from tests.rounds import scene

if TYPE_CHECKING:
    from tests.cast import Cast

ROUND = {"programme": "haiyue", "cohort": "2022"}


def _of(number: int = 1, **more: Any) -> dict[str, Any]:
    return {**ROUND, "number": number, **more}


def _form(record: RuleSet | Nomination, **body: Any) -> dict[str, Any]:
    """What a form sends along besides what is typed: the version that was read, and what stood there."""
    return {"version": record.version, "as_read": json.dumps({"as it": "was"}), **body}


# The cohort and its steps.


@subject("round")
def _(cast: Cast) -> Subject:
    return Subject(ROUND)


@subject("round_step", "ready_to_close_orders")
def _(cast: Cast) -> Subject:
    scene.order_accepted(cast)
    return Subject(ROUND, {"step": "close_orders", "version": scene.fresh(cast).version})


@subject("round_step", "orders_closed")
def _(cast: Cast) -> Subject:
    scene.order_accepted(cast)
    actions.close_orders(by=cast.office, cohort=scene.fresh(cast))
    body = {"step": "reopen_orders", "version": scene.fresh(cast).version, "reason": "forgotten"}
    return Subject(ROUND, body)


@subject("round_step", "rules_not_frozen")
def _(cast: Cast) -> Subject:
    scene.order_accepted(cast)
    actions.close_orders(by=cast.office, cohort=scene.fresh(cast))
    return Subject(ROUND, {"step": "open_nominations", "version": scene.fresh(cast).version})


@subject("round_step", "ready_to_open")
def _(cast: Cast) -> Subject:
    scene.rules_frozen(cast)
    scene.order_accepted(cast)
    actions.close_orders(by=cast.office, cohort=scene.fresh(cast))
    return Subject(ROUND, {"step": "open_nominations", "version": scene.fresh(cast).version})


@subject("round_step", "ready_to_seal")
def _(cast: Cast) -> Subject:
    scene.nominations_open(cast)
    scene.cleared(cast, scene.completed(cast, scene.put_forward(cast)))
    return Subject(ROUND, {"step": "seal", "version": scene.fresh(cast).version})


@subject("round_step", "nothing_under_way")
def _(cast: Cast) -> Subject:
    plans.sealed(cast)
    return _closing(cast)


@subject("round_step", "before_the_panel")
def _(cast: Cast) -> Subject:
    decisions.consulting(cast)
    return _closing(cast)


@subject("round_step", "signed_unpublished")
def _(cast: Cast) -> Subject:
    decisions.signed(cast)
    return _closing(cast)


@subject("round_step", "somebody_in_post")
def _(cast: Cast) -> Subject:
    plans.sealed(cast)
    placements.in_post(cast)
    return _closing(cast)


@subject("round_step", "closed")
def _(cast: Cast) -> Subject:
    plans.sealed(cast)
    actions.close(by=cast.office, cohort=scene.fresh(cast), reason="over")
    return _closing(cast)


def _closing(cast: Cast) -> Subject:
    return Subject(ROUND, {"step": "close", "version": scene.fresh(cast).version, "reason": "over"})


# Rules.


@subject("begin_rules")
def _(cast: Cast) -> Subject:
    return Subject(ROUND, {"start": "usual"})


@subject("begin_rules", "draft_open")
def _(cast: Cast) -> Subject:
    scene.rules_drafted(cast)
    return Subject(ROUND, {"reason": "again"})


@subject("rule_set", "draft")
def _(cast: Cast) -> Subject:
    scene.rules_drafted(cast)
    return Subject(_of())


@subject("rule_set", "frozen")
def _(cast: Cast) -> Subject:
    scene.rules_frozen(cast)
    return Subject(_of())


@subject("foreign_rule_set", "draft")
def _(cast: Cast) -> Subject:
    actions.new_version(by=cast.foreign_office, cohort=cast.foreign_cohort)
    return Subject({"programme": "linhai", "cohort": "2022", "number": 1})


def _step(cast: Cast, name: str, rule_set: RuleSet) -> Subject:
    body = {"step": name, "version": rule_set.version, "reason": "because"}
    return Subject(_of(), body)


@subject("propose_rules", "draft")
def _(cast: Cast) -> Subject:
    return _step(cast, "propose", scene.rules_drafted(cast))


@subject("take_back_rules", "proposed")
def _(cast: Cast) -> Subject:
    return _step(cast, "take_back", actions.propose(by=cast.office, rule_set=scene.rules_drafted(cast)))


@subject("approve_rules", "proposed")
def _(cast: Cast) -> Subject:
    return _step(cast, "approve", actions.propose(by=cast.office, rule_set=scene.rules_drafted(cast)))


@subject("approve_rules", "draft")
def _(cast: Cast) -> Subject:
    return _step(cast, "approve", scene.rules_drafted(cast))


@subject("send_back_rules", "proposed")
def _(cast: Cast) -> Subject:
    return _step(cast, "send_back", actions.propose(by=cast.office, rule_set=scene.rules_drafted(cast)))


@subject("discard_rules", "draft")
def _(cast: Cast) -> Subject:
    return _step(cast, "discard", scene.rules_drafted(cast))


@subject("discard_rules", "frozen")
def _(cast: Cast) -> Subject:
    return _step(cast, "discard", scene.rules_frozen(cast))


@subject("rule_settings", "draft")
def _(cast: Cast) -> Subject:
    return Subject(_of(), _form(scene.rules_drafted(cast), fair_over="place"))


@subject("rule_settings", "frozen")
def _(cast: Cast) -> Subject:
    return Subject(_of(), _form(scene.rules_frozen(cast), fair_over="place"))


@subject("new_rule", "draft")
def _(cast: Cast) -> Subject:
    scene.rules_drafted(cast)
    return Subject(_of(), {"number": "2", "people.level": "5"}, "?kind=at_most")


@subject("new_rule", "frozen")
def _(cast: Cast) -> Subject:
    scene.rules_frozen(cast)
    return Subject(_of(), {"number": "2"}, "?kind=at_most")


@subject("new_rule", "unknown_home")
def _(cast: Cast) -> Subject:
    scene.rules_drafted(cast)
    return Subject(_of(), {"number": "2", "people.home": "U77"}, "?kind=at_most")


@subject("rule", "draft")
def _(cast: Cast) -> Subject:
    line = scene.rules_drafted(cast).rules.get()
    return Subject(_of(pk=line.pk), {"number": "2", "version": line.version, "way": "up"})


@subject("rule", "with_neighbour")
def _(cast: Cast) -> Subject:
    draft = scene.rules_drafted(cast)
    line = actions.write_rule(by=cast.office, rule_set=draft, kind="order_minimum", values={})
    return Subject(_of(pk=line.pk), {"way": "up"})


@subject("rule", "frozen")
def _(cast: Cast) -> Subject:
    line = scene.rules_frozen(cast).rules.get()
    return Subject(_of(pk=line.pk), {"number": "2", "version": line.version, "way": "up"})


@subject("new_criterion", "draft")
def _(cast: Cast) -> Subject:
    scene.rules_drafted(cast)
    return Subject(_of(), {"weight": "5"}, "?kind=travel")


@subject("criterion", "draft")
def _(cast: Cast) -> Subject:
    line = scene.rules_drafted(cast).criteria.get(kind="industry")
    return Subject(_of(pk=line.pk), {"weight": "5", "version": line.version, "way": "up"})


@subject("book", "handed_in")
def _(cast: Cast) -> Subject:
    return Subject(_of(), {"file": scene.book_of(scene.rules_drafted(cast))})


@subject("book", "confirmed")
def _(cast: Cast) -> Subject:
    return _book(scene.rules_drafted(cast))


@subject("book", "of_another_version")
def _(cast: Cast) -> Subject:
    draft = scene.rules_drafted(cast)
    return Subject(_of(), _book(draft).body | {"lines": scene.signed_lines(draft.pk + 1, {})})


@subject("book", "frozen")
def _(cast: Cast) -> Subject:
    return _book(scene.rules_frozen(cast))


def _book(version: RuleSet) -> Subject:
    rows = {
        "rules": [{"id": "R9", "kind": "at_most", "number": 2}],
        "weights": [{"criterion": "level", "weight": 9}],
        "pairs": [],
    }
    return Subject(_of(), {"lines": scene.signed_lines(version.pk, rows), "version": version.version})


@subject("try_rules", "draft")
def _(cast: Cast) -> Subject:
    scene.rules_drafted(cast)
    return Subject(_of(), {"on": "invented"})


@subject("try_out", "waiting")
def _(cast: Cast) -> Subject:
    asked = actions.ask_try_out(by=cast.office, rule_set=scene.rules_drafted(cast), on="invented")
    return Subject(_of(pk=asked.pk))


# Nominations.


@subject("nominations", "open")
def _(cast: Cast) -> Subject:
    scene.nominations_open(cast)
    scene.put_forward(cast)
    return Subject(ROUND)


def _candidate(cast: Cast, whom: str) -> Subject:
    scene.nominations_open(cast)
    return Subject(ROUND, {"person": cast.people[whom].pk})


@subject("put_forward_li", "open")
def _(cast: Cast) -> Subject:
    return _candidate(cast, "li")


@subject("put_forward_wang", "open")
def _(cast: Cast) -> Subject:
    return _candidate(cast, "wang")


@subject("put_forward_foreigner", "open")
def _(cast: Cast) -> Subject:
    return _candidate(cast, "zhou")


@subject("put_forward_li", "closed")
def _(cast: Cast) -> Subject:
    return Subject(ROUND, {"person": cast.people["li"].pk})


@subject("quota")
def _(cast: Cast) -> Subject:
    return Subject(ROUND, {"organisation": "U01", "most": "3"})


@subject("quota", "of_a_foreign_school")
def _(cast: Cast) -> Subject:
    return Subject(ROUND, {"organisation": "U90", "most": "3"})


def _nomination(cast: Cast, nomination: Nomination, **body: Any) -> Subject:
    return Subject({**ROUND, "pk": nomination.pk}, _form(nomination, **body))


def _dossier(cast: Cast, nomination: Nomination) -> Subject:
    said = {"wishes": "C11", "directions": ["down"], "consents": "yes", "on_paper": "yes"}
    return _nomination(cast, nomination, **said)


@subject("dossier", "put_forward")
def _(cast: Cast) -> Subject:
    scene.nominations_open(cast)
    return _dossier(cast, scene.put_forward(cast))


@subject("dossier", "sealed")
def _(cast: Cast) -> Subject:
    scene.nominations_open(cast)
    scene.in_the_pool(cast, "li")
    return _dossier(cast, Nomination.objects.get())


@subject("withdraw", "put_forward")
def _(cast: Cast) -> Subject:
    scene.nominations_open(cast)
    return _nomination(cast, scene.put_forward(cast), step="withdraw", reason="because")


@subject("withdraw", "without_reason")
def _(cast: Cast) -> Subject:
    scene.nominations_open(cast)
    return _nomination(cast, scene.put_forward(cast), step="withdraw")


@subject("withdraw", "sealed")
def _(cast: Cast) -> Subject:
    scene.nominations_open(cast)
    scene.in_the_pool(cast, "li")
    return _nomination(cast, Nomination.objects.get(), step="withdraw", reason="because")


@subject("return", "completed")
def _(cast: Cast) -> Subject:
    scene.nominations_open(cast)
    nomination = scene.completed(cast, scene.put_forward(cast))
    return _nomination(cast, nomination, step="return", reason="because")


@subject("put_forward_again", "withdrawn")
def _(cast: Cast) -> Subject:
    scene.nominations_open(cast)
    nomination = scene.put_forward(cast)
    nomination = actions.withdraw(by=cast.university_officer, nomination=nomination, reason="because")
    return _nomination(cast, nomination, step="put_forward")


def _answer(cast: Cast, nomination: Nomination) -> Subject:
    said = {"passed": "yes", "body": "审核机构", "signer": "周某", "on": "2022-03-01"}
    return _nomination(cast, nomination, **said)


@subject("vetting", "completed")
def _(cast: Cast) -> Subject:
    scene.nominations_open(cast)
    return _answer(cast, scene.completed(cast, scene.put_forward(cast)))


@subject("vet_many", "completed")
def _(cast: Cast) -> Subject:
    scene.nominations_open(cast)
    nomination = scene.completed(cast, scene.put_forward(cast))
    return Subject(ROUND, {"read": [f"{nomination.pk}:{nomination.version}"], **_YES})


@subject("vet_many", "not_yet_answered")
def _(cast: Cast) -> Subject:
    scene.nominations_open(cast)
    return Subject(ROUND, {"chosen": [scene.completed(cast, scene.put_forward(cast)).pk]})


@subject("vet_many", "of_the_future")
def _(cast: Cast) -> Subject:
    scene.nominations_open(cast)
    nomination = scene.completed(cast, scene.put_forward(cast))
    return Subject(ROUND, {"read": [f"{nomination.pk}:{nomination.version}"], **_YES, "on": "2999-01-01"})


_YES = {"passed": "yes", "body": "审核组（虚构）", "signer": "审核甲", "on": "2022-05-20"}


@subject("vetting", "put_forward")
def _(cast: Cast) -> Subject:
    scene.nominations_open(cast)
    return _answer(cast, scene.put_forward(cast))
