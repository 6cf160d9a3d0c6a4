# كلمات الواجهة بالعربية: القوائم والمقالات والقصص والإعدادات. ما ينقص هنا يُعرض بالإنجليزية.

log-in = تسجيل الدخول
password = كلمة المرور
name = الاسم
code = الرمز
login-wrong = الاسم أو كلمة المرور أو الرمز غير صحيح

and-more = و{ $more } أخرى
act-before = قبل
act-after = بعد
act-undone = أُلغي
undo = تراجع
add-address-of-a-feed-or = عنوان خلاصة، أو موقع فيه خلاصة
add = إضافة
add-it-needs-a-login-or = تحتاج إلى تسجيل دخول، أو هي خاصة
apart-untitled-link = رابط بلا عنوان
apart-no-headline = بلا عنوان
apart-publisher-not-named = الناشر غير مذكور

article-changed = عُدّلت
article-updated = حُدّثت
publisher-declares = يصرّح الناشر: { $declared }.
article-read-at = القراءة في { $host }
muted-by = أخفتها القاعدة
show-again = إظهار من جديد
article-read-the-original = قراءة الأصل.
earlier-headline = عنوان سابق، حتى
article-this-article-was-taken-down = سُحبت هذه المقالة
article-the-publisher-withdrew-it-its = سحبها الناشر. نصها مخفي، ويبقى العنوان لتعرف ما كان هنا.
article-continue-where-you-stopped = المتابعة من حيث توقفت
article-earlier-versions = نسخ سابقة ({ $history })
article-until = حتى
article-text = النص
article-waiting-for-the-text = بانتظار النص
article-dateline-asks-each-publisher-for = يطلب Dateline من كل ناشر صفحة واحدة في كل مرة. يصل النص، أو سبب غيابه، مع التحديث.
article-rename-the-publisher-or-make = تغيير اسم الناشر أو إنشاء قاعدة له
article-name-for = اسم { $host }
save = حفظ
article-leave-empty-to-use-its = اتركه فارغًا لاستعمال اسمه.
article-make-a-rule-for-this = إنشاء قاعدة لهذا الناشر
article-left-out-of-the-article = ما ليس من المقالة ({ $asides })

articles-no-feeds-yet = لا خلاصات بعد
articles-add-a-newspaper-a-blog = أضف صحيفة أو مدونة أو خلاصة، فتظهر مقالاتها هنا.
articles-coming-from-another-reader = هل تأتي من قارئ آخر؟
articles-import-your-opml-file = استورد ملف OPML.
articles-feed-settings = إعدادات الخلاصة
show = عرض
feeds-and-folders = الخلاصات والمجلدات
articles-view = طريقة العرض
articles-mark-all-read = تعليم الكل كمقروء
articles-mark-older-articles-read = تعليم المقالات الأقدم كمقروءة
articles-older = تعليم الأقدم
articles-mark-older-than-a-day = تعليم ما هو أقدم من يوم كمقروء
articles-mark-older-than-a-week = تعليم ما هو أقدم من أسبوع كمقروء
pages = الصفحات
articles-previous-page = الصفحة السابقة
articles-next-page = الصفحة التالية
articles-more-feeds = { $more } خلاصة أخرى
articles-manage-feeds = إدارة الخلاصات
articles-muted = { $count } مخفية
attached = المرفقات
attached-chapters = الفصول ({ $chapters })
attached-filed-by-the-publisher-under = صنّفها الناشر تحت

base-stories = القصص
base-skip-to-content = إلى المحتوى
base-dateline-front-page = Dateline، الصفحة الأولى
search = بحث
base-desk = Dateline
nav-today = اليوم
nav-articles = المقالات
nav-starred = المفضلة
nav-feeds = الخلاصات
base-feeds-in-trouble = خلاصات فيها مشكلات
nav-searches = عمليات البحث
nav-follows = المتابَعات
nav-rules = القواعد
nav-read = قراءة صفحة
nav-settings = الإعدادات
nav-help = مساعدة
nav-account = الحساب
base-last-update = آخر تحديث
base-not-updated-yet = لم يُحدَّث بعد
keys = المفاتيح
nav-notes = الملاحظات
nav-corrections = التصحيحات
base-stories-feed = خلاصة القصص
base-close = إغلاق
blocks-table = جدول

