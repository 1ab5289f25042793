"""Small letters for the tests, written here; people, places and outlets are invented."""

WORDS = "The last night ferry between Quellport and the outer islands stops in April."


def letter(
    number: int = 1,
    *,
    message_id: str | None = None,
    subject: str = "",
    date: str = "Wed, 4 Mar 2026 09:30:00 +0100",
    body: str = WORDS,
) -> bytes:
    """A plain letter of the Tern."""
    known = f"letter.{number}@tern.example" if message_id is None else message_id
    lines = [
        "From: The Tern <letters@tern.example>",
        "To: desk@tern.example",
        f"Subject: {subject or f'Letter {number}'}",
        f"Date: {date}",
        *([f"Message-ID: <{known}>"] if known else []),
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "",
        body,
        "",
    ]
    return "\r\n".join(lines).encode()
