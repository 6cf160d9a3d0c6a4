-- How a feed is checked and read where it is not by the desk's own rule: every so many hours; the pages of its articles always (1)
-- or never (0).
ALTER TABLE feeds ADD COLUMN poll_hours INTEGER;
ALTER TABLE feeds ADD COLUMN fetch_pages INTEGER;
-- Whether a reader opens the articles of a feed at their publisher.
ALTER TABLE subscriptions ADD COLUMN opens_original INTEGER NOT NULL DEFAULT 0;
-- How large a kept picture is, in pixels, so that a page leaves room for it.
ALTER TABLE images ADD COLUMN width INTEGER;
ALTER TABLE images ADD COLUMN height INTEGER;