correct-wrong-grouping-fix-it = تجميع خاطئ؟ صحّحه
correct-these-articles = هذه المقالات
correct-split-into-a-new-story = فصلها في قصة جديدة
correct-the-other-story = القصة الأخرى
correct-this-belongs-to-another-story = هذه تنتمي إلى قصة أخرى
correct-its-number-or-address = رقمها أو عنوانها
correct-move-the-selected-articles-there = نقل المقالات المختارة إليها
correct-merge-this-whole-story-with = دمج هذه القصة كلها معها
correct-merge-them = دمجهما
correct-note = يبقى تصحيحك عند إعادة تجميع القصص. يمكنك <a>التراجع عنه</a> متى شئت.
details-people-places-and-quotes = أشخاص وأماكن واقتباسات
details-more-quotations = { $quotes } اقتباسات أخرى
details-people = أشخاص
details-places = أماكن
also-named = مذكورون أيضًا
details-found-automatically-from-capital-letters = وُجدت آليًا من الأحرف الكبيرة وعلامات الاقتباس والكلمات المجاورة. كل اسم وارد في إحدى النسخ، وقد يغيب بعضها.
error-to-the-front-page = إلى الصفحة الأولى
evidence-one-piece-of-evidence = دليل واحد
evidence-pieces-of-evidence = { $evidence ->
    [two] دليلان
    [few] { $evidence } أدلة
   *[other] { $evidence } دليلًا
}
evidence-rule = القاعدة

update-now = تحديث الآن
health = الحالة
folder = المجلد
move = نقل
feed-checking = الفحص والنص
feed-hours-between = الساعات بين فحصين
feed-hours-auto = تلقائي
feed-which-text = نص المقالات
feed-pages-auto = من الصفحة حين تعطي الخلاصة أقل من المقالة كاملة
feed-pages-always = من الصفحة دائمًا
feed-pages-never = ما تعطيه الخلاصة فقط
feed-opening = فتح مقالاتها
feed-open-here = في ديتلاين
feed-open-original = عند الناشر
feeds-find-a-feed = البحث عن خلاصة
all = الكل
sort-by = الترتيب حسب
feeds-no-feed-matches = لا خلاصة تطابق.
feeds-show-all-feeds = عرض كل الخلاصات
feeds-select-all-on-this-page = اختيار كل ما في هذه الصفحة
feed = الخلاصة
feeds-last-article = آخر مقالة
unread = غير مقروء
feeds-select = اختيار { $title }
paused = متوقفة
feeds-settings-of = إعدادات { $title }
feeds-with-the-selected-feeds = بالخلاصات المختارة
feeds-with-selected = المختارة:
feeds-update = تحديث
pause = إيقاف مؤقت
resume = استئناف
remove = إزالة
feeds-folder-to-move-to = المجلد الهدف
feeds-remove-the-selected-feeds = إزالة الخلاصات المختارة
import-and-export = استيراد وتصدير
feeds-opml-file-from-another-reader = ملف OPML من قارئ آخر
feeds-import = استيراد
feeds-export = <a>تصدير الخلاصات بصيغة OPML</a> دون الخاصة، أو <a>مع الخاصة</a> التي قد تكون عناوينها سرية. لا تحوي أي قائمة بيانات دخول.

front-your-desk-is-empty = لا شيء هنا بعد
front-enter-the-address-of-a = أدخل عنوان صحيفة أو مجلة أو خلاصة. يجد Dateline الخلاصة ويقرأ كل مقالة ويقول كم حصل منها، ويجمع تغطية الحدث الواحد.
front-coming-from-another-reader = هل تأتي من قارئ آخر؟
front-import-your-opml-file = استورد ملف OPML.
front-want-to-see-what-this = أتريد أن ترى الفكرة؟
front-look-at-a-broken-page = انظر إلى صفحة معطوبة سطرًا سطرًا.
front-your-searches = عمليات بحثك
front-seen = تمت رؤيته
front-nothing-here = لا شيء هنا

