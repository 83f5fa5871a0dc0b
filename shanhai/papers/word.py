"""Papers as Word files: A4, page numbers as fields, type that Chinese offices have."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from shanhai.papers.blocks import Break, Facts, Heading, Lines, Table, Text, printable
from shanhai.papers.wording import PAGE_OF

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shanhai.papers.blocks import Block, Paper

#: Type by language: of the text, and of headings. Word puts another in its place where one is missing.
FACES = {
    "zh-hans": ("宋体", "黑体"),
    "zh-hant": ("新細明體", "微軟正黑體"),
    "en": ("宋体", "黑体"),
}
_LATIN = "Times New Roman"
_LANGUAGES = {"zh-hans": "zh-CN", "zh-hant": "zh-TW", "en": "en-GB"}
#: Word parts a month from its year at a plain hyphen.
_NUMBERS_HYPHEN, _UNBROKEN = re.compile(r"(?<=\d)-(?=\d)"), "\u2011"
_MARGIN_MM, _WIDTH_MM, _HEIGHT_MM = 24, 210, 297
_TWENTIETHS_A_MM = 56.7
_BODY_POINTS, _SMALL_POINTS, _TABLE_POINTS = 12, 9, 10
_SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_ALIGNED = {"left": "left", "center": "center", "right": "right", "both": "both"}


def to_word(paper: Paper) -> bytes:
    """The paper as the content of a .docx file."""
    from docx import Document

    document = Document()
    _clear(document)
    _set_page(document, paper)
    _set_type(document, paper)
    _set_foot(document, paper)
    document.core_properties.title = printable(paper.title)
    document.core_properties.author = document.core_properties.comments = ""
    document.core_properties.language = _LANGUAGES[paper.language]
    width = _line_width(paper)
    for xml in [_title(paper), *(part for block in paper.blocks for part in _block(block, width))]:
        _add(document, xml)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def with_foot(content: bytes, foot: str) -> bytes:
    """A Word file with a line more at the foot of its pages; as it is where there is nothing to say."""
    from docx import Document

    if not foot:
        return content
    document = Document(io.BytesIO(content))
    for section in document.sections:
        _add_foot(section.footer, foot)
        if section.different_first_page_header_footer:
            _add_foot(section.first_page_footer, foot)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _add_foot(footer: Any, foot: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    if footer.is_linked_to_previous and footer.paragraphs[0].text:
        return
    paragraph = footer.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(printable(foot)).font.size = Pt(_SMALL_POINTS)


def _clear(document: Any) -> None:
    """Take out what the library's own template holds besides its section."""
    for each in list(document.element.body):
        if not each.tag.endswith("}sectPr"):
            document.element.body.remove(each)


def _set_page(document: Any, paper: Paper) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    section = document.sections[0]
    sides = (Mm(_WIDTH_MM), Mm(_HEIGHT_MM))
    section.page_width, section.page_height = sides[::-1] if paper.is_landscape else sides
    section.orientation = WD_ORIENT.LANDSCAPE if paper.is_landscape else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Mm(_MARGIN_MM)
    section.top_margin = section.bottom_margin = Mm(_MARGIN_MM)


def _set_type(document: Any, paper: Paper) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    text, heading = FACES[paper.language]
    for name, face, points in (
        ("Normal", text, _BODY_POINTS),
        ("Title", heading, 20),
        ("Heading 1", heading, 15),
        ("Heading 2", heading, 13),
    ):
        style = document.styles[name]
        style.font.name, style.font.size = _LATIN, Pt(points)
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)
        fonts.set(qn("w:eastAsia"), face)
        for line in style.element.findall(f".//{qn('w:pBdr')}"):
            line.getparent().remove(line)
    document.styles["Normal"].paragraph_format.line_spacing = 1.4
    document.styles["Normal"].paragraph_format.space_after = Pt(4)


def _set_foot(document: Any, paper: Paper) -> None:
    from docx.oxml import parse_xml

    foot = document.sections[0].footer
    paragraph = foot.paragraphs[0]._p
    before, between, after = PAGE_OF.text(paper.language).split("#")
    said = f"{paper.foot}　" if paper.foot else ""
    runs = [_run(said + before), _field("PAGE"), _run(between), _field("NUMPAGES"), _run(after)]
    paragraph.append(parse_xml(f'<w:pPr {_SPACE}><w:jc w:val="center"/></w:pPr>'))
    for xml in runs:
        paragraph.append(parse_xml(xml))


