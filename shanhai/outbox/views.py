"""The pages of messages: what was said to the reader, and how they wish to hear of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shanhai.outbox import actions, queries
from shanhai.outbox.kinds import HOWS
from shanhai.outbox.models import Message
from shanhai.pages import once
from shanhai.pages.words import say, words
from shanhai.programme.queries import seen

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PER_PAGE = 30


@require_safe
@login_required
def inbox(request: HttpRequest) -> HttpResponse:
    """What was said to the reader, the newest first; with `?unread=1` only what they have not read."""
    found = queries.inbox(request.user)
    only_unread = request.GET.get("unread") == "1"
    if only_unread:
        found = found.filter(read_at=None)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "only_unread": only_unread, "unread": queries.unread(request.user)}
    return render(request, "outbox/inbox.html", context)


@require_POST
@login_required
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything as read."""
    actions.mark_read(by=request.user)
    return redirect("outbox:inbox")


@require_POST
@login_required
def open_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Go where a message leads, and mark it as read."""
    message = seen(request.user, Message.objects, pk=pk)
    actions.mark_read(by=request.user, messages=[message])
    newest = queries.inbox(request.user).get(pk=message.part_of_id or message.pk)
    url = ([message, *newest.parts.all()][-1]).url
    is_ours = url_has_allowed_host_and_scheme(url, allowed_hosts=None)
    return HttpResponseRedirect(url if is_ours else reverse("outbox:inbox"))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@once.only
def ways(request: HttpRequest) -> HttpResponse:
    """Choose for each kind of message how it comes."""
    offered = queries.ways_of(request.user)
    if request.method == "POST":
        chosen = {kind.key: request.POST.get(kind.key, now) for kind, now in offered}
        if all(how in HOWS for how in chosen.values()):
            actions.choose(by=request.user, ways=chosen)
            messages.success(request, say(words("Saved.", "已保存。")))
            return redirect("outbox:ways")
        messages.error(
            request, say(words("Choose one of the ways that are offered.", "请从所列方式中选择。"))
        )
    context = {"offered": offered, "hows": HOWS.items(), "has_address": bool(request.user.email)}
    return render(request, "outbox/ways.html", context, status=422 if request.method == "POST" else 200)
