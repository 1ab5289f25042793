"""Addresses by which a stranger would reach the desk's own machine or its neighbours.

A trap listens on the loopback addresses, on the port that each address names: whatever the
way there, nobody may ever connect to it.
"""

import socket
import threading
import time

import pytest

from columninch.errors import FetchError, RefusedAddress
from tests.collect.site import Page

LOOPBACK = "127.0.0.1"


class Trap:
    """A listener on 127.0.0.1 and ::1 that takes note of who connects."""

    def __init__(self) -> None:
        self.caught: list[object] = []
        self.listeners = [socket.create_server((LOOPBACK, 0))]
        self.port = self.listeners[0].getsockname()[1]
        if socket.has_ipv6:
            self.listeners.append(socket.create_server(("::1", self.port), family=socket.AF_INET6))
        self.threads = [
            threading.Thread(target=self._listen, args=(one,), daemon=True)
            for one in self.listeners
        ]
        for thread in self.threads:
            thread.start()

    def _listen(self, listener: socket.socket) -> None:
        while True:
            try:
                taken, place = listener.accept()
            except OSError:
                return
            self.caught.append(place)
            taken.close()

    def close(self) -> None:
        for listener in self.listeners:
            listener.shutdown(socket.SHUT_RDWR)
            listener.close()
        for thread in self.threads:
            thread.join()


@pytest.fixture
def trap():
    listening = Trap()
    yield listening
    listening.close()


@pytest.fixture
def answers(monkeypatch):
    """A resolver of one's own: name to the answers of one look-up after the other."""
    told: dict[bytes, list[list[str]]] = {}
    real = socket.getaddrinfo

    def resolve(host, port, *args, **options):
        if host not in told:
            return real(host, port, *args, **options)
        now = told[host].pop(0) if len(told[host]) > 1 else told[host][0]
        return [
            (
                socket.AF_INET6 if ":" in one else socket.AF_INET,
                socket.SOCK_STREAM,
                6,
                "",
                (one, port, 0, 0) if ":" in one else (one, port),
            )
            for one in now
        ]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return told


RELATIVE = "http:127.0.0.1:{port}/"
"""On a page of the same scheme this is a path."""
WRITTEN = [
    RELATIVE,
    "http://127.0.0.1:{port}/",
    "http://127.0.0.2:{port}/",
    "http://127.1:{port}/",
    "http://127.0.1:{port}/",
    "http://2130706433:{port}/",
    "http://0x7f000001:{port}/",
    "http://0x7f.0.0.1:{port}/",
    "http://0x7f.1:{port}/",
    "http://017700000001:{port}/",
    "http://0177.0.0.1:{port}/",
    "http://127.0.0.01:{port}/",
    "http://0:{port}/",
    "http://0.0.0.0:{port}/",
    "http://127.0.0.1.:{port}/",
    "http://localhost:{port}/",
    "http://desk.localhost:{port}/",
    "http://printer.local:{port}/",
    "http://metadata.google.internal/",
    "http://intranet:{port}/",
    "http://LOCALHOST.:{port}/",
    "http://１２７.０.０.１:{port}/",
    "http://127。0。0。1:{port}/",
    "http://①②⑦.⓪.⓪.①:{port}/",
    "http://%31%32%37.0.0.1:{port}/",
    "http://loc%61lhost:{port}/",
    "http://[::1]:{port}/",
    "http://[::]:{port}/",
    "http://[0:0:0:0:0:0:0:1]:{port}/",
    "http://[::127.0.0.1]:{port}/",
    "http://[::ffff:127.0.0.1]:{port}/",
    "http://[::ffff:7f00:1]:{port}/",
    "http://[::ffff:0:127.0.0.1]:{port}/",
    "http://[64:ff9b::127.0.0.1]:{port}/",
    "http://[64:ff9b:1::7f00:1]:{port}/",
    "http://[2002:7f00:1::1]:{port}/",
    "http://[2001:0:7f00:1::80ff:fffe]:{port}/",
    "http://[2606:2800::5efe:127.0.0.1]:{port}/",
    "http://[::1%25lo]:{port}/",
    "http://[fe80::1]:{port}/",
    "http://[fc00::1]:{port}/",
    "http://[ff02::1]:{port}/",
    "http://tern.example@127.0.0.1:{port}/",
    "http://tern.example:80@127.0.0.1:{port}/",
    "http://127.0.0.1:{port}\\@tern.example/",
    "http:\\\\127.0.0.1:{port}\\",
    "http://\t127.0.0.1\n:{port}/",
    "http://127.0.0.1:{port}#@tern.example/",
    "http://127.0.0.1:{port}?@tern.example/",
    "http://10.0.0.1:{port}/",
    "http://172.16.0.1:{port}/",
    "http://192.168.0.1:{port}/",
    "http://100.64.0.1:{port}/",
    "http://198.18.0.1:{port}/",
    "http://192.0.2.1:{port}/",
    "http://[2001:db8::1]:{port}/",
    "http://224.0.0.1:{port}/",
    "http://240.0.0.1:{port}/",
    "http://255.255.255.255:{port}/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[fd00:ec2::254]/latest/meta-data/",
    "http://168.63.129.16/metadata/",
    "http://100.100.100.200/latest/meta-data/",
    "ftp://127.0.0.1:{port}/",
    "gopher://127.0.0.1:{port}/_GET",
    "file:///etc/passwd",
    "data:text/html,hello",
    "view-source:http://127.0.0.1:{port}/",
    "jar:http://127.0.0.1:{port}/!/",
]


