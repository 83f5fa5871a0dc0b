"""Reviews, and the forms that they answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from shanhai.placements import notices, queries, rules
from shanhai.placements.actions.refused import StepRefused, only, refuse_if
from shanhai.placements.actions.steps import WITH_ALL, take
from shanhai.placements.models import Form, Placement, Review
from shanhai.placements.questions import Question, faults
from shanhai.placements.usual import QUESTIONS
from shanhai.placements.words import MOMENTS, REASONS
from shanhai.programme.trail import check_fresh, locked, writing
from shanhai.sheets import Words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from shanhai.programme.models import Account, Programme
    from shanhai.programme.trail import Writing

_SUBJECT = Words("A review is asked of you", "请填写评估")
_BODY = Words("{person}, {host}: {moment}, until {due}.", "{person}（{host}）：{moment}，请于 {due} 前填写。")


def write_form(
    *, by: Account, programme: Programme, moment: str, side: str, questions: list[Question] | None = None
) -> Form:
    """Write the draft of a form's next version: with these questions, or with those in force, or the usual.

    Raises: PermissionDenied; StepRefused.
    """
    if not by.standing.may("placements.run", programme=programme.pk):
        raise PermissionDenied("placements.run")
    with writing(by=by, action="forms.write") as write:
        versions = Form.objects.select_for_update().filter(programme=programme, moment=moment, side=side)
        draft = versions.filter(state="draft").first()
        stands = versions.filter(state="in_force").first()
        if draft is None:
            last = versions.order_by("-number").first()
            draft = Form(programme=programme, moment=moment, side=side, number=last.number + 1 if last else 1)
            draft.questions = (
                stands.questions if stands else [each.stored() for each in QUESTIONS[moment, side]]
            )
        if questions is not None:
            refuse_if("questions_missing" if faults(questions) else "")
            draft.questions = [each.stored() for each in questions]
        draft.written_by = by
        return write.save(draft)


def move_form(*, by: Account, form: Form, step: str, expected: int | None = None) -> Form:
    """Put a draft in force in place of the version before, or discard it ("put_in_force", "discard").

    Raises: PermissionDenied, also for whoever wrote it; StepRefused; Stale.
    """
    if not by.standing.may("placements.run", programme=form.programme_id):
        raise PermissionDenied("placements.run")
    with writing(by=by, action=f"forms.{step}") as write:
        stored = locked(form)
        if step == "put_in_force" and stored.written_by_id == by.pk:
            raise PermissionDenied(REASONS["own_form"].en)
        check_fresh(stored, expected)
        follows = rules.LIFE_OF_FORMS[stored.state].get(step)
        refuse_if("" if follows else "no_such_step")
        if step == "put_in_force":
            _retire(write, stored)
            stored.put_in_force_by = by
        stored.state = follows
        return write.save(stored)


def _retire(write: Writing, form: Form) -> None:
    same = Form.objects.select_for_update().filter(
        programme=form.programme_id, moment=form.moment, side=form.side, state="in_force"
    )
    for before in same:
        before.state = "retired"
        write.save(before)


def ask_reviews(
    *, by: Account | None, placement: Placement, moment: str, today: date | None = None
) -> list[Review]:
    """Ask all sides for a review; a side that was asked already, or has no form in force, is passed over.

    `by` is None for the clock. Raises: PermissionDenied; StepRefused where no side has a form.
    """
    with writing(by=by, action="reviews.ask") as write:
        stored = locked(placement, *WITH_ALL)
        if by is not None:
            only(queries.parts_in(by, stored), "office")
        refuse_if("" if stored.state in (*rules.PRESENT, "ended_early", "returned") else "not_in_post")
        in_force = {
            form.side: form
            for form in Form.objects.filter(
                programme=stored.cohort.programme_id, moment=moment, state="in_force"
            )
        }
        refuse_if("" if in_force else "no_form")
        asked = set(stored.reviews.filter(moment=moment).values_list("side", flat=True))
        due = (today or timezone.localdate()) + rules.DAYS_FOR_A_REVIEW
        made = [
            write.save(Review(placement=stored, moment=moment, side=side, form=form, due=due))
            for side, form in in_force.items()
            if side not in asked
        ]
        _tell(write, stored, made)
        return made


def _tell(write: Writing, placement: Placement, reviews: list[Review]) -> None:
    for review in reviews:
        notices.tell(
            write,
            placement,
            [review.side],
            what=f"review:{review.pk}",
            subject=_SUBJECT,
            body=_BODY,
            moment=MOMENTS[review.moment],
            due=review.due.isoformat(),
        )


def write_review(
    *, by: Account, review: Review, answers: Mapping[str, Any], hand_in: bool, expected: int | None = None
) -> Review:
    """Keep the answers to a review as a draft, or hand them in. When all sides have handed in their mid-term
    reviews the placement is reviewed.

    Raises: PermissionDenied for whoever is not the side that is asked; StepRefused; Stale.
    """
    step = "hand_in" if hand_in else "write"
    with writing(by=by, action=f"reviews.{step}") as write:
        placement = locked(review.placement, *WITH_ALL)
        stored = locked(review, "form")
        stored.placement = placement
        only(queries.parts_in(by, placement), stored.side)
        check_fresh(stored, expected)
        follows = rules.LIFE_OF_REVIEWS[stored.state].get(step)
        refuse_if("" if follows else "no_such_step")
        questions = [Question.of(each) for each in stored.form.questions]
        stored.answers = {
            each.key: answers[each.key] for each in questions if answers.get(each.key) is not None
        }
        if hand_in and any(each.required and each.key not in stored.answers for each in questions):
            raise StepRefused("empty")
        stored.state, stored.by = follows, by
        stored.at = timezone.now() if hand_in else None
        write.save(stored)
        if hand_in:
            _go_on(write, placement)
        return stored


def waive_review(*, by: Account, review: Review, reason: str, expected: int | None = None) -> Review:
    """Do without a review, saying why. Raises: PermissionDenied; StepRefused; Stale."""
    with writing(by=by, action="reviews.waive", reason=reason) as write:
        placement = locked(review.placement, *WITH_ALL)
        stored = locked(review)
        stored.placement = placement
        only(queries.parts_in(by, placement), "office")
        check_fresh(stored, expected)
        refuse_if("" if reason.strip() else "reason_missing")
        follows = rules.LIFE_OF_REVIEWS[stored.state].get("waive")
        refuse_if("" if follows else "no_such_step")
        stored.state = follows
        write.save(stored)
        _go_on(write, placement)
        return stored


def _go_on(write: Writing, placement: Placement) -> None:
    """A placement is reviewed when no mid-term review of it is open any more."""
    states = list(placement.reviews.filter(moment="mid_term").values_list("state", flat=True))
    is_done = bool(states) and all(state in ("handed_in", "waived") for state in states)
    if is_done and placement.state == "in_post":
        take(write, placement, "review", "reviewed")
