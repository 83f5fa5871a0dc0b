"""What waits for somebody in the placements of a cohort."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from shanhai.decisions.models import Decided, Publication
from shanhai.placements import rules
from shanhai.placements.models import Extension, Form, Placement, ReturnPlan, Review
from shanhai.placements.queries.placements import parts_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

    from shanhai.programme.models import Account, Cohort

_TWO_WEEKS = timedelta(days=14)


def of_side(account: Account, side: str, to: str = "placement__") -> Q:
    """Which records belong to placements in which an account is one side: it sees those placements."""
    standing, programme = account.standing, f"{to}cohort__programme"
    if side == "person":
        return Q(**{f"{to}person__account": account})
    if side == "office":
        return standing.within("placements.run", programme=programme)
    return standing.within(_ALLOWS[side], programme=programme, organisation=f"{to}{side}")


_ALLOWS = {"office": "placements.run", "host": "placements.receive", "home": "placements.send"}


def _sides(account: Account, cohort: Cohort, among: Iterable[str]) -> list[str]:
    """Of these sides those in which an account may be in a placement of the cohort."""
    may, programme = account.standing.may, cohort.programme_id
    return [side for side in among if side == "person" or may(_ALLOWS[side], programme=programme)]


class Reviews(NamedTuple):
    """How many reviews somebody is asked for, and those of them that are due first."""

    count: int
    first: list[Review]


def reviews_asked(account: Account, cohort: Cohort, most: int) -> tuple[Reviews, Reviews]:
    """The reviews that somebody is asked for, those that are late and the others; `most` of each by name."""
    asked = Review.objects.filter(placement__cohort=cohort, state__in=("asked", "draft"))
    by_side = [
        asked.filter(of_side(account, side), side=side) for side in _sides(account, cohort, rules.SIDES)
    ]
    today = timezone.localdate()
    return _due(by_side, Q(due__lt=today), most), _due(by_side, Q(due__gte=today), most)


def _due(by_side: Sequence[QuerySet[Review]], when: Q, most: int) -> Reviews:
    found = [mine.filter(when) for mine in by_side]
    counts = [each.count() for each in found]
    rows = [
        row
        for each, count in zip(found, counts, strict=True)
        if count
        for row in each.select_related("placement__person", "placement__host").order_by("due", "pk")[:most]
    ]
    return Reviews(sum(counts), sorted(rows, key=lambda row: (row.due, row.pk))[:most])


def reviews_to_ask(placement: Placement) -> set[str]:
    """The moments of which some side has not been asked yet, though the programme has a form for it."""
    forms = Form.objects.filter(programme=placement.cohort.programme_id, state="in_force")
    asked = set(placement.reviews.values_list("moment", "side"))
    return {moment for moment, side in forms.values_list("moment", "side") if (moment, side) not in asked}


def extensions_to_answer(account: Account, cohort: Cohort) -> list[Extension]:
    """The longer terms that wait for a yes or no of this account."""
    asked = Extension.objects.visible_to(account).filter(placement__cohort=cohort, state="asked")
    asked = asked.select_related(
        "placement__person", "placement__host", "placement__home", "placement__cohort__programme"
    )
    return [each for each in asked if _waits_for(each, account)]


def _waits_for(extension: Extension, account: Account) -> bool:
    parts = parts_in(account, extension.placement)
    if any(side in parts and side not in extension.agreed for side in rules.SIDES):
        return True
    is_agreed = all(extension.agreed.get(side) for side in rules.SIDES)
    return is_agreed and "office" in parts and extension.asked_by_id != account.pk


def extensions_decided(account: Account, cohort: Cohort) -> QuerySet[Extension]:
    """The longer terms that an account asked for and that were decided on, of the last time."""
    found = Extension.objects.visible_to(account).filter(
        placement__cohort=cohort,
        asked_by=account,
        state__in=("approved", "refused"),
        asked_at__gte=timezone.now() - _TWO_WEEKS * 4,
    )
    return found.select_related("placement__person", "placement__cohort__programme")


def turns(account: Account, cohort: Cohort) -> Counter[tuple[str, str, bool]]:
    """In how many placements it is an account's turn: by state, what for, and whether it is late."""
    today = timezone.localdate()
    counts: Counter[tuple[str, str, bool]] = Counter()
    planned = Exists(ReturnPlan.objects.filter(placement=OuterRef("pk")))
    found = Placement.objects.filter(cohort=cohort).annotate(planned=planned).order_by()
    waiting = found.filter(state__in=(*rules.COMING, "ended_early"))
    # Told by what they are not, lest all that are under way be looked through, not those alone that are over.
    over = found.filter(ends__lt=today).exclude(state__in=(*rules.COMING, *rules.OVER))
    for side, records in product(_sides(account, cohort, _ALLOWS), (waiting, over)):
        mine = records.filter(of_side(account, side, ""))
        for state, kind, starts, ends, has_plan in mine.values_list(
            "state", "kind", "starts", "ends", "planned"
        ):
            whose, what = rules.turn(rules.Term(state, kind, starts, ends, None, has_plan), today)
            if whose == side:
                counts[state, what, starts < today] += 1
    return counts


def to_begin(account: Account, cohort: Cohort) -> Publication | None:
    """The settled list with places of which no placement has begun, for whoever may begin them."""
    if not account.standing.may("placements.run", programme=cohort.programme_id):
        return None
    settled = Publication.objects.visible_to(account).filter(cohort=cohort, state="settled")
    waiting = Decided.objects.filter(publication=OuterRef("pk"), state="standing", placement=None)
    return settled.filter(Exists(waiting)).first()


def course_of(cohort: Cohort) -> tuple[bool, bool]:
    """Whether anybody of a cohort has arrived, and whether nobody is on the way or away any more."""
    found = Placement.objects.filter(cohort=cohort).order_by()
    has_begun = found.filter(state__in=_BEGUN).exists()
    return has_begun, has_begun and not found.filter(state__in=_GOING_ON).exists()


_AT_HOME = ("returned", "followed_up")
_BEGUN = (*rules.PRESENT, "ended_early", *_AT_HOME)
_GOING_ON = (*rules.COMING, *rules.PRESENT, "ended_early")
