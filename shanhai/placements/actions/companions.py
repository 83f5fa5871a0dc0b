"""What accompanies a placement: return plan, absences, diary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from shanhai.placements import queries, rules
from shanhai.placements.actions.refused import StepRefused, only, refuse_if
from shanhai.placements.actions.steps import WITH_ALL
from shanhai.placements.models import Absence, DiaryEntry, Placement, ReturnPlan
from shanhai.placements.words import SHARED
from shanhai.programme.trail import check_fresh, locked, writing

if TYPE_CHECKING:
    from datetime import date

    from shanhai.programme.models import Account


def write_return_plan(
    *, by: Account, placement: Placement, post: str, contact: str, use: str = "", expected: int | None = None
) -> ReturnPlan:
    """Say before the departure which post is kept, who stays in contact, how what is learned will be used.

    Raises: PermissionDenied for whoever is not of the home organisation; StepRefused; Stale.
    """
    with writing(by=by, action="placements.return_plan") as write:
        stored = locked(placement, *WITH_ALL)
        only(queries.parts_in(by, stored), "home", "office")
        refuse_if("no_such_step" if stored.state in rules.OVER else "")
        refuse_if("" if post.strip() and contact.strip() else "empty")
        plan = ReturnPlan.objects.filter(placement=stored).first() or ReturnPlan(placement=stored)
        if plan.pk:
            check_fresh(plan, expected)
        plan.post, plan.contact, plan.use, plan.written_by = post.strip(), contact.strip(), use.strip(), by
        return write.save(plan)


def tell_use(*, by: Account, placement: Placement, text: str, expected: int | None = None) -> ReturnPlan:
    """Tell, after the return, how what was learned is used: the person for themselves, the home for the unit.

    Raises: PermissionDenied; StepRefused; Stale.
    """
    with writing(by=by, action="placements.use") as write:
        stored = locked(placement, *WITH_ALL)
        parts = queries.parts_in(by, stored)
        only(parts, "person", "home")
        refuse_if("" if stored.state in ("returned", "followed_up") else "nothing_learned_yet")
        refuse_if("" if text.strip() else "empty")
        plan = ReturnPlan.objects.filter(placement=stored).first()
        if plan is None:
            raise StepRefused("no_return_plan")
        check_fresh(plan, expected)
        if "person" in parts:
            plan.used = text.strip()
        else:
            plan.used_by_home = text.strip()
        return write.save(plan)


def enter_absence(
    *, by: Account, placement: Placement, starts: date, ends: date, stand_in: str, reach: str = ""
) -> Absence:
    """Say when somebody is away and who stands in. Why is nobody's business here.

    Raises: PermissionDenied; StepRefused.
    """
    with writing(by=by, action="placements.absence") as write:
        stored = locked(placement, *WITH_ALL)
        only(queries.parts_in(by, stored), "person", "host")
        refuse_if("" if stored.state in rules.PRESENT else "not_in_post")
        refuse_if("ends_before_it_starts" if ends < starts else "")
        last = stored.last_day
        is_within = starts >= stored.starts and (last is None or ends <= last)
        refuse_if("" if is_within else "outside_the_term")
        refuse_if("" if stand_in.strip() else "empty")
        others = Absence.objects.filter(placement=stored, starts__lte=ends, ends__gte=starts)
        refuse_if("absent_already" if others.exists() else "")
        made = Absence(
            placement=stored, starts=starts, ends=ends, stand_in=stand_in.strip(), reach=reach.strip()
        )
        return write.save(made)


def drop_absence(*, by: Account, absence: Absence) -> None:
    """Take an absence back. Raises: PermissionDenied; Gone."""
    with writing(by=by, action="placements.drop_absence") as write:
        stored = locked(
            absence, "placement__cohort", "placement__person", "placement__host", "placement__home"
        )
        only(queries.parts_in(by, stored.placement), "person", "host")
        write.delete(stored)


def write_diary(
    *,
    by: Account,
    placement: Placement,
    on: date,
    text: str,
    shared: str = "own",
    entry: DiaryEntry | None = None,
    expected: int | None = None,
) -> DiaryEntry:
    """Write a page of one's diary, new or again. Raises: PermissionDenied for others; StepRefused; Stale."""
    with writing(by=by, action="diary.write") as write:
        stored = locked(placement, *WITH_ALL)
        only(queries.parts_in(by, stored), "person")
        refuse_if("" if text.strip() else "empty")
        refuse_if("day_to_come" if on > timezone.localdate() else "")
        refuse_if("day_outside_the_term" if on < stored.starts else "")
        if shared not in SHARED:
            raise ValueError(f"{shared!r} is no way to share; write one of {', '.join(SHARED)}.")
        written = locked(entry) if entry is not None else DiaryEntry(placement=stored)
        if entry is not None:
            check_fresh(written, expected)
        written.placement, written.on, written.text, written.shared = stored, on, text.strip(), shared
        return write.save(written)


def drop_diary(*, by: Account, entry: DiaryEntry) -> None:
    """Delete a page of one's own diary. Raises: PermissionDenied; Gone."""
    with writing(by=by, action="diary.drop") as write:
        stored = locked(entry, "placement__cohort", "placement__person", "placement__host", "placement__home")
        only(queries.parts_in(by, stored.placement), "person")
        write.delete(stored)
