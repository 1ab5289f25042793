"""The words of the published pages, a table for each language.

`{}` stands for what is filled in. A language without a table of its own is told in English,
in its own direction.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Every word that a page says by itself, in one language."""

    number: str
    sections: str
    skip: str
    how_we_count: str
    all_issues: str
    feed: str
    by_mail: str
    data: str
    pages_archive: str
    closing: str
    frozen: str
    items: tuple[str, str]
    """For one, and for any other number; so are the next two."""
    outlets: tuple[str, str]
    texts: tuple[str, str]
    to: str
    list_comma: str
    semicolon: str
    of_outlets: str
    how_we_know: str
    counted: str
    counted_texts: str
    in_language: str
    measured_in: dict[str, str]
    unit_names: dict[str, str]
    no_share: str
    coded_by_hand: str
    coded_of: str
    interval: str
    interval_of: str
    no_width: str
    before: str
    before_mark: str
    change: str
    change_value: str
    channels: str
    outlet_list: str
    not_collected: str
    nothing_missing: str
    open: str
    coded_texts: str
    csv: str
    method: str
    methods: dict[str, str]
    who_published: str
    chart_note: str
    table: str
    group: str
    answer: str
    share: str
    none: str
    quotation_marks: tuple[str, str]
    colon: str
    unnamed: str
    source: str
    archived_copy: str
    deposited: str
    public_copy: str
    published: str
    archived: str
    address: str
    no_address: str
    digest: str
    record: str
    record_value: str
    link_to_source: str
    original_in: str
    translated_by: str
    translator_unnamed: str
    first_in: str
    by_in: str
    unknown_date: str
    forms: dict[str, str]
    source_list: str
    reprinted_in: str
    first_appeared: str
    question: str
    value: str
    figure_values: str
    corrections: str
    correction_to: str
    corrected: str
    go_to_entry: str
    also_read: str
    credit: str
    copy_of: str
    copy_whole: str
    copy_part: str
    machine_made: str
    copy_hint: str
    copy_removed: str
    cited_in: str
    back: str
    language: str
    title: str
    coder: str
    coded_title: str
    coded_note: str
    index_title: str
    index_note: str
    no_issues: str
    read_issue: str
    read_online: str
    in_this_issue: str


