"""A desk's settings: what is unknown or mistyped is refused by its name."""

import stat
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from columninch.desk.actions.desks import clear, lay_out, settings_text
from columninch.desk.config import DATABASE_VARIABLE, OPTIONS, WANTED, read_config
from columninch.errors import DeskError

WRONG = [
    ("name", "3"),
    ("contact", "true"),
    ("languages", '"en"'),
    ("languages", '["en", 7]'),
    ("database.url", "5432"),
    ("web.at_once", "1.5"),
    ("web.gap_seconds", '"1"'),
    ("web.gap_seconds", "true"),
    ("web.gap_seconds", "-1"),
    ("web.timeout_seconds", "false"),
    ("web.timeout_seconds", "nan"),
    ("web.timeout_seconds", "inf"),
    ("web.crawl_delay_seconds", '"long"'),
    ("web.first_byte_seconds", "-1"),
    ("web.megabytes", "[]"),
    ("web.robots", "1"),
    ("web.robots", '"yes"'),
    ("web.hosts", '["a.test"]'),
    ("archive.retention", "18"),
    ("draw.salt", "12"),
    ("publish.base_url", "[]"),
    ("publish.sender", "1"),
    ("browser.executable", "true"),
    ("browser.page_seconds", '"45"'),
    ("browser.memory_mb", "-1"),
    ("transcription.url", "1"),
    ("transcription.model", "1"),
    ("transcription.megabytes", "-1"),
    ("transcription.minutes", '"120"'),
    ("transcription.wait_seconds", "inf"),
    ("deposit.url", "1"),
    ("deposit.gap_seconds", "false"),
    ("deposit.publish_seconds", "inf"),
    ("serve.allowed_hosts", '"desk.example"'),
    ("clock.fixed", '"2026-05-11"'),
    ("clock.fixed", "2026-05-11"),
    ("clock.fixed", "2026-05-11T09:00:00"),
]
UNKNOWN = ["nam", "web.gap", "webb.gap_seconds", "web.hosts_", "clock"]


def written(folder, text):
    (folder / "desk.toml").write_text(text, encoding="utf-8")
    return folder


def line(name, value):
    table, _, own = name.rpartition(".")
    return f"[{table}]\n{own} = {value}\n" if table else f"{own} = {value}\n"


def test_an_empty_file_gives_every_default(tmp_path):
    config = read_config(written(tmp_path, ""))
    assert dict(config.values) == {option.name: option.default for option in OPTIONS}


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_mistyped_setting_is_refused_by_its_name_with_what_it_must_be(name, value, tmp_path):
    with pytest.raises(DeskError, match=name) as caught:
        read_config(written(tmp_path, line(name, value)))
    assert "it must be" in str(caught.value)
    assert str(tmp_path / "desk.toml") in str(caught.value)


def test_there_is_a_mistyped_example_of_every_setting():
    assert {name for name, _ in WRONG} == {option.name for option in OPTIONS}


def test_every_kind_of_setting_has_its_words():
    assert {option.kind for option in OPTIONS} == set(WANTED)


@pytest.mark.parametrize("name", UNKNOWN)
def test_an_unknown_setting_is_refused_by_its_name_and_the_known_ones_are_listed(name, tmp_path):
    with pytest.raises(DeskError) as caught:
        read_config(written(tmp_path, line(name, '"x"')))
    told = str(caught.value)
    assert "unknown setting" in told
    assert name.split(".")[0] in told
    assert all(option.name in told for option in OPTIONS)


@pytest.mark.parametrize("place", ["127.0.0.1", ":80", "127.0.0.1:http", "127.0.0.1:²", ""])
def test_a_host_that_leads_nowhere_is_refused(place, tmp_path):
    with pytest.raises(DeskError, match=r"web\.hosts: a\.test"):
        read_config(written(tmp_path, f'[web.hosts]\n"a.test" = "{place}"\n'))


def test_a_host_leads_to_its_address_and_port(tmp_path):
    text = '[web.hosts]\n"a.test" = "127.0.0.1:80"\n"b.test" = "[::1]:8080"\n'
    assert read_config(written(tmp_path, text)).hosts == {
        "a.test": ("127.0.0.1", 80),
        "b.test": ("::1", 8080),
    }


def test_what_is_no_toml_is_refused_with_the_place(tmp_path):
    with pytest.raises(DeskError, match="line 2"):
        read_config(written(tmp_path, 'name = "x"\nlanguages = en\n'))
    (tmp_path / "desk.toml").write_bytes(b'name = "\xff"')
    with pytest.raises(DeskError, match="not valid TOML"):
        read_config(tmp_path)


