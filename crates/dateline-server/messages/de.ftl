# Die Wörter der Oberfläche auf Deutsch. Reihenfolge und Namen wie in en.ftl.

account-owner = Sie verwalten dieses Dateline.
account-reader = Sie lesen in diesem Dateline: Feeds, Markierungen und was Sie verfolgen, sind Ihre eigenen.
account-token-note = Eine App bekommt Ihren Namen und ein Token statt des Passworts; ein Programm sendet es als Bearer-Token an <code>/api/v1</code>.
account-people-who-have-an-account = Wer ein Konto hat
account-log-out = Abmelden
account-sessions = Sitzungen
account-this-browser = Dieser Browser
account-last-used = Zuletzt benutzt
account-logged-in = angemeldet
account-end-the-session-of = Diese Sitzung beenden: { $agent }
account-end-this-session = Diese Sitzung beenden
account-end-all-others = Alle anderen beenden
account-tokens-for-apps-and-programs = Token für Apps und Programme
account-made = erstellt
account-last-used-2 = zuletzt benutzt
account-never-used = nie benutzt
account-revoke-the-token = Token { $name } widerrufen
account-revoke = Widerrufen
account-name-such-as-that-of = Name, etwa der der App
account-what-it-may-do = Was es darf
account-read = Lesen
account-read-and-mark = Lesen und markieren
account-read-mark-and-manage-feeds = Lesen, markieren und Feeds verwalten
account-make-a-token = Token erstellen
password = Passwort
account-present-password = Derzeitiges Passwort
account-new-password-at-least-8 = Neues Passwort, mindestens 8 Zeichen
password-again = Noch einmal dasselbe
account-change-it-and-end-all = Ändern und alle anderen Sitzungen beenden
account-second-factor = Zweiter Faktor
account-the-login-asks-for-a = Die Anmeldung fragt nach einem Code Ihrer App. Ein Wiederherstellungscode ersetzt ihn einmal.
code = Code
account-take-it-away = Entfernen
account-a-code-of-an-app = Ein Code einer App auf Ihrem Telefon neben dem Passwort: Wer nur das Passwort kennt, kommt nicht hinein.
set-it-up = Einrichten
account-what-happened-to-this-account = Was mit diesem Konto geschah

plain-http-advice = Geben Sie dem Desk ein Zertifikat (<code>tls.certificate</code>), oder setzen Sie einen Proxy mit TLS davor und nennen Sie ihn in <code>trusted_proxies</code>. In einem Heimnetz, dem Sie vertrauen, setzen Sie <code>plain_http_login = true</code>.
lost-password = Passwort verloren? Wer dieses Dateline verwaltet, kann Ihnen einen Link für ein neues geben; das tut auch <code>dateline user reset NAME</code> auf dem Rechner.
log-in = Anmelden
account-login-this-desk-is-asked-over = Dieses Dateline wird von einem anderen Rechner über unverschlüsseltes HTTP aufgerufen: Jeder auf dem Weg könnte das Passwort lesen, darum ist hier keine Anmeldung möglich.
account-login-this-goes-over-plain-http = Dies geht über unverschlüsseltes HTTP: Jeder in diesem Netz kann es lesen.
name = Name
account-login-code-if-you-have-set = Code, falls ein zweiter Faktor eingerichtet ist

account-new-this-desk-is-asked-over = Dieses Dateline wird von einem anderen Rechner über unverschlüsseltes HTTP aufgerufen: Jeder auf dem Weg könnte das Passwort lesen, darum wird hier keines angenommen.
token = Token
account-new-password-at-least-8-characters = Passwort, mindestens 8 Zeichen; vier Wörter, die nicht zusammengehören, sind gut

account-secret-open-it-in-an-app = In einer App für Codes öffnen
account-secret-code-that-the-app-shows = Code, den die App zeigt
account-secret-i-have-kept-it = Ich habe es aufbewahrt

account-trail-what-happened = Was geschah
account-trail-when = Wann
account-trail-what = Was
account-trail-from = Von wo

and-more = und { $more } weitere
act-before = Vorher
act-after = Nachher
act-undone = Rückgängig gemacht
undo = Rückgängig

add-address-of-a-feed-or = Adresse eines Feeds oder einer Website, die einen hat
add = Hinzufügen
add-it-needs-a-login-or = Er braucht eine Anmeldung oder ist privat

apart-untitled-link = Link ohne Titel
apart-no-headline = Ohne Überschrift
apart-publisher-not-named = Herausgeber nicht genannt

article-changed = geändert
article-updated = aktualisiert
publisher-declares = Angabe des Herausgebers: { $declared }.
article-read-at = Bei { $host } lesen
article-listen-at = Bei { $host } anhören
article-watch-at = Bei { $host } ansehen
article-try-at = Bei { $host } versuchen
muted-by = Stummgeschaltet durch
show-again = Wieder zeigen
article-read-the-original = Das Original lesen.
earlier-headline = Frühere Überschrift, bis
article-this-article-was-taken-down = Dieser Artikel wurde zurückgezogen
article-the-publisher-withdrew-it-its = Der Herausgeber hat ihn zurückgezogen. Der Text ist verborgen; die Überschrift bleibt, damit Sie wissen, was hier stand.
article-continue-where-you-stopped = Weiterlesen, wo Sie aufgehört haben
article-earlier-versions = Frühere Fassungen ({ $history })
article-until = Bis
article-text = Text
article-waiting-for-the-text = Der Text fehlt noch
article-dateline-asks-each-publisher-for = Dateline ruft bei jedem Herausgeber eine Seite nach der anderen ab. Der Text, oder der Grund, warum es keinen gibt, kommt mit der Aktualisierung.
article-rename-the-publisher-or-make = Herausgeber umbenennen oder eine Regel für ihn anlegen
article-name-for = Name für { $host }
save = Speichern
article-leave-empty-to-use-its = Leer lassen, um den eigenen Namen zu verwenden.
article-make-a-rule-for-this = Regel für diesen Herausgeber anlegen
article-left-out-of-the-article = Nicht Teil des Artikels ({ $asides })

articles-no-feeds-yet = Noch keine Feeds
articles-add-a-newspaper-a-blog = Fügen Sie eine Zeitung, ein Blog oder einen Feed hinzu, dann erscheinen die Artikel hier.
articles-coming-from-another-reader = Kommen Sie von einem anderen Reader?
articles-import-your-opml-file = OPML-Datei importieren.
articles-feed-settings = Einstellungen des Feeds
show = Anzeigen
feeds-and-folders = Feeds und Ordner
articles-view = Ansicht
articles-mark-all-read = Alle als gelesen markieren
articles-mark-older-articles-read = Ältere Artikel als gelesen markieren
articles-older = Ältere als gelesen
articles-mark-older-than-a-day = Älter als einen Tag als gelesen markieren
articles-mark-older-than-a-week = Älter als eine Woche als gelesen markieren
pages = Seiten
articles-previous-page = Vorige Seite
articles-next-page = Nächste Seite
articles-more-feeds = { $more } weitere Feeds
articles-manage-feeds = Feeds verwalten
articles-muted = { $count } stummgeschaltet

attached = Anhänge
attached-chapters = Kapitel ({ $chapters })
attached-filed-by-the-publisher-under = Vom Herausgeber eingeordnet unter

base-stories = Themen
base-skip-to-content = Zum Inhalt
base-dateline-front-page = Dateline, Startseite
search = Suche
base-desk = Dateline
nav-today = Heute
nav-articles = Artikel
nav-starred = Mit Stern
nav-feeds = Feeds
base-feeds-in-trouble = Feeds mit Problemen
nav-searches = Suchen
nav-follows = Verfolgt
nav-rules = Regeln
nav-read = Seite lesen
nav-settings = Einstellungen
nav-help = Hilfe
nav-account = Konto
base-last-update = Letzte Aktualisierung
base-not-updated-yet = Noch nicht aktualisiert
keys = Tasten
nav-notes = Notizen
nav-corrections = Korrekturen
base-stories-feed = Feed der Themen
base-close = Schließen

blocks-table = Tabelle

correct-note = Ihre Korrektur bleibt, wenn Themen neu gruppiert werden. Sie können sie jederzeit <a>rückgängig machen</a>.
correct-wrong-grouping-fix-it = Falsch gruppiert? Korrigieren
correct-these-articles = Diese Artikel
correct-split-into-a-new-story = Als neues Thema abtrennen
correct-the-other-story = Das andere Thema
correct-this-belongs-to-another-story = Dies gehört zu einem anderen Thema
correct-its-number-or-address = Dessen Nummer oder Adresse
correct-move-the-selected-articles-there = Ausgewählte Artikel dorthin verschieben
correct-merge-this-whole-story-with = Dieses ganze Thema mit jenem zusammenlegen
correct-merge-them = Zusammenlegen

corrections-export = <a>Alle Korrekturen als JSON exportieren</a>, mit den Adressen der Artikel.
corrections-stories-you-split-moved-or = Themen, die Sie getrennt, verschoben oder zusammengelegt haben. Jede Korrektur gilt, bis Sie sie rückgängig machen.
corrections-published = Auf diesem Desk gilt für alle, was Eigentümer korrigieren; was Sie selbst korrigieren, geht vor.
corrections-no-corrections-yet-you-can = Noch keine Korrekturen. Ein Thema korrigieren Sie am Ende seiner Seite.

details-people-places-and-quotes = Personen, Orte und Zitate
details-more-quotations = { $quotes } weitere Zitate
details-people = Personen
details-places = Orte
also-named = Außerdem genannt
details-found-automatically-from-capital-letters = Automatisch gefunden anhand von Großbuchstaben, Anführungszeichen und Wörtern daneben. Jeder Name steht in einer der Fassungen; manche können fehlen.

error-to-the-front-page = Zur Startseite

evidence-one-piece-of-evidence = Ein Beleg
evidence-pieces-of-evidence = { $evidence } Belege
evidence-rule = Regel

