from __future__ import annotations

from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.settings import Settings

from criteria.errors import UserError
from spiders.options import Options, checked_proxy, gate_folder, split_networks, user_agent


def settings(**changes: Any) -> Settings:
    made = Settings()
    made.setmodule("spiders.settings", priority="project")
    made.setdict({"G2B_OPERATOR": "Kreis Musterland", "G2B_CONTACT": "it@musterland.example"} | changes)
    return made


def test_the_defaults_are_polite() -> None:
    options = Options.of(settings())
    assert (options.delay, options.retries, options.private, options.proxy) == (1.0, 2, (), "")
    assert options.max_bytes == 20 * 1024 * 1024


def test_scrapys_own_middlewares_fetch_nothing_past_the_handler() -> None:
    made = settings()
    on = made.get_component_priority_dict_with_base("DOWNLOADER_MIDDLEWARES")
    assert {str(name).rpartition(".")[2] for name, place in on.items() if place is not None} == {"DownloaderStats"}
    handlers = {scheme: path for scheme, path in made.getwithbase("DOWNLOAD_HANDLERS").items() if path}
    assert handlers == {"http": "spiders.handler.Handler", "https": "spiders.handler.Handler"}
    assert made.getbool("DOWNLOAD_VERIFY_CERTIFICATES")
    assert not made.getbool("REMOTE_CONTROL_ENABLED")
    assert not made.getbool("TELNETCONSOLE_ENABLED")


@pytest.mark.parametrize(
    ("operator", "contact"), [("", "a@b.example"), ("Kreis", ""), (" ", "\n"), ("\0", "a@b.example")]
)
def test_nobody_asks_without_a_name(operator: str, contact: str) -> None:
    with pytest.raises(UserError, match="must say who asks") as caught:
        Options.of(settings(G2B_OPERATOR=operator, G2B_CONTACT=contact))
    assert caught.value.where == "G2B_OPERATOR, G2B_CONTACT"


@given(st.text(), st.text())
def test_the_user_agent_is_one_line_of_ascii_whatever_is_set(operator: str, contact: str) -> None:
    agent = user_agent(f"a{operator}", f"b{contact}")
    assert agent.isascii()
    assert agent.isprintable()
    assert agent.startswith("G2B-Scanner/")
    assert (agent.count("("), agent.count(")"), agent.count(";")) == (1, 1, 1)


def test_umlauts_of_an_operator_are_spelled_out() -> None:
    agent = user_agent("Kreis Müßland (IT)", "it@müßland.example")
    assert agent.endswith("(+Kreis Muessland [IT]; it@muessland.example)")


@pytest.mark.parametrize("proxy", ["http://proxy.example:8080", "http://u:p%40@10.0.0.1:3128"])
def test_a_proxy_is_taken_as_it_is(proxy: str) -> None:
    assert checked_proxy(proxy) == proxy


def test_a_proxy_without_scheme_is_http() -> None:
    assert checked_proxy("proxy.example:8080") == "http://proxy.example:8080"


@pytest.mark.parametrize("proxy", ["https://proxy.example", "socks5://p.example", "http://", "http://u:geheim@p:port"])
def test_a_proxy_we_can_not_speak_to_is_refused_and_its_password_not_shown(proxy: str) -> None:
    with pytest.raises(UserError, match="no proxy we can use") as caught:
        checked_proxy(proxy)
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value"), [("G2B_DELAY", -1), ("G2B_DELAY", "viel"), ("G2B_TIMEOUT", float("nan")), ("G2B_RETRIES", None)]
)
def test_a_number_that_is_none_is_named(name: str, value: object) -> None:
    with pytest.raises(UserError, match="not a number of 0 or more") as caught:
        Options.of(settings(**{name: value}))
    assert caught.value.where == name


def test_networks_are_read_and_wrong_ones_named() -> None:
    assert split_networks(" 10.1.0.0/16, ,fd00::/8 ") == ["10.1.0.0/16", "fd00::/8"]
    assert Options.of(settings(G2B_PRIVATE=["10.1.0.0/16"])).private == (ip_network("10.1.0.0/16"),)
    with pytest.raises(UserError, match=r"no network: '10\.1\.0\.0/99'"):
        Options.of(settings(G2B_PRIVATE=["10.1.0.0/99"]))


def test_all_processes_of_a_user_meet_at_one_gate(tmp_path: Path) -> None:
    assert gate_folder(settings()) == gate_folder(settings())
    assert gate_folder(settings(G2B_GATE=str(tmp_path))) == tmp_path