ENGLISH = Words(
    number="No. {}",
    sections="Sections",
    skip="Skip to the text",
    how_we_count="How we count",
    all_issues="All issues",
    feed="Feed",
    by_mail="As an e-mail",
    data="Data (JSON)",
    pages_archive="Archive of the cited pages (WACZ)",
    closing=(
        "Every number and every quotation on this page opens to its source. Shares are "
        "estimates from texts coded by hand, and come with their intervals."
    ),
    frozen="Frozen {}",
    items=("{} item", "{} items"),
    outlets=("{} outlet", "{} outlets"),
    texts=("{} distinct text", "{} distinct texts"),
    to="{} to {}",
    list_comma=", ",
    semicolon="; ",
    of_outlets="{} of {}",
    how_we_know="How we know",
    counted="Counted",
    counted_texts="{} ({}) of {}{}; {}",
    in_language=", in {}",
    measured_in={
        "items": "each text weighs as many items as print it",
        "words": "each text weighs its words",
        "minutes": "each text weighs its minutes on air",
    },
    unit_names={"items": "items", "words": "words", "minutes": "airtime"},
    no_share="No share is told this week: nobody has coded its texts yet.",
    coded_by_hand="Coded by hand",
    coded_of="{} of {}",
    interval="Interval",
    interval_of="{} interval {}",
    no_width="of no width: every text was coded",
    before="Week before",
    before_mark="last week {}",
    change="Change",
    change_value="{} points ({})",
    channels="Channels",
    outlet_list="Outlets",
    not_collected="Not collected",
    nothing_missing="no gap was recorded",
    open="Open",
    coded_texts="the {} coded texts and their codings",
    csv="CSV",
    method="Method",
    methods={
        "srs-hypergeometric": "simple random sample, exact interval",
        "srs-hajek-wilson": "simple random sample, weighted ratio, Wilson interval",
        "census": "all texts were coded, so nothing is left to chance",
    },
    who_published="Who published on what",
    chart_note="Share of each group’s output, with {} intervals. Hollow: the week before.",
    table="The numbers as a table",
    group="Group",
    answer="Subject",
    share="Share",
    none="none",
    quotation_marks=("“", "”"),
    colon=": ",
    unnamed="Speaker not named",
    source="Source",
    archived_copy="archived copy",
    deposited="Public archive",
    public_copy="its copy in a public archive",
    published="Published",
    archived="Archived",
    address="Address",
    no_address="no address",
    digest="SHA-256",
    record="Record",
    record_value="{}, byte {}, {} bytes long",
    link_to_source="link to the source",
    original_in="Original, in {}",
    translated_by="Translated by {}",
    translator_unnamed="Translator not named",
    first_in="first in",
    by_in="in",
    unknown_date="date unknown",
    forms={
        "story": "",
        "statement": "statement",
        "roundup": "round-up",
        "article": "article",
        "interview": "interview",
        "reprint": "reprint",
        "figures": "",
    },
    source_list="Sources ({})",
    reprinted_in="Reprinted in {}",
    first_appeared="Reprint: first appeared in",
    question="Question",
    value="Value",
    figure_values="Each value and its source",
    corrections="Corrections",
    correction_to="Correction to no. {}, {}.",
    corrected="Corrected {}",
    go_to_entry="to the entry",
    also_read="Also read",
    credit="Picture: {}",
    copy_of="Archived copy",
    copy_whole="The whole text, as it was archived.",
    copy_part="An excerpt: as much as the rights allow, with the cited passages in it.",
    machine_made="A machine-made transcript: it may have misheard.",
    copy_hint="What the issue cites is marked.",
    copy_removed="This copy was removed on {}. Why: {}. What the issue quotes of it had been "
    "verified in it before.",
    cited_in="Cited in",
    back="Back to the issue",
    language="Language",
    title="Title",
    coder="Coder",
    coded_title="The coded texts behind a share",
    coded_note="Every text that was drawn and coded, with the answer that was given.",
    index_title="All issues",
    index_note="Each number and each quotation in an issue opens to a copy of its source.",
    no_issues="No issue has been published yet.",
    read_issue="Read no. {}",
    read_online="Read on the web",
    in_this_issue="In this issue",
)