in-list-in-this-list = في هذه القائمة
previous = السابق
next = التالي
keys-next-article-or-story = المقالة أو القصة التالية
keys-previous = السابق
keys-open = فتح
keys-open-the-original-at-the = فتح الأصل عند الناشر
keys-mark-read-or-unread = تعليم كمقروء أو غير مقروء
keys-star-or-remove-the-star = إضافة النجمة أو إزالتها
keys-fetch-again = جلب المقالة من جديد
keys-mark-everything-in-the-list = تعليم كل القائمة كمقروءة
keys-undo-the-last-mark = التراجع عن آخر علامة
keys-previous-next-page-of-a = الصفحة السابقة، التالية من القائمة
keys-reload = إعادة التحميل
keys-back-to-the-list = العودة إلى القائمة
keys-go-to-today = إلى «اليوم»
keys-go-to-unread-articles = إلى غير المقروء
keys-go-to-all-articles = إلى كل المقالات
keys-go-to-starred-articles = إلى المفضلة
keys-go-to-feeds = إلى الخلاصات
keys-search = بحث
keys-show-these-keys = عرض هذه المفاتيح

mark-unread = تعليم كغير مقروء
mark-read = تعليم كمقروء
marks-remove-star = إزالة النجمة
star = إضافة نجمة
more-actions = إجراءات أخرى
more = المزيد
marks-open-original = فتح الأصل
marks-mark-all-above-as-read = تعليم كل ما فوقها كمقروء
marks-mark-all-below-as-read = تعليم كل ما تحتها كمقروء

note-these-words-are-no-longer = لم تعد هذه الكلمات في النص.
note-show-in-the-text = إظهارها في النص
edit = تحرير
your-note = ملاحظتك
delete = حذف
export-markdown = تصدير بصيغة Markdown
notes-of-add-a-note = إضافة ملاحظة
notes-of-words-of-the-article-to = كلمات من المقالة لتمييزها، إن شئت
notes-of-save-note = حفظ الملاحظة
notes-of-all-notes = كل الملاحظات
offline-you-are-offline = أنت غير متصل
offline-this-page-is-not-saved = هذه الصفحة غير محفوظة على هذا الجهاز. المحفوظ هو المقالات التي فتحتها والمفضلة وآخر قوائمك.
offline-saved-articles = مقالات محفوظة
paging-newer = الأحدث
paging-older = الأقدم
players-goes-on-at = تتابع من { $place }
players-speed = السرعة
quote-in = في
quote-in-2 = في
why-rank = لماذا هذا الترتيب؟

search-words = كلمات
search-save-this-search = حفظ هذا البحث
search-tips = نصائح البحث
search-nothing-found-search-tips = لا نتائج. نصائح البحث
search-this-one-is-saved = هذا البحث محفوظ.
search-saved-searches = عمليات البحث المحفوظة ({ $saved })
saved-searches = عمليات البحث المحفوظة
search-whole-story = القصة كلها
search-title = { $query }: بحث
search-summary = { $articles } في { $stories }
search-summary-page = { $articles } في { $stories } في هذه الصفحة
settings-how-pages-look-and-behave = كيف تبدو الصفحات وتتصرف لك، على كل أجهزتك.

