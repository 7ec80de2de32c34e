"""A set is asked as of a day: services and state services that did not exist then are not missed."""

from datetime import date

from criteria.loading import load_set


def state_services(criteria_set, day):
    return {service.id for service in criteria_set.on(day).services if service.state_service}


def test_state_services_begin_when_their_portal_did(built_in):
    assert state_services(built_in, date(2019, 6, 1)) == {"schwertransport"}
    assert "gewerbe_anmeldung" in state_services(built_in, date(2026, 6, 1))
    assert "bauantrag" in state_services(built_in, date(2021, 6, 1))


def test_a_service_that_has_ended_leaves_basket_and_terms(spoiled):
    folder = spoiled("services.csv", "legal_basis,source\n", "legal_basis,source,valid_to\n")
    path = folder / "services.csv"
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join(line + (",2020-12-31" if line.startswith("plakatierung,") else "") for line in lines))
    past, today = load_set(folder).on(date(2020, 1, 1)), load_set(folder).on(date(2026, 1, 1))
    assert "plakatierung" in past.baskets["gemeinde"]
    assert "plakatierung" not in today.baskets["gemeinde"]
    assert "Plakatierung" not in today.terms["gemeinde"].official
    assert today.hash == past.hash
