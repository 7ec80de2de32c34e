"""Observations that read the content: text, section, value, contact, form, page."""

from scanner.reading.facts import Field, Quality
from tests.judging.builders import (
    HOST,
    WORDS,
    Answer,
    Contact,
    Form,
    Kind,
    Region,
    Section,
    Value,
    ask,
    block,
    described,
    key,
    page,
    says,
    site,
    with_service,
)

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
SERVICE = {"service": "gewerbe_anmeldung"}


def test_text_counts_in_the_content_and_not_in_menus_or_repeated_blocks():
    menu = block("Gewerbe anmelden", region=Region.NAV)
    banner = block("Gewerbe immer online")
    where = site(page(blocks=[menu, banner]), repeated=frozenset({"gewerbe immer online"}))
    rule = {"in": "homepage", "text": {"words": ["gewerbe*"]}}

    assert says(where, rule) is NO
    assert says(site(page(blocks=[block("Ihr Gewerbe")])), rule) is YES


def test_text_is_ruled_out_by_a_word_in_the_same_block():
    where = site(page(blocks=[block("Termin online buchen")]))

    assert says(where, {"in": "homepage", "text": {"words": ["online"], "not": ["termin*"]}}) is NO


def test_a_service_says_enough_with_forty_words():
    rule = {"text": {"at_least_words": 40}}

    assert says(with_service(), rule, **SERVICE) is YES
    assert says(with_service(pages=(page("/gewerbe", "Gewerbe", "Wir informieren Sie gern."),)), rule, **SERVICE) is NO


def test_without_a_page_it_is_no_only_if_the_service_was_searched_for_in_full():
    rule = {"in": "fullest", "text": {"at_least_words": 40}}
    unfinished = site(searched={})

    assert says(site(), rule, service="taxi") is NO
    assert says(unfinished, rule, service="taxi") is UNKNOWN
    assert ask(unfinished, rule, service="taxi").reason == "service_not_found"


def _with_sections(*sections):
    blocks = [block("Gewerbeanmeldung", "heading", level=1), block("Unterlagen", "heading", level=2, section=1)]
    blocks += [block("Personalausweis", "item", section=1)]
    return page("/gewerbe", "Gewerbeanmeldung", blocks=blocks, sections=list(sections))


def test_a_section_counts_with_text_and_not_as_an_empty_heading():
    rule = {"section": {"heading": ["unterlagen*"]}}
    full = Section("Erforderliche Unterlagen", 2, "h2", Region.MAIN, 2, 3, 1)
    empty = Section("Erforderliche Unterlagen", 2, "h2", Region.MAIN, 3, 3, 0)
    named = {"section": {"heading": ["erforderliche unterlagen*"]}}

    outcome = ask(with_service(pages=(_with_sections(full),)), named, **SERVICE)
    assert outcome.holds
    assert "Personalausweis" in outcome.places[0].snippet
    assert says(with_service(pages=(_with_sections(empty),)), named, **SERVICE) is NO
    assert says(with_service(pages=(_with_sections(full),)), rule, **SERVICE) is YES


def test_a_value_counts_by_kind_in_the_content():
    fee = Value("fee", "26 Euro", Region.MAIN, "main > p", amount=26.0)
    foot = Value("hours", "Mo-Fr 8-12 Uhr", Region.FOOTER, "footer > p")
    where = with_service(pages=(page("/gewerbe", "Gewerbeanmeldung", values=[fee, foot]),))

    assert says(where, {"value": {"kind": "fee"}}, **SERVICE) is YES
    assert says(where, {"value": {"kind": "hours"}}, **SERVICE) is NO
    assert says(where, {"value": {"kind": ["deadline", "fee"]}}, **SERVICE) is YES


def _two_sections():
    """One page for two services as sections, with a shared contact at the end."""
    blocks = [
        block("Steuern", "heading", level=1),
        block("Grundsteuer", "heading", level=2, path="main > h2:nth-of-type(1)"),
        block("Jedes Jahr fällig. " * 15, path="main > p:nth-of-type(1)"),
        block("SEPA-Mandat", "heading", level=2, path="main > h2:nth-of-type(2)"),
        block("Mandat erteilen. " * 20, path="main > p:nth-of-type(2)"),
        block("Kasse, Zimmer 3", path="main > div"),
    ]
    sections = [
        Section("Steuern", 1, "h1", Region.MAIN, 1, 6, 100),
        Section("Grundsteuer", 2, "main > h2:nth-of-type(1)", Region.MAIN, 2, 3, 45, 0),
        Section("SEPA-Mandat", 2, "main > h2:nth-of-type(2)", Region.MAIN, 4, 6, 45, 0),
    ]
    values = [
        Value("fee", "kostenfrei", Region.MAIN, "main > p:nth-of-type(1)", 1),
        Value("address", "Kasse, Zimmer 3", Region.MAIN, "main > div", 2),
    ]
    one = page("/steuern", "Steuern", blocks=blocks, sections=sections, values=values)
    found = {
        "grundsteuer": (described("grundsteuer", "/steuern", section=1, first=2, last=3, shared=((5, 6),)),),
        "sepa": (described("sepa", "/steuern", section=2, first=4, last=5, shared=((5, 6),)),),
    }
    return site(one, services=found)


def test_a_service_that_is_a_section_reads_its_section_and_the_shared_blocks():
    where = _two_sections()

    assert says(where, {"value": {"kind": "fee"}}, service="grundsteuer") is YES
    assert says(where, {"value": {"kind": "fee"}}, service="sepa") is NO
    assert says(where, {"value": {"kind": "address"}}, service="sepa") is YES


