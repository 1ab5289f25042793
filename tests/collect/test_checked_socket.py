import socket
import threading
import time

import pytest

from columninch.collect.fetcher.checked_socket import open_checked
from columninch.errors import FetchError, RefusedAddress


@pytest.fixture
def greeter():
    """A server that says hello to whoever connects, and how many did."""
    met = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def greet():
            while True:
                try:
                    taken, place = listener.accept()
                except OSError:
                    return
                met.append(place)
                taken.sendall(b"* OK hello\r\n")
                taken.close()

        thread = threading.Thread(target=greet, daemon=True)
        thread.start()
        yield listener.getsockname(), met
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()


def test_a_connection_to_a_mapped_host_speaks_with_its_server(greeter):
    place, _ = greeter
    with open_checked("Mail.Example", 993, {"mail.example": place}, 5) as opened:
        assert opened.recv(100) == b"* OK hello\r\n"
        assert opened.gettimeout() == 5


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.1", "0177.0.0.1", "::1",
        "::ffff:127.0.0.1", "64:ff9b::7f00:1", "169.254.169.254", "10.0.0.1", "0.0.0.0",  # noqa: S104  listed so as to be refused
        "mail.example/", "user@127.0.0.1", "127.0.0.1#", "[::1]", "fe80::1%lo", "", "a b",
    ],
)  # fmt: skip
def test_a_host_that_must_not_be_asked_is_refused_before_anything_connects(greeter, host):
    place, met = greeter
    with pytest.raises(RefusedAddress) as refusal:
        open_checked(host, place[1], {}, 5)
    assert f":{place[1]}" in str(refusal.value)
    assert met == []


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_a_port_that_is_none_is_refused(port):
    with pytest.raises(RefusedAddress, match="is no port"):
        open_checked("mail.example", port, {}, 5)


def test_nobody_there_is_a_failure_that_may_be_tried_again():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(FetchError, match="nobody takes a connection") as failure:
            open_checked("mail.example", 993, {"mail.example": taken.getsockname()}, 5)
    assert failure.value.can_retry


def test_a_resolver_that_does_not_answer_is_given_up(monkeypatch):
    stop = threading.Event()

    def resolve(*_, **__):
        stop.wait(10)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    begun = time.monotonic()
    with pytest.raises(FetchError, match=r"no answer within 0\.1 seconds"):
        open_checked("mail.example", 993, {}, 0.1)
    stop.set()
    assert time.monotonic() - begun < 2


def test_a_name_with_one_public_and_one_private_answer_is_asked_at_the_public_one(monkeypatch):
    def resolve(host, port, **options):
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port))
            for one in ("10.0.0.1", "93.184.215.14")
        ]

    tried = []

    def connect(self, place):
        tried.append(place)
        raise ConnectionRefusedError("no route in a test")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket.socket, "connect", connect)
    with pytest.raises(FetchError):
        open_checked("shifty.example", 993, {}, 5)
    assert tried == [("93.184.215.14", 993)]
