"""The way out that a source's pages take: plainly, or through a browser where they need one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from columninch.errors import NoBrowser
from columninch.records import Response

if TYPE_CHECKING:
    from columninch.records import Capture, SourceOptions
    from columninch.tools import Tools, Web


def page_web(options: SourceOptions, tools: Tools, where: str) -> Web:
    """What asks for the pages of a source with these options.

    Raises `NoBrowser` that names `where`, the page, where a browser is wanted and there is
    none.
    """
    if not options.browser:
        return tools.web
    if tools.browser is None:
        raise NoBrowser(where=where)
    return tools.browser


def keep_screenshot(response: Response, tools: Tools) -> Capture | None:
    """The picture that a browser took of the page, as a capture of its own; None for none.

    Its address is `urn:view:` and the page's, by which web archives name such pictures; so
    it is never taken for the page.
    """
    if not response.screenshot:
        return None
    address = f"urn:view:{response.final_url}"
    picture = Response(
        url=address,
        final_url=address,
        status=200,
        headers=(("Content-Type", "image/png"),),
        body=response.screenshot,
        at=response.at,
    )
    return tools.vault.store(picture)
