"""Files beside records: handed out as attachments only, to whoever sees their record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from shanhai.pages import once
from shanhai.programme.actions.attachments import take_away
from shanhai.programme.queries.files import file_seen
from shanhai.programme.views.frame import version_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@login_required
@require_safe
def download(request: HttpRequest, pk: int) -> FileResponse:
    """The file itself; a browser saves it and never shows it in our name."""
    attachment = file_seen(request.user, pk)
    try:
        stream = attachment.file.open("rb")
    except (FileNotFoundError, ValueError):
        raise Http404 from None
    response = FileResponse(
        stream, as_attachment=True, filename=attachment.name, content_type="application/octet-stream"
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_POST
@once.only
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away a file that one has attached oneself."""
    attachment = file_seen(request.user, pk)
    take_away(by=request.user, attachment=attachment, expected=version_of(request))
    return redirect("programme:own" if attachment.kind == "programme.person" else "home")
