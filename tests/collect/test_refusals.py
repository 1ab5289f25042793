"""Walls and lost pages are told from articles; each case is a file of tests/data/refusals."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from columninch.collect.poll import PolledSource, poll_source
from columninch.collect.refusals.kinds import REFUSALS
from columninch.collect.refusals.recognise import not_the_article
from columninch.collect.refusals.ways import listing_reached, wall_reached
from columninch.errors import NotCaptured
from columninch.records import Response
from tests.collect.site import Page

FOLDER = Path(__file__).parents[1] / "data" / "refusals"
CASES = json.loads((FOLDER / "cases.json").read_text())
PROSE = (
    "The harbour board met for six hours on Tuesday and decided that the night ferry will not "
    "sail before spring, whatever the islanders ask for, and went home in the dark by the small "
    "boat."
)


def answered(body=b"", url="https://tern.example/news/ferry", **given) -> Response:
    headers = {"Content-Type": "text/html; charset=utf-8"} | given.pop("headers", {})
    fixed = {"final_url": url, "status": 200, "at": datetime(2026, 3, 4, tzinfo=UTC)}
    return Response(url=url, headers=tuple(headers.items()), body=body, **(fixed | given))


def of_case(case) -> Response:
    return answered(
        (FOLDER / case["file"]).read_bytes(),
        url=case["asked"],
        final_url=case.get("final", case["asked"]),
        status=case.get("status", 200),
        headers=case.get("headers", {}),
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["file"])
def test_a_case_is_what_it_says(case):
    refusal = not_the_article(of_case(case))
    assert (refusal.kind if refusal else "") == case["kind"]
    if refusal:
        assert refusal.hint == REFUSALS[refusal.kind].hint
        assert REFUSALS[refusal.kind].name in refusal.reason


def test_every_file_is_a_case_and_every_kind_of_page_has_one():
    files = {str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.html")}
    assert files == {case["file"] for case in CASES}
    assert len([case for case in CASES if case["kind"]]) >= 40
    assert {case["kind"] for case in CASES} - {""} == set(REFUSALS) - {"busy"}


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, "login"), (402, "paywall"), (403, "forbidden"), (404, "not-found"),
        (405, "forbidden"), (410, "not-found"), (429, "busy"), (451, "legal"),
        (500, "unavailable"), (503, "unavailable"),
    ],
)  # fmt: skip
def test_a_status_alone_says_what_came(status, kind):
    refusal = not_the_article(answered(b"no", status=status))
    assert refusal is not None
    assert refusal.kind == kind


@pytest.mark.parametrize("charset", ["utf-8", "windows-1256"])
def test_a_heading_is_read_in_the_page_s_own_encoding(charset):
    body = "<title>صفحه مورد نظر یافت نشد</title>".replace("ی", "ي").encode(charset)
    refusal = not_the_article(
        answered(body, headers={"Content-Type": f"text/html;charset={charset}"})
    )
    assert refusal is not None
    assert refusal.kind == "not-found"


@pytest.mark.parametrize("kind", ["application/pdf", "text/vtt", "image/png", "text/plain"])
def test_what_is_no_page_is_no_wall(kind):
    assert not_the_article(answered(b"403 <Forbidden>", headers={"Content-Type": kind})) is None


@pytest.mark.parametrize(
    ("asked", "final", "is_listing"),
    [
        ("https://a.example/n/ferry-1", "https://a.example/", True),
        ("https://a.example/n/ferry-1", "https://www.a.example/index.html", True),
        ("https://a.example/?p=12", "https://a.example/", True),
        ("https://a.example/", "https://a.example/en/", False),
        ("https://a.example/2026/03/ferry-stays-in-port", "https://a.example/2026/03/", True),
        ("https://a.example/one-two-three-four/amp", "https://a.example/one-two-three-four", False),
        ("https://a.example/a/ferry-12345", "https://a.example/b/ferry-12345", False),
        ("https://a.example/n/ferry-1?utm_source=x", "https://a.example/n/ferry-1", False),
        ("file:week/a.html", "file:week/a.html", False),
    ],
)  # fmt: skip
def test_a_way_that_ends_above_the_article_is_seen(asked, final, is_listing):
    assert listing_reached(asked, final) is is_listing


def test_a_wall_s_address_is_no_sign_where_it_was_asked_for():
    login = "https://a.example/login/reform-of-the-login"
    assert wall_reached(login, login) is None
    assert wall_reached(login, login + "-law") is None
    assert wall_reached("https://a.example/x", "https://a.example/login?back=x") == "login"


def test_a_watched_page_that_is_a_wall_becomes_no_item(site, tools):
    site.pages["/a"] = Page(b"<title>Just a moment...</title><script>x()</script>")
    with pytest.raises(NotCaptured, match="check for robots") as error:
        poll_source(PolledSource("page", "http://tern.example/a"), tools)
    assert tools.vault.payload(error.value.capture) == site.pages["/a"].body


@given(st.binary(max_size=400), st.sampled_from([200, 202, 204, 403, 404, 503]))
def test_no_bytes_break_it(body, status):
    not_the_article(answered(b"<p" + body, status=status))


@given(st.text(alphabet=st.characters(exclude_characters="<>&"), max_size=200))
def test_prose_under_the_article_s_own_heading_is_never_a_wall(said):
    page = f"<title>Ferry stays in port</title><h1>Ferry stays</h1>{f'<p>{PROSE}</p>' * 4}<p>{said}"
    assert not_the_article(answered(page.encode("utf-8", "replace"))) is None


@pytest.mark.parametrize("piece", [b"<p", b"<p>", b"<div>", b"<h1>", b"<a ", b"<title>", b"&#x"])
def test_hostile_repetition_takes_no_time(piece):
    refusal = not_the_article(answered(piece * (1_500_000 // len(piece))))
    assert refusal is None or refusal.kind == "empty"
