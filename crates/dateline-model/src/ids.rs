//! Identifiers given by the store. They say nothing about order or time.

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
}

id!(
    /// A subscribed feed.
    FeedId
);
id!(
    /// One entry and the article read for it.
    EntryId
);
id!(
    /// A story: articles of different publishers about one happening.
    StoryId
);
id!(
    /// A person of the desk.
    UserId
);

impl UserId {
    /// The owner of the desk, who is there from its first start on.
    pub const OWNER: Self = Self(1);
}
