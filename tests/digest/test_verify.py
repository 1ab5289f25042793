import string
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from columninch.digest.verify import require_verified, verify_issue
from columninch.errors import EstimateError, VerificationError
from columninch.records import Change, Exchange, IssuePicture, Quotation, Speaker
from columninch.shares.change import change
from tests.digest.press import (
    LEAD,
    PERSIAN,
    SHARE,
    STATEMENT,
    PaperVault,
    entry_on,
    issue_of,
    source,
)

URL = "https://ledger.example/ferry"


def same(statement):
    return statement.share


def failures_of(vault, *entries, statement=STATEMENT, recompute=same):
    return verify_issue(issue_of(*entries, statement=statement), vault, recompute)


@pytest.fixture
def vault():
    return PaperVault()


@pytest.fixture
def cited(vault):
    return source(vault, LEAD, URL)


def test_an_issue_whose_citations_all_hold_passes(vault, cited):
    assert failures_of(vault, entry_on(cited)) == ()
    require_verified(issue_of(entry_on(cited)), vault, same)


def test_each_capture_is_read_once(vault, cited):
    failures_of(vault, entry_on(cited), entry_on(cited, key="again"))
    assert vault.reads == [URL]


def quoting(words, cited):
    return (Quotation(words, "en", Speaker("Mara Vane"), cited),)


@pytest.mark.parametrize(
    "words",
    [
        "We have asked for a safer boat since the autumn storms",
        "We asked for a safe boat since the autumn storms",
        "we have asked for a safe boat",
        "We have asked for a safe boat since the autumn storms.",
        "",
    ],
)
def test_a_quotation_with_one_thing_changed_is_refused_with_the_entrys_name(vault, cited, words):
    (failure,) = failures_of(vault, entry_on(cited, quotations=quoting(words, cited)))
    assert failure.entry == "ferry (Ferry stays in port)"
    assert failure.citation == words
    assert URL in failure.reason


WORDS = "We have asked for a safe boat since the autumn storms"


@given(st.integers(0, len(WORDS) - 1), st.sampled_from(string.ascii_lowercase + string.digits))
def test_no_letter_of_a_quotation_can_be_changed(place, letter):
    vault = PaperVault()
    cited = source(vault, LEAD, URL)
    changed = WORDS[:place] + letter + WORDS[place + 1 :]
    failures = failures_of(vault, entry_on(cited, quotations=quoting(changed, cited)))
    assert bool(failures) == (changed != WORDS)


def test_a_quotation_must_stand_in_its_own_source(vault, cited):
    other = source(vault, "Hens were counted.", "https://ledger.example/hens")
    entry = entry_on(cited, quotations=quoting(WORDS, other), sources=(cited, other))
    (failure,) = failures_of(vault, entry)
    assert "hens" in failure.reason


@pytest.mark.parametrize(
    "summary",
    [
        "> The night ferry stayed in port on Monday.",
        "It said “the day ferry to Oster stayed” and no more.",
        'It said "the day ferry to Oster stayed" and no more.',
        "It said «the day ferry to Oster stayed» and no more.",
        "It said “the day ferry to Oster stayed",
        "Good.\n\n- one\n- two “the *day* ferry to Oster”",
        "> The night ferry to Oster stayed in port.\n>\n> It burnt.",
    ],
)
def test_what_the_summary_quotes_must_stand_in_a_source(vault, cited, summary):
    (failure,) = failures_of(vault, entry_on(cited, summary=summary))
    assert failure.entry.startswith("ferry")


@pytest.mark.parametrize(
    "summary",
    [
        "It said “The night *ferry* to Oster stayed in port”.",
        "It said “the day ferry” and no more.",
        "“Nobody ashore has answered one of our letters,” he said.",
        "> Its crew had voted to strike \\*at once\\*.",
        "No quotation at all, but a “scare word” and the captain’s own.",
    ],
)
def test_what_the_summary_rightly_quotes_passes(vault, cited, summary):
    assert failures_of(vault, entry_on(cited, summary=summary)) == ()


def test_a_quoting_heading_is_checked_too(vault, cited):
    entry = entry_on(cited, heading="“Nobody ashore has ever answered us”")
    assert len(failures_of(vault, entry)) == 1


def test_an_interviews_answers_are_all_quotation(vault, cited):
    right = Exchange("What happened?", "Its crew had voted to strike\nThe night ferry")
    wrong = Exchange("What happened?", "Its crew had voted to strike\nThe day ferry")
    assert failures_of(vault, entry_on(cited, exchanges=(right,))) == ()
    (failure,) = failures_of(vault, entry_on(cited, exchanges=(wrong,)))
    assert failure.citation == "The day ferry"


def test_of_an_interview_in_translation_only_what_it_quotes_can_be_checked(vault):
    cited = source(vault, PERSIAN, URL, language="fa")
    entry = entry_on(cited, quotations=(), figures=(), summary="A talk.")
    told = Exchange("What happened?", "The boat stayed. “A boat that never was there”, he said.")
    (failure,) = failures_of(vault, replace(entry, exchanges=(told,)))
    assert failure.citation == "A boat that never was there"


