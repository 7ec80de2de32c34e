import pytest

from scanner.reading.phones import extensions, numbers


@pytest.mark.parametrize(
    ("written", "digits", "kind"),
    [
        ("05973 55-3628", "05973553628", "direct"),
        ("05990-55 117", "0599055117", "direct"),
        ("(0 59 90) 55-117", "0599055117", "direct"),
        ("02990/55-117", "0299055117", "direct"),
        ("+49 (0)5973 55-3628", "05973553628", "direct"),
        ("+49 5973 55-3628", "05973553628", "direct"),
        ("0049 5973 55 0", "05973550", "switchboard"),
        ("0 52 22 / 952 - 0", "052229520", "switchboard"),
        ("05990-55 0", "05990550", "switchboard"),
        ("05990 55-00", "059905500", "switchboard"),
        ("0171 1234567", "01711234567", "direct"),
        ("05988 5514", "059885514", ""),
    ],
)
def test_numbers(written, digits, kind):
    (found,) = numbers(f"Telefon {written}, Zimmer 4")
    assert (found.digits, found.kind) == (digits, kind)


@pytest.mark.parametrize(
    "text",
    [
        "Stand 02/2016",
        "am 01.02.2026",
        "8-12 Uhr",
        "06.00-22.00 Uhr",
        "20,00 EUR",
        "DE12 4805 0161 0000 0000 12",
        "AGS 05999001",
        "05770012-0001-22",
        "33988 Musterfeld",
        "1.000-2.000 Euro",
        "seit 2024-2025",
        "Az. 32-12/4",
    ],
)
def test_what_is_no_number(text):
    assert not list(numbers(text))


def test_extensions():
    assert [(found.digits, found.kind) for found in extensions("77-112")] == [("77112", "direct")]
    assert [found.kind for found in extensions("77-0")] == ["switchboard"]
