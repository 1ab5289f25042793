"""How clutter begins, in the languages that desks read: patterns over folded text."""

from __future__ import annotations

import re

_POINTERS = (
    "read more|read also|also read|see more|see also|see related|more on this|more like this|"
    "related|related articles|related stories|related coverage|recommended|don't miss|most read|"
    "most popular|trending|watch also|watch next|up next|more from|more stories|further reading|"
    "lesen sie auch|mehr zum thema|lesen sie mehr|lesetipp|auch interessant|mehr dazu|"
    "lire aussi|a lire aussi|a lire|lire la suite|sur le meme sujet|voir aussi|"
    "lea tambien|leer mas|te puede interesar|le puede interesar|ver tambien|mas informacion|"
    "leia tambem|leia mais|veja tambem|saiba mais|leggi anche|lees ook|les ogsa|les mer|las mer|"
    "las ocksa|czytaj tez|czytaj takze|zobacz takze|ilgili haberler|"
    "بیشتر بخوانید|بیشتر بخوانیم|بخوانید|مطالب مرتبط|اخبار مرتبط|در همین باره|در همین رابطه|"
    "همچنین بخوانید|اقرا ایضا|اقرا المزید|موضوعات ذات صله|اخبار ذات صله|المزید|"
    "czytaj wiecej|wiecej na ten temat|mehr zum thema finden sie [\\w ,-]*|mehr aus [\\w ]{2,30}|"
    "читаите также|читать также|по теме"
)
_CALLS = (
    "click here|tap here|sign up|subscribe|follow us|follow [\\w .]{2,40} on|join our|"
    "get the latest|get (?:our|the) [\\w ]{0,30}(?:app|newsletter)|download (?:our|the) app|"
    "listen to (?:this|the) (?:article|story)|listen:|share this|share on|print article|"
    "(?:e-?mail|write to|reach|contact) [\\w .]{2,40} at \\S+@|have a tip|"
    "if you (?:buy|purchase)|this copy is for your personal|order reprints|"
    "(?:via|به نقل از) [^.]{2,40}$|enjoy (?:this|the) article|like this article|support our|"
    "melden sie sich|abonnieren sie|jetzt abonnieren|abonnez-vous|inscrivez-vous|suscribete|"
    "siguenos|assine|inscreva-se|iscriviti|folgst du|jetzt unterstutzen|"
    "extern(?:er|e[rn]?) inhalt|empfohlener (?:externer |redaktioneller )?inhalt|"
    "an dieser stelle (?:finden|befindet|steht)|"
    "wir benotigen (?:ihre|deine) (?:zustimmung|einwilligung)|"
    "(?:deine|ihre) privatsphare-einstellungen|nasleduje obsah|prejit pred obsah|"
    "thank you for (?:subscribing|signing up)|you can unsubscribe|by (?:signing up|subscribing)|"
    "this article has been sent|an error (?:has )?occurred|something went wrong|"
    "get access to|become a (?:member|subscriber|patron)|already a (?:member|subscriber)|"
    "reach the reporters?|copyright (?:©|\\(c\\)|\\d)|©|\\(c\\) \\d{4}|etiketler|"
    "انتهای پیام|به کانال|به اشتراک بگذارید|اشتراک گذاری|کد خبر|لینک کوتاه|"
    "اشترک|تابعنا|تابعونا|شارک"
)
_BUTTONS = (
    "advertisements?|anzeige|werbung|publicite|publicidad|publicidade|pubblicita|reklam|annonse|"
    "annons|اگهی|تبلیغات|اعلان|реклама|comments?|kommentare|comentarios|commentaires|نظرات|"
    "نظر شما|share|tweet|print|e-?mail|facebook|twitter|whatsapp|telegram|loading|"
    "(?:play )?video|photos|gallery|share this article|tags|read more|continue reading|"
    "show more|more|source|(?:hide|toggle) caption|enlarge this image|all rights reserved|"
    "scroll to continue|(?:story|article) continues below(?: advertisement)?|back to top"
)
_PICTURE_WORDS = (
    "(?:image|photo|picture|video)s?(?: ?credits?| courtesy(?: of)?| by|graph(?:s|ed)? by)?|"
    "credits?|foto(?:grafi[ae])?s?|bild(?:er)?|grafik|symbolbild|illustration(?: by)?|resim|"
    "zdjecie|عکس|تصویر|الصوره|صوره"
)
_AGENCIES = (
    "getty images|afp|reuters|ap|ap photo|imago(?: images)?|shutterstock|picture[- ]alliance|"
    "alamy|epa|dpa|istock|unsplash|pexels|press association|pa wire"
)
POINTER = re.compile(rf"(?:{_POINTERS})\s*(?:[:>|\-\u2192]|\.\.\.|$)")
"""Begins a line that points to other articles; a mark or the line's end stands behind it."""
CALL = re.compile(rf"(?:{_CALLS})")
"""Begins a line that wants something of the reader."""
CREDIT = re.compile(
    rf"\W*(?:{_PICTURE_WORDS})\s*[:/|©].{{2,90}}"
    rf"|[\w .,'&/()-]{{2,60}}(?:/|, ?| via )(?:{_AGENCIES})"
)
"""Is the whole of a line that credits a picture."""
BUTTON = re.compile(_BUTTONS)
"""Is the whole of a button's or a label's text."""
