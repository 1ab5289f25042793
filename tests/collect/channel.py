"""A channel whose preview a local server pages, twenty posts at a time."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

from tests.collect.site import Site

BEGUN = datetime(2026, 3, 1, tzinfo=UTC)
PAGE = 20


@dataclass
class ServedChannel:
    """A channel on `site` at /s/tern: its posts by number, with their words."""

    site: Site
    posts: dict[int, str] = field(default_factory=dict)
    cut_below: int = 0
    """Posts of lower numbers are not shown any more."""

    def __post_init__(self) -> None:
        self.site.pages = _AnyQuery(self)

    def publish(self, *numbers: int) -> None:
        for number in numbers:
            self.posts[number] = f"Post {number} of the Tern."

    def page(self, before: int | None) -> bytes:
        shown = sorted(
            number
            for number in self.posts
            if number >= self.cut_below and (before is None or number < before)
        )[-PAGE:]
        older = bool(shown) and any(self.cut_below <= one < shown[0] for one in self.posts)
        more = (
            f'<a class="tme_messages_more" href="/s/tern?before={shown[0]}"></a>' if older else ""
        )
        return (
            '<html><meta charset="utf-8"><meta property="og:title" content="The Tern">'
            f'<section class="tgme_channel_history">{more}'
            f"{''.join(self._post(number) for number in shown)}</section></html>"
        ).encode()

    def _post(self, number: int) -> str:
        at = (BEGUN + timedelta(minutes=number)).isoformat()
        return (
            f'<div class="tgme_widget_message" data-post="tern/{number}">'
            f'<div class="tgme_widget_message_text">{self.posts[number]}</div>'
            f'<a class="tgme_widget_message_date"><time datetime="{at}"></time></a></div>'
        )


class _AnyQuery(dict):
    """The answers by path; the preview answers for whatever page is asked."""

    def __init__(self, channel: ServedChannel) -> None:
        super().__init__()
        self.channel = channel

    def get(self, path, default=None):
        parts = urlsplit(path)
        if parts.path != "/s/tern" or path in self:
            return super().get(path, default)
        before = parse_qs(parts.query).get("before")
        body = self.channel.page(int(before[0]) if before else None)
        return type(default)(body)
