//! The demonstration's files, compiled in: the list is explicit, a test counts it against the folder.

/// Who publishes.
pub(super) const PUBLISHERS: &str = include_str!("../../demo/publishers.toml");
/// What surrounds an article, by language.
pub(super) const WORDS: &str = include_str!("../../demo/words.toml");
/// What Dateline has to say about each page, story and feed.
#[cfg(test)]
pub(super) const EXPECTED: &str = include_str!("../../demo/expected.toml");
/// Style that all looks share.
pub(super) const BASE_CSS: &str = include_str!("../../demo/looks/base.css");

/// The articles of each publisher.
pub(super) const PRESS: &[(&str, &str)] = &[
    ("meridian", include_str!("../../demo/press/meridian.md")),
    ("unionwire", include_str!("../../demo/press/unionwire.md")),
    ("ledger", include_str!("../../demo/press/ledger.md")),
    ("skerrow", include_str!("../../demo/press/skerrow.md")),
    ("radio", include_str!("../../demo/press/radio.md")),
    ("patchbay", include_str!("../../demo/press/patchbay.md")),
    ("fanal", include_str!("../../demo/press/fanal.md")),
    ("marfa", include_str!("../../demo/press/marfa.md")),
    ("orrery", include_str!("../../demo/press/orrery.md")),
    ("wexmoor", include_str!("../../demo/press/wexmoor.md")),
    ("kite", include_str!("../../demo/press/kite.md")),
    ("greencolumn", include_str!("../../demo/press/greencolumn.md")),
    ("valleyvoice", include_str!("../../demo/press/valleyvoice.md")),
    ("touchline", include_str!("../../demo/press/touchline.md")),
    ("harvest", include_str!("../../demo/press/harvest.md")),
];

/// Each look's template: parts `page`, `article`, `card`, parted by comment lines.
pub(super) const LOOKS: &[(&str, &str)] = &[
    ("broadsheet", include_str!("../../demo/looks/broadsheet.html")),
    ("wire", include_str!("../../demo/looks/wire.html")),
    ("ledger", include_str!("../../demo/looks/ledger.html")),
    ("tabloid", include_str!("../../demo/looks/tabloid.html")),
    ("public", include_str!("../../demo/looks/public.html")),
    ("wordpress", include_str!("../../demo/looks/wordpress.html")),
    ("daily", include_str!("../../demo/looks/daily.html")),
    ("magazine", include_str!("../../demo/looks/magazine.html")),
    ("journal", include_str!("../../demo/looks/journal.html")),
    ("harvest", include_str!("../../demo/looks/harvest.html")),
];

/// Pages that are a gate and nothing else.
pub(super) const GATES: &[(&str, &str)] = &[
    ("verify", include_str!("../../demo/looks/gate-verify.html")),
    ("consent", include_str!("../../demo/looks/gate-consent.html")),
    ("app", include_str!("../../demo/looks/gate-app.html")),
    ("opening", include_str!("../../demo/looks/gate-opening.html")),
];
