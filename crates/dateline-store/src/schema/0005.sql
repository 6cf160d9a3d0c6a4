-- What was agreed with publishers' hubs (WebSub), one row a subscription. A row without a feed is one that is being ended.
-- `token` is the secret of the callback's address, `secret` the key of the hub's signatures. `lease_until` is there once
-- the hub has verified; `missed_at` is the last poll that found what the hub had not told.
CREATE TABLE subscriptions (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    feed        INTEGER UNIQUE,
    hub         TEXT NOT NULL,
    topic       TEXT NOT NULL,
    token       TEXT NOT NULL UNIQUE,
    secret      TEXT NOT NULL,
    address     TEXT,
    due_at      INTEGER NOT NULL,
    asked_at    INTEGER,
    lease_until INTEGER,
    heard_at    INTEGER,
    missed_at   INTEGER,
    tries       INTEGER NOT NULL DEFAULT 0,
    words       TEXT
);
CREATE INDEX subscriptions_due ON subscriptions (due_at);