def _run(text: str, points: int = _SMALL_POINTS, bold: bool = False) -> str:
    size = f'<w:sz w:val="{points * 2}"/><w:szCs w:val="{points * 2}"/>'
    face = f"<w:rPr>{'<w:b/>' if bold else ''}{size}</w:rPr>"
    return f'<w:r {_SPACE}>{face}<w:t xml:space="preserve">{_safe(text)}</w:t></w:r>'


def _field(name: str) -> str:
    size = f'<w:rPr><w:sz w:val="{_SMALL_POINTS * 2}"/></w:rPr>'
    return f'<w:fldSimple {_SPACE} w:instr=" {name} "><w:r>{size}<w:t>1</w:t></w:r></w:fldSimple>'


def _title(paper: Paper) -> str:
    return _paragraph(_plain(paper.title), style="Title", align="center")


def _block(block: Block, width: int) -> Iterable[str]:
    if isinstance(block, Heading):
        yield _paragraph(_plain(block.text), style=f"Heading{min(block.level, 2)}")
    elif isinstance(block, Text):
        points = _SMALL_POINTS if block.small else _BODY_POINTS
        for line in block.text.split("\n"):
            yield _paragraph(_run(line, points, block.bold), align=_ALIGNED[block.align], indent=block.indent)
    elif isinstance(block, Table):
        yield _table(block, width)
        yield _paragraph("")
    elif isinstance(block, Facts):
        yield _table(Table((), block.pairs, (3, 7)), width)
        yield _paragraph("")
    elif isinstance(block, Lines):
        yield _table(Table((), tuple((each, "") for each in block.labels), (4, 6)), width, tall=True)
        yield _paragraph("")
    elif isinstance(block, Break):
        yield f'<w:p {_SPACE}><w:r><w:br w:type="page"/></w:r></w:p>'


def _paragraph(inside: str, *, style: str = "", align: str = "left", indent: bool = False) -> str:
    about = f'<w:pStyle w:val="{style}"/>' if style else ""
    about += '<w:ind w:firstLineChars="200" w:firstLine="480"/>' if indent else ""
    about += f'<w:jc w:val="{align}"/>'
    return f"<w:p {_SPACE}><w:pPr>{about}</w:pPr>{inside}</w:p>"


def _plain(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{_safe(text)}</w:t></w:r>'


def _table(table: Table, width: int, *, tall: bool = False) -> str:
    columns = [round(share * width) for share in Table(table.head, (), table.widths).shares()]
    if not columns:
        total = sum(table.widths)
        columns = [round(width * each / total) for each in table.widths]
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    head = [_row(table.head, columns, is_head=True)] if table.head else []
    rows = [_row(row, columns, tall=tall) for row in table.rows]
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in columns)
    return (
        f'<w:tbl {_SPACE}><w:tblPr><w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:tblBorders>{borders}'
        f'</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{''.join(head + rows)}</w:tbl>"
    )


def _row(cells: tuple[str, ...], columns: list[int], *, is_head: bool = False, tall: bool = False) -> str:
    about = "<w:cantSplit/>" + ('<w:trHeight w:val="700" w:hRule="atLeast"/>' if tall else "")
    about += "<w:tblHeader/>" if is_head else ""
    made = "".join(_cell(text, wide, is_head) for text, wide in zip(cells, columns, strict=True))
    return f"<w:tr><w:trPr>{about}</w:trPr>{made}</w:tr>"


def _cell(text: str, wide: int, is_head: bool) -> str:
    tight = '<w:pPr><w:spacing w:before="20" w:after="20" w:line="260" w:lineRule="auto"/></w:pPr>'
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/>' if is_head else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{shade}<w:vAlign w:val="center"/></w:tcPr>'
        f"<w:p>{tight}{_run(_NUMBERS_HYPHEN.sub(_UNBROKEN, text), _TABLE_POINTS, is_head)}</w:p></w:tc>"
    )


def _line_width(paper: Paper) -> int:
    wide = _HEIGHT_MM if paper.is_landscape else _WIDTH_MM
    return round((wide - 2 * _MARGIN_MM) * _TWENTIETHS_A_MM)


def _add(document: Any, xml: str) -> None:
    from docx.oxml import parse_xml

    document.element.body.insert(len(document.element.body) - 1, parse_xml(xml))


def _safe(text: str) -> str:
    return escape(printable(text))
