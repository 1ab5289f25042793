"""How walls and lost pages speak, in the languages that desks read: patterns over folded text.

A `*_TITLE` pattern is the whole of a heading or of a part of the page's title. A `*_TEXT`
pattern may stand anywhere on a page that shows next to nothing else.
"""

from __future__ import annotations

import re

_404 = (
    r"(?:(?:error|erreur|fehler|hata|gabim|errore|خطای?) ?)?(?:http )?404"
    r"(?: error)?(?: [(]?not found[)]?)?"
)
NOT_FOUND_TITLE = re.compile(
    rf"{_404}|"
    r".{0,40}\b(?:page|"
    r"(?:the|this|that|requested) (?:article|story|content|file|document|url|post)) "
    r"(?:(?:that )?you(?:'re| are| were)? [\w ]{3,30} )?"
    r"(?:(?:was |is |has |can |could )?(?:not |no longer )(?:be |been )?|cannot be |can't be |"
    r"couldn't be |isn't |doesn't )(?:found|available|exists?)|"
    r"(?:the|this|that) (?:page|article) (?:was|has been|is) (?:removed|deleted)|"
    r"(?:object |resource )?not found|nothing (?:was )?found(?: here)?|"
    r".{0,40}\b(?:page|(?:the|this|that) article) (?:does not|doesn't|no longer) exists?|"
    r"(?:we )?(?:can't|could not|couldn't|cannot) find (?:that|this|the) (?:page|article).{0,40}|"
    r"(?:die |diese )?(?:angeforderte |gesuchte |gewunschte )?(?:seite|artikel|beitrag|inhalt)"
    r"[\w ]{0,30} (?:nicht|nirgends) (?:\w+ )?(?:gefunden(?: werden)?|verfugbar|vorhanden|"
    r"existiert)|.{0,30}\bseite existiert (?:leider )?nicht(?: mehr)?|"
    r"(?:page|article|contenu) (?:introuvable|non trouvee?|inexistante?)|"
    r".{0,30}\bpage [\w' ]{0,40}(?:n'existe (?:pas|plus)|est introuvable).{0,30}|"
    r"cet article (?:n'existe (?:pas|plus)|est introuvable|n'est plus disponible)|"
    r".{0,30}(?:sayfa|haber|icerik) bulunamadi|"
    r"(?:aradiginiz |boyle bir )sayfa (?:mevcut degil|yok)|"
    r".{0,40}\bfaqja (?:[\w ]{0,30} )?(?:nuk (?:u gjet|ekziston|gjendet))|"
    r".{0,40}\bkjo faqe nuk (?:ekziston|gjendet|u gjet)|"
    r".{0,40}\b(?:pagina|articulo|contenido|articolo) (?:no|non|nao) "
    r"(?:encontrad[oa]|existe|trovat[oa]|disponible|esiste)|pagina niet gevonden|"
    r".{0,40}no (?:encontramos|existe) la pagina.{0,30}|"
    r"(?:страница|статья) не (?:наидена|существует)|strona nie (?:zostala znaleziona|istnieje)|"
    r"sidan (?:kunde inte hittas|hittades inte)|siden (?:ble ikke funnet|findes ikke)|"
    r".{0,30}(?:صفحه(?:ای)?|"
    r"(?:صفحه|مطلب|خبر|محتوای|نشانی|ادرس)(?:ی)? (?:مورد ?نظر|درخواستی)(?: شما)?|"
    r"صفحه ?(?:ای|ی)? که .{2,40}) (?:یافت نشد|پیدا نشد|وجود ندارد|موجود نیست|حذف شده است)|"
    r"pagina (?:solicitata )?nu (?:a fost gasita|exista)|η σελιδα δεν (?:βρεθηκε|υπαρχει)|"
    r"stranica (?:nije (?:pronadena|nadena)|ne postoji)|stranka (?:nebyla nalezena|neexistuje)|"
    r"az oldal nem talalhato|הדף (?:לא נמצא|אינו קיים|המבוקש לא נמצא)|"
    r"(?:您?访问的)?页面(?:不存在|未找到|找不到)|找不到(?:该|您?要的)?页面|"
    r"(?:お探しの)?ページ(?:が|は)見つかりません(?:でした)?|페이지를 찾을 수 없습니다|"
    r"صفحه نهیں ملا|پهڕهکه نهدۆزرایهوه|rupel nehat ditin|s(?:eh|əh)if[eə] tapilmadi|"
    r".{0,30}الصفحه (?:[\w ]{0,40} )?(?:غیر (?:موجوده|متوفره|متاحه)|لم تعد موجوده)|"
    r"(?:عذرا,? )?لم (?:یتم العثور علی|نعثر علی|نجد) (?:هذه )?(?:الصفحه|المحتوی|المقال).{0,40}|"
    r"(?:عذرا,? )?الصفحه غیر موجوده"
)
NOT_FOUND_TEXT = re.compile(
    r"(?:page|article|story) (?:that )?(?:you(?:'re| are| were|'ve| have)? "
    r"(?:requested|looking for|wanted|tried to \w+)) "
    r"(?:[\w ]{0,20})(?:not|no longer|cannot|can't|couldn't|doesn't|does not|removed|moved)|"
    r"(?:page|article) (?:could not be|cannot be|can't be|was not) found|"
    r"requested url (?:[\w/.-]{1,80} )?was not found on this server|"
    r"nothing was found at this (?:location|address)|"
    r"(?:aradiginiz|istediginiz) (?:sayfa|haber|icerik) (?:bulunamadi|kaldirilmis)|"
    r"(?:angeforderte|gesuchte) seite [\w ]{0,30}(?:nicht|existiert)|"
    r"page que vous (?:recherchez|cherchez|demandez) [\w' ]{0,20}(?:n'existe|introuvable)|"
    r"صفحه(?:ای|ی)?(?: که [\w ]{2,40}| مورد ?نظر(?: شما)?| درخواستی(?: شما)?)? "
    r"(?:یافت نشد|پیدا نشد|وجود ندارد)|"
    r"الصفحه (?:التی|المطلوبه) [\w ]{0,40}(?:غیر موجوده|لم تعد|غیر متوفره)|"
    r"faqja (?:qe kerkoni|e kerkuar) [\w ]{0,20}nuk"
)
CHALLENGE_TITLE = re.compile(
    r"just a moment|one moment,? please|attention required!?.{0,20}|please wait|"
    r"(?:human|security|browser|bot|captcha|ddos) (?:check(?:point)?|verification|protection)"
    r"(?: required)?|captcha|are you (?:a )?(?:human|robot)|verify(?:ing)? (?:you are|that you are"
    r"|you're) (?:a )?human.{0,20}|robot(?:s)? check|bot detection|"
    r"sicherheits(?:uberprufung|abfrage|kontrolle)|(?:verification|controle) de securite|"
    r"guvenlik (?:kontrolu|dogrulamasi)|verifica di sicurezza|comprobacion de seguridad|"
    r"verifikim(?:i)? (?:i )?sigurise|проверка (?:браузера|безопасности)|"
    r"بررسی امنیتی|التحقق (?:الامنی|من المتصفح)|فحص (?:الامان|المتصفح)|"
    r"(?:در حال )?بررسی مرورگر(?: شما)?"
)
CHALLENGE = re.compile(
    r"(?:checking|verifying) (?:if (?:you are|you're|the site connection)|your browser|"
    r"that you (?:are|'re)|you are|you're|the security of)|"
    r"(?:verify|confirm|prove|make sure|making sure|check)(?:ing)?(?: that)? "
    r"(?:you are|you're|if you are|if you're) (?:not a (?:ro)?bot|(?:a )?human)|"
    r"i(?:'m| am) not a robot|enable (?:js|javascript) and (?:disable any ad|cookies)|"
    r"ddos protection by|press (?:&|and) hold|"
    r"unusual (?:traffic|activity) from your (?:computer|network|ip|browser|device)|"
    r"pardon our interruption|made us think you were a bot|"
    r"site requires javascript to work|incapsula incident|"
    r"(?:complete|solve) the (?:captcha|security check)|enter the characters you see|"
    r"browser (?:wird|werden) (?:gerade )?uberpruft|sie kein(?:e)? robot|"
    r"dass sie ein mensch sind|ungewohnlich viele anfragen|"
    r"verifi(?:ons|cation de) votre navigateur|n'etes pas un robot|"
    r"activez javascript et les cookies|tarayiciniz kontrol|robot olmadiginizi|"
    r"(?:qe )?nuk jeni robot|shfletuesi(?:n)? tuaj po|no (?:eres|es|soy) un robot|"
    r"non sei un robot|sprawdzamy twoja przegladark|(?:что )?вы не робот|"
    r"(?:بررسی|بازرسی) (?:\w+ )?مرورگر شما|مرورگر شما (?:\w+ )?(?:در حال )?بررسی|"
    r"(?:که )?ربات نیستید|من ربات نیستم|در حال انتقال به سایت مورد نظر|"
    r"التحقق من (?:متصفحک|انک|اتصالک)|لست (?:روبوتا|برنامج روبوت)|انک لست روبوت"
)
CHALLENGE_MARKUP = (
    b"_cf_chl_opt", b"__cf_chl", b"jschl_vc", b"challenge-error-text", b"cf-browser-verification",
    b"captcha-delivery.com", b"_incapsula_resource", b"px-captcha", b"awswaf.com",
    b"awswafcookiedomainlist", b"slowaes.decrypt", b"sgcaptcha", b"ddos-guard/check", b"/tspd/",
    b"within.website/x/", b"_sec/cp_challenge", b"__arcsjs", b"ak_bmsc_challenge", b"kpsdk",
    b"/.well-known/captcha", b"bot-protection", b"testcookie", b"rbzid", b"distil_r_captcha",
    b"fastly-challenge",
)  # fmt: skip
"""What anti-bot services put into the pages that test a visitor; in lower case."""
CONSENT_TITLE = re.compile(
    r"before you continue.{0,40}|(?:your |manage )?(?:privacy|cookies?|consent)"
    r"(?: (?:and cookie )?(?:settings|choices?|preferences|policy|notice|consent|wall))|"
    r"your (?:privacy|choices).{0,30}|we (?:value|respect|care about) your privacy|"
    r".{0,40}(?:zustimmung|einwilligung) (?:zur|zu|in|fur) .{0,20}(?:daten|cookie|tracking|werbung)"
    r".{0,30}|ihre (?:einwilligung|zustimmung|datenschutz|privatsphare).{0,30}|"
    r".{0,30}datenschutzeinstellungen|weiter mit werbung.{0,60}|"
    r"(?:vo(?:tre|s)|gestion|gerer|parametres|preferences|politique).{0,30}"
    r"(?:cookies|vie privee|donnees).{0,20}|.{0,60}respect\w* votre vie privee|"
    r".{0,20}toestemming|.{0,30}informativa.{0,30}cookie.{0,20}|la (?:tua|vostra) privacy.{0,20}|"
    r"(?:tu|su|valoramos tu|configuracion de|politica de) privacidad.{0,20}|"
    r"cerez (?:politika|ayar|tercih|onay|izn|kullan).{0,20}|"
    r"gizlilik (?:ayar|tercih|politika).{0,20}|"
    r"(?:تنظیمات |مدیریت )?(?:حریم (?:خصوصی|شخصی)|کوکی ?ها(?:ی)?)(?: شما| ما)?|"
    r"پیش از ادامه.{0,60}|(?:اعدادات|خیارات|سیاسه|نحترم|نهتم ب) ?(?:ال)?خصوصی(?:ه|تک|تکم).{0,10}|"
    r"(?:اعدادات|سیاسه|استخدام) ملفات تعریف الارتباط|согласие на .{0,40}|"
    r"privatesi(?:a|ne) (?:j|t)uaj.{0,20}|"
    r"(?:cilesimet|politika) e (?:privatesise|biskotave|cookies).{0,10}"
)
CONSENT_TEXT = re.compile(
    r"cookie|consent|partners?\b|partnern\b|personal(?:i[sz]ed|ised)|personenbezogen|"
    r"datenschutz|einwilligung|privacy|vie privee|donnees personnelles|partenaires|"
    r"informazioni sul tuo dispositivo|dispositivo|cerez|kisisel veri|gizlilik|"
    r"کوکی|حریم خصوصی|الارتباط|الخصوصیه|biskota|"
    r"privat(?:esi|ia)|toestemming|personlig"
)
CONSENT_BUTTON = re.compile(
    r"(?:i )?(?:accept|agree|consent)(?: (?:all|and (?:continue|close)|cookies))?|"
    r"accept all.{0,20}|(?:allow|reject|refuse) all.{0,20}|manage (?:options|choices|settings)|"
    r"(?:alle )?akzeptieren.{0,20}|zustimmen.{0,20}|einverstanden|alle ablehnen|"
    r"(?:tout )?accepter.{0,20}|j'accepte|continuer sans accepter|"
    r"accett[ao].{0,20}|acept(?:ar|o).{0,20}|aceitar.{0,20}|accepteren|akkoord.{0,20}|"
    r"(?:tumunu )?kabul et.{0,10}|prano(?:j|ni).{0,20}|"
    r"می ?پذیرم|پذیرفتن.{0,10}|موافقم|قبول.{0,15}|اوافق|موافق.{0,10}"
)
LOGIN_TITLE = re.compile(
    r"(?:please )?(?:log ?in|sign ?in)(?: (?:to|or|with|here) .{0,40})?|login|"
    r"(?:login|log-in|sign-in) (?:required|page)|you (?:must|need to) (?:log|sign) in.{0,40}|"
    r"(?:create|log into) (?:an|your) account.{0,30}|authenti(?:cation|fication)(?: required)?|"
    r"anmeld(?:en|ung)|einloggen|bitte (?:melden sie sich an|anmelden)|"
    r"(?:se )?conne(?:xion|cter)|members only|connectez-vous.{0,30}|identifiez-vous.{0,30}|"
    r"(?:giris yap(?:in)?|oturum acin?|uye girisi)|"
    r"(?:hyr(?:ni|je)?|identifikohu|kycu)(?: ne .{0,20})?|iniciar sesion|accedi|inloggen|"
    r"ورود(?: به .{0,30}| کاربر(?:ان)?| اعضا)?|وارد شوید|"
    r"تسجیل (?:ال)?دخول|الدخول|(?:воити|вход)"
)
PAYWALL = re.compile(
    r"(?:subscribe|register|sign up|log in|join)(?: now)? to (?:continue|keep|read|unlock|access)|"
    r"(?:already|are you) (?:a )?(?:subscriber|subscribed|member)|"
    r"(?:this|the) (?:article|story|content) is (?:only )?(?:for|available to|reserved for|"
    r"exclusive to) (?:\w+ )?(?:subscribers|members)|subscribers? only|"
    r"(?:limit|number) of free (?:articles|stories)|last free article|"
    r"unlock (?:this|the full) (?:article|story)|"
    r"jetzt weiterlesen|bereits (?:ein )?(?:abo|abonnent)|(?:nur|exklusiv) fur abonnent|"
    r"mit \w+ ?(?:plus|\+) weiterlesen|weiterlesen mit|"
    r"reserve (?:a nos|aux) abonnes|abonnez-vous pour|deja abonne|"
    r"abonelere ozel|okumaya devam etmek icin|"
    r"(?:vetem|ekskluzive) per abonente|abonohuni? per|"
    r"(?:solo|exclusivo) para suscriptores|suscribete para|riservato agli abbonati|"
    r"alleen voor abonnees|только для подписчиков|"
    r"(?:ویژه|مخصوص) (?:ی )?مشترک(?:ان|ین)|اشتراک (?:بخرید|تهیه کنید)|"
    r"(?:برای|جهت) (?:خواندن|مشاهده|ادامه).{0,30}(?:اشتراک|عضو)|"
    r"(?:متاح |مخصص |حصری )?للمشترکین(?: فقط)?|اشترک (?:الان )?(?:لمتابعه|لقراءه|لقراه)"
)
LOGIN_TEXT = re.compile(
    r"(?:must|need to|have to) be (?:logged|signed) in|(?:log|sign) in to (?:view|continue|read)|"
    r"(?:melden sie sich|bitte) an(?:,| um|melden)|connectez-vous pour|"
    r"(?:giris yapmali|giris yapiniz|oturum acmaniz)|duhet te (?:hyni|kyceni)|"
    r"(?:برای|جهت) (?:مشاهده|ادامه|خواندن).{0,40}وارد|یجب (?:علیک )?تسجیل الدخول"
)
OFFER = re.compile(
    r"\b(?:cancel|trial|per (?:week|month|year)|a (?:week|month)|kundbar|monat(?:e|lich)?|abo|mois|"
    r"mes|mese|abonn\w*|subscri\w*|sign(?:ed)? in|log(?:ged)? in|abone\w*|suscri\w*)\b|"
    r"اشتراک|مشترک|المشترک|للمشترک|الاشتراک"
)
"""How the terms of a subscription read."""
SHELL_TEXT = re.compile(
    r"(?:enable|activate|requires?|need|turn on) (?:to enable )?javascript|"
    r"javascript (?:is|must be)|"
    r"(?:aktivieren sie|bitte) (?:bitte )?javascript|activer javascript|javascript(?:'i|i)? etkin|"
    r"جاوا ?اسکریپت|جافا ?سکریبت|you (?:are|will) be(?:ing)? redirected|redirecting|"
    r"if you are not redirected|^loading\W*$"
)
CENSOR_MARKUP = (b"//10.10.34.34", b"//10.10.34.35", b"//10.10.34.36", b"peyvandha.ir")
"""The addresses to which a state's filter sends its own network's readers."""
LEGAL_TEXT = re.compile(
    r"5651 sayili (?:kanun|yasa)[\w ,']{0,80}(?:engellen|erisim)|"
    r"this (?:website|site|domain|page) (?:has been |is )?(?:blocked|seized|withheld) "
    r"(?:by|under|pursuant|in accordance|due to|at the) [\w ]{0,20}"
    r"(?:order|law|authorit|government|court)"
)
PARKED_TITLE = re.compile(
    r"[\w.-]+\.\w+ (?:is|may be) (?:for sale|parked)|.{0,30}domain (?:name )?(?:is |has )?"
    r"(?:for sale|parked|parking|expired)|account suspended|site (?:suspended|not configured)|"
    r"welcome to nginx!?|.{0,40}default (?:web )?page(?:: it works)?|it works!?|"
    r"(?:website|site) coming soon|coming soon|under construction|index of /.{0,60}|"
    r"this (?:domain|account|site) (?:is|has been) (?:for sale|suspended|parked)|"
    r"(?:diese )?domain steht zum verkauf|(?:این )?دامنه (?:به فروش|برای فروش).{0,20}"
)
PARKED_TEXT = re.compile(
    r"th(?:is|e) domain(?: name)?(?: [\w.-]{3,60})? (?:is|may be) (?:for sale|parked|available)|"
    r"buy this domain|(?:domain|account) has (?:expired|been suspended)|"
    r"nginx web server is successfully installed|domain steht zum verkauf|"
    r"ce (?:nom de )?domaine est (?:a vendre|en vente)|bu alan adi satilik"
)
PARKED_MARKUP = (
    b"window.park",
    b"sedoparking",
    b"parkingcrew",
    b"bodis.com",
    b"/lander?",
    b"hugedomains",
)
FORBIDDEN_TITLE = re.compile(
    r"access (?:to this (?:page|site|resource) )?(?:has been |is )?(?:denied|blocked|restricted)|"
    r"(?:error )?403(?: forbidden|[ :-]+.{0,40})?|forbidden|request (?:rejected|blocked)|"
    r"(?:sorry, )?you have been blocked|(?:content |page )?(?:un|not )available in your "
    r"(?:region|country|location)|zugriff (?:verweigert|gesperrt)|acces (?:refuse|interdit)|"
    r"erisim (?:engellendi|reddedildi)|acceso denegado|accesso negato|"
    r"دسترسی (?:شما )?(?:به این (?:صفحه|سایت|محتوا) )?"
    r"(?:ندارید|مسدود(?: شده)?(?: است)?|غیر ?مجاز(?: است)?|محدود شده است)|"
    r"(?:تم )?(?:رفض|حظر) الوصول|"
    r"доступ (?:запрещен|ограничен)"
)
FORBIDDEN_TEXT = re.compile(
    r"you don't have permission to access|the requested url was rejected|"
    r"access(?:ing)? (?:this )?(?:website|site|page|content)[\w ]{0,30} from (?:a|your) "
    r"(?:country|region)|"
    r"not available in your (?:country|region)|your (?:ip|access)(?: address)? has been blocked|"
    r"unavailable (?:due to|for) legal reasons"
)
UNAVAILABLE_TITLE = re.compile(
    r"(?:(?:down for|under|scheduled) )maintenance|maintenance(?: mode)?|we'll be (?:right )?back"
    r"(?: soon| shortly)?|(?:error )?50[0234](?: [\w ]{0,40})?|(?:internal )?server error|"
    r"bad gateway|(?:service )?(?:temporarily )?unavailable|gateway time-?out|"
    r"(?:error establishing a )?database (?:connection )?error|"
    r"error establishing a database connection|origin dns error|"
    r"web server is (?:down|returning an unknown error).{0,20}|wartungsarbeiten|"
    r"(?:site )?en maintenance|bakim (?:calismasi|modu)|(?:سایت )?در (?:دست|حال) "
    r"(?:تعمیر|بروزرسانی|به ?روزرسانی).{0,20}|الموقع (?:قید|تحت) الصیانه"
)
