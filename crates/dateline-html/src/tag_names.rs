//! Element names as numbers: the names that the parsing rules mention, what the rules say of them, and a hash table to
//! find them. Names beyond these are numbered per document by the store.

use crate::Tag;

/// A name: below `KNOWN.len()` an entry of `KNOWN`, above it an entry of the document's own list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Name(pub(crate) u16);

impl Default for Name {
    fn default() -> Self {
        Self::OVERFLOW
    }
}

macro_rules! names {
    ($($id:ident $text:literal,)* ; $($other:literal)*) => {
        /// Every name that the rules mention.
        pub(crate) const KNOWN: &[&str] = &[$($text,)* $($other),*];
        $(pub(crate) const $id: Name = find($text);)*
    };
}

names! {
    A "a", ADDRESS "address", ANNOTATION_XML "annotation-xml", APPLET "applet", AREA "area",
    ARTICLE "article", ASIDE "aside", B "b", BASE "base", BASEFONT "basefont", BGSOUND "bgsound",
    BIG "big", BLOCKQUOTE "blockquote", BODY "body", BR "br", BUTTON "button", CAPTION "caption",
    CENTER "center", CODE "code", COL "col", COLGROUP "colgroup", DD "dd", DESC "desc",
    DETAILS "details", DIALOG "dialog", DIR "dir", DIV "div", DL "dl", DT "dt", EM "em", EMBED "embed",
    FIELDSET "fieldset", FIGCAPTION "figcaption", FIGURE "figure", FONT "font", FOOTER "footer",
    FOREIGN_OBJECT "foreignObject", FORM "form", FRAME "frame", FRAMESET "frameset", H1 "h1", H2 "h2",
    H3 "h3", H4 "h4", H5 "h5", H6 "h6", HEAD "head", HEADER "header", HGROUP "hgroup", HR "hr", HTML "html", I "i",
    IFRAME "iframe", IMAGE "image", IMG "img", INPUT "input", KEYGEN "keygen",     LI "li", LINK "link", LISTING "listing", MAIN "main", MALIGNMARK "malignmark",     MARQUEE "marquee", MATH "math", MENU "menu", META "meta", MGLYPH "mglyph", MI "mi", MN "mn",
    MO "mo", MS "ms", MTEXT "mtext", NAV "nav", NOBR "nobr", NOEMBED "noembed", NOFRAMES "noframes",
    NOSCRIPT "noscript", OBJECT "object", OL "ol", OPTGROUP "optgroup", OPTION "option", P "p", PARAM "param",
    PLAINTEXT "plaintext", PRE "pre", RB "rb", RP "rp", RT "rt", RTC "rtc",
    RUBY "ruby", S "s", SCRIPT "script", SEARCH "search", SECTION "section", SELECT "select",
    SMALL "small", SOURCE "source", SPAN "span", STRIKE "strike", STRONG "strong", STYLE "style", SUB "sub",
    SUMMARY "summary", SUP "sup", SVG "svg", TABLE "table", TBODY "tbody", TD "td", TEMPLATE "template",
    TEXTAREA "textarea", TFOOT "tfoot", TH "th", THEAD "thead", TITLE "title", TR "tr",
    TRACK "track", TT "tt", U "u", UL "ul", VAR "var", WBR "wbr", XMP "xmp",
    ; "abbr" "audio" "canvas" "cite" "del" "g" "ins" "kbd" "label" "legend" "map" "mark" "path" "picture" "q" "samp" "time" "use" "video" "amp-img"
    "circle" "defs" "ellipse" "line" "polygon" "polyline" "rect" "stop" "symbol" "text" "tspan"
}

const fn equal(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    if left.len() != right.len() {
        return false;
    }
    let mut at = 0;
    while at < left.len() {
        if left[at] != right[at] {
            return false;
        }
        at += 1;
    }
    true
}

const fn find(text: &str) -> Name {
    let mut at = 0;
    while at < KNOWN.len() {
        if equal(KNOWN[at], text) {
            return Name(at as u16);
        }
        at += 1;
    }
    Name::OVERFLOW
}

