"""The site's files: they hold together, say what the issue says, and stay inert."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import posixpath
import re
import zipfile
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import lxml.html
import pytest

from columninch.errors import ColumninchError
from columninch.publish.newsletter import newsletter
from columninch.publish.site import (
    issue_card,
    issue_files,
    issue_page,
    site_files,
    write_files,
)
from columninch.publish.words import WORDS
from columninch.records import Issue, IssuePicture, SourceCopy, Speaker
from columninch.shares.estimate import ESTIMATORS
from tests.publish.examples import ARTICLE, ENGLISH_PART, ISSUE, NORBY, PICTURE, STORY, PaperVault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGE = "issues/19/index.html"
EARLIER = "issues/18/index.html"  # an also-read leads there; it was published a week before


def pages(files: dict[str, bytes]) -> Iterator[tuple[str, lxml.html.HtmlElement]]:
    for path, body in files.items():
        if path.endswith(".html"):
            yield path, lxml.html.document_fromstring(body.decode())


def issue_with(**changes: object) -> Issue:
    """The example issue with its first story changed."""
    story = dataclasses.replace(STORY, **changes)  # type: ignore[arg-type]
    first = dataclasses.replace(ENGLISH_PART.sections[0], entries=(story,))
    part = dataclasses.replace(ENGLISH_PART, sections=(first, *ENGLISH_PART.sections[1:]))
    return dataclasses.replace(ISSUE, parts=(part, *ISSUE.parts[1:]))


def test_every_internal_link_leads_to_a_file_and_a_place_in_it(published: dict[str, bytes]) -> None:
    anchors = {
        path: {element.get("id") for element in page.iter() if element.get("id")}
        for path, page in pages(published)
    }
    checked = 0
    for path, page in pages(published):
        for _, name, link, _ in page.iterlinks():
            parts = urlsplit(link)
            if parts.scheme or name == "action":
                continue
            target = posixpath.normpath(
                posixpath.join(posixpath.dirname(path), unquote(parts.path))
            )
            target = path if not parts.path else target
            if target == EARLIER:
                continue
            assert target in published, f"{path} links to {link}"
            if parts.fragment:
                assert unquote(parts.fragment) in anchors[target], f"{path} links to {link}"
            checked += 1
    assert checked > 100


def test_no_page_loads_anything_from_elsewhere_or_runs_a_script(
    published: dict[str, bytes],
) -> None:
    for path, page in pages(published):
        assert not page.xpath("//script | //iframe | //object | //embed | //form | //style"), path
        assert not page.xpath("//@style"), path
        assert not page.xpath("//@*[starts-with(name(), 'on')]"), path
        loaded = page.xpath("//img/@src | //link[@rel='stylesheet']/@href")
        assert all(not urlsplit(address).scheme for address in loaded), path
        policy = page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_ids_are_given_once_on_a_page(published: dict[str, bytes]) -> None:
    for path, page in pages(published):
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), path


def test_headings_go_down_one_level_at_a_time(published: dict[str, bytes]) -> None:
    for path, page in pages(published):
        levels = [int(one.tag[1]) for one in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
        assert levels[0] == 1, path
        assert levels.count(1) == 1, path
        steps = [after - before for before, after in pairwise(levels)]
        assert max(steps, default=0) <= 1, path


def test_a_page_has_its_landmarks_and_its_languages(published: dict[str, bytes]) -> None:
    for path, page in pages(published):
        assert len(page.xpath("//main")) == 1, path
        assert len(page.xpath("//body/header")) == 1, path
        assert len(page.xpath("//body/footer")) == 1, path
        assert page.get("lang"), path
        assert page.get("dir"), path
        assert page.xpath("//title")[0].text_content().strip(), path
        assert all(image.get("alt") for image in page.iter("img")), path
        assert all(one.get("aria-label") for one in page.xpath("//*[@role='img']")), path


def test_the_persian_part_runs_right_to_left_with_its_own_digits_and_calendar(
    published: dict[str, bytes],
) -> None:
    page = lxml.html.document_fromstring(published[PAGE].decode())
    (part,) = page.xpath("//section[@id='part-fa']")
    assert (part.get("lang"), part.get("dir")) == ("fa", "rtl")
    assert all(entry.get("dir") == "rtl" for entry in part.xpath(".//article[@lang='fa']"))
    told = part.xpath("string(.//h2)")
    assert "اردیبهشت" in told
    assert not re.search("[0-9]", told)
    dates = part.xpath(".//time[@datetime='2026-05-08']")
    assert dates
    assert "۱۸ اردیبهشت" in dates[0].text_content()
    assert "2026" in dates[0].get("title") or "۲۰۲۶" in dates[0].get("title")


def test_every_share_tells_how_we_know(published: dict[str, bytes]) -> None:
    page = lxml.html.document_fromstring(published[PAGE].decode())
    panels = page.xpath("//details[contains(@class, 'know') or contains(@class, 'share-row')]")
    shares = sum(len(part.shares) + (part.lead is not None) for part in ISSUE.parts)
    assert len(panels) == shares
    for panel in panels:
        assert panel.xpath(".//a[contains(@href, 'shares/') and contains(@href, '.html')]")
        assert panel.xpath(".//a[contains(@href, '.csv')]")
        assert panel.xpath(".//a[contains(@href, 'methods.html#')]")
    first = " ".join(panels[0].text_content().split())
    assert "84 of 163" in first
    assert "95% interval 55 to 69" in first
    assert "Harbour Post: nothing on Thursday from 02:00 to 09:40" in first


def test_a_quotation_opens_to_its_words_on_the_copy_page(published: dict[str, bytes]) -> None:
    page = lxml.html.document_fromstring(published[PAGE].decode())
    found = 0
    for quotation in page.xpath("//figure[@class='quotation']"):
        words = quotation.xpath(".//span[@class='open']")[-1].text_content()[1:-1]
        (link,) = set(quotation.xpath(".//a[starts-with(@href, 'copies/')]/@href"))
        file, _, anchor = link.partition("#")
        copy = lxml.html.document_fromstring(published[f"issues/19/{file}"].decode())
        (mark,) = copy.xpath("//mark[@id=$anchor]", anchor=anchor)
        assert mark.text_content().startswith(words[:20])
        assert words in copy.xpath("string(//main)")
        found += 1
    assert found == 6


def test_a_quoted_stretch_of_a_summary_and_an_interview_lead_to_their_copies(
    published: dict[str, bytes],
) -> None:
    page = lxml.html.document_fromstring(published[PAGE].decode())
    (claim,) = page.xpath("//article[@id='ferry-date']//p/a[@class='claim']")
    assert claim.text_content() == "“before the month is out”"
    assert "#c1-" in claim.get("href")
    answers = page.xpath("//article[@id='five-questions']//dd/details")
    assert len(answers) == 2


def test_a_translation_stands_beside_its_original_with_the_translator_named(
    published: dict[str, bytes],
) -> None:
    page = lxml.html.document_fromstring(published[PAGE].decode())
    pair = page.xpath("//article[@id='ferry-date']//summary[@class='pair']")[0]
    assert [one.get("lang") for one in pair.xpath("./span")] == ["en", "fa"]
    assert [one.get("dir") for one in pair.xpath("./span")] == ["ltr", "rtl"]
    assert "Translated by Mina Solberg" in page.xpath("string(//article[@id='ferry-date'])")


def test_a_copy_page_says_where_it_comes_from(published: dict[str, bytes]) -> None:
    copy = published[f"issues/19/copies/{NORBY.anchor}.html"].decode()
    told = lxml.html.document_fromstring(copy).text_content()
    position = NORBY.capture.position
    for fact in (NORBY.title, NORBY.outlet, NORBY.url, NORBY.capture.sha256, position.file):
        assert fact in told
    assert "An excerpt" in told
    assert "<mark" in copy


def test_a_correction_is_shown_in_the_open_and_at_its_entry(published: dict[str, bytes]) -> None:
    page = lxml.html.document_fromstring(published[PAGE].decode())
    told = page.xpath("string(//section[@id='corrections'])")
    assert "Elin Vos" in told
    assert "Elin Voss" in told
    (note,) = page.xpath("//article[@id='a-boat']//p[contains(@class, 'corrected')]")
    assert "12 May 2026" in note.text_content()


def test_the_same_issue_gives_the_same_bytes() -> None:
    assert issue_files(ISSUE, PaperVault()) == issue_files(ISSUE, PaperVault())


def test_hostile_texts_come_out_inert() -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'>"
    source = dataclasses.replace(
        NORBY, title=evil, outlet=evil, url="javascript:alert(1)", authors=(evil,), anchor=evil,
        text=f"{evil}\n{NORBY.text}",
    )  # fmt: skip
    quotation = dataclasses.replace(
        STORY.quotations[0], source=source, speaker=Speaker(evil, evil, evil)
    )
    issue = issue_with(
        heading=evil,
        key=evil,
        summary=f"{evil} [click](javascript:alert(1)) ![x](http://tracker.example/p.png)\n\n# Big",
        quotations=(quotation,),
        sources=(source,),
        reprinted_in=(evil,),
        picture=dataclasses.replace(PICTURE, caption=evil, credit=evil, alternative=evil),
    )
    issue = dataclasses.replace(issue, title=evil, series=evil, desk=evil)
    files = issue_files(issue, PaperVault())
    files |= site_files([issue_card(issue)], evil, ("en", "fa"), evil)
    assert not [path for path in files if not re.fullmatch(r"[\w./-]+", path) or ".." in path]
    for path, page in pages(files):
        assert not page.xpath("//script | //img[@onerror] | //@onerror"), path
        assert not [one for one in page.xpath("//@href") if "javascript" in one], path
        assert not [one for one in page.xpath("//img/@src") if "tracker" in one], path


def test_a_link_that_leaves_the_site_by_its_path_is_not_made() -> None:
    hostile = dataclasses.replace(ENGLISH_PART.also_read[0], url="../../../etc/passwd")
    part = dataclasses.replace(ENGLISH_PART, also_read=(hostile,))
    page = issue_page(dataclasses.replace(ISSUE, parts=(part,)), asset_root="assets")
    assert "passwd" not in page
    assert hostile.title in page


def test_a_picture_of_an_unknown_kind_is_refused_with_its_name() -> None:
    picture = IssuePicture("quay.svg", b"<svg onload='x()'/>", "Quay", "Nobody", NORBY)
    with pytest.raises(ColumninchError, match=r"quay\.svg"):
        issue_files(issue_with(picture=picture), PaperVault())


def test_a_source_cited_twice_has_one_copy_with_both_passages() -> None:
    other: SourceCopy = dataclasses.replace(NORBY, text="Something else that Ilse Marn said.")
    quotation = dataclasses.replace(
        STORY.quotations[0], source=other, text="Something else that Ilse Marn said."
    )
    files = issue_files(issue_with(quotations=(*STORY.quotations, quotation)), PaperVault())
    copy = lxml.html.document_fromstring(files[f"issues/19/copies/{NORBY.anchor}.html"].decode())
    assert len(copy.xpath("//div[@class='excerpt']")) == 2
    assert len(copy.xpath("//mark")) >= 3


def test_the_tables_hold_every_share_and_start_no_formula(published: dict[str, bytes]) -> None:
    rows = list(csv.DictReader(io.StringIO(published["issues/19/shares.csv"].decode("utf-8-sig"))))
    assert len(rows) == 8
    assert float(rows[0]["low"]) == 0.55
    for row in rows:
        coded = published[f"issues/19/{row['share_file']}"].decode("utf-8-sig")
        items = list(csv.DictReader(io.StringIO(coded)))
        assert len(items) == 3
        assert items[1]["title"] == "'=1+1 harbour sums"


def test_the_data_and_the_archive_of_cited_pages_can_be_opened(
    published: dict[str, bytes],
) -> None:
    stored = json.loads(published["issues/19/issue.json"])
    assert stored["number"] == 19
    with zipfile.ZipFile(io.BytesIO(published["issues/19/issue.wacz"])) as wacz:
        pages_listed = wacz.read("pages/pages.jsonl").decode()
    assert NORBY.url in pages_listed


def test_the_index_lists_issues_newest_first() -> None:
    card = issue_card(ISSUE)
    older = dataclasses.replace(card, number=18, title="The Karrow Week, no. 18")
    files = site_files([older, card], ISSUE.series, ("en",), ISSUE.desk)
    index = lxml.html.document_fromstring(files["index.html"].decode())
    assert index.xpath("//article//h3/a/@href") == [PAGE, EARLIER]
    assert index.xpath("//article//ul//a/@href")[0] == f"{PAGE}#ferry-date"


def test_a_site_without_issues_says_so_and_has_no_feed() -> None:
    files = site_files([], "The Karrow Week", ("fa",), "Harbour Desk")
    assert "هنوز شماره‌ای منتشر نشده است" in files["index.html"].decode()
    assert "feed.xml" not in files
    assert "feed.xml" not in files["index.html"].decode()


def test_every_method_of_the_estimators_is_explained_in_each_language() -> None:
    page = site_files([], "x", tuple(WORDS), "y")["methods.html"].decode()
    for method in ESTIMATORS:
        assert page.count(f'id="{method}"') == 1
        assert all(method in words.methods for words in WORDS.values())


def test_the_typefaces_come_with_their_licences_and_stay_small(
    published: dict[str, bytes],
) -> None:
    fonts = {path: body for path, body in published.items() if path.endswith(".woff2")}
    assert len(fonts) == 4
    assert sum(map(len, fonts.values())) < 500_000
    css = published["assets/site.css"].decode()
    for name in re.findall(r'url\("([^"]+)"\)', css):
        assert f"assets/{name}" in fonts
    assert css.count("font-display: swap") == css.count("@font-face")
    licences = [path for path in published if path.endswith("OFL.txt")]
    assert len(licences) == 2


def test_the_style_sheet_knows_no_left_and_right(published: dict[str, bytes]) -> None:
    css = published["assets/site.css"].decode()
    rules = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    assert not re.search(r"(margin|padding|border)-(left|right)|text-align: *(left|right)", rules)
    assert not re.search(r"[;{] *(left|right) *:", rules)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_enough_contrast_on_both_grounds(published: dict[str, bytes], scheme: str) -> None:
    css = published["assets/site.css"].decode()
    roots = re.findall(r":root \{(.*?)\}", css, flags=re.DOTALL)
    colours = dict(re.findall(r"--(\w+): (#\w{6})", roots[0 if scheme == "light" else 1]))
    for text in ("ink", "quiet", "accent"):
        for ground in ("paper", "wash"):
            assert _contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
    assert _contrast(colours["ink"], colours["mark"]) >= 4.5


def _contrast(one: str, other: str) -> float:
    """WCAG 2.2, relative luminance and contrast ratio."""

    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_files_are_written_whole_and_unchanged_ones_are_left_alone(tmp_path: Path) -> None:
    write_files({"a/b.html": b"one", "c.txt": b"two"}, tmp_path)
    before = (tmp_path / "c.txt").stat()
    write_files({"a/b.html": b"three", "c.txt": b"two"}, tmp_path)
    after = (tmp_path / "c.txt").stat()
    assert (tmp_path / "a/b.html").read_bytes() == b"three"
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert sorted(one.name for one in tmp_path.rglob("*") if one.is_file()) == ["b.html", "c.txt"]


def test_an_issue_without_parts_or_numbers_is_still_a_page() -> None:
    bare = dataclasses.replace(ISSUE, parts=(), corrections=())
    assert "The Karrow Week" in issue_page(bare, asset_root="assets")
    entry = dataclasses.replace(ARTICLE, sources=(), summary="")
    section = dataclasses.replace(ENGLISH_PART.sections[0], entries=(entry,))
    part = dataclasses.replace(
        ENGLISH_PART, lead=None, lead_sentence="", shares=(), sections=(section,), also_read=()
    )
    page = issue_page(dataclasses.replace(ISSUE, parts=(part,)), asset_root="assets")
    assert entry.heading in page


def test_where_nobody_coded_page_and_letter_say_so_and_give_no_number() -> None:
    uncoded = dataclasses.replace(
        ISSUE,
        parts=tuple(
            dataclasses.replace(part, lead=None, lead_sentence="", shares=())
            for part in ISSUE.parts
        ),
    )
    page = issue_page(uncoded, asset_root="assets")
    assert page.count("nobody has coded its texts yet") == 1
    assert 'class="lead"' not in page
    letter = newsletter(uncoded, sender="desk@karrow.example")
    assert b"nobody has coded its texts yet" in letter.replace(b"=\n", b"")
