"""How walls and lost pages speak, in the languages that desks read: patterns over folded text.

A `*_TITLE` pattern is the whole of a heading or of a part of the page's title. A `*_TEXT`
pattern may stand anywhere on a page that shows next to nothing else.
"""

from __future__ import annotations

import re

_404 = r"(?:(?:error|erreur|fehler|hata|gabim|errore|oshibka|خطای?|خطا) ?)?(?:http )?404(?: error)?"
NOT_FOUND_TITLE = re.compile(
    rf"{_404}|"
    r".{0,40}\b(?:page|article|story|content|file|document|url|post) "
    r"(?:(?:that )?you(?:'re| are| were)? [\w ]{3,30} )?"
    r"(?:(?:was |is |has |can |could )?(?:not |no longer )(?:be |been )?|cannot be |can't be |"
    r"couldn't be |isn't |doesn't )(?:found|available|exists?)|"
    r"(?:the|this|that) (?:page|article) (?:was|has been|is) (?:removed|deleted)|"
    r"(?:object |resource )?not found|nothing (?:was )?found(?: here)?|"
    r".{0,40}\b(?:page|article) (?:does not|doesn't|no longer) exists?|"
    r"(?:we )?(?:can't|could not|couldn't|cannot) find (?:that|this|the) (?:page|article).{0,40}|"
    r"(?:die |diese )?(?:angeforderte |gesuchte |gewunschte )?(?:seite|artikel|beitrag|inhalt)"
    r"[\w ]{0,30} (?:nicht|nirgends) (?:\w+ )?(?:gefunden(?: werden)?|verfugbar|vorhanden|"
    r"existiert)|.{0,30}\bseite existiert (?:leider )?nicht(?: mehr)?|"
    r"(?:page|article|contenu) (?:introuvable|non trouvee?|inexistante?)|"
    r".{0,30}\b(?:page|article) [\w ' ]{0,40}(?:n'existe (?:pas|plus)|est introuvable).{0,30}|"
    r"(?:aradiginiz |istenen )?(?:sayfa|haber|icerik) (?:bulunamadi|mevcut degil|yok)|"
    r".{0,40}\bfaqja (?:[\w ]{0,30} )?(?:nuk (?:u gjet|ekziston|gjendet))|"
    r".{0,40}\bkjo faqe nuk (?:ekziston|gjendet|u gjet)|"
    r".{0,40}\b(?:pagina|articulo|contenido|articolo) (?:no|non|nao) "
    r"(?:encontrad[oa]|existe|trovat[oa]|disponible|esiste)|pagina niet gevonden|"
    r".{0,40}no (?:encontramos|existe) la pagina.{0,30}|"
    r"(?:страница|статья) не (?:наидена|существует)|strona nie (?:zostala znaleziona|istnieje)|"
    r"sidan (?:kunde inte hittas|hittades inte)|siden (?:ble ikke funnet|findes ikke)|"
    r".{0,30}(?:صفحه|مطلب|خبر)(?:ای)? ?(?:ی )?(?:[\w ]{0,40} )?"
    r"(?:یافت نشد|پیدا نشد|وجود ندارد|موجود نیست|حذف شده است)|"
    r".{0,30}الصفحه (?:[\w ]{0,40} )?(?:غیر موجوده|غیر متوفره|لم تعد موجوده)|"
    r"(?:عذرا,? )?لم (?:یتم العثور علی|نعثر علی|نجد) (?:هذه )?(?:الصفحه|المحتوی|المقال).{0,40}|"
    r"(?:عذرا,? )?الصفحه غیر موجوده"
)
NOT_FOUND_TEXT = re.compile(
    r"(?:page|article|story) (?:that )?(?:you(?:'re| are| were|'ve| have)? "
    r"(?:requested|looking for|wanted|tried to \w+)) "
    r"(?:[\w ]{0,20})(?:not|no longer|cannot|can't|couldn't|doesn't|does not|removed|moved)|"
    r"(?:page|article) (?:could not be|cannot be|can't be|was not) found|"
    r"nothing was found at this (?:location|address)|"
    r"(?:aradiginiz|istediginiz) (?:sayfa|haber|icerik) (?:bulunamadi|kaldirilmis)|"
    r"(?:angeforderte|gesuchte) seite [\w ]{0,30}(?:nicht|existiert)|"
    r"page que vous (?:recherchez|cherchez|demandez) [\w' ]{0,20}(?:n'existe|introuvable)|"
    r"صفحه ?(?:ای|مورد نظر|درخواستی)? ?[\w ]{0,40}(?:یافت نشد|پیدا نشد|وجود ندارد)|"
    r"الصفحه (?:التی|المطلوبه) [\w ]{0,40}(?:غیر موجوده|لم تعد|غیر متوفره)|"
    r"faqja (?:qe kerkoni|e kerkuar) [\w ]{0,20}nuk"
)
CHALLENGE = re.compile(
    r"just a moment(?:\.\.\.)?|attention required!?|"
    r"(?:checking|verifying) (?:if|that|your browser|you are|you're|the site)|"
    r"(?:verify|confirm|prove|make sure|making sure|check)(?:ing)?(?: that)? "
    r"(?:you are|you're|if you are|if you're) (?:not a (?:ro)?bot|(?:a )?human)|"
    r"human verification|are you a (?:human|robot)|(?:security|browser|bot) (?:check(?:point)?|"
    r"verification)|(?:please )?enable (?:js|javascript) and (?:disable any ad|cookies)|"
    r"ddos protection|press (?:&|and) hold|unusual traffic|"
    r"(?:this )?site requires javascript to work|incapsula incident|"
    r"please (?:complete|solve) (?:the|this) (?:captcha|security)|"
    r"sicherheitsuberprufung|browser wird uberpruft|(?:kein|keine) robot|"
    r"dass sie ein mensch sind|ungewohnlich viele anfragen|"
    r"verification de securite|verifions votre navigateur|verification de votre navigateur|"
    r"n'etes pas un robot|activez javascript et les cookies|"
    r"tarayiciniz kontrol|robot olmadiginizi|guvenlik (?:kontrolu|dogrulamasi)|"
    r"robot (?:nuk jeni|jeni)|shfletuesi(?:n)? tuaj|"
    r"no (?:eres|es|soy) un robot|non sei un robot|проверка (?:браузера|безопасности)|"
    r"не робот|"
    r"(?:بررسی|بازرسی) (?:\w+ )?مرورگر|مرورگر شما (?:\w+ )?بررسی|ربات نیستید|من ربات نیستم|"
    r"در حال انتقال به سایت مورد نظر|بررسی امنیتی|"
    r"التحقق من (?:ال)?(?:متصفح|انک|امان)|لست (?:روبوتا|برنامج)|انک لست روبوت|فحص المتصفح"
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
    r"before you continue.{0,40}|(?:your )?(?:privacy|cookie|consent)(?: (?:settings|choices?|"
    r"preferences|policy|notice|consent|wall))|we (?:value|respect|care about) your privacy|"
    r".{0,60}(?:zustimmung|einwilligung).{0,40}|.{0,30}datenschutzeinstellungen|"
    r".{0,60}(?:cookies|vie privee).{0,30}|toestemming|.{0,30}informativa.{0,20}cookie.{0,20}|"
    r".{0,30}privacidad.{0,20}|cerez .{0,30}|.{0,30}حریم (?:خصوصی|شخصی).{0,30}|"
    r".{0,40}کوکی.{0,40}|.{0,30}(?:الخصوصیه|ملفات تعریف الارتباط).{0,30}|"
    r"weiter mit werbung.{0,60}|согласие.{0,40}"
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
    r"(?:se )?connexion|connectez-vous.{0,30}|identifiez-vous.{0,30}|"
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
    r"unlock (?:this|the full) (?:article|story)|"
    r"jetzt weiterlesen|bereits (?:ein )?(?:abo|abonnent)|nur fur abonnenten|"
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
PARKED_TITLE = re.compile(
    r"[\w.-]+\.\w+ (?:is|may be) (?:for sale|available|parked)|.{0,30}domain (?:name )?(?:is )?"
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
    r"دسترسی (?:\w+ ){0,4}(?:ندارید|مسدود.{0,20}|غیر ?مجاز.{0,20})|(?:تم )?(?:رفض|حظر) الوصول|"
    r"доступ (?:запрещен|ограничен)"
)
FORBIDDEN_TEXT = re.compile(
    r"you don't have permission to access|the requested url was rejected|"
    r"(?:from|in) (?:a|your) (?:country|region)[\w ]{0,40}(?:not available|unavailable)|"
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
