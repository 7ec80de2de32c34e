import pytest

from scanner.reading.facts import Region
from tests.reading.pages import content, people, read

PERSON = ("Frau Anna Muster", "0599955117", "a.muster@stadt.example")
PHONE, MAIL = "05999 55-117", "a.muster@stadt.example"


def only(inner):
    (found,) = content(inner).contacts
    return found


@pytest.mark.parametrize(
    "inner",
    [
        f"<p>Frau Anna Muster<br>Telefon: {PHONE}<br>E-Mail: {MAIL}</p>",
        f"<p>Frau Anna Muster, Tel. {PHONE}, {MAIL}</p>",
        f"<p>Fragen beantwortet Frau Anna Muster, Zimmer 4, Telefon {PHONE}, E-Mail {MAIL}.</p>",
        f"<p>Zuständig ist Frau Anna Muster. Sie erreichen sie unter der Rufnummer {PHONE} oder {MAIL}.</p>",
        f"<h3>Kontakt</h3><p>Frau Anna Muster</p><p>Telefon {PHONE}</p><p>{MAIL}</p>",
        f"<div class=vcard><span class=fn>Frau Anna Muster</span><span class=tel>{PHONE}</span><a href='mailto:{MAIL}'>Mail</a></div>",
        f"<table><tr><th>Name</th><th>Telefon</th><th>Mail</th></tr><tr><td>Frau Anna Muster</td><td>{PHONE}</td><td>{MAIL}</td></tr></table>",
        f"<table><tr><td>Ansprechpartnerin</td><td>Frau Anna Muster</td></tr><tr><td>Telefon</td><td>{PHONE}</td></tr>"
        f"<tr><td>E-Mail</td><td>{MAIL}</td></tr></table>",
        f"<dl><dt>Name</dt><dd>Frau Anna Muster</dd><dt>Telefon</dt><dd>{PHONE}</dd><dt>E-Mail</dt><dd>{MAIL}</dd></dl>",
        f"<ul><li>Frau Anna Muster, {PHONE}, {MAIL}</li></ul>",
        f"<div class=kontaktbox><p>Telefon: {PHONE}</p><p>{MAIL}</p><p>Frau Anna Muster</p></div>",
        f"<p><strong>Frau Anna Muster</strong><br>Fax: 05999 55-199<br>Tel.: {PHONE}<br>{MAIL}</p>",
    ],
)
def test_a_person_with_number_and_mail(inner):
    (found,) = people(content(inner))
    assert (found.name, found.phone, found.mail) == PERSON
    assert (found.phone_kind, found.mail_kind) == ("direct", "personal")


@pytest.mark.parametrize(
    ("inner", "name"),
    [
        (f"<div class=kontakt><p>Anna Muster<br>Tel. {PHONE}</p></div>", "Anna Muster"),
        (f"<div class=kontakt><p>Dr. Anna von Muster-Klein<br>Tel. {PHONE}</p></div>", "Dr. Anna von Muster-Klein"),
        (f"<p>Dipl.-Ing. Anna Muster, Tel. {PHONE}</p>", "Dipl.-Ing. Anna Muster"),
        (f"<p>Herr Dr. Jörg Özdemir, Tel. {PHONE}</p>", "Herr Dr. Jörg Özdemir"),
        (f"<p>Frau Neuhaus Telefon {PHONE}</p>", "Frau Neuhaus"),
        (f"<p>Ihre Ansprechpartnerin ist Anna Muster, Tel. {PHONE}</p>", "Anna Muster"),
        (f"<p>Ansprechpartner: Jan Muster (Tel. {PHONE})</p>", "Jan Muster"),
        ("<table><tr><td>Muster, Anna</td><td>Märkte</td><td>55-117</td></tr></table>", "Muster, Anna"),
        (
            "<table><tr><th>Name</th><th>Durchwahl</th></tr><tr><td>Anna Muster</td><td>117</td></tr></table>",
            "Anna Muster",
        ),
    ],
)
def test_names(inner, name):
    (found,) = people(content(inner))
    assert found.name == name
    assert found.phone_kind == "direct"


