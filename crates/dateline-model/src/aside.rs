//! What stood on a page and is not the article: kept, typed, never mixed in.

use crate::{Reason, WebUrl};

/// One aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    /// What it is.
    pub kind: AsideKind,
    /// Its words as they stood on the page.
    pub text: String,
    /// Headlines it names: those of a cluster, a teaser's own.
    pub items: Vec<AsideItem>,
    /// For a notice: the reason it speaks for.
    pub reason: Option<Reason>,
}

/// A headline named by an aside. What the page does not say stays `None`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AsideItem {
    /// Headline.
    pub title: Option<String>,
    /// Publisher, only where named.
    pub publisher: Option<String>,
    /// Link, only where given.
    pub url: Option<WebUrl>,
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$variant_doc])* $variant,)* }

        impl $name {
            /// Every value, in the order of the definition.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The word of the contract.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// The value a word stands for.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)* _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
pub(crate) use words;

words!(
    /// Kinds of asides.
    AsideKind {
        /// Title or first words of another article.
        Teaser = "teaser",
        /// Several headlines with their publishers.
        Cluster = "cluster",
        /// A publisher's word about access or failure.
        Notice = "notice",
        /// Cookie and consent text.
        Cookie = "cookie",
        /// Words under a picture.
        Caption = "caption",
        /// Menus, breadcrumbs, share bars, footers.
        Navigation = "navigation",
        /// Who wrote it, with biography or date line.
        BylineBox = "byline_box",
        /// Invitation to a newsletter or app.
        Newsletter = "newsletter",
        /// Readers' comments and the way to them.
        Comments = "comments",
        /// Advertising.
        Advert = "advert",
        /// Links to related material.
        Related = "related",
    }
);
