"""The doors of the house. What of allauth stands not here (open sign-up, e-mail addresses) has no address.

Where allauth writes rows that the trail tells of (second factors, single sign-on), the view is one
transaction, so that both stand or fall together.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as oidc
from allauth.usersessions import views as sessions
from django.db import transaction
from django.http import Http404
from django.urls import path, re_path
from django.views.decorators.http import require_http_methods

from shanhai.website.sign_in import views

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern


def _whole(view: Callable[..., HttpResponse], *, on_get: bool = False) -> Callable[..., HttpResponse]:
    """A view whose writes are one transaction."""
    in_one = transaction.atomic(view)

    @wraps(view)
    def respond(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        writes = on_get or request.method == "POST"
        return (in_one if writes else view)(request, *args, **kwargs)

    return respond


#: allauth's views would take PUT for POST, past what is done for POST alone.
_ASKED = require_http_methods(["GET", "HEAD", "POST"])


def _door(address: str, view: Callable[..., HttpResponse], *, name: str) -> URLPattern:
    return path(address, _ASKED(view), name=name)


def closed(request: HttpRequest, **_: object) -> HttpResponse:
    """A door that allauth names and that leads nowhere here."""
    raise Http404


urlpatterns = [
    _door("", views.own_account, name="own_account"),
    _door("invitation/<str:token>/", views.invitation, name="invitation"),
    _door("sign-in/", account.login, name="account_login"),
    _door("sign-out/", views.sign_out, name="account_logout"),
    _door("inactive/", account.account_inactive, name="account_inactive"),
    _door("again/", account.reauthenticate, name="account_reauthenticate"),
    _door("password/", account.password_change, name="account_change_password"),
    _door("password/set/", account.password_set, name="account_set_password"),
    _door("password/reset/", account.password_reset, name="account_reset_password"),
    _door("password/reset/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[\w-]+)/$",
        _ASKED(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    _door(
        "password/reset/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    _door("second-factor/", mfa.index, name="mfa_index"),
    _door("second-factor/sign-in/", mfa.authenticate, name="mfa_authenticate"),
    _door("second-factor/again/", mfa.reauthenticate, name="mfa_reauthenticate"),
    _door("second-factor/app/", _whole(totp.activate_totp), name="mfa_activate_totp"),
    _door("second-factor/app/remove/", _whole(totp.deactivate_totp), name="mfa_deactivate_totp"),
    _door("second-factor/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    _door(
        "second-factor/codes/new/", _whole(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"
    ),
    _door("second-factor/codes/file/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    _door("passkeys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    _door("passkeys/add/", _whole(webauthn.add_webauthn), name="mfa_add_webauthn"),
    _door("passkeys/again/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    _door("passkeys/sign-in/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    _door("passkeys/<int:pk>/remove/", _whole(webauthn.remove_webauthn), name="mfa_remove_webauthn"),
    _door("passkeys/<int:pk>/", _whole(webauthn.edit_webauthn), name="mfa_edit_webauthn"),
    _door("sessions/", sessions.list_usersessions, name="usersessions_list"),
    _door("single-sign-on/", _whole(social.connections), name="socialaccount_connections"),
    _door("single-sign-on/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    _door("single-sign-on/error/", social.login_error, name="socialaccount_login_error"),
    _door("single-sign-on/<slug:provider_id>/", oidc.login, name="openid_connect_login"),
    _door(
        "single-sign-on/<slug:provider_id>/back/",
        _whole(oidc.callback, on_get=True),
        name="openid_connect_callback",
    ),
    # allauth asks for these addresses by name, although nothing leads to them here.
    _door("closed/sign-up/", closed, name="account_signup"),
    _door("closed/sign-up/single-sign-on/", closed, name="socialaccount_signup"),
    _door("closed/e-mail/", closed, name="account_email"),
    _door("closed/e-mail/sent/", closed, name="account_email_verification_sent"),
    _door("closed/code/", closed, name="account_confirm_login_code"),
]
