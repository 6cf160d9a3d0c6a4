# The words of the interface, in English. The other languages say the same ids; what they lack is said in English.
# A message is markup: write &amp; and &lt; for & and <. It may use <a>, <b> and <code>, and no quotation mark but typographic ones.

## account

account-owner = An owner of this desk.
account-reader = A reader of this desk: feeds, marks and follows are your own.
account-token-note = An app takes your name and a token instead of the password; a program sends it as a bearer token to <code>/api/v1</code>.
account-people-who-have-an-account = People who have an account
account-log-out = Log out
account-sessions = Sessions
account-this-browser = This browser
account-last-used = Last used
account-logged-in = logged in
account-end-the-session-of = End this session: { $agent }
account-end-this-session = End this session
account-end-all-others = End all others
account-tokens-for-apps-and-programs = Tokens for apps and programs
account-made = made
account-last-used-2 = last used
account-never-used = never used
account-revoke-the-token = Revoke the token { $name }
account-revoke = Revoke
account-name-such-as-that-of = Name, such as that of the app
account-what-it-may-do = What it may do
account-read = Read
account-read-and-mark = Read and mark
account-read-mark-and-manage-feeds = Read, mark and manage feeds
account-make-a-token = Make a token
password = Password
account-present-password = Present password
account-new-password-at-least-8 = New password, at least 8 characters
password-again = The same once more
account-change-it-and-end-all = Change it and end all other sessions
account-second-factor = Second factor
account-the-login-asks-for-a = The login asks for a code of your app. A recovery code stands in for one, once.
code = Code
account-take-it-away = Take it away
account-a-code-of-an-app = A code of an app on your telephone beside the password: who learns the password alone does not get in.
set-it-up = Set it up
account-what-happened-to-this-account = What happened to this account

## account-login

plain-http-advice = Give the desk a certificate (<code>tls.certificate</code>), or put a proxy with TLS in front and name it in <code>trusted_proxies</code>. In a home network that you trust, set <code>plain_http_login = true</code>.
lost-password = Lost the password? An owner of this desk can give you a link for a new one; so does <code>dateline user reset NAME</code> on its machine.
log-in = Log in
account-login-this-desk-is-asked-over = This desk is asked over plain HTTP from another machine: everybody on the way could read the password, so no login is taken.
account-login-this-goes-over-plain-http = This goes over plain HTTP: everybody in this network can read it.
name = Name
account-login-code-if-you-have-set = Code, if you have set up a second factor

## account-new

account-new-this-desk-is-asked-over = This desk is asked over plain HTTP from another machine: everybody on the way could read the password, so none is taken.
token = Token
account-new-password-at-least-8-characters = Password, at least 8 characters; four words that do not belong together are good

## account-secret

account-secret-open-it-in-an-app = Open it in an app for codes
account-secret-code-that-the-app-shows = Code that the app shows
account-secret-i-have-kept-it = I have kept it

## account-trail

account-trail-what-happened = What happened
account-trail-when = When
account-trail-what = What
account-trail-from = From

## act

and-more = and { $more } more
act-before = Before
act-after = After
act-undone = Undone
undo = Undo

## add

add-address-of-a-feed-or = Address of a feed, or of a site that has one
add = Add
add-it-needs-a-login-or = It needs a login, or is private

## apart

apart-untitled-link = Untitled link
apart-no-headline = No headline
apart-publisher-not-named = publisher not named

## article

article-changed = changed
article-updated = updated
publisher-declares = The publisher declares: { $declared }.
article-read-at = Read at { $host }
article-listen-at = Listen at { $host }
article-watch-at = Watch at { $host }
article-try-at = Try { $host }
muted-by = Muted by
show-again = Show again
article-read-the-original = Read the original.
earlier-headline = Earlier headline, until
article-this-article-was-taken-down = This article was taken down
article-the-publisher-withdrew-it-its = The publisher withdrew it. Its text is hidden; the headline stays so that you know what was there.
article-continue-where-you-stopped = Continue where you stopped
article-earlier-versions = Earlier versions ({ $history })
article-until = Until
article-text = Text
article-waiting-for-the-text = Waiting for the text
article-dateline-asks-each-publisher-for = Dateline asks each publisher for one page at a time. The text, or the reason why there is none, arrives with the update.
article-rename-the-publisher-or-make = Rename the publisher, or make a rule for it
article-name-for = Name for { $host }
save = Save
article-leave-empty-to-use-its = Leave empty to use its own name.
article-make-a-rule-for-this = Make a rule for this publisher
article-left-out-of-the-article = Left out of the article ({ $asides })

## articles

articles-no-feeds-yet = No feeds yet
articles-add-a-newspaper-a-blog = Add a newspaper, a blog or a feed, and its articles appear here.
articles-coming-from-another-reader = Coming from another reader?
articles-import-your-opml-file = Import your OPML file.
articles-feed-settings = Feed settings
show = Show
feeds-and-folders = Feeds and folders
articles-view = View
articles-mark-all-read = Mark all read
articles-mark-older-articles-read = Mark older articles read
articles-older = Mark older
articles-mark-older-than-a-day = Mark older than a day as read
articles-mark-older-than-a-week = Mark older than a week as read
pages = Pages
articles-previous-page = Previous page
articles-next-page = Next page
articles-more-feeds = { $more } more feeds
articles-manage-feeds = Manage feeds
articles-muted = { $count } muted

## attached

attached = Attached
attached-chapters = Chapters ({ $chapters })
attached-filed-by-the-publisher-under = Filed by the publisher under

## base

base-stories = Stories
base-skip-to-content = Skip to content
base-dateline-front-page = Dateline, front page
search = Search
base-desk = Desk
nav-today = Today
nav-articles = Articles
nav-starred = Starred
nav-feeds = Feeds
base-feeds-in-trouble = feeds in trouble
nav-searches = Searches
nav-follows = Follows
nav-rules = Rules
nav-read = Read a page
nav-settings = Settings
nav-help = Help
nav-account = Account
base-last-update = Last update
base-not-updated-yet = Not updated yet
keys = Keys
nav-notes = Notes
nav-corrections = Corrections
base-stories-feed = Stories feed
base-close = Close

## blocks

blocks-table = Table

## correct

correct-note = Your correction is kept when stories are grouped again. You can <a>undo it</a> at any time.
correct-wrong-grouping-fix-it = Wrong grouping? Fix it
correct-these-articles = These articles
correct-split-into-a-new-story = Split into a new story
correct-the-other-story = The other story
correct-this-belongs-to-another-story = This belongs to another story
correct-its-number-or-address = Its number or address
correct-move-the-selected-articles-there = Move the selected articles there
correct-merge-this-whole-story-with = Merge this whole story with that one
correct-merge-them = Merge them

## corrections

corrections-export = <a>Export all corrections as JSON</a>, with the articles&rsquo; addresses.
corrections-stories-you-split-moved-or = Stories you split, moved or merged. Each correction stays in force until you undo it.
corrections-published = On this desk what owners correct counts for every reader, below what each reader corrects.
corrections-no-corrections-yet-you-can = No corrections yet. You can fix a story at the end of its page.

## details

details-people-places-and-quotes = People, places and quotes
details-more-quotations = { $quotes } more quotations
details-people = People
details-places = Places
also-named = Also named
details-found-automatically-from-capital-letters = Found automatically from capital letters, quotation marks and nearby words. Every name is in one of the versions; some may be missing.

