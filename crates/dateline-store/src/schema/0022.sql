-- What an app was given for an app password, by which it is known from then on: a token that goes when its password goes.
ALTER TABLE tokens ADD COLUMN parent INTEGER REFERENCES tokens (id) ON DELETE CASCADE;
CREATE INDEX tokens_parent ON tokens (parent, made_at) WHERE parent IS NOT NULL;
-- Apps ask for what came or changed since they last asked.
CREATE INDEX entries_revised ON entries (revised) WHERE revised IS NOT NULL;
