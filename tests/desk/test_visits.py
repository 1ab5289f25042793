"""Pages that are looked at again: what is asked, what is kept, and what counts as a version."""

from datetime import timedelta

import pytest

from columninch.desk import models
from columninch.desk.actions.digests import add_quotation
from columninch.desk.keep.records import capture_record
from columninch.desk.pipeline import STAGES
from columninch.desk.reads.versions import cited_before, versions_of
from columninch.desk.runner import run_pass
from columninch.desk.waiting import waiting_count
from columninch.quotes.verbatim import find_verbatim, plain_text
from tests.desk.changing_press import PARAGRAPHS, changing_press, watch
from tests.desk.test_pipeline import raised, stage_called

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
PIER = "/2026/pier.html"
SOFTER = (PARAGRAPHS[0], PARAGRAPHS[1].replace("four million", "five million"), PARAGRAPHS[2])
UNQUOTED = (PARAGRAPHS[0], PARAGRAPHS[1].replace("Nobody walks on it", "No cart goes on it"))


@pytest.fixture
def press(tmp_path):
    with changing_press(tmp_path / "archive") as press:
        press.put(PIER)
        watch(press)
        yield press


def versions():
    item = models.Item.objects.get()
    readings = item.readings.select_related("fetch__capture")
    return versions_of(item, readings)


def change():
    (only,) = versions().changes
    return only


def test_a_page_is_visited_on_its_steps_and_then_no_more(press):
    for later in (HOUR, HOUR, 4 * HOUR, DAY, DAY, DAY, DAY, 3 * DAY, 30 * DAY):
        press.run(later)
    assert press.visits(PIER) == [200, 304, 304, 304, 304, 304]
    assert waiting_count(stage_called("fetch"), press.clock.now()) == 0


def test_steps_that_were_slept_through_are_made_up_by_one_visit(press):
    press.run(4 * DAY)
    press.run()
    assert press.visits(PIER) == [200, 304]


def test_an_unchanged_page_leaves_one_capture_and_one_reading(press):
    press.run(HOUR)
    assert models.Reading.objects.count() == models.Fetch.objects.count() == 1
    assert models.Capture.objects.filter(url__contains=PIER).count() == 1
    assert models.Fetch.objects.get().seen_at == press.clock.now()


def test_advertisements_that_change_are_neither_kept_nor_read(press):
    press.has_tags = False
    press.put(PIER, clutter="Nets mended, see Lysa at the old quay")
    press.run(HOUR)
    assert press.visits(PIER) == [200, 200]
    assert models.Capture.objects.filter(url__contains=PIER).count() == 1
    assert versions().changes == ()


def test_a_changed_text_is_a_new_reading_of_its_own_capture_and_the_old_one_is_kept(press):
    press.put(PIER, paragraphs=SOFTER)
    press.run(HOUR)
    old, new = models.Reading.objects.order_by("pk")
    assert (old.is_current, new.is_current) == (False, True)
    assert "four million" in old.text
    assert "five million" in new.text
    assert old.fetch.capture != new.fetch.capture
    assert new.fetch.is_current
    assert [one.number for one in versions().versions] == [1, 2]


def test_a_change_that_the_page_does_not_tell_is_a_silent_edit(press):
    press.put(PIER, paragraphs=SOFTER)
    press.run(HOUR)
    assert change().edit.is_silent
    assert change().edit.parts == {"text"}


def test_a_change_with_a_new_time_of_update_is_no_silent_edit(press):
    press.put(PIER, paragraphs=SOFTER, updated=press.clock.now())
    press.run(HOUR)
    assert not change().edit.is_silent


def test_a_new_time_of_update_alone_is_no_version(press):
    press.put(PIER, updated=press.clock.now())
    press.run(HOUR)
    assert versions().changes == ()


