"""Files as they are handed out: a browser saves them and never shows them in our name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse, Http404

if TYPE_CHECKING:
    from shanhai.programme.models import Attachment


def handed_out(attachment: Attachment) -> FileResponse:
    """The file of an attachment that its reader has been found to see. Raises: Http404 when it is gone."""
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