## error

error-to-the-front-page = To the front page

## evidence

evidence-one-piece-of-evidence = One piece of evidence
evidence-pieces-of-evidence = { $evidence } pieces of evidence
evidence-rule = rule

## feed

update-now = Update now
health = Health
feed-last-checked = Last checked
feed-resume-this-feed = Resume this feed
feed-pause-this-feed = Pause this feed
feed-name-of-this-feed-leave = Name of this feed; leave empty to use its own
folder = Folder
feed-now-in = Now in { $folders }.
feed-move-it-to-this-folder = Move it to this folder; leave empty for none
move = Move
feed-make-a-rule-for-this = Make a rule for this feed
retention = Retention
feed-days = Days
feed-default = default
feed-megabytes = Megabytes
feed-empty-the-default-0-keep = Empty = the default, 0 = keep forever. Starred articles are never deleted.
feed-checking = Checking and text
feed-hours-between = Hours between checks
feed-hours-auto = automatic
feed-which-text = Text of its articles
feed-pages-auto = From the page, where the feed gives less than the whole article
feed-pages-always = Always from the page
feed-pages-never = Only what the feed gives
feed-checking-note = Empty = as often as the feed has news. If the publisher asks for longer breaks, Dateline waits. The choice of text applies to new articles.
feed-opening = Opening its articles
feed-open-here = In Dateline
feed-open-original = At the publisher
feed-opening-note = Applies to the headlines of lists. They are marked read either way.
feed-access = Access
feed-what-is-saved-here-is = What is saved here is never shown again. It is not sent to another origin after a redirect.
remove = Remove
feed-its-articles-stay-until-they = Its articles stay until they are too old; starred articles stay.
feed-remove-this-feed = Remove this feed

## feeds

feeds-export = <a>Export feeds as OPML</a>, without private ones; <a>with private ones</a>, whose addresses may be secrets. No list contains a login.
feeds-find-a-feed = Find a feed
all = All
sort-by = Sort by
feeds-no-feed-matches = No feed matches.
feeds-show-all-feeds = Show all feeds
feeds-select-all-on-this-page = Select all on this page
feed = Feed
feeds-last-article = Last article
unread = Unread
feeds-select = Select { $title }
paused = Paused
feeds-settings-of = Settings of { $title }
feeds-with-the-selected-feeds = With the selected feeds
feeds-with-selected = With selected:
feeds-update = Update
pause = Pause
resume = Resume
feeds-folder-to-move-to = Folder to move to
feeds-remove-the-selected-feeds = Remove the selected feeds
import-and-export = Import and export
feeds-opml-file-from-another-reader = OPML file from another reader
feeds-import = Import

## follows

follows-stories-that-match-what-you = Stories that match what you follow rank higher on Today: 1.5 times for one match, twice for two. Nothing is hidden.
follows-a-publisher-by-its-name = A publisher, by its name or host
follows-the-skerry-post = The Skerry Post
follow = Follow
follows-words-in-a-headline-or = Words in a headline or standfirst
follows-harbour-pilots = harbour pilots
follows-a-section = A section
follows-you-dont-follow-anything-yet = You don't follow anything yet.
follows-unfollow = Unfollow { $name }
unfollow = Unfollow

## front

front-your-desk-is-empty = Your desk is empty
front-enter-the-address-of-a = Enter the address of a newspaper, a magazine or a feed. Dateline finds the feed, reads every article, says how much of each it got, and groups coverage of the same event.
front-coming-from-another-reader = Coming from another reader?
front-import-your-opml-file = Import your OPML file.
front-want-to-see-what-this = Want to see what this is about?
front-look-at-a-broken-page = Look at a broken page, line by line.
front-your-searches = Your searches
front-seen = Seen
front-nothing-here = Nothing here

## help

help-programs = The JSON API lives under <code>/api/v1/</code>, the <a>feed of stories</a> has headlines and links, <code>/metrics</code> is for Prometheus, <code>/healthz</code> says whether the server is healthy. This is version { $version }.
help-every-article-shows-how-much = Every article shows how much of its text Dateline got. Open a sign to see the evidence.
help-signs = Signs
help-the-fuller-the-circle-the = The fuller the circle, the more of the article is here. Colours repeat what the shapes say.
help-why-an-article-may-be = Why an article may be missing
help-how-we-treat-publishers = How we treat publishers
help-dateline-never-works-around-a = Dateline never works around a paywall, a login, a consent page or a bot check. It says who it is, asks no more often than a publisher wants, and links to the publisher. Text that a page hides behind a gate is never shown, stored or searched.
help-your-browser-talks-only-to = Your browser talks only to Dateline: pictures and recordings come through it, and no other site learns what you read.
help-for-other-programs = For other programs

## in-list

in-list-in-this-list = In this list
previous = Previous
next = Next

## keys

keys-next-article-or-story = next article or story
keys-previous = previous
keys-open = open
keys-open-the-original-at-the = open the original at the publisher
keys-mark-read-or-unread = mark read or unread
keys-star-or-remove-the-star = star, or remove the star
keys-fetch-again = fetch the article again
keys-mark-everything-in-the-list = mark everything in the list read
keys-undo-the-last-mark = undo the last mark
keys-previous-next-page-of-a = previous, next page of a list
keys-reload = reload
keys-back-to-the-list = back to the list
keys-go-to-today = go to Today
keys-go-to-unread-articles = go to unread articles
keys-go-to-all-articles = go to all articles
keys-go-to-starred-articles = go to starred articles
keys-go-to-feeds = go to feeds
keys-search = search
keys-show-these-keys = show these keys

## login

login-login = Login
login-keep-it-as-it-is = Keep it as it is
login-none = None
login-user-name-and-password = User name and password
login-header-of-the-publisher = Header of the publisher
login-cookies = Cookies
login-delete-it = Delete it
login-user-name-or-name-of = User name, or name of the header
login-password-token-value-or-cookies = Password, token, value or cookies
login-other-origins-that-may-see = Other origins that may see it
login-send-it-unencrypted-too-where = Send it unencrypted too, where the address begins with http:
login-private-its-address-is-a = Private: its address is a secret, or its articles are for one person

## marks

mark-unread = Mark unread
mark-read = Mark read
marks-remove-star = Remove star
star = Star
more-actions = More actions
more = More
marks-open-original = Open original
marks-mark-all-above-as-read = Mark all above as read
marks-mark-all-below-as-read = Mark all below as read

## note

note-these-words-are-no-longer = These words are no longer in the text.
note-show-in-the-text = Show in the text
edit = Edit
your-note = Your note
delete = Delete

## notes

notes-what-you-highlighted-and-noted = What you highlighted and noted in articles. They are kept as long as their notes are.
export-markdown = Export as Markdown
notes-no-notes-yet-select-words = No notes yet. Select words in an article to highlight them, or add a note at its end.

## notes-of

notes-of-add-a-note = Add a note
notes-of-words-of-the-article-to = Words of the article to highlight, if any
notes-of-save-note = Save note
notes-of-all-notes = All notes

## offline

offline-you-are-offline = You are offline
offline-this-page-is-not-saved = This page is not saved on this device. Articles that you opened, starred articles and your last lists are.
offline-saved-articles = Saved articles

