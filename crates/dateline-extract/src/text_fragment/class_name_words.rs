//! What class names and ids say of the part of a page that they name, word by word. Judges nothing.

use super::Scope;
use dateline_html::Tag;

/// What the words of a class name or id say of the part they name.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Named {
    scope: Scope,
    /// A dialog, and whether it is open.
    dialog: bool,
    open: bool,
    /// A card: a teaser or an offer.
    card: bool,
}

impl Named {
    /// Reads the words that a name is made of.
    pub(super) fn read(name: &str) -> Self {
        let mut named = Self::default();
        for word in class_words(name).take(40).filter(|word| may_be_known(word)) {
            let mut buffer = [0; WORD_MAX];
            if let Some(told) = lower(word, &mut buffer).and_then(told) {
                named.add(told);
            }
        }
        named
    }

    fn add(&mut self, told: Told) {
        let scope = &mut self.scope;
        match told {
            Told::Teaser => scope.teaser = true,
            Told::Card => self.card = true,
            Told::Comments => scope.comments = true,
            Told::Player => scope.player = true,
            Told::Frame => scope.frame = true,
            Told::Dialog => self.dialog = true,
            Told::Open => self.open = true,
            Told::Newsletter => scope.newsletter = true,
            Told::Consent => scope.consent = true,
            Told::Barrier => (scope.wall, scope.barrier) = (true, true),
            Told::Wall => scope.wall = true,
        }
    }

    /// Whether the name only says what kind of part it is: comments are many words, and dialogs are not seen.
    pub(super) fn is_about_place(&self) -> bool {
        !self.scope.comments && !self.dialog
    }

    /// Whether the name is that of a teaser or of the house's own offer: a card, a teaser of a wall.
    pub(super) const fn may_be_offer(&self) -> bool {
        self.card || self.scope.teaser && self.scope.barrier
    }

    /// Adds what the name says to the scope of an element; of an article only that it is a teaser. `dialogs`: they are shown.
    pub(super) fn mark(self, tag: Tag, scope: &mut Scope, dialogs: bool) {
        scope.teaser |= self.scope.teaser && !self.scope.barrier;
        if tag == Tag::Article {
            return;
        }
        scope.comments |= self.scope.comments;
        scope.player |= self.scope.player;
        scope.frame |= self.scope.frame;
        scope.newsletter |= self.scope.newsletter;
        scope.consent |= self.scope.consent;
        scope.wall |= self.scope.wall;
        scope.barrier |= self.scope.barrier;
        scope.hidden |= self.dialog && !self.open && !dialogs;
    }
}

/// What one word of a name says.
#[derive(Debug, Clone, Copy)]
enum Told {
    Teaser,
    Card,
    Comments,
    Player,
    Frame,
    Dialog,
    Open,
    Newsletter,
    Consent,
    Barrier,
    Wall,
}

const WORDS: &[(&[&str], Told)] = &[
    (
        &[
            "teaser",
            "teasers",
            "promo",
            "promoted",
            "recommended",
            "recommendations",
            "related",
            "outbrain",
            "taboola",
            "mostread",
            "popular",
            "trending",
            "ranking",
        ],
        Told::Teaser,
    ),
    (&["card", "cards"], Told::Card),
    (&["comment", "comments", "disqus", "kommentare", "comentarios", "commentaires"], Told::Comments),
    (&["player", "video", "audio", "podcast", "jwplayer", "brightcove"], Told::Player),
    (
        &[
            "nav",
            "navbar",
            "navigation",
            "menu",
            "footer",
            "masthead",
            "topbar",
            "sidebar",
            "breadcrumb",
            "share",
            "sharing",
            "social",
        ],
        Told::Frame,
    ),
    (&["modal", "popup"], Told::Dialog),
    (&["open", "show", "active", "visible"], Told::Open),
    (&["newsletter", "newsletters"], Told::Newsletter),
    (&["cookie", "cookies", "consent", "gdpr", "cmp", "onetrust", "didomi", "sourcepoint"], Told::Consent),
    (&["paywall", "regwall", "piano", "tinypass", "barrier", "paidcontent"], Told::Barrier),
    (&["wall", "gate", "gateway", "metered", "subscribe", "subscription", "paid", "meter"], Told::Wall),
];

/// For each first letter, which lengths the words above have, one bit for each: hardly any word of a name is looked for.
const LENGTHS: [u32; 26] = {
    let mut lengths = [0; 26];
    let mut row = 0;
    while row < WORDS.len() {
        let mut at = 0;
        while at < WORDS[row].0.len() {
            let word = WORDS[row].0[at].as_bytes();
            lengths[(word[0] - b'a') as usize] |= 1 << word.len();
            at += 1;
        }
        row += 1;
    }
    lengths
};

fn may_be_known(word: &str) -> bool {
    let first = word.as_bytes().first().map_or(u8::MAX, |byte| (byte | 0x20).wrapping_sub(b'a'));
    word.len() <= WORD_MAX
        && LENGTHS.get(usize::from(first)).is_some_and(|lengths| lengths >> word.len() & 1 != 0)
}

fn told(word: &str) -> Option<Told> {
    WORDS.iter().find(|(words, _)| words.contains(&word)).map(|(_, told)| *told)
}

/// The longest word above, in bytes.
const WORD_MAX: usize = 16;

/// A word in lower case, unless it is longer than all that are known.
fn lower<'b>(word: &str, buffer: &'b mut [u8; WORD_MAX]) -> Option<&'b str> {
    let lower = buffer.get_mut(..word.len())?;
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    std::str::from_utf8(lower).ok()
}

/// The words in class names: `article__paywall-box` and `paywallBox` both hold `paywall`.
pub(crate) fn class_words(value: &str) -> impl Iterator<Item = &str> {
    let bytes = value.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        at += bytes[at..].iter().position(u8::is_ascii_alphanumeric)?;
        let start = at;
        let mut before = b'A';
        while let Some(&byte) = bytes.get(at) {
            let turns = byte.is_ascii_uppercase() && before.is_ascii_lowercase();
            if turns || !byte.is_ascii_alphanumeric() {
                break;
            }
            before = byte;
            at += 1;
        }
        value.get(start..at)
    })
}
