"""The page where a member signs, and the way of a signature on paper."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from shanhai.decisions import actions, queries
from shanhai.decisions.models import Member
from shanhai.decisions.papers.sheets import signing_sheet
from shanhai.decisions.rules import FACTOR_MINUTES
from shanhai.decisions.tables import ON_PAPER
from shanhai.decisions.views.decisions import page, the_decision
from shanhai.decisions.views.frame import (
    READS_AND_WRITES,
    Refusal,
    answered,
    language_of,
    paper_response,
    tried,
)
from shanhai.decisions.words import FACTORS, REASONS
from shanhai.pages import once
from shanhai.pages.entry import EntryForm
from shanhai.pages.words import say
from shanhai.plans import queries as plans
from shanhai.programme.queries import require, seen

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from shanhai.decisions.models import Decision
    from shanhai.programme.models import Attachment

#: The session remembers when a check of a second factor was last used up by a signature.
_USED = "shanhai.factor_used"


@READS_AND_WRITES
@login_required
@once.only
def sign(request: HttpRequest, programme: str, cohort: str, pk: int) -> HttpResponse:
    """Sign a plan, with a second factor that was checked within five minutes and for this signature alone."""
    decision = the_decision(request, programme, cohort, pk)
    require(request.user, "decisions.sign", programme=decision.programme_of())
    if queries.member_of(decision, request.user) is None:
        raise PermissionDenied(REASONS["not_a_member"].en)
    factor, refusal = _fresh_factor(request), Refusal()
    if request.method == "POST":
        refused = tried(
            lambda: actions.sign(
                by=request.user,
                decision=decision,
                agrees=request.POST.get("agrees") == "yes",
                reason=request.POST.get("reason", ""),
                factor=factor,
                shown=request.POST.get("fingerprint", ""),
            )
        )
        if refused is None:
            request.session[_USED] = time.time()
            return HttpResponseRedirect(reverse("decisions:decision", args=[programme, cohort, pk]))
        refusal = refused
    here = reverse("decisions:sign", args=[programme, cohort, pk])
    kinds = queries.factors_of(request.user)
    context = {
        "cohort": decision.cohort,
        "decision": decision,
        "plan": decision.plan,
        "factor": FACTORS.get(factor),
        "has_code": Authenticator.Type.TOTP in kinds,
        "has_passkey": Authenticator.Type.WEBAUTHN in kinds,
        "again": f"{reverse('mfa_reauthenticate')}?next={here}",
        "by_passkey": f"{reverse('mfa_reauthenticate_webauthn')}?next={here}",
        "minutes": FACTOR_MINUTES,
        "refusal": refusal,
        "typed": request.POST,
    }
    return render(request, "decisions/sign.html", context, status=refusal.status)


def _fresh_factor(request: HttpRequest) -> str:
    """The second factor that was checked anew just now, and not for an earlier signature; "" without one."""
    since = max(time.time() - FACTOR_MINUTES * 60, request.session.get(_USED, 0))
    for record in reversed(get_authentication_records(request, request.user)):
        is_anew = record.get("method") == "mfa" and record.get("reauthenticated")
        if (
            is_anew
            and record["at"] > since
            and record.get("type")
            in (
                Authenticator.Type.TOTP,
                Authenticator.Type.WEBAUTHN,
            )
        ):
            return str(record["type"])
    return ""


@require_POST
@login_required
@once.only
def scan(request: HttpRequest, programme: str, cohort: str, pk: int) -> HttpResponse:
    """Keep the scan of a sheet that was signed by hand."""
    decision = the_decision(request, programme, cohort, pk)
    require(request.user, "decisions.write", programme=decision.programme_of())
    upload = request.FILES.get("scan")
    if upload is None:
        refusal: Refusal | None = Refusal((say(REASONS["scan_missing"]),), 422)
    else:
        refusal = tried(lambda: actions.scan(by=request.user, decision=decision, upload=upload))
    if refusal is not None:
        return answered(lambda why: page(request, decision, why), refusal)
    return HttpResponseRedirect(reverse("decisions:decision", args=[programme, cohort, pk]))


@READS_AND_WRITES
@login_required
@once.only
def on_paper(request: HttpRequest, programme: str, cohort: str, pk: int, scan: int) -> HttpResponse:
    """Enter what stands on a scanned sheet, as a second person."""
    decision = the_decision(request, programme, cohort, pk)
    require(request.user, "decisions.write", programme=decision.programme_of())
    sheet = _the_scan(decision, scan)
    form, refusal = EntryForm(ON_PAPER, request.POST or None), Refusal()
    members = Member.objects.visible_to(request.user).filter(cohort=decision.cohort)
    if request.method == "POST" and form.is_valid():
        typed = request.POST.get("member", "")
        member = seen(request.user, members, pk=int(typed) if typed.isdecimal() else 0)
        refused = tried(
            lambda: actions.sign_on_paper(
                by=request.user, decision=decision, member=member, scan=sheet, **form.row
            )
        )
        if refused is None:
            return HttpResponseRedirect(reverse("decisions:decision", args=[programme, cohort, pk]))
        refusal = refused
    context = {
        "cohort": decision.cohort,
        "decision": decision,
        "form": form,
        "scan": sheet,
        "members": members.select_related("account"),
        "typed_member": request.POST.get("member", ""),
        "is_own_scan": sheet.by_id == request.user.pk,
        "refusal": refusal,
    }
    status = refusal.status if refusal.sentences else 422 if form.errors else 200
    return render(request, "decisions/on_paper.html", context, status=status)


def _the_scan(decision: Decision, pk: int) -> Attachment:
    from django.http import Http404

    found = next((each for each in queries.scans(decision) if each.pk == pk), None)
    if found is None:
        raise Http404
    return found


@require_safe
@login_required
def sheet(request: HttpRequest, programme: str, cohort: str, pk: int, kind: str) -> HttpResponse:
    """The sheet that is signed by hand, a page for each member who has not signed yet."""
    decision = the_decision(request, programme, cohort, pk)
    names = [str(each.account) for each in queries.yet_to_sign(decision)]
    language = language_of(request)
    mutual = plans.mutual_wishes(request.user, decision.plan)
    paper = signing_sheet(decision, names, language, mutual.told(language) if mutual else ())
    return paper_response(paper, kind, f"signing-{decision.pk}")
