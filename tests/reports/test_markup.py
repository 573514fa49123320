"""HTML made of templates: every value escaped, what is HTML left as it is."""

from typing import Any

from monitor.reports.markup import Html, html

NASTY = "<script>alert('ñ')</script> & \"más\" ${lang}\x1b[31m"


def test_text_that_lies_among_html_is_escaped_too() -> None:
    pieces: list[Any] = [Html("<i>"), NASTY]
    assert "<script" not in html("${pieces}", pieces=pieces)


def test_every_value_is_escaped_and_what_is_html_is_not() -> None:
    piece = html(
        '<b title="${a}">${b}${c}${d}</b>', a=NASTY, b=Html("<i>"), c=[Html("<u>")], d=None
    )
    assert "<script" not in piece
    assert "\x1b" not in piece
    assert (
        "&lt;script&gt;alert(&#x27;ñ&#x27;)&lt;/script&gt; &amp; &quot;más&quot; ${lang}" in piece
    )
    assert piece.endswith("<i><u></b>")