@pytest.mark.parametrize(
    "inner",
    [
        "<div class=kontakt><p>Fachbereich Ordnung<br>Rathausplatz 1<br>Tel. 05999 55-30</p></div>",
        "<div class=kontakt><p>Stadt Musterfeld<br>Am Markt 3<br>Tel. 05999 55-0</p></div>",
        "<p>Herr Muster hat die Messe eröffnet. Frau Beispiel dankte allen Gästen.</p>",
        "<ul><li>Gewerbe Anmelden, Telefon 05999 55-30</li></ul>",
        "<address>Untere Wasserbehörde<br>Neues Rathaus<br>05999 55-30</address>",
        "<p>Öffnungszeiten: Montag Dienstag, Tel. 05999 55-30</p>",
    ],
)
def test_what_is_no_person(inner):
    assert people(content(inner)) == []


def test_several_people_keep_their_own_numbers():
    rows = "".join(
        f"<tr><td>{name}</td><td>{task}</td><td>05999 55-{number}</td></tr>"
        for name, task, number in (
            ("Herr Eins", "Märkte", 11),
            ("Frau Zwei", "Gaststätten", 12),
            ("Herr Drei", "Steuern", 13),
        )
    )
    lines = rows.replace("tr>", "p>").replace("</td><td>", "<br>").replace("<td>", "").replace("</td>", "")
    for inner in (f"<table>{rows}</table>", f"<div class=kontakt>{lines}</div>"):
        found = people(content(inner))
        assert [(each.name, each.phone[-2:]) for each in found] == [
            ("Herr Eins", "11"),
            ("Frau Zwei", "12"),
            ("Herr Drei", "13"),
        ]


def test_one_person_after_another_in_one_text():
    found = people(content("<p>Herr Eins (Tel. 05999 55-11, eins@stadt.example) und Frau Zwei (Tel. 05999 55-12)</p>"))
    assert [(each.name, each.phone, each.mail) for each in found] == [
        ("Herr Eins", "059995511", "eins@stadt.example"),
        ("Frau Zwei", "059995512", ""),
    ]


def test_paragraphs_of_running_text_lend_no_number_to_a_name_before():
    long = (
        "Die Anmeldung ist auch schriftlich möglich, wenn alle Unterlagen vollständig beiliegen und unterschrieben sind. "
        * 2
    )
    found = people(
        content(f"<p>Auskunft gibt Frau Muster. {long}</p><p>{long} Die Kasse erreichen Sie unter 05999 55-30.</p>")
    )
    assert found == []


@pytest.mark.parametrize(
    ("inner", "kind", "phone_kind", "mail_kind"),
    [
        ("<p>Ordnungsamt, Telefon 05999 55-30</p>", "office", "direct", ""),
        ("<p>Schreiben Sie an gewerbe@stadt.example</p>", "office", "", "role"),
        ("<p>Telefon 05999 55-0</p>", "switchboard", "switchboard", ""),
        ("<p>Zentrale: 05999 5500</p>", "switchboard", "", ""),
        ("<p>Steueramt, Telefon 05999 55-0</p>", "office", "switchboard", ""),
    ],
)
def test_offices_and_switchboards(inner, kind, phone_kind, mail_kind):
    found = only(inner)
    assert (found.kind, found.phone_kind, found.mail_kind) == (kind, phone_kind, mail_kind)


@pytest.mark.parametrize(
    ("mail", "kind"),
    [
        ("anna.muster@stadt.example", "personal"),
        ("muster@stadt.example", "personal"),
        ("mueller@stadt.example", "personal"),
        ("gewerbe@stadt.example", "role"),
        ("info@stadt.example", "role"),
        ("ordnungsamt@stadt.example", "role"),
        ("fb3@stadt.example", "role"),
    ],
)
def test_mailboxes(mail, kind):
    name = "Müller" if mail.startswith("mueller") else "Muster"
    (found,) = people(content(f"<p>Frau Anna {name}, {mail}</p>"))
    assert (found.mail, found.mail_kind) == (mail, kind)


def test_a_role_mailbox_within_a_persons_block_is_that_persons_mail():
    found = only(
        "<div class=kontaktbox><p>Ordnungsamt</p><p>Herr Jan Muster<br>Tel. 05999 55-14<br>gewerbe@stadt.example</p></div>"
    )
    assert (found.name, found.mail, found.unit) == ("Herr Jan Muster", "gewerbe@stadt.example", "Ordnungsamt")


def test_an_extension_is_better_than_the_switchboard():
    found = only("<div class=vcard><p>Frau Muster<br>Zentrale 05999 55-0<br>Durchwahl 05999 55-14</p></div>")
    assert found.phone == "059995514"


