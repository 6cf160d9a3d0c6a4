//! Names of attributes that readers of pages ask for, as numbers: a list is looked through by a byte for each attribute, and
//! no name is compared again. Says nothing of what an attribute means.

macro_rules! names {
    ($($id:ident $text:literal,)*) => {
        /// The name of an attribute, as far as it is one of those that are often asked for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        pub enum AttrName {
            /// Any other name.
            Other,
            $(#[doc = concat!("`", $text, "`.")] $id,)*
        }

        /// Names in the order of their numbers, the first of which is no name.
        const NAMES: &[(&str, AttrName)] = &[("", AttrName::Other), $(($text, AttrName::$id),)*];
    };
}

names! {
    Class "class", Id "id", Href "href", Src "src", Style "style", Type "type", Role "role", Name "name", Rel "rel",
    Content "content", Property "property", Itemprop "itemprop", Itemtype "itemtype", Itemscope "itemscope", Hidden "hidden", Layout "layout",
    Datetime "datetime", Title "title", Alt "alt", Value "value", Media "media", Lang "lang", For "for", Width "width",
    Height "height", Onclick "onclick", Srcset "srcset", Translate "translate", AriaHidden "aria-hidden",
    AriaLabel "aria-label", AriaExpanded "aria-expanded", AriaControls "aria-controls", DataTestid "data-testid",
    DataComponent "data-component", DataTarget "data-target", DataBsTarget "data-bs-target", DataSrc "data-src", HttpEquiv "http-equiv", Target "target",
    Placeholder "placeholder",
}

const SLOTS: usize = 128;

/// Where each name is looked for; no two names share a place.
const TABLE: [u8; SLOTS] = {
    let mut table = [0; SLOTS];
    let mut number = 1;
    while number < NAMES.len() {
        let slot = slot(NAMES[number].0.as_bytes());
        assert!(table[slot] == 0, "two names in one place");
        table[slot] = number as u8;
        number += 1;
    }
    table
};

/// A place by both ends, the middle and the length. The numbers were looked for until no two names met.
const fn slot(name: &[u8]) -> usize {
    match name {
        [first, .., last] => {
            let middle = name[name.len() / 2] as usize;
            (*first as usize + *last as usize * 5 + name.len() * 12 + middle * 5) % SLOTS
        }
        _ => 0,
    }
}

impl AttrName {
    /// The number of a name in lower case.
    #[inline]
    pub(crate) fn of(name: &str) -> Self {
        match TABLE[slot(name.as_bytes())] {
            0 => Self::Other,
            at => {
                let (text, number) = NAMES[usize::from(at)];
                if text == name { number } else { Self::Other }
            }
        }
    }
}

/// A set of names, so that of a list only what is wanted is read.
#[derive(Debug, Clone, Copy)]
pub struct AttrNames(u64);

const _: () = assert!(NAMES.len() <= 64);

impl AttrNames {
    /// The set of some names.
    pub const fn of(names: &[AttrName]) -> Self {
        let (mut set, mut at) = (0, 0);
        while at < names.len() {
            set |= 1 << names[at] as u8;
            at += 1;
        }
        Self(set)
    }

    #[inline]
    pub(crate) const fn has(self, name: AttrName) -> bool {
        self.0 >> name as u8 & 1 != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_wanted_is_read() {
        let page = crate::parse_str("<p id=a title=b class=c data-x=d>", &crate::Limits::default());
        let node = page.nodes().find(|id| page.attr(*id, "id").is_some()).unwrap();
        let wanted = AttrNames::of(&[AttrName::Class, AttrName::Id, AttrName::Href]);
        let found: Vec<_> = page.attrs_among(node, wanted).collect();
        assert_eq!(found, [(AttrName::Id, "a"), (AttrName::Class, "c")]);
    }

    #[test]
    fn names_are_told() {
        for (name, number) in NAMES {
            assert_eq!(AttrName::of(name), *number, "{name}");
        }
        for name in ["clasp", "x", "ids", "data-testid-x", "é"] {
            assert_eq!(AttrName::of(name), AttrName::Other, "{name}");
        }
    }
}