update-now = Jetzt aktualisieren
health = Zustand
feed-last-checked = Zuletzt geprüft
feed-resume-this-feed = Diesen Feed fortsetzen
feed-pause-this-feed = Diesen Feed pausieren
feed-name-of-this-feed-leave = Name dieses Feeds; leer lassen für seinen eigenen
folder = Ordner
feed-now-in = Jetzt in { $folders }.
feed-move-it-to-this-folder = In diesen Ordner verschieben; leer lassen für keinen
move = Verschieben
feed-make-a-rule-for-this = Regel für diesen Feed anlegen
retention = Aufbewahrung
feed-days = Tage
feed-default = Vorgabe
feed-megabytes = Megabyte
feed-empty-the-default-0-keep = Leer = Vorgabe, 0 = für immer behalten. Artikel mit Stern werden nie gelöscht.
feed-checking = Abruf und Text
feed-hours-between = Stunden zwischen zwei Abrufen
feed-hours-auto = automatisch
feed-which-text = Text der Artikel
feed-pages-auto = Von der Seite, wenn der Feed weniger als den ganzen Artikel liefert
feed-pages-always = Immer von der Seite
feed-pages-never = Nur, was der Feed liefert
feed-checking-note = Leer = so oft, wie der Feed Neues bringt. Bittet der Herausgeber um längere Pausen, wartet Dateline. Die Wahl des Textes gilt für neue Artikel.
feed-opening = Artikel öffnen
feed-open-here = In Dateline
feed-open-original = Beim Herausgeber
feed-opening-note = Gilt für die Überschriften in Listen. Als gelesen gelten sie so oder so.
feed-access = Zugang
feed-what-is-saved-here-is = Was hier gespeichert wird, wird nicht wieder angezeigt. Nach einer Weiterleitung geht es an keine andere Herkunft.
remove = Entfernen
feed-its-articles-stay-until-they = Seine Artikel bleiben, bis sie zu alt sind; Artikel mit Stern bleiben.
feed-remove-this-feed = Diesen Feed entfernen

feeds-export = <a>Feeds als OPML exportieren</a>, ohne private; <a>mit privaten</a>, deren Adressen geheim sein können. Keine Liste enthält Anmeldedaten.
feeds-find-a-feed = Feed suchen
all = Alle
sort-by = Sortieren nach
feeds-no-feed-matches = Kein Feed passt.
feeds-show-all-feeds = Alle Feeds zeigen
feeds-select-all-on-this-page = Alle auf dieser Seite auswählen
feed = Feed
feeds-last-article = Letzter Artikel
unread = Ungelesen
feeds-select = { $title } auswählen
paused = Pausiert
feeds-settings-of = Einstellungen von { $title }
feeds-with-the-selected-feeds = Mit den ausgewählten Feeds
feeds-with-selected = Ausgewählte:
feeds-update = Aktualisieren
pause = Pausieren
resume = Fortsetzen
feeds-folder-to-move-to = Zielordner
feeds-remove-the-selected-feeds = Ausgewählte Feeds entfernen
import-and-export = Import und Export
feeds-opml-file-from-another-reader = OPML-Datei aus einem anderen Reader
feeds-import = Importieren

follows-stories-that-match-what-you = Themen, die zu dem passen, was Sie verfolgen, stehen auf „Heute“ weiter oben: 1,5-fach bei einem Treffer, doppelt bei zweien. Verborgen wird nichts.
follows-a-publisher-by-its-name = Ein Herausgeber, nach Name oder Host
follows-the-skerry-post = The Skerry Post
follow = Verfolgen
follows-words-in-a-headline-or = Wörter in Überschrift oder Vorspann
follows-harbour-pilots = Hafenlotsen
follows-a-section = Ein Ressort
follows-you-dont-follow-anything-yet = Sie verfolgen noch nichts.
follows-unfollow = { $name } nicht mehr verfolgen
unfollow = Nicht mehr verfolgen

front-your-desk-is-empty = Hier ist noch nichts
front-enter-the-address-of-a = Geben Sie die Adresse einer Zeitung, einer Zeitschrift oder eines Feeds ein. Dateline findet den Feed, liest jeden Artikel, sagt, wie viel davon da ist, und fasst Berichte über dasselbe Ereignis zusammen.
front-coming-from-another-reader = Kommen Sie von einem anderen Reader?
front-import-your-opml-file = OPML-Datei importieren.
front-want-to-see-what-this = Wollen Sie sehen, worum es geht?
front-look-at-a-broken-page = Eine kaputte Seite Zeile für Zeile ansehen.
front-your-searches = Ihre Suchen
front-seen = Gesehen
front-nothing-here = Hier ist nichts

help-programs = Die JSON-API liegt unter <code>/api/v1/</code>, der <a>Feed der Themen</a> enthält Überschriften und Links, <code>/metrics</code> ist für Prometheus, <code>/healthz</code> sagt, ob es dem Server gut geht. Dies ist Version { $version }.
help-every-article-shows-how-much = Jeder Artikel zeigt, wie viel von seinem Text Dateline hat. Öffnen Sie ein Zeichen, um die Belege zu sehen.
help-signs = Zeichen
help-the-fuller-the-circle-the = Je voller der Kreis, desto mehr vom Artikel ist da. Die Farben wiederholen, was die Formen sagen.
help-why-an-article-may-be = Warum ein Artikel fehlen kann
help-how-we-treat-publishers = Wie wir mit Herausgebern umgehen
help-dateline-never-works-around-a = Dateline umgeht keine Bezahlschranke, keine Anmeldung, keine Zustimmungsseite und keine Bot-Prüfung. Es sagt, wer es ist, fragt nicht öfter an, als ein Herausgeber möchte, und verlinkt auf ihn. Text, den eine Seite hinter einer Schranke verbirgt, wird nie gezeigt, gespeichert oder durchsucht.
help-your-browser-talks-only-to = Ihr Browser spricht nur mit Dateline: Bilder und Aufnahmen kommen durch es hindurch, und keine andere Website erfährt, was Sie lesen.
help-for-other-programs = Für andere Programme

in-list-in-this-list = In dieser Liste
previous = Zurück
next = Weiter

keys-next-article-or-story = nächster Artikel oder nächstes Thema
keys-previous = zurück
keys-open = öffnen
keys-open-the-original-at-the = Original beim Herausgeber öffnen
keys-mark-read-or-unread = als gelesen oder ungelesen markieren
keys-star-or-remove-the-star = Stern setzen oder entfernen
keys-fetch-again = Artikel neu abrufen
keys-mark-everything-in-the-list = alles in der Liste als gelesen markieren
keys-undo-the-last-mark = letzte Markierung rückgängig machen
keys-previous-next-page-of-a = vorige, nächste Seite einer Liste
keys-reload = neu laden
keys-back-to-the-list = zurück zur Liste
keys-go-to-today = zu „Heute“
keys-go-to-unread-articles = zu ungelesenen Artikeln
keys-go-to-all-articles = zu allen Artikeln
keys-go-to-starred-articles = zu Artikeln mit Stern
keys-go-to-feeds = zu den Feeds
keys-search = suchen
keys-show-these-keys = diese Tasten zeigen

login-login = Anmeldung
login-keep-it-as-it-is = So lassen
login-none = Keine
login-user-name-and-password = Benutzername und Passwort
login-header-of-the-publisher = Header des Herausgebers
login-cookies = Cookies
login-delete-it = Löschen
login-user-name-or-name-of = Benutzername oder Name des Headers
login-password-token-value-or-cookies = Passwort, Token, Wert oder Cookies
login-other-origins-that-may-see = Andere Adressen, die sie sehen dürfen
login-send-it-unencrypted-too-where = Auch unverschlüsselt senden, wo die Adresse mit http: beginnt
login-private-its-address-is-a = Privat: Die Adresse ist geheim, oder die Artikel sind für eine Person bestimmt

mark-unread = Als ungelesen markieren
mark-read = Als gelesen markieren
marks-remove-star = Stern entfernen
star = Stern setzen
more-actions = Weitere Aktionen
more = Mehr
marks-open-original = Original öffnen
marks-mark-all-above-as-read = Alle darüber als gelesen markieren
marks-mark-all-below-as-read = Alle darunter als gelesen markieren

note-these-words-are-no-longer = Diese Wörter stehen nicht mehr im Text.
note-show-in-the-text = Im Text zeigen
edit = Bearbeiten
your-note = Ihre Notiz
delete = Löschen

notes-what-you-highlighted-and-noted = Was Sie in Artikeln hervorgehoben und notiert haben. Artikel bleiben so lange wie ihre Notizen.
export-markdown = Als Markdown exportieren
notes-no-notes-yet-select-words = Noch keine Notizen. Wählen Sie Wörter in einem Artikel aus, um sie hervorzuheben, oder fügen Sie am Ende eine Notiz hinzu.
notes-of-add-a-note = Notiz hinzufügen
notes-of-words-of-the-article-to = Wörter des Artikels, die hervorgehoben werden sollen
notes-of-save-note = Notiz speichern
notes-of-all-notes = Alle Notizen

offline-you-are-offline = Sie sind offline
offline-this-page-is-not-saved = Diese Seite ist auf diesem Gerät nicht gespeichert. Artikel, die Sie geöffnet haben, Artikel mit Stern und Ihre letzten Listen sind es.
offline-saved-articles = Gespeicherte Artikel
paging-newer = Neuere
paging-older = Ältere

people-people = Personen
people-who-has-an-account-at = Wer hier ein Konto hat. Feeds werden für alle einmal abgerufen; was jemand verfolgt, liest und markiert, sieht sonst niemand.
people-your-own-account = Ihr eigenes Konto
people-kept-out = ausgesperrt
people-password-and-code = Passwort und Code
people-password-alone = nur Passwort
people-last-here = zuletzt hier
people-not-logged-in = nicht angemeldet
people-change = { $name } ändern
people-change-2 = Ändern
people-link-for-a-new-password = Link für ein neues Passwort
people-let-in-again = Wieder zulassen
people-keep-out = Aussperren
people-delete-with-everything = Mit allem löschen
people-invite-somebody = Jemanden einladen
people-as = Als
people-reader = Leser
people-owner = Verwalter
people-make-a-link = Link erstellen
people-audit-trail = Protokoll

