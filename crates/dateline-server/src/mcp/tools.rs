//! The tools, in one table: name, words, what a token must reach, arguments, and what agents may assume of them.

mod articles;
mod changing;
mod lists;
mod news;

use super::arguments::{Arguments, Kind, Param, schema};
use super::untrusted::NOTICE;
use crate::app_state::App;
use crate::caller::KnownBy;
use crate::error_response::ErrorResponse;
use dateline_store::TokenScope;
use serde_json::{Map, Value, json};

/// A tool in words.
struct Tool {
    name: &'static str,
    title: &'static str,
    words: &'static str,
    scope: TokenScope,
    action: Action,
    params: &'static [Param],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Action {
    Search,
    ListStories,
    ReadArticle,
    ExplainVerdict,
    CompareVersions,
    WhatIsNew,
    Mark,
    AddFeed,
}

const LIMIT: Param = Param {
    name: "limit",
    kind: Kind::Whole(1, 100),
    required: false,
    words: "How many at most; 20 if not given.",
};
const OFFSET: Param = Param {
    name: "offset",
    kind: Kind::Whole(0, 1_000_000),
    required: false,
    words: "How many to pass over.",
};
const ARTICLE: Param = Param {
    name: "article",
    kind: Kind::ID,
    required: true,
    words: "Number of the article, as lists give it as id.",
};

/// Most entries of one mark.
const MARKED: usize = 1_000;

static TOOLS: [Tool; 8] = [
    Tool {
        name: "search",
        title: "Search articles",
        words: "Searches the headlines and texts of the reader's articles and gives those found, grouped by story. Words must all occur; \
                \"a phrase\" in quotes, OR, -without, and filters such as publisher:, lang:, is:unread, is:starred, before:2026-11-01 narrow it.",
        scope: TokenScope::Read,
        action: Action::Search,
        params: &[
            Param { name: "query", kind: Kind::Text(1_000), required: true, words: "What to search for." },
            LIMIT,
            OFFSET,
        ],
    },
    Tool {
        name: "list_stories",
        title: "List stories",
        words: "Gives the stories of the reader's front page by rank: each is one event with the articles of all publishers that cover it.",
        scope: TokenScope::Read,
        action: Action::ListStories,
        params: &[
            LIMIT,
            OFFSET,
            Param {
                name: "unread",
                kind: Kind::Flag,
                required: false,
                words: "Only stories with something unread.",
            },
            Param {
                name: "section",
                kind: Kind::Text(40),
                required: false,
                words: "Only one section, such as politics or science.",
            },
            Param {
                name: "folder",
                kind: Kind::Text(200),
                required: false,
                words: "Only stories with a feed of this folder.",
            },
            Param {
                name: "language",
                kind: Kind::Text(40),
                required: false,
                words: "Only stories in this language, such as en.",
            },
        ],
    },
    Tool {
        name: "read_article",
        title: "Read an article",
        words: "Gives the text of one article as the desk holds it, with the verdict how much of it that is. A long text comes in parts: where more is true, ask again with from.",
        scope: TokenScope::Read,
        action: Action::ReadArticle,
        params: &[
            ARTICLE,
            Param {
                name: "from",
                kind: Kind::Whole(0, 100_000_000),
                required: false,
                words: "The character of the text to begin with; 0 if not given.",
            },
            Param {
                name: "length",
                kind: Kind::Whole(1, 100_000),
                required: false,
                words: "How many characters at most; 20000 if not given.",
            },
            Param {
                name: "other",
                kind: Kind::Flag,
                required: false,
                words: "The other of the feed's text and the page's, where there are two.",
            },
        ],
    },
    Tool {
        name: "explain_verdict",
        title: "Explain a verdict",
        words: "Says how much of an article is held (full, partial, headline_only, none, other_kind), why not all, what its publisher declares, and the evidence with its place on the page.",
        scope: TokenScope::Read,
        action: Action::ExplainVerdict,
        params: &[ARTICLE],
    },
    Tool {
        name: "compare_versions",
        title: "Compare versions",
        words: "Name a story to see its versions beside each other: who is a copy of whom, what stands in one alone, quotations, and figures that disagree. Name an article to see what its publisher changed.",
        scope: TokenScope::Read,
        action: Action::CompareVersions,
        params: &[
            Param { name: "story", kind: Kind::ID, required: false, words: "Number of the story." },
            Param { name: "article", kind: Kind::ID, required: false, words: "Number of the article." },
            LIMIT,
            OFFSET,
        ],
    },
    Tool {
        name: "what_is_new",
        title: "What is new",
        words: "Gives articles that came, changed or were marked since a place in the desk's one sequence of changes, and the place to ask from next. Without since it gives the place of now.",
        scope: TokenScope::Read,
        action: Action::WhatIsNew,
        params: &[
            Param {
                name: "since",
                kind: Kind::Whole(0, super::arguments::NUMBER_MAX),
                required: false,
                words: "A place, as an earlier answer gave it.",
            },
            Param {
                name: "after",
                kind: Kind::ID,
                required: false,
                words: "The article after, as an earlier answer gave it where more is true.",
            },
            LIMIT,
        ],
    },
    Tool {
        name: "mark",
        title: "Mark articles",
        words: "Marks articles, or all articles of a story, read or unread, or gives or takes a star.",
        scope: TokenScope::Mark,
        action: Action::Mark,
        params: &[
            Param {
                name: "mark",
                kind: Kind::Word(&["read", "unread", "star", "unstar"]),
                required: true,
                words: "Which mark.",
            },
            Param {
                name: "articles",
                kind: Kind::Numbers(MARKED),
                required: false,
                words: "Numbers of articles.",
            },
            Param {
                name: "story",
                kind: Kind::ID,
                required: false,
                words: "Number of a story, in place of articles.",
            },
        ],
    },
    Tool {
        name: "add_feed",
        title: "Add a feed",
        words: "Subscribes the reader to the feed at an address, or to the first that the page there names; the address is asked once. Ask the reader before.",
        scope: TokenScope::Manage,
        action: Action::AddFeed,
        params: &[Param {
            name: "url",
            kind: Kind::Text(2_000),
            required: true,
            words: "Address of a feed or of a site.",
        }],
    },
];

