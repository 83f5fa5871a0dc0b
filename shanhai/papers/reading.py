"""A Word file read back as blocks, so that a letter edited in Word comes out as PDF with the same words."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from shanhai.papers.blocks import Break, Heading, Paper, Table, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shanhai.papers.blocks import Align, Block
    from shanhai.sheets import Language

_ALIGNS: dict[str, Align] = {"center": "center", "right": "right", "end": "right", "both": "both"}


def read_word(content: bytes, language: Language, *, foot: str = "") -> Paper:
    """Title, headings, paragraphs and tables of a Word file with how they are set.

    Pictures, heads and feet of the pages are left out: PDF has its own foot.
    """
    from docx import Document

    document = Document(io.BytesIO(content))
    title, blocks = "", []
    for block in _blocks(document):
        if isinstance(block, Heading) and block.level == 0 and not title:
            title = block.text
        else:
            blocks.append(block)
    return Paper(title, language, tuple(blocks), foot)


def _blocks(document: Any) -> Iterator[Block]:
    from docx.table import Table as WordTable

    for each in document.iter_inner_content():
        if isinstance(each, WordTable):
            yield _table(each)
        else:
            yield from _paragraph(each)


def _paragraph(paragraph: Any) -> Iterator[Block]:
    text = paragraph.text.strip("\n")
    if _breaks_page(paragraph):
        yield Break()
    if not text.strip():
        return
    style = paragraph.style.name if paragraph.style is not None else ""
    if style == "Title":
        yield Heading(text, 0)
    elif style.startswith("Heading"):
        yield Heading(text, int(style[-1]) if style[-1:].isdigit() else 1)
    else:
        runs = [run for run in paragraph.runs if run.text.strip()]
        yield Text(
            text,
            align=_align(paragraph),
            indent=_is_indented(paragraph),
            bold=bool(runs) and all(run.bold for run in runs),
        )


def _align(paragraph: Any) -> Align:
    from docx.oxml.ns import qn

    found = paragraph._p.find(f".//{qn('w:jc')}")
    return _ALIGNS.get(found.get(qn("w:val")), "left") if found is not None else "left"


def _is_indented(paragraph: Any) -> bool:
    from docx.oxml.ns import qn

    found = paragraph._p.find(f".//{qn('w:ind')}")
    return found is not None and any(
        (found.get(qn(f"w:{name}")) or "0") != "0" for name in ("firstLineChars", "firstLine")
    )


def _breaks_page(paragraph: Any) -> bool:
    from docx.oxml.ns import qn

    return any(each.get(qn("w:type")) == "page" for each in paragraph._p.iter(qn("w:br")))


def _table(table: Any) -> Table:
    rows = [tuple(cell.text for cell in row.cells) for row in table.rows]
    most = max((len(row) for row in rows), default=0)
    filled = tuple(row + ("",) * (most - len(row)) for row in rows)
    return Table((), filled, (1,) * most)
