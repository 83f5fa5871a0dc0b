"""Accounts: who holds which role, invitations, roles given and ended, accounts closed and opened again."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from django.urls import reverse
from django.utils import timezone
from ninja import Field, Router, Schema

from shanhai.pages.entry import sent
from shanhai.programme.actions import accounts as invitations
from shanhai.programme.actions import roles
from shanhai.programme.api.sending import CellsIn, StepIn, the_programme
from shanhai.programme.forms import invitation_form, organisation_named, role_form
from shanhai.programme.models import Account, Invitation, RoleHeld
from shanhai.programme.queries import require, seen
from shanhai.programme.queries import roles as held_roles

if TYPE_CHECKING:
    from django.http import HttpRequest

    from shanhai.programme.models import Programme

router = Router(tags=["accounts"])
READ, WRITE = "accounts.read", "accounts.write"


class RoleOut(Schema):
    """A role that somebody holds or held in the programme; `organisation` is empty where it holds for all."""

    id: int
    account: int = Field(alias="account_id")
    username: str = Field(alias="account.username")
    name: str = Field(alias="account.name")
    is_active: bool = Field(alias="account.is_active")
    role: str
    organisation: str = Field("", alias="organisation.code")
    since: datetime
    until: datetime | None
    version: int
    account_version: int = Field(alias="account.version")


class InvitationOut(Schema):
    """An invitation. Its `link` is told once, to whoever invites; nobody can read it anywhere afterwards."""

    id: int
    name: str
    role: str
    expires_at: datetime
    version: int
    link: str = ""


class AccountOut(Schema):
    """An account after a step."""

    id: int
    username: str
    is_active: bool
    version: int


@router.get("/{programme}/roles", response=list[RoleOut], summary="Who holds which role")
def roles_held(request: HttpRequest, programme: str) -> Any:
    """The roles of the programme that one may see, ended ones included."""
    at = the_programme(request, programme, READ)
    held = RoleHeld.objects.visible_to(request.auth).filter(programme=at)
    return held.select_related("account", "organisation").order_by("pk")


@router.get("/{programme}/invitations", response=list[InvitationOut], summary="The open invitations")
def open_invitations(request: HttpRequest, programme: str) -> Any:
    """The invitations that nobody has taken up yet."""
    at = the_programme(request, programme, READ)
    seen_ones = Invitation.objects.visible_to(request.auth).filter(programme=at)
    return seen_ones.filter(used_at=None, withdrawn_at=None, expires_at__gt=timezone.now())


@router.post("/{programme}/invitations", response=InvitationOut, summary="Invite somebody to a role")
def invite(request: HttpRequest, programme: str, body: CellsIn) -> Any:
    """Invite somebody: name, e-mail, role, organisation, reason. With an e-mail the link is mailed too."""
    at = the_programme(request, programme, WRITE)
    row = sent(lambda data: invitation_form(request.auth, at, data), body.cells).row
    made, token = invitations.invite(
        by=request.auth,
        name=row["name"],
        role=row["role"],
        programme=at,
        organisation=organisation_named(request.auth, row["organisation"]),
        email=row["email"] or "",
        reason=row["reason"] or "",
    )
    link = request.build_absolute_uri(reverse("invitation", args=[token]))
    invitations.mail(made, link)
    return {**_invitation(made), "link": link}


@router.post("/{programme}/invitations/{int:pk}/withdraw", response=InvitationOut, summary="Take one back")
def withdraw_invitation(request: HttpRequest, programme: str, pk: int, body: StepIn) -> Any:
    """Take an invitation back, so that its link works no longer."""
    at = the_programme(request, programme)
    found = seen(request.auth, Invitation.objects, programme=at, pk=pk)
    require(request.auth, WRITE, programme=at.pk)
    taken = invitations.withdraw_invitation(by=request.auth, invitation=found, expected=body.version)
    return _invitation(taken)


@router.post("/{programme}/accounts/{int:pk}/roles", response=RoleOut, summary="Give an account a role")
def give_role(request: HttpRequest, programme: str, pk: int, body: CellsIn) -> Any:
    """Give a role: role, organisation, reason."""
    at, found = _account(request, programme, pk)
    row = sent(lambda data: role_form(request.auth, at, data), body.cells).row
    return roles.give_role(
        by=request.auth,
        account=found,
        role=row["role"],
        programme=at,
        organisation=organisation_named(request.auth, row["organisation"]),
        reason=row["reason"] or "",
    )


@router.post("/{programme}/roles/{int:pk}/end", response=RoleOut, summary="End a role now")
def end_role(request: HttpRequest, programme: str, pk: int, body: StepIn) -> Any:
    """End a role; its holder is without it at their next request."""
    at = the_programme(request, programme)
    held = seen(request.auth, RoleHeld.objects, programme=at, pk=pk)
    require(request.auth, WRITE, programme=at.pk)
    return roles.end_role(by=request.auth, held=held, expected=body.version, reason=body.reason)


@router.post("/{programme}/accounts/{int:pk}/{step}", response=AccountOut, summary="Close or open an account")
def move_account(
    request: HttpRequest, programme: str, pk: int, step: Literal["close", "open"], body: StepIn
) -> Any:
    """Close an account, which is out at its next request, or open it again."""
    _, found = _account(request, programme, pk)
    do = roles.disable_account if step == "close" else roles.enable_account
    return do(by=request.auth, account=found, expected=body.version, reason=body.reason)


def _account(request: HttpRequest, programme: str, pk: int) -> tuple[Programme, Account]:
    at = the_programme(request, programme)
    found = seen(request.auth, held_roles.accounts_of(request.auth, at), pk=pk)
    require(request.auth, WRITE, programme=at.pk)
    return at, found


def _invitation(made: Invitation) -> dict[str, Any]:
    return {name: getattr(made, name) for name in ("id", "name", "role", "expires_at", "version")}
