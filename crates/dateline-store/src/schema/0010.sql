-- Feeds that are kept apart: those with a login, and those that a person marked because their address is a secret.
ALTER TABLE feeds ADD COLUMN private INTEGER NOT NULL DEFAULT 0;
-- Counts how often the login was set or forgotten: what was answered under an earlier one says nothing under a later one.
ALTER TABLE feeds ADD COLUMN login_turn INTEGER NOT NULL DEFAULT 0;

-- A private feed that was removed stays private: its articles are still there, and it may come back.
ALTER TABLE former_sightings ADD COLUMN private INTEGER NOT NULL DEFAULT 0;

-- Logins by feed. The secret is encrypted with a key that lies beside the store; who may see it is bound to it, see `sealed.rs`.
CREATE TABLE logins (
    feed       INTEGER PRIMARY KEY REFERENCES feeds (id) ON DELETE CASCADE,
    kind       TEXT NOT NULL,
    origin     TEXT NOT NULL,
    also       TEXT NOT NULL,
    allow_http INTEGER NOT NULL,
    sealed     BLOB NOT NULL
);
