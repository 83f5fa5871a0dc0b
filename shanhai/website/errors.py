"""What is said when something is not there, not allowed, or has gone wrong; and a form that came too late."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from shanhai.website.resuming import typed_in

if TYPE_CHECKING:
    from django.http import HttpRequest


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What one sees but may not do."""
    return render(request, "website/forbidden.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What is not there, or not for this reader."""
    return render(request, "website/not_found.html", status=404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What cannot be understood."""
    return render(request, "website/bad_request.html", status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Our own mistake. Asks nothing of the database, which may be what has failed."""
    page = render_to_string(
        "website/server_error.html", {"language": getattr(request, "LANGUAGE_CODE", "zh-hans")}
    )
    return HttpResponse(page, status=500)


def wrong_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token holds no longer: the reader has signed in anew since, or blocks cookies.

    What came from our own page is offered to be sent again; what came from elsewhere is not.
    """
    typed = typed_in(request) if _is_from_here(request) else None
    return render(request, "website/wrong_token.html", {"typed": typed}, status=403)


def _is_from_here(request: HttpRequest) -> bool:
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    came_from = urlsplit(origin)
    return (came_from.scheme, came_from.netloc) == (request.scheme, request.get_host())
