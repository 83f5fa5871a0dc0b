"""Papers: the same blocks as Word and as PDF, names as is custom, letters that only fill in fields."""

import io
import zipfile

import pytest

from shanhai.papers import (
    Break,
    Facts,
    Heading,
    Lines,
    Paper,
    Table,
    TemplateFault,
    Text,
    check_template,
    fill,
    read_word,
    set_name,
    to_pdf,
    to_word,
    with_foot,
)
from shanhai.papers.pdf import to_html

BLOCKS = (
    Text("现将名单予以公示。", indent=True),
    Heading("名单"),
    Table(("序号", "姓名"), (("1", "李　明"), ("2", "欧阳海")), (1, 4)),
    Facts((("指纹", "ab12"),)),
    Break(),
    Lines(("签名", "日期")),
    Text("二〇二二年六月", align="right"),
)
PAPER = Paper("选派名单", "zh-hans", BLOCKS, foot="虚构样例")


def _letter(*lines: str) -> bytes:
    return to_word(Paper("Letter", "en", tuple(Text(line) for line in lines)))


def _pdf_text(content: bytes) -> list[str]:
    from pypdf import PdfReader

    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


@pytest.mark.parametrize(
    ("typed", "set_as"),
    [
        ("李明", "李　明"),
        ("李　明", "李　明"),
        ("李 明", "李　明"),
        ("欧阳海", "欧阳海"),
        ("欧 阳 海", "欧阳海"),
        ("Li Ming", "Li Ming"),
        ("A明", "A明"),
        ("", ""),
    ],
)
def test_a_name_of_two_characters_stands_as_wide_as_one_of_three(typed: str, set_as: str) -> None:
    assert set_name(typed) == set_as


def test_a_pdf_has_its_words_its_page_numbers_and_its_foot() -> None:
    first, second = _pdf_text(to_pdf(PAPER))
    assert "选派名单" in first
    assert "欧阳海" in first
    assert "第 1 页，共 2 页" in first
    assert "虚构样例" in first
    assert "签名" in second
    assert "第 2 页，共 2 页" in second


def test_a_word_file_is_a4_with_chinese_type_and_page_numbers_as_fields() -> None:
    with zipfile.ZipFile(io.BytesIO(to_word(PAPER))) as package:
        document = package.read("word/document.xml").decode()
        styles = package.read("word/styles.xml").decode()
        foot = next(package.read(name).decode() for name in package.namelist() if "footer" in name)
    assert 'w:w="11906"' in document
    assert 'w:h="16838"' in document
    assert "w:tblHeader" in document
    assert 'w:eastAsia="宋体"' in styles
    assert " PAGE " in foot
    assert " NUMPAGES " in foot
    assert "虚构样例" in foot


def test_a_month_in_a_table_of_a_word_file_is_not_parted_from_its_year() -> None:
    made = to_word(Paper("名单", "zh-hans", (Table(("挂职时间",), (("2021-12 – 2023-12",),)),)))
    document = zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml").decode()
    assert "2021\u201112 – 2023\u201112" in document


def test_a_word_file_read_back_says_the_same_as_it_was_made_from() -> None:
    back = read_word(to_word(PAPER), "zh-hans")
    assert back.title == PAPER.title
    assert BLOCKS[0] in back.blocks
    assert Heading("名单") in back.blocks
    assert BLOCKS[-1] in back.blocks
    tables = [each.rows for each in back.blocks if isinstance(each, Table)]
    assert tables[0] == (("序号", "姓名"), ("1", "李　明"), ("2", "欧阳海"))
    assert any(isinstance(each, Break) for each in back.blocks)


def test_words_are_never_taken_for_markup() -> None:
    nasty = '<b>&"\\</style><script>\x07'
    paper = Paper(nasty, "en", (Text(nasty), Table((nasty,), ((nasty,),), (1,))), foot=nasty)
    assert "<script>" not in to_html(paper)
    assert "<b>&" in read_word(to_word(paper), "en").title
    assert len(_pdf_text(to_pdf(paper))) == 1


def test_a_word_file_is_given_another_line_at_its_foot():
    from docx import Document

    made = to_word(Paper("通知", "zh-hans", (Text("正文"),)))
    document = Document(io.BytesIO(with_foot(made, "虚构样例")))
    (section,) = document.sections
    page, added = (each.text for each in section.footer.paragraphs)
    assert page.startswith("第")
    assert added == "虚构样例"
    assert with_foot(made, "") == made


def test_a_letter_has_its_fields_filled_in() -> None:
    template = _letter("Dear {{ name }}, you go to {{ host }}.")
    check_template(template, {"name", "host"})
    back = read_word(fill(template, {"name": "李　明 & <Co>", "host": "青溪县"}), "en")
    assert back.blocks == (Text("Dear 李　明 & <Co>, you go to 青溪县."),)


def test_a_letter_may_hold_a_condition() -> None:
    template = _letter("{% if term %}From {{ term }}.{% endif %}")
    check_template(template, {"term"})
    assert read_word(fill(template, {"term": "July"}), "en").blocks == (Text("From July."),)
    assert read_word(fill(template, {"term": ""}), "en").blocks == ()


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{{ nobody }}", "template_field_unknown"),
        ("{{ name.__class__ }}", "template_does_more"),
        ("{{ name['x'] }}", "template_does_more"),
        ("{{ range(9) }}", "template_does_more"),
        ("{{ name|upper }}", "template_does_more"),
        ("{% for x in name %}{{ name }}{% endfor %}", "template_does_more"),
        ("{% set name = 1 %}", "template_does_more"),
        ("{{ name", "template_unreadable"),
    ],
)
def test_a_template_that_does_more_than_fill_in_is_refused(line: str, code: str) -> None:
    with pytest.raises(TemplateFault) as refused:
        check_template(_letter(line), {"name"})
    assert refused.value.code == code


def test_a_template_that_loads_something_from_elsewhere_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_letter("{{ name }}"))) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/_rels/document.xml.rels":
                content = content.replace(
                    b"</Relationships>",
                    b'<Relationship Id="rX" Type="http://x/image" Target="http://x/y" TargetMode="External"/>'
                    b"</Relationships>",
                )
            new.writestr(name, content)
    with pytest.raises(TemplateFault, match="template_reaches_out"):
        check_template(stream.getvalue(), {"name"})
