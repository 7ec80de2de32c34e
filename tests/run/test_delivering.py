"""Mail and webhook: what arrives, what is tried again, and what is said when it can't be sent."""

import pytest

from criteria.errors import UserError
from scanner.run.delivering import Letter, check_ways, post, send_mail
from scanner.run.settings import load_settings
from tests.run.inbox import inbox, webhook

pytestmark = pytest.mark.server

LETTER = Letter("Erhebung 2026-Q1:\n3 Kommunen", "Größe: 3 Kommunen\n")


def settings(home, port=0, **more):
    return load_settings(
        home, smtp_host="127.0.0.1", smtp_port=port, smtp_tls="none", mail_from="g2b@amt.example", **more
    )


def test_a_mail_arrives_with_its_text_and_its_file(tmp_path):
    book = tmp_path / "g2b-2026.xlsx"
    book.write_bytes(b"PK workbook")
    with inbox() as box:
        send_mail(Letter(LETTER.subject, LETTER.text, (book,)), "amt@kreis.example", settings(tmp_path, box.port))
    (mail,) = box.to("amt@kreis.example")
    assert mail["Subject"] == "Erhebung 2026-Q1: 3 Kommunen"
    assert (mail["From"], mail["Auto-Submitted"]) == ("g2b@amt.example", "auto-generated")
    assert mail.get_body().get_content().splitlines() == ["Größe: 3 Kommunen"]
    (attached,) = mail.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == ("g2b-2026.xlsx", b"PK workbook")


def test_a_busy_server_is_asked_again_and_one_that_refuses_is_not(tmp_path):
    with inbox("451 später", "451 später") as box:
        send_mail(LETTER, "amt@kreis.example", settings(tmp_path, box.port), pause=0)
    assert len(box.messages) == 1
    with inbox("550 unerwünscht") as box, pytest.raises(UserError, match=r"amt@kreis\.example: 550 unerw"):
        send_mail(LETTER, "amt@kreis.example", settings(tmp_path, box.port), pause=0)
    assert box.messages == []


def test_the_password_may_stand_in_a_file_and_is_never_shown(tmp_path):
    (tmp_path / "secret").write_text("geheim\n", "utf-8")
    more = {"smtp_user": "g2b", "smtp_password_file": str(tmp_path / "secret")}
    with inbox(password="geheim") as box:
        send_mail(LETTER, "amt@kreis.example", settings(tmp_path, box.port, **more), pause=0)
        wrong = settings(tmp_path, box.port, smtp_user="g2b", smtp_password="falsch")
        with pytest.raises(UserError) as told:
            send_mail(LETTER, "amt@kreis.example", wrong, pause=0)
    assert len(box.messages) == 1
    assert "falsch" not in f"{told.value}{wrong!r}"


def test_a_server_that_offers_no_encryption_gets_nothing_where_it_is_asked_for(tmp_path):
    with inbox() as box, pytest.raises(UserError, match="STARTTLS"):
        send_mail(LETTER, "amt@kreis.example", settings(tmp_path, box.port).model_copy(update={"smtp_tls": "starttls"}))
    assert box.messages == []


def test_without_settings_it_is_said_what_is_missing(tmp_path):
    with pytest.raises(UserError, match="smtp_host and mail_from not set"):
        send_mail(LETTER, "amt@kreis.example", load_settings(tmp_path))


def test_a_webhook_gets_json_and_is_asked_again_where_it_is_busy(tmp_path):
    with webhook(503) as hook:
        post(hook.url, {"run": "2026-Q1"}, settings(tmp_path), pause=0)
    assert hook.posted == [{"run": "2026-Q1"}]


def test_a_webhook_that_refuses_is_named_without_its_secret(tmp_path):
    with webhook(403, 204) as hook, pytest.raises(UserError) as told:
        post(hook.url, {"run": "2026-Q1"}, settings(tmp_path), pause=0)
    assert "403" in str(told.value)
    assert "geheim" not in str(told.value)
    assert hook.posted == []


@pytest.mark.parametrize("address", ["amt", "@kreis.example", "a@b.example,c@d.example", "a b@c.example"])
def test_a_wrong_address_is_refused_when_it_is_given(tmp_path, address):
    with pytest.raises(UserError, match="is no mail address"):
        check_ways([address], "", settings(tmp_path))


def test_a_webhook_is_no_file(tmp_path):
    with pytest.raises(UserError, match="https"):
        post("file:///etc/hosts", {}, settings(tmp_path))
