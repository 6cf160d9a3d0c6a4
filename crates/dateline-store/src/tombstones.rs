//! Keys of tombstones: what was removed for good is not taken for new when a feed still has it.

/// Key of a tombstone for a guid, which means something in its feed alone.
pub(crate) fn guid_key(feed: i64, guid: &str) -> String {
    format!("{feed} {guid}")
}

/// Key of a tombstone for a guid or address under one title: the next item of a feed that reuses them is not buried with it.
pub(crate) fn titled_key(key: &str, title: i64) -> String {
    format!("{key}\n{title}")
}
