from __future__ import annotations

from pathlib import Path

import pytest

from columninch.text.language import detect

WRITTEN = sorted((Path(__file__).parent.parent / "data" / "languages").glob("*.txt"))
EVERY = 3
"""Which of the written cases are asked here: the benchmark asks all."""
FRENCH = (
    "Le conseil du port s’est réuni mardi soir pour discuter des horaires de nuit, et les "
    "habitants des îles ont annoncé qu’ils viendraient plus nombreux la semaine prochaine."
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The council met on Tuesday and put off the vote on the night ferry.", "en"),
        ("شورای بندر روز سه‌شنبه نشست خود را به هفتهٔ بعد انداخت.", "fa"),
        ("اجتمع مجلس المرفأ يوم الثلاثاء وأرجأ التصويت على العبارة الليلية.", "ar"),
        ("بندرگاہ کی کونسل نے منگل کو رات کی کشتی پر رائے شماری ملتوی کر دی۔", "ur"),
        ("د بندر شورا د سې شنبې په ورځ خپله غونډه وځنډوله او پرېکړه یې ونه کړه.", "ps"),
        ("ئەنجومەنی بەندەر ڕۆژی سێشەممە کۆبوونەوەکەی دواخست.", "ckb"),
        ("Der Hafenrat hat die Abstimmung über die Nachtfähre verschoben.", "de"),
        (FRENCH, "fr"),
    ],
)
def test_a_sentence_is_told_among_the_default_languages(text: str, code: str) -> None:
    found = detect(text)
    assert found.code == code
    assert 0.5 < found.confidence <= 1


@pytest.mark.parametrize("text", ["", "   ", "12,400 – 7", "!?"])
def test_a_text_without_letters_has_no_language(text: str) -> None:
    assert (detect(text).code, detect(text).confidence) == ("und", 0.0)


def test_only_the_languages_asked_for_are_told() -> None:
    assert detect("Ја нисам рекао ништа о луци.", ("en", "fa")).code == "und"
    assert detect(FRENCH, ("en", "fa")).code == "und"
    assert detect(FRENCH, ("en", "fr")).code == "fr"


def test_pashto_is_not_called_persian_where_only_persian_is_asked_for() -> None:
    assert detect("د بندر شورا په ورځ ونه کړه ښاریان", ("en", "fa")).code == "und"


def test_old_persian_type_with_arabic_letters_is_persian() -> None:
    assert (
        detect("گزارش هاي رسيده از بندر نشان مي دهد كه قايق ها ايستاده اند", ("ar", "fa")).code
        == "fa"
    )


def test_an_unknown_code_is_passed_over() -> None:
    assert detect("The council met on Tuesday.", ("xx", "en")).code == "en"


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.stem)
def test_paragraphs_and_titles_are_told_among_the_default_languages(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()[::EVERY]
    texts = [line.split("\t")[1] for line in lines]
    assert {text: detect(text).code for text in texts} == dict.fromkeys(texts, path.stem)


def test_urdu_beneath_a_latin_page_header_is_urdu() -> None:
    header = "Home | Latest News | Harbour Times Online Edition | Weather | Sports | Contact "
    assert detect(f"{header}بندرگاہ کی کونسل نے منگل کو رائے شماری ملتوی کر دی۔").code == "ur"


def test_an_english_sentence_with_a_name_in_arabic_letters_is_english() -> None:
    text = "The weekly Lantern (الفانوس) said the council had put off the vote on the ferry."
    assert detect(text).code == "en"


def test_urdu_typed_with_arabic_letters_is_urdu() -> None:
    text = "كونسل نے كها كه كشتي كي آمد مين تاخير هو گي اور مسافر انتظار كرين"
    assert detect(text, ("ar", "fa", "ur")).code == "ur"


def test_persian_that_names_arabic_titles_is_persian() -> None:
    text = "مصاحبه با نشريه (المرفأ الجديد) كه در شماره ديروز آن چاپ شده است"
    assert detect(text, ("ar", "fa", "ur")).code == "fa"


def test_an_arabic_word_typed_with_an_urdu_letter_is_not_urdu_for_that() -> None:
    assert detect("لأجھزة", ("ar", "fa", "ur")).code == "ar"


def test_the_schwa_is_azerbaijani() -> None:
    assert detect("Körpüdə gözlə", ("az", "tr")).code == "az"
