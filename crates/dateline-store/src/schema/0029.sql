-- Answers to requests that named a key, so that the same request again is not carried out again.
CREATE TABLE kept_answers (
    user   INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    key    TEXT NOT NULL,
    asked  BLOB NOT NULL,
    answer BLOB NOT NULL,
    at     INTEGER NOT NULL,
    PRIMARY KEY (user, key)
) WITHOUT ROWID;
CREATE INDEX kept_answers_at ON kept_answers (at);
-- Where a reader wants to be told, of what, and how far that has come in the sequence of changes.
CREATE TABLE webhooks (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    user     INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    url      TEXT NOT NULL,
    sealed   BLOB NOT NULL,
    starred  INTEGER NOT NULL,
    labelled INTEGER NOT NULL,
    searches INTEGER NOT NULL,
    stories  INTEGER NOT NULL,
    made_at  INTEGER NOT NULL,
    stopped_at INTEGER,
    place    INTEGER NOT NULL,
    after    INTEGER NOT NULL
);
CREATE INDEX webhooks_user ON webhooks (user);
-- What a webhook has been told of, so that it is told once: `what` names the star, a label, a search or a story.
CREATE TABLE webhook_told (
    webhook INTEGER NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
    entry   INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
    what    TEXT NOT NULL,
    PRIMARY KEY (webhook, entry, what)
) WITHOUT ROWID;
CREATE INDEX webhook_told_entry ON webhook_told (entry);
-- What was sent, or is to be. `due` is null once it arrived or was given up.
CREATE TABLE webhook_deliveries (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    webhook INTEGER NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
    event   TEXT NOT NULL,
    body    TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    due     INTEGER,
    tries   INTEGER NOT NULL DEFAULT 0,
    tried_at INTEGER,
    status  INTEGER,
    error   TEXT
);
CREATE INDEX webhook_deliveries_webhook ON webhook_deliveries (webhook, id);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (due) WHERE due IS NOT NULL;
