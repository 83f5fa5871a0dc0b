"""Photos as phones take them, and files that only say that they are one."""

from __future__ import annotations

import io

from PIL import Image


def a_photo(*, width: int = 64, height: int = 48, kind: str = "JPEG", with_place: bool = True) -> bytes:
    """A small picture; with the place where it was taken in it, as phones write it."""
    picture = Image.new("RGB", (width, height), (20, 90, 140))
    exif = Image.Exif()
    if with_place:
        exif[0x010F] = "A phone"
        exif.get_ifd(0x8825)[2] = (29.0, 58.0, 1.0)
    out = io.BytesIO()
    picture.save(out, kind, exif=exif)
    return out.getvalue()