players-goes-on-at = Weiter ab { $place }
players-speed = Tempo
quote-in = in
quote-in-2 = In

rank-rank-breadth-freshness-growth-diversity = Rang { $score }: Breite { $breadth }, Frische { $freshness }, Wachstum { $growth }, Vielfalt { $diversity }, Verfolgtes { $follow }
why-rank = Warum dieser Rang?
rank-rank-is-the-product-of = Der Rang { $score } ist das Produkt aus Breite, { $breadth }; Frische, { $freshness }; Wachstum, { $growth }; Vielfalt, { $diversity }; und Verfolgtem, { $follow }.

read-paste-a-page-a-text = Fügen Sie eine Seite, einen Text oder eine Adresse ein. Dateline zeigt Zeile für Zeile, was zum Artikel gehört und was nicht, und wie viel vom Artikel da ist.
read-what-came-in = Was hereinkam
read-what-a-reader-gets = Was Leser bekommen
read-no-article-was-found-on = Auf dieser Seite wurde kein Artikel gefunden.
read-read-another = Noch eine lesen
read-paste-it-here = Hier einfügen
read-a-pages-source-or-plain = Quelltext einer Seite oder reiner Text
read-or-enter-a-url = Oder eine URL eingeben
read-read = Lesen
read-nothing-at-hand = Nichts zur Hand?
read-show-me-a-broken-page = Eine kaputte Seite zeigen
read-nothing-you-paste-here-is = Was Sie hier einfügen, wird nicht aufbewahrt; „Aufheben“ legt die Seite der URL unter „Gespeicherte Seiten“ ab, für später. Zeigen Sie auf eine Zeile, um zu sehen, warum sie so eingeordnet wurde.

rules-delete-and-show = Löschen und zeigen, was sie stummgeschaltet hat
rules-words-note = Ein Artikel muss jede ausgefüllte Bedingung erfüllen. Trennen Sie Wörter, Wendungen und Namen mit Kommas: Eines davon genügt. <code>wahl*</code> findet auch Wahlkampf.
rules-only-story = Nur Artikel aus <a>diesem Thema</a>.
rules-muted-note = Stummgeschaltete Artikel gelten als gelesen und fehlen auf „Heute“ und in Ihren Listen. Sie stehen unter <a>Stummgeschaltet</a>.
rules-rules-look-at-every-article = Regeln sehen sich jeden Artikel an, wenn er ankommt: Sie können ihn stummschalten, als gelesen markieren, mit einem Stern oder einem Label versehen, auf „Heute“ anheben oder melden.
rules-muted = { $count } stummgeschaltet
rules-more-for = Mehr zu { $name }
rules-apply-to-articles-already-here = Auf vorhandene Artikel anwenden
rules-new-rule = Neue Regel
rules-edit-rule = Regel bearbeiten
rules-which-articles = Welche Artikel
rules-words-in-the-headline = Wörter in der Überschrift
rules-words-anywhere-in-the-article = Wörter irgendwo im Artikel
rules-publisher-by-name-or-host = Herausgeber, nach Name oder Host
any = Beliebig
rules-more-conditions = Weitere Bedingungen
rules-without-these-words = Ohne diese Wörter
rules-author = Autor
section = Ressort
rules-how-much-of-it-is = Wie viel davon da ist
rules-kind = Art
rules-language-as-a-code-such = Sprache, als Kürzel wie en oder pt-BR
rules-length-in-words = Länge in Wörtern
rules-from = von
rules-from-in-words = Von, in Wörtern
rules-to = bis
rules-to-in-words = Bis, in Wörtern
rules-articles-in-its-story = Artikel in seinem Thema
rules-from-in-articles = Von, in Artikeln
rules-to-in-articles = Bis, in Artikeln
rules-length-availability-and-missing-words = Länge, Umfang und fehlende Wörter sind bekannt, sobald die Seite abgerufen ist; die Regel sieht dann noch einmal hin.
rules-what-to-do = Was zu tun ist
rules-mute = Stummschalten
rules-add-the-label = Label hinzufügen
rules-name-of-the-rule-leave = Name der Regel; leer lassen, um ihre Bedingungen zu verwenden
rules-preview = Vorschau
cancel = Abbrechen
rules-and-more = Und { $more } weitere.

search-note = Sie können das kombinieren: <a><code>ferry -strike has:image</code></a>. Wörter in der Überschrift zählen am meisten, dann die im Vorspann; unter Gleichen steht Neueres zuerst. Gereiht werden die neuesten 200 Treffer und 60 ältere in Überschriften; der Rest folgt nach Zeit. <code>dateline search</code> versteht dieselben Angaben. Akzente und Großschreibung machen keinen Unterschied. Gesucht wird in Überschriften, Vorspännen und ganzen Texten in Dateline, in jeder Sprache, aber nie in Text hinter einer Schranke.
search-words = Wörter
search-save-this-search = Diese Suche speichern
search-show-new-results-on-today = Neue Treffer auf „Heute“ zeigen
search-it-also-gets-a-feed = Sie bekommt auch einen Feed für jeden Reader, unter einer geheimen Adresse.
search-saved-searches = Gespeicherte Suchen ({ $saved })
search-this-one-is-saved = Diese ist gespeichert.
search-tips = Tipps zur Suche
search-nothing-found-search-tips = Nichts gefunden. Tipps zur Suche
search-articles-with-both-words-in = Artikel mit beiden Wörtern, in beliebiger Reihenfolge
search-these-words-side-by-side = diese Wörter nebeneinander
search-words-starting-with-this = Wörter, die so beginnen
search-without-a-word = ohne ein Wort
search-of-a-publisher-by-words = von einem Herausgeber, nach Wörtern seines Namens, des von Ihnen gegebenen Namens oder seines Hosts
search-with-a-label-of-yours = mit einem Ihrer Labels
search-in-a-language = in einer Sprache
search-published-on-that-day-or = an diesem Tag oder später erschienen, oder davor
search-words-in-the-headline-only = Wörter nur in der Überschrift
search-behind-a-wall-with-a = hinter einer Schranke, mit Bild, von anderen übernommen
search-by-how-much-of-the = danach, wie viel vom Text da ist, und nach Ihren Markierungen; ein Minus davor kehrt es um

searches-none = Noch keine gespeicherten Suchen. <a>Suchen Sie etwas</a> und speichern Sie es dann.
searches-alert = Auf „Heute“: { $alert }
saved-searches = Gespeicherte Suchen
searches-each-has-a-feed-of = Jede hat einen eigenen Feed. Wer dessen Adresse kennt, kann ihn lesen: Er enthält Überschriften, Quellen, Links und kurze Auszüge.
searches-its-feed-will-stop-working = Ihr Feed funktioniert dann nicht mehr.
searches-delete-this-search = Diese Suche löschen

settings-how-pages-look-and-behave = Wie Seiten für Sie aussehen und sich verhalten, auf jedem Gerät.

story-leads = { $publisher } führt dieses Thema an.
story-hides-this-story-and-every = Verbirgt dieses Thema und jeden späteren Artikel darüber
story-mute-this-story = Dieses Thema stummschalten
story-how-it-grew = Wie es wuchs
story-how-it-began = Wie es begann
story-hour-by-hour = Stunde für Stunde
story-the-report = Der Bericht
story-every-version = Alle Fassungen
story-lead = Führend
story-at-the-publisher = Beim Herausgeber
story-also-carried-by = Auch bei
story-and-more = und { $copies } weiteren
story-headed = mit der Überschrift
story-only-in-this-version = Nur in dieser Fassung
story-why-in-this-story = Warum in diesem Thema?
story-a-reader-put-it-here = Von Hand hierher verschoben.
story-shares = Teilt
story-no-single-important-word = kein einzelnes wichtiges Wort
story-with-the-story-similarity = mit dem Thema. Ähnlichkeit { $score }.
story-against-it = Dagegen spricht:
story-not-the-same-event = Nicht dasselbe Ereignis
story-pages-of-versions = Seiten mit Fassungen
story-versions-before = Fassungen davor
story-show-more = Mehr zeigen
story-linked-stories = Verwandte Themen
story-stories-about-the-same-people = Themen über dieselben Personen, Orte oder Dinge. Es sind eigene Themen.
story-both-speak-of = beide sprechen von
story-also-reported-by = Auch berichtet von
story-headlines-that-other-pages-and = Überschriften, die andere Seiten und Feeds zu diesem Ereignis nennen. Dateline hat ihren Text nicht, und sie zählen nicht als Fassungen.
story-corrected-by-hand = Von Hand korrigiert

count-articles = { $count ->
    [one] 1 Artikel
   *[other] { $count } Artikel
}
count-feeds = { $count ->
    [one] 1 Feed
   *[other] { $count } Feeds
}
count-independent-sources = { $count ->
    [one] 1 unabhängige Quelle
   *[other] { $count } unabhängige Quellen
}
count-lines = { $count ->
    [one] 1 Zeile
   *[other] { $count } Zeilen
}
count-new-articles = { $count ->
    [one] 1 neuer Artikel
   *[other] { $count } neue Artikel
}
count-other-versions = { $count ->
    [one] 1 weiteren Fassung
   *[other] { $count } weiteren Fassungen
}
count-publishers = { $count } Herausgeber
count-stories = { $count ->
    [one] 1 Thema
   *[other] { $count } Themen
}
count-unread-articles = { $count ->
    [one] 1 ungelesener Artikel
   *[other] { $count } ungelesene Artikel
}
count-characters = { $count } Zeichen
count-words = { $count ->
    [one] 1 Wort
   *[other] { $count } Wörter
}

