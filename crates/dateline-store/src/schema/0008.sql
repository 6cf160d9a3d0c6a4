-- Members of a story in the order of their time: its row and its page read some of them, however many there are.
DROP INDEX entries_story;
CREATE INDEX entries_story ON entries (story, sorted_at, id) WHERE story IS NOT NULL;
