"""Longer terms: asked for by one side, agreed to by the others, decided by somebody else of the office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from shanhai.placements import notices, queries, rules
from shanhai.placements.actions.refused import StepRefused, only, refuse_if
from shanhai.placements.actions.steps import WITH_ALL, check_free
from shanhai.placements.models import Extension, Placement
from shanhai.placements.words import REASONS
from shanhai.programme.trail import check_fresh, locked, writing
from shanhai.sheets import Words

if TYPE_CHECKING:
    from datetime import date

    from shanhai.programme.models import Account
    from shanhai.programme.trail import Writing

_ASKED = Words("A longer term is asked for", "有延期申请待答复")
_ASKED_BODY = Words(
    "{person}, {home} → {host}: until {until}. Say whether you agree.",
    "{person}（{home}→{host}）：延期至 {until}，请答复是否同意。",
)
_DECIDED = Words("A longer term was decided on", "延期申请已有结果")
_DECIDED_BODY = Words(
    "{person}, {host}: until {until}: {state}.", "{person}（{host}）：延期至 {until}，{state}。"
)


def ask_extension(*, by: Account, placement: Placement, until: date, reason: str) -> Extension:
    """Ask for a longer term. The sides that ask agree. Raises: PermissionDenied; StepRefused."""
    with writing(by=by, action="extensions.ask", reason=reason) as write:
        stored = locked(placement, *WITH_ALL)
        parts = queries.parts_in(by, stored)
        only(parts, *rules.SIDES, "office")
        refuse_if(rules.extension(stored.term, until))
        refuse_if("" if reason.strip() else "reason_missing")
        refuse_if("one_extension_at_a_time" if stored.extensions.filter(state="asked").exists() else "")
        agreed = {side: True for side in rules.SIDES if side in parts}
        made = Extension(placement=stored, until=until, reason=reason.strip(), asked_by=by, agreed=agreed)
        write.save(made)
        notices.tell(
            write,
            stored,
            [side for side in rules.SIDES if side not in agreed],
            what=f"extension:{made.pk}",
            subject=_ASKED,
            body=_ASKED_BODY,
            until=until.isoformat(),
        )
        return made


def answer_extension(
    *,
    by: Account,
    extension: Extension,
    side: str,
    agrees: bool,
    reason: str = "",
    expected: int | None = None,
) -> Extension:
    """Agree to a longer term for one side, or object. The office may enter what a side has said on paper, and
    says where that stands.

    Raises: PermissionDenied; StepRefused; Stale.
    """
    with writing(by=by, action=f"extensions.{'agree' if agrees else 'object'}", reason=reason) as write:
        stored, parts = _open(by, extension)
        if side not in rules.SIDES or side not in parts:
            only(parts, "office")
            refuse_if("" if reason.strip() else "reason_missing")
        check_fresh(stored, expected)
        _still_asked(stored)
        refuse_if("has_answered" if side in stored.agreed else "")
        refuse_if("" if agrees or reason.strip() else "reason_missing")
        stored.agreed = {**stored.agreed, side: agrees}
        if not agrees:
            stored.state, stored.answer = "refused", reason.strip()
        write.save(stored)
        if not agrees:
            _tell(write, stored)
        return stored


def decide_extension(
    *, by: Account, extension: Extension, step: str, reason: str = "", expected: int | None = None
) -> Extension:
    """Approve a longer term, refuse it, or take one's own asking back ("approve", "refuse", "drop").

    Raises: PermissionDenied; StepRefused; Stale.
    """
    with writing(by=by, action=f"extensions.{step}", reason=reason) as write:
        stored, parts = _open(by, extension)
        if step == "drop":
            if stored.asked_by_id != by.pk:
                raise PermissionDenied(REASONS["not_yours"].en)
        else:
            only(parts, "office")
            if stored.asked_by_id == by.pk:
                raise PermissionDenied(REASONS["own_proposal"].en)
        check_fresh(stored, expected)
        _still_asked(stored)
        if step == "approve":
            _lengthen(write, stored)
        refuse_if("reason_missing" if step == "refuse" and not reason.strip() else "")
        stored.state = rules.LIFE_OF_EXTENSIONS["asked"][step]
        stored.answer = reason.strip()
        stored.decided_by = by if step != "drop" else None
        write.save(stored)
        _tell(write, stored)
        return stored


def _lengthen(write: Writing, extension: Extension) -> None:
    placement = locked(extension.placement, *WITH_ALL)
    refuse_if("" if all(extension.agreed.get(side) for side in rules.SIDES) else "not_all_agree")
    refuse_if(rules.extension(placement.term, extension.until))
    placement.ends, placement.state = extension.until, rules.LIFE[placement.state]["extend"]
    check_free(placement)
    write.save(placement)
    _put_off_the_end(write, placement, extension.until)
    extension.placement = placement


def _put_off_the_end(write: Writing, placement: Placement, until: date) -> None:
    """What was asked of the former end and is not handed in yet is due at the new one."""
    still_open = placement.reviews.filter(moment="end", state__in=("asked", "draft"))
    for review in still_open.select_for_update():
        review.placement = placement
        review.due = until - rules.REVIEW_BEFORE_END + rules.DAYS_FOR_A_REVIEW
        write.save(review)


def _open(by: Account, extension: Extension) -> tuple[Extension, frozenset[str]]:
    stored = locked(extension)
    stored.placement = locked(stored.placement, *WITH_ALL)
    return stored, queries.parts_in(by, stored.placement)


def _still_asked(extension: Extension) -> None:
    if extension.state != "asked":
        raise StepRefused("has_answered")


def _tell(write: Writing, extension: Extension) -> None:
    from shanhai.placements.words import STATES_OF_EXTENSIONS

    notices.tell(
        write,
        extension.placement,
        rules.SIDES,
        what=f"extension:{extension.pk}:{extension.state}",
        subject=_DECIDED,
        body=_DECIDED_BODY,
        until=extension.until.isoformat(),
        state=STATES_OF_EXTENSIONS[extension.state],
    )