held-whole = Vollständig
held-preview = Vorschau
held-headline-only = Nur Überschrift
held-blocked = Gesperrt
held-not-available = Nicht verfügbar
held-not-an-article = Kein Artikel
held-waiting-for-text = Text folgt
holding-this-is-the-whole = Dies ist der ganze Artikel.
holding-only-part-of-the = Nur ein Teil des Artikels ist verfügbar.
holding-only-the-headline-is = Nur die Überschrift ist verfügbar.
holding-the-publisher-did-not = Der Herausgeber hat den Text nicht gezeigt.
holding-couldnt-get-the-text = Der Text war nicht zu bekommen.
holding-this-page-is-not = Diese Seite ist kein Artikel.
holding-waiting-for-the-text = Der Text folgt noch.
origin-seen-when-this-page = beim Abruf dieser Seite gesehen
origin-inherited-the-text-was = geerbt: Der Text kam schon unvollständig an; dieser Host hat uns nichts verweigert
aside-teaser-of-another-article = Anreißer eines anderen Artikels
aside-headlines-of-several-publishers = Überschriften mehrerer Herausgeber
aside-notice = Hinweis
aside-cookie-line = Cookie-Zeile
aside-caption = Bildunterschrift
aside-navigation = Navigation
aside-about-the-author = Über den Autor
aside-newsletter-invitation = Einladung zum Newsletter
aside-comments = Kommentare
aside-advertisement = Anzeige
aside-related-links = Verwandte Links
copied-word-for-word = wörtlich
copied-in-part = teilweise
copied-with-additions = mit Ergänzungen
copied-edited = bearbeitet
medium-audio = Audio
medium-video = Video
medium-picture = Bild
medium-note = Notiz
medium-this-is-a-recording = Dies ist eine Aufnahme zum Hören. Was der Feed darüber sagt, steht hier.
medium-this-is-a-video = Dies ist ein Video. Was der Feed darüber sagt, steht hier.
medium-the-picture-is-all = Dieser Eintrag besteht nur aus dem Bild.
medium-this-is-a-short = Dies ist eine kurze Notiz ohne Überschrift.
line-headline = Überschrift
line-article = Artikel
line-notice = Hinweis
line-teaser = Anreißer
line-several-publishers = Mehrere Herausgeber
line-cookie-line = Cookie-Zeile
line-caption = Bildunterschrift
line-navigation = Navigation
line-byline = Autorenzeile
line-newsletter = Newsletter
line-comments = Kommentare
line-advert = Anzeige
line-related = Verwandtes
line-left-out = Weggelassen
empty-you-have-read-everything = Sie haben alles gelesen. Die nächste Aktualisierung bringt mehr.
empty-read-all-here = Sie haben hier alles gelesen.
empty-show-read = Gelesene zeigen
empty-go-on = Weiter mit
empty-no-starred-articles-here = Hier sind keine Artikel mit Stern. Drücken Sie s bei einem Artikel oder klicken Sie auf den Stern, um ihn hier wiederzufinden. Artikel mit Stern werden nie gelöscht.
empty-nothing-is-muted-rules = Nichts ist stummgeschaltet. Regeln können Artikel stummschalten, wenn sie ankommen.
empty-no-articles-here-yet = Hier sind noch keine Artikel.
rule-less-than-the-whole = Weniger als der ganze Artikel
rule-whole-article = Ganzer Artikel
rule-preview = Vorschau
rule-headline-only = Nur Überschrift
rule-not-available = Nicht verfügbar
rule-not-an-article = Kein Artikel
rule-articles-to-read = Artikel zum Lesen
rule-audio = Audio
rule-video = Video
rule-pictures = Bilder
rule-short-notes = Kurze Notizen
reason-read-there = Lesen Sie ihn beim Herausgeber.
reason-paywall = Bezahlabo
reason-paywall-sentence = Der Herausgeber behält den Rest zahlenden Abonnenten vor.
reason-paywall-advice = Wenn Sie ein Abo haben, lesen Sie ihn beim Herausgeber mit Ihrem Konto.
reason-registration = kostenloses Konto nötig
reason-registration-sentence = Der Herausgeber verlangt ein kostenloses Konto, bevor er den Rest zeigt.
reason-registration-advice = Mit einem Konto dort können Sie ihn beim Herausgeber lesen.
reason-meter = freie Artikel aufgebraucht
reason-meter-sentence = Der Herausgeber gibt eine Anzahl Artikel frei, und für diesen Besuch war keiner mehr übrig.
reason-meter-advice = Beim Herausgeber öffnet er sich vielleicht für Sie, dort gilt Ihre eigene Zählung.
reason-consent = Zustimmungsseite
reason-consent-sentence = Der Herausgeber antwortete mit einer Seite, die zuerst die Zustimmung zum Tracking verlangt. Dateline stimmt nicht für Sie zu.
reason-consent-advice = Entscheiden Sie beim Herausgeber.
reason-javascript = braucht JavaScript
reason-javascript-sentence = Die Seite zeigt ihren Text nur per Skript, und Dateline führt keine Skripte von Herausgebern aus.
reason-bot-check = Bot-Prüfung
reason-bot-check-sentence = Der Server verlangte einen Nachweis, dass der Besucher ein Mensch ist. Dateline sagt offen, was es ist, und besteht solche Prüfungen nicht.
reason-bot-check-advice = Ihr eigener Browser wird meist eingelassen.
reason-geo-legal = in diesem Land oder rechtlich gesperrt
reason-geo-legal-sentence = Der Herausgeber zeigt die Seite in diesem Land oder aus rechtlichen Gründen nicht.
reason-not-found = keine solche Seite
reason-not-found-sentence = Der Herausgeber hat unter dieser Adresse keine Seite.
reason-not-found-advice = Der Link kann umgezogen sein.
reason-gone = zurückgezogen
reason-gone-sentence = Der Herausgeber hat die Seite endgültig entfernt. Der alte Text ist verborgen.
reason-gone-advice = Andere Fassungen des Themas können noch online sein.
reason-redirected = weitergeleitet
reason-redirected-sentence = Die Adresse führt zu einer anderen Seite, nicht zum Artikel.
reason-server-error = Serverfehler
reason-server-error-sentence = Der Server des Herausgebers versagte, als wir die Seite abriefen.
reason-server-error-advice = Dateline versucht es bei der nächsten Aktualisierung wieder.
reason-retrieval-failed = Abruf fehlgeschlagen
reason-retrieval-failed-sentence = Der Text war nicht zu bekommen, entweder von der Website, die ihn übernommen hat, oder von uns.
reason-feed-excerpt = Auszug aus dem Feed
reason-feed-excerpt-sentence = Der Feed enthält einen Auszug.
reason-publisher-summary = Zusammenfassung des Herausgebers
reason-publisher-summary-sentence = Der Herausgeber sagt, dass dies eine Zusammenfassung ist.
reason-publisher-summary-advice = Der ganze Artikel steht beim Herausgeber.
reason-scrambled = Buchstaben vertauscht
reason-scrambled-sentence = Der Herausgeber vertauscht die Buchstaben des Textes für Besucher ohne Zugang.
reason-next-page = geht auf einer anderen Seite weiter
reason-next-page-sentence = Der Artikel ist auf mehrere Seiten verteilt, und dies ist eine davon.
reason-login = Anmeldeseite
reason-login-sentence = Der Herausgeber antwortete mit einer Anmeldeseite.
reason-age-gate = fragt nach dem Alter
reason-age-gate-sentence = Der Herausgeber fragt nach dem Alter, bevor er etwas zeigt.
reason-extractor-loss = uns ist vielleicht etwas entgangen
reason-extractor-loss-sentence = Auf der Seite stand mehr Text, als Dateline als Artikel erkannt hat.
reason-extractor-loss-advice = Vergleichen Sie mit der Seite des Herausgebers; der Fehler liegt bei uns.
reason-section-front = Übersichtsseite
reason-section-front-sentence = Dies ist eine Liste von Artikeln, kein Artikel.
reason-live-blog = Liveticker
reason-live-blog-sentence = Dies ist ein Liveticker, der sich ständig ändert.
reason-media-page = Video, Audio oder Galerie
reason-media-page-sentence = Auf dieser Seite geht es um ein Video, eine Aufnahme oder Bilder.
reason-search-page = Suchergebnisse
reason-search-page-sentence = Dies ist eine Seite mit Suchergebnissen.
reason-product = Produkt oder Dienst
reason-product-sentence = Diese Seite bietet etwas zum Kauf oder zur Miete an.
reason-forum = Diskussion
reason-forum-sentence = Diese Seite ist eine Diskussion unter Nutzern.
reason-parked = geparkte Domain
reason-parked-sentence = Die Domain ist geparkt: Hier veröffentlicht niemand.
reason-parked-advice = Überlegen Sie, den Feed zu entfernen.
reason-not-an-article = kein Artikel
reason-not-an-article-sentence = Diese Seite ist kein Artikel.
reason-unknown = abgeschnitten, Grund unbekannt
reason-unknown-sentence = Der Text bricht ab, und nichts auf der Seite sagt, warum.
reason-unnamed = aus einem Grund ohne Namen
reason-unnamed-sentence = Etwas hat den Text ferngehalten.
list-separator = { ", " }
number-group = .
decimal-point = ,
lowercase-in-sentences = no
either = { $most } oder { $last }
held-counted-whole = { $count } vollständig
held-counted-headline = { $count } nur Überschrift
held-counted-blocked = { $count } gesperrt
held-counted-missing = { $count } nicht verfügbar
held-counted-waiting = { $count } ohne Text bisher
held-counted-preview = { $count ->
    [one] 1 Vorschau
   *[other] { $count } Vorschauen
}
held-counted-other = { $count ->
    [one] 1 Seite, die kein Artikel ist
   *[other] { $count } Seiten, die keine Artikel sind
}
mark = { $held }: { $reason }
supports-whole = vollständig
supports-part = nur ein Teil
supports-headline = nur Überschrift
supports-none = kein Text
supports-other = kein Artikel
place-status = Statuszeile der Antwort
place-feed = der Eintrag des Feeds
place-following = eine Folgeseite des Artikels
place-header = Header „{ $name }“ der Antwort
place-bytes = Bytes { $start } bis { $end } der Seite
place-text = Bytes { $start } bis { $end } des Textes
declared-free = frei für alle
declared-metered = begrenzte Zahl freier Artikel
declared-locked = für Abonnenten
declared-words = { $words } Wörter im ganzen Artikel
declared-left = { $percent } % nicht gezeigt
declared-reserved = Rechte vorbehalten ({ $reservation })
section-world = Welt
section-politics = Politik
section-business = Wirtschaft
section-science = Wissenschaft
section-technology = Technik
section-health = Gesundheit
section-climate = Klima
section-culture = Kultur
section-sport = Sport
month-january = Januar
month-february = Februar
month-march = März
month-april = April
month-may = Mai
month-june = Juni
month-july = Juli
month-august = August
month-september = September
month-october = Oktober
month-november = November
month-december = Dezember
day-monday = Montag
day-tuesday = Dienstag
day-wednesday = Mittwoch
day-thursday = Donnerstag
day-friday = Freitag
day-saturday = Samstag
day-sunday = Sonntag
date-time-long = { $day }, { $time } UTC
date-long = { $weekday }, { $day }. { $month } { $year }
date-short = { $day }. { $month }
date-short-year = { $day }. { $month } { $year }
hours-of-a-clock = 24
date-today = heute
date-yesterday = gestern
time-just-now = gerade eben
time-minutes-ago = vor { $count } Min.
time-hours-ago = vor { $count } Std.
setting-theme = Farben
setting-theme-device = Wie das Gerät
setting-theme-light = Hell
setting-theme-dark = Dunkel
setting-size = Schriftgröße
setting-normal = Normal
setting-size-small = Klein
setting-size-large = Groß
setting-size-huge = Sehr groß
setting-font = Schrift der Artikel
setting-font-serif = Mit Serifen
setting-font-sans = Ohne Serifen
setting-font-device = Schrift des Geräts
setting-leading = Zeilenabstand in Artikeln
setting-leading-close = Eng
setting-leading-open = Weit
setting-measure = Zeilenlänge in Artikeln
setting-measure-short = Kurz
setting-measure-long = Lang
setting-open = Wenn ich einen Artikel öffne
setting-open-read = Als gelesen markieren
setting-open-keep = Ungelesen lassen
setting-together = Was mit einem Artikel als gelesen gilt
setting-together-alone = Nichts weiter
setting-together-copies = Kopien seines Textes
setting-together-story = Alle Fassungen in seinem Thema
setting-scroll = Wenn ich in einer Liste über einen Artikel hinausscrolle
setting-layout = Listen von Artikeln
setting-layout-cards = Karten
setting-layout-magazine = Magazin
setting-layout-list = Nur Überschriften
setting-layout-full = Ganzer Text
setting-keys = Einzelne Tasten als Kürzel
setting-keys-on = An
setting-keys-off = Aus
setting-order = Reihenfolge der Artikel
setting-order-newest = Neueste zuerst
setting-order-oldest = Älteste zuerst
setting-copies = Kopien desselben Textes
setting-copies-apart = Jede wird für sich gelesen
setting-copies-together = Eine gelesen, alle gelesen
setting-unread = Ungelesene Artikel einer Geschichte
setting-unread-all = Alle
setting-unread-leads = Nur der wichtigste; die anderen gelten als gelesen, sobald sie eintreffen
setting-verdicts = Wie viel vom Text da ist, in Apps
setting-verdicts-line = Eine Zeile über dem Text
setting-verdicts-labels = Außerdem ein Label je Urteil
told-none = Nichts zu markieren.
told-undone = Rückgängig gemacht.
told-late = Das lässt sich nicht mehr rückgängig machen.
told-saved = Einstellungen gespeichert.
told-rule = Regel gespeichert. Sie gilt für alles, was von jetzt an ankommt.
told-deleted = Regel gelöscht. Was sie stummgeschaltet hat, steht wieder in Ihren Listen, als gelesen.
told-muted = Thema stummgeschaltet. Auch neue Artikel darüber bleiben verborgen; unter „Regeln“ lässt es sich ändern.
told-shown = Steht wieder in Ihren Listen.
told-applied-none = Kein anderer Artikel hier passt zu dieser Regel.
told-applied = { $count ->
    [one] Regel auf 1 Artikel angewandt.
   *[other] Regel auf { $count } Artikel angewandt.
}
article-fetch-again = Neu abrufen
again-same = Neu abgerufen: nichts hat sich geändert.
again-later = Der Server des Herausgebers bittet um Geduld. Versuchen Sie es später noch einmal.
again-no-page = Zu diesem Artikel gibt es keine Seite, die sich abrufen ließe.
again-soon = { $count ->
    [one] Gerade erst abgerufen. In 1 Minute wieder möglich.
   *[other] Gerade erst abgerufen. In { $count } Minuten wieder möglich.
}
again-kept = Die Seite liefert jetzt weniger. Der bisherige Text bleibt.
again-kept-why = Die Seite liefert jetzt weniger ({ $why }). Der bisherige Text bleibt.
again-changed = Neu abgerufen: { $what }.
again-more-words = { $count ->
    [one] 1 Wort mehr
   *[other] { $count } Wörter mehr
}
again-fewer-words = { $count ->
    [one] 1 Wort weniger
   *[other] { $count } Wörter weniger
}
again-new-headline = neue Überschrift
again-now-held = jetzt: { $held }
again-edited = der Text wurde überarbeitet
told-read = { $count } Artikel als gelesen markiert.
told-unread = { $count } Artikel als ungelesen markiert.
told-starred = { $count } Artikel mit Stern versehen.
told-unstarred = { $count } Artikel ohne Stern.
feed-signs-in = Meldet sich an mit { $login }.
feed-no-login = Keine Anmeldung.
feed-private = { $login } Privat: fehlt in Exporten und öffentlichen Feeds.
feed-may-be-secret = { $login } Die Adresse kann geheim sein ({ $what }): Markieren Sie den Feed als privat, damit er in Exporten und öffentlichen Feeds fehlt.
feed-state-trouble = Gestört
feed-state-dead = Eingestellt
feed-state-limping = Braucht Aufmerksamkeit
feed-state-new = Wartet auf erste Aktualisierung
feed-state-well = In Ordnung
feed-state-paused = Pausiert
feed-due-now = jetzt fällig
feed-next-minutes = { $count ->
    [one] nächste in 1 Minute
   *[other] nächste in { $count } Minuten
}
feed-next-hours = { $count ->
    [one] nächste in 1 Stunde
   *[other] nächste in { $count } Stunden
}
feed-of-latest = Von den letzten { $count }: { $what }{ $copies }
feed-gives-whole = Ganze Artikel{ $copies }
feeds-counted-well = { $count } in Ordnung
feeds-counted-paused = { $count } pausiert
feeds-counted-limping = { $count ->
    [one] 1 braucht Aufmerksamkeit
   *[other] { $count } brauchen Aufmerksamkeit
}
feeds-counted-failing = { $count } gestört
feeds-counted-gone = { $count } eingestellt
feeds-counted-waiting = { $count ->
    [one] 1 wartet auf die erste Aktualisierung
   *[other] { $count } warten auf die erste Aktualisierung
}
feeds-none = Noch keine Feeds. Fügen Sie hier den ersten hinzu.
feeds-summary = { $feeds }: { $counted }
medium-counted = { $count } { $medium }
feed-copies = { $count ->
    [one] ; 1 von anderen übernommen
   *[other] ; { $count } von anderen übernommen
}
rank-breadth = { $factor } für { $sources }
rank-freshness = { $factor } für { $hours } Std. seit der letzten Aktualisierung
rank-growth = { $factor } für das, was in den letzten drei Stunden kam
rank-diversity-other = { $factor } für bessere Themen desselben Herausgebers
rank-diversity-first = { $factor } für das erste seines Herausgebers
rank-follow = { $factor } für das, was Sie verfolgen oder Ihre Regeln anheben
rank-follow-none = { $factor }, weil nichts davon verfolgt wird
search-whole-story = Das ganze Thema
search-or-more = { $counted } oder mehr
rule-no-articles = Noch keine Artikel
rule-does-mute = stummschalten
rule-does-read = als gelesen markieren
rule-does-star = Stern setzen
rule-does-label = Label „{ $label }“
rule-preview-found = { $matched } von { $looked } der letzten Woche hätten gepasst.
rule-preview-none = Kein Artikel der letzten Woche hätte gepasst, von { $looked }.
rule-a-feed-gone = ein Feed, den Sie nicht mehr haben
rule-feed = Feed { $name }
rule-folder = Ordner { $name }
rule-language = Sprache { $name }
rule-section = Ressort { $name }
rule-one-story = Artikel eines Themas
rule-title-has = Überschrift enthält { $values }
rule-text-has = Text enthält { $values }
rule-nowhere = nirgends { $values }
rule-by = von { $values }
rule-from = aus { $values }
quoted = „{ $text }“
rule-words-from = { $from } oder mehr Wörter
rule-words-to = { $to } oder weniger Wörter
rule-words-range = { $from } bis { $to } Wörter
rule-story-from = { $from } oder mehr Artikel in seinem Thema
rule-story-to = { $to } oder weniger Artikel in seinem Thema
rule-story-range = { $from } bis { $to } Artikel in seinem Thema
rule-or = { " oder " }
articles-newest-first = Neueste zuerst
articles-oldest-first = Älteste zuerst
layout-cards = Karten
layout-magazine = Magazin
layout-headlines = Überschriften
layout-full = Ganzer Text
articles-all-feeds = Alle Feeds
articles-folders = Ordner
articles-unread-by-feed = Ungelesen nach Feed
articles-labels = Labels
articles-muted-list = Stummgeschaltet
read-input = { $what }, { $lines }
read-input-cut = { $what }, { $lines }, die ersten { $shown } gezeigt
read-a-page = eine Seite
read-plain-text = reiner Text
read-unglued = { $count } Überschriften getrennt
fact-publisher = Herausgeber
fact-by = Von
fact-agency = Agentur
fact-section = Ressort
fact-published = Veröffentlicht
fact-changed = Geändert
fact-language = Sprache
read-nothing = Fügen Sie etwas ein oder geben Sie eine Adresse an.
read-not-fetched = Die Seite konnte nicht abgerufen werden: { $error }.
file-picture = Bild
file-text = Text
file-file = Datei
attached-season-episode = Staffel { $season }, Folge { $episode }
attached-season = Staffel { $season }
attached-episode = Folge { $episode }
attached-trailer = Ein Trailer
attached-bonus = Eine Bonusfolge
attached-long = { $length } lang
attached-explicit = Als nicht für Kinder gekennzeichnet
attached-with = Mit { $names }
attached-views = { $views }-mal angesehen, als der Feed den Eintrag zuletzt änderte
attached-player = Player
attached-chapters-link = Kapitel
attached-comments = Kommentare
attached-transcript = Abschrift
attached-transcript-of = Abschrift ({ $what })
size-bytes = { $count } Bytes
size-kilobytes = { $count } kB
size-megabytes = { $size } MB
details-versions = { $count ->
    [one] in 1 Fassung
   *[other] in { $count } Fassungen
}
act-part = { $count ->
    [one] 1 Artikel wurde als neues Thema abgetrennt.
   *[other] { $count } Artikel wurden als neues Thema abgetrennt.
}
act-join = { $count ->
    [one] Zwei Themen wurden zusammengelegt; 1 Artikel zog um.
   *[other] Zwei Themen wurden zusammengelegt; { $count } Artikel zogen um.
}
act-move = { $count ->
    [one] 1 Artikel wurde in ein anderes Thema verschoben.
   *[other] { $count } Artikel wurden in ein anderes Thema verschoben.
}
act-deleted = Ein gelöschter Artikel
linked-continues = Setzt fort:
linked-continued = Fortgesetzt in
linked-beside = Daneben
story-published = Veröffentlicht { $when }.
story-span = Zuerst veröffentlicht { $first }, aktualisiert { $last }.
with-agency = mit { $agency }
copy-again = noch einmal, mit weniger Text
copy-share = { $how }, { $percent } % seines Textes
against-words = Keine andere Überschrift hier enthält { $words }.
against-numbers = Hier steht { $own }, wo andere { $others } nennen.
why-score = { $score }, und { $enough } genügt
why-minutes = { $count } Min. neben der nächsten Fassung veröffentlicht.
why-hours = { $count } Std. neben der nächsten Fassung veröffentlicht.
version-none = keine
version-headline = Überschrift
version-link = Link
version-summary = Zusammenfassung
version-date = Datum
version-authors = Autoren
version-files = Dateien
other-feed = Was der Feed enthielt: { $mark }
other-page = Was die Seite enthielt: { $mark }
byline-with = { $names }, mit { $agency }
reading-time = { $length }, { $minutes } Min.
embed-video = Video
embed-audio = Audio
embed-post = Beitrag
embed-map = Karte
embed-chart = Diagramm
embed-document = Dokument
embed-page = Eingebettete Seite
embed-titled = { $title } ({ $what } bei { $host })
embed-at = { $what } bei { $host }
completeness = Etwa { $percent } % des Artikels sind hier, geschätzt nach { $source }.
timeline-order = In der Reihenfolge der Veröffentlichung: { $publishers }.
timeline-order-more = In der Reihenfolge der Veröffentlichung: { $publishers } und { $more } weitere.
timeline-hour = { $day }, { $hour }:00 bis { $hour }:59 UTC
timeline-title = Wie das Thema wuchs
timeline-by = { $publishers } bis { $when }
timeline-dot = { $publisher }: { $held }, { $when }
frame-reading = Die Artikel werden gelesen
frame-updating = Aktualisierung: { $done } von { $feeds }
publisher-not-named = Herausgeber nicht genannt
without-headline = Ohne Überschrift
tally = { $publishers }; { $counts }
tally-all-independent = { $publishers }, alle unabhängig; { $counts }
tally-sources = { $publishers }, { $sources }; { $counts }
search-title = { $query }: Suche
search-summary = { $articles } in { $stories }
search-summary-page = { $articles } in { $stories } auf dieser Seite
follow-publisher = Herausgeber
follow-words = Wörter in Überschrift oder Vorspann
follow-section = Ressort
offline = Offline
rule-story = Thema: { $title }
story-part = Fassungen { $from } bis { $to } von { $all }
article-story = Das Thema, mit { $others }
article-copy = Dies enthält den Text von { $publisher }, { $how }.
page-number = Seite { $page }
front-stories = Themen
front-empty-unread = Sie haben alles gelesen. Die nächste Aktualisierung bringt mehr.
front-empty-running = Die ersten Artikel werden abgerufen, einer nach dem anderen je Herausgeber. Sie erscheinen hier von selbst.
front-empty-plain = Noch keine Themen. Die Seite „Feeds“ zeigt, ob Ihre Feeds funktionieren.
front-empty-here = Hier sind keine Themen.
feed-the = Der Feed
feed-quoted = „{ $name }“
feeds-added = { $feed } wurde hinzugefügt. Die Artikel sind unterwegs.
feeds-added-secret = { $feed } wurde hinzugefügt. Die Artikel sind unterwegs. Die Adresse kann geheim sein ({ $what }): Markieren Sie den Feed unter „Zugang“ als privat.
feeds-access-saved = Zugang zu { $feed } gespeichert.
feeds-known = Sie haben { $feed } schon abonniert.
feeds-one-removed = Der Feed wurde entfernt. Artikel mit Stern bleiben.
feeds-nothing = Wählen Sie zuerst einen oder mehrere Feeds aus.
feeds-renamed = Der Feed heißt jetzt { $feed }.
feeds-set = Einstellungen von { $feed } gespeichert.
feeds-kept = Aufbewahrung von { $feed } gespeichert. Sie gilt ab dem nächsten Aufräumen, binnen einer Stunde.
feeds-updating = Wird aktualisiert.
feeds-imported = { $feeds } hinzugefügt, { $known } schon abonniert.{ $logins }
feeds-skipped = { $feed } wurde hinzugefügt. Übersprungen: { $skipped }.
feeds-choose = Die Seite bietet mehrere Feeds. Welchen?
feeds-choose-again = Die Seite bietet mehrere Feeds. Welchen? Geben Sie bei der gewählten Adresse die Anmeldedaten noch einmal ein.
feeds-untitled = Ohne Titel
feeds-imported-skipped = { $feeds } hinzugefügt, { $known } schon abonniert.{ $logins } Übersprungen: { $skipped }.
feeds-and-more = { $named }; und { $more } weitere
sort-problems = Probleme zuerst
sort-latest = Letzter Artikel
feeds-removed = { $count ->
    [one] 1 Feed entfernt. Artikel mit Stern bleiben.
   *[other] { $count } Feeds entfernt. Artikel mit Stern bleiben.
}
feeds-moved = { $count ->
    [one] 1 Feed verschoben.
   *[other] { $count } Feeds verschoben.
}
feeds-paused = { $count ->
    [one] 1 Feed pausiert.
   *[other] { $count } Feeds pausiert.
}
feeds-resumed = { $count ->
    [one] 1 Feed fortgesetzt.
   *[other] { $count } Feeds fortgesetzt.
}
feeds-asked = { $count ->
    [one] 1 Feed wird aktualisiert.
   *[other] { $count } Feeds werden aktualisiert.
}
feeds-logins = { $count ->
    [one] { " " }1 Feed behält die Anmeldung aus der Adresse.
   *[other] { " " }{ $count } Feeds behalten die Anmeldung aus der Adresse.
}
account-factor-exists = Es gibt schon einen zweiten Faktor; entfernen Sie ihn zuerst
account-password-wrong = Das Passwort stimmt nicht
account-factor-wrong = Passwort oder Code stimmt nicht
account-factor-title = Zweiter Faktor
account-factor-heading = Codes einrichten
account-factor-words = Geben Sie diesen Schlüssel in eine App für Codes ein oder öffnen Sie den Link auf dem Telefon, das eine hat. Geben Sie dann den Code ein, den die App zeigt: Vorher fragt die Anmeldung nach nichts.
account-recovery = Wiederherstellungscodes
account-recovery-words = Von jetzt an fragt die Anmeldung nach einem Code. Jeder dieser Codes ersetzt ihn einmal, wenn das Telefon weg ist: Drucken Sie sie aus oder schreiben Sie sie auf, sie werden nicht wieder gezeigt.
passwords-differ = Die beiden Passwörter sind nicht gleich
link-reset = Ein neues Passwort für { $name }
link-reset-words = Jede Sitzung dieses Kontos endet. Ein zweiter Faktor bleibt, wie er ist.
link-reset-button = Setzen
link-invited = Sie sind eingeladen
link-invited-words = Legen Sie ein Konto an: Feeds, Markierungen und was Sie verfolgen, sind Ihre eigenen, und niemand sonst sieht sie.
make-the-account = Konto anlegen
login-wrong = Name, Passwort oder Code ist falsch
account-done-password = Das Passwort ist geändert, und jede andere Sitzung ist beendet.
account-done-session = Die Sitzung ist beendet.
account-done-others = Alle anderen Sitzungen sind beendet.
account-done-revoked = Das Token ist widerrufen.
account-done-factor = Der zweite Faktor ist entfernt.
scope-read = darf lesen
scope-mark = darf lesen und markieren
scope-manage = darf lesen, markieren und Feeds verwalten
browser-iphone = einem iPhone
browser-ipad = einem iPad
browser-on = { $name } auf { $system }
browser-unnamed = Ein Browser ohne Namen
the-machine-itself = der Rechner selbst
account-new-passwords-differ = Die beiden neuen Passwörter sind nicht gleich
account-present-wrong = Das derzeitige Passwort stimmt nicht
people-done-disable = Das Konto ist ausgesperrt, und seine Sitzungen sind beendet.
people-done-enable = Das Konto darf sich wieder anmelden.
people-done-delete = Das Konto ist gelöscht, mit allem, was nur dieser Person gehörte.
people-invitation = Eine Einladung
people-invitation-words = Wer diesen Link binnen sieben Tagen öffnet, legt einmal ein Konto an. Er wird nicht wieder gezeigt.
people-reset = Ein Link für ein neues Passwort
people-reset-words = Wer diesen Link binnen eines Tages öffnet, setzt einmal ein neues Passwort für dieses Konto.
people-title = Personen
setup-wrong-token = Das ist nicht das Token, das serve ausgegeben hat
setup-title = Einrichten
setup-heading = Dieses Dateline einrichten
setup-words = Es ist von anderen Rechnern erreichbar, darum antwortet es nicht, bis es jemandem gehört. Das Token steht in dem, was dateline serve beim Start ausgegeben hat.
token-heading = Ein neues Token
token-words = Kopieren Sie es jetzt: Es wird nicht wieder gezeigt. Programme senden es als Bearer-Token; eine App, die nach Name und Passwort fragt, bekommt { $name } und dies.
role-owner = verwaltet
role-reader = liest

