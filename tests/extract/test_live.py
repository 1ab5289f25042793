"""Live pages: recognised by what they state or by their posts, and read post by post."""

import json
from datetime import UTC, datetime

import pytest

from columninch.extract.read import Page, read_page

TOLD = (
    "The ferry has left the berth with forty on board, the harbour office says, an hour late.",
    "Divers came up and shook their heads; the second crack is longer than the first one was.",
    "The mayor arrived on foot. “We count before we sign,” she said to those who waited there.",
    "A crane from Karrow is on its way and should be at the pier before the tide turns tonight.",
    "The council begins its meeting in the old customs house, with the doors open to everybody.",
    "Ropes were put across the pier this morning after a stone fell into the water beside it.",
)


def posts(count=6):
    """The newest first, an hour apart, the newest at 15:00."""
    return [(datetime(2026, 5, 11, 15 - at, tzinfo=UTC), TOLD[at]) for at in range(count)]


def page(
    listed, kind="NewsArticle", lead="All day at the north pier of Osk, as it happens.", **more
):
    boxes = "".join(
        f'<div class="post"><time datetime="{at.isoformat()}">{at:%H:%M}</time>'
        f"<h3>Post of {at:%H} hours</h3><p>{told}</p></div>"
        for at, told in listed
    )
    node = {"@context": "https://schema.org", "@type": kind, "headline": "Live: the pier", **more}
    return (
        f'<html lang=en><head><title>Live: the pier</title><script type="application/ld+json">'
        f"{json.dumps(node)}</script></head><body><main><h1>Live: the pier</h1><p>{lead}</p>"
        f'<div class="posts">{boxes}</div></main></body></html>'
    )


def read(markup):
    return read_page(Page(markup.encode(), "text/html; charset=utf-8", "https://bell.test/live"))


@pytest.mark.parametrize("kind", ["LiveBlogPosting", "NewsArticle"])
def test_a_live_page_is_read_post_by_post_with_their_times_in_the_order_of_the_page(kind):
    reading = read(page(posts(), kind))
    assert reading.form == "live"
    told = [
        (block.at, reading.text[block.start : block.end])
        for block in reading.blocks
        if block.at and block.kind == "paragraph"
    ]
    assert told == posts()


def test_posts_that_only_the_statement_has_are_read_from_there():
    updates = [
        {"@type": "BlogPosting", "headline": "A post", "articleBody": told,
         "datePublished": at.isoformat()}
        for at, told in posts()
    ]  # fmt: skip
    reading = read(page((), "LiveBlogPosting", liveBlogUpdate=updates))
    assert [block.at for block in reading.blocks if block.kind == "paragraph" and block.at] == [
        at for at, _ in posts()
    ]


def test_a_live_page_says_until_when_it_goes_on():
    reading = read(page(posts(), "LiveBlogPosting", coverageEndTime="2026-05-11T20:00:00Z"))
    assert reading.live_until == datetime(2026, 5, 11, 20, tzinfo=UTC)
    assert read(page(posts(), "LiveBlogPosting")).live_until is None


def test_four_timed_posts_are_not_yet_a_live_page():
    assert read(page(posts(4))).form == "article"


def test_an_article_with_timed_links_to_others_below_it_is_none():
    links = "".join(
        f'<li><time datetime="{at.isoformat()}"></time> <a href="/{at:%H}">{told}</a></li>'
        for at, told in posts()
    )
    text = "".join(f"<p>{told} {told}</p>" for told in TOLD)
    reading = read(
        f"<html><body><article><h1>Pier</h1>{text}</article><ul>{links}</ul></body></html>"
    )
    assert reading.form == "article"
    assert not any(block.at for block in reading.blocks)


def test_an_article_with_timed_comments_is_none():
    comments = "".join(
        f'<div class="comment"><time datetime="{at.isoformat()}"></time><p>I say: {told}</p></div>'
        for at, told in posts()
    )
    text = "".join(f"<p>{told} {told} {told}</p>" for told in TOLD)
    reading = read(f"<html><body><article><h1>Pier</h1>{text}</article>{comments}</body></html>")
    assert reading.form == "article"