## paging

paging-newer = Newer
paging-older = Older

## people

people-people = People
people-who-has-an-account-at = Who has an account at this desk. Feeds are fetched once for all; what somebody follows, reads and marks nobody else sees.
people-your-own-account = Your own account
people-kept-out = kept out
people-password-and-code = password and code
people-password-alone = password alone
people-last-here = last here
people-not-logged-in = not logged in
people-change = Change { $name }
people-change-2 = Change
people-link-for-a-new-password = Link for a new password
people-let-in-again = Let in again
people-keep-out = Keep out
people-delete-with-everything = Delete with everything
people-invite-somebody = Invite somebody
people-as = As
people-reader = Reader
people-owner = Owner
people-make-a-link = Make a link
people-audit-trail = Audit trail

## players

players-goes-on-at = Goes on at { $place }
players-speed = Speed

## quote

quote-in = in
quote-in-2 = In

## rank

rank-rank-breadth-freshness-growth-diversity = Rank { $score }: breadth { $breadth }, freshness { $freshness }, growth { $growth }, diversity { $diversity }, follows { $follow }
why-rank = Why this rank?
rank-rank-is-the-product-of = Rank { $score } is the product of breadth, { $breadth }; freshness, { $freshness }; growth, { $growth }; diversity, { $diversity }; and follows, { $follow }.

## read

read-paste-a-page-a-text = Paste a page, a text or an address. Dateline shows line by line what belongs to the article and what does not, and how much of the article is there.
read-what-came-in = What came in
read-what-a-reader-gets = What a reader gets
read-no-article-was-found-on = No article was found on this page.
read-read-another = Read another
read-paste-it-here = Paste it here
read-a-pages-source-or-plain = A page's source, or plain text
read-or-enter-a-url = Or enter a URL
read-read = Read
read-nothing-at-hand = Nothing at hand?
read-show-me-a-broken-page = Show me a broken page
read-nothing-you-paste-here-is = Nothing you paste here is kept; “Keep this” keeps the page at the URL under Saved pages, to read later. Hold the pointer over a line to see why it was classified this way.

## rules

rules-delete-and-show = Delete, and show what it muted
rules-words-note = An article must meet every condition you fill in. Separate words, phrases and names with commas: one of them is enough. <code>elect*</code> also finds election.
rules-only-story = Only articles of <a>this story</a>.
rules-muted-note = Muted articles count as read and stay out of Today and of your lists. You find them under <a>Muted</a>.
rules-rules-look-at-every-article = Rules look at every article as it arrives: they can mute it, mark it read, star it or label it, lift it on Today or tell you of it.
rules-muted = { $count } muted
rules-more-for = More for { $name }
rules-apply-to-articles-already-here = Apply to articles already here
rules-new-rule = New rule
rules-edit-rule = Edit rule
rules-which-articles = Which articles
rules-words-in-the-headline = Words in the headline
rules-words-anywhere-in-the-article = Words anywhere in the article
rules-publisher-by-name-or-host = Publisher, by name or host
any = Any
rules-more-conditions = More conditions
rules-without-these-words = Without these words
rules-author = Author
section = Section
rules-how-much-of-it-is = How much of it is available
rules-kind = Kind
rules-language-as-a-code-such = Language, as a code such as en or pt-BR
rules-length-in-words = Length in words
rules-from = from
rules-from-in-words = From, in words
rules-to = to
rules-to-in-words = To, in words
rules-articles-in-its-story = Articles in its story
rules-from-in-articles = From, in articles
rules-to-in-articles = To, in articles
rules-length-availability-and-missing-words = Length, availability and missing words are known once the page has been fetched; the rule looks again then.
rules-what-to-do = What to do
rules-mute = Mute
rules-add-the-label = Add the label
rules-name-of-the-rule-leave = Name of the rule; leave empty to use its conditions
rules-preview = Preview
cancel = Cancel
rules-and-more = And { $more } more.

## search

search-note = You can combine these: <a><code>ferry -strike has:image</code></a>. Words in a headline count most, then those in a standfirst; newer first among equals. This ranks the newest 200 matches and 60 older ones in headlines; the rest follow by time. <code>dateline search</code> uses the same syntax. Accents and capitals make no difference. Search covers headlines, standfirsts and the full texts in Dateline, in every language, but never text behind a publisher's gate.
search-words = Words
search-save-this-search = Save this search
search-show-new-results-on-today = Show new results on Today
search-it-also-gets-a-feed = It also gets a feed for any reader, at a secret address.
search-saved-searches = Saved searches ({ $saved })
search-this-one-is-saved = This one is saved.
search-tips = Search tips
search-nothing-found-search-tips = Nothing found. Search tips
search-articles-with-both-words-in = articles with both words, in any order
search-these-words-side-by-side = these words side by side
search-words-starting-with-this = words starting with this
search-without-a-word = without a word
search-of-a-publisher-by-words = of a publisher, by words of its name, of the name that you gave it, or of its host
search-with-a-label-of-yours = with a label of yours
search-in-a-language = in a language
search-published-on-that-day-or = published on that day or later, or before it
search-words-in-the-headline-only = words in the headline only
search-behind-a-wall-with-a = behind a wall, with a picture, copied from another
search-by-how-much-of-the = by how much of the text is here and by your marks; a minus in front negates it

## searches

searches-none = No saved searches yet. <a>Search for something</a>, then save it.
searches-alert = On Today: { $alert }
saved-searches = Saved searches
searches-each-has-a-feed-of = Each has a feed of its own. Anyone who knows a feed's address can read it: it has headlines, sources, links and short excerpts.
searches-its-feed-will-stop-working = Its feed will stop working.
searches-delete-this-search = Delete this search

## settings

settings-how-pages-look-and-behave = How pages look and behave for you, on every device.

## story

story-leads = { $publisher } leads this story.
story-hides-this-story-and-every = Hides this story and every later article about it
story-mute-this-story = Mute this story
story-how-it-grew = How it grew
story-how-it-began = How it began
story-hour-by-hour = Hour by hour
story-the-report = The report
story-every-version = Every version
story-lead = Lead
story-at-the-publisher = At the publisher
story-also-carried-by = Also carried by
story-and-more = and { $copies } more
story-headed = headed
story-only-in-this-version = Only in this version
story-why-in-this-story = Why in this story?
story-a-reader-put-it-here = A reader put it here.
story-shares = Shares
story-no-single-important-word = no single important word
story-with-the-story-similarity = with the story. Similarity { $score }.
story-against-it = Against it:
story-not-the-same-event = Not the same event
story-pages-of-versions = Pages of versions
story-versions-before = Versions before
story-show-more = Show more
story-linked-stories = Linked stories
story-stories-about-the-same-people = Stories about the same people, places or things. They are separate stories.
story-both-speak-of = both speak of
story-also-reported-by = Also reported by
story-headlines-that-other-pages-and = Headlines that other pages and feeds list for this event. Dateline has no text of them, and they do not count as versions.
story-corrected-by-hand = Corrected by hand

## counts

