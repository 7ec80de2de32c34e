import pytest

from criteria.words import word_list
from scanner.reading.negation import Speech, sentences
from tests.reading.small_sites import the_set

MUK = word_list(["Mein Unternehmenskonto", "Unternehmenskonto", "Organisationskonto"])
BUNDID = word_list(["BundID"])
DEMAIL = word_list(["De-Mail*"])
BEBPO = word_list(["beBPo*"])
PAYING = word_list(["online bezahlen", "Kreditkarte", "elektronische Bezahlung"])
PRINTING = word_list(["ausdrucken"])


def said(text, words):
    return Speech(the_set().lexicon).says(text, lambda folded: words.search_folded(folded) is not None).value


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Mein Unternehmenskonto können Sie derzeit nicht nutzen.", MUK, "no"),
        ("Mein Unternehmenskonto, das neue Konto für Firmen, kann noch nicht verwendet werden.", MUK, "no"),
        ("Die Anmeldung mit Mein Unternehmenskonto ist möglich.", MUK, "yes"),
        ("De-Mail: nicht eröffnet", DEMAIL, "no"),
        ("Der frühere De-Mail-Zugang ist seit 2023 abgeschaltet.", DEMAIL, "no"),
        ("Für De-Mails ist kein Zugang eröffnet.", DEMAIL, "no"),
        ("Sie erreichen uns per De-Mail unter post@musterfeld.de-mail.example.", DEMAIL, "yes"),
    ],
)
def test_a_denial_counts_for_its_clause(text, words, expected):
    assert said(text, words) == expected


@pytest.mark.parametrize(
    ("text", "denied", "affirmed"),
    [
        ("Die Anmeldung ist mit BundID möglich, mit Mein Unternehmenskonto noch nicht.", MUK, BUNDID),
        ("Anmelden können Sie sich mit BundID, aber noch nicht mit dem Unternehmenskonto.", MUK, BUNDID),
        ("De-Mail ist abgeschaltet und beBPo ist eröffnet.", DEMAIL, BEBPO),
        ("De-Mail wird nicht mehr angeboten. Schreiben Sie uns über beBPo.", DEMAIL, BEBPO),
        ("Nicht mit De-Mail, sondern mit beBPo erreichen Sie uns.", DEMAIL, BEBPO),
        ("Bitte nicht ausdrucken, die Gebühr zahlen Sie mit Kreditkarte.", PRINTING, PAYING),
    ],
)
def test_the_other_half_of_a_sentence_is_left_alone(text, denied, affirmed):
    assert (said(text, denied), said(text, affirmed)) == ("no", "yes")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Nicht nur mit BundID, sondern auch mit dem Unternehmenskonto melden Sie sich an.", BUNDID),
        ("Ohne BundID geht es nicht.", BUNDID),
        ("Mit der BundID müssen Sie nicht mehr ins Rathaus kommen.", BUNDID),
        ("Mit BundID ist keine Unterschrift nötig.", BUNDID),
    ],
)
def test_two_denials_and_denials_of_something_else_affirm(text, words):
    assert said(text, words) == "yes"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Weder De-Mail noch beBPo stehen offen.", BEBPO),
        ("Künftig ist auch die Anmeldung mit dem Unternehmenskonto möglich.", MUK),
        ("Statt per De-Mail schreiben Sie uns bitte über beBPo.", DEMAIL),
        ("Kann ich online bezahlen? Nein, Sie bekommen einen Bescheid.", PAYING),
        ("Kann ich online bezahlen? Das ist leider nicht möglich.", PAYING),
    ],
)
def test_what_is_announced_replaced_or_answered_with_no_is_denied(text, words):
    assert said(text, words) == "no"


@pytest.mark.parametrize(
    "text",
    [
        "Falls Sie noch kein Unternehmenskonto haben, legen Sie eines an.",
        "Eine Anmeldung mit dem Unternehmenskonto ist nicht erforderlich.",
        "Was ist das Organisationskonto?",
        "Das Rathaus ist nicht geöffnet.",
    ],
)
def test_conditions_questions_and_other_topics_take_no_side(text):
    assert said(text, MUK) == "unknown"


def test_a_question_is_affirmed_by_its_answer():
    assert said("Kann ich online bezahlen? Ja, in allen Diensten.", PAYING) == "yes"


def test_sentences_do_not_end_at_abbreviations_and_dates():
    text = "Nach § 12 Abs. 1 Nr. 2 gilt das bis 1. Mai. Danach bzw. Später nicht."
    assert sentences(text, the_set().lexicon)[0] == "Nach § 12 Abs. 1 Nr. 2 gilt das bis 1. Mai."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Derzeit ist nur Barzahlung möglich, ePayment folgt.", "no"),
        ("Das ePayment folgt 2028.", "no"),
        ("Danach folgt das ePayment.", "yes"),
    ],
)
def test_what_is_still_to_come_is_not_there(text, expected):
    assert said(text, word_list(["ePayment"])) == expected
