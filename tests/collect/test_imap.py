"""Newsletters from a real mail server (Dovecot), which is only read."""

import json
import socket
import threading
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from columninch.collect.discovery.discover import discover
from columninch.collect.fetch import Wanted, fetch_item
from columninch.collect.mail.address import folder_name, parse_mail_address
from columninch.collect.mail.imap_session import Passwords, SafeMail
from columninch.collect.poll import PolledSource, poll_source
from columninch.errors import FetchError, RefusedAddress, SourceError
from columninch.records import SourceOptions
from tests.collect.letters import letter
from tests.collect.mail_server import HOST, PASSWORD, USER, MailServer, write_certificate

URL = f"imaps://desk%40tern.example@{HOST}/INBOX"


@pytest.fixture(scope="module")
def running():
    server = MailServer()
    yield server
    server.close()


@pytest.fixture
def server(running):
    yield running
    for one in (running.base / "mail").rglob("*.tern*"):
        one.unlink()


@pytest.fixture
def open_mail(server, monkeypatch):
    """Mail servers for which mail.tern.example is the local one."""
    monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
    made = []

    def make(password=PASSWORD, port=None):
        hosts = {HOST: ("127.0.0.1", port or server.tls_port)}
        made.append(SafeMail(Passwords(lambda account: password), hosts, 10))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def desk(tools, open_mail):
    return replace(tools, mail=open_mail())


def poll(desk, memory="", **options):
    return poll_source(
        PolledSource("imap", URL, memory=memory, options=SourceOptions(**options)), desk
    )


def fetch(desk, entry):
    return fetch_item(Wanted(entry, "imap", URL, None), desk)


def test_each_message_is_an_entry_known_by_its_message_id(server, desk):
    server.put(letter(1))
    server.put(letter(2, message_id="a%b c@tern.example"))
    server.put(letter(3, message_id="x/y?z@tern.example", subject="=?utf-8?b?2YLYp9uM2YI=?="))
    entries = poll(desk).entries
    assert [one.url for one in entries][::2] == [
        "mid:letter.1@tern.example",
        "mid:x%2Fy%3Fz@tern.example",
    ]
    assert entries[1].url.startswith("ni:///sha-256;")  # no id that anybody may rely on
    assert [one.title for one in entries] == ["Letter 1", "Letter 2", "قایق"]
    assert entries[0].published.at == datetime(2026, 3, 4, 8, 30, tzinfo=UTC)


def test_a_messages_bytes_are_archived_as_they_were_received(server, desk):
    server.put(letter(1))
    (entry,) = poll(desk).entries
    fetched = fetch(desk, entry)
    assert desk.vault.payload(fetched.capture) == letter(1)
    assert (fetched.capture.url, fetched.capture.content_type) == (entry.url, "message/rfc822")
    assert desk.vault.record(fetched.capture).kind == "resource"


def test_nothing_is_marked_as_read(server, desk):
    server.put(letter(1))
    (entry,) = poll(desk).entries
    fetch(desk, entry)
    desk.mail.close()
    (place,) = server.files()
    assert "S" not in place.partition(":2,")[2]


def test_the_next_poll_lists_only_what_is_new(server, desk):
    server.put(letter(1))
    first = poll(desk)
    again = poll(desk, first.memory)
    assert (again.documents, again.memory) == ((), first.memory)
    server.put(letter(2))
    assert [one.title for one in poll(desk, first.memory).entries] == ["Letter 2"]


def test_a_mailbox_numbered_anew_is_listed_from_its_beginning(server, desk):
    server.put(letter(1))
    known = json.loads(poll(desk).memory)
    memory = json.dumps({**known, "validity": known["validity"] + 1})
    assert [one.title for one in poll(desk, memory).entries] == ["Letter 1"]
    assert [one.title for one in poll(desk, "not a memory").entries] == ["Letter 1"]


def test_a_message_is_found_again_by_its_id_where_numbers_have_changed(server, desk):
    server.put(letter(1))
    (entry,) = poll(desk).entries
    moved = replace(entry, media_url=entry.media_url.replace("UIDVALIDITY=", "UIDVALIDITY=9"))
    assert desk.vault.payload(fetch(desk, moved).capture) == letter(1)


def test_a_message_without_an_id_is_known_by_what_it_says(server, desk):
    server.put(letter(1, message_id=""))
    server.put(letter(2, message_id=""))
    first, second = poll(desk).entries
    assert first.url.startswith("ni:///sha-256;")
    assert first.url != second.url
    assert desk.vault.payload(fetch(desk, first).capture) == letter(1, message_id="")


def test_a_long_folder_is_listed_poll_by_poll(server, desk, monkeypatch):
    monkeypatch.setattr("columninch.collect.mail.imap.MOST_AT_ONCE", 2)
    for number in (1, 2, 3):
        server.put(letter(number))
    first = poll(desk)
    assert [one.title for one in first.entries] == ["Letter 1", "Letter 2"]
    assert first.complaint == "1 more messages wait for the next polls"
    assert [one.title for one in poll(desk, first.memory).entries] == ["Letter 3"]


def test_only_what_was_sent_since_a_day_is_listed(server, desk):
    server.put(letter(1, date="Sun, 1 Mar 2026 09:30:00 +0000"))
    server.put(letter(2))
    since = datetime(2026, 3, 3, tzinfo=UTC)
    assert [one.title for one in poll(desk, since=since).entries] == ["Letter 2"]


