-- Names that readers gave to publishers, by their host; whatever pages and feeds call them.
CREATE TABLE publisher_names (
    host TEXT PRIMARY KEY,
    name TEXT NOT NULL
) WITHOUT ROWID;
