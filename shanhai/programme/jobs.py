"""What the worker does for the hub by the clock. Each job may run twice, and allows for it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from shanhai.programme import retention
from shanhai.programme.models import Attachment, Import

#: name of a schedule → function and minutes between two runs. `website.schedules` sets them up.
SCHEDULES = {
    "seal": ("shanhai.programme.chain.seal", 1),
    "retention": ("shanhai.programme.jobs.erase_what_is_over", 24 * 60),
    "imports": ("shanhai.programme.imports.jobs.settle", 24 * 60),
    "cut off": ("shanhai.programme.imports.jobs.resume_cut_off", 2),
    "files": ("shanhai.programme.jobs.sweep_files", 24 * 60),
}


def erase_what_is_over() -> int:
    """Erase the dossiers whose period is over, each in a transaction of its own. Returns: how many."""
    erased = 0
    for person in list(retention.over()):
        retention.erase_dossier(by=None, person=person, duty=retention.DUTY_OF_THE_CLOCK)
        erased += 1
    return erased


def sweep_files() -> int:
    """Remove files that no record knows: uploads whose transaction never ended. Returns: how many."""
    folder = Path(settings.PRIVATE_FILES)
    known = {name for kind in (Attachment, Import) for name in kind.objects.values_list("file", flat=True)}
    yesterday = (timezone.now() - timedelta(days=1)).timestamp()
    swept = 0
    for path in (*folder.glob("attachments/**/*"), *folder.glob("imports/**/*")):
        if path.is_file() and path.stat().st_mtime < yesterday and str(path.relative_to(folder)) not in known:
            path.unlink()
            swept += 1
    return swept
