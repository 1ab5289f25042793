"""Words by which a listing page's furniture is told from its articles, in several languages."""

from __future__ import annotations

import re

from columninch.text.normalise import fold
from columninch.text.words import word_set

FURNITURE_TAGS = frozenset({"nav", "footer", "aside", "form", "select", "menu", "dialog"})
FURNITURE_ROLES = frozenset(
    {"navigation", "contentinfo", "complementary", "search", "menu", "menubar", "tablist", "dialog"}
)
FURNITURE_WORDS = word_set(
    """
    ad ads advert advertisement aside author authors banner breadcrumb breadcrumbs byline comment
    comments cookie crumb crumbs disqus dropdown footer labels lang langs languages login menu menus
    metabar modal mostread mostviewed nav navbar navi navigation newsletter pager pagination paging
    popular popup promo promoted recommendations recommended related share sharing sidebar sidemenu
    sitemap skip social sponsor sponsored subnav subscribe tagcloud taglist tags toolbar topbar
    trending weather
    """
)
"""Words of classes and ids that name what stands around the articles."""
HARMLESS_WORDS = word_set("has with no without is not")
"""Before a word of furniture they say that a page has it, not that this is it."""
HEADLINE_WORDS = word_set("headline heading title titr headlines hed titre titulo")
DATE_WORDS = word_set(
    "date datetime time timestamp published pubdate posted ago day dateline created tarikh zaman"
)

GENERIC = frozenset(
    fold(one)
    for one in """
    read more|more|continue reading|continue|full story|details|read|read article|see more|here|link
    |comments|comment|share|print|ادامه|ادامه مطلب|ادامه خبر|بیشتر|بیشتر بخوانید|متن کامل|مشروح خبر
    |جزئیات|اینجا|نظر|نظرات|اقرأ المزيد|المزيد|اقرأ|التفاصيل|قراءة المزيد|تابع القراءة|تعليقات
    |weiterlesen|mehr|lire la suite|leer más|leggi tutto|devamı|devamını oku
    """.replace("\n", " ").split("|")
    for one in [" ".join(one.split())]
)  # fmt: skip
"""What a link says that leads to an article and doesn't name it."""

BOX_HEADINGS = re.compile(
    "|".join(
        fold(one)
        for one in (
            r"^most (?:read|viewed|popular|shared|commented)", r"^popular", r"^trending",
            r"^related", r"^also read", r"^see also", r"^you may", r"^recommended",
            r"^editors?.? picks?$", r"^recent comments", r"^comments", r"^tags$", r"^categories",
            r"^archives?$", r"^links$", r"^blogroll", r"^advert", r"^sponsored",
            r"پربازدید", r"پربیننده", r"پرمخاطب", r"مطالب مرتبط", r"اخبار مرتبط", r"بیشتر بخوانید",
            r"همچنین بخوانید", r"آخرین نظرات", r"برچسب", r"پیوندها", r"تبلیغات",
            r"الأكثر قراءة", r"الأكثر مشاهدة", r"الأكثر تداول", r"ذات صلة", r"اقرأ أيضا", r"الوسوم",
            r"آخر التعليقات",
        )
    )
)  # fmt: skip
"""Headings of boxes that repeat what is listed elsewhere, or list no articles."""

OLDER = frozenset(
    fold(one)
    for one in (
        "next", "next page", "older", "older posts", "older entries", "older articles", "more",
        "more news", "more stories", "load more", "previous posts", "older news", "more articles",
        "بعدی", "صفحه بعد", "صفحه بعدی", "قدیمی‌تر", "قدیمی تر", "نوشته‌های پیشین", "بیشتر",
        "نوشته‌های قدیمی‌تر", "موارد بیشتر", "اخبار بیشتر", "التالي", "الصفحة التالية", "التالية",
        "المقالات الأقدم", "الأقدم", "المزيد", "المزيد من الأخبار", "weiter", "ältere beiträge",
        "suivant", "page suivante", "siguiente", "successivo", "sonraki",
    )
)  # fmt: skip
"""What links to the next, older part of a list say, without their arrows."""
