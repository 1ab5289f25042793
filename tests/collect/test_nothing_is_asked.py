"""A newsletter tells who reads it; so nothing in one is ever followed or loaded."""

from columninch.collect.fetch import Wanted, fetch_item
from columninch.collect.poll import PolledSource, poll_source
from columninch.extract.read import Page, read_page
from columninch.quotes.plain import plain_text
from tests.collect.letters import letter
from tests.collect.moments import later

LINKS = """<html><head><link rel="stylesheet" href="{at}/s.css"><style>@import url({at}/i.css);
body {{ background: url({at}/b.png) }}</style><base href="{at}/"></head>
<body background="{at}/bg.png">
<img src="{at}/open.gif" width=1 height=1><p>The last night ferry between Quellport and the outer
islands stops in April, the authority said.</p><a href="{at}/confirm?token=1">Confirm</a>
<a href="{at}/unsubscribe">Unsubscribe</a><a href="{at}/browser">View in browser</a>
<iframe src="{at}/frame"></iframe><script src="{at}/x.js"></script><video src="{at}/v.mp4"></video>
</body></html>"""


def test_no_link_picture_style_or_script_of_a_letter_is_asked_for(tmp_path, tools, site):
    at = f"http://tern.example:{site.place[1]}"
    folder = tmp_path / "Letters"
    for name in ("cur", "new", "tmp"):
        (folder / name).mkdir(parents=True)
    headers = f"List-Unsubscribe: <{at}/u>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
    body = letter(1, body=LINKS.format(at=at)).replace(b"text/plain", b"text/html")
    (folder / "new" / "1.x").write_bytes(headers.encode() + body)
    desk = later(tools)
    (entry,) = poll_source(PolledSource("maildir", folder.as_uri()), desk).entries
    capture = fetch_item(Wanted(entry, "maildir", folder.as_uri(), None), desk).capture
    payload = desk.vault.payload(capture)
    reading = read_page(Page(payload, capture.content_type, capture.url, entry))
    assert "The last night ferry" in plain_text(payload, capture.content_type)
    assert reading.text.startswith("The last night ferry")
    assert (reading.picture, reading.canonical_url, reading.embedded) == (None, "", ())
    assert site.asked == []
    desk.web.get("http://tern.example/there")  # the site would have heard it
    assert [path for _, path in site.asked] == ["/there"]