count-articles = { $count ->
    [one] 1 article
   *[other] { $count } articles
}
count-feeds = { $count ->
    [one] 1 feed
   *[other] { $count } feeds
}
count-independent-sources = { $count ->
    [one] 1 independent source
   *[other] { $count } independent sources
}
count-lines = { $count ->
    [one] 1 line
   *[other] { $count } lines
}
count-new-articles = { $count ->
    [one] 1 new article
   *[other] { $count } new articles
}
count-other-versions = { $count ->
    [one] 1 other version
   *[other] { $count } other versions
}
count-publishers = { $count ->
    [one] 1 publisher
   *[other] { $count } publishers
}
count-stories = { $count ->
    [one] 1 story
   *[other] { $count } stories
}
count-unread-articles = { $count ->
    [one] 1 unread article
   *[other] { $count } unread articles
}
count-characters = { $count ->
    [one] 1 character
   *[other] { $count } characters
}
count-words = { $count ->
    [one] 1 word
   *[other] { $count } words
}

## wording and presenters

held-whole = Whole
held-preview = Preview
held-headline-only = Headline only
held-blocked = Blocked
held-not-available = Not available
held-not-an-article = Not an article
held-waiting-for-text = Waiting for text
holding-this-is-the-whole = This is the whole article.
holding-only-part-of-the = Only part of the article is available.
holding-only-the-headline-is = Only the headline is available.
holding-the-publisher-did-not = The publisher did not show the text.
holding-couldnt-get-the-text = Couldn't get the text.
holding-this-page-is-not = This page is not an article.
holding-waiting-for-the-text = Waiting for the text.
origin-seen-when-this-page = seen when this page was fetched
origin-inherited-the-text-was = inherited: the text was already incomplete when it arrived; this host refused us nothing
aside-teaser-of-another-article = Teaser of another article
aside-headlines-of-several-publishers = Headlines of several publishers
aside-notice = Notice
aside-cookie-line = Cookie line
aside-caption = Caption
aside-navigation = Navigation
aside-about-the-author = About the author
aside-newsletter-invitation = Newsletter invitation
aside-comments = Comments
aside-advertisement = Advertisement
aside-related-links = Related links
copied-word-for-word = word for word
copied-in-part = in part
copied-with-additions = with additions
copied-edited = edited
medium-audio = Audio
medium-video = Video
medium-picture = Picture
medium-note = Note
medium-this-is-a-recording = This is a recording to listen to. What the feed says of it stands here.
medium-this-is-a-video = This is a video. What the feed says of it stands here.
medium-the-picture-is-all = The picture is all there is to this entry.
medium-this-is-a-short = This is a short note without a headline.
line-headline = Headline
line-article = Article
line-notice = Notice
line-teaser = Teaser
line-several-publishers = Several publishers
line-cookie-line = Cookie line
line-caption = Caption
line-navigation = Navigation
line-byline = Byline
line-newsletter = Newsletter
line-comments = Comments
line-advert = Advert
line-related = Related
line-left-out = Left out
empty-you-have-read-everything = You have read everything. The next update brings more.
empty-read-all-here = You have read everything here.
empty-show-read = Show what you have read
empty-go-on = Go on with
empty-no-starred-articles-here = No starred articles here. Press s on an article, or click its star, to find it here later. Starred articles are never deleted.
empty-nothing-is-muted-rules = Nothing is muted. Rules can mute articles as they arrive.
empty-no-articles-here-yet = No articles here yet.
rule-less-than-the-whole = Less than the whole article
rule-whole-article = Whole article
rule-preview = Preview
rule-headline-only = Headline only
rule-not-available = Not available
rule-not-an-article = Not an article
rule-articles-to-read = Articles to read
rule-audio = Audio
rule-video = Video
rule-pictures = Pictures
rule-short-notes = Short notes
reason-read-there = Read it at the publisher.
reason-paywall = paid subscription
reason-paywall-sentence = The publisher keeps the rest for paying subscribers.
reason-paywall-advice = If you subscribe, read it at the publisher with your account.
reason-registration = free account required
reason-registration-sentence = The publisher asks for a free account before showing the rest.
reason-registration-advice = With an account there you can read it at the publisher.
reason-meter = free articles used up
reason-meter-sentence = The publisher gives a number of articles for free, and this visit had none left.
reason-meter-advice = It may open for you at the publisher, where your own count applies.
reason-consent = consent page
reason-consent-sentence = The publisher answered with a page that demands consent to tracking first. Dateline does not consent for you.
reason-consent-advice = Decide at the publisher.
reason-javascript = needs JavaScript
reason-javascript-sentence = The page shows its text by script only, and Dateline doesn't run publishers' scripts.
reason-bot-check = bot check
reason-bot-check-sentence = The server asked for proof that the visitor is human. Dateline says openly what it is and does not pass such checks.
reason-bot-check-advice = Your own browser will usually be let in.
reason-geo-legal = refused by country or law
reason-geo-legal-sentence = The publisher does not show the page in this country, or for legal reasons.
reason-not-found = no such page
reason-not-found-sentence = The publisher has no page at this address.
reason-not-found-advice = The link may have moved.
reason-gone = taken down
reason-gone-sentence = The publisher has taken the page down for good. The old text is hidden by default.
reason-gone-advice = Other versions of the story may still be online.
reason-redirected = redirected
reason-redirected-sentence = The address leads to a different page, not to the article.
reason-server-error = server failed
reason-server-error-sentence = The publisher's server failed when we asked for the page.
reason-server-error-advice = Dateline will try again at the next update.
reason-retrieval-failed = retrieval failed
reason-retrieval-failed-sentence = The text could not be retrieved, either by the site that republished it or by us.
reason-feed-excerpt = excerpt from the feed
reason-feed-excerpt-sentence = The feed carries an excerpt.
reason-publisher-summary = publisher's summary
reason-publisher-summary-sentence = The publisher says that this is a summary.
reason-publisher-summary-advice = The full article is at the publisher.
reason-scrambled = letters scrambled
reason-scrambled-sentence = The publisher scrambles the letters of the text for visitors without access.
reason-next-page = continues on another page
reason-next-page-sentence = The article is spread over several pages, and this is one of them.
reason-login = sign-in page
reason-login-sentence = The publisher answered with a sign-in page.
reason-age-gate = asks for your age
reason-age-gate-sentence = The publisher asks for the visitor's age before it shows anything.
reason-extractor-loss = we may have missed some
reason-extractor-loss-sentence = More text was on the page than Dateline recognised as the article.
reason-extractor-loss-advice = Compare with the publisher's page; the fault is ours.
reason-section-front = section page
reason-section-front-sentence = This is a list of articles, not an article.
reason-live-blog = live report
reason-live-blog-sentence = This is a running live report, which changes all the time.
reason-media-page = video, audio or gallery
reason-media-page-sentence = This page is about a video, a recording or pictures.
reason-search-page = search results
reason-search-page-sentence = This is a page of search results.
reason-product = product or service
reason-product-sentence = This page offers something for sale or hire.
reason-forum = discussion
reason-forum-sentence = This page is a discussion among users.
reason-parked = parked domain
reason-parked-sentence = The domain is parked: nobody publishes here.
reason-parked-advice = Consider removing the feed.
reason-not-an-article = not an article
reason-not-an-article-sentence = This page is not an article.
reason-unknown = cut off, reason unknown
reason-unknown-sentence = The text breaks off, and nothing on the page says why.
reason-unnamed = for a reason without a name
reason-unnamed-sentence = Something kept the text away.
list-separator = { ", " }
number-group = { "\u202F" }
decimal-point = .
lowercase-in-sentences = yes
either = { $most } or { $last }
held-counted-whole = { $count } whole
held-counted-headline = { $count } headline only
held-counted-blocked = { $count } blocked
held-counted-missing = { $count } not available
held-counted-waiting = { $count } waiting for text
held-counted-preview = { $count ->
    [one] 1 preview
   *[other] { $count } previews
}
held-counted-other = { $count ->
    [one] 1 non-article
   *[other] { $count } non-articles
}
mark = { $held }: { $reason }
supports-whole = whole
supports-part = a part only
supports-headline = headline only
supports-none = no text
supports-other = not an article
place-status = status line of the answer
place-feed = the item of the feed
place-following = a following page of the article
place-header = header “{ $name }” of the answer
place-bytes = bytes { $start } to { $end } of the page
place-text = bytes { $start } to { $end } of the text
declared-free = free for everyone
declared-metered = metered
declared-locked = for subscribers
declared-words = { $words } words in the whole article
declared-left = { $percent } % not shown
declared-reserved = rights reserved ({ $reservation })
section-world = World
section-politics = Politics
section-business = Business
section-science = Science
section-technology = Technology
section-health = Health
section-climate = Climate
section-culture = Culture
section-sport = Sport
month-january = January
month-february = February
month-march = March
month-april = April
month-may = May
month-june = June
month-july = July
month-august = August
month-september = September
month-october = October
month-november = November
month-december = December
day-monday = Monday
day-tuesday = Tuesday
day-wednesday = Wednesday
day-thursday = Thursday
day-friday = Friday
day-saturday = Saturday
day-sunday = Sunday
date-time-long = { $day }, { $time } UTC
date-long = { $weekday }, { $day } { $month } { $year }
date-short = { $day } { $month }
date-short-year = { $day } { $month } { $year }
hours-of-a-clock = 24
date-today = today
date-yesterday = yesterday
time-just-now = just now
time-minutes-ago = { $count } min ago
time-hours-ago = { $count } h ago
setting-theme = Theme
setting-theme-device = Same as the device
setting-theme-light = Light
setting-theme-dark = Dark
setting-size = Text size
setting-normal = Normal
setting-size-small = Small
setting-size-large = Large
setting-size-huge = Very large
setting-font = Font of articles
setting-font-serif = With serifs
setting-font-sans = Without serifs
setting-font-device = Font of the device
setting-leading = Line spacing in articles
setting-leading-close = Close
setting-leading-open = Wide
setting-measure = Line length in articles
setting-measure-short = Short
setting-measure-long = Long
setting-open = When I open an article
setting-open-read = Mark it read
setting-open-keep = Leave it unread
setting-together = What is marked read with an article
setting-together-alone = Nothing else
setting-together-copies = Copies of its text
setting-together-story = Every version in its story
setting-scroll = When I scroll past an article in a list
setting-layout = Lists of articles
setting-layout-cards = Cards
setting-layout-magazine = Magazine
setting-layout-list = Headlines only
setting-layout-full = Whole text
setting-keys = Single keys as shortcuts
setting-keys-on = On
setting-keys-off = Off
setting-order = Order of articles
setting-order-newest = Newest first
setting-order-oldest = Oldest first
setting-copies = Copies of one text
setting-copies-apart = Each is read by itself
setting-copies-together = Read one, and all are read
setting-unread = Unread articles of a story
setting-unread-all = All of them
setting-unread-leads = Only its main article; the others are marked read as they arrive
setting-verdicts = How much is held, in apps
setting-verdicts-line = A line above the text
setting-verdicts-labels = Also a label for each verdict
told-none = Nothing to mark.
told-undone = Undone.
told-late = It is too late to undo this.
told-saved = Settings saved.
told-rule = Rule saved. It works on what arrives from now on.
told-deleted = Rule deleted. What it muted is back in your lists, as read.
told-muted = Story muted. New articles about it are hidden too; Rules has the way back.
told-shown = Shown in your lists again.
told-applied-none = No other article here matches this rule.
told-applied = { $count ->
    [one] Rule applied to 1 article.
   *[other] Rule applied to { $count } articles.
}
article-fetch-again = Fetch again
again-same = Fetched again: nothing has changed.
again-later = The publisher’s server asks us to wait. Try again later.
again-no-page = There is no page to fetch for this article.
again-soon = { $count ->
    [one] Fetched only a moment ago. Try again in 1 minute.
   *[other] Fetched only a moment ago. Try again in { $count } minutes.
}
again-kept = The page now gives less. The text from before stays.
again-kept-why = The page now gives less ({ $why }). The text from before stays.
again-changed = Fetched again: { $what }.
again-more-words = { $count ->
    [one] 1 more word
   *[other] { $count } more words
}
again-fewer-words = { $count ->
    [one] 1 word less
   *[other] { $count } words less
}
again-new-headline = a new headline
again-now-held = now { $held }
again-edited = the text was edited
told-read = { $count ->
    [one] 1 article marked read.
   *[other] { $count } articles marked read.
}
told-unread = { $count ->
    [one] 1 article marked unread.
   *[other] { $count } articles marked unread.
}
told-starred = { $count ->
    [one] 1 article starred.
   *[other] { $count } articles starred.
}
told-unstarred = { $count ->
    [one] 1 article no longer starred.
   *[other] { $count } articles no longer starred.
}
feed-signs-in = Signs in with { $login }.
feed-no-login = No login.
feed-private = { $login } Private: left out of exports and public feeds.
feed-may-be-secret = { $login } Its address may be a secret ({ $what }): mark it as private to leave it out of exports and public feeds.
feed-state-trouble = Failing
feed-state-dead = Closed
feed-state-limping = Needs attention
feed-state-new = Waiting for first update
feed-state-well = Working
feed-state-paused = Paused
feed-due-now = due now
feed-next-minutes = next in { $count } min
feed-next-hours = next in { $count } h
feed-of-latest = Of the latest { $count }: { $what }{ $copies }
feed-gives-whole = Whole articles{ $copies }
feeds-counted-well = { $count } OK
feeds-counted-paused = { $count } paused
feeds-counted-limping = { $count } need attention
feeds-counted-failing = { $count } failing
feeds-counted-gone = { $count } closed
feeds-counted-waiting = { $count } waiting for first update
feeds-none = No feeds yet. Add your first one here.
feeds-summary = { $feeds }: { $counted }
medium-counted = { $count } { $medium }
feed-copies = { $count ->
    [one] ; 1 copy of others
   *[other] ; { $count } copies of others
}
rank-breadth = { $factor } for { $sources }
rank-freshness = { $factor } for the { $hours } h since it was last updated
rank-growth = { $factor } for what came in the last three hours
rank-diversity-other = { $factor } for better stories of the same publisher
rank-diversity-first = { $factor } for the first of its publisher
rank-follow = { $factor } for what you follow, or rules of yours lift
rank-follow-none = { $factor } since it meets none of them
search-whole-story = The whole story
search-or-more = { $counted } or more
rule-no-articles = No articles yet
rule-does-mute = mute
rule-does-read = mark read
rule-does-star = star
rule-does-label = label “{ $label }”
rule-preview-found = { $matched } of { $looked } of the last week would have matched.
rule-preview-none = No article of the last week would have matched, of { $looked }.
rule-a-feed-gone = a feed you no longer have
rule-feed = feed { $name }
rule-folder = folder { $name }
rule-language = language { $name }
rule-section = section { $name }
rule-one-story = articles of one story
rule-title-has = headline has { $values }
rule-text-has = text has { $values }
rule-nowhere = nowhere { $values }
rule-by = by { $values }
rule-from = from { $values }
quoted = “{ $text }”
rule-words-from = { $from } or more words
rule-words-to = { $to } or fewer words
rule-words-range = { $from } to { $to } words
rule-story-from = { $from } or more articles in its story
rule-story-to = { $to } or fewer articles in its story
rule-story-range = { $from } to { $to } articles in its story
rule-or = { " or " }
articles-newest-first = Newest first
articles-oldest-first = Oldest first
layout-cards = Cards
layout-magazine = Magazine
layout-headlines = Headlines
layout-full = Whole text
articles-all-feeds = All feeds
articles-folders = Folders
articles-unread-by-feed = Unread by feed
articles-labels = Labels
articles-muted-list = Muted
read-input = { $what }, { $lines }
read-input-cut = { $what }, { $lines }, the first { $shown } shown
read-a-page = a page
read-plain-text = plain text
read-unglued = { $count } headlines unglued
fact-publisher = Publisher
fact-by = By
fact-agency = Agency
fact-section = Section
fact-published = Published
fact-changed = Changed
fact-language = Language
read-nothing = Paste something, or give an address.
read-not-fetched = The page could not be fetched: { $error }.
file-picture = Picture
file-text = Text
file-file = File
attached-season-episode = Season { $season }, episode { $episode }
attached-season = Season { $season }
attached-episode = Episode { $episode }
attached-trailer = A trailer
attached-bonus = A bonus episode
attached-long = { $length } long
attached-explicit = Marked as not for children
attached-with = With { $names }
attached-views = Seen { $views } times when the feed last changed the entry
attached-player = Player
attached-chapters-link = Chapters
attached-comments = Comments
attached-transcript = Transcript
attached-transcript-of = Transcript ({ $what })
size-bytes = { $count } bytes
size-kilobytes = { $count } kB
size-megabytes = { $size } MB
details-versions = { $count ->
    [one] in 1 version
   *[other] in { $count } versions
}
act-part = { $count ->
    [one] 1 article was split off into a new story.
   *[other] { $count } articles were split off into a new story.
}
act-join = { $count ->
    [one] Two stories were merged; 1 article moved.
   *[other] Two stories were merged; { $count } articles moved.
}
act-move = { $count ->
    [one] 1 article was moved to another story.
   *[other] { $count } articles were moved to another story.
}
act-deleted = An article that has been deleted
linked-continues = Continues
linked-continued = Continued in
linked-beside = Beside
story-published = Published { $when }.
story-span = First published { $first }, updated { $last }.
with-agency = with { $agency }
copy-again = again, with less text
copy-share = { $how }, { $percent } % of its text
against-words = No other headline here has { $words }.
against-numbers = It gives { $own } where others give { $others }.
why-score = { $score }, and { $enough } is enough
why-minutes = Published { $count } min from the nearest version.
why-hours = Published { $count } h from the nearest version.
version-none = none
version-headline = Headline
version-link = Link
version-summary = Summary
version-date = Date
version-authors = Authors
version-files = Files
other-feed = What the feed gave: { $mark }
other-page = What the page gave: { $mark }
byline-with = { $names }, with { $agency }
reading-time = { $length }, { $minutes } min
embed-video = Video
embed-audio = Audio
embed-post = Post
embed-map = Map
embed-chart = Chart
embed-document = Document
embed-page = Embedded page
embed-titled = { $title } ({ $what } at { $host })
embed-at = { $what } at { $host }
completeness = About { $percent } % of the article is here, estimated from { $source }.
timeline-order = In order of publication: { $publishers }.
timeline-order-more = In order of publication: { $publishers } and { $more } more.
timeline-hour = { $day }, { $hour }:00 to { $hour }:59 UTC
timeline-title = How the story grew
timeline-by = { $publishers } by { $when }
timeline-dot = { $publisher }: { $held }, { $when }
frame-reading = Reading the articles
frame-updating = Updating: { $done } of { $feeds }
publisher-not-named = publisher not named
without-headline = Without a headline
tally = { $publishers }; { $counts }
tally-all-independent = { $publishers }, all independent; { $counts }
tally-sources = { $publishers }, { $sources }; { $counts }
search-title = { $query }: search
search-summary = { $articles } in { $stories }
search-summary-page = { $articles } in { $stories } on this page
follow-publisher = publisher
follow-words = words of a headline or standfirst
follow-section = section
offline = Offline
rule-story = Story: { $title }
story-part = Versions { $from } to { $to } of { $all }
article-story = The story, with { $others }
article-copy = This carries { $publisher }’s text, { $how }.
page-number = Page { $page }
front-stories = Stories
front-empty-unread = You have read everything. The next update brings more.
front-empty-running = The first articles are being fetched, one at a time from each publisher. They appear here by themselves.
front-empty-plain = No stories yet. The feeds page shows whether your feeds work.
front-empty-here = No stories here.
feed-the = The feed
feed-quoted = “{ $name }”
feeds-added = { $feed } was added. Its articles are on their way.
feeds-added-secret = { $feed } was added. Its articles are on their way. Its address may be a secret ({ $what }): mark it as private under “Access”.
feeds-access-saved = Access to { $feed } saved.
feeds-known = You already subscribe to { $feed }.
feeds-one-removed = The feed was removed. Starred articles stay.
feeds-nothing = Select one or more feeds first.
feeds-renamed = The feed is now called { $feed }.
feeds-set = Settings of { $feed } saved.
feeds-kept = Retention of { $feed } saved. It applies at the next cleaning, within the hour.
feeds-updating = Updating.
feeds-imported = { $feeds } added, { $known } already subscribed.{ $logins }
feeds-skipped = { $feed } was added. Skipped: { $skipped }.
feeds-choose = The page offers several feeds. Which one?
feeds-choose-again = The page offers several feeds. Which one? Enter the login again with the address you choose.
feeds-untitled = Untitled
feeds-imported-skipped = { $feeds } added, { $known } already subscribed.{ $logins } Skipped: { $skipped }.
feeds-and-more = { $named }; and { $more } more
sort-problems = Problems first
sort-latest = Last article
feeds-removed = { $count ->
    [one] 1 feed removed. Starred articles stay.
   *[other] { $count } feeds removed. Starred articles stay.
}
feeds-moved = { $count ->
    [one] 1 feed moved.
   *[other] { $count } feeds moved.
}
feeds-paused = { $count ->
    [one] 1 feed paused.
   *[other] { $count } feeds paused.
}
feeds-resumed = { $count ->
    [one] 1 feed resumed.
   *[other] { $count } feeds resumed.
}
feeds-asked = { $count ->
    [one] Updating 1 feed.
   *[other] Updating { $count } feeds.
}
feeds-logins = { $count ->
    [one] { " " }1 feed keeps the login from the address.
   *[other] { " " }{ $count } feeds keep the login from the address.
}
account-factor-exists = There is a second factor already; take it away first
account-password-wrong = The password is another one
account-factor-wrong = Password or code is another one
account-factor-title = Second factor
account-factor-heading = Set up codes
account-factor-words = Type this seed into an app for codes, or open the link on the telephone that has one. Then type the code that the app shows: nothing is asked for at the login before that.
account-recovery = Recovery codes
account-recovery-words = From now on the login asks for a code. Each of these stands in for one, once, when the telephone is gone: print them or write them down, they are not shown again.
passwords-differ = The two passwords are not the same
link-reset = A new password for { $name }
link-reset-words = Every session of this account ends. A second factor stays as it is.
link-reset-button = Set it
link-invited = You were invited
link-invited-words = Make an account: feeds, marks and follows are your own, and nobody else sees them.
make-the-account = Make the account
login-wrong = Name, password or code is wrong
account-done-password = The password is changed, and every other session ended.
account-done-session = The session is ended.
account-done-others = Every other session is ended.
account-done-revoked = The token is revoked.
account-done-factor = The second factor is taken away.
scope-read = may read
scope-mark = may read and mark
scope-manage = may read, mark and manage feeds
browser-iphone = an iPhone
browser-ipad = an iPad
browser-on = { $name } on { $system }
browser-unnamed = A browser without a name
the-machine-itself = the machine itself
account-new-passwords-differ = The two new passwords are not the same
account-present-wrong = The present password is another one
people-done-disable = The account is kept out, and its sessions are ended.
people-done-enable = The account may log in again.
people-done-delete = The account is deleted, with everything that was its person's alone.
people-invitation = An invitation
people-invitation-words = Whoever opens this link within seven days makes an account, once. It is not shown again.
people-reset = A link for a new password
people-reset-words = Whoever opens this link within a day sets a new password for this account, once.
people-title = People
setup-wrong-token = This is not the token that serve printed
setup-title = Set up
setup-heading = Set up this desk
setup-words = It can be reached from other machines, so it answers nothing until it has an owner. The token stands in what dateline serve printed when it started.
token-heading = A new token
token-words = Copy it now: it is not shown again. Programs send it as a bearer token; an app that asks for a name and a password takes { $name } and this.
role-owner = owner
role-reader = reader