def test_a_credited_translation_may_be_quoted_and_an_uncredited_one_may_not(vault):
    cited = source(vault, PERSIAN, URL, language="fa")
    quotation = Quotation(
        text="کشتی شب دوشنبه در بندر ماند",
        language="fa",
        speaker=Speaker("ناخدا"),
        source=cited,
        translation="The night boat stayed in port on Monday",
        translation_language="en",
        translator="R. Dune",
    )
    summary = "He wrote that “the night boat stayed in port on Monday”.".replace("the", "The")
    entry = entry_on(cited, quotations=(quotation,), figures=(), summary=summary)
    assert failures_of(vault, entry) == ()
    uncredited = replace(entry, quotations=(replace(quotation, translator=""),))
    assert len(failures_of(vault, uncredited)) == 2


def test_the_words_that_report_a_figure_are_checked(vault, cited):
    entry = entry_on(cited)
    (figure,) = entry.figures
    wrong = replace(figure.values[0], quote="two of our letters")
    entry = replace(entry, figures=(replace(figure, values=(*figure.values, wrong)),))
    assert [failure.citation for failure in failures_of(vault, entry)] == ["two of our letters"]


def test_a_capture_whose_bytes_have_changed_is_one_failure_for_all_that_rests_on_it(vault, cited):
    vault.payloads[URL] += b"<!-- -->"
    (failure,) = failures_of(vault, entry_on(cited), entry_on(cited, key="again"))
    assert failure.citation == URL
    assert "hash" in failure.reason


def test_a_capture_that_is_gone_is_one_failure_with_the_archives_reason(vault, cited):
    del vault.payloads[URL]
    (failure,) = failures_of(vault, entry_on(cited), entry_on(cited, key="again"))
    assert "the record is torn" in failure.reason


def test_a_pictures_source_is_checked_like_any_other(vault, cited):
    other = source(vault, "Hens.", "https://ledger.example/hens")
    del vault.payloads[other.url]
    picture = IssuePicture("p.png", b"", "Hens", "A. Finn", other)
    assert len(failures_of(vault, entry_on(cited, picture=picture))) == 1


@pytest.mark.parametrize("gap", [{"url": ""}, {"anchor": ""}])
def test_a_source_without_address_or_copy_is_refused(vault, cited, gap):
    bare = replace(cited, **gap)
    failures = failures_of(vault, entry_on(bare))
    assert len(failures) == 1


def test_an_entry_without_sources_is_refused(vault, cited):
    entry = entry_on(cited, quotations=(), sources=(), figures=(), summary="They say it stayed.")
    (failure,) = failures_of(vault, entry)
    assert failure.reason == "the entry cites no source"


@pytest.mark.parametrize(
    "anew",
    [
        {"share": 0.3 + 1e-8},
        {"low": 0.21},
        {"high": 0.46},
        {"coded_count": 21},
        {"method": "census"},
    ],
)
def test_a_share_that_comes_out_otherwise_is_refused(vault, cited, anew):
    (failure,) = failures_of(
        vault, entry_on(cited), recompute=lambda statement: replace(statement.share, **anew)
    )
    assert failure.entry == "share (Coast, Ferry)"


def test_the_error_of_adding_in_another_order_is_no_difference(vault, cited):
    nearly = replace(SHARE, share=SHARE.share + 1e-12)
    assert failures_of(vault, entry_on(cited), recompute=lambda _: nearly) == ()


@pytest.mark.parametrize("edges", [{"low": 0.31}, {"high": 0.29}, {"low": float("nan")}])
def test_a_share_without_an_interval_is_refused(vault, cited, edges):
    bare = replace(STATEMENT, share=replace(SHARE, **edges))
    failures = failures_of(vault, entry_on(cited), statement=bare)
    assert "no interval" in failures[0].reason


def test_a_share_that_cannot_be_computed_again_is_refused(vault, cited):
    def nothing_coded(statement):
        raise EstimateError("no text of the sample is coded yet")

    (failure,) = failures_of(vault, entry_on(cited), recompute=nothing_coded)
    assert "no text of the sample" in failure.reason


def test_a_change_must_follow_from_its_two_shares(vault, cited):
    before = replace(SHARE, share=0.1, low=0.05, high=0.2)
    right = replace(STATEMENT, before=before, change=change(before, SHARE))
    assert failures_of(vault, entry_on(cited), statement=right) == ()
    for wrong in (
        replace(right, change=Change(0.2, 0.1, 0.3, 0.95)),
        replace(right, before=None),
        replace(right, before=replace(before, unit="words")),
    ):
        assert len(failures_of(vault, entry_on(cited), statement=wrong)) == 1


def test_a_lead_sentence_needs_a_share(vault, cited):
    (failure,) = failures_of(vault, entry_on(cited), statement=None)
    assert failure.entry == "lead (en)"


def test_what_does_not_hold_stops_the_issue(vault, cited):
    entry = entry_on(cited, quotations=quoting("Never said at all by anyone", cited))
    with pytest.raises(VerificationError, match="ferry") as caught:
        require_verified(issue_of(entry), vault, same)
    assert len(caught.value.failures) == 1
