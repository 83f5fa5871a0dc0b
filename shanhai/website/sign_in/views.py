"""Accepting an invitation, and the page of one's own account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.utils import perform_login
from allauth.account.views import logout
from allauth.decorators import rate_limit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from shanhai.pages.words import say, words
from shanhai.programme.actions import accounts
from shanhai.programme.actions.refusal import Refused
from shanhai.programme.models import RoleHeld
from shanhai.programme.permissions import ROLES
from shanhai.programme.trail import Stale
from shanhai.website.sign_in.adapters import INVITATION
from shanhai.website.sign_in.forms import AcceptForm, OwnAccountForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@never_cache
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
@rate_limit(action="invitation")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Accept an invitation: with a new account, by single sign-on, or for the account that is signed in."""
    try:
        found = accounts.opened(token)
        if request.method == "POST":
            return _accepted(request, token, found)
    except Refused as refused:
        return render(request, "account/invitation_spent.html", {"why": refused.words}, status=410)
    return _asked(request, found, AcceptForm(initial={"name": found.name}))


def _accepted(request: HttpRequest, token: str, found) -> HttpResponse:
    if request.POST.get("by") == "single_sign_on":
        request.session[INVITATION] = token
        return redirect("openid_connect_login", provider_id="single-sign-on")
    if request.user.is_authenticated:
        accounts.accept_invitation(token=token, account=request.user)
        messages.success(request, say(words("The role is yours now.", "角色已生效。")))
        return redirect("home")
    form = AcceptForm(request.POST)
    if not form.is_valid():
        return _asked(request, found, form)
    given = form.cleaned_data
    with transaction.atomic():
        account = accounts.accept_invitation(
            token=token, username=given["username"], name=given["name"], password=given["password1"]
        )
        return perform_login(request, account, email_verification="none")


def _asked(request: HttpRequest, found, form: AcceptForm) -> HttpResponse:
    context = {"invitation": found, "role": ROLES[found.role], "form": form}
    return render(request, "account/invitation.html", context)


def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out; what this device has kept for whoever was signed in is cleared by the browser.

    With `others` it still keeps something that another account has to send: then the page clears what it may.
    """
    response = logout(request)
    if request.method == "POST":
        response.headers["Clear-Site-Data"] = '"cache"' if request.POST.get("others") else '"storage"'
    return response


@require_http_methods(["GET", "POST"])
@login_required
def own_account(request: HttpRequest) -> HttpResponse:
    """One's own name, address, roles and ways to sign in."""
    account = request.user
    form = OwnAccountForm(
        request.POST or None,
        initial={"name": account.name, "email": account.email, "version": account.version},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            accounts.write_own_account(
                by=account, name=given["name"], email=given["email"], expected=given["version"]
            )
        except Stale as stale:
            form.changed = {"name": stale.record.name, "email": stale.record.email}
            form.data = {**form.data.dict(), "version": stale.record.version}
        else:
            messages.success(request, say(words("Saved.", "已保存。")))
            return redirect("own_account")
    held = RoleHeld.objects.visible_to(account).in_force().filter(account=account)
    roles = [(ROLES[each.role], each) for each in held.select_related("programme", "organisation")]
    return render(request, "account/own_account.html", {"form": form, "roles": roles})