const SLOTS: usize = 1024;

const fn step(hash: u32, byte: u8) -> u32 {
    (hash ^ byte.to_ascii_lowercase() as u32).wrapping_mul(0x0100_0193)
}

const fn slot(hash: u32) -> usize {
    (hash ^ (hash >> 15)) as usize % SLOTS
}

static SLOT_NAMES: [u16; SLOTS] = {
    let mut table = [u16::MAX; SLOTS];
    let mut at = 0;
    while at < KNOWN.len() {
        let (bytes, mut hash, mut index) = (KNOWN[at].as_bytes(), 0x811c_9dc5, 0);
        while index < bytes.len() {
            hash = step(hash, bytes[index]);
            index += 1;
        }
        let mut free = slot(hash);
        while table[free] != u16::MAX {
            free = (free + 1) % SLOTS;
        }
        // The one name with a capital belongs to SVG and is never written by a tokenizer.
        if !equal(KNOWN[at], "foreignObject") {
            table[free] = at as u16;
        }
        at += 1;
    }
    table
};

/// The known name that `bytes` spell in any case.
pub(crate) fn lookup(bytes: &[u8]) -> Option<Name> {
    lookup_at(bytes, 0, bytes.len())
}

/// The known name that stands at `start..end` in any case. Names of up to eight letters, nearly all, are one number.
pub(crate) fn lookup_at(source: &[u8], start: usize, end: usize) -> Option<Name> {
    let name = source.get(start..end)?;
    if name.len() > 8 {
        return lookup_long(name);
    }
    let letters = match source.get(start..).and_then(<[u8]>::first_chunk) {
        Some(eight) => u64::from_le_bytes(*eight),
        None => name.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte)),
    };
    let wanted = word(letters, name.len());
    let mut at = short_slot(wanted);
    loop {
        match SHORT[at] {
            (have, index) if have == wanted => return Some(Name(index)),
            (0, _) => return None,
            _ => at = (at + 1) % SLOTS,
        }
    }
}

/// A name of up to eight letters as a number: its bytes in lower case, and its length where there is room.
const fn word(letters: u64, length: usize) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    if length == 0 {
        return NO_WORD;
    }
    let letters = letters & (u64::MAX >> (64 - 8 * length));
    // Per byte, without a carry to the next: bit 7 is set from `A` on and from behind `Z` on.
    let low = letters & (0x7f * ONES);
    let (from_a, behind_z) = (low + (0x80 - b'A' as u64) * ONES, low + (0x7f - b'Z' as u64) * ONES);
    let capitals = (from_a ^ behind_z) & !letters & (0x80 * ONES);
    let lower = letters | capitals >> 2;
    match length {
        0..8 => lower | (length as u64) << 56,
        // An eighth character that reads as a length: no known name has one.
        _ if lower >> 56 < 8 => NO_WORD,
        _ => lower,
    }
}

/// The number of no known name.
const NO_WORD: u64 = 0xff << 56;

const fn short_slot(word: u64) -> usize {
    (word.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 54) as usize % SLOTS
}

static SHORT: [(u64, u16); SLOTS] = {
    let mut table = [(0, 0); SLOTS];
    let mut at = 0;
    while at < KNOWN.len() {
        let bytes = KNOWN[at].as_bytes();
        if bytes.len() <= 8 {
            let (mut letters, mut index) = (0, bytes.len());
            while index > 0 {
                index -= 1;
                letters = letters << 8 | bytes[index] as u64;
            }
            let word = word(letters, bytes.len());
            let mut free = short_slot(word);
            while table[free].0 != 0 {
                free = (free + 1) % SLOTS;
            }
            table[free] = (word, at as u16);
        }
        at += 1;
    }
    table
};

