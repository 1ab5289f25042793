"""HTTPS against a real server whose certificate is made for the test."""

import datetime
import ssl
import threading
import time

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from columninch.collect.fetcher.exchange import is_unreachable
from columninch.errors import FetchError
from tests.collect.site import Page, Site


def certificate(host: str) -> bytes:
    """Key and certificate for `host` and nobody else, signed by itself, as PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return private + made.public_bytes(serialization.Encoding.PEM)


@pytest.fixture
def safe_site(tmp_path, monkeypatch):
    """A site with a certificate for tern.example, which this machine trusts."""
    file = tmp_path / "tern.pem"
    file.write_bytes(certificate("tern.example"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    site = Site(context)
    yield site
    site.close()


def test_a_safe_site_is_asked_over_one_connection(safe_site, make_web):
    safe_site.pages["/"] = Page(b"home" * 50_000)
    web = make_web(robots=False, hosts={"tern.example": safe_site.place})
    for _ in range(3):
        assert web.get("https://tern.example/").body == b"home" * 50_000
    assert safe_site.asked == [("tern.example", "/")] * 3
    assert len(safe_site.places) == 1


def test_a_certificate_for_another_host_is_refused(safe_site, make_web):
    web = make_web(robots=False, hosts={"knot.example": safe_site.place})
    with pytest.raises(FetchError, match="no safe connection: CERTIFICATE_VERIFY") as failure:
        web.get("https://knot.example/")
    assert is_unreachable(failure.value)
    assert safe_site.asked == []


def test_a_certificate_that_nobody_vouches_for_is_refused(safe_site, make_web, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    web = make_web(robots=False, hosts={"tern.example": safe_site.place})
    with pytest.raises(FetchError, match="no safe connection: CERTIFICATE_VERIFY"):
        web.get("https://tern.example/")


def test_a_trickle_is_cut_there_too(safe_site, make_web):
    stop = threading.Event()

    def trickle(request):
        request.close_connection = True
        request.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        try:
            while not stop.wait(0.02):
                request.wfile.write(b".")
        except OSError:
            pass

    safe_site.pages["/slow"] = trickle
    web = make_web(robots=False, hosts={"tern.example": safe_site.place}, total_seconds=0.4)
    begun = time.monotonic()
    with pytest.raises(FetchError, match=r"no whole answer within 0\.4 seconds"):
        web.get("https://tern.example/slow")
    stop.set()
    assert time.monotonic() - begun < 3
