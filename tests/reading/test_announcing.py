from datetime import date

import pytest

from criteria.words import word_list
from scanner.reading.announcing import Announcing
from scanner.reading.negation import Speech
from tests.reading.small_sites import the_set

MUK = word_list(["Mein Unternehmenskonto", "Unternehmenskonto"])
BUNDID = word_list(["BundID"])
PAYING = word_list(["online bezahlen", "Kreditkarte", "PayPal", "ePayment", "Bezahlung", "Online-Bezahlung"])
DAY = date(2026, 11, 27)


def said(text, words):
    return Speech(the_set().lexicon, DAY).says(text, lambda folded: words.search_folded(folded) is not None).value


@pytest.mark.parametrize(
    "text",
    [
        "Die Anmeldung mit Mein Unternehmenskonto ist für 2027 vorgesehen.",
        "Ab Herbst 2027 melden Sie sich mit Mein Unternehmenskonto an.",
        "Ab dem 1. Januar 2027 können Sie sich mit Mein Unternehmenskonto anmelden.",
        "Ab 01.01.2027 ist die Anmeldung mit Mein Unternehmenskonto möglich.",
        "Mein Unternehmenskonto startet im Frühjahr 2027.",
        "Mein Unternehmenskonto: Start 03/2027",
        "Mein Unternehmenskonto (voraussichtlich 2. Quartal 2027)",
        "Die Anbindung an Mein Unternehmenskonto erfolgt bis Ende 2027.",
        "Ab 15. Dezember 2026 ist die Anmeldung mit Mein Unternehmenskonto freigeschaltet.",
        "Mein Unternehmenskonto folgt.",
        "Mein Unternehmenskonto folgt in Kürze.",
        "Mein Unternehmenskonto ist derzeit in Vorbereitung.",
        "Die Anbindung von Mein Unternehmenskonto ist im Aufbau.",
        "Die Anbindung von Mein Unternehmenskonto wird derzeit getestet.",
        "Derzeit bereiten wir die Anmeldung mit Mein Unternehmenskonto vor.",
        "Mein Unternehmenskonto befindet sich in der Pilotphase.",
        "Sobald die Anmeldung mit Mein Unternehmenskonto möglich ist, informieren wir Sie hier.",
        "Im kommenden Jahr können sich Firmen mit Mein Unternehmenskonto anmelden.",
        "Noch in diesem Jahr soll die Anmeldung mit Mein Unternehmenskonto möglich sein.",
        "Künftig können Sie sich mit Mein Unternehmenskonto anmelden.",
        "Auch Mein Unternehmenskonto soll angebunden werden.",
        "Die Anmeldung mit Mein Unternehmenskonto wird bald möglich sein.",
        "Wir arbeiten daran, dass Sie sich mit Mein Unternehmenskonto anmelden können.",
        "Geplant: Anmeldung mit Mein Unternehmenskonto",
        "Sie können sich mit Mein Unternehmenskonto anmelden. Diese Funktion startet 2027.",
        "Kann ich mich mit Mein Unternehmenskonto anmelden? Das ist für 2027 geplant.",
        "Mein Unternehmenskonto wird noch nicht unterstützt.",
        "Die Anmeldung mit Mein Unternehmenskonto ist möglich, aber erst ab 2027.",
        "Mein Unternehmenskonto wird angebunden, voraussichtlich im Herbst 2027.",
    ],
)
def test_what_is_only_announced_is_not_there(text):
    assert said(text, MUK) == "no"


@pytest.mark.parametrize(
    "text",
    [
        "Seit 2024 melden Sie sich mit Mein Unternehmenskonto an.",
        "Seit dem 1. März 2025 ist die Anmeldung mit Mein Unternehmenskonto möglich.",
        "Ab sofort können Sie sich mit Mein Unternehmenskonto anmelden.",
        "Jetzt neu: Anmeldung mit Mein Unternehmenskonto",
        "Ab 2025 melden Sie sich mit Mein Unternehmenskonto an.",
        "Ab Herbst 2026 melden Sie sich mit Mein Unternehmenskonto an.",
        "Nach der Pilotphase steht Mein Unternehmenskonto allen Betrieben offen.",
        "Sobald Sie sich mit Mein Unternehmenskonto angemeldet haben, sehen Sie Ihre Anträge.",
        "Für die Anmeldung ist Mein Unternehmenskonto vorgesehen.",
        "Mit Mein Unternehmenskonto wird der Antrag schneller geprüft.",
        "Anträge für 2027 stellen Sie mit Mein Unternehmenskonto.",
        "Mein Unternehmenskonto richten Sie einmalig ein, danach folgt die Anmeldung im Portal.",
        "Mit Mein Unternehmenskonto geht alles online.",
        "Soll der Bescheid digital kommen, melden Sie sich mit Mein Unternehmenskonto an.",
    ],
)
def test_what_has_begun_is_there(text):
    assert said(text, MUK) == "yes"


@pytest.mark.parametrize(
    ("text", "coming", "there"),
    [
        ("Anmelden können Sie sich mit BundID, Mein Unternehmenskonto folgt 2027.", MUK, BUNDID),
        ("Die Anmeldung ist mit BundID möglich, ab 2027 auch mit Mein Unternehmenskonto.", MUK, BUNDID),
        ("Sie melden sich mit BundID an. Die Kreditkarte als Zahlungsart kommt im Sommer 2027.", PAYING, BUNDID),
    ],
)
def test_a_clause_announces_for_itself(text, coming, there):
    assert (said(text, coming), said(text, there)) == ("no", "yes")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Die Vorauszahlungen für 2027 können Sie mit Kreditkarte zahlen.", "yes"),
        ("Die Bezahlung mit PayPal ist bis 31.12.2027 gebührenfrei.", "yes"),
        ("Die Online-Bezahlung startet 2027.", "no"),
        ("Online-Bezahlung: in Planung", "no"),
        ("Sie erhalten einen Bescheid; ePayment ist in Arbeit.", "no"),
        ("Die Bezahlung per Kreditkarte geht in Kürze an den Start.", "no"),
    ],
)
def test_paying(text, expected):
    assert said(text, PAYING) == expected


def test_labels_and_links():
    told = Announcing(the_set().lexicon, DAY)
    assert told.announces("Chatbot „Uli“ startet 2027 Fragen ans Rathaus rund um die Uhr")
    assert told.announces("Live-Chat (in Vorbereitung)")
    assert not told.announces("Chatbot seit 2024")
    assert not told.announces("Chatbot „Uli“ fragen")
