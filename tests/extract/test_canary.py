"""Whether a changed page is noticed, and an outlet that is only irregular is let be."""

from columninch.extract.templates.canary import Change, Found, changes


def pages(*runs):
    """Pages in a row: of each run a number of pages and where date and authors are found."""
    found = []
    for count, date, authors in runs:
        for _ in range(count):
            found.append(Found(len(found) + 1, "main > p", date, authors, 300))
    return found


def test_a_date_that_is_gone_is_told_after_five_pages():
    told = changes(pages((20, "json-ld", "byline"), (5, "", "byline")))
    assert told == (Change("date", "json-ld", "", since_page=21, page_count=5),)


def test_four_pages_are_too_few_to_tell():
    assert changes(pages((20, "json-ld", "byline"), (4, "", "byline"))) == ()


def test_an_author_that_stands_elsewhere_is_told_with_the_new_place():
    (told,) = changes(pages((12, "json-ld", "meta author"), (8, "json-ld", "byline")))
    assert (told.field, told.usual, told.now) == ("authors", "meta author", "byline")
    assert told.page_count == 8


def test_bylines_that_only_some_pages_have_are_no_change():
    mixed = [(1, "json-ld", "byline"), (1, "json-ld", "")] * 10
    assert changes(pages(*mixed, (6, "json-ld", ""))) == ()


def test_a_change_is_told_until_it_is_what_is_usual():
    (told,) = changes(pages((20, "json-ld", "byline"), (25, "", "byline")))
    assert (told.since_page, told.page_count) == (21, 25)


def test_what_is_usual_by_now_is_told_no_more():
    assert changes(pages((20, "json-ld", "byline"), (40, "meta", "byline"))) == ()


def test_texts_that_are_much_shorter_are_told():
    before = pages((20, "json-ld", "byline"))
    after = [Found(21 + at, "main > p", "json-ld", "byline", 40) for at in range(5)]
    (told,) = changes([*before, *after])
    assert (told.field, told.words_before, told.words_now) == ("text", 300, 40)


def test_a_young_outlet_has_nothing_usual():
    assert changes(pages((7, "json-ld", "byline"), (5, "", ""))) == ()
