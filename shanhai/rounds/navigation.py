"""Where the round stands in the navigation, and what waits in it for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from shanhai.pages.navigation import Entry, Stage, Step
from shanhai.rounds import rules
from shanhai.rounds.words import MILESTONES, REASONS, STEP_TITLES, WHEN
from shanhai.sheets import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shanhai.programme.models import Account, Cohort

ENTRIES = (
    Entry(title=Words("Round", "批次进程"), view="rounds:round", needs=("rules.read",), order=30),
    Entry(title=Words("Rules", "选派规则"), view="rounds:rules", needs=("rules.read",), order=31),
    Entry(
        title=Words("Nominations", "推荐"),
        view="rounds:nominations",
        needs=("nominations.read", "own.dossier"),
        order=32,
        on_phone=3,
    ),
)


def steps(account: Account, cohort: Cohort) -> Iterable[Step]:
    """What waits for this account in the round, or what it may do next."""
    return [*_of_rules(account, cohort), *_of_the_round(account, cohort), *_of_nominations(account, cohort)]


def stages(cohort: Cohort) -> Iterator[Stage]:
    """From the rules to the sealed pool, and the end of the cohort."""
    from shanhai.rounds.queries import rules_in_force

    past = {
        "rules_frozen": rules_in_force(cohort) is not None,
        "orders_closed": cohort.orders_closed_at is not None,
        "nominations_open": cohort.stage != "preparing",
        "pool_sealed": cohort.stage not in ("preparing", "nominating"),
        "cohort_closed": cohort.stage == "closed",
    }
    for name, (order, title, awaits) in MILESTONES.items():
        yield Stage(title=title, is_past=past[name], awaits=awaits, order=order)


def _of_rules(account: Account, cohort: Cohort) -> Iterator[Step]:
    from shanhai.rounds.models import RuleSet
    from shanhai.rounds.queries import writer

    may = account.standing.may
    programme = cohort.programme_id
    if not (may("rules.write", programme=programme) or may("rules.approve", programme=programme)):
        return
    versions = RuleSet.objects.filter(cohort=cohort)
    for version in versions.filter(state__in=("draft", "proposed")).select_related("cohort"):
        asker = writer(account, version)
        url = _url("rounds:rule_set", cohort, version.number)
        if version.state == "proposed" and asker.may_approve and not asker.has_written:
            yield Step(
                title=Words("Approve the rules", "审定选派规则"),
                why=Words(
                    "They were handed in and wait for somebody who wrote nothing in them.",
                    "规则已提交，待未参与起草的人审定。",
                ),
                url=url,
                label=Words("Read and decide", "阅读并决定"),
                state="waits",
                order=30,
            )
        elif version.state == "draft" and asker.may_write:
            yield Step(
                title=Words("Finish the rules", "完成选派规则"),
                why=Words(
                    "A draft is open; it has to be proposed before it can be frozen.",
                    "有草案尚未提交，提交后方可审定冻结。",
                ),
                url=url,
                label=Words("Write on", "继续起草"),
                order=31,
            )
    if may("rules.write", programme=programme) and not versions.exists():
        yield Step(
            title=Words("Write the rules", "起草选派规则"),
            why=Words("Rules come before names: nothing else can open first.", "规则先于人选：须先定规则。"),
            url=_url("rounds:rules", cohort),
            label=Words("Begin", "开始"),
            state="waits",
            order=30,
        )


def _of_the_round(account: Account, cohort: Cohort) -> Iterator[Step]:
    from shanhai.rounds.queries import facts

    if not account.standing.may("round.move", programme=cohort.programme_id):
        return
    known = facts(cohort)
    name = rules.next_step(known)
    if not name:
        return
    answer = rules.step(name, known)
    if answer.may:
        yield Step(
            title=STEP_TITLES[name],
            why=WHEN[name],
            url=_url("rounds:round", cohort),
            label=Words("Go to the round", "查看批次进程"),
            # Orders may be closed before the rules are frozen, but nothing waits for it.
            state="waits" if known.rules_frozen else "open",
            order=33,
        )
    elif name == "seal":
        yield Step(
            title=Words("See how far the nominations are", "查看推荐进展"),
            why=REASONS[answer.why],
            url=_url("rounds:nominations", cohort),
            label=Words("To the nominations", "查看推荐"),
            order=33,
        )


def _of_nominations(account: Account, cohort: Cohort) -> Iterator[Step]:
    from shanhai.rounds.models import Nomination

    if cohort.stage != "nominating":
        return
    may, programme = account.standing.may, cohort.programme_id
    for mine in Nomination.objects.filter(
        cohort=cohort, person__account=account, state__in=("put_forward", "returned")
    ):
        yield Step(
            title=Words("Complete your dossier", "完善本人档案"),
            why=Words(
                "Your organisation has put you forward. Say where you would like to go, and confirm.",
                "单位已推荐您。请填写志愿并确认。",
            ),
            url=_url("rounds:complete", cohort, mine.pk),
            label=Words("Complete", "完善"),
            state="waits",
            order=10,
        )
    if may("nominations.write", programme=programme):
        yield Step(
            title=Words("Put people forward", "推荐人选"),
            why=Words("Nominations are open.", "推荐正在进行。"),
            url=_url("rounds:put_forward", cohort),
            label=Words("Put forward", "推荐"),
            order=34,
        )
    if may("vetting.write", programme=programme) and _waits_for_vetting(cohort):
        yield Step(
            title=Words("Enter the answers of the vetting body", "录入审核结论"),
            why=Words("Completed dossiers wait for it.", "有已完善的档案待录入。"),
            url=_url("rounds:nominations", cohort) + "?state=completed",
            label=Words("Show them", "查看"),
            state="waits",
            order=35,
        )


def _waits_for_vetting(cohort: Cohort) -> bool:
    from shanhai.rounds.models import Nomination

    return Nomination.objects.filter(cohort=cohort, state="completed").exists()


def _url(view: str, cohort: Cohort, *more: object) -> str:
    return reverse(view, args=[cohort.programme.code, cohort.code, *more])
