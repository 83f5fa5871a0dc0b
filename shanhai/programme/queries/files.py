"""Who sees a file: whoever sees the record that it stands beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.http import Http404

from shanhai.programme.models import Attachment, Record

if TYPE_CHECKING:
    from shanhai.programme.models import Account


def file_seen(account: Account, pk: int) -> Attachment:
    """The file, for whoever attached it and whoever sees its record. Raises: Http404."""
    attachment = Attachment.objects.filter(pk=pk).exclude(file="").first()
    if attachment is None or not account.is_active:
        raise Http404
    model = apps.get_model(attachment.kind)
    if not issubclass(model, Record):
        raise Http404
    if not model._default_manager.visible_to(account).filter(pk=attachment.object_id).exists():
        raise Http404
    return attachment
