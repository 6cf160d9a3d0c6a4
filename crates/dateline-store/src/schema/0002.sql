-- Stories that were joined with another, so that links to them lead on. `into_story` is never itself joined away.
CREATE TABLE joined_stories (
    story      INTEGER PRIMARY KEY,
    into_story INTEGER NOT NULL,
    at         INTEGER NOT NULL
);
CREATE INDEX joined_stories_into ON joined_stories (into_story);

-- How often a page was asked for in vain, and the time before which it is not asked for again.
ALTER TABLE entries ADD COLUMN page_tries INTEGER NOT NULL DEFAULT 0;
ALTER TABLE entries ADD COLUMN page_due INTEGER;
