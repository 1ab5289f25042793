"""An issue as an e-mail: one message with plain text and HTML.

Mail programs know no custom typefaces, no style sheets and no SVG: styles are set into the
elements, columns are tables, and the marks are pictures that travel with the message. The
same issue gives the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart
from email.utils import format_datetime, parseaddr
from typing import TYPE_CHECKING

import css_inline

from columninch.digest.freeze import issue_digest
from columninch.errors import UsageError
from columninch.publish.addresses import issue_folder, web_link
from columninch.publish.charts import share_chart_svg
from columninch.publish.citing import Copies, copies_of
from columninch.publish.letter import letter_text
from columninch.publish.marks import drawn_png, share_rule_png, told_before, told_share
from columninch.publish.pages import render
from columninch.publish.parts import PartView, first_wording, part_views
from columninch.publish.wording import Wording

if TYPE_CHECKING:
    from columninch.records import Issue, LanguagePart, SourceCopy

MARK_WIDTH = 440
"""In units of a drawing: one picture serves phones and wide screens, so it lies between."""
NO_HOST = "columninch.invalid"
_POLICY = policy.SMTP.clone(max_line_length=76)


@dataclass(frozen=True, slots=True)
class MailLinks:
    """Where a quotation of the mail leads: to its copy on the site, or to its source."""

    copies: Copies
    folder: str
    """The address of the issue's folder, or empty where the site has none."""

    def link(self, source: SourceCopy, passage: str = "") -> str:
        """An absolute address, or an empty string where there is none."""
        if not self.folder:
            return web_link(source.url)
        return f"{self.folder}/{self.copies.link(source, passage)}"


@dataclass(frozen=True, slots=True)
class MailPart:
    """A language part as the mail's template needs it; `rule` and `chart` are content ids."""

    w: Wording
    name: str
    told: PartView
    rule: str
    rule_told: str
    counted: str
    chart: str
    chart_told: str


def newsletter(issue: Issue, *, sender: str, site_url: str = "") -> bytes:
    """The issue as a message of RFC 5322, ready to be sent: only `To` is missing.

    `sender` is an address, with or without a name. `site_url` is the published site's
    address: with it each quotation links to its copy there, without it to the source itself.
    The date is when the issue was frozen.

    Raises `UsageError` where `sender` holds no address.
    """
    digest = issue_digest(issue)
    links = MailLinks(copies_of(issue), _folder(issue, site_url))
    message = _message(issue, sender, digest)
    message.set_content(letter_text(issue, links.link), charset="utf-8")
    message.add_alternative(_html(issue, links), subtype="html", charset="utf-8")
    for part in message.iter_parts():
        if part.get_content_subtype() == "html":
            _attach_pictures(part, issue)
            part.set_boundary(f"=_related_{digest[:24]}")
    message.set_boundary(f"=_alternative_{digest[:24]}")
    return message.as_bytes()


def _message(issue: Issue, sender: str, digest: str) -> EmailMessage:
    name, mailbox = parseaddr(sender)
    user, _, host = mailbox.partition("@")
    if not user or not host:
        raise UsageError("this is no e-mail address", where=sender, hint="write name@host")
    message = EmailMessage(policy=_POLICY)
    message["From"] = Address(_one_line(name or issue.series), user, host)
    message["Subject"] = _one_line(issue.title)
    message["Date"] = format_datetime(issue.frozen_at)
    message["Message-ID"] = f"<{digest[:32]}@{host or NO_HOST}>"
    message["Content-Language"] = ", ".join(part.language for part in issue.parts)
    return message


def _one_line(text: str) -> str:
    """A header has one line; more would be headers of somebody else's choice."""
    return " ".join(text.split())


def _folder(issue: Issue, site_url: str) -> str:
    return f"{site_url.rstrip('/')}/{issue_folder(issue.number)}" if site_url else ""


def _html(issue: Issue, links: MailLinks) -> str:
    page = render(
        "newsletter.html",
        first_wording(issue),
        issue=issue,
        page=f"{links.folder}/index.html" if links.folder else "",
        links=links,
        parts=[
            _mail_part(part, told, issue)
            for part, told in zip(issue.parts, part_views(issue), strict=True)
        ],
    )
    inliner = css_inline.CSSInliner(keep_style_tags=False, load_remote_stylesheets=False)
    return str(inliner.inline(page))


def _mail_part(part: LanguagePart, told: PartView, issue: Issue) -> MailPart:
    wording = told.w
    words = wording.words
    rule_told = counted = ""
    if part.lead is not None:
        before = told_before(part.lead.before, wording)
        rule_told = words.list_comma.join(
            one for one in (told_share(part.lead.share, wording), before) if one
        )
        share = part.lead.share
        of = words.coded_of.format(
            wording.number(share.coded_count), wording.count(share.frame_count, words.texts)
        )
        counted = f"{words.coded_by_hand}{words.colon}{of}"
    return MailPart(
        w=wording,
        name=told.name,
        told=told,
        rule=_content_id("rule", part, issue) if part.lead is not None else "",
        rule_told=rule_told,
        counted=counted,
        chart=_content_id("chart", part, issue) if part.shares else "",
        chart_told=words.semicolon.join(
            f"{row.name}{words.colon}{told_share(row.told.share, wording)}" for row in told.rows
        ),
    )


def _content_id(kind: str, part: LanguagePart, issue: Issue) -> str:
    return f"{kind}-{part.language}-{issue.number}@{NO_HOST}"


def _attach_pictures(html: MIMEPart, issue: Issue) -> None:
    for part in issue.parts:
        if part.lead is not None:
            png = share_rule_png(
                part.lead.share, part.lead.before, part.language, width=MARK_WIDTH, zoom=2.5
            )
            _attach(html, png, _content_id("rule", part, issue))
        if part.shares:
            chart = share_chart_svg(part.shares, part.chart_title, part.language, width=MARK_WIDTH)
            _attach(html, drawn_png(chart, zoom=2.5), _content_id("chart", part, issue))


def _attach(html: MIMEPart, png: bytes, content_id: str) -> None:
    name = f"{content_id.partition('@')[0]}.png"
    html.add_related(
        png, "image", "png", cid=f"<{content_id}>", filename=name, disposition="inline"
    )