PERSIAN = Words(
    number="شمارهٔ {}",
    sections="بخش‌ها",
    skip="رفتن به متن",
    how_we_count="چگونه می‌شماریم",
    all_issues="همهٔ شماره‌ها",
    feed="خوراک",
    by_mail="نسخهٔ ایمیلی",
    data="داده‌ها (JSON)",
    pages_archive="بایگانی صفحه‌های نقل‌شده (WACZ)",
    closing=(
        "هر عدد و هر نقل‌قول این صفحه به منبعش باز می‌شود. سهم‌ها برآوردند، از متن‌هایی که "
        "دستی کدگذاری شده‌اند، و همیشه با بازهٔ اطمینان می‌آیند."
    ),
    frozen="نهایی‌شده در {}",
    items=("{} مطلب", "{} مطلب"),
    outlets=("{} رسانه", "{} رسانه"),
    texts=("{} متن متمایز", "{} متن متمایز"),
    to="{} تا {}",
    list_comma="، ",
    semicolon="؛ ",
    of_outlets="{} از {}",
    how_we_know="از کجا می‌دانیم",
    counted="شمارش",
    counted_texts="{} ({}) از {}{}؛ {}",
    in_language="، به زبان {}",
    measured_in={
        "items": "وزن هر متن شمار مطلب‌هایی است که آن را چاپ کرده‌اند",
        "words": "وزن هر متن شمار واژه‌های آن است",
        "minutes": "وزن هر متن دقیقه‌های پخش آن است",
    },
    unit_names={"items": "مطلب", "words": "واژه", "minutes": "زمان پخش"},
    no_share="این هفته سهمی گفته نمی‌شود: هنوز کسی متن‌ها را کدگذاری نکرده است.",
    coded_by_hand="کدگذاری دستی",
    coded_of="{} از {}",
    interval="بازهٔ اطمینان",
    interval_of="بازهٔ {}: {}",
    no_width="بی‌پهنا: همهٔ متن‌ها کدگذاری شده‌اند",
    before="هفتهٔ پیش",
    before_mark="هفتهٔ پیش {}",
    change="تغییر",
    change_value="{} واحد درصد ({})",
    channels="راه‌های انتشار",
    outlet_list="رسانه‌ها",
    not_collected="گردآوری‌نشده",
    nothing_missing="وقفه‌ای ثبت نشده است",
    open="ببینید",
    coded_texts="{} متن کدگذاری‌شده و کدهایشان",
    csv="CSV",
    method="روش",
    methods={
        "srs-hypergeometric": "نمونهٔ تصادفی ساده، بازهٔ دقیق",
        "srs-hajek-wilson": "نمونهٔ تصادفی ساده، نسبت وزنی، بازهٔ ویلسون",
        "census": "همهٔ متن‌ها کدگذاری شده‌اند و چیزی به تصادف نمانده است",
    },
    who_published="هر گروه به چه پرداخت",
    chart_note="سهم هر موضوع از نوشته‌های هر گروه، با بازهٔ {}. دایرهٔ توخالی: هفتهٔ پیش.",
    table="عددها در جدول",
    group="گروه",
    answer="موضوع",
    share="سهم",
    none="ندارد",
    quotation_marks=("«", "»"),
    colon=": ",
    unnamed="گوینده نام برده نشده",
    source="منبع",
    archived_copy="نسخهٔ بایگانی",
    deposited="بایگانی عمومی",
    public_copy="نسخهٔ آن در یک بایگانی عمومی",
    published="تاریخ انتشار",
    archived="زمان بایگانی",
    address="نشانی",
    no_address="بدون نشانی",
    digest="SHA-256",
    record="جای رکورد",
    record_value="{}، از بایت {}، به طول {} بایت",
    link_to_source="پیوند به اصل",
    original_in="متن اصلی، به {}",
    translated_by="ترجمهٔ {}",
    translator_unnamed="نام مترجم نیامده است",
    first_in="نخست در",
    by_in="در",
    unknown_date="تاریخ نامعلوم",
    forms={
        "story": "",
        "statement": "بیانیه",
        "roundup": "گردآورده",
        "article": "مقاله",
        "interview": "گفت‌وگو",
        "reprint": "بازنشر",
        "figures": "",
    },
    source_list="منبع‌ها ({})",
    reprinted_in="بازنشر در {}",
    first_appeared="بازنشر؛ نخستین بار در",
    question="پرسش",
    value="مقدار",
    figure_values="هر مقدار و منبع آن",
    corrections="تصحیح‌ها",
    correction_to="تصحیح شمارهٔ {}، {}.",
    corrected="تصحیح‌شده در {}",
    go_to_entry="رفتن به مطلب",
    also_read="همچنین بخوانید",
    credit="عکس: {}",
    copy_of="نسخهٔ بایگانی",
    copy_whole="متن کامل، چنان که بایگانی شده است.",
    copy_part="گزیده‌ای تا آنجا که حقوق نشر اجازه می‌دهد، همراه با عبارت‌های نقل‌شده.",
    machine_made="این متن را ماشین از گفتار نوشته است و شاید چیزی را نادرست شنیده باشد.",
    copy_hint="آنچه در شماره نقل شده نشان‌دار است.",
    copy_removed="این نسخه در {} حذف شد. دلیل: {}. آنچه شماره از آن نقل کرده پیش از حذف با آن "
    "سنجیده شده بود.",
    cited_in="نقل‌شده در",
    back="بازگشت به شماره",
    language="زبان",
    title="عنوان",
    coder="کدگذار",
    coded_title="متن‌های کدگذاری‌شدهٔ پشت یک سهم",
    coded_note="همهٔ متن‌هایی که نمونه‌گیری و کدگذاری شدند، با پاسخی که گرفتند.",
    index_title="همهٔ شماره‌ها",
    index_note="هر عدد و هر نقل‌قول در هر شماره به نسخه‌ای از منبعش باز می‌شود.",
    no_issues="هنوز شماره‌ای منتشر نشده است.",
    read_issue="خواندن شمارهٔ {}",
    read_online="خواندن در وب",
    in_this_issue="در این شماره",
)

WORDS: dict[str, Words] = {"en": ENGLISH, "fa": PERSIAN}


def words_in(language: str) -> Words:
    """The words in `language`, or in English where there is no table for it."""
    return WORDS.get(language.split("-")[0].lower(), ENGLISH)
