import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from columninch.digest.freeze import canonical_json, from_json, issue_digest, to_json
from columninch.errors import DeskError
from columninch.records import (
    Answer,
    Change,
    Codebook,
    Draw,
    Issue,
    IssuePicture,
    PrintedDate,
    Quote,
    Response,
    Span,
    Speaker,
)
from tests.digest.press import LEAD, PaperVault, entry_on, issue_of, source


def issue() -> Issue:
    vault = PaperVault()
    cited = source(vault, LEAD, "https://ledger.example/ferry")
    picture = IssuePicture("p.png", b"\x00\xff", "A ferry", "A. Finn", cited)
    return issue_of(entry_on(cited, picture=picture))


def test_an_issue_is_read_back_the_same():
    stored = json.loads(canonical_json(issue()))
    assert from_json(Issue, stored) == issue()
    assert issue_digest(from_json(Issue, stored)) == issue_digest(issue())


FRACTIONS = st.floats(0, 1)
TIMES = st.datetimes(timezones=st.just(UTC))
QUOTES = st.builds(Quote, confidence=FRACTIONS, speaker=st.none() | st.builds(Speaker))


@given(
    st.one_of(
        st.builds(Change, *[FRACTIONS] * 4),
        st.builds(Response, at=TIMES),
        st.builds(Draw, threshold=FRACTIONS),
        st.builds(Codebook),
        st.builds(PrintedDate, at=TIMES),
        QUOTES,
    )
)
def test_any_record_is_read_back_the_same(record):
    stored = json.loads(json.dumps(to_json(record)))
    assert from_json(type(record), stored) == record


def test_a_time_without_a_zone_is_not_written():
    naive = datetime(2026, 5, 4)  # noqa: DTZ001 - the mistake that is meant
    with pytest.raises(TypeError, match="time zone"):
        to_json(PrintedDate(naive, "day"))


def changed(issue_):
    """The issue with one thing changed, in each place that matters."""
    (part,) = issue_.parts
    (section,) = part.sections
    (entry,) = section.entries

    def put(**more):
        told = replace(section, entries=(replace(entry, **more),))
        return replace(issue_, parts=(replace(part, sections=(told,)),))

    yield replace(issue_, number=2)
    yield put(summary=entry.summary + " ")
    yield put(quotations=(replace(entry.quotations[0], text="We"),))
    yield put(picture=replace(entry.picture, body=b"\x00\xfe"))
    yield replace(issue_, parts=(replace(part, shares=()),))


def test_the_digest_changes_with_everything_in_the_issue():
    digests = [issue_digest(one) for one in (issue(), *changed(issue()))]
    assert len(set(digests)) == len(digests)
    assert all(len(digest) == 64 for digest in digests)


def test_a_field_that_was_added_since_takes_its_default():
    assert from_json(Answer, {"key": "a", "name": [["en", "A"]]}) == Answer("a", (("en", "A"),))


@pytest.mark.parametrize(
    ("cls", "stored", "said"),
    [
        (Span, {"start": 1}, "Span: end missing"),
        (Span, {"start": 1, "end": 2, "no": 3}, "Span: no unknown"),
        (Span, {"start": "1", "end": 2}, "Span.start: needs int"),
        (Span, {"start": True, "end": 2}, "Span.start: needs int"),
        (Span, [1, 2], "Span: needs an object"),
        (Answer, {"key": "a", "name": [["en"]]}, "Answer.name\\[0\\]: needs a list of 2"),
        (Answer, {"key": "a", "name": "x"}, "Answer.name: needs a list"),
        (PrintedDate, {"at": "yesterday", "precision": "day"}, "PrintedDate.at: needs datetime"),
        (PrintedDate, {"at": "2026-05-04", "precision": "hour"}, "precision: needs one of"),
    ],
)
def test_what_is_not_that_record_is_refused_with_the_field(cls, stored, said):
    with pytest.raises(DeskError, match=said):
        from_json(cls, stored)


def test_what_no_record_has_is_a_mistake_of_the_programmer():
    with pytest.raises(TypeError):
        to_json({1, 2})
