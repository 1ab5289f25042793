"""Takedown and retention: what goes is gone everywhere, what stays still verifies."""

from datetime import timedelta

import pytest

from columninch.archive.verify import verify_archive
from columninch.cli import main
from columninch.desk import models, runtime
from columninch.desk.actions import removals
from columninch.desk.actions.digests import failures_in, publish
from columninch.desk.actions.removals import Why, remove, resume_removals
from columninch.desk.actions.series import start_series
from columninch.desk.pipeline import STAGES
from columninch.desk.reads.archive import missing_captures
from columninch.desk.reads.frozen import frozen_issue, removed_sources
from columninch.desk.reads.removals import removal_of, told
from columninch.desk.reads.retention import expired, expired_captures, expiry
from columninch.desk.reads.retention import removals as expired_removals
from columninch.desk.runner import run_pass
from columninch.errors import ArchiveError, UsageError
from tests.desk.adding import add_address
from tests.desk.opened import clock_at, opened
from tests.desk.small_press import NOW, OUTLETS

WORDS = "the oven that ruins us"


def quiet(_text):
    pass


@pytest.fixture
def desk(db, tmp_path):
    """A desk that took in the small press and published its first issue."""
    with opened(tmp_path / "desk") as config:
        start_series("week", "The Osk Week", "UTC", ["en", "fa"], NOW)
        for outlet in OUTLETS:
            add_address(f"http://{outlet}.test/feed.xml", runtime.tools())
        run_pass(STAGES, runtime.tools())
        publish(models.Digest.objects.get(), None, NOW)
        runtime.vault().close()
        yield config.folder


@pytest.fixture
def cited(desk):
    """The reading that the issue quotes."""
    return models.Citation.objects.get(text__contains=WORDS).reading


def why(kind="takedown"):
    return Why(kind, "a court order", "the editor", NOW + timedelta(hours=1))


def take_down(reading):
    return remove(removal_of(str(reading.item_id), runtime.vault()), why(), quiet)


def payloads(folder):
    from columninch.archive.verify import read_archive_file  # noqa: PLC0415  # beside its use

    return b"".join(
        record.block
        for path in sorted((folder / "archive").iterdir())
        for record in read_archive_file(path)
    )


def site(folder):
    return {
        path.relative_to(folder / "site").as_posix(): path.read_bytes()
        for path in (folder / "site").rglob("*")
        if path.is_file()
    }


# --- a takedown -------------------------------------------------------------------------


def test_the_list_says_what_would_go_and_nothing_goes(desk, cited):
    before = payloads(desk), site(desk)
    what = told(removal_of(cited.fetch.capture.url, runtime.vault()))
    assert str(cited.item) in what.items
    assert cited.fetch.capture.url in what.captures
    assert what.readings >= 1
    assert what.quotations == models.Quote.objects.filter(reading=cited).count() > 0
    assert what.listings >= 1
    assert (payloads(desk), site(desk)) == before
    assert models.Tombstone.objects.count() == 0


def test_what_was_taken_down_is_gone_from_everywhere(desk, cited):
    title, text = cited.title, cited.text
    line = text.split("\n")[-1]
    assert line.encode() in payloads(desk)
    anchored = [body for name, body in site(desk).items() if line.encode() in body]
    (touched,) = take_down(cited)
    assert (touched.number, touched.still_verifies) == (1, True)

    assert line.encode() not in payloads(desk)
    assert title.encode() not in payloads(desk)
    assert anchored == [] or all(line.encode() not in body for body in site(desk).values())
    cited.refresh_from_db()
    assert (cited.title, cited.text, cited.search_text) == ("", "", "")
    assert (cited.authors, cited.blocks, cited.picture) == ([], [], None)
    assert cited.word_count > 0
    for model in (models.Quote, models.FigureValue, models.PictureCapture):
        assert not model.objects.filter(reading=cited).exists()
    assert not models.Passage.objects.filter(reprint__copy=cited).exists()
    listed = models.Listed.objects.get(item=cited.item)
    assert (listed.entry["title"], listed.entry["content"]) == ("", "")


