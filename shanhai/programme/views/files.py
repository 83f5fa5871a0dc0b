"""Files beside records: handed out as attachments only, to whoever sees their record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from shanhai.pages import once
from shanhai.pages.words import say, words
from shanhai.programme.actions.attachments import attach_evidence, take_away
from shanhai.programme.actions.refusal import Refused
from shanhai.programme.downloads import handed_out
from shanhai.programme.forms import FileForm
from shanhai.programme.queries.files import file_seen
from shanhai.programme.views.frame import version_of

if TYPE_CHECKING:
    from django.http import FileResponse, HttpRequest, HttpResponse

    from shanhai.programme.models import Person


@login_required
@require_safe
def download(request: HttpRequest, pk: int) -> FileResponse:
    """The file itself."""
    return handed_out(file_seen(request.user, pk))


def attached(request: HttpRequest, person: Person) -> FileForm | None:
    """Attach the file that was sent to a dossier. Returns: None when done, else the form with why not."""
    form = FileForm(person, request.POST, request.FILES)
    if not form.is_valid():
        return form
    try:
        attach_evidence(by=request.user, person=person, **form.cleaned_data)
    except Refused as refused:
        form.add_error("file", say(refused.words))
        return form
    messages.success(request, say(words("The file is attached.", "文件已上传。")))
    return None


@login_required
@require_POST
@once.only
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away a file that one has attached oneself."""
    attachment = file_seen(request.user, pk)
    take_away(by=request.user, attachment=attachment, expected=version_of(request))
    return redirect("programme:own" if attachment.kind == "programme.person" else "home")
