-- By whom else somebody is known: an identity provider and its number for them, or the name that a proxy tells.
CREATE TABLE identities (
    issuer  TEXT NOT NULL,
    subject TEXT NOT NULL,
    user    INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    label   TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    used_at INTEGER,
    PRIMARY KEY (issuer, subject),
    UNIQUE (user, issuer)
) WITHOUT ROWID;
-- Public keys of authenticators (WebAuthn).
CREATE TABLE passkeys (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    user       INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    credential BLOB NOT NULL UNIQUE,
    algorithm  INTEGER NOT NULL,
    public_key BLOB NOT NULL,
    counter    INTEGER NOT NULL,
    backed_up  INTEGER NOT NULL,
    name       TEXT NOT NULL,
    made_at    INTEGER NOT NULL,
    used_at    INTEGER
);
CREATE INDEX passkeys_user ON passkeys (user);
-- What authenticators know somebody by: random, and not the number of the account.
CREATE TABLE passkey_handles (
    user   INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    handle BLOB NOT NULL UNIQUE
);