def test_a_tombstone_says_why_and_what_still_holds_and_all_else_is_in_its_place(desk, cited):
    others = models.Capture.objects.count()
    take_down(cited)
    assert list(verify_archive(desk / "archive")) == []
    assert list(missing_captures(runtime.vault())) == []
    gone = models.Capture.objects.filter(tombstone__isnull=False)
    assert 0 < gone.count() < others
    assert set(gone.values_list("file", "length")) == {("", 0)}

    row = models.Tombstone.objects.get(capture=cited.fetch.capture)
    assert (row.kind, row.reason, row.removed_by) == ("takedown", "a court order", "the editor")
    assert row.issues == [["week", 1]]
    assert len(row.quotations) >= 1
    assert row.is_done
    assert row.capture.url.startswith("http://")
    assert len(row.capture.sha256) == 64
    assert models.Log.objects.filter(act="takedown").count() == 1

    digest = models.Digest.objects.get()
    issue = frozen_issue(digest)
    assert failures_in(digest, issue) == ()
    assert {one.url for one in removed_sources(digest, issue)} == {cited.fetch.capture.url}


def test_neither_other_words_nor_a_draft_hold_by_a_tombstone(desk, cited):
    take_down(cited)
    digest = models.Digest.objects.get()
    issue = frozen_issue(digest)
    models.Tombstone.objects.update(quotations=["0" * 64])
    failures = failures_in(digest, issue)
    assert any(WORDS in failure.citation for failure in failures)
    digest.frozen_at = None
    assert any("can't be relied on" in each.reason for each in failures_in(digest, issue))


def test_the_copy_page_becomes_a_notice_and_the_wacz_loses_the_page(desk, cited):
    before = site(desk)
    take_down(cited)
    after = site(desk)
    assert after.keys() == before.keys()
    changed = {name for name in after if after[name] != before[name]}
    notices = [name for name in changed if b"This copy was removed" in after[name]]
    assert len(notices) == 1
    assert "/copies/" in notices[0]
    for name in notices:
        assert cited.fetch.capture.sha256.encode() in after[name]
    assert "issues/1/issue.wacz" in changed
    assert len(after["issues/1/issue.wacz"]) < len(before["issues/1/issue.wacz"])
    assert WORDS.encode() in after["issues/1/index.html"]


def test_what_was_taken_down_is_not_collected_or_read_again(desk, cited, monkeypatch):
    take_down(cited)
    counts = models.Item.objects.count(), models.Capture.objects.count()
    models.Recipe.objects.filter(stage__in=["fetch", "read", "reprints"]).update(revision=99)
    run_pass(STAGES, runtime.tools())
    assert not models.Setback.objects.filter(stage__in=["fetch", "read"]).exists()
    assert models.Item.objects.count() == counts[0]
    assert not models.Fetch.objects.filter(
        item=cited.item, capture__tombstone__isnull=True
    ).exists()
    digest = models.Digest.objects.get()
    assert failures_in(digest, frozen_issue(digest)) == ()


def test_codings_and_frames_stay(desk, cited):
    coder = models.Coder.objects.create(kind="person", name="nela")
    book = models.Codebook.objects.create(series=models.Series.objects.get(), key="k")
    version = models.CodebookVersion.objects.create(
        codebook=book, number=1, yaml="name: k\nquestions: []\n", sha256="0", made_at=NOW
    )
    row = models.Coding.objects.create(
        item=cited.item, reading=cited, version=version, question="q", answer="a",
        coder=coder, at=NOW,
    )  # fmt: skip
    units = models.FrameUnit.objects.count()
    take_down(cited)
    assert models.Coding.objects.get(pk=row.pk).answer == "a"
    assert models.FrameUnit.objects.count() == units


