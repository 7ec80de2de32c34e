"""The built-in set is what METHOD.md says, and what is wrong in a set is told with file, line and field."""

import pytest

from criteria.errors import UserError
from criteria.loading import load_set

IDS = [
    "S1",
    "S2",
    "S3",
    "S4",
    "S5",
    "U1",
    "U2",
    "U3",
    "U4",
    "U5",
    "U6",
    "U7",
    "A1",
    "A2",
    "A3",
    "A4",
    "A5",
    "A6",
    "F1",
    "F2",
    "F3",
    "F4",
    "F5",
    "F6",
    "F7",
    "E1",
    "E2",
    "E3",
    "E4",
    "E5",
    "E6",
    "E7",
]
SCALES = {
    **dict.fromkeys(["S1", "U1", "U4", "A5", "F1"], 2),
    **dict.fromkeys(["S4", "S5", "U2", "U3", "A1", "A6", "F5", "E4", "E5", "E6"], 3),
    **dict.fromkeys(["U7", "A4", "F6", "E3"], 4),
    "E7": 5,
    "U6": 10,
}


def test_all_32_criteria_load_in_order(built_in):
    assert [criterion.id for criterion in built_in.criteria] == IDS


def test_scales_are_those_of_the_method(built_in):
    assert {one.id: one.max for one in built_in.criteria} == {name: SCALES.get(name, 1) for name in IDS}


def test_every_criterion_speaks_both_languages_and_names_its_source(built_in):
    for one in built_in.criteria:
        assert one.title.de != one.title.en
        assert one.question.de.endswith("?")
        assert one.question.en.endswith("?")
        assert one.source


def test_baskets_and_terms_are_those_of_the_method(built_in):
    assert {league: len(ids) for league, ids in built_in.baskets.items()} == {"gemeinde": 13, "stadt": 16, "kreis": 13}
    for terms in built_in.terms.values():
        assert (len(terms.official), len(terms.everyday), len(terms.misspelt)) == (10, 12, 1)
    assert set(built_in.baskets["stadt"]) - set(built_in.baskets["gemeinde"]) == {
        "vao",
        "handwerkerparken",
        "bauantrag",
    }


def test_a_kreis_has_no_trade_tax_and_four_points_for_further_offers(built_in):
    further = built_in.criterion("E7")
    assert (further.scale("kreis"), further.scale("stadt")) == (4, 5)


def test_weights_are_equal_unless_the_set_says_otherwise(built_in):
    assert {one.weight for one in built_in.criteria} == {1.0}


def test_an_unknown_set_or_criterion_is_told(built_in):
    with pytest.raises(UserError, match=r"no criteria set 'g2b-1999'\n  known are g2b-2026"):
        load_set("g2b-1999")
    with pytest.raises(UserError, match=r"no criterion 'S22'\n  did you mean S2"):
        built_in.criterion("S22")


MISTAKES = [
    ("reading/search.yaml", "\nwords:", "\nwrods:", "'wrods' is not known here\n  did you mean words?"),
    (
        "reading/search.yaml",
        "expressions:\n",
        "expresions:\n",
        "'expresions' is not known here\n  did you mean expressions?",
    ),
    ("S.yaml", "max: 2", "max: two", "S.yaml:7: S1.max: 'two' is no number"),
    ("S.yaml", "  rule:\n", "  rul:\n", "S1.rul: 'rul' is not known here\n  did you mean rule"),
    (
        "S.yaml",
        "in: homepage",
        "in: hompage",
        "S1.rule.steps.1.any.1.in: 'hompage' is not allowed\n  did you mean homepage",
    ),
    ("S.yaml", "search: {suggests", "serch: {suggests", "'serch' is not known here\n  did you mean search"),
    ("S.yaml", "suggests: true", "suggest: true", "'suggest' is not known here\n  did you mean suggests"),
    ("S.yaml", "$typen", "$tpyen", "there is no word list 'tpyen'\n  did you mean typen"),
    (
        "S.yaml",
        "use: site_search",
        "use: sight_search",
        "there is no definition 'sight_search'\n  did you mean site_search",
    ),
    ("S.yaml", "over: basket", "over: baskets", "over 'baskets' is not known; known are basket"),
    ("S.yaml", "at_least: 0.8", "at_last: 0.8", "'at_last' is not known here\n  did you mean at_least"),
    ("S.yaml", ", at_least: 0.8}", "}", "measure needs a bound: at_least, at_most"),
    ("S.yaml", "S5:", "X5:", "'X5' does not belong into this file\n  ids here start with S"),
    ("S.yaml", "S5:", "S4:", "'S4' stands here a second time, first in line"),
    ("S.yaml", 'version: "1"', "version: 1", "S1.version: 1 is no text\n  put it in quotes"),
    ("S.yaml", "source: krz", "sorce: krz", "S1.sorce: 'sorce' is not known here\n  did you mean source"),
    ("A.yaml", "kind: person", "kind: persn", "'persn' is not allowed\n  did you mean person? allowed are"),
    ("A.yaml", "not_role: $keine_wifoe", "not_role: keine", "'keine' is no word list\n  write $name"),
    ("F.yaml", "older_than: 5y", "older_than: five", "String should match pattern"),
    ("F.yaml", "worth: 0}", "worth: -1}", "greater than or equal to 0"),
    (
        "E.yaml",
        "text: {words: $rechnungsweg",
        "text: {wrds: $rechnungsweg",
        "'wrds' is not known here\n  did you mean words",
    ),
    ("E.yaml", "to: procurement", "to: procurment", "'procurment' is not allowed\n  did you mean procurement"),
    ("define.yaml", "kind: law", "kind: lwa", "define.yaml:12: fields.sum.7.value.kind"),
    (
        "define.yaml",
        "fillable: [yes, xfa]",
        "fillable: maybe",
        "'maybe' is not allowed\n  did you mean yes? allowed are yes, xfa, signature, no",
    ),
    ("words.yaml", "suche: [such*,", "suche: [such*, 12,", "words.yaml:4: suche.2: 12 is no text\n  put it in quotes"),
    ("words.yaml", "suche: [such*,", "suche: [such* feld,", "matches nothing: * may stand only at the end of a word"),
    ("words.yaml", "suche: [such*,", "suche: ['!!',", "'!!' matches nothing"),
    ("reading/search.yaml", "expressions:\n", "expressions:\n  planted: ['(?=x)']\n", "'(?=x)' is no expression"),
    (
        "reading/search.yaml",
        "expressions:\n",
        "expressions:\n  suche: ['x']\n",
        "is the name of a list in words.yaml already",
    ),
    ("set.yaml", 'version: "1"', "vers: 1", "vers: 'vers' is not known here\n  did you mean version"),
    ("set.yaml", "name: g2b-2026", "name: [g2b", "is not valid YAML"),
    ("platforms.yaml", "kind: redirector", "kind: forwarder", "'forwarder' is not allowed"),
    ("platforms.yaml", "hosts: [vemags.de]", "hosts: [www.vemags.de]", "is no bare host name"),
    ("platforms.yaml", "urls: ['/VMP(?:", "urls: ['/VMP((?:", "is no expression that RE2 knows"),
    ("platforms.yaml", "valid_to: 2021-12-31", "valid_to: 2001-12-31", "valid_to lies before valid_from"),
    ("platforms.yaml", "successor: wsp_nrw", "successor: wsp", "there is no platform 'wsp' to succeed it"),
    ("platforms.yaml", "id: muk", "id: bundid", "there are two platforms 'bundid'"),
    ("services.csv", ",core,", ",cor,", "services.csv:2: role: 'cor' is not known\n  did you mean core"),
    ("services.csv", "gemeinde;stadt,G;S", "gemeinde;stdt,G;S", "levels: 'stdt' is not known"),
    ("services.csv", "99050012104000", "9905001210400", "'9905001210400' is no LeiKa key"),
    (
        "services.csv",
        "gewerbe_ummeldung",
        "gewerbe_anmeldung",
        "services.csv:3: id: 'gewerbe_anmeldung' stands here a second time",
    ),
    ("services.csv", "id,name_de", "id,name", "the column name_de is missing\n  is 'name' meant?"),
    ("services.csv", "2018-07-01", "1.7.2018", "state_from: '1.7.2018' is no date"),
]