setting-language = Sprache
setting-language-browser = Wie der Browser
language-en = English
language-en-us = Englisch (USA)
language-de = Deutsch
language-ar = العربية
script-noted = Notiert. Es wird gesendet, sobald Sie wieder online sind.
script-offline = Sie sind offline.
script-offline-saved = Sie sind offline. Dies ist eine gespeicherte Seite; Markierungen werden später gesendet.
script-selected = Ausgewählte Wörter
script-highlight = Hervorheben
script-add-note = Notiz hinzufügen
article-share = Teilen
article-share-with = Mit einer App teilen
article-copy-link = Link kopieren
article-copy-quote = Als Zitat kopieren
script-copied = Kopiert.
script-quoted = „{ "{}" }“
rules-lift = Auf „Heute“ anheben
rules-notify = Auf „Heute“ melden
rule-does-lift = anheben
rule-does-notify = melden
setting-css = Eigenes CSS
setting-css-note = Es kommt zu jeder Ihrer Seiten außer dieser hinzu: bis zu 16.000 Bytes, und nichts, was etwas abruft (url(), @import, @font-face).
style-too-long = Ihr CSS wurde nicht gespeichert: Es ist länger als 16.000 Bytes. Die anderen Einstellungen sind gespeichert.
style-fetches = Ihr CSS wurde nicht gespeichert: Es darf nichts abrufen (url(), @import, @font-face). Die anderen Einstellungen sind gespeichert.
script-new = { "{}" } neu
saved-pages = Gespeicherte Seiten
read-keep = Aufheben
read-bookmark = Seiten aus dem Browser aufheben
read-bookmark-note = Legen Sie ein Lesezeichen mit dieser Adresse an. Auf jeder Seite führt es hierher, mit der Adresse der Seite im Feld; „Aufheben“ legt sie ab. Wo Dateline als App installiert ist, steht es auch unter den Apps, mit denen sich eine Seite teilen lässt.
told-kept = Seite abgelegt.
told-had = Diese Seite haben Sie schon abgelegt.

