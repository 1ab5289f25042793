"""An issue as an e-mail: one message with plain text and HTML.

Mail programs know no custom typefaces, no style sheets and no SVG: styles are set into the
elements, columns are tables, and the marks are pictures that travel with the message. The
same issue gives the same bytes.
"""

from __future__ import annotations

import hashlib
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import TYPE_CHECKING

import css_inline

from columninch.digest.freeze import issue_digest
from columninch.publish.marks import share_rule_png
from columninch.publish.pages import newsletter_html, newsletter_text

if TYPE_CHECKING:
    from columninch.records import Issue, ShareStatement

NO_HOST = "columninch.invalid"


def newsletter(issue: Issue, *, sender: str, site_url: str = "") -> bytes:
    """The issue as a message of RFC 5322, ready to be sent: only `To` is missing.

    `sender` is an address, with or without a name. `site_url` is the published site's
    address: with it each quotation and number links to its copy there, without it to the
    source itself. The date is when the issue was frozen.
    """
    name, mailbox = parseaddr(sender)
    digest = issue_digest(issue)
    message = EmailMessage(policy=SMTP)
    message["From"] = _address(name or issue.series, mailbox)
    message["Subject"] = " ".join(issue.title.split())
    message["Date"] = format_datetime(issue.frozen_at)
    message["Message-ID"] = f"<{digest[:32]}@{mailbox.partition('@')[2] or NO_HOST}>"
    pictures = _marks(issue)
    message.set_content(newsletter_text(issue, site_url=site_url), charset="utf-8")
    message.add_alternative(
        _inlined(newsletter_html(issue, pictures, site_url=site_url)), subtype="html"
    )
    body = message.get_payload()[1]  # type: ignore[index]
    return _bytes(message, body, pictures, digest)
