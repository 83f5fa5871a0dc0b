"""Who holds which role: the list, invitations, and one account with its roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shanhai.pages import once
from shanhai.pages.lists import Filter, Listing, Ordering, Shown
from shanhai.pages.words import say, words
from shanhai.programme.actions import accounts as accounts_actions
from shanhai.programme.actions import roles as role_actions
from shanhai.programme.actions.refusal import Refused
from shanhai.programme.forms import invitation_form, organisation_named, role_form
from shanhai.programme.models import Account, Invitation, RoleHeld
from shanhai.programme.permissions import ROLES
from shanhai.programme.queries import require, seen
from shanhai.programme.queries import roles as held_roles
from shanhai.programme.views.frame import orders_of_names, step, the_programme, version_of
from shanhai.sheets import Words

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from shanhai.pages.entry import EntryForm
    from shanhai.programme.models import Programme


def _role_title(held: RoleHeld) -> Words:
    return ROLES[held.role].title


def _in_force(held: QuerySet, value: str) -> QuerySet:
    now = timezone.now()
    return held.filter(until__lte=now) if value == "past" else held.exclude(until__lte=now)


ROLE_LIST = Listing(
    key="programme.roles",
    title=Words("Accounts and roles", "账号和角色"),
    columns=(
        Shown(
            title=Words("name", "姓名"),
            cell="account.name",
            link=lambda held: reverse("programme:account", args=[held.programme.code, held.account_id]),
            ordering="pinyin",
        ),
        Shown(title=Words("sign-in name", "登录名"), cell="account.username", kind="code"),
        Shown(title=Words("role", "角色"), cell=_role_title, ordering="role"),
        Shown(title=Words("organisation", "单位"), cell="organisation.name"),
        Shown(title=Words("since", "起"), cell="since", kind="date", ordering="since"),
        Shown(title=Words("until", "止"), cell="until", kind="date"),
    ),
    orderings=(
        *orders_of_names("account__"),
        Ordering(key="role", title=Words("role", "角色"), by=("role", "account__by_pinyin")),
        Ordering(key="since", title=Words("since", "起"), by=("since",)),
    ),
    filters=(
        Filter(
            key="role",
            title=Words("role", "角色"),
            options={key: role.title for key, role in ROLES.items()},
        ),
        Filter(
            key="state",
            title=Words("state", "状态"),
            options={"now": Words("in force", "有效"), "past": Words("ended", "已终止")},
            narrow=_in_force,
        ),
    ),
    search=("account__search", "organisation__search"),
)


@login_required
@require_safe
def accounts(request: HttpRequest, programme: str) -> HttpResponse:
    """Who holds which role in a programme, and the invitations that are open."""
    found = the_programme(request, programme)
    require(request.user, "accounts.read", programme=found.pk)
    held = RoleHeld.objects.visible_to(request.user).filter(programme=found)
    invited = Invitation.objects.visible_to(request.user).filter(
        programme=found, used_at=None, withdrawn_at=None, expires_at__gt=timezone.now()
    )
    context = {
        "programme": found,
        "list": ROLE_LIST.of(request, held.select_related("account", "organisation", "programme")),
        "invited": [(each, ROLES[each.role].title) for each in invited.select_related("organisation")],
        "may_write": request.user.standing.may("accounts.write", programme=found.pk),
    }
    return render(request, "programme/accounts.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@once.only
def invite(request: HttpRequest, programme: str) -> HttpResponse:
    """Invite somebody to a role."""
    found = the_programme(request, programme)
    require(request.user, "accounts.write", programme=found.pk)
    form = invitation_form(request.user, found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        row = form.row
        try:
            invited = accounts_actions.invite(
                by=request.user,
                name=row["name"],
                role=row["role"],
                programme=found,
                organisation=organisation_named(request.user, row["organisation"]),
                email=row["email"] or "",
                reason=row["reason"] or "",
            )
        except Refused as refused:
            form.add_error(None, say(refused.words))
        else:
            return _sent(request, found, invited)
    status = 422 if form.errors else 200
    return render(request, "programme/invite.html", {"programme": found, "form": form}, status=status)


def _sent(request: HttpRequest, programme: Programme, invited: accounts_actions.Invited) -> HttpResponse:
    """Mail the link and show it once: nobody can read it anywhere afterwards."""
    link = request.build_absolute_uri(reverse("invitation", args=[invited.token]))
    invitation = invited.invitation
    accounts_actions.mail(invitation, link)
    messages.success(
        request,
        say(
            words(
                "The invitation for {name} is open. Its link, shown only this once: {link}",
                "已邀请 {name}。链接仅显示一次：{link}",
            ),
            name=invitation.name,
            link=link,
        ),
    )
    return redirect("programme:accounts", programme.code)


@login_required
@require_POST
@once.only
def withdraw_invitation(request: HttpRequest, programme: str, pk: int) -> HttpResponse:
    """Take an invitation back."""
    found = the_programme(request, programme)
    invitation = seen(request.user, Invitation.objects.filter(programme=found), pk=pk)
    if not _keeps_roster_of(request.user, invitation):
        require(request.user, "accounts.write", programme=found.pk)
    return step(
        request,
        lambda: accounts_actions.withdraw_invitation(by=request.user, invitation=invitation),
        words("The invitation is taken back.", "邀请已撤回。"),
        "programme:accounts" if invitation.person_id is None else "programme:roster",
        found.code,
    )


def _keeps_roster_of(account: Account, invitation: Invitation) -> bool:
    person = invitation.person
    return person is not None and account.standing.may(
        "roster.write", programme=invitation.programme_id, path=person.home.path
    )


@login_required
@require_safe
def account(request: HttpRequest, programme: str, pk: int) -> HttpResponse:
    """One account with its roles in the programme."""
    found = the_programme(request, programme)
    shown = seen(request.user, held_roles.accounts_of(request.user, found), pk=pk)
    require(request.user, "accounts.read", programme=found.pk)
    return _account_page(request, found, shown, role_form(request.user, found, request.POST or None))


@login_required
@require_POST
@once.only
def give_role(request: HttpRequest, programme: str, pk: int) -> HttpResponse:
    """Give an account a role."""
    found = the_programme(request, programme)
    shown = seen(request.user, held_roles.accounts_of(request.user, found), pk=pk)
    require(request.user, "accounts.write", programme=found.pk)
    form = role_form(request.user, found, request.POST or None)
    if form.is_valid():
        try:
            role_actions.give_role(
                by=request.user,
                account=shown,
                role=form.row["role"],
                programme=found,
                organisation=organisation_named(request.user, form.row["organisation"]),
                reason=form.row["reason"] or "",
            )
        except Refused as refused:
            form.add_error(None, say(refused.words))
        else:
            messages.success(request, say(words("The role is given.", "角色已授予。")))
            return redirect("programme:account", found.code, pk)
    return _account_page(request, found, shown, form, status=422)


@login_required
@require_POST
@once.only
def end_role(request: HttpRequest, programme: str, pk: int) -> HttpResponse:
    """End a role now."""
    found = the_programme(request, programme)
    held = seen(request.user, RoleHeld.objects.filter(programme=found), pk=pk)
    require(request.user, "accounts.write", programme=found.pk)
    return step(
        request,
        lambda: role_actions.end_role(
            by=request.user, held=held, expected=version_of(request), reason=request.POST.get("reason", "")
        ),
        words("The role has ended.", "角色已终止。"),
        "programme:account",
        found.code,
        held.account_id,
    )


@login_required
@require_POST
@once.only
def set_active(request: HttpRequest, programme: str, pk: int, to: str) -> HttpResponse:
    """Close an account, or open it again."""
    found = the_programme(request, programme)
    shown = seen(request.user, held_roles.accounts_of(request.user, found), pk=pk)
    require(request.user, "accounts.write", programme=found.pk)
    do = role_actions.disable_account if to == "closed" else role_actions.enable_account
    said = (
        words("The account is closed; it is out at its next click.", "账号已停用，立即失效。")
        if to == "closed"
        else words("The account is open again.", "账号已恢复。")
    )
    return step(
        request,
        lambda: do(by=request.user, account=shown, expected=version_of(request)),
        said,
        "programme:account",
        found.code,
        pk,
    )


def _account_page(
    request: HttpRequest, programme: Programme, shown: Account, form: EntryForm, status: int = 200
) -> HttpResponse:
    held = RoleHeld.objects.visible_to(request.user).filter(account=shown, programme=programme)
    now = timezone.now()
    context = {
        "programme": programme,
        "shown": shown,
        "form": form,
        "held": [
            (each, ROLES[each.role], each.until is None or each.until > now)
            for each in held.select_related("organisation").order_by("-since")
        ],
        "may_write": request.user.standing.may("accounts.write", programme=programme.pk),
        "is_self": shown.pk == request.user.pk,
    }
    return render(request, "programme/account.html", context, status=status)
