from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from columninch.digest.draft import draft_sections
from columninch.digest.material import FigureMention, Material
from columninch.digest.prose import escaped
from columninch.digest.stretches import paragraphs, quoted_stretches
from columninch.digest.verify import verify_issue
from columninch.records import DigestEntry, Span, StoryGroup
from tests.digest.press import LEAD, PERSIAN, PaperVault, issue_of, item, quote_in, source, week


def drafted(material, language="en"):
    return {section.key: section for section in draft_sections(material, language)}


def test_sections_stand_in_the_digests_order():
    mention = FigureMention("Hens", "hens", 5, 12.0, Span(0, 4))
    material = replace(week(), figures=(mention,))
    sections = [section.key for section in draft_sections(material, "en")]
    assert sections == ["stories", "voices", "articles", "interviews", "figures", "reprint"]


def test_the_story_of_most_outlets_comes_first_and_a_single_item_is_none():
    stories = drafted(week())["stories"].entries
    assert [entry.heading for entry in stories] == ["Ferry stays in port", "Hens"]
    assert stories[0].items == (1, 0, 2)
    assert stories[0].picture_item == 1


def test_a_storys_summary_says_who_was_first_how_many_told_it_and_quotes_the_lead():
    summary = drafted(week())["stories"].entries[0].summary
    assert summary.startswith(
        "Ada Finn and Bo Marsh reported this first, in *Ledger* on 4 May 2026."
    )
    assert (
        "three items in three outlets had told it by 6 May 2026. One of them is a reprint."
        in summary
    )
    assert quoted_stretches(summary) == (LEAD.split("\n")[0],)


def test_a_storys_quotations_are_of_different_speakers_where_they_appeared_first():
    story = drafted(week())["stories"].entries[0]
    speakers = [quote.speaker.name for _, quote in story.quotations]
    assert len(set(speakers)) == len(speakers) == 2
    assert {number for number, _ in story.quotations} <= {0, 1}


def test_a_quotation_that_is_unsure_unnamed_or_short_is_left_to_a_person():
    unsure = quote_in(LEAD, "Nobody ashore has answered one of our letters", "Tom", 0.5)
    unnamed = quote_in(LEAD, "We have asked for a safe boat since", "")
    short = quote_in(LEAD, "safe boat", "Mara Vane")
    items = tuple(item("a", LEAD, name, quotes=(unsure, unnamed, short)) for name in "AB")
    story = drafted(Material(items, (StoryGroup((0, 1), 0),)))["stories"].entries[0]
    assert story.quotations == ()


def test_without_rights_no_excerpt_is_reprinted_and_no_picture_shown():
    items = tuple(replace(one, rights="none") for one in week().items)
    sections = drafted(replace(week(), items=items))
    assert quoted_stretches(sections["stories"].entries[0].summary) == ()
    assert sections["stories"].entries[0].picture_item is None
    assert {"articles", "interviews", "reprint"}.isdisjoint(sections)


def test_voices_are_commentators_in_their_own_words_then_people_not_heard_above():
    sections = drafted(week())
    voices = sections["voices"].entries[0]
    told = [(number, quote.speaker.name) for number, quote in voices.quotations]
    assert told[0] == (3, "Lena Ost")
    above = {quote.speaker.name for _, quote in sections["stories"].entries[0].quotations}
    assert {name for _, name in told[1:]}.isdisjoint(above)
    assert len(told) == 2


def test_articles_have_an_excerpt_and_reprints_are_not_among_them():
    articles = drafted(week())["articles"].entries
    assert articles[0].heading == "A pier with a view"
    assert articles[0].summary.startswith("> A harbour that")
    assert (2,) not in [entry.items for entry in articles]


def test_an_interview_is_told_as_question_and_answer():
    interview = drafted(week())["interviews"].entries[0]
    assert [talk.question for talk in interview.exchanges] == [
        "Why did you stop?",
        "When will you sail again?",
    ]
    assert interview.exchanges[0].answer.split("\n")[1] == "The second time we were far out."


def test_one_article_is_reprinted_whole_where_that_is_allowed():
    reprint = drafted(week())["reprint"].entries
    assert [entry.items for entry in reprint] == [(5,)]
    assert reprint[0].summary.startswith("> Hens")
    assert quoted_stretches(reprint[0].summary) == (week().items[5].text,)


def test_a_figure_tells_where_it_came_from_and_to():
    mentions = tuple(
        FigureMention("Hens", "hens", number, value, Span(0, 4))
        for number, value in ((6, 12_400.0), (5, 900.0))
    )
    entry = drafted(replace(week(), figures=mentions))["figures"].entries[0]
    assert entry.summary == "From 900 to 12,400 hens, between 8 May 2026 and 9 May 2026."
    assert (entry.items, entry.figure_names) == ((5, 6), ("Hens",))


