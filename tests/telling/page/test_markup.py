from shanhai.telling.page.markup import Markup, join, tag


def test_text_is_escaped_and_markup_is_not() -> None:
    assert tag("p", "a < b & c", tag("b", "!")) == "<p>a &lt; b &amp; c<b>!</b></p>"


def test_attributes_are_escaped_and_named_as_html_does() -> None:
    assert tag("a", class_="x", data_fit=7, title='"<', hidden=True, open=False) == (
        '<a class="x" data-fit="7" title="&quot;&lt;" hidden></a>'
    )


def test_void_elements_have_no_end() -> None:
    assert tag("meta", name="viewport") == '<meta name="viewport">'


def test_none_is_nothing_and_lists_are_joined() -> None:
    assert join("a", None, ["b", [Markup("<i>"), 3]]) == "ab<i>3"
