-- What an entry is that is no article: `audio`, `video`, `picture`, `note`.
ALTER TABLE entries ADD COLUMN medium TEXT;