## settings and scripts

setting-language = Language
setting-language-browser = Same as the browser
language-en = English
language-en-us = English (United States)
language-de = Deutsch
language-ar = العربية
script-noted = Noted. It is sent when you are online again.
script-offline = You are offline.
script-offline-saved = You are offline. This is a saved page; marks are sent later.
script-selected = Selected words
script-highlight = Highlight
script-add-note = Add note
article-share = Share
article-share-with = Share with an app
article-copy-link = Copy link
article-copy-quote = Copy as quote
script-copied = Copied.
script-quoted = “{ "{}" }”
rules-lift = Lift on Today
rules-notify = Notify me on Today
rule-does-lift = lift
rule-does-notify = notify
setting-css = Your own CSS
setting-css-note = It is added to every page of yours but this one: up to 16,000 bytes, and nothing that fetches (url(), @import, @font-face).
style-too-long = Your CSS was not saved: it is longer than 16,000 bytes. The other settings are.
style-fetches = Your CSS was not saved: it may not fetch anything (url(), @import, @font-face). The other settings are.
script-new = { "{}" } new
saved-pages = Saved pages
read-keep = Keep this
read-bookmark = Keep pages from your browser
read-bookmark-note = Make a bookmark with this as its address. On any page it leads here with the page’s address filled in; “Keep this” keeps it. Where Dateline is installed as an app, it is also among the apps that a page can be shared with.
told-kept = Page kept.
told-had = You have kept this page already.

