"""Reads what an installation sets in its environment."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

_TRUE, _FALSE = {"1", "true", "yes", "on"}, {"", "0", "false", "no", "off"}


def flag(name: str) -> bool:
    """A switch. Raises: ValueError when it is neither on nor off."""
    value = os.environ.get(name, "").strip().lower()
    if value not in _TRUE | _FALSE:
        raise ValueError(f"{name} is {value!r}. Write 1 or 0.")
    return value in _TRUE


def listed(name: str, otherwise: str) -> list[str]:
    """A list separated by commas."""
    return [part.strip() for part in os.environ.get(name, otherwise).split(",") if part.strip()]


def folder(name: str, otherwise: str) -> Path:
    """A folder; made, for its owner's eyes only, when it is not there. Raises: ValueError if it cannot be."""
    path = Path(os.environ.get(name) or otherwise).resolve()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ValueError(
            f"{name} is {str(path)!r}, which is no folder and cannot be made one ({error.strerror}). "
            "Name a folder that this user may write in."
        ) from error
    return path


def secret_key(home: Path) -> str:
    """The key that signs sessions: given, or made once and kept in a file that only the owner may read."""
    given = os.environ.get("SHANHAI_SECRET_KEY")
    if given:
        return given
    file = home / "secret-key"
    if not file.exists():
        try:
            descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except FileExistsError:
            return file.read_text(encoding="ascii")
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(secrets.token_urlsafe(50))
    return file.read_text(encoding="ascii")
