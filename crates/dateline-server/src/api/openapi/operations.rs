//! What each route of the API takes and gives, in the notation of [`super::notation`]. The routes themselves, with their words and who
//! may use them, are those of [`crate::api::ROUTES`].

/// What one route takes and gives.
pub(super) struct Operation {
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    /// Parameters of the address, optional all.
    pub(super) query: &'static str,
    /// The fields of the body; empty where there is none.
    pub(super) body: &'static str,
    /// The fields of the answer, or the name of a shape.
    pub(super) answer: &'static str,
}

const fn get(path: &'static str, query: &'static str, answer: &'static str) -> Operation {
    Operation { method: "GET", path, query, body: "", answer }
}

const fn post(path: &'static str, body: &'static str, answer: &'static str) -> Operation {
    Operation { method: "POST", path, query: "", body, answer }
}

/// Every route.
pub(super) const OPERATIONS: &[Operation] = &[
    get("/api/v1/openapi.json", "", "any"),
    get(
        "/api/v1/stories",
        "limit:limit offset:count cursor:cursor unread:bool section:Section folder:text language:text",
        "stories:[Story] more:bool next_cursor:cursor?",
    ),
    get("/api/v1/stories/{id}", "limit:limit offset:count cursor:cursor", "WholeStory"),
    get("/api/v1/articles/{id}", "", "WholeArticle"),
    post("/api/v1/articles/fetch", "id:int", "outcome:FetchOutcome words:int wait_minutes:int?"),
    get(
        "/api/v1/entries",
        "limit:limit offset:count cursor:cursor show:Show feed:int label:int",
        "entries:[Entry] more:bool next_cursor:cursor?",
    ),
    get("/api/v1/feeds", "", "feeds:[Feed]"),
    post("/api/v1/feeds/rename", "feed:int name:text", "renamed:bool"),
    post("/api/v1/publishers/rename", "host:text name:text", "renamed:bool"),
    get("/api/v1/feeds/{id}/polls", "limit:limit", "polls:[Poll] hub:Hub?"),
    post("/api/v1/feeds/file", "feed:int title?:text? folders:[text]", "filed:bool"),
    post("/api/v1/feeds/pause", "feeds:[int] paused?:bool", "changed:count"),
    post("/api/v1/feeds/keep", "feed:int days?:days? bytes?:bytes?", "kept:bool"),
    post("/api/v1/feeds/polling", "feed:int hours?:hours? pages?:FetchPages?", "set:bool"),
    post("/api/v1/feeds/original", "feed:int original:bool", "set:bool"),
    post("/api/v1/feeds/access", "feed:int login?:NewLogin? forget?:bool private?:bool?", "Access"),
    get(
        "/api/v1/search",
        "q:text limit:limit offset:count cursor:cursor",
        "groups:[Group] problems:[text] more:bool next_cursor:cursor?",
    ),
    get("/api/v1/corrections", "", "corrections:[Correction]"),
    post("/api/v1/corrections", "do:Correct entries?:ids from:int into?:int?", "correction:Correction?"),
    post("/api/v1/corrections/undo", "act:int", "undone:bool"),
    get("/api/v1/searches", "", "searches:[SavedSearch]"),
    get("/api/v1/labels", "", "labels:[Label]"),
    post("/api/v1/labels", "name:text entries:ids set?:bool", "changed:count"),
    post("/api/v1/labels/rename", "id:int name:text", "renamed:bool"),
    post("/api/v1/labels/remove", "id:int", "removed:bool"),
    get("/api/v1/unread", "", "unread:count feeds:[FeedUnread] folders:[FolderUnread]"),
    get("/api/v1/changes", "since:int after:int limit:limit", "changes:[Change] place:int more:bool"),
    get("/api/v1/events", "since:int after:int", "text/event-stream"),
    get("/api/v1/follows", "", "follows:[Follow]"),
    post("/api/v1/follows", "kind:FollowKind value:text", "follow:Follow"),
    post("/api/v1/follows/remove", "id:int", "removed:bool"),
    get(
        "/api/v1/notes",
        "limit:limit offset:count cursor:cursor",
        "articles:[NotedEntry] more:bool next_cursor:cursor?",
    ),
    post(
        "/api/v1/notes",
        "id?:int? entry?:int? quote?:text prefix?:text suffix?:text text?:text",
        "note:Note?",
    ),
    post("/api/v1/notes/remove", "id:int", "removed:bool"),
    post(
        "/api/v1/progress",
        "entry:int file?:count position:count length?:count? speed?:count?",
        "kept:bool",
    ),
    get("/api/v1/rules", "", "rules:[Rule]"),
    post(
        "/api/v1/rules",
        "id?:int? name?:text conditions:NewConditions actions:NewActions paused?:bool",
        "rule:Rule",
    ),
    post(
        "/api/v1/rules/preview",
        "conditions:NewConditions days?:int?",
        "looked_at:count matched:count entries:[Entry]",
    ),
    post("/api/v1/rules/apply", "id:int", "changed:count"),
    post("/api/v1/rules/remove", "id:int", "removed:bool"),
    post("/api/v1/rules/mute", "story:int", "rule:Rule"),
    post("/api/v1/rules/unmute", "entries:ids", "changed:count"),
    post("/api/v1/marks", "mark:Mark entries?:ids story?:int?", "changed:count"),
    post("/api/v1/marks/read", "feed?:int? folder?:text? until?:moment?", "changed:count"),
    get("/api/v1/webhooks", "", "webhooks:[Webhook]"),
    post(
        "/api/v1/webhooks",
        "id?:int? url:address starred?:bool labelled?:bool searches?:bool stories?:bool stopped?:bool",
        "webhook:Webhook secret:text?",
    ),
    post("/api/v1/webhooks/remove", "id:int", "removed:bool"),
    post("/api/v1/webhooks/test", "id:int", "queued:bool"),
    get("/api/v1/webhooks/{id}/deliveries", "limit:limit", "deliveries:[Delivery]"),
    post("/api/v1/read", "text?:text? html?:text? url?:text?", "Reading"),
];
