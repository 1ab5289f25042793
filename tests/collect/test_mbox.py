import json

import pytest

from columninch.collect.discovery.discover import discover
from columninch.collect.fetch import Wanted, fetch_item
from columninch.collect.poll import PolledSource, poll_source
from columninch.errors import FetchError, SourceError
from tests.collect.letters import letter
from tests.collect.moments import later

FROM = b"From letters@tern.example Wed Mar  4 09:30:00 2026\n"


def stored(*numbers, body="It rained.\nFrom here on it was dry.\n\nFrom the quay, A."):
    letters = (letter(number, body=body).replace(b"\r\n", b"\n") for number in numbers)
    return b"".join(FROM + one + b"\n" for one in letters)


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "letters"
    made.write_bytes(stored(1, 2))
    return made


@pytest.fixture
def desk(tools):
    return later(tools)


def poll(path, desk, memory=""):
    return poll_source(PolledSource("mbox", path.as_uri(), memory=memory), desk)


def fetch(path, desk, entry):
    return fetch_item(Wanted(entry, "mbox", path.as_uri(), None), desk)


def test_each_message_is_an_entry_with_its_place(path, desk):
    entries = poll(path, desk).entries
    assert [one.url for one in entries] == [
        "mid:letter.1@tern.example",
        "mid:letter.2@tern.example",
    ]
    for number, entry in enumerate(entries, start=1):
        kept = desk.vault.payload(fetch(path, desk, entry).capture)
        assert kept.strip() == stored(number).removeprefix(FROM).strip()


def test_while_the_file_grows_only_what_is_new_is_read(path, desk):
    memory = poll(path, desk).memory
    assert poll(path, desk, memory).documents == ()
    with path.open("ab") as stream:
        stream.write(stored(3))
    polled = poll(path, desk, memory)
    assert [one.title for one in polled.entries] == ["Letter 3"]
    assert json.loads(polled.memory)["at"] == path.stat().st_size


def test_a_file_written_anew_is_read_from_its_beginning(path, desk):
    memory = poll(path, desk).memory
    path.write_bytes(stored(2, 3, 4, 5))
    assert [one.title for one in poll(path, desk, memory).entries] == [
        "Letter 2",
        "Letter 3",
        "Letter 4",
        "Letter 5",
    ]


def test_a_message_is_found_again_where_others_were_deleted(path, desk):
    _, second = poll(path, desk).entries
    path.write_bytes(stored(2))
    kept = desk.vault.payload(fetch(path, desk, second).capture)
    assert kept.strip() == stored(2).removeprefix(FROM).strip()
    path.write_bytes(stored(1))
    with pytest.raises(FetchError, match="no longer in the file"):
        fetch(path, desk, second)


def test_the_last_message_of_a_young_file_waits_until_it_is_whole(path, tools, desk):
    now = later(tools, seconds=0)
    first = poll(path, now)
    assert [one.title for one in first.entries] == ["Letter 1"]
    assert [one.title for one in poll(path, desk, first.memory).entries] == ["Letter 2"]


def test_a_long_file_is_listed_poll_by_poll(path, desk, monkeypatch):
    monkeypatch.setattr("columninch.collect.mail.mbox.MOST_AT_ONCE", 1)
    first = poll(path, desk)
    assert first.complaint == "more messages wait for the next polls"
    assert [one.title for one in poll(path, desk, first.memory).entries] == ["Letter 2"]


def test_an_mbox_is_found_by_what_it_begins_with(path, desk, tmp_path):
    (found,) = discover(str(path), desk)
    assert (found.kind, found.outlet_name, found.entry_count) == ("mbox", "The Tern", 2)
    other = tmp_path / "other"
    other.write_bytes(b"Dear reader,\nFrom here on")
    with pytest.raises(SourceError, match="not read"):
        discover(str(other), desk)
    with pytest.raises(SourceError, match="can't be read"):
        poll(tmp_path / "none", desk)


@pytest.mark.parametrize(
    "body", [b"", b"\n" * 1000, b"From ", b"From a 2026\n", b"\xff\x00" * 5000, FROM * 500]
)
def test_a_file_of_nonsense_lists_nothing_that_it_does_not_hold(body, tmp_path, desk):
    path = tmp_path / "odd"
    path.write_bytes(body)
    assert all(one.url for one in poll(path, desk).entries)
