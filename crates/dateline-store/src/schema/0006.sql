-- Stories that continue each other, the lower number first, with what both speak of, one term a line. Written when stories are
-- looked through, and kept for as long as both have articles.
CREATE TABLE situations (
    story INTEGER NOT NULL,
    other INTEGER NOT NULL,
    terms TEXT NOT NULL,
    PRIMARY KEY (story, other)
) WITHOUT ROWID;
CREATE INDEX situations_other ON situations (other);