def test_an_edited_draft_loses_what_it_cites_and_others_are_drafted_anew(desk, cited):
    models.Digest.objects.update(frozen=None, frozen_at=None, state="draft", edited_at=NOW)
    assert models.Citation.objects.filter(reading=cited).exists()
    entries = models.Entry.objects.count()
    take_down(cited)
    assert not models.Citation.objects.filter(reading=cited).exists()
    assert 0 < models.Entry.objects.count() <= entries
    models.Digest.objects.update(edited_at=None)
    run_pass(STAGES, runtime.tools())
    assert not models.Citation.objects.filter(reading=cited).exists()


def test_what_nobody_knows_is_told(desk):
    with pytest.raises(UsageError, match="nothing of this address"):
        removal_of("http://ledger.test/never-seen.html", runtime.vault())
    with pytest.raises(UsageError):
        removal_of("987654321", runtime.vault())


def test_a_file_that_a_worker_writes_to_is_left_for_the_next_run(desk, cited):
    removal = removal_of(str(cited.item_id), runtime.vault())
    from columninch.archive.files import lock_file  # noqa: PLC0415  # beside its use

    (file,) = (desk / "archive").iterdir()
    worker = lock_file(file)
    with pytest.raises(ArchiveError, match="writing to it"):
        remove(removal, why(), quiet)
    cited.refresh_from_db()
    assert cited.text == ""
    worker.let_go()
    resume_removals(quiet)
    assert list(verify_archive(desk / "archive")) == []
    assert list(missing_captures(runtime.vault())) == []
    assert not models.Tombstone.objects.filter(is_done=False).exists()


# --- cut off ----------------------------------------------------------------------------


class Cut(BaseException):
    """Stands for a process that ends here."""


STEPS = ["_blank_issue", "_move_rows", "finish", "_publish_anew"]


@pytest.mark.parametrize("step", STEPS)
def test_cut_off_at_any_step_the_next_run_ends_it(desk, cited, step, monkeypatch):
    from columninch.archive.rewrite import Rewriting  # noqa: PLC0415  # beside its use

    def cut(*given, **_more):
        if isinstance(given[0], Rewriting):
            given[0].lock.let_go()  # as the system does for a process that ended
        raise Cut

    def left_lying(rewriting):
        rewriting.lock.let_go()

    removal = removal_of(str(cited.item_id), runtime.vault())
    with monkeypatch.context() as patched:
        patched.setattr(Rewriting, "abandon", left_lying)
        if step == "finish":
            patched.setattr(Rewriting, "finish", cut)
        else:
            patched.setattr(removals, step, cut)
        with pytest.raises(Cut):
            remove(removal, why(), quiet)
    if step == STEPS[0]:  # nothing has happened
        assert models.Tombstone.objects.count() == 0
        cited.refresh_from_db()
        assert cited.text != ""
        remove(removal, why(), quiet)
    else:
        resume_removals(quiet)
    assert list(verify_archive(desk / "archive")) == []
    assert list(missing_captures(runtime.vault())) == []
    assert not [path for path in (desk / "archive").iterdir() if path.name.endswith(".part")]
    assert cited.title.encode() not in payloads(desk)
    digest = models.Digest.objects.get()
    assert failures_in(digest, frozen_issue(digest)) == ()
    assert not models.Tombstone.objects.filter(is_done=False).exists()
    before = site(desk)
    resume_removals(quiet)
    assert site(desk) == before


# --- retention --------------------------------------------------------------------------


def test_what_nothing_cites_goes_and_what_is_cited_stays(desk, cited):
    cited_captures = models.Capture.objects.filter(
        fetches__readings__citations__isnull=False
    ).distinct()
    kept = set(cited_captures.values_list("pk", flat=True))
    before = NOW + timedelta(days=1)
    going = set(expired_captures(before).values_list("pk", flat=True))
    assert going
    assert not going & kept
    found = expired(before)
    assert (found.captures, found.files) == (len(going), 1)
    items, shares = models.Item.objects.count(), models.Share.objects.count()
    for removal in expired_removals(before):
        assert all(one.still_verifies for one in remove(removal, why("retention"), quiet))
    assert not expired_captures(before).exists()
    assert (
        set(models.Capture.objects.filter(tombstone__isnull=True).values_list("pk", flat=True))
        == set(models.Capture.objects.values_list("pk", flat=True)) - going
    )
    assert (models.Item.objects.count(), models.Share.objects.count()) == (items, shares)
    assert set(models.Tombstone.objects.values_list("kind", flat=True)) == {"retention"}
    cited.refresh_from_db()
    assert WORDS in cited.text
    assert list(missing_captures(runtime.vault())) == []
    digest = models.Digest.objects.get()
    assert failures_in(digest, frozen_issue(digest)) == ()


