//! The rules by which a verdict is reached: one word for each row of the table in `docs/verdicts.md`.

use crate::aside::words;

words!(
    /// What made a verdict say something else than `full`.
    Rule {
        /// The status of the answer.
        Status = "status",
        /// A header by which a vendor wants proof of a human.
        ChallengeHeader = "challenge_header",
        /// A redirect to a host that asks for consent.
        ConsentRedirect = "consent_redirect",
        /// An article's address that ends at the site's front.
        HomeRedirect = "home_redirect",
        /// A media type that is no page.
        MediaType = "media_type",
        /// Nothing came at all.
        NotFetched = "not_fetched",
        /// Words or marks of a check for robots, and no article.
        Challenge = "challenge",
        /// A blank page, or bytes that are no text.
        Unreadable = "unreadable",
        /// Hardly a word, and scripts that are to bring the rest.
        Shell = "shell",
        /// A page that only sends on.
        SentOn = "sent_on",
        /// A parked domain's own words.
        ParkedSaid = "parked_said",
        /// A failure told in a title, a heading or on a page that says nothing else.
        FailureSaid = "failure_said",
        /// A demand for consent, and hardly anything else.
        ConsentSaid = "consent_said",
        /// Few words, several of one trade.
        StandIn = "stand_in",
        /// A declared live report.
        LiveReport = "live_report",
        /// A declared or addressed player or gallery with little text.
        Media = "media",
        /// A page of search results.
        SearchResults = "search_results",
        /// Many headlines that lead elsewhere, little text between them.
        Headlines = "headlines",
        /// A declared product, and nobody who signs a report about it.
        Offered = "offered",
        /// The odds that were learnt.
        LearntKind = "learnt_kind",
        /// A declared vacancy, event, course, profile or contact page.
        DeclaredKind = "declared_kind",
        /// An address under which a host keeps nothing but posts, films, sounds or offers.
        KnownAddress = "known_address",
        /// A feed in the place of a page.
        Feed = "feed",
        /// A program that makes forums, wikis or manuals and nothing else.
        Software = "software",
        /// The root of a site.
        SiteRoot = "site_root",
        /// A headline that is the name of a page on the house itself, its rights or duties.
        HousePage = "house_page",
        /// Texts one below another, each under a headline that leads to it.
        Posts = "posts",
        /// Addresses and numbers to reach a house by, and a form to write in.
        Contact = "contact",
        /// Hardly anything but tables.
        Tables = "tables",
        /// No kind of text that can be told.
        NoArticle = "no_article",
        /// A known notice behind the last paragraph, or in front of the text.
        Notice = "notice",
        /// A notice in words of its own, in the same place.
        Appeal = "appeal",
        /// The shape of a notice, in the same place.
        NoticeShape = "notice_shape",
        /// A notice near a part that is not to be seen.
        HiddenRest = "hidden_rest",
        /// A notice in a layer that lies over the page.
        Overlay = "overlay",
        /// The text goes on out of focus.
        BlurredRest = "blurred_rest",
        /// A share that is said to remain.
        ShareLeft = "share_left",
        /// Letters exchanged.
        ExchangedLetters = "exchanged_letters",
        /// Dots at the end of a short text.
        CutMark = "cut_mark",
        /// A text that stops inside a sentence.
        TornSentence = "torn_sentence",
        /// A count of words in the page's data.
        WordCount = "word_count",
        /// A link to the next page of the same article.
        NextLink = "next_link",
        /// A control that unfolds the rest.
        Unfolds = "unfolds",
        /// Fewer words than an article has.
        FewWords = "few_words",
        /// Running text on the page that was not read.
        NotRead = "not_read",
        /// The publisher's sentence that this is a summary.
        SummarySaid = "summary_said",
        /// A line of a plain text that withholds the rest.
        Line = "line",
        /// A feed's text that breaks off or points to the whole.
        FeedCut = "feed_cut",
        /// A feed's text that is as short as a summary.
        FeedBrief = "feed_brief",
        /// A link that does not say where the article lies.
        HiddenLink = "hidden_link",
    }
);