def test_a_fax_is_no_telephone():
    assert content("<p>Telefax: 05999 55-199</p>").contacts == ()
    assert only("<p>Frau Muster, Telefon/Fax: 05999 55-117</p>").phone == "0599955117"


@pytest.mark.parametrize(
    ("inner", "task"),
    [
        (
            "<div class=vcard><p>Frau Muster<br>Gewerbe und Gaststätten<br>Tel. 05999 55-14</p></div>",
            "Gewerbe und Gaststätten",
        ),
        ("<p>Frau Muster ist zuständig für Ansiedlungen und Flächen. Tel. 05999 55-14</p>", "Ansiedlungen und Flächen"),
        ("<table><tr><td>Frau Muster</td><td>Existenzgründung</td><td>55-14</td></tr></table>", "Existenzgründung"),
        ("<h4>Gründungsberatung</h4><p>Frau Muster, Tel. 05999 55-14</p>", "Gründungsberatung"),
        ("<h4>Ihre Ansprechpartnerin</h4><p>Frau Muster, Tel. 05999 55-14, Zimmer 4</p>", ""),
    ],
)
def test_tasks(inner, task):
    (found,) = people(content(inner))
    assert found.task == task


@pytest.mark.parametrize(
    ("inner", "role"),
    [
        ("<p>Bürgermeister Herr Jan Muster, Tel. 05999 55-10</p>", "Bürgermeister"),
        ("<div class=vcard><p>Frau Anna Muster<br>Landrätin<br>05999 55-10</p></div>", "Landrätin"),
        ("<h3>Pressestelle</h3><p>Frau Muster, Tel. 05999 55-10</p>", "Pressestelle"),
        ("<p>Frau Muster (Fraktionsvorsitzende), Tel. 05999 55-10</p>", "Fraktionsvorsitzende"),
        ("<p>Frau Muster, Sachbearbeiterin, Tel. 05999 55-10</p>", "Sachbearbeiterin"),
        ("<p>Frau Muster, Tel. 05999 55-10</p>", ""),
    ],
)
def test_roles(inner, role):
    (found,) = people(content(inner))
    assert found.role == role


def test_the_mayors_role_stays_with_the_mayor():
    found = people(
        content("<p>Bürgermeister: Herr Eins, Tel. 05999 55-1<br>Wirtschaft: Frau Zwei, Tel. 05999 55-2</p>")
    )
    assert [each.role for each in found] == ["Bürgermeister", ""]


def test_place_of_a_contact():
    page = read(
        "<main><h1>Gewerbe</h1><p>Text.</p></main><aside><h2>Ansprechpartner</h2><p>Frau Muster, 05999 55-14</p></aside>"
        "<footer><p>Gemeinde Musterfeld, Tel. 05999 55-0</p></footer>"
    )
    person, switchboard = page.contacts
    assert (person.region, page.sections[person.section].heading) == (Region.ASIDE, "Ansprechpartner")
    assert (switchboard.region, switchboard.kind) == (Region.FOOTER, "switchboard")
    assert "Frau Muster" in person.text


def test_mail_that_only_a_script_knows():
    (found,) = people(content("<p>Frau Muster, <a href='mailto:'>E-Mail schreiben</a></p>"))
    assert found.mail == "(script)"


@pytest.mark.parametrize(
    "inner",
    [
        f"<p>Anna Muster, Tel. {PHONE}, {MAIL}</p>",
        f"<p><strong>Anna Muster</strong><br>Sachgebiet Gewerbe<br>Telefon: {PHONE}<br>{MAIL}</p>",
        f"<h4>Anna Muster</h4><ul><li>Telefon: {PHONE}</li><li>{MAIL}</li></ul>",
        f"<div class=card><h3>Anna Muster</h3><p>Telefon: {PHONE}</p><p><a href='mailto:{MAIL}'>Nachricht</a></p></div>",
        f"<div><div><h4>Anna Muster</h4></div></div><div><div><p>{PHONE}</p></div></div><div><div><p>{MAIL}</p></div></div>",
        f"<div><p class=contact-name>Anna Muster</p><p class=contact-phone>{PHONE}</p><p class=contact-mail>{MAIL}</p></div>",
        f"<div><b>Fragen?</b> Anna Muster – Gewerbe<br>ruf an: {PHONE}<br>schreib: {MAIL}</div>",
        f"<p>Muster, Anna Tel. {PHONE}, {MAIL}</p>",
        f"<span class=fn>Anna Muster</span> <span>{PHONE}</span> <a href='mailto:{MAIL}'>Mail</a>",
    ],
)
def test_a_first_name_makes_a_person_without_herr_or_frau(inner):
    (found,) = content(inner).contacts
    assert (found.kind, found.phone, found.mail) == ("person", PERSON[1], PERSON[2])
    assert found.name in ("Anna Muster", "Muster, Anna")


