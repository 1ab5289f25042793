"""The sample press over real HTTP, on this machine only."""

from datetime import timedelta
from http.client import HTTPConnection

import pytest

from columninch.sample.edition import edition
from columninch.sample.markup import path_of
from columninch.sample.server import SampleServer, play


@pytest.fixture(scope="module")
def press():
    return edition(1, 30)


@pytest.fixture(scope="module")
def server(press):
    with SampleServer(press) as running:
        yield running


@pytest.fixture
def connection(server):
    opened = HTTPConnection("127.0.0.1", server.port, timeout=10)
    yield opened
    opened.close()


def ask(connection, host, path, method="GET", **headers):
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, headers={"Host": host, **names})
    response = connection.getresponse()
    return response, response.read()


def test_every_outlet_is_at_the_servers_port(press, server):
    assert server.hosts == {outlet.host: ("127.0.0.1", server.port) for outlet in press.outlets}


def test_one_connection_answers_for_many_hosts(press, connection):
    for outlet in press.outlets:
        for item in press.items_of(outlet.key):
            response, body = ask(connection, outlet.host, path_of(item.url))
            assert response.status in {200, 404}
            assert int(response.headers["Content-Length"]) == len(body)
    assert response.version == 11


def test_a_host_with_a_port_and_in_capitals_is_the_same_host(press, connection):
    host = press.outlets[0].host
    response, _ = ask(connection, f"{host.upper()}:8000", "/")
    assert response.status == 200


def test_a_persons_browser_names_the_host_in_the_path_and_can_follow_links(press, connection):
    moved = next(one for one in press.troubles if one.kind == "moved")
    item = press.by_key[moved.item]
    host = press.outlet(item.outlet).host
    response, _ = ask(connection, "127.0.0.1", f"/~{host}{path_of(moved.url)}")
    assert response.status == 301
    assert response.headers["Location"] == f"/~{host}{path_of(item.url)}"
    response, page = ask(connection, "127.0.0.1", response.headers["Location"])
    assert response.status == 200
    assert item.title.encode() in page
    assert b"http://" + host.encode() not in page


def test_a_feed_that_has_not_changed_is_not_sent_again(press, connection):
    outlet = press.outlets[0]
    path = path_of(outlet.sources[0].url)
    response, body = ask(connection, outlet.host, path)
    tag, modified = response.headers["ETag"], response.headers["Last-Modified"]
    assert body
    by_tag, empty = ask(connection, outlet.host, path, If_None_Match=tag)
    assert (by_tag.status, empty) == (304, b"")
    by_date, empty = ask(connection, outlet.host, path, If_Modified_Since=modified)
    assert (by_date.status, empty) == (304, b"")
    other, body = ask(connection, outlet.host, path, If_None_Match='"another"')
    assert other.status == 200
    assert body


def test_a_head_request_has_no_body(press, connection):
    response, body = ask(connection, press.outlets[0].host, "/", method="HEAD")
    assert response.status == 200
    assert int(response.headers["Content-Length"]) > 0
    assert body == b""


def test_the_clock_hides_what_is_not_out_yet(press):
    first, last = press.items[0], press.items[-1]
    now = first.published
    with SampleServer(press, lambda: now) as running:
        connection = HTTPConnection("127.0.0.1", running.port, timeout=10)
        hosts = [press.outlet(item.outlet).host for item in (first, last)]
        shown, _ = ask(connection, hosts[0], path_of(first.url))
        hidden, _ = ask(connection, hosts[1], path_of(last.url))
        connection.close()
    assert (shown.status, hidden.status) == (200, 404)


def test_a_server_says_nothing_and_gives_its_port_back(press, capfd):
    with SampleServer(press) as running:
        connection = HTTPConnection("127.0.0.1", running.port, timeout=10)
        ask(connection, press.outlets[0].host, "/nothing")
        connection.close()
    with SampleServer(press, port=running.port) as again:
        assert again.port == running.port
    assert capfd.readouterr() == ("", "")


def test_playing_begins_at_the_start_and_runs_faster_than_life(press, monkeypatch):
    seconds = iter([100.0, 100.0, 110.0])
    monkeypatch.setattr("columninch.sample.server.time.monotonic", lambda: next(seconds))
    now = play(press, speed=2000)
    assert now() == press.starts
    assert now() == press.starts + timedelta(seconds=20_000)