@pytest.mark.parametrize(
    "note",
    [
        "Correction: an earlier version of this report gave the wrong sum for the repair.",
        "This article was amended on 11 May 2026 to give the right sum for the repair.",
        "اصلاحیه: در نسخهٔ پیشین این گزارش هزینهٔ بازسازی نادرست آمده بود و اکنون درست شده است.",
    ],
)
def test_a_change_with_a_note_of_correction_is_no_silent_edit(press, note):
    press.put(PIER, paragraphs=(*SOFTER, note))
    press.run(HOUR)
    assert not change().edit.is_silent


def test_a_changed_quotation_and_headline_are_told(press):
    press.put(PIER, title="Pier shut for the summer", paragraphs=UNQUOTED)
    press.run(HOUR)
    assert change().has_new_headline
    assert [words[:18] for words in change().quotations_gone] == ["Nobody walks on it"]


def test_a_page_that_was_taken_down_stays_an_item_and_says_so(press):
    press.gone.add(PIER)
    press.run(HOUR)
    visits = models.Visits.objects.get()
    assert visits.gone_at == press.clock.now()
    assert visits.answer.status == 404
    assert models.Setback.objects.count() == 0
    assert models.Reading.objects.get().is_current
    press.gone.clear()
    press.run(5 * HOUR)
    assert models.Visits.objects.get().gone_at is None


def test_a_page_that_is_no_article_any_more_is_no_version(press):
    press.has_tags = False
    press.pages[PIER] = "<html><body><nav>Home</nav></body></html>"
    press.run(HOUR)
    assert models.Reading.objects.count() == 1
    assert models.Visits.objects.get().complaint


def test_what_another_recipe_reads_in_the_same_captures_is_no_version(press):
    press.put(PIER, paragraphs=SOFTER)
    press.run(HOUR)
    run_pass(raised("read"), press.tools)
    assert models.Reading.objects.count() == 4
    assert models.Reading.objects.get(is_current=True).text.count("five million") == 1
    assert len(versions().changes) == 1


def test_each_version_is_told_with_when_it_was_seen(press):
    begun = press.clock.now()
    press.run(HOUR)
    press.put(PIER, paragraphs=SOFTER)
    press.run(5 * HOUR)
    press.run(DAY)
    first, second = versions().versions
    assert (first.first_seen, first.last_seen) == (begun, begun + HOUR)
    assert (second.first_seen, second.last_seen) == (begun + 6 * HOUR, begun + 6 * HOUR + DAY)


def test_an_old_page_is_not_visited(press):
    press.put("/2024/old.html", title="Old", published=press.clock.now() - 400 * DAY)
    press.run(HOUR)
    press.run(DAY)
    assert press.visits("/2024/old.html") == [200]


def test_a_desk_can_do_without_visits(tmp_path, settings):
    values = {**settings.CONFIG.values, "visits.after": []}
    settings.CONFIG = type(settings.CONFIG)(settings.CONFIG.folder, values)
    with changing_press(tmp_path / "archive") as press:
        press.put(PIER)
        watch(press)
        press.run(DAY)
        assert press.visits(PIER) == [200]


def test_a_citation_made_of_the_old_words_is_told_of_and_still_verifies(press):
    entry = models.Entry.objects.order_by("pk")[0]
    quote = models.Quote.objects.get(kind="direct")
    add_quotation(entry, quote, None, press.clock.now())  # and so no draft is made over it
    press.put(PIER, paragraphs=UNQUOTED)
    press.run(HOUR)
    (gone,) = (one for one in versions().cited_before if one.words_gone)
    assert cited_before(entry.section.digest) == versions().cited_before
    archived = press.tools.vault.payload(capture_record(gone.citation.reading.fetch.capture))
    assert find_verbatim(gone.citation.text, plain_text(archived, "text/html"))


def test_all_is_done_once_a_pass_is_over(press):
    press.put(PIER, paragraphs=SOFTER)
    press.run(HOUR)
    assert all(waiting_count(stage, press.clock.now()) == 0 for stage in STAGES)
