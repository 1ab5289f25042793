"""Takes the documents' pictures anew, from a demonstration's desk: `make docs`."""

from __future__ import annotations

import base64
import email
import email.policy
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from wsgiref.simple_server import WSGIRequestHandler, make_server

from playwright.sync_api import sync_playwright

from columninch.cli.boot import open_desk

if TYPE_CHECKING:
    from playwright.sync_api import Page

HERE = Path(__file__).parent / "pictures"
CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
PASSWORD = "only-for-pictures"  # noqa: S105  # of a desk that is thrown away


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: what it shows, how large, light or dark."""

    name: str
    path: str
    width: int = 1200
    height: int = 900
    scheme: str = "light"
    at: str = ""
    """A selector that is scrolled to first."""


DESK = (
    Shot("desk-week", "/"),
    Shot("desk-week-phone", "/", 390, 840),
    Shot("desk-week-dark", "/", scheme="dark"),
    Shot("desk-items", "/items/"),
    Shot("desk-code", "/code/"),
    Shot("desk-shares", "/shares/"),
    Shot("desk-draft", "/issues/2/"),
    Shot("desk-sources", "/sources/"),
    Shot("desk-pipeline", "/pipeline/"),
)
ISSUE = (
    Shot("issue-en", "issues/2/index.html", 1000, 1300),
    Shot("issue-fa", "issues/2/index.html", 1000, 1300, at="#part-fa"),
    Shot("issue-phone", "issues/2/index.html", 390, 840),
    Shot("issue-dark", "issues/2/index.html", 1000, 900, scheme="dark"),
)


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base names it
        pass


def main(folder: Path) -> None:
    """Take every picture of the demonstration's desk in `folder`."""
    open_desk(folder)

    from columninch.desk.wsgi import application  # noqa: PLC0415  # wants an open desk

    _allow_sign_in()
    _leave_some_to_code()
    server = make_server("127.0.0.1", 0, application, handler_class=_Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    HERE.mkdir(exist_ok=True)
    executable = next((path for path in CHROMIUM if Path(path).exists()), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        page = browser.new_page()
        _sign_in(page, server.server_port)
        for shot in DESK:
            _take(page, shot, f"http://127.0.0.1:{server.server_port}{shot.path}")
        for shot in ISSUE:
            _take(page, shot, (folder / "site" / shot.path).resolve().as_uri())
        letter = _letter(folder / "site/issues/2/newsletter.eml", HERE / "letter.html")
        _take(page, Shot("newsletter", "", 700, 1000), letter.resolve().as_uri())
        letter.unlink()
        browser.close()
    server.shutdown()


def _allow_sign_in() -> None:
    from django.contrib.auth import get_user_model  # noqa: PLC0415  # wants an open desk

    user, _ = get_user_model().objects.get_or_create(username="pictures")
    user.set_password(PASSWORD)
    user.save()


def _leave_some_to_code() -> None:
    """Take back the last codings of one group, so that the coding page has work to show."""
    from columninch.desk.models import Coding, Frame  # noqa: PLC0415  # wants an open desk
    from columninch.desk.runtime import clock  # noqa: PLC0415  # as above

    frame = Frame.objects.order_by("period__starts", "group__position").last()
    sampled = frame.units.filter(number__lt=frame.sample.threshold).order_by("position")
    items = sampled.values_list("reading__item", flat=True)[12:]
    Coding.objects.filter(item__in=list(items)).update(withdrawn_at=clock().now())


def _sign_in(page: Page, port: int) -> None:
    page.goto(f"http://127.0.0.1:{port}/")
    page.fill("input[name=login]", "pictures")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(f"http://127.0.0.1:{port}/")


def _take(page: Page, shot: Shot, address: str) -> None:
    page.set_viewport_size({"width": shot.width, "height": shot.height})
    page.emulate_media(color_scheme="dark" if shot.scheme == "dark" else "light")
    page.goto(address)
    page.evaluate("document.fonts.ready")
    if shot.at:
        page.locator(shot.at).first.scroll_into_view_if_needed()
        page.evaluate("selector => document.querySelector(selector).scrollIntoView()", shot.at)
    page.screenshot(path=HERE / f"{shot.name}.png")


def _letter(source: Path, target: Path) -> Path:
    """The newsletter's HTML with its pictures put in place."""
    message = email.message_from_bytes(source.read_bytes(), policy=email.policy.default)
    html = message.get_body(("html",)).get_content()
    for part in message.walk():
        if part.get_content_maintype() == "image":
            body = base64.b64encode(part.get_payload(decode=True)).decode()
            name = part["Content-ID"].strip("<>")
            html = html.replace(f"cid:{name}", f"data:{part.get_content_type()};base64,{body}")
    target.write_text(html, encoding="utf-8")
    return target


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "demo"))
