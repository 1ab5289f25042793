import pytest
from hypothesis import given
from hypothesis import strategies as st

from columninch.coding.codebook import dump_codebook, load_codebook
from columninch.errors import CodebookError
from columninch.records import Answer, Codebook, Question

WRITTEN = """\
name: Harbour desk
questions:
  - key: topic
    name: Topic
    exclusive: yes
    answers:
      - key: ferry
        name: {en: The ferry, fa: کشتی}
        definition: The crossing and its strike.
        includes:
          - The strike vote
        excludes: []
        rule: ferry OR "night boat"
      - key: no
        name: {en: None of these}
"""


def test_a_codebook_is_read():
    ferry = Answer(
        key="ferry",
        name=(("en", "The ferry"), ("fa", "کشتی")),
        definition="The crossing and its strike.",
        includes=("The strike vote",),
        rule='ferry OR "night boat"',
    )
    none = Answer(key="no", name=(("en", "None of these"),))
    question = Question("topic", "Topic", exclusive=True, answers=(ferry, none))
    assert load_codebook(WRITTEN) == Codebook("Harbour desk", (question,))


KEYS = st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1, max_size=8)
TEXTS = st.text(max_size=30)
ANSWERS = st.builds(
    Answer,
    key=KEYS,
    name=st.dictionaries(KEYS, TEXTS, min_size=1, max_size=3).map(lambda one: tuple(one.items())),
    definition=TEXTS,
    includes=st.lists(TEXTS, max_size=2).map(tuple),
    excludes=st.lists(TEXTS, max_size=2).map(tuple),
    rule=st.sampled_from(["", "ferry", '"night boat" OR boat*', "NOT کتاب"]),
)
QUESTIONS = st.builds(
    Question,
    key=KEYS,
    name=TEXTS,
    exclusive=st.booleans(),
    answers=st.lists(ANSWERS, min_size=2, max_size=3, unique_by=lambda one: one.key).map(tuple),
)
CODEBOOKS = st.builds(
    Codebook,
    name=TEXTS,
    questions=st.lists(QUESTIONS, min_size=1, max_size=2, unique_by=lambda one: one.key).map(tuple),
)


@given(CODEBOOKS)
def test_what_is_written_is_read_back_the_same(codebook):
    assert load_codebook(dump_codebook(codebook)) == codebook


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        ("exclusive: yes", "exclusive: perhaps", "line 5, topic.exclusive", "neither true"),
        ("exclusive: yes", "exklusive: yes", "line 5, questions\\[1\\]", "'exklusive' is unknown"),
        ("    name: Topic\n", "", "line 3, questions\\[1\\]", "name missing"),
        ("key: no", "key: ferry", "line 7, topic.answers", "'ferry' is given twice"),
        ("key: no", "key: no no", "line 14, topic.answers\\[2\\].key", "is no key"),
        ('"night boat"', '"night', "line 13, ferry.rule", "stands alone"),
        ("{en: None of these}", "None", "line 15, no.name", "names are missing"),
        ("{en: None of these}", "{en: a, en: b}", "line 15, no.name", "'en' is given twice"),
        ("name: Harbour desk", "name: [a]", "line 1, name", "needs a text"),
        ("          - The strike vote", "          a vote", "line 11, ferry.includes", "a list"),
        ("name: Harbour desk", "name: {", "line", "not YAML"),
        ("name: Harbour desk", "name: a\nname: b", "line 2, codebook", "given twice"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_key(old, new, place, said):
    with pytest.raises(CodebookError, match=f"^book.yaml, {place}.*{said}"):
        load_codebook(WRITTEN.replace(old, new), "book.yaml")


@pytest.mark.parametrize("written", ["", "- a", "[" * 5000, "a: \x00", "name: x\nquestions: []\n"])
def test_what_is_no_codebook_is_refused(written):
    with pytest.raises(CodebookError):
        load_codebook(written)


def test_an_exclusive_question_needs_a_none_of_these():
    alone = WRITTEN[: WRITTEN.index("      - key: no")]
    with pytest.raises(CodebookError, match="two answers or more"):
        load_codebook(alone)