PERSON = Contact(
    "person",
    "Frau Ada Lind",
    "Sachbearbeiterin",
    "Gewerbe",
    phone="05990 12-34",
    phone_kind="direct",
    mail="ada.lind@musterfeld.example",
    mail_kind="personal",
    path="aside",
    text="Frau Ada Lind 05990 12-34",
)
OFFICE = Contact(
    "office",
    unit="Ordnungsamt",
    phone="05990 12-0",
    phone_kind="switchboard",
    path="aside",
    text="Ordnungsamt 05990 12-0",
)


def _with_contacts(*contacts, **more):
    return with_service(pages=(page("/gewerbe", "Gewerbeanmeldung", contacts=list(contacts)),), **more)


def test_a_named_person_with_extension_and_mail():
    rule = {"contact": {"kind": "person", "has": ["direct", "mail"]}}

    assert says(_with_contacts(PERSON), rule, **SERVICE) is YES
    assert says(_with_contacts(OFFICE), rule, **SERVICE) is NO


def test_a_switchboard_is_no_extension():
    rule = {"contact": {"kind": "office", "any_of": ["extension", "mail"]}}

    assert says(_with_contacts(OFFICE), rule, **SERVICE) is NO


def test_a_contact_that_stands_on_every_page_is_nobodys():
    where = _with_contacts(PERSON, repeated=frozenset({"frau ada lind 05990 1234"}))

    assert says(where, {"contact": {"kind": "person"}}, **SERVICE) is NO


def _business_promotion(*contacts):
    one = page("/wifoe", "Wirtschaftsförderung", contacts=list(contacts))
    return site(one, kinds={key("/wifoe"): frozenset({Kind.WIFOE})})


def test_the_mayor_is_no_contact_for_business():
    mayor = Contact("person", "Herr Jan Wolf", "Bürgermeister", phone="1", path="p", text="Jan Wolf")
    where = _business_promotion(mayor)
    rule = {"in": {"page": "wirtschaftsfoerderung"}, "contact": {"kind": "person", "not_role": ["buergermeister*"]}}

    assert says(where, rule) is NO


def test_a_regional_agency_is_no_contact_of_the_town():
    agent = Contact(
        "person", "Frau Eva Tal", "Beraterin", phone="1", mail="tal@regionalagentur.example", path="p", text="Eva Tal"
    )
    where = _business_promotion(agent)
    rule = {"kind": "person", "any_of": ["phone"]}

    assert says(where, {"in": {"page": "wirtschaftsfoerderung"}, "contact": rule}) is NO
    assert says(where, {"in": {"page": "wirtschaftsfoerderung"}, "contact": {**rule, "owner": "other"}}) is YES


def test_several_persons_must_be_different_ones():
    rule = {"contact": {"kind": "person", "at_least": 2}}
    other = Contact("person", "Herr Udo Meer", phone="2", path="p2", text="Udo Meer")

    assert says(_with_contacts(PERSON, PERSON), rule, **SERVICE) is NO
    assert says(_with_contacts(PERSON, other), rule, **SERVICE) is YES


def test_a_form_is_told_by_its_own_words_or_by_the_title_over_a_letter_to_write():
    letter = Form("/send", "post", (Field("m", "textarea", "Ihre Nachricht"),), Region.MAIN, "form", "Absenden")
    style = Form("/style", "get", (Field("s", "select", "Schriftgröße"),), Region.HEADER, "form", "Schrift")
    rule = {"in": "any_page", "form": {"purpose": ["kontakt*"]}}

    assert says(site(page("/kontakt", "Kontakt", forms=[letter])), rule) is YES
    assert says(site(page("/kontakt", "Kontakt", forms=[style])), rule) is NO
    assert (
        says(
            site(page("/kontakt", "Kontakt", forms=[letter])),
            {"in": "any_page", "form": {"purpose": ["kontakt*"], "not": ["nachricht*"]}},
        )
        is NO
    )


def test_pages_by_viewport_kind_and_what_they_use():
    home = page(viewport="width=device-width, initial-scale=1", uses=frozenset({"translator"}))
    where = site(home, page("/faq"), kinds={key("/faq"): frozenset({Kind.FAQ_BUSINESS})})

    outcome = ask(where, {"in": "homepage", "page": {"viewport": "device-width"}})
    assert outcome.holds
    assert "device-width" in outcome.places[0].snippet
    assert says(where, {"page": "faq_business"}) is YES
    assert says(where, {"page": "tenders"}) is NO
    assert says(where, {"in": "any_page", "page": {"uses": "translator"}}) is YES


ENGLISH = "Registering a business is easy and takes only a few minutes when you bring your passport along. " * 4


def test_another_language_is_told_by_the_text_and_not_by_what_the_page_declares():
    rule = {"in": "any_page", "page": {"language": "other"}}

    assert says(site(page("/en", "Welcome", ENGLISH, language="de")), rule) is YES
    assert says(site(page("/en", "Welcome", WORDS * 2 + "der die das und ist nicht " * 8, language="en")), rule) is NO


def test_an_unreadable_homepage_is_unknown():
    where = site(page(quality=Quality.SHELL))
    outcome = ask(where, {"in": "homepage", "page": {"viewport": "device-width"}})

    assert outcome.truth is UNKNOWN
    assert outcome.reason == "shell"
    assert HOST in where.municipality.homepage