def test_a_folder_that_is_no_desk_says_how_to_make_one(tmp_path):
    with pytest.raises(DeskError, match="columninch init"):
        read_config(tmp_path)


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
moments = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # the strategy wants its bounds bare
KINDS = {
    str: texts,
    list: st.lists(texts, max_size=3),
    (int, float): st.floats(0, 1e6),
    int: st.integers(0, 10**6),
    bool: st.booleans(),
    dict: st.dictionaries(texts, st.just("127.0.0.1:80"), max_size=3),
    datetime: moments,
}

RULES = {
    "archive.retention": st.just("all")
    | st.just("cited")
    | st.integers(1, 99).map("{} months".format)
}
"""Settings of which not every text will do."""


@given(
    st.fixed_dictionaries(
        {}, optional={each.name: RULES.get(each.name, KINDS[each.kind]) for each in OPTIONS}
    )
)
def test_what_is_written_is_read_back(tmp_path_factory, given_settings):
    folder = written(tmp_path_factory.getbasetemp(), settings_text(given_settings))
    read = read_config(folder).values
    assert {name: read[name] for name in given_settings} == given_settings


def test_a_moment_is_told_in_utc(tmp_path):
    config = read_config(written(tmp_path, "[clock]\nfixed = 2026-05-11T12:30:00+03:30\n"))
    assert config.fixed_time == datetime(2026, 5, 11, 9, tzinfo=UTC)


def test_paths_lie_in_the_folder_wherever_it_was_named_from(tmp_path, monkeypatch):
    lay_out(tmp_path / "desk", {})
    monkeypatch.chdir(tmp_path)
    config = read_config((tmp_path / "desk").relative_to(tmp_path))
    monkeypatch.chdir("/")
    assert config.folder == (tmp_path / "desk").resolve()
    inside = (config.sqlite_file, config.archive_folder, config.site_folder)
    assert all(path.parent == config.folder for path in inside)


def test_no_secret_stands_in_the_settings_and_the_key_is_the_owners_alone(tmp_path):
    lay_out(tmp_path, {"name": "Osk desk"})
    key = tmp_path / "secret.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    secret = read_config(tmp_path).secret_key()
    assert len(secret) >= 50
    assert secret not in (tmp_path / "desk.toml").read_text("utf-8")


def test_two_desks_have_two_keys(tmp_path):
    for name in ("a", "b"):
        lay_out(tmp_path / name, {})
    assert read_config(tmp_path / "a").secret_key() != read_config(tmp_path / "b").secret_key()


def test_a_missing_key_says_where_to_have_it_from(tmp_path):
    with pytest.raises(DeskError, match="backup"):
        read_config(written(tmp_path, "")).secret_key()


def test_the_databases_address_may_come_from_the_environment(tmp_path, monkeypatch):
    config = read_config(written(tmp_path, '[database]\nurl = "postgresql://a/b"\n'))
    monkeypatch.delenv(DATABASE_VARIABLE, raising=False)
    assert config.database_url == "postgresql://a/b"
    monkeypatch.setenv(DATABASE_VARIABLE, "postgresql://c/d")
    assert config.database_url == "postgresql://c/d"


def test_a_desk_is_not_laid_out_over_anything(tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(DeskError, match=r"not empty.*new folder"):
        lay_out(tmp_path, {})
    with pytest.raises(DeskError, match="this is a file"):
        lay_out(tmp_path / "letter.txt", {})
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_place_that_cant_be_written_to_is_told(tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(DeskError, match="can't be written there"):
        lay_out(tmp_path / "letter.txt" / "desk", {})


def test_what_could_not_be_finished_is_cleared(tmp_path):
    lay_out(tmp_path, {})
    clear(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_postgresql_without_its_package_says_what_to_install(monkeypatch):
    from columninch.desk import settings  # noqa: PLC0415  # made once pytest has configured Django

    monkeypatch.setattr(settings, "find_spec", lambda _name: None)
    with pytest.raises(DeskError, match=r"columninch\[postgres\]"):
        settings._postgres("postgresql://a/b")


def test_another_database_is_refused():
    from columninch.desk import settings  # noqa: PLC0415  # as above

    with pytest.raises(DeskError, match="postgresql://USER"):
        settings._postgres("mysql://a/b")
