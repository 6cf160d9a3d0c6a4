//! The words of class names and ids: each name is looked through once, for everybody who reads names. Words to bits; decides
//! nothing.

mod table;

use crate::prefix_search::Stems;
use std::sync::LazyLock;
pub(crate) use table::FOR_READERS;
use table::{AUTHORS, At, FORMULAS, HINTS, ICONS, PARTS};

/// A set of hints.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) struct ClassHints(pub(crate) u32);

macro_rules! hints {
    ($($name:ident = $bit:literal,)*) => {
        impl ClassHints { $(pub(crate) const $name: Self = Self(1 << $bit);)* }
    };
}

hints! {
    NAV = 0, FOOTER = 1, HEADER = 2, SIDEBAR = 3, RELATED = 4, COMMENTS = 5, SHARE = 6, NEWSLETTER = 7,
    COOKIE = 8, ADVERT = 9, AUTHOR = 10, META = 11, TAGS = 12, CAPTION = 13, TITLE = 14, LEAD = 15,
    BODY = 16, MODAL = 17, PULLQUOTE = 18, GALLERY = 19, PLAYER = 20, FORM = 21, ARTICLE = 22, MAIN = 23,
    HIDDEN = 24, TOC = 25, TEASER = 26, ASIDE = 27, PAYWALL = 28, DROPPED = 29, LINK = 30, PROMO = 31,
}

impl ClassHints {
    /// What is never the article's text, whatever stands in it.
    pub(crate) const CHROME: Self = Self(
        Self::NAV.0
            | Self::FOOTER.0
            | Self::COMMENTS.0
            | Self::SHARE.0
            | Self::NEWSLETTER.0
            | Self::COOKIE.0
            | Self::ADVERT.0
            | Self::MODAL.0
            | Self::FORM.0
            | Self::RELATED.0
            | Self::SIDEBAR.0
            | Self::HIDDEN.0,
    );

    /// What nobody sees: off the page, or a closed overlay, if it stands in one. Never shown. `aria-hidden` alone hides nothing from eyes:
    /// without overlays around it, it stands on whole articles behind an open dialog.
    pub(crate) const fn is_unseen(self, overlay: bool) -> bool {
        self.has(Self::DROPPED) || self.has(Self::HIDDEN) && overlay
    }

    pub(crate) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

/// What names say to other readers of a page than those of hints.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Marks(u16);

impl Marks {
    pub(crate) const TEASER: Self = Self(1);
    pub(crate) const CARD: Self = Self(1 << 1);
    pub(crate) const COMMENTS: Self = Self(1 << 2);
    pub(crate) const PLAYER: Self = Self(1 << 3);
    pub(crate) const FRAME: Self = Self(1 << 4);
    pub(crate) const DIALOG: Self = Self(1 << 5);
    pub(crate) const OPEN: Self = Self(1 << 6);
    pub(crate) const NEWSLETTER: Self = Self(1 << 7);
    pub(crate) const CONSENT: Self = Self(1 << 8);
    /// Named after walls, in a word that means nothing else.
    pub(crate) const BARRIER: Self = Self(1 << 9);
    /// Named after walls.
    pub(crate) const WALL: Self = Self(1 << 10);
    /// Named after who signs.
    pub(crate) const AUTHOR: Self = Self(1 << 11);
    /// One of [`FOR_READERS`] may stand in it.
    pub(crate) const MAY_BE_FOR_READERS: Self = Self(1 << 12);
    /// A word of icons may stand in it.
    pub(crate) const MAY_BE_ICON: Self = Self(1 << 13);
    /// A word of formulas may stand in it.
    pub(crate) const MAY_BE_FORMULA: Self = Self(1 << 14);
    /// Those of whose words some may stand beyond what is read of a name.
    const OF_ANY_LENGTH: Self = Self::MAY_BE_FOR_READERS.with(Self::MAY_BE_ICON).with(Self::MAY_BE_FORMULA);
    /// Those that parts of a name say.
    const OF_PARTS: Self = Self((1 << 11) - 1);

    pub(crate) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Those that are among others.
    pub(crate) const fn among(self, others: Self) -> Self {
        Self(self.0 & others.0)
    }
}

/// What the words of a name say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct NameWords {
    pub(crate) hints: ClassHints,
    pub(crate) marks: Marks,
}

/// Words and what each says, and how it must stand in a name for it.
struct Words {
    stems: Stems,
    rows: Vec<(At, NameWords)>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let hint = |row: &table::Row| (row.0, row.1, NameWords { hints: row.2, ..NameWords::default() });
    let mark = |at: At, marks: Marks| {
        move |word: &&'static str| (*word, at, NameWords { marks, ..NameWords::default() })
    };
    let parts = PARTS.iter().flat_map(|(words, marks)| words.iter().map(mark(At::Part, *marks)));
    let rows: Vec<(&str, At, NameWords)> = HINTS
        .iter()
        .map(hint)
        .chain(parts)
        .chain(AUTHORS.iter().map(mark(At::Any, Marks::AUTHOR)))
        .chain([mark(At::Lower, Marks::AUTHOR)(&"firma")])
        .chain(FOR_READERS.iter().map(mark(At::Any, Marks::MAY_BE_FOR_READERS)))
        .chain(ICONS.iter().map(mark(At::Any, Marks::MAY_BE_ICON)))
        .chain(FORMULAS.iter().map(|(word, at)| mark(*at, Marks::MAY_BE_FORMULA)(word)))
        .collect();
    let stems = Stems::of(rows.iter().map(|row| row.0));
    Words { stems, rows: rows.into_iter().map(|(_, at, says)| (at, says)).collect() }
});

