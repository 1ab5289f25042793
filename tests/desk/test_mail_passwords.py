"""Passwords of mailboxes: where they come from, and where they never show."""

import pytest

from columninch.desk.mail_passwords import SECRETS_FILE, mail_password, variable_of
from columninch.errors import RefusedAddress

ACCOUNT = "desk@tern.example@mail.tern.example"
FILE = f'[mail]\n"{ACCOUNT}" = "heron 7"\n'


def written(folder, text, mode=0o600):
    path = folder / SECRETS_FILE
    path.write_text(text, "utf-8")
    path.chmod(mode)
    return folder


def test_a_password_comes_from_the_file_that_only_its_owner_may_read(tmp_path):
    assert mail_password(ACCOUNT, written(tmp_path, FILE)) == "heron 7"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o777])
def test_a_file_that_others_may_read_is_refused(tmp_path, mode):
    with pytest.raises(RefusedAddress, match=r"others may read the passwords .*chmod 600"):
        mail_password(ACCOUNT, written(tmp_path, FILE, mode))


def test_the_environment_comes_first(tmp_path, monkeypatch):
    assert variable_of(ACCOUNT) == "COLUMNINCH_MAIL_PASSWORD_DESK_TERN_EXAMPLE_MAIL_TERN_EXAMPLE"
    monkeypatch.setenv(variable_of(ACCOUNT), "egret 8")
    assert mail_password(ACCOUNT, written(tmp_path, FILE)) == "egret 8"


@pytest.mark.parametrize(
    "text", ["", "[mail]\n", '[mail]\n"other@x.example" = "y"\n', "mail = 3\n"]
)
def test_where_none_is_known_the_error_says_how_to_give_one(tmp_path, text):
    with pytest.raises(RefusedAddress, match=r"no password is known .*under \[mail\] into"):
        mail_password(ACCOUNT, written(tmp_path, text))


def test_a_broken_file_is_told_without_what_stands_in_it(tmp_path):
    with pytest.raises(RefusedAddress, match="no valid TOML") as caught:
        mail_password(ACCOUNT, written(tmp_path, '[mail]\n"a" = "heron 7'))
    assert "heron" not in str(caught.value)
    assert caught.value.__cause__ is None
