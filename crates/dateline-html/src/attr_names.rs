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
    Content "content", Property "property", Itemprop "itemprop", Itemtype "itemtype", Itemscope "itemscope", Hidden "hidden",
    Datetime "datetime", Title "title", Alt "alt", Value "value", Media "media", Lang "lang", For "for", Width "width",
    Height "height", Onclick "onclick", Srcset "srcset", Translate "translate", AriaHidden "aria-hidden",
    AriaLabel "aria-label", AriaExpanded "aria-expanded", AriaControls "aria-controls", DataTestid "data-testid",
    DataComponent "data-component", DataTarget "data-target", DataSrc "data-src", HttpEquiv "http-equiv", Target "target",
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

/// A place by both ends and the length. The numbers were looked for until no two names met.
const fn slot(name: &[u8]) -> usize {
    match name {
        [first, .., last] => (*first as usize + *last as usize * 5 + name.len() * 10) % SLOTS,
        _ => 0,
    }
}

impl AttrName {
    /// The number of a name in lower case.
    #[inline]
    pub(crate) fn of(name: &str) -> Self {
        let (text, number) = NAMES[usize::from(TABLE[slot(name.as_bytes())])];
        if text == name { number } else { Self::Other }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
