import codecs

import pytest

from scanner.reading.mails import Mails, from_script
from tests.reading.pages import content, people, vocabulary

MAILS = Mails(vocabulary())
ADDRESS = "a.muster@stadt.example"


def cloudflare(address, key=0x42):
    return bytes([key, *(ord(sign) ^ key for sign in address)]).hex()


def typo3(address, offset=2):
    """Turn each sign in its ring, as TYPO3 does."""

    def turn(sign):
        for low, high in ((0x2B, 0x3A), (0x40, 0x5A), (0x61, 0x7A)):
            if low <= ord(sign) <= high:
                return chr(low + (ord(sign) - low + offset) % (high - low + 1))
        return sign

    return "".join(map(turn, f"mailto:{address}"))


@pytest.mark.parametrize(
    "written",
    [
        "a.muster@stadt.example",
        "A.Muster@Stadt.example",
        "a.muster(at)stadt.example",
        "a.muster [at] stadt.example",
        "a.muster {at} stadt.example",
        "a.muster (ät) stadt.example",
        "a.muster(at)stadt(dot)example",
        "a.muster [at] stadt [punkt] example",
        "a.muster at stadt.example",
        "a.muster*at*stadt.example",
        "a.muster @ stadt.example",
    ],
)
def test_addresses_in_text(written):
    assert [address for _, _, address in MAILS.in_text(f"Schreiben Sie an {written}, danke.")] == [ADDRESS]


@pytest.mark.parametrize(
    "text", ["Termin at 12.30 Uhr", "Arbeit at home.", "Kosten (a) 5.50 Euro", "@stadtmusterfeld", "a@b"]
)
def test_text_that_is_no_address(text):
    assert not list(MAILS.in_text(text))


@pytest.mark.parametrize(
    "href",
    [
        "mailto:a.muster@stadt.example",
        "MAILTO:a.muster@stadt.example?subject=Gewerbe",
        "mailto:%61.muster%40stadt.example",
        "mailto:a.muster(at)stadt.example",
        f"/cdn-cgi/l/email-protection#{cloudflare(ADDRESS)}",
        f"javascript:linkTo_UnCryptMailto('{typo3(ADDRESS)}');",
        f"javascript:linkTo_UnCryptMailto(%27{typo3(ADDRESS, -3)}%27);",
        f"javascript:linkTo_UnCryptMailto('{typo3(ADDRESS, 5)}', -5);",
        "javascript:mail('a.muster','stadt.example')",
        "javascript:schreibe('a.muster', 'stadt', 'example')",
    ],
)
def test_addresses_behind_links(href):
    assert MAILS.from_href(href) == ADDRESS


@pytest.mark.parametrize("href", ["/kontakt", "javascript:window.print()", "javascript:zoom('a','b')", "mailto:", "#"])
def test_links_without_an_address(href):
    assert MAILS.from_href(href) == ""


@pytest.mark.parametrize(
    "attributes",
    [
        {"data-cfemail": cloudflare(ADDRESS)},
        {"data-user": "a.muster", "data-domain": "stadt.example"},
        {"data-user": "a.muster", "data-domain": "stadt", "data-tld": "example"},
        {"data-mail": "a.muster@stadt.example"},
        {"data-email": "a.muster(at)stadt.example"},
        {"data-mail": ADDRESS[::-1]},
        {"data-mail": codecs.encode(ADDRESS.encode(), "base64").decode().strip()},
        {"data-mailto-token": typo3(ADDRESS, 1), "data-mailto-vector": "1"},
    ],
)
def test_addresses_in_attributes(attributes):
    assert MAILS.from_attributes(attributes) == ADDRESS


@pytest.mark.parametrize(
    "script",
    [
        "document.write('<a href=\"mailto:a.muster@stadt.example\">Mail</a>');",
        "document.write('a.muster' + '@' + 'stadt.example');",
        "var n='a.muster'; var d='stadt.example'; document.write('<a href=\"mai'+'lto:'+n+'@'+d+'\">');".replace(
            "n='a.muster'; var d='stadt.example'; ", "m='a.muster@stadt.example';"
        ),
        f"document.write(String.fromCharCode({','.join(str(ord(sign)) for sign in ADDRESS)}));",
        "post('a.muster','stadt','example')",
        "document.write('a.muster\\u0040stadt.example')",
        "document.write(unescape('a.muster%40stadt.example'))",
    ],
)
def test_addresses_that_scripts_write(script):
    assert from_script(script) == ADDRESS


@pytest.mark.parametrize(
    "script", ["window.print()", "_paq.push(['trackPageView','seite'])", "init('a','b','c')", "var x = '@'"]
)
def test_scripts_that_write_no_address(script):
    assert from_script(script) == ""


@pytest.mark.parametrize(
    "mail",
    [
        f"<a href='mailto:{ADDRESS}'>E-Mail schreiben</a>",
        f"<a href='/cdn-cgi/l/email-protection' data-cfemail='{cloudflare(ADDRESS)}'>[email&#160;protected]</a>",
        f"<span class='__cf_email__' data-cfemail='{cloudflare(ADDRESS)}'>[email&#160;protected]</span>",
        f"<span style='unicode-bidi:bidi-override;direction:rtl'>{ADDRESS[::-1]}</span>",
        "<script>post('a.muster','stadt','example')</script>",
        "a.muster&#64;stadt&#46;example",
        "a.muster<span style='display:none'>nospam</span>@stadt.example",
        "<span data-user='a.muster' data-domain='stadt.example'></span>",
        f"<a href=\"javascript:linkTo_UnCryptMailto('{typo3(ADDRESS)}');\">a.muster@<span>dont-spam</span></a>",
    ],
)
def test_a_person_is_reached_by_a_hidden_address(mail):
    (found,) = people(content(f"<p>Frau Anna Muster<br>Telefon: 05999 55-117<br>E-Mail: {mail}</p>"))
    assert found.mail == ADDRESS


@pytest.mark.parametrize(
    "written",
    [
        '<joomla-hidden-mail is-link="1" is-email="1" first="YS5tdXN0ZXI=" last="c3RhZHQuZXhhbXBsZQ==">geschützt</joomla-hidden-mail>',
        '<img src="m.png" alt="a.muster [at] stadt.example (Grafik)">',
        'a.muster<img src="at.gif" alt="at">stadt.example',
    ],
)
def test_addresses_in_elements_and_images(written):
    (found,) = people(content(f"<p>Frau Anna Muster, Tel. 05999 55-117, {written}</p>"))
    assert found.mail == ADDRESS
