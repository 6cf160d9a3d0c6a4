//! The demonstration's files, compiled in: the list is explicit, a test counts it against the folder.

/// Who publishes.
pub(super) const PUBLISHERS: &str = include_str!("../content/publishers.toml");
/// What surrounds an article, by language.
pub(super) const WORDS: &str = include_str!("../content/words.toml");
/// What Dateline has to say about each page, story and feed.
#[cfg(test)]
pub(super) const EXPECTED: &str = include_str!("../content/expected.toml");
/// Style that all looks share.
pub(super) const BASE_CSS: &str = include_str!("../content/looks/base.css");

/// The articles of each publisher.
pub(super) const PRESS: &[(&str, &str)] = &[
    ("meridian", include_str!("../content/press/meridian.md")),
    ("unionwire", include_str!("../content/press/unionwire.md")),
    ("ledger", include_str!("../content/press/ledger.md")),
    ("skerrow", include_str!("../content/press/skerrow.md")),
    ("radio", include_str!("../content/press/radio.md")),
    ("patchbay", include_str!("../content/press/patchbay.md")),
    ("fanal", include_str!("../content/press/fanal.md")),
    ("marfa", include_str!("../content/press/marfa.md")),
    ("orrery", include_str!("../content/press/orrery.md")),
    ("wexmoor", include_str!("../content/press/wexmoor.md")),
    ("kite", include_str!("../content/press/kite.md")),
    ("greencolumn", include_str!("../content/press/greencolumn.md")),
    ("valleyvoice", include_str!("../content/press/valleyvoice.md")),
    ("touchline", include_str!("../content/press/touchline.md")),
    ("harvest", include_str!("../content/press/harvest.md")),
];

/// Each look's template: parts `page`, `article`, `card`, parted by comment lines.
pub(super) const LOOKS: &[(&str, &str)] = &[
    ("broadsheet", include_str!("../content/looks/broadsheet.html")),
    ("wire", include_str!("../content/looks/wire.html")),
    ("ledger", include_str!("../content/looks/ledger.html")),
    ("tabloid", include_str!("../content/looks/tabloid.html")),
    ("public", include_str!("../content/looks/public.html")),
    ("wordpress", include_str!("../content/looks/wordpress.html")),
    ("daily", include_str!("../content/looks/daily.html")),
    ("magazine", include_str!("../content/looks/magazine.html")),
    ("journal", include_str!("../content/looks/journal.html")),
    ("harvest", include_str!("../content/looks/harvest.html")),
];

/// Pages that are a gate and nothing else.
pub(super) const GATES: &[(&str, &str)] = &[
    ("verify", include_str!("../content/looks/gate-verify.html")),
    ("consent", include_str!("../content/looks/gate-consent.html")),
    ("app", include_str!("../content/looks/gate-app.html")),
    ("opening", include_str!("../content/looks/gate-opening.html")),
];
