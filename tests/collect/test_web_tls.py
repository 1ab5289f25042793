"""HTTPS against a real server whose certificate is made for the test."""

import ssl
import threading
import time

import pytest

from columninch.collect.fetcher.exchange import is_unreachable
from columninch.errors import FetchError
from tests.collect.certificates import key_and_certificate
from tests.collect.site import Page, Site, trickle


@pytest.fixture
def safe_site(tmp_path, monkeypatch):
    """A site with a certificate for tern.example, which this machine trusts."""
    file = tmp_path / "tern.pem"
    file.write_bytes(b"".join(key_and_certificate("tern.example")))
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

    safe_site.pages["/slow"] = trickle(b"HTTP/1.1 200 OK\r\n\r\n", b".", stop)
    web = make_web(robots=False, hosts={"tern.example": safe_site.place}, total_seconds=0.4)
    begun = time.monotonic()
    with pytest.raises(FetchError, match=r"no whole answer within 0\.4 seconds"):
        web.get("https://tern.example/slow")
    stop.set()
    assert time.monotonic() - begun < 3