@pytest.mark.parametrize(("file", "old", "new", "said"), MISTAKES)
def test_a_mistake_is_told_with_file_line_and_field(spoiled, file, old, new, said):
    folder = spoiled(file, old, new)
    with pytest.raises(UserError) as caught:
        load_set(folder)
    message = str(caught.value)
    assert said in message
    assert file in message
    assert message.partition(": ")[0].rpartition(":")[2].isdigit(), f"no line in {message}"


def test_a_file_that_is_missing_or_no_text_is_told(spoiled):
    folder = spoiled("set.yaml", "name:", "name:")
    (folder / "words.yaml").write_bytes(b"suche: [\xff]")
    with pytest.raises(UserError, match=r"words\.yaml: is not UTF-8 text\n  save the file as UTF-8"):
        load_set(folder)
    (folder / "words.yaml").unlink()
    with pytest.raises(UserError, match=r"words\.yaml: can't be read"):
        load_set(folder)


def test_comments_and_layout_do_not_change_the_hash(built_in, spoiled):
    folder = spoiled("S.yaml", "# Suchfunktionalitäten", "# Etwas anderes\n\n")
    copy = load_set(folder)
    assert (copy.hash, copy.hashes) == (built_in.hash, built_in.hashes)


def test_a_word_changes_the_hash_of_the_rules_that_use_it_and_of_the_set(built_in, spoiled):
    changed = load_set(spoiled("words.yaml", "typen: [", "typen: [Broschüre*, "))
    differing = {name for name, kept in built_in.hashes.items() if changed.hashes[name] != kept}
    assert differing == {"S4"}
    assert changed.hash != built_in.hash


def test_a_definition_changes_the_rules_that_use_it(built_in, spoiled):
    changed = load_set(spoiled("define.yaml", "at_least_words: 40", "at_least_words: 50"))
    assert {name for name, kept in built_in.hashes.items() if changed.hashes[name] != kept} == {"U6"}


def test_titles_and_weights_do_not_change_what_a_rule_decides(built_in, spoiled):
    changed = load_set(spoiled("S.yaml", "Suchfeld auf der Startseite", "Das Suchfeld"))
    assert changed.hashes == built_in.hashes
    assert changed.hash != built_in.hash


def test_the_catalogue_belongs_to_the_hash(built_in, spoiled):
    assert load_set(spoiled("services.csv", "Gewerbeschein;", "Gewerbeschein; Gewerbezettel;")).hash != built_in.hash


def test_words_and_expressions_of_reading_are_in_the_lexicon(spoiled):
    folder = spoiled("set.yaml", "name:", "name:")
    (folder / "reading" / "planted.yaml").write_text(
        "words: {planted: [Probe*]}\nexpressions: {shape: ['^a+$']}\n", "utf-8"
    )
    lexicon = load_set(folder).lexicon
    assert "Probelauf" in lexicon.list("planted")
    assert lexicon.expression("shape").search("AAA")