impl Tool {
    fn told(&self) -> Value {
        let changes = self.scope > TokenScope::Read;
        json!({
            "name": self.name, "title": self.title, "description": self.words,
            "inputSchema": schema(self.params),
            "annotations": {
                "title": self.title, "readOnlyHint": !changes, "destructiveHint": false,
                "idempotentHint": true, "openWorldHint": self.action == Action::AddFeed,
            },
        })
    }
}

/// What somebody may do; who is known by no token may do all.
fn scope_of(app: &App) -> TokenScope {
    match app.caller.by {
        KnownBy::Token(scope) => scope,
        KnownBy::NoAccounts | KnownBy::Session(_) => TokenScope::Manage,
        KnownBy::Nothing => TokenScope::Read,
    }
}

/// The tools that the asker's token reaches.
pub(super) fn list(app: &App) -> Value {
    let scope = scope_of(app);
    let told: Vec<Value> = TOOLS.iter().filter(|tool| tool.scope <= scope).map(Tool::told).collect();
    json!({"tools": told})
}

/// Whether there is such a tool.
pub(super) fn is_one(name: &str) -> bool {
    TOOLS.iter().any(|tool| tool.name == name)
}

/// Calls a tool and gives its result, which may be that it failed: an agent reads why and does better. An error is one of the desk's.
pub(super) async fn call(app: &App, name: &str, given: Map<String, Value>) -> Result<Value, ErrorResponse> {
    let Some(tool) = TOOLS.iter().find(|tool| tool.name == name) else {
        return Ok(failed(&format!("There is no tool {name}")));
    };
    if scope_of(app) < tool.scope {
        return Ok(failed(&format!(
            "The scope of this token does not reach so far: it needs {}",
            tool.scope.as_str()
        )));
    }
    let arguments = match Arguments::read(given, tool.params) {
        Ok(arguments) => arguments,
        Err(words) => return Ok(failed(&words)),
    };
    match run(app, tool.action, &arguments).await {
        Ok(value) => Ok(done(value)),
        Err(error) if error.status.is_server_error() => Err(error),
        Err(error) => Ok(failed(&error.happened)),
    }
}

async fn run(app: &App, action: Action, arguments: &Arguments) -> Result<Value, ErrorResponse> {
    match action {
        Action::Search => lists::search(app, arguments).await,
        Action::ListStories => lists::stories(app, arguments).await,
        Action::ReadArticle => articles::read(app, arguments).await,
        Action::ExplainVerdict => articles::explain(app, arguments).await,
        Action::CompareVersions => articles::compare(app, arguments).await,
        Action::WhatIsNew => news::since(app, arguments).await,
        Action::Mark => changing::mark(app, arguments).await,
        Action::AddFeed => changing::add_feed(app, arguments).await,
    }
}

/// A result as an object, and as text for clients that know no other.
fn done(mut value: Value) -> Value {
    value["notice"] = json!(NOTICE);
    json!({"content": [{"type": "text", "text": value.to_string()}], "structuredContent": value, "isError": false})
}

fn failed(words: &str) -> Value {
    json!({"content": [{"type": "text", "text": words}], "isError": true})
}
