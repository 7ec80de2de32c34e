import pytest

from scanner.reading.facts import Region
from tests.reading.pages import content, read


def form(inner, attributes=""):
    (found,) = content(f"<form {attributes}>{inner}</form>").forms
    return found


@pytest.mark.parametrize(
    "inner",
    [
        "<label for=n>Name der Firma</label><input id=n name=firma>",
        "<label>Name der Firma <input name=firma></label>",
        "<input name=firma aria-label='Name der Firma'>",
        "<span id=l>Name der Firma</span><input name=firma aria-labelledby=l>",
        "<input name=firma placeholder='Name der Firma'>",
        "<input name=firma title='Name der Firma'>",
        "<table><tr><td>Name der Firma</td><td><input name=firma></td></tr></table>",
        "<p>Name der Firma<br><input name=firma></p>",
        "<label for=n class=sr-only>Name der Firma</label><input id=n name=firma>",
    ],
)
def test_labels_of_any_make(inner):
    (field,) = form(inner).fields
    assert (field.name, field.kind, field.label) == ("firma", "text", "Name der Firma")


def test_each_input_has_its_own_text():
    fields = form("<p>Name<input name=a> Ort<input name=b></p><input type=checkbox name=c> Ich stimme zu").fields
    assert [field.label for field in fields] == ["Name", "Ort", "Ich stimme zu"]


@pytest.mark.parametrize(
    ("inner", "required"),
    [
        ("<input name=a required>", True),
        ("<input name=a aria-required=true>", True),
        ("<label>Name *<input name=a></label>", True),
        ("<label for=a>Name (Pflichtfeld)</label><input id=a>", True),
        ("<label>Name</label> <input name=a class='form-control pflichtfeld'>", True),
        ("<label>Name <input name=a></label>", False),
        ("<label>Name (freiwillig) <input name=a></label>", False),
    ],
)
def test_required(inner, required):
    assert form(inner).fields[0].required is required


@pytest.mark.parametrize(
    "inner",
    [
        "<label for=a>Firma</label><input id=a aria-describedby=h><span id=h>Wie im Register</span>",
        "<div><label for=a>Firma</label><input id=a><small>Wie im Register</small></div>",
        "<div><label for=a>Firma</label><input id=a><div class='help-block'>Wie im Register</div></div>",
        "<label for=a>Firma</label><input id=a title='Wie im Register'>",
    ],
)
def test_help(inner):
    assert form(inner).fields[0].help == "Wie im Register"


def test_kinds_of_inputs():
    found = form(
        "<input type=email name=m><input type=file name=d><textarea name=t></textarea><input type=hidden name=h value=5>"
        "<select name=s><option>Taxi<option>Mietwagen</select><input type=radio name=r><input type=submit value=Weiter>"
        "<button>Abbrechen</button><input type=image src=x alt=Los>"
    )
    assert [field.kind for field in found.fields] == ["email", "file", "textarea", "hidden", "select", "radio"]
    assert found.fields[4].options == ("Taxi", "Mietwagen")
    assert found.fields[3].value == "5"
    assert found.buttons == ("Weiter", "Abbrechen", "Los")
    assert found.text == "Weiter Abbrechen Los"


def test_where_and_how_a_form_is_sent():
    found = form(
        "<input name=q>",
        "action=/suche method=POST role=search id=s class=kopf accept-charset=iso-8859-1 data-suggest=/v",
    )
    assert (found.action, found.method, found.charset) == ("http://www.musterfeld.example/suche", "post", "iso-8859-1")
    assert found.about == "s kopf search"
    assert ("data-suggest", "/v") in found.data
    assert form("<input>").action == "http://www.musterfeld.example/rathaus/seite.html"


def test_charset_of_the_page_is_that_of_its_forms():
    page = read("<form><input name=q></form>ü".encode("cp1252"), kind="text/html; charset=iso-8859-1")
    assert page.forms[0].charset == "windows-1252"


def test_inputs_outside_of_forms():
    page = content("<div class=suchfeld><input type=search name=q placeholder=Suchbegriff><button>Los</button></div>")
    (found,) = page.forms
    assert (found.action, found.method, found.fields[0].label) == ("", "", "Suchbegriff")
    assert "suchfeld" in found.about


def test_a_button_alone_is_no_form():
    assert content("<input type=button value=Drucken>").forms == ()


def test_place_of_forms():
    page = read(
        "<header><form role=search><input name=q></form></header><main><h1>Kontakt</h1><h2>Nachricht</h2><form><textarea name=t>"
        "</textarea></form></main><div class=cookie-banner><form><input type=checkbox name=c></form></div>"
    )
    assert [each.region for each in page.forms] == [Region.HEADER, Region.MAIN, Region.CONSENT]
    assert page.sections[page.forms[1].section].heading == "Nachricht"


def test_options_are_no_text_of_the_page():
    page = content("<form><label>Amt <select name=s><option>Ordnungsamt</select></label></form>")
    assert not any("Ordnungsamt" in each.text for each in page.blocks)
    assert page.forms[0].fields[0].label == "Amt"