## passkeys and providers
account-passkeys = Passkeys
account-passkeys-note = A key in your telephone, computer or security stick logs you in by a fingerprint, a face or a PIN: without a name, a password or a code.
account-passkey-backed-up = kept elsewhere too
account-passkey-take-away = Take it away: the passkey { $name }
account-passkey-name = What to call it, such as Telephone
account-passkey-make = Make a passkey
account-passkey-none = This browser makes none here: passkeys need a script, TLS and a name, not an IP address.
account-provider-linked = Whoever is logged in there as { $name } is let in here.
account-provider-unlink = Unlink it
account-provider-note = Log in here by being logged in there.
account-provider-link = Link it
account-code-or-recovery = Code, or a recovery code
account-not-now = Not now
account-login-by-provider = Log in with { $provider }
account-login-by-passkey = Log in with a passkey
account-done-passkey = The passkey is made: it logs in to this account from now on.
account-done-passkey-removed = The passkey is taken away here; delete it in the authenticator too.
account-done-linked = The identity is linked: it logs in to this account from now on.
account-done-unlinked = The identity is no longer linked.
settings-webhooks = Programs are told by <a>webhooks</a>.

## webhooks
webhooks-note = The desk can tell a program of yours, by a signed message to its address, what happens to your articles. Nothing is sent until you add an address here.
webhooks-secret = The messages of this webhook are signed with <code>{ $secret }</code>. Keep it now: it is not shown again.
webhooks-new = A new webhook
webhooks-address = Address that takes the messages
webhooks-starred = Articles that I star
webhooks-labelled = Articles that are labelled
webhooks-searches = Articles that a saved search finds
webhooks-stories = New stories
webhooks-add = Add
webhooks-none = There are no webhooks.
webhooks-stopped = Stopped { $since }; nothing is sent
webhooks-change = Change
webhooks-its-address = Address
webhooks-stop = Stopped: send nothing
webhooks-save = Save
webhooks-try-it = Send a trial message to { $url }
webhooks-try = Send a trial
webhooks-remove-it = Remove { $url }
webhooks-remove = Remove
webhooks = Webhooks

