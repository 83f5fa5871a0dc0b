"""allauth's forms with our labels, and the form with which an invitation is accepted."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.validators import RegexValidator

from shanhai.pages.words import says
from shanhai.programme.models import Account

_NEW = says("new password", "新密码")
_AGAIN = says("new password once more", "再次输入新密码")
_CODE = says("code", "验证码")
_RULES = says(
    "At least 10 characters, not your name and none of the common ones. A phrase is easy to keep.",
    "至少 10 个字符，不得与姓名相近，不得使用常见密码。建议使用一句话。",
)


class Labelled:
    """Puts our labels on the fields of a form, and takes its placeholders away."""

    labels: ClassVar[dict[str, Any]] = {}
    hints: ClassVar[dict[str, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")
            field.widget.attrs.pop("placeholder", None)


class LoginForm(Labelled, account.LoginForm):
    """Name and password."""

    labels: ClassVar = {
        "login": says("sign-in name", "登录名"),
        "password": says("password", "密码"),
        "remember": says("stay signed in on this device", "在此设备上保持登录"),
    }


class ChangePasswordForm(Labelled, account.ChangePasswordForm):
    """The present password and a new one."""

    labels: ClassVar = {
        "oldpassword": says("present password", "当前密码"),
        "password1": _NEW,
        "password2": _AGAIN,
    }
    hints: ClassVar = {"password1": _RULES}


class SetPasswordForm(Labelled, account.SetPasswordForm):
    """A password for an account that had none."""

    labels: ClassVar = {"password1": _NEW, "password2": _AGAIN}
    hints: ClassVar = {"password1": _RULES}


class ResetPasswordForm(Labelled, account.ResetPasswordForm):
    """Where to send a link for a new password."""

    labels: ClassVar = {"email": says("e-mail of the account", "账号的电子邮箱")}


class ResetPasswordKeyForm(Labelled, account.ResetPasswordKeyForm):
    """A new password, from such a link."""

    labels: ClassVar = {"password1": _NEW, "password2": _AGAIN}
    hints: ClassVar = {"password1": _RULES}


class ReauthenticateForm(Labelled, account.ReauthenticateForm):
    """The password once more, before something that matters."""

    labels: ClassVar = {"password": says("password", "密码")}


class AuthenticateForm(Labelled, mfa.AuthenticateForm):
    """The second factor."""

    labels: ClassVar = {"code": _CODE}


class ReauthenticateByCodeForm(Labelled, mfa.ReauthenticateForm):
    """The second factor once more, before something that matters."""

    labels: ClassVar = {"code": _CODE}


class ActivateTOTPForm(Labelled, totp.ActivateTOTPForm):
    """The first code of an authenticator app."""

    labels: ClassVar = {"code": says("code that the app shows", "应用显示的验证码")}


class AddPasskeyForm(Labelled, webauthn.AddWebAuthnForm):
    """A new passkey or security key."""

    labels: ClassVar = {
        "name": says("name of the key", "密钥名称"),
        "passwordless": says("sign in with this key alone", "仅凭此密钥登录"),
    }
    hints: ClassVar = {
        "passwordless": says(
            "The key then asks for your finger, face or PIN. Without this it is a second factor.",
            "登录时由密钥验证指纹、面容或 PIN 码；不勾选则仅作为第二验证方式。",
        )
    }


class EditPasskeyForm(Labelled, webauthn.EditWebAuthnForm):
    """Another name for a passkey."""

    labels: ClassVar = {"name": says("name of the key", "密钥名称")}


class AcceptForm(forms.Form):
    """What somebody who was invited chooses for their new account."""

    username = forms.CharField(
        label=says("sign-in name", "登录名"),
        max_length=80,
        min_length=3,
        help_text=says(
            "Letters, digits, dots and hyphens; Chinese characters too.", "可用汉字、字母、数字、点和连字符。"
        ),
        validators=[
            RegexValidator(
                r"^[\w.@+-]+$",
                says(
                    "Use letters, digits and . @ + - _ only, without blanks.",
                    "仅可使用汉字、字母、数字及 . @ + - _，不含空格。",
                ),
            )
        ],
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    name = forms.CharField(label=says("name", "姓名"), max_length=120)
    password1 = forms.CharField(
        label=says("password", "密码"),
        strip=False,
        help_text=_RULES,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=says("password once more", "再次输入密码"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_username(self) -> str:
        """A name that nobody has yet, in whatever case."""
        username = self.cleaned_data["username"]
        if Account.objects.filter(username__iexact=username).exists():
            raise forms.ValidationError(
                says("Somebody has this name already. Choose another.", "该登录名已被使用，请另选。")
            )
        return username

    def clean(self) -> dict[str, Any]:
        """Both passwords alike, and strong enough."""
        given = super().clean()
        first, second = given.get("password1"), given.get("password2")
        if first and second and first != second:
            self.add_error(
                "password2",
                says("The two passwords differ. Type them again.", "两次输入的密码不一致，请重新输入。"),
            )
        elif first:
            named = Account(username=given.get("username", ""), name=given.get("name", ""))
            try:
                validate_password(first, named)
            except forms.ValidationError as error:
                self.add_error("password1", error)
        return given


class OwnAccountForm(forms.Form):
    """One's own name and address."""

    name = forms.CharField(label=says("name", "姓名"), max_length=120)
    email = forms.EmailField(
        label=says("e-mail", "电子邮箱"),
        required=False,
        help_text=says("Where links for a new password go.", "用于接收重设密码链接。"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
