"""`check` finds nothing in the built-in set, and each mistake that is planted."""

import pytest

from criteria.check import check_set
from criteria.checks.names import never_counts
from criteria.checks.steps import implies
from criteria.checks.versions import keep_versions, kept_versions
from criteria.errors import UserError
from criteria.language import Node
from criteria.loading import load_set
from criteria.words import word_list


def test_the_built_in_set_is_clean():
    assert [str(problem) for problem in check_set()] == []


PLANTED = [
    (
        "S.yaml",
        "{worth: 2, any: [{in: homepage, use: site_search}",
        "{worth: 3, any: [{in: homepage, use: site_search}",
        "the rule can give 3 points, above the maximum of 2",
    ),
    ("S.yaml", "  max: 3\n", "  max: 4\n", "the rule gives at most 3 of 4 points"),
    (
        "S.yaml",
        "at_least: 0.8}",
        "at_least: 1.8}",
        "can never hold: what is measured reaches 1 at most, the bound is 1.8",
    ),
    (
        "U.yaml",
        "[{worth: 3, at_most: 2}, {worth: 2, at_most: 3}, {worth: 1, at_most: 4}]",
        "[{worth: 3, at_most: 2}, {worth: 1, at_most: 4}, {worth: 2, at_most: 3}]",
        "this step is never reached: step 2 holds",
    ),
    (
        "E.yaml",
        "{worth: 3, at_least: 0.8}",
        "{worth: 3, at_least: 0.4}",
        "never reached: step 1 holds whenever it does",
    ),
    (
        "A.yaml",
        "worth: 2, contact: {kind: person, not_role: $keine_wifoe, any_of: [phone, mail]}",
        "worth: 2, contact: {kind: person, not_role: $keine_wifoe, has: [phone, mail, task]}",
        "never reached: step 1 holds",
    ),
    (
        "E.yaml",
        "let: {mean: {over: {basket: with_state_service}, worth: {in: main, offer: {kind: state_deep_link}}}}\n    steps:",
        "steps:",
        "there is no number to compare here",
    ),
    (
        "A.yaml",
        "form: {purpose: $kontakt, not: $kein_kontakt}",
        "form: {shows: progress}",
        "no online form is at hand here",
    ),
    (
        "S.yaml",
        "search: {term: misspelt, top: 5, is: service_page}",
        "search: {top: 5, is: service_page}",
        "no term is asked here",
    ),
    (
        "E.yaml",
        "offer: {service: sepa,",
        "offer: {service: sepia,",
        "there is no service 'sepia' in services.csv\n  did you mean sepa",
    ),
    ("set.yaml", "Gewerbesteuer: gewerbesteuer", "Gewerbesteuer: gewerbesteur", "there is no service 'gewerbesteur'"),
    (
        "set.yaml",
        "Gewerbeschein: gewerbe_anmeldung",
        "Gewerbe-Schein: gewerbe_anmeldung\n      GEWERBESCHEIN: gewerbe_anmeldung",
        "'GEWERBESCHEIN' is asked as 'Gewerbe-Schein' already",
    ),
    ("set.yaml", "Plakatierung: plakatierung", "'…': plakatierung", "'…' holds no letter"),
    ("set.yaml", "gemeinde: G,", "gemeinde: Q,", "services.csv has no service in this basket"),
    (
        "platforms.yaml",
        "single_purpose: schwertransport",
        "single_purpose: schwertransporte",
        "there is no service 'schwertransporte'",
    ),
    (
        "words.yaml",
        "kein_live: [",
        "kein_live: [Chatbot*, ",
        "'Chatbot*' can never count: the words under not rule it out",
    ),
    (
        "S.yaml",
        "suggests: true",
        "suggests: true, top: 3",
        "the rule, its words or its definitions changed under version 1",
    ),
    (
        "words.yaml",
        "typen: [",
        "typen: [Broschüre*, ",
        "S4.version: the rule, its words or its definitions changed under version 1",
    ),
    (
        "define.yaml",
        "at_least_words: 40",
        "at_least_words: 50",
        "U6.version: the rule, its words or its definitions changed",
    ),
    ("S.yaml", 'version: "1"', 'version: "2"', "S1.version: version 2 is not kept in versions.yaml yet"),
    (
        "S.yaml",
        "search: {suggests: true}",
        "serach: {suggests: true}",
        "S.yaml:32: S4.rule.sum.1.serach: 'serach' is not known here",
    ),
    (
        "S.yaml",
        "in: homepage, use",
        "in: hompage, use",
        "S.yaml:10: S1.rule.steps.1.any.1.in: 'hompage' is not allowed",
    ),
    (
        "S.yaml",
        "use: site_search",
        "use: site_serch",
        "there is no definition 'site_serch'\n  did you mean site_search",
    ),
    ("S.yaml", "$typen", "$typn", "S4.rule.sum.2.search.filter: there is no word list 'typn'"),
    ("words.yaml", "typen: [", "typen: ['a*b', ", "'a*b' matches nothing: * may stand only at the end of a word"),
    ("words.yaml", "typen: [", "typen: ['…', ", "'…' matches nothing"),
    (
        "define.yaml",
        "site_search: {search: {field: true}}",
        "site_search: {any: [{use: site_search}]}",
        "define.yaml:2: site_search: this definition uses itself: site_search > site_search",
    ),
    (
        "define.yaml",
        "site_search: {search: {field: true}}",
        "site_search: {search: {field: true}}\none: {use: other}\nother: {use: one}",
        "define.yaml:3: one: this definition uses itself: one > other > one",
    ),
    ("U.yaml", "{worth: 2, at_most: 3}", "{worth: 2, at_most: 3, at_least: 5}", "no number keeps these bounds"),
    ("U.yaml", "{worth: 2, at_most: 3}", "{worth: 2, at_most: 3, more_than: 3}", "no number keeps these bounds"),
    (
        "E.yaml",
        "  source: OZG catalogue",
        "  source: OZG catalogue\n  leagues: [kreis, stadt, gemeinde]\n  max_in: {kreis: 2}",
        "the rule gives at most 1 of 2 points (league kreis)",
    ),
    (
        "E.yaml",
        "  max: 5\n  max_in: {kreis: 4}",
        "  max: 4\n  leagues: [kreis]\n  max_in: {stadt: 4}",
        "E7.max_in.stadt: E7 is not asked in the league stadt",
    ),
    (
        "E.yaml",
        "  max: 5\n  max_in: {kreis: 4}",
        "  max: 4\n  leagues: [kreis]",
        "E7 is asked in none of these leagues",
    ),
    ("A.yaml", "page: faq_business}", "page: faq_business, when: {page: faq}}", "when counts only under else"),
    ("A.yaml", "page: faq_business}", "page: faq_business, state: not_applicable}", "state counts only under else"),
    ("A.yaml", "page: faq_business}", "in: fullest, page: faq_business}", "this place needs a service at hand"),
    ("A.yaml", "page: faq_business}", "service: page}", "A4.rule.sum.2.service: no service is at hand here"),
    (
        "A.yaml",
        "page: faq_business}",
        "entries: {lists: service}}",
        "A4.rule.sum.2.entries.lists: no service is at hand",
    ),
    ("A.yaml", "page: faq_business}", "use: contact_kind}", "A4.rule.sum.2.use: this place needs a service at hand"),
    ("A.yaml", "page: faq_business}", "any: []}", "A4.rule.sum.2.any: any has nothing in it"),
    (
        "set.yaml",
        "Gewerbeanmeldung: gewerbe_anmeldung",
        "Gewerbeanmeldung: taxi",
        "set.yaml:14: terms.gemeinde.official.Gewerbeanmeldung: the league gemeinde is not competent for taxi",
    ),
    ("services.csv", ",core,", ",extended,", "is in this basket of services.csv, but its role is not core"),
    ("phrases.yaml", "  steps: ", "  stepz: ", "has no phrase de.steps\n  add it"),
    ("phrases.yaml", "  years: ", "  jahre: ", "has no phrase de.years"),
    ("phrases.yaml", 'question: "Frage: {text}"', 'question: "Frage: {txt}"', "asks for a value that is not there"),
    ("phrases.yaml", "  or: ", "  or ", "phrases.yaml:"),
    ("examples/S1/newsletter.yaml", "worth: 0", "wurth: 0", "'wurth' is not known here\n  did you mean worth"),
    ("examples/S1/newsletter.yaml", "worth: 0", "worth: 7", "less than or equal to 1"),
    ("examples/S1/newsletter.yaml", "worth: 0", "why_not: 0", "'why_not' is not known here"),
    ("examples/U6/no-page.yaml", "gewerbe_anmeldung", "gewerbe_meldung", "there is no service 'gewerbe_meldung'"),
    ("examples/S2/no-search.yaml", ": gewerbe_anmeldung", ": gewerbe_meldung", "there is no service 'gewerbe_meldung'"),
]


