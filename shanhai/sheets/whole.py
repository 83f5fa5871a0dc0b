"""Files and folders that appear whole or not at all, whatever interrupts the writing."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from shanhai.sheets import file_faults
from shanhai.sheets.faults import FileError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def whole_file(path: Path | str) -> Iterator[Path]:
    """Give a temporary path beside the target; put it in place when the block ends well. Raises FileError."""
    target = Path(path)
    with whole_folder(target.parent) as folder:
        yield folder / target.name


@contextmanager
def whole_folder(path: Path | str) -> Iterator[Path]:
    """Give a temporary folder inside the target; move its files into the target when the block ends well.

    Files of other names that the target holds already stay as they are. Raises FileError.
    """
    target = Path(path)
    is_new = not target.exists()
    draft: Path | None = None
    try:
        target.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".writing-", dir=target))
        yield draft
        for file in sorted(draft.iterdir()):
            # Written to the disk first, so that a power cut cannot leave an empty file under the final name.
            with file.open("rb") as written:
                os.fsync(written.fileno())
            file.replace(target / file.name)
        is_new = False
    except OSError as error:
        reason = error.strerror or str(error)
        raise FileError(target.name, file_faults.CANNOT_WRITE, reason=reason) from error
    finally:
        if draft is not None:
            shutil.rmtree(draft, ignore_errors=True)
        if is_new and target.is_dir() and not any(target.iterdir()):
            target.rmdir()
