-- Versions before the rules of `identity.rs` took items of one feed with one address for one entry, whatever their guids and
-- titles. Where the sightings still tell such items apart (another guid and other words than those that are shown, of an entry that
-- changed its headline), they are the entry's no more: when the feed gives them again, each is an entry of its own. The feed is
-- asked for its whole document once, so that it does.
CREATE TEMP TABLE wrongly_merged AS
    SELECT s.feed AS feed, s.guid AS guid, s.entry AS entry FROM sightings s JOIN entries e ON e.id = s.entry
    WHERE s.content IS NULL AND s.guid <> '' AND s.hash <> e.hash AND e.retitled = 1 AND EXISTS
        (SELECT 1 FROM sightings o WHERE o.feed = s.feed AND o.entry = s.entry AND o.guid NOT IN ('', s.guid) AND o.hash = e.hash);
UPDATE feeds SET etag = NULL, last_modified = NULL WHERE id IN (SELECT feed FROM wrongly_merged);
DELETE FROM sightings WHERE (feed, guid, entry) IN (SELECT feed, guid, entry FROM wrongly_merged);
DROP TABLE wrongly_merged;
