import pytest

from scanner.reading.decode import decode

GERMAN = "<p>Gewerbe für Städte – „Grüße“ 20 €</p>"
LATIN = "<p>Gebühren für größere Märkte</p>"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (GERMAN.encode(), ""),
        (GERMAN.encode(), "text/html; charset=utf-8"),
        (GERMAN.encode(), "text/html; charset=iso-8859-1"),  # wrongly declared
        (b"<meta charset=windows-1252>" + GERMAN.encode(), ""),  # wrongly declared inside
        (GERMAN.encode("cp1252"), ""),
        (GERMAN.encode("cp1252"), "text/html; charset=ISO-8859-1"),  # browsers read windows-1252
        (GERMAN.encode("cp1252"), "text/html; charset=utf-8"),  # wrongly declared
        (GERMAN.encode("cp1252"), "text/html; charset=bogus"),
        (b'<?xml version="1.0" encoding="iso-8859-1"?>' + GERMAN.encode("cp1252"), ""),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">' + GERMAN.encode("cp1252"), ""),
        (b"\xef\xbb\xbf" + GERMAN.encode(), "text/html; charset=iso-8859-1"),
        (GERMAN.encode("utf-16"), ""),
        (GERMAN.encode("utf-16-le"), "text/html"),
        (GERMAN.encode("utf-16-be"), "text/html"),
    ],
)
def test_text_is_what_the_writer_meant(body, content_type):
    assert decode(body, content_type).text.endswith(GERMAN)


def test_a_template_in_one_charset_around_text_in_another():
    assert decode(GERMAN.encode() + GERMAN.encode("cp1252"), "text/html; charset=utf-8").text == GERMAN * 2


def test_an_undeclared_charset_of_dos_is_guessed():
    assert decode((LATIN * 5).encode("cp850")).text == LATIN * 5


@pytest.mark.parametrize(
    ("body", "content_type", "charset"),
    [
        (b"Rathaus", "text/html; charset=iso-8859-1", "windows-1252"),
        (b"Rathaus", "text/html", "utf-8"),
        (LATIN.encode("cp1252"), "text/html; charset=utf-8", "utf-8"),
        (LATIN.encode("iso-8859-15"), "text/html; charset=iso-8859-15", "iso8859-15"),
    ],
)
def test_charset_in_which_forms_are_sent(body, content_type, charset):
    assert decode(body, content_type).charset == charset


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"\x00" * 500, bytes(range(256)) * 20, b"\xc3"])
def test_nothing_is_too_broken_to_be_read(body):
    assert isinstance(decode(body, "text/html; charset=utf-8").text, str)
