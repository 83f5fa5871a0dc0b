"""Sheets: an explanation on paper, what a host reads, and the sheet that is signed by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.decisions.papers import wording
from shanhai.decisions.papers.lists import foot
from shanhai.decisions.papers.proposals import proposal
from shanhai.papers import Break, Facts, Heading, Lines, Paper, Text, set_name
from shanhai.plans import queries as plans
from shanhai.plans.fitting.reading import overrides_told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shanhai.decisions.models import Decided, Decision, Publication
    from shanhai.papers import Block
    from shanhai.plans.fitting.reading import OverrideTold
    from shanhai.plans.models import Explanation
    from shanhai.programme.models import Organisation
    from shanhai.sheets import Language


def explanation_paper(publication: Publication, told: Explanation, language: Language) -> Paper:
    """What a person is told, on paper: the same sentences as on the page."""
    name = set_name(told.person.name) if told.person else ""
    blocks = (
        Text(wording.EXPLAINED_TO.say(language, name=name)),
        *(Text(sentence, indent=language != "en") for sentence in told.told(language)),
        Text(wording.ASK.say(language, contact=publication.contact)),
        Text(f"{wording.FINGERPRINT.text(language)}: {publication.decision.fingerprint}", small=True),
    )
    return Paper(wording.EXPLANATION_TITLE.text(language), language, blocks, foot(publication, language))


def host_sheet(
    publication: Publication,
    host: Organisation,
    told: Sequence[Explanation],
    places: Sequence[Decided],
    language: Language,
) -> Paper:
    """What a host reads: order by order who comes and why, or why nobody and what to change."""
    blocks: list[Text | Heading] = []
    for each in told:
        coming = [place for place in places if place.order_id == each.order_id]
        blocks.append(Heading(each.order.title))
        blocks += [
            Text(f"{set_name(place.person.name)}　{place.person.home.name}", bold=True) for place in coming
        ]
        if not coming:
            blocks.append(Text(wording.NOBODY.text(language), bold=True))
        blocks += [Text(sentence) for sentence in each.told(language)]
    blocks.append(Text(wording.ASK.say(language, contact=publication.contact)))
    title = wording.HOST_TITLE.say(language, host=host.name)
    return Paper(title, language, tuple(blocks), foot(publication, language))


def signing_sheet(
    decision: Decision, members: Sequence[str], language: Language, wishes: Sequence[str] = ()
) -> Paper:
    """The sheet that a member signs by hand, a page each, and the plan that is signed; the fingerprint stands
    on every page. `wishes` are the mutual wishes, where a member of the panel reads it.
    """
    plan = decision.plan
    overrides = list(plans.overrides_of(plan))
    facts = Facts(
        (
            (wording.PLAN_FACTS["plan"].text(language), str(plan)),
            (wording.FINGERPRINT.text(language), decision.fingerprint),
            (wording.PLAN_FACTS["placed"].text(language), f"{plan.placed} / {plan.people}"),
            (wording.PLAN_FACTS["filled"].text(language), f"{plan.filled} / {plan.seats}"),
            (wording.PLAN_FACTS["proposed"].text(language), str(plan.proposed_by or "—")),
            (wording.PLAN_FACTS["overrides"].text(language), str(len(overrides))),
        )
    )
    changes = [_change(each, language) for each in overrides_told(plan, overrides, language)]
    if changes:
        changes.insert(0, Heading(wording.OVERRIDES.text(language)))
    labels = tuple(each.text(language) for each in wording.SIGNING_LINES)
    blocks: list[Block] = []
    for name in members:
        blocks += [Break()] if blocks else []
        blocks += [
            Text(name, bold=True),
            Text(wording.SIGNING_INTRO.text(language), indent=language != "en"),
            facts,
            *changes,
            Lines(labels),
        ]
    blocks += [Break()] if blocks else []
    blocks += proposal(decision, language, wishes)
    title = wording.SIGNING_TITLE.say(language, cohort=decision.cohort.name)
    return Paper(title, language, tuple(blocks), _signed_foot(decision, language))


def _signed_foot(decision: Decision, language: Language) -> str:
    """What is at the foot of pages that belong to a signature: the beginning of what is signed."""
    begins = f"{wording.FINGERPRINT.text(language)} {decision.fingerprint[:16]}…"
    return "　".join(filter(None, (foot(decision, language), begins)))


def _change(made: OverrideTold, language: Language) -> Text:
    figures = [" ".join(each) for each in made.price] or [wording.NO_PRICE.text(language)]
    given = {"said": made.said, "reason": made.reason, "price": ", ".join(figures)}
    return Text(wording.OVERRIDE.say(language, **given))
