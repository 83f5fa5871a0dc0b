"""What a photo is, told from its content: it is drawn anew, so that nothing of the file that came is kept."""

from __future__ import annotations

import io
import warnings
from typing import NamedTuple

from PIL import Image, ImageOps

from shanhai.programme.uploads import MOST_BYTES

FORMATS = ("JPEG", "PNG", "WEBP")
#: A photo is kept so large at most; larger ones are made smaller.
LONGEST_SIDE = 1_600
MOST_PIXELS = 50_000_000
_QUALITY = 82


class Drawn(NamedTuple):
    """A photo as it is kept: a JPEG without metadata."""

    content: bytes
    width: int
    height: int


class NotAPhoto(ValueError):
    """What came is no photo of a kind that is taken; `why` is a code of the desk's reasons."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def draw_anew(content: bytes) -> Drawn:
    """The photo, upright, made smaller, without place, time and device. Raises: NotAPhoto."""
    if len(content) > MOST_BYTES:
        raise NotAPhoto("file_too_large")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise NotAPhoto("file_too_large")
                return _drawn(opened)
    except NotAPhoto:
        raise
    except Exception as error:  # whatever a hostile file does to the reader, it is no photo
        raise NotAPhoto("file_of_other_kind") from error


def _drawn(opened: Image.Image) -> Drawn:
    picture = ImageOps.exif_transpose(opened).convert("RGB")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    # A new picture from the bare dots: no profile, comment or coordinate travels along.
    bare = Image.frombytes("RGB", picture.size, picture.tobytes())
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return Drawn(out.getvalue(), bare.width, bare.height)
