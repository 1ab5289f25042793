"""Which texts tell of the same event."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from columninch.records import DatedText
from columninch.stories.group import group

DAY = datetime(2026, 5, 4, tzinfo=UTC)
FERRY = [
    "The night ferry to Skerry ran aground on the Noup shoal; 40 passengers were taken off.",
    "Forty passengers were rescued after the Skerry night ferry ran aground on the Noup shoal.",
    "Pilots had warned of the Noup shoal before the Skerry ferry ran aground with 40 passengers.",
]
SCHOOL = [
    "Teachers at the Holm school voted to strike over unheated classrooms from Thursday.",
    "A strike over unheated classrooms begins on Thursday, teachers of the Holm school voted.",
]
LONE = "The price of herring fell for the third week at the Tarn fish market, traders say."
FERRY_FA = [
    "کشتی شبانهٔ اسکری روی صخرهٔ نوپ به گل نشست و چهل مسافر نجات یافتند.",
    "چهل مسافر کشتی شبانهٔ اسکری که روی صخرهٔ نوپ به گل نشست نجات یافتند.",
]
ALL = [*FERRY, *SCHOOL, LONE]


def dated(text: str, hours: int = 0, language: str = "en", title: str = "") -> DatedText:
    return DatedText(title, text, language, "ledger", DAY + timedelta(hours=hours))


def members(texts: list[DatedText]) -> list[tuple[int, ...]]:
    return [story.members for story in group(texts)]


def test_texts_of_one_event_are_one_story() -> None:
    assert members([dated(text) for text in ALL]) == [(0, 1, 2), (3, 4), (5,)]


def test_persian_texts_of_one_event_are_one_story() -> None:
    texts = [dated(text, language="fa") for text in FERRY_FA] + [dated(FERRY[0])]
    assert members(texts) == [(0, 1), (2,)]


def test_no_texts_give_no_stories_and_one_gives_one() -> None:
    assert group([]) == ()
    (story,) = group([dated(LONE)])
    assert (story.members, story.lead) == ((0,), 0)


def test_texts_without_words_stand_alone() -> None:
    assert members([dated(""), dated(""), dated("…")]) == [(0,), (1,), (2,)]


def test_a_month_apart_is_another_event() -> None:
    far = [dated(FERRY[0]), dated(FERRY[1], hours=24 * 60), *map(dated, SCHOOL), dated(LONE)]
    assert members(far) == [(0,), (1,), (2, 3), (4,)]


def test_of_equally_central_texts_the_earliest_leads() -> None:
    texts = [dated(FERRY[0], 5), dated(FERRY[0], 2), dated(FERRY[0], 9), dated(LONE)]
    assert group(texts)[0].lead == 1


def test_keywords_are_printed_as_the_texts_print_them() -> None:
    story = group([dated(text) for text in ALL])[0]
    assert story.keywords
    told = " ".join(FERRY)
    assert all(keyword in told for keyword in story.keywords)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from([*ALL, *FERRY_FA, ""]), st.integers(0, 300)), max_size=9))
def test_every_text_is_in_exactly_one_story(rows: list[tuple[str, int]]) -> None:
    texts = [dated(text, hours, "fa" if text in FERRY_FA else "en") for text, hours in rows]
    stories = group(texts)
    assert sorted(place for story in stories for place in story.members) == list(range(len(texts)))
    assert all(story.lead in story.members for story in stories)
    assert group(texts) == stories
