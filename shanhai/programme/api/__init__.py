"""The hub's part of the API: programmes with their cohorts, tables, roster, accounts, requests for deletion
and the trail; what is one's own; and files.
"""

from __future__ import annotations

from shanhai.programme.api import accounts, deletions, files, lists, own, programmes, roster, tables, trail

#: Where each part begins, and its routes.
PARTS = (
    *(
        ("/programmes", part.router)
        for part in (programmes, tables, lists, roster, accounts, deletions, trail)
    ),
    ("/own", own.router),
    ("/files", files.router),
)
