"""What is learned of an outlet's pages, on pages written by hand for it."""

from hypothesis import given
from hypothesis import strategies as st

from columninch.extract.read import Page, read_page
from columninch.extract.templates.learn import learned_from
from columninch.extract.templates.outline import key_of, outline
from columninch.extract.templates.stored import restored, stored
from columninch.extract.templates.template import MOST_PAGES, Template
from columninch.extract.tree import parse

TOWNS = ("Vellmark", "Osk", "Tarn Head", "Low Moor", "Quayside", "Birkholm", "Sand End", "Holt")
THINGS = ("bridge", "school", "mill", "ferry", "library", "market", "well", "chapel")
WHEN = (
    "before dawn", "on Monday", "after the rain", "at noon", "in spring", "last week", "by night"
)  # fmt: skip
WHO = ("the miller", "a teacher", "two rowers", "the clerk", "Mrs Tarn")
BACKGROUND = (
    "The dispute over the weir began nine years ago, when two villages could not agree on who "
    "should mend the sluice after the flood."
)
PROMOTION = "Put a coin in the keeper's tin and the paper comes to you folded twice."


def place_of(number):
    return TOWNS[number % 8], THINGS[(number + number // 8) % 8]


def paragraphs(number):
    town, thing = place_of(number)
    when, who = WHEN[number % 7], WHO[number % 5]
    return [
        f"On day {number} the council closed an old {thing}, {who} said in {town} {when}.",
        f"Nobody in {town} had asked for it, and {when} a neighbour told {who} about the {thing}.",
        f"Work would cost {number + 3} thousand crowns, which {who} hasn't got for any {thing}.",
        f"The next meeting {when} will hear {who} and then everybody from {town} with a {thing}.",
    ]


def page_of(number, *extra, before="", after=""):
    inside = "".join(f"<p>{text}</p>" for text in [*paragraphs(number), *extra])
    town, thing = place_of(number)
    title = f"{town} closes its {thing} for season {number}"
    return Page(
        f"""<html lang="en"><head><title>{title}</title></head><body>
<div class="masthead"><p>The Weir Post</p></div>
<div class="story"><h1>{title}</h1>{before}{inside}{after}</div></body></html>""".encode(),
        "text/html",
        f"https://weirpost.example/{number}",
    )


def template_of(pages):
    template = Template()
    for page in pages:
        template = learned_from(template, page)
    return template


def read_by(template, page):
    return read_page(
        Page(page.body, page.content_type, page.url, template=template),
    )


def test_a_line_of_other_pages_is_left_out_and_says_on_how_many_it_stood():
    template = template_of(page_of(number, PROMOTION) for number in range(10))
    reading = read_by(template, page_of(11, PROMOTION))
    assert PROMOTION not in reading.text
    assert reading.text.split("\n") == paragraphs(11)
    (left_out,) = [one for one in reading.left_out if one.text == PROMOTION]
    assert (left_out.reason, left_out.seen, left_out.of) == ("repeated", 10, 10)
    assert left_out.place.endswith("div.story > p")


def test_without_other_pages_the_same_line_stays():
    assert PROMOTION in read_page(page_of(11, PROMOTION)).text


def test_a_background_paragraph_of_two_articles_stays():
    pages = [page_of(number, *([BACKGROUND] if number == 4 else [])) for number in range(20)]
    reading = read_by(template_of(pages), page_of(21, BACKGROUND))
    assert BACKGROUND in reading.text


def test_a_page_that_was_learned_from_does_not_speak_against_itself():
    pages = [page_of(number) for number in range(6)]
    reading = read_by(template_of(pages), pages[3])
    assert reading.text.split("\n") == paragraphs(3)


def test_the_same_article_at_another_address_teaches_nothing():
    template = template_of([page_of(1)])
    again = Page(page_of(1).body, "text/html", "https://weirpost.example/print/1")
    assert learned_from(template, again) is template


def test_an_article_that_comes_back_under_half_of_its_title_keeps_its_text():
    template = template_of([page_of(1)])
    body = page_of(1).body.replace(b"for season 1</h1>", b"for good</h1>")
    reading = read_by(template, Page(body, "text/html", "https://weirpost.example/1b"))
    assert reading.text.split("\n") == paragraphs(1)


def test_titles_with_leads_behind_them_are_teasers():
    def teasers(number):
        others = [(number + step) % 30 for step in (3, 5, 9)]
        return "".join(
            f'<h3><a href="/{other}">What {" did with its ".join(place_of(other))}</a></h3>'
            f"<p>{paragraphs(other)[0]}</p>"
            for other in others
        )

    template = template_of(page_of(number, after=teasers(number)) for number in range(8))
    reading = read_by(template, page_of(9, after=teasers(9)))
    assert reading.text.split("\n") == paragraphs(9)
    assert {one.reason for one in reading.left_out} & {"teaser", "repeated"}


def test_a_pull_quote_is_left_out_as_an_echo():
    quote = f'<div class="pull">{paragraphs(14)[2][11:-9]}</div>'
    body = page_of(14).body.replace(b"<p>Work", quote.encode() + b"<p>Work")
    template = template_of(page_of(number) for number in range(6))
    reading = read_by(template, Page(body, "text/html", "https://weirpost.example/14"))
    assert reading.text.split("\n") == paragraphs(14)


def test_a_new_design_is_learned_once_the_old_pages_fade():
    old = template_of(page_of(number) for number in range(10))
    assert old.lines[key_of("The Weir Post")] == 10
    template = old
    for number in range(10, 10 + 2 * MOST_PAGES):
        body = page_of(number).body.replace(b"The Weir Post", b"The Daily Weir")
        template = learned_from(template, Page(body, "text/html", str(number)))
    assert template.pages < MOST_PAGES
    assert template.lines.get(key_of("The Weir Post"), 0) <= 2


def test_what_is_no_web_page_teaches_nothing():
    template = Template()
    subtitles = Page(b"WEBVTT\n\n00:01.000 --> 00:02.000\nGood evening.", "text/vtt", "u")
    assert learned_from(template, subtitles) is template


def test_a_template_comes_back_from_json_as_it_was():
    template = template_of(page_of(number, PROMOTION) for number in range(7))
    assert restored(stored(template)) == template
    assert restored({}) == Template()


@given(st.text(max_size=80))
def test_digits_and_marks_make_no_other_line(text):
    assert key_of(text) == key_of(text.replace("1", "7").replace(" ", "  ") + " .")


MARKUP = st.lists(
    st.sampled_from(
        ["<div>", "</div>", "<p>", "</p>", "<a href=x>", "</a>", "<br>", "<li>", "<img>", "<table>"]
    )
    | st.text("ab cd. 12", max_size=30),
    max_size=40,
).map("".join)


@given(MARKUP)
def test_the_lines_of_a_page_are_its_words_each_once(markup):
    root = parse(f"<html><body>{markup}</body></html>")
    assert root is not None
    told = "".join("".join(line.text for line in outline(root)).split())
    assert told == "".join("".join(root.find("body").itertext()).split())


def test_what_a_page_prints_twice_keeps_the_letters_that_were_read():
    told = "سخنگوی اهالی خیابان گفت که امروز کسی از آن‌ها نپرسیده بود و پاسخی نداشت."
    other = told.replace("ی", "ي").replace("ک", "ك")
    body = page_of(12, other, after=f"<aside><div><p>{told}</p></div></aside>").body
    page = Page(body, "text/html", "https://weirpost.example/12")
    template = template_of(page_of(number) for number in range(2))
    assert other in read_page(page).text
    assert other in read_by(template, page).text