@pytest.mark.parametrize("written", WRITTEN)
def test_an_address_that_leads_inside_is_refused(make_web, trap, written):
    begun = time.monotonic()
    with pytest.raises(RefusedAddress) as refusal:
        make_web().get(written.format(port=trap.port))
    assert not refusal.value.can_retry
    assert refusal.value.reason
    assert time.monotonic() - begun < 5
    assert trap.caught == []


@pytest.mark.parametrize("written", [one for one in WRITTEN if one != RELATIVE])
def test_a_redirect_that_leads_inside_is_refused(make_web, site, trap, written):
    to = written.format(port=trap.port).replace("\t", "").replace("\n", "")
    site.pages["/go"] = Page(status=302, headers={"Location": to.encode().decode("latin-1")})
    with pytest.raises(RefusedAddress):
        make_web(robots=False).get("http://tern.example/go")
    assert [path for _, path in site.asked] == ["/go"]
    assert trap.caught == []


@pytest.mark.parametrize(
    "inside",
    [
        "127.0.0.1", "::1", "0.0.0.0", "::", "10.1.2.3", "169.254.169.254", "::ffff:127.0.0.1",  # noqa: S104  refused
        "64:ff9b::7f00:1", "fe80::1", "fc00::1", "100.64.0.1", "224.0.0.1", "2002:7f00:1::",
    ],
)  # fmt: skip
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_name_that_stands_for_an_inner_address_is_refused(
    make_web, trap, answers, inside, scheme
):
    answers[b"rebound.example"] = [[inside]]
    with pytest.raises(RefusedAddress, match=r"not on the public internet|metadata"):
        make_web(robots=False).get(f"{scheme}://rebound.example:{trap.port}/")
    assert trap.caught == []


def test_a_name_whose_answer_changes_after_the_check_is_connected_to_as_checked(
    make_web, trap, answers, monkeypatch
):
    answers[b"rebound.example"] = [["93.184.215.14"], [LOOPBACK]]
    tried = []

    def connect(self, place):
        tried.append(place)
        raise ConnectionRefusedError("the test has no way out")

    with monkeypatch.context() as patched:
        patched.setattr(socket.socket, "connect", connect)
        with pytest.raises(FetchError, match="nobody answers"):
            make_web(robots=False).get(f"http://rebound.example:{trap.port}/")
    assert tried == [("93.184.215.14", trap.port)]
    with pytest.raises(RefusedAddress):
        make_web(robots=False).get(f"http://rebound.example:{trap.port}/")
    assert trap.caught == []


def test_only_the_outer_answers_of_a_name_are_tried(make_web, trap, answers, monkeypatch):
    answers[b"mixed.example"] = [[LOOPBACK, "::1", "93.184.215.14", "10.0.0.1"]]
    tried = []

    def connect(self, place):
        tried.append(place)
        raise ConnectionRefusedError("the test has no way out")

    with monkeypatch.context() as patched:
        patched.setattr(socket.socket, "connect", connect)
        with pytest.raises(FetchError):
            make_web(robots=False).get(f"http://mixed.example:{trap.port}/")
    assert tried == [("93.184.215.14", trap.port)]
    assert trap.caught == []


def test_a_robots_txt_that_redirects_inside_is_not_followed(make_web, site, trap):
    to = f"http://127.0.0.1:{trap.port}/robots.txt"
    site.pages["/robots.txt"] = Page(status=301, headers={"Location": to})
    with pytest.raises(RefusedAddress):
        make_web().get("http://tern.example/")
    assert trap.caught == []


def test_a_mapped_host_is_no_way_to_other_ports_or_names(make_web, site, trap):
    web = make_web(robots=False)
    site.pages["/"] = Page(b"home")
    assert web.get(f"http://tern.example:{trap.port}/").body == b"home"  # where it is mapped to
    with pytest.raises(RefusedAddress, match="inside"):
        web.get(f"http://inner.tern.example.localhost:{trap.port}/")
    assert trap.caught == []


def test_secrets_stay_with_the_host_that_was_asked(make_web, site):
    site.pages["/go"] = Page(status=302, headers={"Location": "http://knot.example/there"})
    site.pages["/there"] = Page(b"there")
    headers = {"Authorization": "Bearer secret", "Cookie": "a=b", "If-None-Match": '"1"'}
    answer = make_web(robots=False).get("http://tern.example/go", headers=headers)
    assert site.requests[0]["Authorization"] == "Bearer secret"
    assert not {"Authorization", "Cookie"} & set(site.requests[1])
    assert dict(answer.asked)["If-None-Match"] == '"1"'
