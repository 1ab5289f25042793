"""A digest from draft to print: verified, frozen, corrected in the open."""

import hashlib
from datetime import timedelta

import pytest
from django.db.models import F

from columninch import records
from columninch.coding.codebook import load_codebook
from columninch.desk import models, runtime
from columninch.desk.actions.codings import code_item, withdraw
from columninch.desk.actions.digests import (
    correct,
    current_issue,
    drop_citation,
    edit_citation,
    edit_entry,
    edit_lead,
    move_entry,
    publish,
    verify,
)
from columninch.desk.actions.series import add_codebook
from columninch.desk.keep.coding import versions_in_force
from columninch.desk.keep.frames import keep_frames, period_output
from columninch.desk.pipeline import STAGES
from columninch.desk.recipes import current_recipe
from columninch.desk.runner import run_pass
from columninch.desk.stage import Kept
from columninch.desk.waiting import waiting_count
from columninch.desk.work import build_frames
from columninch.digest.freeze import to_json
from columninch.errors import ArchiveError, DeskError, VerificationError
from tests.desk import press
from tests.desk.opened import clock_at, opened
from tests.desk.small_press import NOW, watch_small_press
from tests.desk.test_pipeline import raised

LATER = NOW + timedelta(hours=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def config(db, tmp_path):
    """An open desk on the small press, its week coded in part and drafted."""
    with opened(tmp_path / "desk") as config:
        tools = runtime.tools()
        watch_small_press(tools)
        run_pass(STAGES, tools)
        units = frame().units.order_by("position")
        for unit, answer in zip(units[:3], ("report", "opinion", "report"), strict=True):
            code(unit.reading, answer)
        run_pass(STAGES, tools)
        yield config


def frame():
    return models.Frame.objects.get(period__starts=press.MONDAY)


def digest():
    return models.Digest.objects.get(period__starts=press.MONDAY)


def code(reading, answer, now=NOW):
    (version,) = versions_in_force()
    return code_item(reading.item, version, "form", answer, press.person(), now)


def entry_with(words):
    return models.Entry.objects.filter(citations__text__contains=words).first()


def files_of(config):
    paths = sorted(path for path in config.site_folder.rglob("*") if path.is_file())
    return {str(path.relative_to(config.site_folder)): path.read_bytes() for path in paths}


def refused():
    """The failures that keep the digest from being published."""
    with pytest.raises(VerificationError) as caught:
        publish(digest(), None, NOW)
    assert files_of(runtime.config()) == {}, "nothing is written"
    assert (digest().state, digest().frozen) == ("draft", None)
    assert not models.Frame.objects.filter(is_frozen=True).exists()
    return caught.value.failures


# --- verified and published -------------------------------------------------------------


def test_the_draft_of_the_small_press_verifies_with_its_quotations_and_shares(config):
    issue = current_issue(digest())
    entries = [each for part in issue.parts for one in part.sections for each in one.entries]
    assert any(entry.quotations for entry in entries)
    assert all(part.shares for part in issue.parts)
    assert verify(digest()) == ()


def test_publishing_writes_the_issue_and_freezes_it(config):
    page = publish(digest(), None, NOW)
    assert page == config.site_folder / "issues" / "1" / "index.html"
    written = files_of(config)
    assert {"index.html", "issues/1/index.html", "issues/1/newsletter.eml"} <= set(written)
    issue = digest()
    assert (issue.state, issue.frozen_at) == ("published", NOW)
    assert frame().is_frozen
    log = models.Log.objects.get(act="publish")
    assert log.detail["sha256"] == issue.frozen_sha256
    assert verify(issue) == ()


def test_publishing_twice_gives_the_same_bytes(config):
    stale = digest()
    publish(digest(), None, NOW)
    first, frozen = files_of(config), digest().frozen
    clock_at(LATER)
    publish(digest(), None, LATER)
    publish(stale, None, LATER)
    assert files_of(config) == first
    assert digest().frozen == frozen
    assert models.Log.objects.filter(act="publish").count() == 1


# --- tampered with ----------------------------------------------------------------------


def test_one_changed_character_of_a_quotation_stops_the_issue(config):
    citation = models.Citation.objects.get(text__contains="It is the oven that ruins us")
    citation.text = citation.text.replace("oven", "ovem")
    citation.save()
    (failure,) = refused()
    assert citation.entry.heading in failure.entry
    assert citation.entry.key in failure.entry
    assert failure.citation == citation.text


def test_a_share_that_does_not_recompute_stops_the_issue(config):
    share = models.Share.objects.get(answer="opinion", unit="items")
    models.Share.objects.filter(pk=share.pk).update(share=(share.share + share.high) / 2)
    failures = refused()
    assert {failure.entry for failure in failures} == {
        "share (the outlets we watch, an opinion)",
        "share (رسانه‌های زیر نظر ما, یادداشت)",
    }
    assert all("computed again" in failure.reason for failure in failures)


def test_a_coding_since_the_estimate_stops_the_issue(config):
    code(frame().units.get(position=3).reading, "none")
    assert any(failure.entry.startswith("share") for failure in refused())


def test_flipped_bytes_in_the_archive_stop_the_issue(config):
    capture = models.Capture.objects.get(url="http://ledger.test/bread.html")
    path = config.archive_folder / capture.file
    body = bytearray(path.read_bytes())
    middle = capture.offset + capture.length // 2
    body[middle] ^= 0xFF
    path.write_bytes(body)
    failures = refused()
    entry = entry_with("the oven that ruins us")
    assert any(entry.key in failure.entry for failure in failures)
    assert all("archived copy" in failure.reason for failure in failures)
    assert capture.url in {failure.citation for failure in failures}


def test_a_picture_whose_bytes_changed_stops_the_issue_with_its_entrys_name(config):
    entry = entry_with("the oven that ruins us")
    reading = entry.citations.filter(kind="item").first().reading
    models.Rights.objects.create(outlet=reading.item.outlet, extent="whole")
    response = records.Response("http://a.test/p", "http://a.test/p", 200, (), b"png", NOW)
    kept = runtime.vault().store(response)
    models.PictureCapture.objects.create(
        reading=reading,
        recipe=press.recipe("pictures"),
        capture=models.Capture.objects.create(
            url=kept.url,
            at=NOW,
            status=200,
            content_type="image/png",
            sha256=hashlib.sha256(b"another").hexdigest(),
            size=kept.size,
            file=kept.position.file,
            offset=kept.position.offset,
            length=kept.position.length,
        ),
    )
    reading.picture = to_json(records.Picture("http://a.test/p"))
    reading.save()
    models.Entry.objects.filter(pk=entry.pk).update(picture_reading=reading)
    with pytest.raises(ArchiveError, match="picture") as caught:
        publish(digest(), None, NOW)
    assert entry.key in str(caught.value)
    assert files_of(config) == {}


def test_a_summary_that_quotes_what_stands_nowhere_stops_the_issue(config):
    entry = entry_with("the oven that ruins us")
    edit_entry(entry, None, NOW, summary="She said “the moon is made of rye bread” again.")
    (failure,) = refused()
    assert entry.key in failure.entry
    assert failure.citation == "the moon is made of rye bread"


def test_a_dropped_quotation_no_longer_stops_the_issue(config):
    citation = models.Citation.objects.get(text__contains="It is the oven that ruins us")
    edit_citation(citation, None, NOW, text="It is the flour that ruins us,")
    refused()
    drop_citation(citation, None, NOW)
    assert publish(digest(), None, NOW).is_file()


# --- after publication ------------------------------------------------------------------


@pytest.fixture
def published(config):
    publish(digest(), None, NOW)
    clock_at(LATER)
    return config


def edits():
    entry = entry_with("the oven that ruins us")
    citation = entry.citations.filter(kind="quotation").first()
    return [
        lambda: edit_entry(entry, None, LATER, heading="Another"),
        lambda: edit_citation(citation, None, LATER, text="another"),
        lambda: move_entry(entry, None, LATER, 1),
        lambda: edit_lead(digest(), "en", "Another.", None, LATER),
        lambda: drop_citation(citation, None, LATER),
    ]


def test_a_published_digest_cant_be_edited(published):
    acts = models.Log.objects.count()
    for edit in edits():
        with pytest.raises(DeskError, match="make a correction"):
            edit()
    assert models.Log.objects.count() == acts
    assert digest().edited_at is None


def test_a_correction_changes_the_words_in_the_open(published):
    entry = entry_with("the oven that ruins us")
    was, now = entry.heading, "Bakers in the old town ask more for a loaf"
    correct(digest(), entry.key, was, now, "The heading was ours.", None, LATER)
    page = (published.site_folder / "issues" / "1" / "index.html").read_text("utf-8")
    assert now in page
    assert "The heading was ours." in page
    assert verify(digest()) == ()
    assert models.Correction.objects.get().was == was
    assert models.Log.objects.get(act="correct").detail["was"] == was
    entry.refresh_from_db()
    assert entry.heading == now, "later issues point back to the corrected words"


def test_a_correction_of_words_that_are_not_there_changes_nothing(published):
    before, frozen = files_of(published), digest().frozen
    entry = entry_with("the oven that ruins us")
    for was in ("", "words that are not there"):
        with pytest.raises(DeskError, match=entry.key):
            correct(digest(), entry.key, was, "x", "", None, LATER)
    assert files_of(published) == before
    assert digest().frozen == frozen


def test_a_correction_that_doesnt_verify_changes_nothing(published):
    before, frozen = files_of(published), digest().frozen
    entry = entry_with("the oven that ruins us")
    wrong = "“Flour is all I eat” in the old town"
    with pytest.raises(VerificationError, match=entry.key):
        correct(digest(), entry.key, entry.heading, wrong, "", None, LATER)
    assert files_of(published) == before
    assert digest().frozen == frozen
    assert models.Correction.objects.count() == 0


def test_a_draft_is_edited_not_corrected(config):
    with pytest.raises(DeskError, match="edited, not corrected"):
        correct(digest(), "story", "a", "b", "", None, NOW)


def test_what_is_coded_or_withdrawn_later_leaves_the_published_numbers(published):
    code(frame().units.get(position=3).reading, "none", LATER)
    first = models.Coding.objects.filter(coder__kind="person").order_by("pk").first()
    withdraw(first, LATER)
    run_pass(STAGES, runtime.tools())
    assert verify(digest()) == ()
    assert frame().coded == 3


def test_a_later_codebook_leaves_the_published_numbers(published):
    book = models.Codebook.objects.get()
    (version,) = versions_in_force()
    changed = version.yaml.replace("key: opinion", "key: essay")
    add_codebook(book.series, book.key, load_codebook(changed), LATER)
    run_pass(STAGES, runtime.tools())
    assert set(models.Share.objects.values_list("answer", flat=True)) >= {"opinion"}
    assert verify(digest()) == ()


def test_what_is_done_anew_leaves_the_published_issue(published):
    before = sorted(frame().units.values_list("number", "items", "reading_id"))
    for stage in ("read", "reprints", "frames"):
        run_pass(raised(stage), runtime.tools())
        assert sorted(frame().units.values_list("number", "items", "reading_id")) == before
        assert verify(digest()) == ()


def test_what_arrives_later_doesnt_enter_the_frozen_frame(published):
    before = frame().units.count()
    source = models.Source.objects.first()
    press.reading(source, "Late news", "A ship came in late last week.", at=press.MONDAY)
    models.Day.objects.filter(ordinal=press.MONDAY.toordinal()).update(read=F("read") + 1)
    run_pass(STAGES, runtime.tools())
    assert frame().units.count() == before
    assert verify(digest()) == ()


def test_a_frame_that_was_frozen_while_it_was_built_anew_stays(config):
    row = frame()
    stage = next(stage for stage in STAGES if stage.name == "frames")
    output = period_output(row.period)
    models.Frame.objects.filter(pk=row.pk).update(is_frozen=True)
    units = sorted(row.units.values_list("pk", flat=True))
    kept = Kept(current_recipe(stage, NOW), NOW, output, build_frames(output))
    keep_frames(row.period, kept)
    assert sorted(frame().units.values_list("pk", flat=True)) == units


# --- drafts and editors -----------------------------------------------------------------


def redraft():
    stages = raised("draft")
    run_pass(stages, runtime.tools())
    return waiting_count(next(stage for stage in stages if stage.name == "draft"), NOW)


def test_an_untouched_draft_is_drafted_anew_under_its_number(config):
    entries = set(models.Entry.objects.values_list("pk", flat=True))
    redraft()
    assert digest().number == 1
    assert entries.isdisjoint(models.Entry.objects.values_list("pk", flat=True))


def test_every_edit_is_a_persons(config):
    for edit in edits():
        models.Digest.objects.update(edited_at=None)
        edit()
        assert digest().edited_at == LATER


def test_once_a_person_edited_it_no_draft_is_made_over_it(config):
    edits()[0]()
    entries = sorted(models.Entry.objects.values_list("pk", "heading", "position"))
    assert redraft() == 0
    assert sorted(models.Entry.objects.values_list("pk", "heading", "position")) == entries


def test_an_edit_is_in_the_log(config):
    user = press.user()
    edit_entry(entry_with("the oven that ruins us"), user, NOW, heading="Dear bread")
    log = models.Log.objects.first()
    assert (log.act, log.user) == ("edit entry", user)


def test_what_is_left_out_is_not_published(config):
    entry = entry_with("the oven that ruins us")
    edit_entry(entry, None, NOW, is_left_out=True)
    publish(digest(), None, NOW)
    keys = {
        each.key
        for part in current_issue(digest()).parts
        for s in part.sections
        for each in s.entries
    }
    assert entry.key not in keys


def test_the_editors_own_lead_is_printed_and_an_empty_one_brings_back_ours(config):
    generated = current_issue(digest()).parts[0].lead_sentence
    edit_lead(digest(), "en", "A week of boats.", None, NOW)
    assert current_issue(digest()).parts[0].lead_sentence == "A week of boats."
    edit_lead(digest(), "en", " ", None, NOW)
    assert current_issue(digest()).parts[0].lead_sentence == generated
