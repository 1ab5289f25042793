"""An article over several pages: fetched whole, read as one, cited on the page it stands on."""

import pytest

from columninch.desk import models
from columninch.desk.actions.digests import add_quotation
from columninch.desk.keep.records import blocks_of
from columninch.desk.reads.issue import issue_of
from columninch.desk.reads.removals import removal_of
from columninch.digest.verify import verify_issue
from tests.desk.changing_press import PARAGRAPHS, changing_press, watch

pytestmark = pytest.mark.django_db

PIER = "/2026/pier.html"
SECOND = "“We were told in March,” said Lysa Orm of the fishermen, “and nothing was done since.”"
THIRD = "The province has put half a million aside, and no boat may moor there until it is spent."


def linked(number):
    return f'<p class="pager"><a href="{PIER}?page={number}">{number}</a></p>'


@pytest.fixture
def press(tmp_path):
    with changing_press(tmp_path / "archive") as press:
        press.put(PIER, foot=linked(2))
        press.put(f"{PIER}?page=2", paragraphs=(PARAGRAPHS[0], SECOND), foot=linked(3))
        press.put(f"{PIER}?page=3", paragraphs=(THIRD, PARAGRAPHS[0]))
        yield press


def reading():
    return models.Reading.objects.get(is_current=True)


def test_the_pages_are_one_reading_without_what_they_repeat(press):
    watch(press)
    assert reading().text == "\n".join((*PARAGRAPHS, SECOND, THIRD))
    assert [block.page for block in blocks_of(reading())] == [1, 1, 1, 2, 3]
    assert not reading().is_teaser
    assert models.Item.objects.count() == 1


def test_a_quotation_is_verified_in_the_capture_of_the_page_it_stands_on(press):
    watch(press)
    start = reading().text.index("We were told in March")
    quote = reading().quotes.get(kind__in=["direct", "mixed"], start__gte=start)
    entry = models.Entry.objects.order_by("pk")[0]
    add_quotation(entry, quote, None, press.clock.now())
    issue = issue_of(entry.section.digest, press.tools.vault, press.clock.now(), "A desk")
    told = [one for part in issue.parts for section in part.sections for one in section.entries]
    (source,) = (one.source for each in told for one in each.quotations if "March" in one.text)
    assert source.url == source.capture.url
    assert source.url.endswith("page=2")
    assert verify_issue(issue, press.tools.vault, lambda statement: statement.share) == ()


def test_a_page_that_fails_leaves_a_reading_that_says_it_is_cut_off(press):
    press.gone.add(f"{PIER}?page=3")
    watch(press)
    assert reading().text == "\n".join((*PARAGRAPHS, SECOND))
    assert reading().is_teaser
    assert "page 3 could not be had" in reading().fetch.complaint


def test_pages_without_end_are_left_off_at_twenty(press):
    for number in range(2, 30):
        text = f"Part {number} of the long report on the pier of Osk and its many repairs. " * 2
        press.put(f"{PIER}?page={number}", paragraphs=(text,), foot=linked(number + 1))
    watch(press)
    assert reading().fetch.pages.count() == 19


def test_a_site_that_shows_the_first_page_again_adds_nothing(press):
    press.pages[f"{PIER}?page=2"] = press.pages[PIER]
    watch(press)
    assert reading().text == "\n".join(PARAGRAPHS)
    assert not reading().is_teaser


def test_all_on_one_page_is_preferred_to_page_after_page(press):
    both = linked(2) + f'<a href="{PIER}?view=all">View all</a>'
    press.put(PIER, foot=both)
    press.put(f"{PIER}?view=all&page=", paragraphs=(*PARAGRAPHS, SECOND, THIRD))
    press.pages[f"{PIER}?view=all"] = press.pages.pop(f"{PIER}?view=all&page=")
    watch(press)
    whole = models.Reading.objects.filter(is_current=True, fetch__pages__isnull=False).get()
    assert whole.text == "\n".join((*PARAGRAPHS, SECOND, THIRD))
    assert press.visits(f"{PIER}?page=2") == []


def test_with_an_item_go_all_its_pages(press):
    watch(press)
    removal = removal_of(str(reading().item_id), press.tools.vault)
    pages = set(models.Capture.objects.filter(url__contains=PIER).values_list("pk", flat=True))
    assert len(pages) == 3
    assert pages <= removal.captures
