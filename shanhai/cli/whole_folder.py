"""Folders and files that appear whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from shanhai.cli.failures import Failure
from shanhai.telling.phrases import command_line as phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_NAMED = 3


@contextmanager
def whole_folder(target: Path, replaceable: frozenset[str]) -> Iterator[Path]:
    """Yield a folder to fill; it takes the target's place when the block ends well, and vanishes when it
    does not.

    A target that holds anything but the `replaceable` names is left alone. Raises: Failure.
    """
    check_free(target, replaceable)
    target = target.absolute()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent))
    except OSError as error:
        raise cannot_write(target, error) from error
    try:
        yield draft
        draft.chmod(0o755)
        _exchange(draft, target)
    except OSError as error:
        raise cannot_write(target, error) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def check_free(target: Path, replaceable: frozenset[str]) -> None:
    """Refuse a target that is a file, or a folder with other things in it. Raises: Failure."""
    if target.is_file():
        raise Failure(phrases.FILE_TAKEN, path=target)
    if target.is_dir():
        others = sorted({each.name for each in target.iterdir()} - replaceable)
        if others:
            shown = ", ".join(others[:MOST_NAMED]) + (" …" if len(others) > MOST_NAMED else "")
            raise Failure(phrases.FOLDER_TAKEN, path=target, found=shown)


def cannot_write(path: Path, error: OSError) -> Failure:
    """Return the failure that tells why something cannot be written."""
    return Failure(phrases.CANNOT_WRITE, path=path, reason=error.strerror or str(error))


def _exchange(draft: Path, target: Path) -> None:
    """Put the draft where the target is; the old one goes only after the new one stands."""
    if not target.exists():
        draft.rename(target)
        return
    old = draft.with_name(draft.name.removesuffix(".part") + ".old")
    target.rename(old)
    try:
        draft.rename(target)
    except OSError:
        os.rename(old, target)
        raise
    shutil.rmtree(old, ignore_errors=True)
