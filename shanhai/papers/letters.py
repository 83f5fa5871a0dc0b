"""Letters from templates that an office edits in Word: fields are filled in, and nothing else is run.

A template may hold fields (`{{ name }}`) and conditions (`{% if … %}`) and no more: no loop, no call, no
filter. It is checked when it is handed in, and filled in a closed room afterwards all the same.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from shanhai.papers.blocks import printable

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

#: What a template may consist of, as Jinja names it.
_ALLOWED = frozenset({"Template", "Output", "TemplateData", "Name", "If", "Not", "And", "Or", "Const"})
_MOST_CHARACTERS = 2_000_000


class TemplateFault(ValueError):
    """A template that cannot be taken: `code` says why, `data` what it is about."""

    def __init__(self, code: str, data: str = "") -> None:
        super().__init__(f"{code}: {data}" if data else code)
        self.code, self.data = code, data


def check_template(content: bytes, fields: Collection[str]) -> None:
    """Go on with a template whose fields are all known. Raises: TemplateFault."""
    from jinja2 import TemplateSyntaxError

    try:
        reaches_out, parts = _reaches_out(content), _parts(content)
    except _damaged() as broken:
        raise TemplateFault("template_broken") from broken
    if reaches_out:
        raise TemplateFault("template_reaches_out")
    for xml in parts:
        if len(xml) > _MOST_CHARACTERS:
            raise TemplateFault("template_too_long")
        try:
            tree = _environment().parse(xml)
        except TemplateSyntaxError as wrong:
            raise TemplateFault("template_unreadable", str(wrong.message)[:200]) from wrong
        _check(tree, fields)
    fill(content, dict.fromkeys(fields, "·"))


def fields_of(content: bytes) -> set[str]:
    """The fields that a template names, which was checked before."""
    from jinja2 import nodes

    trees = (_environment().parse(xml) for xml in _parts(content))
    return {node.name for tree in trees for node in tree.find_all(nodes.Name)}


def fill(content: bytes, fields: Mapping[str, str]) -> bytes:
    """The template with its fields filled in, as the content of a .docx file. Raises: TemplateFault."""
    from docxtpl import DocxTemplate
    from jinja2 import TemplateError

    template = DocxTemplate(io.BytesIO(content))
    try:
        template.render(
            {name: printable(value) for name, value in fields.items()}, _environment(), autoescape=True
        )
    except TemplateError as wrong:
        raise TemplateFault("template_unreadable", str(wrong)[:200]) from wrong
    stream = io.BytesIO()
    template.save(stream)
    return stream.getvalue()


def _environment() -> Any:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    return SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)


def _check(tree: Any, fields: Collection[str]) -> None:
    from jinja2 import nodes

    for node in (tree, *tree.find_all(nodes.Node)):
        if type(node).__name__ not in _ALLOWED:
            raise TemplateFault("template_does_more", type(node).__name__)
        if isinstance(node, nodes.Name) and node.name not in fields:
            raise TemplateFault("template_field_unknown", node.name)


def _parts(content: bytes) -> list[str]:
    """The text of the document with its heads and feet, with the marks of fields put together again."""
    from docxtpl import DocxTemplate

    template = DocxTemplate(io.BytesIO(content))
    template.init_docx()
    found = [template.patch_xml(template.get_xml())]
    for address in (template.HEADER_URI, template.FOOTER_URI):
        for _, part in template.get_headers_footers(address):
            found.append(template.patch_xml(template.get_part_xml(part)))
    return found


def _damaged() -> tuple[type[Exception], ...]:
    """What opening a Word file raises whose archive, parts or relations are not what they say."""
    from docx.opc.exceptions import OpcError

    # XML that is none raises a SyntaxError.
    return OpcError, SyntaxError, zipfile.BadZipFile, LookupError, ValueError, AttributeError


def _reaches_out(content: bytes) -> bool:
    """Whether Word would load something from elsewhere when it opens the file."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        relations = [package.read(name) for name in package.namelist() if name.endswith(".rels")]
    return any(
        b'TargetMode="External"' in line and b"/hyperlink" not in line
        for text in relations
        for line in text.split(b"<Relationship ")
    )
