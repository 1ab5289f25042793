"""Mailboxes from the command line: added, read and counted; passwords never told."""

import pytest

from columninch.desk.models import Capture, Reading, Source
from columninch.desk.pipeline import STAGES
from columninch.desk.runner import run_pass
from tests.collect.letters import WORDS, letter
from tests.collect.moments import later


def test_a_mailbox_without_its_password_says_where_to_put_it(columninch, desk):
    told = columninch("add", "imaps://desk@mail.tern.example/INBOX", "--desk", desk)
    assert told.code == 1
    assert "desk@mail.tern.example: no password is known for this mailbox" in told.err
    assert "secrets.toml" in told.err
    assert not Source.objects.exists()


def test_a_password_in_an_address_is_refused_and_not_repeated(columninch, desk):
    told = columninch("add", "imaps://desk:hush-9@mail.tern.example/INBOX", "--desk", desk)
    assert (told.code, "a password has no place in an address" in told.err) == (1, True)
    assert "hush" not in told.out + told.err


@pytest.fixture
def letters(tmp_path):
    folder = tmp_path / "Letters"
    for name in ("cur", "new", "tmp"):
        (folder / name).mkdir(parents=True)
    for number in (1, 2):
        body = f"{WORDS} This is letter {number}."
        (folder / "new" / f"{number}.x").write_bytes(letter(number, body=body))
    return folder


def test_newsletters_are_added_taken_in_and_read(columninch, desk, tools, letters):
    assert columninch("add", letters, "--desk", desk).code == 0
    source = Source.objects.get()
    assert (source.kind, source.channel.kind, source.outlet.name) == (
        "maildir",
        "newsletter",
        "The Tern",
    )
    run_pass(STAGES, later(tools))
    readings = Reading.objects.order_by("title")
    assert [row.title for row in readings] == ["Letter 1", "Letter 2"]
    assert readings[0].text == f"{WORDS} This is letter 1."
    assert set(Capture.objects.values_list("url", flat=True)) == {
        "mid:letter.1@tern.example",
        "mid:letter.2@tern.example",
    }