@pytest.mark.parametrize(("file", "old", "new", "said"), PLANTED)
def test_a_planted_mistake_is_found(spoiled, file, old, new, said):
    problems = [str(problem) for problem in check_set(spoiled(file, old, new))]
    assert any(said in problem for problem in problems), problems
    assert all(problem.partition(": ")[0].rpartition(":")[2].isdigit() for problem in problems), problems


def test_missing_examples_are_told(spoiled):
    folder = spoiled("examples/S1/newsletter.yaml", "kind:", "kind:")
    for path in (folder / "examples" / "S1").glob("[i-n]*.yaml"):
        path.unlink()
    said = " ".join(str(problem) for problem in check_set(folder))
    assert "S1: has 1 examples of the kind counts, needed are 2" in said
    assert "write them as examples/S1/<name>.yaml" in said


def test_examples_of_nothing_are_told(spoiled):
    folder = spoiled("examples/S1/newsletter.yaml", "kind:", "kind:")
    (folder / "examples" / "X9").mkdir()
    assert ["there is no criterion 'X9'" in str(problem) for problem in check_set(folder)] == [True]


def test_all_mistakes_are_told_at_once(spoiled):
    spoiled("S.yaml", "in: homepage", "in: hompage")
    spoiled("A.yaml", "kind: person", "kind: persn")
    folder = spoiled("services.csv", ",core,", ",cor,")
    said = " ".join(str(problem) for problem in check_set(folder))
    assert all(part in said for part in ("hompage", "persn", "'cor'"))