def test_what_is_younger_than_the_rule_stays(desk):
    assert not expired_captures(NOW - timedelta(days=1)).exists()
    assert expiry(NOW, 12) < NOW - timedelta(days=364)


def test_bytes_that_a_younger_capture_stands_for_stay(desk):
    before = NOW + timedelta(days=1)
    old = models.Capture.objects.get(pk=expired_captures(before).order_by("pk").first().pk)
    models.Capture.objects.create(
        url=old.url, at=NOW + timedelta(days=2), status=200, sha256=old.sha256, size=old.size,
        file="000009.warc.gz", offset=0, length=9, original=old,
    )  # fmt: skip
    assert old.pk not in expired_captures(before).values_list("pk", flat=True)


@pytest.mark.parametrize(
    ("rule", "months"), [("all", None), ("cited", 1), ("18 months", 18), ("1 month", 1)]
)
def test_each_rule_is_understood(rule, months, tmp_path):
    from columninch.desk.config import read_config  # noqa: PLC0415  # beside its use

    (tmp_path / "desk.toml").write_text(f'[archive]\nretention = "{rule}"\n')
    assert read_config(tmp_path).kept_months == months


@pytest.mark.parametrize(
    "rule", ["", "some", "18", "0 months", "9999 months", "-1 months", "x months"]
)
def test_a_rule_that_is_none_is_refused_with_the_known_ones(rule, tmp_path):
    (tmp_path / "desk.toml").write_text(f'[archive]\nretention = "{rule}"\n')
    from columninch.desk.config import read_config  # noqa: PLC0415  # beside its use
    from columninch.errors import DeskError  # noqa: PLC0415  # beside its use

    with pytest.raises(DeskError, match="18 months"):
        read_config(tmp_path)


# --- the commands -----------------------------------------------------------------------


@pytest.fixture
def columninch(desk, monkeypatch, capsys):
    monkeypatch.setenv("COLUMNINCH_DESK", "")
    runtime.config().sqlite_file.touch()  # the rows lie in the tests' own database

    def run(*words):
        code = main([*map(str, words), "--desk", str(desk)])
        return (code, *capsys.readouterr())

    return run


def test_takedown_lists_first_and_does_it_when_told(columninch, desk, cited):
    url = cited.fetch.capture.url
    code, out, _ = columninch("takedown", url, "--reason", "a court order")
    assert (code, "Nothing was removed" in out) == (0, True)
    assert models.Tombstone.objects.count() == 0
    code, out, _ = columninch("takedown", url, "--reason", "a court order", "--yes")
    assert code == 0
    assert "Issue 1 of week still verifies." in out
    assert "Earlier backups" in out
    code, out, _ = columninch("digest", "verify")
    assert code == 0
    assert "takedown: a court order" in out
    code, _, err = columninch("takedown", "http://a.example/", "--reason", "x")
    assert (code, err.count("\n")) == (2, 1)


def test_retention_says_what_would_go_and_keeps_all_by_default(columninch, desk):
    code, out, _ = columninch("retention", "--apply")
    assert (code, "Everything is kept" in out) == (0, True)
    assert models.Tombstone.objects.count() == 0
    runtime.config().values["archive.retention"] = "1 month"
    clock_at(NOW + timedelta(days=60))
    code, out, _ = columninch("retention")
    assert (code, "retention --apply" in out) == (0, True)
    assert models.Tombstone.objects.count() == 0
    code, out, _ = columninch("retention", "--apply", "--json")
    assert code == 0
    assert models.Tombstone.objects.filter(is_done=True).count() > 0
    assert columninch("retention", "--apply", "--dry-run")[0] == 2
