"""A list as a workbook that can be edited and handed in again."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from shanhai.pages.words import current_language, say, words
from shanhai.sheets import export

if TYPE_CHECKING:
    from shanhai.pages.lists.listed import Listed

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_AT_ONCE = 2_000
_INVENTED = words(
    "Invented sample: places, units, people and figures are invented.",
    "虚构样例：地区、单位、人员和数据均属虚构。",
)


def as_workbook(listed: Listed, *, is_invented: bool = False) -> HttpResponse:
    """Every record that is searched for and filtered, one row each, under the table's own headers."""
    listing, language = listed.listing, current_language()
    records = listing.all_rows(listed.records)
    rows = [listing.row(record) for record in records.iterator(chunk_size=_AT_ONCE)]
    banner = say(_INVENTED) if is_invented else ""
    with tempfile.TemporaryDirectory(prefix="shanhai-export-") as folder:
        path = Path(folder) / "list.xlsx"
        export([listing.table], {listing.table.key: rows}, path, language, banner=banner)
        content = path.read_bytes()
    name = f"{listing.title.text(language)}-{timezone.localdate():%Y%m%d}.xlsx"
    response = HttpResponse(content, content_type=XLSX)
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    return response