/// Names longer than this are read up to here: generated style names carry no meaning.
const NAME_MAX: usize = 400;
/// Longer names are none of authors.
const AUTHOR_MAX: usize = 200;
/// Parts of a name that say where an element stands, from its beginning on.
const PARTS_MAX: usize = 40;

/// Bytes of a text that are looked at together.
const BEHIND: usize = 8;

impl NameWords {
    /// Reads a name.
    pub(crate) fn of(name: &str) -> Self {
        let mut all = Self::in_short(&name[..name.floor_char_boundary(NAME_MAX)]);
        if name.len() >= AUTHOR_MAX {
            all.marks = all.marks.without(Marks::AUTHOR);
        }
        if name.len() > NAME_MAX {
            all.marks = all.marks.with(Marks::OF_ANY_LENGTH);
        }
        // Between two parts a byte stands, or the latter begins in upper case and goes on in lower case.
        if name.len() > 2 * PARTS_MAX && class_words(name).nth(PARTS_MAX).is_some() || name.len() > NAME_MAX {
            let parts = class_words(name).take(PARTS_MAX).filter(|part| part.len() <= NAME_MAX);
            let told = parts.map(|part| Self::in_short(part).marks.among(Marks::OF_PARTS));
            all.marks = told.fold(all.marks.without(Marks::OF_PARTS), Marks::with);
        }
        all
    }

    fn in_short(name: &str) -> Self {
        let bytes = name.as_bytes();
        // Bytes behind the name that no word has: so that its last letters are looked at as the others are.
        let mut lower = [0; NAME_MAX + BEHIND];
        let lower = &mut lower[..bytes.len() + BEHIND];
        lower[..bytes.len()].copy_from_slice(bytes);
        lower.make_ascii_lowercase();
        let words = &*WORDS;
        let mut all = Self::default();
        words.stems.at_each(lower, |at, row, length| {
            let (place, says) = words.rows[row];
            if place.holds(bytes, at..at + length) {
                all.hints = all.hints.with(says.hints);
                all.marks = all.marks.with(says.marks);
            }
        });
        all
    }
}

/// The parts of class names: `article__paywall-box` and `paywallBox` both hold `paywall`.
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

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &str, yes: ClassHints, no: ClassHints) {
        let hints = NameWords::of(value).hints;
        assert!(yes.0 & hints.0 == yes.0, "{value}: {hints:?} lacks {yes:?}");
        assert!(!hints.has(no), "{value}: {hints:?} has {no:?}");
    }

    #[test]
    fn words_of_names() {
        check("relatedPosts", ClassHints::RELATED, ClassHints::BODY);
        check("ad-slot top", ClassHints::ADVERT, ClassHints::NAV);
        check("shadow header-download", ClassHints::HEADER, ClassHints::ADVERT);
        check("c-article__body", ClassHints::BODY.with(ClassHints::ARTICLE), ClassHints::ADVERT);
        check("mainNav", ClassHints::NAV, ClassHints::ADVERT);
        check("canavan", ClassHints::default(), ClassHints::NAV);
        check("articleBody", ClassHints::BODY, ClassHints::ADVERT);
    }

    #[test]
    fn parts_of_names_are_found_as_they_are_parted() {
        let words =
            ["nav", "Teaser", "paywall", "vidEo", "menus", "cards", "7gate", "gate", "\u{e9}wall", "PLAYER"];
        let many = "x ".repeat(PARTS_MAX - 1);
        for (one, other) in words.iter().flat_map(|one| words.iter().map(move |other| (*one, *other))) {
            for name in ["", "-", "__", " "].map(|between| format!("{one}{between}{other}")) {
                let told = |name: &str, most: usize| {
                    let known = |part: &str| {
                        let row =
                            PARTS.iter().find(|row| row.0.iter().any(|word| part.eq_ignore_ascii_case(word)));
                        row.map_or(0, |row| row.1.0)
                    };
                    class_words(name).take(most).fold(0, |all, part| all | known(part))
                };
                let of_parts = |name: &str| NameWords::of(name).marks.0 & Marks::OF_PARTS.0;
                assert_eq!(of_parts(&name), told(&name, 40), "{name}");
                let long = format!("{many}{name}");
                assert_eq!(of_parts(&long), told(&long, 40), "{long}");
                let long = format!("{name} {}", "y".repeat(NAME_MAX));
                assert_eq!(of_parts(&long), told(&long, 40), "{long}");
            }
        }
    }

    #[test]
    fn names_of_authors() {
        for (name, is) in [
            ("c-Byline", true),
            ("post_author2", true),
            ("firma", true),
            ("confirmation", false),
            ("Firma", false),
        ] {
            assert_eq!(NameWords::of(name).marks.has(Marks::AUTHOR), is, "{name}");
        }
        assert!(!NameWords::of(&"author ".repeat(30)).marks.has(Marks::AUTHOR));
    }
}
