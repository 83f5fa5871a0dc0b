"""Papers as PDF, set by WeasyPrint from plain HTML. Nothing is ever loaded from anywhere."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from shanhai.papers.blocks import Break, Facts, Heading, Lines, Table, Text
from shanhai.papers.wording import PAGE_OF

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shanhai.papers.blocks import Block, Paper

#: Type by language, the first that there is: of the text, and of headings.
FACES = {
    "zh-hans": (
        '"Noto Serif CJK SC","Source Han Serif SC","SimSun"',
        '"Noto Sans CJK SC","Source Han Sans SC","SimHei"',
    ),
    "zh-hant": (
        '"Noto Serif CJK TC","Source Han Serif TC","PMingLiU"',
        '"Noto Sans CJK TC","Source Han Sans TC","Microsoft JhengHei"',
    ),
    "en": ('"Noto Serif","Noto Serif CJK SC","Times New Roman"', '"Noto Sans","Noto Sans CJK SC","Arial"'),
}
_STYLE = """
@page { size: A4 %(turned)s; margin: 24mm 22mm;
  @bottom-center { content: %(foot)s; font: 9pt %(text)s,serif; } }
html { font: 11.5pt/1.6 %(text)s,serif; }
h1 { font: bold 19pt/1.4 %(heading)s,sans-serif; text-align: center; margin: 0 0 8mm; }
h2 { font: bold 14pt/1.4 %(heading)s,sans-serif; margin: 6mm 0 2mm; break-after: avoid; }
h3 { font: bold 12pt/1.4 %(heading)s,sans-serif; margin: 4mm 0 1mm; break-after: avoid; }
p { margin: 0 0 2mm; } p.center { text-align: center; } p.right { text-align: right; }
p.both { text-align: justify; } p.indent { text-indent: 2em; } p.small { font-size: 9pt; }
p.bold { font-weight: bold; }
table { width: 100%%; border-collapse: collapse; table-layout: fixed; margin: 2mm 0 4mm; font-size: 9.5pt;
  line-height: 1.4; }
td, th { border: .5pt solid #808080; padding: 1mm 1.5mm; vertical-align: middle; text-align: left;
  overflow-wrap: anywhere; }
th { background: #ededed; } tr { break-inside: avoid; }
.tall td { height: 11mm; } .break { break-after: page; }
"""


class CannotSet(RuntimeError):
    """The libraries or the type that PDF is set with are missing on this machine."""


def to_pdf(paper: Paper) -> bytes:
    """The paper as the content of a PDF file. Raises: CannotSet."""
    try:
        from weasyprint import HTML
    except OSError as missing:
        raise CannotSet(
            "PDF cannot be set: Pango is missing. Install libpango-1.0-0, libpangoft2-1.0-0, "
            "libharfbuzz-subset0 and fonts-noto-cjk, or take the Word file."
        ) from missing
    made: bytes = HTML(string=to_html(paper), url_fetcher=_nothing).write_pdf()
    return made


def to_html(paper: Paper) -> str:
    """The paper as one page of HTML with its style inside."""
    text, heading = FACES[paper.language]
    style = _STYLE % {
        "text": text,
        "heading": heading,
        "turned": "landscape" if paper.is_landscape else "portrait",
        "foot": _foot(paper),
    }
    inside = "".join(part for block in paper.blocks for part in _block(block))
    return (
        f'<!doctype html><html lang="{paper.language}"><head><meta charset="utf-8">'
        f"<title>{escape(paper.title)}</title><style>{style}</style></head>"
        f"<body><h1>{escape(paper.title)}</h1>{inside}</body></html>"
    )


def _foot(paper: Paper) -> str:
    before, between, after = PAGE_OF.text(paper.language).split("#")
    said = f"{paper.foot}　" if paper.foot else ""
    parts = (_quoted(said + before), "counter(page)", _quoted(between), "counter(pages)", _quoted(after))
    return " ".join(parts)


def _quoted(text: str) -> str:
    """A text as a string of CSS; signs that could end it, or the style, are written by number."""
    return '"' + "".join(f"\\{ord(char):x} " if char in '"\\<>\n' else char for char in text) + '"'


def _block(block: Block) -> Iterable[str]:
    if isinstance(block, Heading):
        level = min(block.level, 2) + 1
        yield f"<h{level}>{escape(block.text)}</h{level}>"
    elif isinstance(block, Text):
        marks = [block.align, *(name for name in ("indent", "small", "bold") if getattr(block, name))]
        for line in block.text.split("\n"):
            yield f'<p class="{" ".join(marks)}">{escape(line)}</p>'
    elif isinstance(block, Table):
        yield _table(block)
    elif isinstance(block, Facts):
        yield _table(Table((), block.pairs, (3, 7)))
    elif isinstance(block, Lines):
        yield _table(Table((), tuple((each, "") for each in block.labels), (4, 6)), mark="tall")
    elif isinstance(block, Break):
        yield '<div class="break"></div>'


def _table(table: Table, mark: str = "") -> str:
    widths = table.widths or (1,) * len(table.head)
    columns = "".join(f'<col style="width:{each / sum(widths):.2%}">' for each in widths)
    head = "".join(f"<th>{escape(each)}</th>" for each in table.head)
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in table.rows
    )
    top = f"<thead><tr>{head}</tr></thead>" if head else ""
    return f'<table class="{mark}"><colgroup>{columns}</colgroup>{top}<tbody>{rows}</tbody></table>'


def _nothing(address: str, *_: object, **__: object) -> dict[str, object]:
    raise ValueError(f"A paper loads nothing from elsewhere, and not {address[:60]!r}.")
