//! Words of made articles: common ones, and any number of others by their rank.

/// The common words, the most common first.
const COMMON: [&str; 60] = [
    "said",
    "year",
    "people",
    "government",
    "police",
    "city",
    "after",
    "first",
    "court",
    "week",
    "president",
    "market",
    "work",
    "state",
    "world",
    "company",
    "school",
    "health",
    "minister",
    "party",
    "team",
    "country",
    "home",
    "group",
    "women",
    "law",
    "money",
    "power",
    "report",
    "family",
    "street",
    "water",
    "season",
    "vote",
    "price",
    "bank",
    "game",
    "house",
    "officials",
    "change",
    "leader",
    "plan",
    "service",
    "children",
    "south",
    "case",
    "election",
    "union",
    "north",
    "death",
    "energy",
    "support",
    "road",
    "fire",
    "music",
    "trade",
    "border",
    "crisis",
    "strike",
    "climate",
];

/// A common word.
pub(crate) fn common(n: usize) -> &'static str {
    COMMON.get(n % COMMON.len()).copied().unwrap_or("said")
}

/// A word by its rank: syllables.
pub(crate) fn name(mut rank: usize) -> String {
    const SYLLABLES: [&str; 20] = [
        "ka", "ro", "mi", "ten", "sol", "ver", "da", "lun", "pri", "gos", "ba", "cur", "nim", "tha", "fel",
        "ox", "wen", "hul", "jas", "zem",
    ];
    let mut word = String::new();
    loop {
        word.push_str(SYLLABLES.get(rank % 20).copied().unwrap_or("ka"));
        rank /= 20;
        if rank == 0 {
            return word;
        }
    }
}

/// The word of a rank, the common ones first.
pub(crate) fn word(rank: usize) -> String {
    if rank < COMMON.len() { common(rank).to_owned() } else { name(rank) }
}
