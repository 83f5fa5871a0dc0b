"""Papers: what is said once as blocks and comes out as Word and as PDF, A4, with page numbers."""

from shanhai.papers.blocks import Block, Break, Facts, Heading, Lines, Paper, Table, Text, set_name
from shanhai.papers.letters import TemplateFault, check_template, fields_of, fill
from shanhai.papers.pdf import CannotSet, to_pdf
from shanhai.papers.reading import read_word
from shanhai.papers.word import to_word, with_foot

__all__ = [
    "Block",
    "Break",
    "CannotSet",
    "Facts",
    "Heading",
    "Lines",
    "Paper",
    "Table",
    "TemplateFault",
    "Text",
    "check_template",
    "fields_of",
    "fill",
    "read_word",
    "set_name",
    "to_pdf",
    "to_word",
    "with_foot",
]
