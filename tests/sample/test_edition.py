"""An edition is frozen, large enough, and true to itself."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest

from columninch.coding.rules import parse_rule
from columninch.digest.figures import figure_mentions
from columninch.reprints.shingles import SHINGLE_WORDS
from columninch.sample.edition import edition
from columninch.text.normalise import fold
from columninch.text.words import word_count, words

DIGEST = "fd2184d62e64538c708314447951316281afe43afa4be669b377672b5b273d7f"


@pytest.fixture(scope="module")
def press():
    return edition()


def shingles(text):
    folded = fold(text)
    found = [folded[span.start : span.end] for span in words(folded)]
    return [tuple(found[at : at + 8]) for at in range(len(found) - 7)]


def test_the_first_edition_is_what_it_was(press):
    assert press.digest() == DIGEST, "the content changed: look at it, then pin the new digest"


def test_a_seed_gives_the_same_edition_and_another_seed_another():
    edition.cache_clear()
    again = edition(1, 30).digest()
    edition.cache_clear()
    assert edition(1, 30).digest() == again
    assert edition(2, 30).digest() != again


def test_it_has_the_size_and_the_frame_that_is_promised(press):
    assert len(press.items) >= 300
    assert len(press.outlets) >= 12
    assert len(press.groups) == 3
    assert press.starts == datetime(2026, 5, 4, tzinfo=UTC)
    assert press.ends - press.starts == timedelta(days=14)
    assert press.starts.weekday() == 0
    assert all(press.starts <= item.published < press.ends for item in press.items)
    assert {item.language for item in press.items} == set(press.languages)
    assert sum(outlet.language == "fa" for outlet in press.outlets) >= 4


def test_every_outlet_is_in_one_group(press):
    grouped = [key for group in press.groups for key in group.outlets]
    assert sorted(grouped) == sorted(outlet.key for outlet in press.outlets)


@pytest.mark.parametrize("what", ["key", "url"])
def test_keys_and_addresses_are_unique(press, what):
    counted = Counter(getattr(item, what) for item in press.items)
    assert [value for value, count in counted.items() if count > 1] == []


def test_an_outlet_has_a_headline_once(press):
    counted = Counter((item.outlet, item.title) for item in press.items if not item.reprint_of)
    assert [title for title, count in counted.items() if count > 1] == []


def test_every_quotation_stands_in_its_text(press):
    for item in press.items:
        for quote in item.quotes:
            assert quote.text in item.text, item.key
            if quote.kind == "direct" and quote.speaker:
                assert quote.speaker.split()[-1] in item.text, item.key


def test_direct_quotations_stand_between_marks_outside_letters(press):
    for item in press.items:
        lines = item.text.split("\n")
        letters = {
            line for line, kind in zip(lines, item.line_kinds, strict=True) if kind == "quote"
        }
        for quote in item.quotes:
            if quote.kind == "direct" and quote.text not in letters:
                at = item.text.index(quote.text)
                assert item.text[at - 1] in '“«"', (item.key, quote.text)


def test_texts_have_a_kind_for_each_line_and_are_counted_as_the_product_counts(press):
    for item in press.items:
        assert len(item.line_kinds) == len(item.text.split("\n")), item.key
        assert all(line.strip() == line and line for line in item.text.split("\n")), item.key
        assert item.word_count == word_count(item.text), item.key
        assert "{" not in item.text + item.title, item.key
        assert "|" not in item.text + item.title, item.key
        assert "[[" not in item.text + item.title, item.key


def test_own_articles_have_the_length_of_articles(press):
    own = [one for one in press.items if one.reprint_of is None and one.form != "roundup"]
    short = [item.key for item in own if not 85 <= item.word_count <= 450]
    assert short == []
    assert sum(item.word_count >= 120 for item in own) / len(own) > 0.93


def test_a_reprint_shares_its_text_with_its_origin_and_comes_later(press):
    copies = [item for item in press.items if item.reprint_of]
    assert len(copies) >= 60
    for item in copies:
        origin = press.by_key[item.reprint_of]
        assert origin.reprint_of is None
        assert origin.published < item.published
        assert item.credited_outlet == origin.outlet
        assert (item.topic, item.story, item.language) == (
            origin.topic,
            origin.story,
            origin.language,
        )
        held = set(shingles(origin.text.replace("\n", " ")))
        mine = shingles(item.text.replace("\n", " "))
        assert sum(one in held for one in mine) / len(mine) > 0.9, item.key


def test_some_reprints_are_whole_and_some_are_cut_and_some_have_a_headline_of_their_own(press):
    copies = [item for item in press.items if item.reprint_of and not item.embedded_in]
    origins = {item.key: press.by_key[item.reprint_of] for item in copies}
    cut = [item for item in copies if len(item.text) < 0.9 * len(origins[item.key].text)]
    renamed = [item for item in copies if fold(item.title) != fold(origins[item.key].title)]
    assert len(cut) >= 5
    assert len(copies) - len(cut) >= 20
    assert len(renamed) >= 10


def test_no_two_own_articles_read_alike(press):
    held = {}
    own = [item for item in press.items if item.reprint_of is None]
    texts = {item.key: shingles(item.text) for item in own}
    for key, found in texts.items():
        for one in found:
            held.setdefault(one, set()).add(key)
    shared = Counter(pair for keys in held.values() for pair in combinations(sorted(keys), 2))
    for (left, right), count in shared.items():
        assert count / min(len(texts[left]), len(texts[right])) < 0.15, (left, right)
        other = set(texts[right])
        run = longest = 0
        for one in texts[left]:
            run = run + 1 if one in other else 0
            longest = max(longest, run)
        assert longest < 5, (left, right)


def test_round_up_pages_print_whole_articles_of_others(press):
    pages = [item for item in press.items if item.form == "roundup"]
    assert {page.language for page in pages} == {"en", "fa"}
    for page in pages:
        printed = press.embedded[page.key]
        assert 3 <= len(printed) <= 5
        for item in printed:
            assert item.outlet == page.outlet
            assert item.published == page.published
            assert press.by_key[item.reprint_of].outlet != page.outlet


def test_programmes_have_airtime_and_subtitles_and_nothing_else_has(press):
    for item in press.items:
        spoken = item.form == "programme"
        assert bool(item.minutes) == bool(item.media_url) == spoken, item.key
        if spoken:
            assert 0.5 < item.minutes < 4


def test_every_form_and_topic_is_there_in_both_languages(press):
    question = press.codebook.question("topic")
    topics = {answer.key for answer in question.answers}
    for language in ("en", "fa"):
        mine = [item for item in press.items if item.language == language]
        assert {item.topic for item in mine} == topics
        assert {item.form for item in mine} >= {"article", "opinion", "interview", "roundup"}
    assert question.exclusive
    assert question.answers[-1].key == "none"


def test_the_running_dispute_takes_over_the_persian_press(press):
    group = next(group for group in press.groups if group.key == "persian")
    mine = [item for item in press.items if item.outlet in group.outlets]
    middle = press.starts + timedelta(days=7)
    weeks = ([], [])
    for item in mine:
        weeks[item.published >= middle].append(item.topic == "quay")
    before, after = (sum(week) / len(week) for week in weeks)
    assert 0.2 < before < 0.35
    assert after > 0.5
    assert after > 1.8 * before


def test_the_codebooks_rules_are_good_but_not_perfect(press):
    found = Counter()
    for answer in press.codebook.question("topic").answers:
        if not answer.rule:
            continue
        rule = parse_rule(answer.rule)
        for item in press.items:
            proposed, true = rule.matches(item.title, item.text), item.topic == answer.key
            found[proposed, true] += 1
    precision = found[True, True] / (found[True, True] + found[True, False])
    recall = found[True, True] / (found[True, True] + found[False, True])
    assert 0.65 < precision < 0.97
    assert 0.7 < recall < 0.99


def test_tracked_figures_move_and_are_reported_by_several_items(press):
    for figure in press.figures:
        patterns = dict(figure.patterns)
        assert len({value for _, value in figure.values}) >= 2, figure.key
        found = [
            (item.key, value)
            for item in press.items
            for value, _ in figure_mentions(patterns[item.language], item.text)
        ]
        assert found == list(figure.values)


def test_the_editors_notes_are_about_stories_and_quotations_that_exist(press):
    for note in press.notes:
        items = [item for item in press.items if item.story == note.story]
        assert any(item.language == note.language for item in items), note.story
        quotes = {quote.text for item in items for quote in item.quotes}
        for translated in note.translations:
            assert translated.quote in quotes
            assert translated.translator
    assert {note.language for note in press.notes} == {"en", "fa"}


def test_the_correction_puts_the_editors_own_words_right(press):
    (correction,) = press.corrections
    note = next(
        one
        for one in press.notes
        if (one.story, one.language) == (correction.story, correction.language)
    )
    assert correction.was in note.summary
    assert correction.now not in note.summary
    assert any(
        quote.speaker == correction.now
        for item in press.items
        if item.story == correction.story
        for quote in item.quotes
    )


@pytest.mark.parametrize("limit", [30, 60, 120])
def test_a_smaller_edition_is_whole_in_itself(limit):
    small = edition(1, limit)
    keys = {item.key for item in small.items}
    assert limit <= len(keys) <= limit + 8
    for item in small.items:
        assert item.reprint_of is None or item.reprint_of in keys
        assert item.embedded_in is None or item.embedded_in in keys
    outlets = {item.outlet for item in small.items}
    assert all(outlets & set(group.outlets) for group in small.groups)
    assert {item.language for item in small.items} == {"en", "fa"}
    assert {item.form for item in small.items} >= {"roundup", "programme", "interview", "article"}
    assert any(item.agency for item in small.items)
    assert {one.kind for one in small.troubles} == {"error", "moved", "gone"}
    assert {item.published.day >= 11 for item in small.items} == {False, True}


def test_no_persian_text_has_a_letter_that_its_page_cannot_hold(press):
    mowj = press.outlet("mowj")
    assert mowj.charset == "windows-1256"
    for item in press.items_of("mowj"):
        assert not set(item.text) & set("یک"), item.key


def test_a_shingle_here_is_as_long_as_the_tracers():
    assert SHINGLE_WORDS == 8
