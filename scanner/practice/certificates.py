"""A test authority and the certificates it gives to invented hosts, made anew for each server and trusted by nobody else."""

from __future__ import annotations

import ssl
import tempfile
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_VALID = timedelta(days=30)


class Authority:
    """Signs certificates for hosts; `pem` is its own certificate, for those that are to trust it."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _named("Test authority of the practice region")
        own = _begun(self._name, self._name, self._key.public_key(), datetime.now(UTC) + _VALID)
        own = own.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        self.pem = own.sign(self._key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
        self.context_of = cache(self._context)

    def _context(self, host: str, *, expired: bool = False) -> ssl.SSLContext:
        """Return a context that shows a certificate for a host, perhaps one that has run out."""
        key = ec.generate_private_key(ec.SECP256R1())
        end = datetime.now(UTC) + (-timedelta(days=3) if expired else _VALID)
        made = _begun(_named(host[:60]), self._name, key.public_key(), end)
        made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        signed = made.sign(self._key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        with tempfile.TemporaryDirectory() as folder:  # the standard library loads keys from files only
            file = Path(folder) / "host.pem"
            file.write_bytes(_private(key) + signed)
            context.load_cert_chain(file)
        return context


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _begun(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, end: datetime
) -> x509.CertificateBuilder:
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key)
    return builder.serial_number(x509.random_serial_number()).not_valid_before(end - 2 * _VALID).not_valid_after(end)


def _private(key: ec.EllipticCurvePrivateKey) -> bytes:
    plain = serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