## passkeys and providers
account-passkeys = Passkeys
account-passkeys-note = Ein Schlüssel in Telefon, Rechner oder Sicherheitsstick meldet Sie mit Fingerabdruck, Gesicht oder PIN an: ohne Namen, Passwort oder Code.
account-passkey-backed-up = auch anderswo gespeichert
account-passkey-take-away = Passkey { $name } entfernen
account-passkey-name = Name dafür, etwa Telefon
account-passkey-make = Passkey anlegen
account-passkey-none = Dieser Browser legt hier keinen an: Passkeys brauchen ein Skript, TLS und einen Namen statt einer IP-Adresse.
account-provider-linked = Wer dort als { $name } angemeldet ist, wird hier eingelassen.
account-provider-unlink = Verknüpfung lösen
account-provider-note = Melden Sie sich hier an, indem Sie dort angemeldet sind.
account-provider-link = Verknüpfen
account-code-or-recovery = Code oder ein Wiederherstellungscode
account-not-now = Jetzt nicht
account-login-by-provider = Mit { $provider } anmelden
account-login-by-passkey = Mit einem Passkey anmelden
account-done-passkey = Der Passkey ist angelegt: Er meldet von nun an bei diesem Konto an.
account-done-passkey-removed = Der Passkey ist hier entfernt; löschen Sie ihn auch im Authenticator.
account-done-linked = Die Identität ist verknüpft: Sie meldet von nun an bei diesem Konto an.
account-done-unlinked = Die Identität ist nicht mehr verknüpft.
settings-webhooks = Programme werden durch <a>Webhooks</a> benachrichtigt.

