"""The hub's part of the API: programmes with their cohorts, tables, accounts, requests for deletion and the
trail; and what is one's own.
"""

from __future__ import annotations

from shanhai.programme.api import accounts, deletions, own, programmes, tables, trail

#: Where each part begins, and its routes.
PARTS = (
    *(("/programmes", part.router) for part in (programmes, tables, accounts, deletions, trail)),
    ("/own", own.router),
)