## errors

error-name-the-other-story = Name the other story by its number or its address
error-what-can-be-followed = You can follow a publisher, words or a section
error-webhook-of-what = A webhook is told of something: starred, labelled, searches or stories
error-webhook-login = A webhook's address carries no name and password; the receiver knows the desk by its signature
error-verdict = A verdict is full, partial, headline_only, none, other_kind or not_whole
error-kind = A kind is article, audio, video, picture or note
error-section = This section is not known
rule-field-feed = The feed
rule-field-words = A number of words
rule-field-story-size = The size of a story
rule-field-story = The story
error-no-token-opens = No token opens this; log in with a browser
error-scope = The scope of this token does not reach so far
error-owners-alone = This is for owners of the desk alone
error-login-not-begun = This login was not begun in this browser, or too long ago; begin anew
error-session-ended = The session in which this was begun has ended
error-password = The password is another one
error-only-way-in = It is the only way into this desk
error-code = The code is another one
error-token-scope = What a token may do is read, mark or manage
error-role = A role is owner or reader
error-account-act = An account is disabled, enabled, deleted or given a link
error-passkey-name = Passkeys are made for a name: open the desk under one, not under an IP address
error-random = The system gives no random numbers
error-link-used = This link was used already, or is too old
error-no-list = No list was named to be marked
error-show = show is unread, all, starred or muted
error-order = order is newest or oldest
error-nothing-to-search = There is nothing to search for
error-not-read = This could not be read
error-feeds-act = What can be done with feeds is move, update, pause, resume or remove
webhooks-not-sent = not sent yet
error-no-feed-named = No feed was named
error-days = Days and megabytes are whole numbers, or empty
error-hours = Hours are a whole number, or empty
error-poll-hours = Hours between checks are from 1 to { $most }
error-fetch-pages = pages is auto, always or never
error-file = The file could not be received, or is larger than 16 MB
error-no-opml = This file holds no list of feeds
error-no-file = No file was chosen
error-empty-note = An empty note says nothing; delete it instead
error-mark = This mark is not known
error-nothing-to-mark = Nothing was named to be marked
error-no-article = No article was named
error-part-of-list = This part of a list is not known
error-correction = That changes nothing: choose some of the articles, not all, and another story that exists
error-empty-rule = A rule needs at least one condition and at least one thing to do
manifest-description = Your news desk
error-correction-kind = A correction is part, move or join
error-unchanged-merged = Nothing was changed. It may have been merged into another, or gone with its feed.
error-look-for-it = Look for it by its words, or go back to the front page.
error-change-it = Change it and try again.
error-host-names = Ask for it as localhost, or add the name to host_names in the configuration.
error-two-hosts = A request names its host exactly once, and in its address no other
error-cross-site = Another site asked for this change
error-cross-site-next = If it was you, do it again from a page of this desk. Programs send application/json.
error-login = This desk asks for a login
error-login-next = Log in and do it again. Programs send a token, or a name and an app password.
error-forbidden-next = Ask an owner of the desk, or log in as somebody who may.
error-no-account-yet = This desk has no account yet
error-no-account-yet-next = Open /setup with the token that serve printed, or run dateline user add NAME on its machine.
error-no-account = This desk has no account, so no app can log in
error-no-account-next = Run dateline user add NAME on its machine, log in, and make an app password on the account's page.
error-logins-kept = Nobody is kept out for good: logins from other networks are answered as before.
error-logins-next = Wait. Who has lost the password asks an owner for a link, or runs dateline user reset NAME on the machine.
error-method = This address does not take that method
error-no-answer = This cannot be answered
error-send-less = Send less at once.
error-disk-full-next = Make room on the disk, then try again.
error-doctor = Try again; if it stays, run dateline doctor.
error-still-there = What was stored before is still there.
error-page = This page could not be written
error-try-again = Try again.
error-unchanged = Nothing was changed.
error-unknown-host = This desk does not go by the name “{ $name }”
error-no-such = { $what ->
    [feed] There is no such feed
   *[other] There is no such { $what }
}
error-too-many-logins = Too many logins failed; the next one is answered in { $seconds } s
error-too-large = The body is larger than the { $most } MiB that are taken here
error-store = { $what }
error-follow = There is nothing to follow in that, or you already follow { $most } things
error-sections = section is one of { $sections }
error-kept-days = days is a whole number from 0 to { $most }
error-kept-bytes = A feed keeps from 0 to { $bytes } bytes, { $megabytes } megabytes
error-address = That isn't a valid address: { $error }.
error-webhooks = You have { $most } webhooks, as many as may be
error-long-address = An address has at most { $most } characters
error-whole-number = { $what } is a whole number
error-provider = { $name } does not answer as it should; who runs this desk finds the reason in its log
error-other-provider = This is the answer of another provider than { $name }; begin anew
error-provider-refused = { $name } did not let you in; begin anew, or ask who runs it
error-not-linked = No account of this desk is linked to { $label } at { $name }; log in here as before and link it on the page of your account
provider-link-title = Link
provider-link = Link { $name }
provider-link-note = Log in at { $name }. Whoever is logged in there is then let in here as { $account }.
provider-go = Go to { $name }
error-proxy = The proxy tells that you are { $told }, and proxy_login.users has no account for that name
error-searches = You have { $most } saved searches, as many as may be; delete one first
webhooks-again = { $error }; tried again { $when }
webhooks-given-up = given up: { $error }
webhooks-arrived = arrived ({ $status })
error-note = A note needs words of yours or of the article, and an article has at most { $most } notes
error-rules = You have { $most } rules already; delete one first
settings-everything = Everything you have
settings-everything-note = Feeds, articles with their states, labels and notes, rules, follows and searches in one zip file; <code>dateline import</code> and most readers take it in. It names private feeds, and holds no login.
settings-download = Download an archive

