-- Who may log in. A person without a row here cannot: a desk on one's own machine needs none. Secrets stand here as hashes alone.
CREATE TABLE accounts (
    user       INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    -- `owner` or `reader`.
    role       TEXT NOT NULL,
    -- Argon2id, as a PHC string.
    password   TEXT NOT NULL,
    disabled   INTEGER NOT NULL DEFAULT 0,
    -- Encrypted with the key beside the store; NULL without a second factor.
    totp       BLOB,
    -- Whether a first code was given, and the last step of which one was taken: a code counts once.
    totp_on    INTEGER NOT NULL DEFAULT 0,
    totp_step  INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE recovery_codes (
    user INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    hash BLOB NOT NULL,
    PRIMARY KEY (user, hash)
) WITHOUT ROWID;

-- `hash`: SHA-256 of a secret of 256 random bits. `network`: the first bits of the address, as logins are throttled by.
CREATE TABLE sessions (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    user    INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    hash    BLOB NOT NULL UNIQUE,
    made_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    network TEXT NOT NULL,
    agent   TEXT NOT NULL
);
CREATE INDEX sessions_user ON sessions (user);

-- What programs log in with. `scope`: `read`, `mark` or `manage`, each with what stands before it.
CREATE TABLE tokens (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    user    INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    hash    BLOB NOT NULL UNIQUE,
    name    TEXT NOT NULL,
    scope   TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    used_at INTEGER
);
CREATE INDEX tokens_user ON tokens (user);

-- Links that count once: `user` sets a new password by it, or somebody new makes an account where there is none.
CREATE TABLE links (
    hash       BLOB PRIMARY KEY,
    user       INTEGER REFERENCES users (id) ON DELETE CASCADE,
    role       TEXT NOT NULL,
    expires_at INTEGER NOT NULL
) WITHOUT ROWID;

-- Logins, refusals and changes of accounts. A name stays when its account is gone.
CREATE TABLE audit_trail (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    at      INTEGER NOT NULL,
    name    TEXT NOT NULL,
    event   TEXT NOT NULL,
    network TEXT NOT NULL
);