fn lookup_long(bytes: &[u8]) -> Option<Name> {
    if bytes.len() > 16 {
        return None;
    }
    let mut at = slot(bytes.iter().fold(0x811c_9dc5, |hash, byte| step(hash, *byte)));
    loop {
        let index = SLOT_NAMES[at];
        let text = KNOWN.get(index as usize)?;
        if text.as_bytes().eq_ignore_ascii_case(bytes) {
            return Some(Name(index));
        }
        at = (at + 1) % SLOTS;
    }
}

static NAME_TAGS: [Tag; KNOWN.len()] = {
    let mut tags = [Tag::Other; KNOWN.len()];
    let mut at = 0;
    while at < Tag::NAMED.len() {
        let (tag, text) = Tag::NAMED[at];
        tags[find(text).0 as usize] = tag;
        at += 1;
    }
    tags
};

static NAME_RULES: [u32; KNOWN.len()] = {
    let mut rules = [0; KNOWN.len()];
    let mut at = 0;
    while at < SETS.len() {
        let (rule, names) = SETS[at];
        let mut index = 0;
        while index < names.len() {
            rules[names[index].0 as usize] |= rule;
            index += 1;
        }
        at += 1;
    }
    at = 0;
    while at < rules.len() {
        if rules[at] & SPECIAL != 0 {
            rules[at] |= ITEM_STOP;
        }
        at += 1;
    }
    let plain = [ADDRESS, DIV, P];
    at = 0;
    while at < plain.len() {
        rules[plain[at].0 as usize] &= !ITEM_STOP;
        at += 1;
    }
    rules
};

impl Name {
    /// Stands for every name beyond the cap on names; no element has it.
    pub(crate) const OVERFLOW: Self = Self(u16::MAX);

    /// The [`Tag`] of an HTML element of this name; `Other` for names outside the list.
    pub(crate) fn tag(self) -> Tag {
        NAME_TAGS.get(self.0 as usize).copied().unwrap_or(Tag::Other)
    }

    /// What the rules say of an HTML element of this name: a set of the bits below.
    pub(crate) fn rules(self) -> u32 {
        NAME_RULES.get(self.0 as usize).copied().unwrap_or(0)
    }
}

/// "Special" elements.
pub(crate) const SPECIAL: u32 = 1;
/// Ends a look-up in scope.
pub(crate) const SCOPE: u32 = 2;
/// Ends a look-up in list item scope, besides `SCOPE`.
pub(crate) const LIST_SCOPE: u32 = 4;
/// Ends a look-up in button scope, besides `SCOPE`.
pub(crate) const BUTTON_SCOPE: u32 = 8;
/// Ends a look-up in table scope.
pub(crate) const TABLE_SCOPE: u32 = 16;
/// Closed by "generate implied end tags".
pub(crate) const IMPLIED: u32 = 32;
/// Closed by "generate all implied end tags thoroughly", besides `IMPLIED`.
pub(crate) const THOROUGH: u32 = 64;
/// h1 to h6.
pub(crate) const HEADING: u32 = 128;
/// Text in it goes before the table.
pub(crate) const FOSTERS: u32 = 256;
/// Stops clearing to a table body context.
pub(crate) const TABLE_BODY_CONTEXT: u32 = 512;
/// Stops clearing to a table row context.
pub(crate) const TABLE_ROW_CONTEXT: u32 = 1024;
/// Its start tag makes the tokenizer read raw text.
pub(crate) const RAW: u32 = 2048;
/// A start tag that leaves foreign content.
pub(crate) const BREAKS_OUT: u32 = 4096;
/// td, th.
pub(crate) const CELL: u32 = 8192;
/// Ends the look-up of a list item that a new one closes: special, but for address, div and p.
pub(crate) const ITEM_STOP: u32 = 16384;
/// Decides the mode when it is reset.
pub(crate) const SETS_MODE: u32 = 32768;
/// Is an HTML element; set for open elements only.
pub(crate) const IS_HTML: u32 = 65536;