def test_the_persian_part_speaks_persian_of_persian_items():
    sections = drafted(week(), "fa")
    story = sections["stories"].entries[0]
    assert sections["stories"].title == "رویدادهای هفته"
    assert story.items == (7, 8)
    assert "روی‌هم‌رفته دو مطلب در دو رسانه" in story.summary
    assert quoted_stretches(story.summary) == (PERSIAN.split("\n")[0],)


def test_a_language_in_which_nothing_was_printed_tells_of_everything():
    stories = drafted(week(), "de")["stories"].entries
    assert [entry.items for entry in stories] == [(1, 0, 2), (7, 8), (5, 6)]


def test_most_stories_are_at_most_so_many():
    sections = {one.key: one for one in draft_sections(week(), "en", most_stories=1)}
    assert len(sections["stories"].entries) == 1


def test_nothing_makes_no_sections():
    assert draft_sections(Material(()), "en") == ()


def test_keys_are_unique_and_stay_when_more_items_come():
    material = week()
    keys = [
        entry.key
        for part in ("en", "fa")
        for section in draft_sections(material, part)
        for entry in section.entries
    ]
    assert len(set(keys)) == len(keys)
    more = replace(material, items=(*material.items, item("New", "Nothing more was said.", day=10)))
    later = [
        entry.key
        for part in ("en", "fa")
        for section in draft_sections(more, part)
        for entry in section.entries
    ]
    assert set(keys) <= set(later)


@given(st.permutations(range(10)))
def test_the_draft_does_not_depend_on_the_order_of_the_items(order):
    material = week()
    place = {old: new for new, old in enumerate(order)}
    turned = Material(
        items=tuple(material.items[old] for old in order),
        stories=tuple(
            StoryGroup(tuple(place[one] for one in story.members), place[story.lead])
            for story in reversed(material.stories)
        ),
        reprints=tuple(
            replace(one, copy=place[one.copy], origin=place[one.origin])
            for one in material.reprints
        ),
    )
    for language in ("en", "fa"):
        told = [
            [
                (entry.key, entry.summary, tuple(place[one] for one in entry.items))
                for entry in section.entries
            ]
            for section in draft_sections(material, language)
        ]
        assert told == [
            [(entry.key, entry.summary, entry.items) for entry in section.entries]
            for section in draft_sections(turned, language)
        ]


@pytest.mark.parametrize(
    ("precision", "hour", "said"),
    [
        ("minute", 10, "reported this first"),
        ("minute", 9, "was among the first"),
        ("day", 10, "was among the first"),
        ("month", 10, "was among the first"),
    ],
)
def test_who_was_first_is_only_claimed_where_the_times_tell(precision, hour, said):
    first = item("a", LEAD, "Ledger", precision=precision)
    second = item("b", LEAD, "Herald", at=datetime(2026, 5, 4, hour, tzinfo=UTC))
    story = drafted(Material((first, second), (StoryGroup((0, 1), 0),)))["stories"].entries[0]
    assert said in story.summary


MARKS = st.text(alphabet='ab *_`[]<>#&“”"«».!?-1~\\\n', max_size=200)


@given(st.lists(MARKS, min_size=4, max_size=4), st.sampled_from(["excerpt", "whole"]))
def test_what_is_drafted_holds_against_the_pages_it_was_drafted_from(texts, rights):
    forms = ("article", "article", "opinion", "interview")
    items = tuple(
        item("Hens", text, f"Outlet{number}", number + 1, form=form, rights=rights)
        for number, (text, form) in enumerate(zip(texts, forms, strict=True))
    )
    vault = PaperVault()
    copies = [source(vault, one.text, one.url) for one in items]
    entries = [
        DigestEntry(
            key=entry.key,
            form=entry.form,
            heading=entry.heading,
            language=entry.language,
            summary=entry.summary,
            sources=tuple(copies[number] for number in entry.items),
            exchanges=entry.exchanges,
        )
        for section in draft_sections(Material(items, (StoryGroup((0, 1), 0),)), "en")
        for entry in section.entries
        if entry.items
    ]
    assert verify_issue(issue_of(*entries), vault, lambda statement: statement.share) == ()


@given(st.text(max_size=60))
def test_escaped_text_is_shown_as_it_was(text):
    seen = paragraphs(f"> {escaped(text)}")
    words = " ".join(text.replace("\x00", "\ufffd").split())
    assert [one.text for one in seen if one.text] == ([words] if words else [])


@pytest.mark.parametrize("text", ["1. May", "- no", "# x", "> y", "[a](b)", "<b>", "a_b_", "&amp;"])
def test_marks_of_markdown_are_shown_as_they_are(text):
    assert [one.text for one in paragraphs(escaped(text))] == [text]
