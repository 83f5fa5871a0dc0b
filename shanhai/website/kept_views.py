"""Lists as somebody wants to see them again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect, QueryDict
from django.views.decorators.http import require_POST

from shanhai.pages import once
from shanhai.pages.words import says
from shanhai.programme import queries
from shanhai.programme.models import Programme
from shanhai.website import actions
from shanhai.website.models import KeptView
from shanhai.website.views import way_back

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class KeepForm(forms.Form):
    """What to keep, and under which name."""

    listing = forms.CharField(max_length=80)
    name = forms.CharField(max_length=40)
    address = forms.CharField(max_length=1_000, required=False)
    is_shared = forms.BooleanField(required=False)

    def clean_address(self) -> str:
        """The address as a query that is well formed, without the number of a page."""
        asked = QueryDict(self.cleaned_data["address"].removeprefix("?"), mutable=True)
        asked.pop("page", None)
        return asked.urlencode()


@require_POST
@login_required
@once.only
def keep(request: HttpRequest, programme: str) -> HttpResponse:
    """Keep the list as it is seen now."""
    found = queries.seen(request.user, Programme.objects, code=programme)
    form = KeepForm(request.POST)
    if form.is_valid():
        view = actions.keep_view(by=request.user, programme=found, **form.cleaned_data)
        messages.success(request, says("The view “{name}” is kept.", "已保存视图“{name}”。", name=view.name))
    else:
        messages.error(
            request, says("Give the view a name of 1 to 40 letters.", "请填写视图名称（1 至 40 字）。")
        )
    return HttpResponseRedirect(way_back(request))


@require_POST
@login_required
@once.only
def drop(request: HttpRequest, programme: str, pk: int) -> HttpResponse:
    """Drop a view of one's own, or a shared one where one sets up the programme."""
    view = queries.seen(request.user, KeptView.objects, pk=pk, programme__code=programme)
    may = request.user.standing.may("programme.write", programme=view.programme_id)
    if view.account_id != request.user.pk and not may:
        raise PermissionDenied("views.drop")
    actions.drop_view(view, by=request.user)
    messages.success(request, says("The view “{name}” is dropped.", "已删除视图“{name}”。", name=view.name))
    return HttpResponseRedirect(way_back(request))