const SETS: &[(u32, &[Name])] = &[
    (
        SPECIAL,
        &[
            ADDRESS, APPLET, AREA, ARTICLE, ASIDE, BASE, BASEFONT, BGSOUND, BLOCKQUOTE, BODY, BR, BUTTON,
            CAPTION, CENTER, COL, COLGROUP, DD, DETAILS, DIR, DIV, DL, DT, EMBED, FIELDSET, FIGCAPTION,
            FIGURE, FOOTER, FORM, FRAME, FRAMESET, H1, H2, H3, H4, H5, H6, HEAD, HEADER, HGROUP, HR, HTML,
            IFRAME, IMG, INPUT, KEYGEN, LI, LINK, LISTING, MAIN, MARQUEE, MENU, META, NAV, NOEMBED, NOFRAMES,
            NOSCRIPT, OBJECT, OL, P, PARAM, PLAINTEXT, PRE, SCRIPT, SEARCH, SECTION, SELECT, SOURCE, STYLE,
            SUMMARY, TABLE, TBODY, TD, TEMPLATE, TEXTAREA, TFOOT, TH, THEAD, TITLE, TR, TRACK, UL, WBR, XMP,
        ],
    ),
    (SCOPE, &[APPLET, CAPTION, HTML, TABLE, TD, TH, MARQUEE, OBJECT, SELECT, TEMPLATE]),
    (LIST_SCOPE, &[OL, UL]),
    (BUTTON_SCOPE, &[BUTTON]),
    (TABLE_SCOPE, &[HTML, TABLE, TEMPLATE]),
    (IMPLIED, &[DD, DT, LI, OPTGROUP, OPTION, P, RB, RP, RT, RTC]),
    (THOROUGH, &[CAPTION, COLGROUP, TBODY, TD, TFOOT, TH, THEAD, TR]),
    (HEADING, &[H1, H2, H3, H4, H5, H6]),
    (FOSTERS, &[TABLE, TBODY, TFOOT, THEAD, TR]),
    (TABLE_BODY_CONTEXT, &[TBODY, TFOOT, THEAD, TEMPLATE, HTML]),
    (TABLE_ROW_CONTEXT, &[TR, TEMPLATE, HTML]),
    (RAW, &[SCRIPT, STYLE, TITLE, TEXTAREA, XMP, IFRAME, NOEMBED, NOFRAMES]),
    (CELL, &[TD, TH]),
    (
        SETS_MODE,
        &[TD, TH, TR, TBODY, THEAD, TFOOT, CAPTION, COLGROUP, TABLE, TEMPLATE, HEAD, BODY, FRAMESET, HTML],
    ),
    (
        BREAKS_OUT,
        &[
            B, BIG, BLOCKQUOTE, BODY, BR, CENTER, CODE, DD, DIV, DL, DT, EM, EMBED, H1, H2, H3, H4, H5, H6,
            HEAD, HR, I, IMG, LI, LISTING, MENU, META, NOBR, OL, P, PRE, RUBY, S, SMALL, SPAN, STRONG,
            STRIKE, SUB, SUP, TABLE, TT, U, UL, VAR,
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_known_name_is_found_in_any_case() {
        for text in KNOWN.iter().filter(|text| **text != "foreignObject") {
            assert_eq!(
                lookup(text.to_ascii_uppercase().as_bytes()).map(|name| KNOWN[name.0 as usize]),
                Some(*text)
            );
        }
        for text in KNOWN.iter().filter(|text| **text != "foreignObject") {
            let page = format!("<{text}>{text}");
            assert_eq!(lookup_at(page.as_bytes(), 1, 1 + text.len()), lookup(text.as_bytes()), "{text}");
        }
        for other in [
            &b"dib"[..],
            b"",
            b"p\0",
            b"h\x11",
            b"\x01p",
            b"\xc1",
            b"template2",
            b"tabl\xe5",
            b"b\x20",
            b"foreignobject",
            b"article\x07",
            b"form\0\0\0\x04",
        ] {
            assert_eq!(lookup(other), None, "{other:?}");
        }
        assert_eq!(DIV.tag(), Tag::Div);
        assert_eq!(XMP.tag(), Tag::Other);
    }
}
