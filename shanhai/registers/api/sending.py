"""What the parts of the registers' API have in common: the cohort of the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.programme.models import Cohort
from shanhai.programme.queries import seen

if TYPE_CHECKING:
    from shanhai.programme.models import Account


def the_cohort(account: Account, programme: str, cohort: str) -> Cohort:
    """The cohort of the address, with its programme. Raises: Http404."""
    records = Cohort.objects.select_related("programme", "previous")
    return seen(account, records, programme__code=programme, code=cohort)