## webhooks
webhooks-note = Der Desk kann einem Programm von Ihnen durch eine signierte Nachricht an dessen Adresse sagen, was mit Ihren Artikeln geschieht. Nichts wird gesendet, bis Sie hier eine Adresse eintragen.
webhooks-secret = Die Nachrichten dieses Webhooks sind mit <code>{ $secret }</code> signiert. Heben Sie das jetzt auf: Es wird nicht noch einmal gezeigt.
webhooks-new = Ein neuer Webhook
webhooks-address = Adresse, die die Nachrichten annimmt
webhooks-starred = Artikel, die ich mit Stern versehe
webhooks-labelled = Artikel, die ein Label bekommen
webhooks-searches = Artikel, die eine gemerkte Suche findet
webhooks-stories = Neue Geschichten
webhooks-add = Hinzufügen
webhooks-none = Es gibt keine Webhooks.
webhooks-stopped = Angehalten { $since }; nichts wird gesendet
webhooks-change = Ändern
webhooks-its-address = Adresse
webhooks-stop = Angehalten: nichts senden
webhooks-save = Speichern
webhooks-try-it = Probe senden an { $url }
webhooks-try = Probe senden
webhooks-remove-it = { $url } entfernen
webhooks-remove = Entfernen
webhooks = Webhooks

## errors

