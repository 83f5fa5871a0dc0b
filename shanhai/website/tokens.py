"""The page on which somebody makes and ends their tokens for the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from shanhai.pages import once
from shanhai.pages.words import say, say_later, says, words
from shanhai.programme.actions import tokens as actions
from shanhai.programme.models import Programme, Token
from shanhai.programme.permissions import PERMISSIONS
from shanhai.programme.queries import seen
from shanhai.programme.trail import Stale
from shanhai.programme.words import STALE

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from shanhai.programme.models import Account

DAYS = (
    ("30", says("a month", "一个月")),
    ("90", says("three months", "三个月")),
    ("366", says("a year", "一年")),
)
#: Where the text of a new token waits for the page that shows it, once.
SHOWN_ONCE = "new_token"


class TokenForm(forms.Form):
    """What a token is for, what it may do, where, and for how long."""

    name = forms.CharField(label=says("what it is for", "用途"), max_length=120)
    programme = forms.ModelChoiceField(
        Programme.objects.none(),
        label=says("programme", "工程"),
        required=False,
        empty_label=says("all of mine", "我的全部工程"),
    )
    permissions = forms.MultipleChoiceField(
        label=says("what it may do", "权限"), widget=forms.CheckboxSelectMultiple
    )
    days = forms.ChoiceField(label=says("how long it holds", "有效期"), choices=DAYS)

    def __init__(self, account: Account, *args: object, **named: object) -> None:
        super().__init__(*args, **named)
        self._account = account
        self.fields["programme"].queryset = Programme.objects.visible_to(account)
        self.fields["permissions"].choices = [
            (each, say_later(PERMISSIONS[each])) for each in account.standing.permissions()
        ]

    def clean(self) -> dict:
        """A permission that one has in another programme only is none in this one."""
        given = super().clean()
        programme = given.get("programme")
        for each in given.get("permissions", ()):
            if programme and not self._account.standing.may(each, programme=programme.pk):
                told = words(
                    "In {programme} you may not: {what}. Leave it out, or choose another programme.",
                    "在{programme}中您没有此权限：{what}。请去掉它，或另选工程。",
                )
                self.add_error("permissions", say(told, programme=programme.name, what=PERMISSIONS[each]))
        return given


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
@once.only
def tokens(request: HttpRequest) -> HttpResponse:
    """One's tokens, and a form for a new one, whose text is shown once."""
    form = TokenForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        _, text = actions.make_token(
            by=request.user,
            name=given["name"],
            permissions=given["permissions"],
            days=int(given["days"]),
            programme=given["programme"],
        )
        request.session[SHOWN_ONCE] = text
        return redirect("tokens")
    mine = Token.objects.visible_to(request.user).select_related("programme")
    context = {"form": form, "tokens": mine, "text": request.session.pop(SHOWN_ONCE, "")}
    return render(request, "account/tokens.html", context)


@login_required
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a token of one's own."""
    token = seen(request.user, Token.objects, pk=pk)
    try:
        actions.end_token(
            by=request.user, token=token, expected=int(request.POST.get("version") or 0) or None
        )
    except Stale:
        messages.error(request, say(STALE))
    else:
        messages.success(request, say(words("The token holds no longer.", "令牌已停用。")))
    return redirect("tokens")