## feed-health

health-saved = { $count ->
    [0] no articles saved
    [one] 1 article saved
   *[other] { $count } articles saved
}
health-closed = Closed by its publisher; no longer checked { $since }, { $saved }. Remove it, or look for another feed of the publisher.
health-failing = { $what } { $since }{ $times }; { $saved }.{ $advice }
health-failing-of = Failing { $since }{ $times }: { $what }. { $saved }.{ $advice }
health-times = , { $count } times in a row
health-no-answer = Does not answer
health-failure = { $kind ->
   *[other] { $what }
}
health-advice-login = {" "}With an account there, give its login (on the page of the feed, or by `dateline access`); else look for a public feed.
health-advice-closed = {" "}It may be open to browsers alone; it is asked again from time to time.
health-advice-look = {" "}Look at its site: it may have moved, and can be added anew.
health-advice-again = {" "}It is asked again by itself.
health-paused = Paused { $since }; not checked for new articles, { $saved }.
health-waiting = Waiting for its first update.
health-working = Working.
health-working-new = Working; last new article fetched { $ago }.
health-working-hub = Working; its hub tells of news at once.
health-working-new-hub = Working; last new article fetched { $ago }; its hub tells of news at once.
health-merged = { $from } has moved here for good; the two feeds are one now, and what was read stays read. Nothing to do.
health-moved = Has moved for good, from { $from }. It is asked at its new address; nothing to do.
health-slow = Answers slowly: { $seconds } s on average. Nothing is lost by it.
health-incomplete = Its last document arrived incomplete; what came is kept, and it is asked again.
health-full = Takes all the room that a feed may take; its oldest articles are removed. Give it more under “Retention” on the feed's page, or with keep.feed_mb, or star what is to stay.
health-left-out = Something was left out: { $list }. { $advice }.
health-left-out-bound = Set keep.new_a_day higher to take more
health-left-out-publisher = What is missing can be read at the publisher
health-repaired = Feed has errors, which were repaired: { $list }. Nothing to do.
health-more = ; and { $count } more
health-since = since { $moment }
health-clock = { $time } UTC
health-ago-now = just now
health-ago-minutes = { $count ->
    [one] 1 minute ago
   *[other] { $count } minutes ago
}
health-ago-hours = { $count ->
    [one] 1 hour ago
   *[other] { $count } hours ago
}
health-ago-days = { $count ->
    [one] 1 day ago
   *[other] { $count } days ago
}
health-ago-day = on { $day }
picture-larger = Larger picture

## history

nav-history = History
history-note = Marks that you can still undo, and articles you read, latest first.
history-marks = Marks
history-read = Read lately
history-nothing = Nothing yet. What you open or mark read is listed here.

poll-new = { $count ->
    [one] 1 new article
   *[other] { $count } new articles
}
poll-nothing-new = Nothing new
poll-took = { $seconds } s
feed-how-much = How much it publishes
feed-volume = { $average } articles a week, in the last { $weeks } weeks
feed-latest-checks = Latest checks
publisher-unknown = unknown publisher
labels = Labels
label-new = Add a label
label-without = Remove “{ $name }”
error-label = A label needs a letter or digit in its name, and there may be { $most } labels