@pytest.mark.parametrize(
    "named",
    ["Gewerbe Musterfeld", "Altes Rathaus", "Willy Brandt Allee 5", "Anne Frank Schule", "Einleitungen, Erdwärme"],
)
def test_other_words_in_capitals_make_none(named):
    assert not people(
        content(f"<table><tr><td>{named}</td><td>{PHONE}</td><td>gewerbe@stadt.example</td></tr></table>")
    )


def test_two_people_of_a_list_keep_their_own_numbers():
    inner = (
        "<ul><li>Anna Muster, Gewerbe, Tel. 55-23, a.muster@stadt.example</li>"
        "<li>Jens Brink, Bauen, Tel. 55-24, j.brink@stadt.example</li></ul>"
    )
    assert [(one.name, one.phone, one.mail) for one in people(content(inner))] == [
        ("Anna Muster", "5523", "a.muster@stadt.example"),
        ("Jens Brink", "5524", "j.brink@stadt.example"),
    ]


@pytest.mark.parametrize(
    ("inner", "phone"),
    [
        ("<p>Frau Muster, Durchwahl -23, a.muster@stadt.example</p>", "23"),
        ("<p>Frau Muster (-23), a.muster@stadt.example</p>", "23"),
        ("<table><tr><th>Name</th><th>Telefon</th></tr><tr><td>Frau Muster</td><td>-23</td></tr></table>", "23"),
    ],
)
def test_a_bare_extension_is_direct(inner, phone):
    (found,) = people(content(inner))
    assert (found.phone, found.phone_kind) == (phone, "direct")


@pytest.mark.parametrize(
    ("inner", "task"),
    [
        (f"<p>Frau Muster, Gewerbeflächen und Ansiedlung, Tel. {PHONE}, {MAIL}</p>", "Gewerbeflächen und Ansiedlung"),
        (f"<h2>Gründung</h2><p>Anna Muster<br>{PHONE}<br>{MAIL}</p>", "Gründung"),
        (f"<h3>Anna Muster</h3><p>{PHONE}</p><p>{MAIL}</p>", ""),
        (f"<h2>So erreichen Sie uns</h2><p>Frau Muster, {PHONE}</p><p><a href='#'>nach oben</a></p>", ""),
    ],
)
def test_a_task_stands_between_commas_or_as_a_topic_above(inner, task):
    assert people(content(inner))[0].task == task


def test_switchboard_and_central_mailbox_are_no_office():
    assert only("<p>ServiceCenter, Telefon 05999 55-0, info@stadt.example</p>").kind == "switchboard"
    assert only("<p>Ordnungsamt, Telefon 05999 55-0, ordnungsamt@stadt.example</p>").kind == "office"


@pytest.mark.parametrize(
    ("inner", "name"),
    [
        (f"<p>A. Muster<br>Tel. {PHONE}<br>{MAIL}</p>", "A. Muster"),
        (f"<p>Xandra Muster<br>Tel. {PHONE}<br>{MAIL}</p>", "Xandra Muster"),
        (f"<p>Hans-Peter von der Heide, Tel. {PHONE}, heide@stadt.example</p>", "Hans-Peter von der Heide"),
        (f"<p>Anna Muster ist für Sie da.</p><p>Tel. {PHONE}, gewerbe@stadt.example</p>", "Anna Muster"),
        (
            "<div><div>Name:</div><div>Anna Muster</div></div>"
            f"<div><div>Telefon:</div><div>{PHONE}</div></div><div><div>E-Mail:</div><div>{MAIL}</div></div>",
            "Anna Muster",
        ),
    ],
)
def test_a_surname_in_the_mail_or_a_particle_tells_a_name_too(inner, name):
    (found,) = content(inner).contacts
    assert (found.name, found.phone, bool(found.mail)) == (name, PERSON[1], True)