story-leads = { $publisher } يتصدّر هذه القصة.
story-hides-this-story-and-every = يخفي هذه القصة وكل مقالة لاحقة عنها
story-mute-this-story = إخفاء هذه القصة
story-how-it-grew = كيف نمت
story-how-it-began = كيف بدأت
story-hour-by-hour = ساعة بساعة
story-the-report = التقرير
story-every-version = كل النسخ
story-lead = الأولى
story-at-the-publisher = عند الناشر
story-also-carried-by = نشرها أيضًا
story-and-more = و{ $copies } أخرى
story-headed = بعنوان
story-only-in-this-version = في هذه النسخة وحدها
story-why-in-this-story = لماذا في هذه القصة؟
story-a-reader-put-it-here = وضعها قارئ هنا.
story-shares = تشترك في
story-no-single-important-word = لا كلمة مهمة واحدة
story-with-the-story-similarity = مع القصة. التشابه { $score }.
story-against-it = ضد ذلك:
story-not-the-same-event = ليس الحدث نفسه
story-pages-of-versions = صفحات النسخ
story-versions-before = النسخ السابقة
story-show-more = عرض المزيد
story-linked-stories = قصص مرتبطة
story-stories-about-the-same-people = قصص عن الأشخاص أو الأماكن أو الأشياء نفسها. هي قصص مستقلة.
story-both-speak-of = كلتاهما تذكر
story-also-reported-by = أوردها أيضًا
story-headlines-that-other-pages-and = عناوين تذكرها صفحات وخلاصات أخرى لهذا الحدث. ليس لدى Dateline نصها، ولا تُحسب نسخًا.
story-corrected-by-hand = صُحّح يدويًا

count-articles = { $count ->
    [zero] لا مقالات
    [one] مقالة واحدة
    [two] مقالتان
    [few] { $count } مقالات
   *[other] { $count } مقالة
}
count-new-articles = { $count ->
    [zero] لا مقالات جديدة
    [one] مقالة جديدة
    [two] مقالتان جديدتان
    [few] { $count } مقالات جديدة
   *[other] { $count } مقالة جديدة
}
count-unread-articles = { $count ->
    [zero] لا مقالات غير مقروءة
    [one] مقالة غير مقروءة
    [two] مقالتان غير مقروءتين
    [few] { $count } مقالات غير مقروءة
   *[other] { $count } مقالة غير مقروءة
}
count-feeds = { $count ->
    [zero] لا خلاصات
    [one] خلاصة واحدة
    [two] خلاصتان
    [few] { $count } خلاصات
   *[other] { $count } خلاصة
}
count-publishers = { $count ->
    [zero] لا ناشرين
    [one] ناشر واحد
    [two] ناشران
    [few] { $count } ناشرين
   *[other] { $count } ناشرًا
}
count-independent-sources = { $count ->
    [zero] لا مصادر مستقلة
    [one] مصدر مستقل واحد
    [two] مصدران مستقلان
    [few] { $count } مصادر مستقلة
   *[other] { $count } مصدرًا مستقلًا
}
count-other-versions = { $count ->
    [zero] لا نسخ أخرى
    [one] نسخة أخرى
    [two] نسختين أخريين
    [few] { $count } نسخ أخرى
   *[other] { $count } نسخة أخرى
}
count-stories = { $count ->
    [zero] لا قصص
    [one] قصة واحدة
    [two] قصتين
    [few] { $count } قصص
   *[other] { $count } قصة
}
count-words = { $count ->
    [zero] لا كلمات
    [one] كلمة واحدة
    [two] كلمتان
    [few] { $count } كلمات
   *[other] { $count } كلمة
}

