import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from columninch.collect.deposit import deposit_address, deposit_page
from columninch.errors import FetchError, RefusedAddress
from columninch.records import Response
from tests.collect.conftest import NOON
from tests.collect.site import Page

PAGE = "http://tern.example/news?id=1&b=2"
SAVE = "http://knot.example/save/"
ASKED = f"/save/{PAGE}"
COPY = f"http://knot.example/web/20260304120000/{PAGE}"
MEMENTO = (
    f'<{PAGE}>; rel="original", <http://knot.example/timemap/{PAGE}>; rel="timemap"; '
    f'type="application/link-format", <{COPY}>; rel="first last memento"; '
    'datetime="Wed, 04 Mar 2026 12:00:00 GMT"'
)


@pytest.mark.parametrize(
    "answer",
    [
        Page(b"saved", headers={"Content-Location": f"/web/20260304120000/{PAGE}"}),
        Page(b"saved", headers={"Location": COPY}, status=201),
        Page(b"saved", headers={"Link": MEMENTO}),
        Page(status=302, headers={"Location": f"/web/20260304120000/{PAGE}"}),
        Page(json.dumps({"url": COPY, "status": "success"}).encode(), "application/json"),
    ],
    ids=["content-location", "location", "memento", "redirect", "json"],
)
def test_an_archive_says_where_its_copy_is(site, make_web, answer):
    site.pages[ASKED] = answer
    site.pages[f"/web/20260304120000/{PAGE}"] = Page(b"<p>the copy</p>")
    assert deposit_page(PAGE, SAVE, make_web(robots=False)) == COPY


def test_an_address_with_a_place_in_it_takes_the_page_encoded():
    assert (
        deposit_address("http://tern.example/a?b=c", "https://keep.example/?page={url}&now=1")
        == "https://keep.example/?page=http%3A%2F%2Ftern.example%2Fa%3Fb%3Dc&now=1"
    )


@pytest.mark.parametrize(
    ("answer", "told", "seconds"),
    [
        (Page(status=429, headers={"Retry-After": "90"}), "answered 429", 90),
        (Page(status=503, headers={"Retry-After": "Wed, 04 Mar 2026 13:00:00 GMT"}), "503", 3600),
        (Page(status=404), "answered 404", None),
        (Page(b"queued"), "does not say where", None),
        (
            Page(b'{"status": "pending", "url": "http://knot.example/1"}', "application/json"),
            "does not say where",
            None,
        ),
        (Page(b"{" * 90_000, "application/json"), "does not say where", None),
        (Page(b"saved", headers={"Content-Location": "javascript:alert(1)"}), "does not say", None),
        (Page(b"saved", headers={"Location": "http://a:b@knot.example/"}), "does not say", None),
    ],
)
def test_an_archive_that_has_no_copy_is_tried_again(site, make_web, answer, told, seconds):
    site.pages[ASKED] = answer
    with pytest.raises(FetchError, match=told) as refusal:
        deposit_page(PAGE, SAVE, make_web(robots=False))
    assert refusal.value.can_retry
    assert refusal.value.retry_after_seconds == seconds


@pytest.mark.parametrize("url", ["file:///tmp/a", "mailbox:1", "", "http://a:b@tern.example/"])
def test_only_pages_of_the_web_are_handed_on(site, make_web, url):
    with pytest.raises(RefusedAddress):
        deposit_page(url, SAVE, make_web(robots=False))
    assert site.asked == []


class Answering:
    """A web that has one answer."""

    def __init__(self, link: str, body: bytes) -> None:
        headers = (("Link", link), ("Content-Type", "application/json"))
        self.answer = Response(SAVE + PAGE, SAVE + PAGE, 200, headers, body, NOON)

    def get(self, url, *, headers=None):
        return self.answer


@given(st.text(max_size=80), st.binary(max_size=80))
def test_whatever_an_archive_says_is_an_address_or_an_error(link, body):
    try:
        found = deposit_page(PAGE, SAVE, Answering(link, body))
    except FetchError:
        return
    assert found.startswith(("http://", "https://"))
