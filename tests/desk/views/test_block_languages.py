"""A block in another language than its item's says so, for its letters and for readers aloud."""

from django.template.loader import render_to_string

from columninch.desk.models import Reading
from columninch.desk.reads.item import shown_blocks
from columninch.records import Block


def test_a_block_in_another_language_is_marked_with_it():
    text = "The boat is late.\nقایق دیر کرد."
    blocks = (Block("paragraph", 0, 17), Block("quote", 18, 31, language="fa"))
    shown = shown_blocks(text, blocks, ())
    page = render_to_string(
        "desk/items/text.html", {"reading": Reading(language="en"), "blocks": shown}
    )
    assert '<blockquote lang="fa" dir="auto">' in page
    assert page.count("lang=") == 2
