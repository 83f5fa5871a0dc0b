"""A form that is sent twice does its work once.

A form with `{% once %}` carries a key of its own; `@once.only` keeps for each key where its sender was led.
The key is taken in the transaction in which the work is done, so of two clicks at the same moment the second
waits for the first and is then led to the same place.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta
from functools import wraps
from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.http import HttpResponseRedirect
from django.utils import timezone

from shanhai.pages.models import Receipt

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    View = Callable[..., HttpResponse]

FIELD = "once"
KEPT_FOR = timedelta(days=2)
_NOT_WORK = {FIELD, "csrfmiddlewaretoken"}


def new_key() -> str:
    """A key for a form that is shown now."""
    return uuid4().hex


def only(view: View) -> View:
    """Wrap a view: what it writes for a POST is one transaction, and is done once for each form.

    Work counts as done when the view answers with a redirect. Any other answer (the form again, with its
    errors) takes back whatever was written, and the form may be sent again.
    """

    @wraps(view)
    def answered(request: HttpRequest, *args: object, **named: object) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **named)
        key = _key(request)
        with transaction.atomic():
            if key and not _take(key):
                return HttpResponseRedirect(Receipt.objects.get(key=key).answer)
            response = view(request, *args, **named)
            if not 300 <= response.status_code < 400:
                transaction.set_rollback(True)
            elif key:
                Receipt.objects.filter(key=key).update(answer=response.headers["Location"])
        return response

    return answered


def _key(request: HttpRequest) -> str:
    """Who sends what where: the same key with other words typed is another form. Nothing without a key."""
    if not request.POST.get(FIELD):
        return ""
    digest = hashlib.sha256(f"{request.user.pk}\n{request.path}\n{request.POST[FIELD]}".encode())
    for name in sorted(request.POST.keys() - _NOT_WORK):
        digest.update(repr((name, request.POST.getlist(name))).encode())
    for name in sorted(request.FILES.keys()):
        digest.update(repr([(name, file.name, file.size) for file in request.FILES.getlist(name)]).encode())
    return digest.hexdigest()


def _take(key: str) -> bool:
    """Whether the key is ours. Another one who has it is waited for, until their transaction has ended."""
    Receipt.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()
    try:
        with transaction.atomic():
            Receipt(key=key).save(force_insert=True)
    except IntegrityError:
        return False
    return True
