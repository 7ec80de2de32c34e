import pytest

from spiders.detours import detours

PAGE = "http://www.musterdorf.example/a/b.html"


@pytest.mark.parametrize(
    "html",
    [
        '<meta http-equiv="refresh" content="0; url=/neu.html">',
        "<META HTTP-EQUIV=Refresh CONTENT='5;URL=../neu.html'>",
        '<frameset cols="20%,80%"><frame name=x src="/neu.html"></frameset>',
        "<iframe width=1 src=/neu.html></iframe>",
    ],
)
def test_a_page_that_sends_on_without_a_link_is_followed(html):
    assert detours(html.encode(), PAGE) == ["http://www.musterdorf.example/neu.html"]


def test_other_pages_send_nowhere():
    assert detours(b'<meta http-equiv="refresh" content="300"><img src=x.png><iframe src="about:blank">', PAGE) == []
    assert detours(b"\xff\xfe\x00<meta", PAGE) == []
