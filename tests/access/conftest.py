"""One cast for all lines of a file: each request runs in a savepoint that is taken back.

What a refusal looks like is tested elsewhere; drawing its page a thousand times over is a third of the time.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from django.http import HttpResponse

from shanhai.website import urls
from tests.access.asking import everybody_signs_in, taken_back
from tests.access.table import made
from tests.cast import gather
from tests.replay import begin_from_here

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.access.table import Subject
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
        begin_from_here()
        yield cast
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def about(request: pytest.FixtureRequest, the_cast: Cast, django_db_blocker) -> Iterator[Subject]:
    """The subject of a line, which stands as long as the next line is about the same."""
    with django_db_blocker.unblock(), taken_back():
        yield made(request.param, copy.deepcopy(the_cast))