held-whole = كاملة
held-preview = جزء
held-headline-only = العنوان فقط
held-blocked = محجوبة
held-not-available = غير متاحة
held-not-an-article = ليست مقالة
held-waiting-for-text = بانتظار النص
holding-this-is-the-whole = هذه هي المقالة كاملة.
holding-only-part-of-the = المتاح جزء من المقالة فقط.
holding-only-the-headline-is = المتاح هو العنوان فقط.
holding-the-publisher-did-not = لم يعرض الناشر النص.
holding-couldnt-get-the-text = تعذّر الحصول على النص.
holding-this-page-is-not = هذه الصفحة ليست مقالة.
holding-waiting-for-the-text = بانتظار النص.
held-counted-whole = { $count } كاملة
held-counted-headline = { $count } بالعنوان فقط
held-counted-blocked = { $count } محجوبة
held-counted-missing = { $count } غير متاحة
held-counted-waiting = { $count } بانتظار النص
held-counted-preview = { $count } جزئية
held-counted-other = { $count } ليست مقالات
copied-word-for-word = حرفيًا
copied-in-part = جزئيًا
copied-with-additions = مع إضافات
copied-edited = معدّلة
medium-audio = صوت
medium-video = فيديو
medium-picture = صورة
medium-note = ملاحظة
empty-you-have-read-everything = قرأت كل شيء. التحديث التالي يأتي بالمزيد.
empty-read-all-here = قرأت كل شيء هنا.
empty-show-read = أظهر ما قرأته
empty-go-on = تابع مع
empty-no-starred-articles-here = لا مقالات مفضلة هنا. اضغط s على مقالة أو انقر نجمتها لتجدها هنا لاحقًا. المقالات المفضلة لا تُحذف أبدًا.
empty-nothing-is-muted-rules = لا شيء مخفي. تستطيع القواعد إخفاء المقالات عند وصولها.
empty-no-articles-here-yet = لا مقالات هنا بعد.
reason-read-there = اقرأها عند الناشر.
reason-paywall = اشتراك مدفوع
reason-paywall-sentence = يحتفظ الناشر بالباقي للمشتركين.
reason-paywall-advice = إن كنت مشتركًا فاقرأها عند الناشر بحسابك.
reason-registration = يلزم حساب مجاني
reason-registration-sentence = يطلب الناشر حسابًا مجانيًا قبل عرض الباقي.
reason-registration-advice = بحساب هناك تستطيع قراءتها عند الناشر.
reason-meter = نفدت المقالات المجانية
reason-consent = صفحة موافقة
reason-javascript = تحتاج إلى جافاسكربت
reason-bot-check = فحص الروبوتات
reason-geo-legal = مرفوضة لسبب البلد أو القانون
reason-not-found = لا صفحة كهذه
reason-not-found-sentence = ليس لدى الناشر صفحة في هذا العنوان.
reason-not-found-advice = ربما انتقل الرابط.
reason-gone = سُحبت
reason-redirected = أُعيد توجيهها
reason-server-error = أخفق الخادم
reason-retrieval-failed = أخفق الجلب
reason-feed-excerpt = مقتطف من الخلاصة
reason-feed-excerpt-sentence = في الخلاصة مقتطف.
reason-publisher-summary = ملخص الناشر
reason-login = صفحة تسجيل دخول
reason-live-blog = تغطية مباشرة
reason-section-front = صفحة قسم
reason-media-page = فيديو أو صوت أو معرض صور
reason-not-an-article = ليست مقالة
reason-unknown = مقطوعة لسبب مجهول
list-separator = { "، " }
number-group = ,
decimal-point = .
lowercase-in-sentences = no
either = { $most } أو { $last }
mark = { $held }: { $reason }
section-world = العالم
section-politics = السياسة
section-business = الاقتصاد
section-science = العلوم
section-technology = التقنية
section-health = الصحة
section-climate = المناخ
section-culture = الثقافة
section-sport = الرياضة
month-january = يناير
month-february = فبراير
month-march = مارس
month-april = أبريل
month-may = مايو
month-june = يونيو
month-july = يوليو
month-august = أغسطس
month-september = سبتمبر
month-october = أكتوبر
month-november = نوفمبر
month-december = ديسمبر
day-monday = الاثنين
day-tuesday = الثلاثاء
day-wednesday = الأربعاء
day-thursday = الخميس
day-friday = الجمعة
day-saturday = السبت
day-sunday = الأحد
date-time-long = { $day }، { $time } بالتوقيت العالمي
date-long = { $weekday }، { $day } { $month } { $year }
date-short = { $day } { $month }
date-short-year = { $day } { $month } { $year }
hours-of-a-clock = 24
date-today = اليوم
date-yesterday = أمس
time-just-now = الآن
time-minutes-ago = قبل { $count } د
time-hours-ago = قبل { $count } س
setting-theme = الألوان
setting-theme-device = كالجهاز
setting-theme-light = فاتح
setting-theme-dark = داكن
setting-size = حجم النص
setting-normal = عادي
setting-size-small = صغير
setting-size-large = كبير
setting-size-huge = كبير جدًا
setting-font = خط المقالات
setting-font-serif = مزخرف
setting-font-sans = بسيط
setting-font-device = خط الجهاز
setting-leading = تباعد الأسطر في المقالات
setting-leading-close = ضيق
setting-leading-open = واسع
setting-measure = طول السطر في المقالات
setting-measure-short = قصير
setting-measure-long = طويل
setting-open = عندما أفتح مقالة
setting-open-read = تعليمها كمقروءة
setting-open-keep = تركها غير مقروءة
setting-together = ما يُعلَّم مقروءًا مع المقالة
setting-together-alone = لا شيء غيرها
setting-together-copies = نسخ نصها
setting-together-story = كل رواياتها في القصة
setting-scroll = عند تجاوز مقالة في القائمة
setting-layout = قوائم المقالات
setting-layout-cards = بطاقات
setting-layout-magazine = مجلة
setting-layout-list = العناوين فقط
setting-layout-full = النص كاملًا
setting-keys = مفاتيح مفردة كاختصارات
setting-keys-on = مفعّلة
setting-keys-off = معطّلة
setting-order = ترتيب المقالات
setting-order-newest = الأحدث أولًا
setting-order-oldest = الأقدم أولًا
setting-copies = نسخ النص الواحد
setting-copies-apart = تُقرأ كل نسخة على حدة
setting-copies-together = قراءة واحدة تكفي عن جميعها
setting-unread = المقالات غير المقروءة في القصة
setting-unread-all = جميعها
setting-unread-leads = المقالة الرئيسية فقط، وتُعلَّم البقية كمقروءة عند وصولها
setting-verdicts = مقدار النص المتاح، في التطبيقات
setting-verdicts-line = سطر فوق النص
setting-verdicts-labels = ووسم لكل حكم أيضًا
setting-language = اللغة
setting-language-browser = كالمتصفح
language-en = English
language-en-us = الإنجليزية (الولايات المتحدة)
language-de = Deutsch
language-ar = العربية
told-none = لا شيء لتعليمه.
told-undone = تم التراجع.
told-late = فات أوان التراجع.
told-saved = حُفظت الإعدادات.
article-fetch-again = جلب من جديد
again-same = جُلبت من جديد: لم يتغير شيء.
again-later = يطلب خادم الناشر الانتظار. حاول لاحقًا.
again-no-page = لا صفحة لهذه المقالة يمكن جلبها.
again-kept = تعطي الصفحة الآن أقل. يبقى النص السابق.
told-read = { $count ->
    [one] عُلّمت مقالة كمقروءة.
    [two] عُلّمت مقالتان كمقروءتين.
    [few] عُلّمت { $count } مقالات كمقروءة.
   *[other] عُلّمت { $count } مقالة كمقروءة.
}
told-unread = { $count ->
    [one] عُلّمت مقالة كغير مقروءة.
    [two] عُلّمت مقالتان كغير مقروءتين.
    [few] عُلّمت { $count } مقالات كغير مقروءة.
   *[other] عُلّمت { $count } مقالة كغير مقروءة.
}
told-starred = { $count ->
    [one] أضيفت نجمة إلى مقالة.
    [two] أضيفت نجمة إلى مقالتين.
    [few] أضيفت نجمة إلى { $count } مقالات.
   *[other] أضيفت نجمة إلى { $count } مقالة.
}
told-unstarred = { $count ->
    [one] أزيلت النجمة من مقالة.
    [two] أزيلت النجمة من مقالتين.
    [few] أزيلت النجمة من { $count } مقالات.
   *[other] أزيلت النجمة من { $count } مقالة.
}
feed-state-trouble = معطلة
feed-state-dead = مغلقة
feed-state-limping = تحتاج إلى انتباه
feed-state-new = بانتظار أول تحديث
feed-state-well = تعمل
feed-state-paused = متوقفة
articles-newest-first = الأحدث أولًا
articles-oldest-first = الأقدم أولًا
layout-cards = بطاقات
layout-magazine = مجلة
layout-headlines = العناوين
layout-full = النص كاملًا
articles-all-feeds = كل الخلاصات
articles-folders = المجلدات
articles-unread-by-feed = غير المقروء حسب الخلاصة
articles-labels = الوسوم
articles-muted-list = المخفية
linked-continues = تتابع
linked-continued = تتابعها
linked-beside = إلى جانب
story-published = نُشرت { $when }.
story-span = نُشرت أولًا { $first }، وحُدّثت { $last }.
reading-time = { $length }، { $minutes } د
other-feed = ما أعطته الخلاصة: { $mark }
other-page = ما أعطته الصفحة: { $mark }
timeline-title = كيف نمت القصة
timeline-by = { $publishers } حتى { $when }
frame-reading = تُقرأ المقالات
frame-updating = تحديث: { $done } من { $feeds }
publisher-not-named = الناشر غير مذكور
without-headline = بلا عنوان
tally = { $publishers }؛ { $counts }
tally-all-independent = { $publishers }، كلهم مستقلون؛ { $counts }
tally-sources = { $publishers }، { $sources }؛ { $counts }
offline = غير متصل
story-part = النسخ { $from } إلى { $to } من { $all }
article-story = القصة، مع { $others }
page-number = الصفحة { $page }
front-stories = القصص
front-empty-unread = قرأت كل شيء. التحديث التالي يأتي بالمزيد.
front-empty-plain = لا قصص بعد. تُظهر صفحة الخلاصات هل تعمل خلاصاتك.
front-empty-here = لا قصص هنا.
sort-problems = المشكلات أولًا
sort-latest = آخر مقالة
script-noted = حُفظت. تُرسل عندما تتصل من جديد.
script-offline = أنت غير متصل.
script-offline-saved = أنت غير متصل. هذه صفحة محفوظة، وتُرسل العلامات لاحقًا.
script-selected = الكلمات المختارة
script-highlight = تمييز
script-add-note = إضافة ملاحظة
article-share = مشاركة
article-share-with = مشاركة عبر تطبيق
article-copy-link = نسخ الرابط
article-copy-quote = نسخ كاقتباس
script-copied = نُسخ.
script-quoted = «{ "{}" }»
rules-lift = رفعها في «اليوم»
rules-notify = إعلامي في «اليوم»
setting-css = أسلوب CSS خاص بك
script-new = { "{}" } جديدة
saved-pages = صفحات محفوظة
read-keep = احفظها
told-kept = حُفظت الصفحة.
told-had = سبق أن حفظت هذه الصفحة.

picture-larger = صورة أكبر

## history

nav-history = السجل
history-note = علامات يمكنك التراجع عنها، ومقالات قرأتها، الأحدث أولًا.
history-marks = العلامات
history-read = قُرئ مؤخرًا
history-nothing = لا شيء بعد. يظهر هنا ما تفتحه أو تعلّمه مقروءًا.

poll-new = { $count ->
    [zero] لا مقالات جديدة
    [one] مقالة جديدة
    [two] مقالتان جديدتان
    [few] { $count } مقالات جديدة
   *[other] { $count } مقالة جديدة
}
poll-nothing-new = لا جديد
poll-took = { $seconds } ث
feed-how-much = كم ينشر
feed-volume = { $average } مقالة في الأسبوع خلال آخر { $weeks } أسبوعًا
feed-latest-checks = آخر الفحوص
publisher-unknown = ناشر غير معروف
labels = الوسوم
label-new = إضافة وسم
label-without = إزالة «{ $name }»
error-label = يحتاج الوسم إلى حرف أو رقم، والحد الأقصى { $most }