error-name-the-other-story = Nennen Sie das andere Thema mit ihrer Nummer oder Adresse
error-what-can-be-followed = Folgen können Sie einem Herausgeber, Wörtern oder einem Ressort
error-webhook-of-what = Ein Webhook braucht etwas zu melden: Markiertes, Labels, Suchen oder Themen
error-webhook-login = Die Adresse eines Webhooks enthält weder Name noch Passwort; der Empfänger erkennt den Absender an der Signatur
error-verdict = Ein Befund ist full, partial, headline_only, none, other_kind oder not_whole
error-kind = Eine Art ist article, audio, video, picture oder note
error-section = Dieses Ressort ist nicht bekannt
rule-field-feed = Der Feed
rule-field-words = Eine Wortzahl
rule-field-story-size = Die Größe eines Themas
rule-field-story = Das Thema
error-no-token-opens = Kein Token öffnet das; melden Sie sich im Browser an
error-scope = So weit reicht dieses Token nicht
error-owners-alone = Das dürfen nur die Eigentümer
error-login-not-begun = Diese Anmeldung wurde nicht in diesem Browser begonnen oder ist zu lange her; fangen Sie noch einmal an
error-session-ended = Die Sitzung, in der das begonnen wurde, ist beendet
error-password = Das Passwort ist falsch
error-only-way-in = Es ist der einzige Zugang
error-code = Der Code ist falsch
error-token-scope = Ein Token darf lesen, markieren oder verwalten (read, mark, manage)
error-role = Eine Rolle ist owner oder reader
error-account-act = Ein Konto wird gesperrt, freigegeben, gelöscht oder bekommt einen Link
error-passkey-name = Passkeys gelten für einen Namen: öffnen Sie Dateline unter einem solchen, nicht unter einer IP-Adresse
error-random = Das System liefert keine Zufallszahlen
error-link-used = Dieser Link wurde schon benutzt oder ist zu alt
error-no-list = Es wurde keine Liste genannt
error-show = show ist unread, all, starred oder muted
error-order = order ist newest oder oldest
error-nothing-to-search = Es gibt nichts zu suchen
error-not-read = Das konnte nicht gelesen werden
error-feeds-act = Feeds kann man verschieben, aktualisieren, anhalten, fortsetzen oder entfernen
webhooks-not-sent = noch nicht gesendet
error-no-feed-named = Es wurde kein Feed genannt
error-days = Tage und Megabytes sind ganze Zahlen oder leer
error-hours = Stunden sind eine ganze Zahl oder leer
error-poll-hours = Zwischen zwei Abrufen liegen 1 bis { $most } Stunden
error-fetch-pages = pages ist auto, always oder never
error-file = Die Datei kam nicht an oder ist größer als 16 MB
error-no-opml = In dieser Datei steht keine Liste von Feeds
error-no-file = Es wurde keine Datei ausgewählt
error-empty-note = Eine leere Notiz sagt nichts; löschen Sie sie stattdessen
error-mark = Diese Markierung ist nicht bekannt
error-nothing-to-mark = Es wurde nichts zum Markieren genannt
error-no-article = Es wurde kein Artikel genannt
error-part-of-list = Diesen Teil einer Liste gibt es nicht
error-correction = Das ändert nichts: wählen Sie einige der Artikel, nicht alle, und ein anderes Thema, das es gibt
error-empty-rule = Eine Regel braucht mindestens eine Bedingung und eine Aktion
manifest-description = Ihr Nachrichtentisch
error-correction-kind = Eine Korrektur ist part, move oder join
error-unchanged-merged = Es wurde nichts geändert. Vielleicht ist es in einem anderen aufgegangen oder mit seinem Feed verschwunden.
error-look-for-it = Suchen Sie es nach seinen Wörtern oder gehen Sie zurück zur Startseite.
error-change-it = Ändern Sie das und versuchen Sie es noch einmal.
error-host-names = Öffnen Sie es als localhost oder tragen Sie den Namen in host_names ein.
error-two-hosts = Eine Anfrage nennt ihren Host genau einmal und in der Adresse keinen anderen
error-cross-site = Eine andere Website wollte das ändern
error-cross-site-next = Wenn Sie es waren, tun Sie es noch einmal von einer Seite hier aus. Programme senden application/json.
error-login = Hier ist eine Anmeldung nötig
error-login-next = Melden Sie sich an und tun Sie es noch einmal. Programme senden ein Token oder Name und App-Passwort.
error-forbidden-next = Fragen Sie einen Eigentümer oder melden Sie sich mit einem Konto an, das es darf.
error-no-account-yet = Hier gibt es noch kein Konto
error-no-account-yet-next = Öffnen Sie /setup mit dem Token, das serve ausgegeben hat, oder führen Sie auf dem Rechner dateline user add NAME aus.
error-no-account = Hier gibt es kein Konto, also kann sich keine App anmelden
error-no-account-next = Führen Sie auf dem Rechner dateline user add NAME aus, melden Sie sich an und legen Sie auf der Seite des Kontos ein App-Passwort an.
error-logins-kept = Niemand wird dauerhaft ausgesperrt: Anmeldungen aus anderen Netzen werden wie bisher beantwortet.
error-logins-next = Warten Sie. Wer das Passwort verloren hat, bittet einen Eigentümer um einen Link oder führt auf dem Rechner dateline user reset NAME aus.
error-method = Diese Adresse nimmt diese Methode nicht an
error-no-answer = Darauf gibt es keine Antwort
error-send-less = Senden Sie weniger auf einmal.
error-disk-full-next = Schaffen Sie Platz auf der Festplatte und versuchen Sie es noch einmal.
error-doctor = Versuchen Sie es noch einmal; wenn es bleibt, führen Sie dateline doctor aus.
error-still-there = Was vorher gespeichert war, ist noch da.
error-page = Diese Seite konnte nicht geschrieben werden
error-try-again = Versuchen Sie es noch einmal.
error-unchanged = Es wurde nichts geändert.
error-unknown-host = Unter dem Namen „{ $name }“ ist Dateline hier nicht zu erreichen
error-no-such = { $what ->
    [account] Dieses Konto gibt es nicht
    [article] Diesen Artikel gibt es nicht
    [correction] Diese Korrektur gibt es nicht mehr
    [feed] Diesen Feed gibt es nicht
    [file] Diese Datei gibt es nicht
    [follow] Dem folgen Sie nicht
    [note] Diese Notiz gibt es nicht
    [page] Diese Seite gibt es nicht
    [passkey] Diesen Passkey gibt es nicht
    [picture] Dieses Bild gibt es nicht
    [publisher] Diesen Herausgeber gibt es nicht
    [recording] Diese Aufnahme gibt es nicht
    [rule] Diese Regel gibt es nicht
    [search] Diese Suche gibt es nicht
    [session] Diese Sitzung gibt es nicht
    [story] Dieses Thema gibt es nicht
    [token] Dieses Token gibt es nicht
    [user] Dieses Konto gibt es nicht
    [webhook] Diesen Webhook gibt es nicht
   *[other] Das gibt es hier nicht ({ $what })
}
error-too-many-logins = Zu viele Anmeldungen sind fehlgeschlagen; die nächste wird in { $seconds } s beantwortet
error-too-large = Der Inhalt ist größer als die { $most } MiB, die hier angenommen werden
error-store = Der Speicher meldet einen Fehler: { $what }
error-follow = Darin gibt es nichts zum Folgen, oder Sie folgen schon { $most } Dingen
error-sections = section ist eines von { $sections }
error-kept-days = Tage sind eine ganze Zahl von 0 bis { $most }
error-kept-bytes = Ein Feed behält von 0 bis { $bytes } Bytes, { $megabytes } Megabytes
error-address = Das ist keine gültige Adresse ({ $error }).
error-webhooks = Sie haben { $most } Webhooks, mehr gehen nicht
error-long-address = Eine Adresse hat höchstens { $most } Zeichen
error-whole-number = { $what } ist eine ganze Zahl
error-provider = { $name } antwortet nicht wie erwartet; den Grund nennt das Protokoll des Servers
error-other-provider = Das ist die Antwort eines anderen Anbieters als { $name }; fangen Sie noch einmal an
error-provider-refused = { $name } hat Sie nicht eingelassen; fangen Sie noch einmal an oder fragen Sie, wer es betreibt
error-not-linked = Mit { $label } bei { $name } ist hier kein Konto verbunden; melden Sie sich wie bisher an und verbinden Sie es auf der Seite Ihres Kontos
provider-link-title = Verbinden
provider-link = { $name } verbinden
provider-link-note = Melden Sie sich bei { $name } an. Wer dort angemeldet ist, kommt dann hier als { $account } herein.
provider-go = Weiter zu { $name }
error-proxy = Der Proxy nennt Sie { $told }; in proxy_login.users gibt es dafür kein Konto
error-searches = Sie haben { $most } gespeicherte Suchen, mehr gehen nicht; löschen Sie zuerst eine
webhooks-again = { $error }; nächster Versuch { $when }
webhooks-given-up = aufgegeben: { $error }
webhooks-arrived = angekommen ({ $status })
error-note = Eine Notiz braucht eigene Wörter oder solche des Artikels; ein Artikel hat höchstens { $most } Notizen
error-rules = Sie haben schon { $most } Regeln; löschen Sie zuerst eine
settings-everything = Alles, was Sie hier haben
settings-everything-note = Feeds, Artikel mit ihren Markierungen, Labels und Notizen, Regeln, Verfolgtes und Suchen in einer ZIP-Datei; <code>dateline import</code> und die meisten Reader lesen sie ein. Sie nennt private Feeds und enthält keine Zugangsdaten.
settings-download = Archiv herunterladen

## feed-health

health-saved = { $count ->
    [0] keine Artikel gespeichert
    [one] 1 Artikel gespeichert
   *[other] { $count } Artikel gespeichert
}
health-closed = Vom Herausgeber eingestellt; wird { $since } nicht mehr abgefragt, { $saved }. Entfernen Sie ihn oder suchen Sie einen anderen Feed des Herausgebers.
health-failing = { $what }, { $since }{ $times }; { $saved }.{ $advice }
health-failing-of = Fehler { $since }{ $times }: { $what }. { $saved }.{ $advice }
health-times = , { $count }-mal hintereinander
health-no-answer = Antwortet nicht
health-failure = { $kind ->
    [auth] Verlangt eine Anmeldung ({ $what })
    [rate_limited] Bittet um weniger Anfragen ({ $what })
    [limit] Ist zu groß ({ $what })
    [truncated] Bricht vor dem Ende ab ({ $what })
    [connection] Ist nicht zu erreichen ({ $what })
    [timeout] Antwortet nicht rechtzeitig ({ $what })
    [redirects] Leitet im Kreis oder zu oft weiter ({ $what })
    [not_a_feed] Ist kein Feed ({ $what })
   *[other] Antwortet mit einem Fehler ({ $what })
}
health-advice-login = {" "}Wenn Sie dort ein Konto haben, tragen Sie die Zugangsdaten ein (auf der Seite des Feeds oder mit `dateline access`); sonst suchen Sie einen öffentlichen Feed.
health-advice-closed = {" "}Vielleicht steht er nur Browsern offen; er wird von Zeit zu Zeit wieder abgefragt.
health-advice-look = {" "}Sehen Sie auf der Website nach: vielleicht ist er umgezogen und lässt sich neu hinzufügen.
health-advice-again = {" "}Er wird von selbst wieder abgefragt.
health-paused = Angehalten { $since }; neue Artikel werden nicht geholt, { $saved }.
health-waiting = Wartet auf die erste Aktualisierung.
health-working = In Ordnung.
health-working-new = In Ordnung; der letzte neue Artikel kam { $ago }.
health-working-hub = In Ordnung; sein Hub meldet Neues sofort.
health-working-new-hub = In Ordnung; der letzte neue Artikel kam { $ago }; sein Hub meldet Neues sofort.
health-merged = { $from } ist endgültig hierher umgezogen; die beiden Feeds sind jetzt einer, und Gelesenes bleibt gelesen. Nichts zu tun.
health-moved = Ist endgültig umgezogen, von { $from }. Er wird unter der neuen Adresse abgefragt; nichts zu tun.
health-slow = Antwortet langsam: im Mittel { $seconds } s. Dadurch geht nichts verloren.
health-incomplete = Das letzte Dokument kam unvollständig an; was kam, ist gespeichert, und er wird wieder abgefragt.
health-full = Belegt allen Platz, den ein Feed belegen darf; die ältesten Artikel werden entfernt. Geben Sie ihm mehr unter „Aufbewahrung“ auf der Seite des Feeds oder mit keep.feed_mb, oder markieren Sie mit Stern, was bleiben soll.
health-left-out = Etwas wurde ausgelassen: { $list }. { $advice }.
health-left-out-bound = Setzen Sie keep.new_a_day höher, um mehr zu bekommen
health-left-out-publisher = Was fehlt, ist beim Herausgeber zu lesen
health-repaired = Der Feed hat Fehler, die behoben wurden: { $list }. Nichts zu tun.
health-more = ; und { $count } weitere
health-since = seit { $moment }
health-clock = { $time } UTC
health-ago-now = gerade eben
health-ago-minutes = { $count ->
    [one] vor 1 Minute
   *[other] vor { $count } Minuten
}
health-ago-hours = { $count ->
    [one] vor 1 Stunde
   *[other] vor { $count } Stunden
}
health-ago-days = { $count ->
    [one] vor 1 Tag
   *[other] vor { $count } Tagen
}
health-ago-day = am { $day }
picture-larger = Bild vergrößern

## history

nav-history = Verlauf
history-note = Markierungen, die Sie noch rückgängig machen können, und gelesene Artikel, die neuesten zuerst.
history-marks = Markierungen
history-read = Zuletzt gelesen
history-nothing = Noch nichts. Hier steht, was Sie öffnen oder als gelesen markieren.

poll-new = { $count ->
    [one] 1 neuer Artikel
   *[other] { $count } neue Artikel
}
poll-nothing-new = Nichts Neues
poll-took = { $seconds } s
feed-how-much = Wie viel er veröffentlicht
feed-volume = { $average } Artikel pro Woche in den letzten { $weeks } Wochen
feed-latest-checks = Letzte Abfragen
publisher-unknown = Herausgeber unbekannt
labels = Labels
label-new = Label hinzufügen
label-without = „{ $name }“ entfernen
error-label = Ein Label braucht einen Buchstaben oder eine Ziffer im Namen, und es gibt höchstens { $most }
