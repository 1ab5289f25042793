import os

import pytest

from columninch.collect.discovery.discover import discover
from columninch.collect.fetch import Wanted, fetch_item
from columninch.collect.poll import PolledSource, poll_source
from columninch.errors import FetchError, SourceError
from tests.collect.letters import letter
from tests.collect.moments import later


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "Letters"
    for name in ("cur", "new", "tmp"):
        (made / name).mkdir(parents=True)
    return made


@pytest.fixture
def desk(tools):
    return later(tools)


def poll(folder, desk, memory=""):
    return poll_source(PolledSource("maildir", folder.as_uri(), memory=memory), desk)


def fetch(folder, desk, entry):
    return fetch_item(Wanted(entry, "maildir", folder.as_uri(), None), desk)


def test_each_message_is_listed_once_wherever_it_lies(folder, desk):
    (folder / "new" / "17.a.tern").write_bytes(letter(1))
    (folder / "cur" / "18.b.tern:2,S").write_bytes(letter(2))
    (folder / "tmp" / "19.c.tern").write_bytes(letter(3))
    polled = poll(folder, desk)
    assert {one.url: one.media_url for one in polled.entries} == {
        "mid:letter.1@tern.example": "file:17.a.tern",
        "mid:letter.2@tern.example": "file:18.b.tern",
    }
    assert poll(folder, desk, polled.memory).documents == ()
    (folder / "new" / "20.d.tern").write_bytes(letter(4))
    assert [one.title for one in poll(folder, desk, polled.memory).entries] == ["Letter 4"]


def test_a_message_that_was_read_meanwhile_is_found_all_the_same(folder, desk):
    (folder / "new" / "17.a.tern").write_bytes(letter(1))
    (entry,) = poll(folder, desk).entries
    (folder / "new" / "17.a.tern").rename(folder / "cur" / "17.a.tern:2,FRS")
    fetched = fetch(folder, desk, entry)
    assert desk.vault.payload(fetched.capture) == letter(1)
    assert fetched.capture.content_type == "message/rfc822"


def test_a_message_that_came_a_moment_ago_waits_for_the_next_poll(folder, desk, tools):
    (folder / "new" / "17.a.tern").write_bytes(letter(1))
    now = later(tools, seconds=0)
    assert poll(folder, now).documents == ()
    assert len(poll(folder, desk).entries) == 1


def test_a_long_maildir_is_listed_poll_by_poll(folder, desk, monkeypatch):
    monkeypatch.setattr("columninch.collect.mail.maildir.MOST_AT_ONCE", 2)
    for number in range(5):
        path = folder / "new" / f"{number}.x"
        path.write_bytes(letter(number))
        path.chmod(0o600)
    titles, memory = [], ""
    for _ in range(5):
        polled = poll(folder, desk, memory)
        titles += [one.title for one in polled.entries]
        memory = polled.memory
    assert sorted(titles) == [f"Letter {number}" for number in range(5)]


def test_a_link_out_of_the_maildir_is_no_message(folder, desk, tmp_path):
    (tmp_path / "outside").write_bytes(letter(1))
    (folder / "new" / "17.a.tern").symlink_to(tmp_path / "outside")
    assert poll(folder, desk).documents == ()


def test_a_message_that_is_gone_or_another_is_not_archived(folder, desk):
    path = folder / "new" / "17.a.tern"
    path.write_bytes(letter(1))
    (entry,) = poll(folder, desk).entries
    path.write_bytes(letter(2))
    with pytest.raises(FetchError, match="another message lies where this one was"):
        fetch(folder, desk, entry)
    path.unlink()
    with pytest.raises(FetchError, match="no longer in the maildir"):
        fetch(folder, desk, entry)


def test_a_file_name_that_is_no_text_has_an_address_all_the_same(folder, desk):
    with open(os.fsencode(folder) + b"/new/\xff.tern", "wb") as stream:  # noqa: PTH123  bytes
        stream.write(letter(1))
    (entry,) = poll(folder, desk).entries
    assert entry.media_url == "file:%FF.tern"
    assert desk.vault.payload(fetch(folder, desk, entry).capture) == letter(1)


def test_a_maildir_is_found_by_its_path(folder, desk, tmp_path):
    with pytest.raises(SourceError, match="holds no message yet"):
        discover(str(folder), desk)
    (folder / "new" / "17.a.tern").write_bytes(letter(1))
    (found,) = discover(str(folder), desk)
    assert (found.kind, found.url, found.outlet_name) == ("maildir", folder.as_uri(), "The Tern")
    with pytest.raises(SourceError, match="there is no maildir"):
        poll(tmp_path, desk)
