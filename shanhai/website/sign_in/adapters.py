"""Where allauth asks us: accounts are closed, every write goes through the trail, every text is ours."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse, SignupClosedException
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.hashers import get_hasher, identify_hasher
from django.core.mail import EmailMessage
from django.shortcuts import redirect

from shanhai.pages.words import current_language, say, say_later, says
from shanhai.programme.actions import accounts
from shanhai.programme.actions.refusal import Refused
from shanhai.programme.models import Account
from shanhai.website.sign_in.texts import ERRORS, MAILS, MESSAGES

if TYPE_CHECKING:
    from allauth.socialaccount.models import SocialLogin
    from django.http import HttpRequest

#: Where a session keeps the invitation that somebody accepts by single sign-on.
INVITATION = "shanhai.invitation"
_ERRORS = {code: say_later(text) for code, text in ERRORS.items()}


class AccountAdapter(DefaultAccountAdapter):
    """Passwords are written through the trail; nobody signs up without an invitation."""

    error_messages: ClassVar = {**DefaultAccountAdapter.error_messages, **_ERRORS}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an invitation is the only way to an account."""
        return False

    def set_password(self, user: Account, password: str) -> None:
        """Write a password and leave an event for it."""
        accounts.set_password(account=user, password=password)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Account | None:
        """Sign in, and renew the digest of a password that was made by an older method."""
        user = super().authenticate(request, **credentials)
        password = credentials.get("password")
        if user is not None and password and _is_old(user.password):
            accounts.set_password(account=user, password=password, action="accounts.renew_digest")
        return user

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say what allauth wants said in our words; what has none of them is left unsaid."""
        if message_template in MESSAGES:
            message = say(MESSAGES[message_template])
        if message:
            messages.add_message(request, level, message, extra_tags=extra_tags)

    def render_mail(
        self, template_prefix: str, email: str | list[str], context: dict[str, Any], headers: Any = None
    ) -> EmailMessage:
        """A mail in the language of whoever gets it."""
        subject, text = MAILS[template_prefix]
        user = context.get("user")
        language = user.language if user is not None else current_language()
        fields = {
            "username": user.username if user is not None else "",
            "password_reset_url": context.get("password_reset_url", ""),
        }
        to = [email] if isinstance(email, str) else email
        return EmailMessage(
            subject.say(language), text.say(language, **fields), self.get_from_email(), to, headers=headers
        )


class SocialAdapter(DefaultSocialAccountAdapter):
    """Single sign-on opens accounts that are here already, or the one that an invitation leads to."""

    error_messages: ClassVar = {**DefaultSocialAccountAdapter.error_messages, **_ERRORS}

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never: an unknown identity is told to ask for an invitation."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find or open the account of an identity that is not connected yet."""
        if sociallogin.is_existing or request.user.is_authenticated:
            return
        account = self._invited(request, sociallogin) or self._known(sociallogin)
        if account is None:
            raise SignupClosedException
        sociallogin.connect(request, account)

    def _invited(self, request: HttpRequest, sociallogin: SocialLogin) -> Account | None:
        token = request.session.pop(INVITATION, None)
        if token is None:
            return None
        claims = _claims(sociallogin)
        username = str(claims.get("preferred_username") or claims.get("email") or claims["sub"])[:80]
        if Account.objects.filter(username__iexact=username).exists():
            username = f"{username[:60]}-{hashlib.sha256(str(claims['sub']).encode()).hexdigest()[:12]}"
        try:
            return accounts.accept_invitation(token=token, username=username, password=None)
        except Refused as refused:
            messages.error(request, say(refused.words))
            raise ImmediateHttpResponse(redirect("account_login")) from None

    def _known(self, sociallogin: SocialLogin) -> Account | None:
        """The account that a claim names, where the installation trusts its provider so far."""
        claims = _claims(sociallogin)
        if settings.OIDC_LINK_BY == "username":
            found = Account.objects.filter(username__iexact=claims.get("preferred_username") or "")
        elif settings.OIDC_LINK_BY == "email" and claims.get("email_verified") is True:
            found = Account.objects.filter(email__iexact=claims.get("email") or "").exclude(email="")
        else:
            return None
        # Two accounts may share an address; then the claim names neither.
        return found.get() if found.count() == 1 else None


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors are kept encrypted with the key of the installation."""

    error_messages: ClassVar = {**DefaultMFAAdapter.error_messages, **_ERRORS}

    def encrypt(self, text: str) -> str:
        """Encrypt a secret for the database."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Read a secret back."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def get_totp_label(self, user: Account) -> str:
        """What the app shows beside the code."""
        return user.username

    def generate_authenticator_name(self, user: Account, type: str) -> str:
        """A name for a new passkey, until its owner gives it another."""
        return str(says("Passkey", "通行密钥"))


class SessionsAdapter(DefaultUserSessionsAdapter):
    """Ending one's sessions leaves an event."""

    def end_sessions(self, sessions: Any) -> None:
        """End sessions of one account."""
        sessions = list(sessions)
        super().end_sessions(sessions)
        if sessions:
            accounts.note_sign_out(by=sessions[0].user)


def _claims(sociallogin: SocialLogin) -> dict[str, Any]:
    data = sociallogin.account.extra_data
    return {**data.get("id_token", {}), **data.get("userinfo", {})}


def _is_old(digest: str) -> bool:
    preferred = get_hasher()
    return identify_hasher(digest).algorithm != preferred.algorithm or preferred.must_update(digest)


def _cipher() -> Fernet:
    key = hashlib.sha256(b"shanhai.second-factors\n" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