def test_a_new_version_is_kept_and_an_old_one_is_never_overwritten(spoiled):
    folder = spoiled("S.yaml", 'S1:\n  version: "1"', 'S1:\n  version: "2"')
    before = kept_versions(folder)["S1"]["1"]
    assert keep_versions(load_set(folder)) == ["S1 2"]
    assert kept_versions(folder)["S1"]["1"] == before
    assert check_set(folder) == []


def test_a_set_that_is_not_there_is_told(tmp_path):
    with pytest.raises(UserError, match="there is no criteria set"):
        check_set(tmp_path)


def node(**given):
    return Node.model_validate(given)


@pytest.mark.parametrize(
    ("one", "other", "holds"),
    [
        (node(entries={"at_least": 6}), node(entries={"at_least": 3}), True),
        (node(entries={"at_least": 3}), node(entries={"at_least": 6}), False),
        (node(offer={"kind": "pdf"}), node(offer={"kind": ["pdf", "online"]}), True),
        (node(offer={"kind": ["pdf", "online"]}), node(offer={"kind": "pdf"}), False),
        (node(contact={"has": ["phone", "mail"]}), node(contact={"has": "phone"}), True),
        (node(link={"words": ["Chat"]}), node(link={"words": ["Chat", "Rückruf"]}), True),
        (node(link={"words": ["Chat"], "not": ["Regeln"]}), node(link={"words": ["Chat"]}), True),
        (node(link={"words": ["Chat"]}), node(link={"words": ["Chat"], "not": ["Regeln"]}), False),
        (node(all=[{"page": "tenders"}, {"page": "land"}]), node(page="land"), True),
        (node(page="land"), node(any=[{"page": "tenders"}, {"page": "land"}]), True),
        (node(**{"in": "homepage", "page": "land"}), node(page="land"), True),
        (node(page="land"), node(**{"in": "homepage", "page": "land"}), False),
        (node(any=[{"page": "land"}, {"page": "plans"}]), node(page="land"), False),
    ],
)
def test_one_condition_covers_another(one, other, holds):
    assert implies(one, other) is holds


def test_a_pattern_that_is_only_partly_ruled_out_counts():
    assert not never_counts("Wirtschaft*", word_list(["Wirtschaftsplan*"]))
    assert never_counts("Wirtschaftsplan", word_list(["Wirtschaft*"]))