def test_a_deleted_message_says_so_and_is_not_tried_again(server, desk):
    server.put(letter(1))
    (entry,) = poll(desk).entries
    for one in (server.base / "mail").rglob("*.tern*"):
        one.unlink()
    with pytest.raises(FetchError, match="no longer in the mailbox") as caught:
        fetch(desk, entry)
    assert caught.value.can_retry is False


def test_a_folder_may_be_called_anything(server, desk):
    server.put(letter(1), folder="خبرنامه & more")
    url = f"imaps://desk%40tern.example@{HOST}/%D8%AE%D8%A8%D8%B1%D9%86%D8%A7%D9%85%D9%87%20%26%20more"
    polled = poll_source(PolledSource("imap", url), desk)
    assert [one.title for one in polled.entries] == ["Letter 1"]
    with pytest.raises(FetchError, match=r"no folder 'None such' \(the inbox is called INBOX\)"):
        poll_source(PolledSource("imap", f"imaps://desk%40tern.example@{HOST}/None such"), desk)


def test_adding_a_mailbox_names_the_outlet_after_its_newest_sender(server, desk):
    with pytest.raises(SourceError, match="holds no message yet"):
        discover(URL, desk)
    server.put(letter(1))
    (found,) = discover(f"imaps://{USER}@{HOST}", desk)
    assert (found.kind, found.url, found.outlet_name, found.entry_count) == (
        "imap",
        URL,
        "The Tern",
        1,
    )


def test_before_a_password_comes_tls(server, tools, open_mail):
    server.put(letter(1))
    plain = replace(tools, mail=open_mail(port=server.port))
    url = URL.replace("imaps:", "imap:")
    polled = poll_source(PolledSource("imap", url), plain)
    assert [one.title for one in polled.entries] == ["Letter 1"]


def test_a_wrong_password_is_never_told_and_not_tried_again(server, tools, open_mail):
    desk = replace(tools, mail=open_mail(password="egret-quay-9"))
    with pytest.raises(RefusedAddress, match="doesn't take the password of desk@tern") as caught:
        poll(desk)
    assert caught.value.can_retry is False
    assert "egret" not in repr(caught.value) + str(caught.value) + repr(desk.mail)


def test_a_certificate_of_another_host_is_refused(server, tools, open_mail, monkeypatch, tmp_path):
    write_certificate(tmp_path, HOST)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
    with pytest.raises(FetchError, match="certificate verify failed"):
        poll(replace(tools, mail=open_mail()))


def test_a_private_address_is_refused_where_no_setting_maps_it(tools):
    mail = SafeMail(Passwords(lambda account: PASSWORD), {}, 5)
    for url in ("imaps://desk@127.0.0.1/INBOX", "imap://desk@[::1]/INBOX"):
        with pytest.raises(RefusedAddress, match="not on the public internet"):
            poll_source(PolledSource("imap", url), replace(tools, mail=mail))


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("imaps://desk:hush-9@mail.tern.example/INBOX", "a password has no place in an address"),
        ("imaps://mail.tern.example/INBOX", "names no user"),
        ("imaps://de%0d%0ask@mail.tern.example/INBOX", "control characters"),
        ("imaps://desk@mail.tern.example/IN%0aBOX", "control characters"),
        ("imaps://desk@mail tern/INBOX", "host"),
        ("pop://desk@mail.tern.example", "no mailbox"),
    ],
)
def test_an_address_that_is_no_mailbox_is_refused_and_its_password_not_told(url, reason):
    with pytest.raises(RefusedAddress, match=reason) as caught:
        parse_mail_address(url)
    assert "hush" not in str(caught.value)


def test_an_address_has_one_spelling():
    for url in (
        "imaps://desk@tern.example@MAIL.tern.example",
        "IMAPS://desk%40tern.example@mail.tern.example:993/INBOX",
    ):
        assert parse_mail_address(url).href == URL
    assert parse_mail_address("imap://a@b.example:1143/x/y").href == "imap://a@b.example:1143/x/y"
    assert parse_mail_address(URL).account == "desk@tern.example@mail.tern.example"


def test_folders_are_named_as_imap_names_them():
    assert folder_name("INBOX") == '"INBOX"'
    assert folder_name('a"b\\c & d') == '"a\\"b\\\\c &- d"'
    assert folder_name("台北/日本語") == '"&U,BTFw-/&ZeVnLIqe-"'  # RFC 3501's own examples


def test_a_desk_without_mail_says_so(tools):
    with pytest.raises(RefusedAddress, match="no way to mail servers"):
        poll(tools)


@pytest.mark.parametrize(
    "greeting",
    [
        b"",
        b"* BYE not today\r\n",
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready {99999999999}\r\n",
        b"\x00" * 2_000_000,
    ],
)
def test_a_server_that_speaks_nonsense_gives_one_error(tools, greeting):
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer():
            with suppress(OSError):
                sock, _ = listening.accept()
                with sock:
                    sock.sendall(greeting)

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        mail = SafeMail(Passwords(lambda account: PASSWORD), {HOST: listening.getsockname()}, 2)
        with pytest.raises(FetchError):
            poll_source(
                PolledSource("imap", URL.replace("imaps", "imap")), replace(tools, mail=mail)
            )
        thread.join(5)
