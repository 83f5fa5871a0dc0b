"""One cast for all lines of a file: each request runs in a savepoint that is taken back.

What a refusal looks like is tested elsewhere; drawing its page a thousand times over is a third of the time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from django.http import HttpResponse

from shanhai.website import urls
from tests.access.asking import everybody_signs_in
from tests.cast import gather

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cast import Cast


@pytest.fixture(scope="module", autouse=True)
def plain_refusals() -> Iterator[None]:
    """Refusals are answered without a page."""
    with pytest.MonkeyPatch.context() as patched:
        for status in (403, 404):
            patched.setattr(urls, f"handler{status}", _plain(status))
        yield


def _plain(status: int):
    return lambda request, exception: HttpResponse(status=status)


@pytest.fixture(scope="module")
def the_cast(django_db_setup: None, django_db_blocker) -> Iterator[Cast]:
    """The cast, gathered once; whatever the file's tests write is taken back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = gather()
        everybody_signs_in(cast)
        yield cast
        transaction.set_rollback(True)
