"""Sends what there is to tell: mail by SMTP, and JSON to a webhook."""

from __future__ import annotations

import json
import smtplib
import ssl
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from pathlib import Path
from typing import Any

from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_exponential

from criteria.errors import UserError
from scanner.run.settings import FILE, Settings

TRIES = 3
_PORTS = {"starttls": 587, "tls": 465, "none": 25}
_PATIENCE = 30.0  # seconds for a step of the mail server
_XLSX = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")


@dataclass(frozen=True)
class Letter:
    """A mail: what it is about, plain text, and files that go along."""

    subject: str
    text: str
    files: tuple[Path, ...] = ()


def sender(settings: Settings) -> str:
    """Return whom mail comes from; UserError where it can't be sent, with what is missing."""
    missing = [name for name in ("smtp_host", "mail_from") if not getattr(settings, name)]
    if missing:
        raise UserError(
            f"mail can't be sent: {' and '.join(missing)} not set",
            where=str(settings.home / FILE),
            hint="set G2B_SMTP_HOST and G2B_MAIL_FROM, or smtp_host and mail_from in that file",
        )
    return settings.mail_from


def check_ways(mail: Sequence[str], webhook: str, settings: Settings) -> None:
    """Refuse what could not be sent when it is time: UserError for a wrong address, or settings that are missing."""
    if mail:
        sender(settings)
    for address in mail:
        name, at, host = address.rpartition("@")
        if not (name and at and host) or any(sign.isspace() or sign in ",;<>" for sign in address):
            raise UserError(f"{address!r} is no mail address", where="--mail", hint="name one each: --mail a@b.example")
    if webhook:
        _check_webhook(webhook)


def send_mail(letter: Letter, to: str, settings: Settings, *, pause: float = 2.0) -> None:
    """Send a letter to one address, trying again where the server is busy.

    Raises:
        UserError: settings are missing, or the server does not take it.
    """
    message = _message(letter, sender(settings), to)
    try:
        for attempt in _tries(pause):
            with attempt:
                _send(message, settings)
    except (OSError, smtplib.SMTPException, ValueError) as error:
        where = f"{settings.smtp_host}:{settings.smtp_port or _PORTS[settings.smtp_tls]}"
        raise UserError(f"no mail could be sent to {to}: {_said(error)}", where=where) from error


def post(url: str, told: Mapping[str, Any], settings: Settings, *, pause: float = 2.0) -> None:
    """Post JSON to a webhook, trying again where it does not answer or is busy.

    Raises:
        UserError: it is no address, or does not take it.
    """
    _check_webhook(url)
    body = json.dumps(told, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "G2B-Scanner"}
    request = urllib.request.Request(url, body, headers, method="POST")  # noqa: S310 - the scheme is checked above
    try:
        for attempt in _tries(pause):
            with attempt:
                _post(request, settings.webhook_timeout)
    except (OSError, ValueError) as error:
        raise UserError(f"the webhook did not take it: {_said(error)}", where=url.partition("?")[0]) from error


def _check_webhook(url: str) -> None:
    if not url.startswith(("http://", "https://")):
        raise UserError("a webhook is an address that begins with https:// or http://", where=url)


def _post(request: urllib.request.Request, timeout: float) -> None:
    try:
        with urllib.request.urlopen(request, timeout=timeout):  # noqa: S310 - the scheme was checked
            pass
    except urllib.error.HTTPError as error:
        error.close()  # it holds the connection
        raise


def _tries(pause: float) -> Retrying:
    return Retrying(
        stop=stop_after_attempt(TRIES),
        wait=wait_exponential(multiplier=pause, max=60),
        retry=retry_if_exception(_may_pass),
        reraise=True,
    )


def _may_pass(error: BaseException) -> bool:
    """Whether the same may be taken a little later: nobody answered, or the answer was "not now"."""
    if isinstance(error, smtplib.SMTPAuthenticationError | smtplib.SMTPNotSupportedError | ssl.SSLError):
        return False
    if isinstance(error, urllib.error.HTTPError):
        return error.code == 429 or error.code >= 500
    if isinstance(error, smtplib.SMTPResponseException):
        return 400 <= error.smtp_code < 500
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(400 <= code < 500 for code, _ in error.recipients.values())
    return isinstance(error, OSError)  # all of smtplib and urllib are


def _message(letter: Letter, from_: str, to: str) -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = " ".join(letter.subject.split()), from_, to
    message["Date"] = format_datetime(datetime.now(UTC))
    message["Message-ID"] = make_msgid(domain=from_.rpartition("@")[2].rstrip(">") or "localhost")
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    for file in letter.files:
        message.add_attachment(file.read_bytes(), *_XLSX, filename=file.name)
    return message


def _send(message: EmailMessage, settings: Settings) -> None:
    port, context = settings.smtp_port or _PORTS[settings.smtp_tls], ssl.create_default_context()
    server: smtplib.SMTP
    if settings.smtp_tls == "tls":
        server = smtplib.SMTP_SSL(settings.smtp_host, port, timeout=_PATIENCE, context=context)
    else:
        server = smtplib.SMTP(settings.smtp_host, port, timeout=_PATIENCE)
    with server:
        if settings.smtp_tls == "starttls":
            server.starttls(context=context)
        if settings.smtp_user:
            server.login(settings.smtp_user, _password(settings))
        server.send_message(message)


def _password(settings: Settings) -> str:
    if not settings.smtp_password_file:
        return settings.smtp_password.get_secret_value()
    try:
        return Path(settings.smtp_password_file).read_text("utf-8").strip()
    except OSError as error:
        raise UserError(f"the password can't be read: {error.strerror}", where=settings.smtp_password_file) from error


def _said(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        text = error.smtp_error.decode("utf-8", "replace") if isinstance(error.smtp_error, bytes) else error.smtp_error
        return f"{error.smtp_code} {text}"
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        parts: Sequence[tuple[int, bytes]] = list(error.recipients.values())
        return "; ".join(f"{code} {text.decode('utf-8', 'replace')}" for code, text in parts)
    return str(error)
