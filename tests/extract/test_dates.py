"""The day of first publication, on pages that print several days."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from columninch.extract.read import Page, read_page
from tests.extract.pages import html, read

PLAIN = "https://paper.example/harbour/night-ferry"
HEADING = "<h1>Night ferry loses its last sailing</h1>"


def day_of(page: str, url: str = PLAIN, zone: str = "UTC") -> tuple[str, str]:
    """The day and its evidence."""
    published = read(page, url=url, zone=zone).published
    return (published.day().isoformat(), published.evidence) if published else ("", "")


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def test_a_moment_with_an_offset_is_of_its_own_day() -> None:
    page = html(meta("article:published_time", "2026-03-02T00:39:22+01:00"), HEADING)
    assert day_of(page) == ("2026-03-02", "meta article:published_time")


def test_a_moment_in_utc_is_of_the_day_of_the_outlets_clock() -> None:
    page = html(meta("article:published_time", "2026-03-01T23:39:22Z"), HEADING)
    assert day_of(page, zone="Europe/Berlin")[0] == "2026-03-02"


def test_a_moment_in_utc_is_of_the_day_printed_beside_the_heading() -> None:
    line = '<p class="byline-date">March 1, 2026 / 10:35 PM PST</p>'
    page = html(meta("article:published_time", "2026-03-02T06:35:29+00:00"), HEADING + line)
    assert day_of(page) == ("2026-03-01", "meta article:published_time")


def test_a_moment_is_of_the_day_in_the_address_where_it_can_be() -> None:
    page = html(meta("article:published_time", "2026-03-02T02:10:00Z"), HEADING)
    assert day_of(page, "https://paper.example/2026/03/01/ferry")[0] == "2026-03-01"
    assert day_of(page, "https://paper.example/2025/03/01/ferry")[0] == "2026-03-02"


def test_a_marked_date_of_another_article_is_not_ours() -> None:
    teaser = '<div><time itemprop="datePublished" datetime="2026-02-09">9 February</time></div>'
    page = html("", HEADING + "<p>2 March 2026</p>").replace("</nav>", f"</nav>{teaser}")
    assert day_of(page) == ("2026-03-02", "visible")


def test_a_vague_meta_date_gives_way_to_the_line_of_the_article() -> None:
    line = '<span class="date">27.02.2026</span>'
    page = html(meta("date", "2026-02-20T11:02:44+01:00"), HEADING + line)
    assert day_of(page) == ("2026-02-27", "visible")
    assert day_of(html(meta("date", "2026-02-20"), HEADING)) == ("2026-02-20", "meta date")


def test_what_only_tells_a_change_is_not_the_publication() -> None:
    lines = (
        '<p>Updated: <time datetime="2026-03-09">9 March 2026</time></p>'
        '<p class="meta">2 March 2026 / updated 9 March 2026</p>'
    )
    assert day_of(html("", HEADING + lines)) == ("2026-03-02", "visible")


def test_dates_of_comments_and_other_articles_are_passed_over() -> None:
    others = (
        '<div class="related-stories"><span class="date">1 January 2026</span></div>'
        '<ol class="comment-list"><li><time datetime="2026-03-04T08:00:00Z">4 March</time></ol>'
    )
    said = "<p>Published on 2 March 2026, by the harbour desk</p>"
    page = html("", HEADING).replace("</article>", f"</article>{others}{said}")
    assert day_of(page) == ("2026-03-02", "visible")


@pytest.mark.parametrize(
    "line",
    [
        "<div><em>Hafen</em><div>02/03/2026</div></div>",
        "<p>Hafen | Von O. Tavish | 2. März 2026</p>",
        '<span class="label">Datum:</span> <span class="value">02.03.2026</span>',
        "<ul><li><strong>Datum</strong> 02.03.2026</li></ul>",
        "<p>Dieser Beitrag wurde am Montag, 2. März 2026 um 9:10 Uhr veröffentlicht.</p>",
        "<p>Quellport, (02.03.2026). Die letzte Fähre fährt Ende April, sagte der Hafen am "
        "Montag nach einer langen Sitzung, und kleinere Boote sollen vom Herbst an fahren.</p>",
        "<div><span>Erschienen am:</span><h2>02.03.2026</h2></div>",
        '<p class="time">Aktuelle Zeit: 9. März 2026, 10:18</p><p>02.03.2026</p>',
        '<div class="docDate">Quellport, 02.03.26</div>',
    ],
)
def test_a_line_beside_the_heading_gives_the_day(line: str) -> None:
    assert day_of(html("", HEADING + line, language="de"))[0] == "2026-03-02"


def test_the_title_may_end_with_the_day() -> None:
    head = "<title>Night ferry loses its last sailing | Courier | 02.03.2026</title>"
    teaser = '<h2>Bread <span class="date">24.02.2026</span></h2>'
    assert day_of(html(head, HEADING + teaser)) == ("2026-03-02", "title")


def test_a_list_with_a_link_to_the_page_itself_gives_the_day() -> None:
    entry = '<ul><li>01.03.2026 <a href="/old">Old</a><li>02.03.2026 <a href="{}">New</a></ul>'
    page = html("", "").replace("<footer>", entry.format("night-ferry") + "<footer>")
    assert day_of(page) == ("2026-03-02", "visible")


def test_the_only_date_in_scripts_is_taken_where_nothing_is_printed() -> None:
    script = '<script>window.page = {"publishedAt": "2026-03-02T09:10:00Z"}</script>'
    assert day_of(html(script, HEADING)) == ("2026-03-02", "script")
    several = script + script.replace("03-02", "03-04")
    assert day_of(html(several, HEADING))[1] != "script"


def test_the_weekday_tells_day_and_month_apart() -> None:
    line = '<div class="submitted">Submitted by oren on Thu, 03/05/2026 - 10:20</div>'
    assert day_of(html("", HEADING + line))[0] == "2026-03-05"


def test_a_search_that_saw_only_a_year_gives_no_day() -> None:
    page = html("", "").replace("Quay 1", "Quay 1 &copy; 2025")
    published = read(page, url=PLAIN).published
    assert published is None or published.precision == "year"


def test_the_head_of_a_comment_is_no_date_line() -> None:
    spoken = '<div class="meta">Mira Sund wrote on 9 March 2026:</div>'
    page = html("", HEADING).replace("</article>", f"{spoken}</article>")
    assert day_of(page)[1] != "visible"


def test_a_line_of_another_month_than_the_address_is_another_articles() -> None:
    line = '<span class="date">24.05.2026</span>'
    found = day_of(html("", HEADING + line), "https://paper.example/2026/03/night-ferry")
    assert found[0] != "2026-05-24"


def test_among_thousands_of_dates_the_first_beside_the_heading_counts() -> None:
    others = '<div class="related"><time class="date">x</time></div>' * 3000
    page = html("", f'{HEADING}<p class="date">2 March 2026</p>').replace(
        "<footer", others + "<footer"
    )
    assert day_of(page) == ("2026-03-02", "visible")


CAPTURED = datetime(2026, 5, 14, 9, 30, tzinfo=UTC)


def told(line: str, captured_at: datetime | None = CAPTURED) -> tuple[str, str]:
    """The moment of a page that tells it by this line beside its heading, and its precision."""
    body = html("", HEADING + line).encode()
    page = Page(body, "text/html", PLAIN, zone="Asia/Tehran", captured_at=captured_at)
    published = read_page(page).published
    return (published.at.isoformat()[:16], published.precision) if published else ("", "")


def test_an_age_beside_the_heading_is_a_date_by_the_moment_of_capture() -> None:
    line = '<p class="byline">By Oren Tavish, <span>25 minutes ago</span></p>'
    assert told(line) == ("2026-05-14T09:05", "minute")
    assert told("<p>Harbour | Yesterday</p>") == ("2026-05-13T00:00", "day")
    assert told("<div>دیروز ساعت ۱۴:۳۰</div>") == ("2026-05-13T11:00", "minute")
    assert told(line, None) == ("", "")


def test_an_age_gives_way_to_a_printed_day() -> None:
    line = '<p class="meta">25 minutes ago</p><p class="meta">2 March 2026</p>'
    assert told(line) == ("2026-03-02T00:00", "day")


def test_the_age_of_a_change_or_of_a_comment_is_not_the_articles() -> None:
    assert told("<p>Updated 25 minutes ago</p>") == ("", "")
    assert told('<div class="comments"><span>25 minutes ago</span></div>') == ("", "")
    assert told("<p>The boats began to come home two hours ago, and most are in.</p>") == ("", "")
