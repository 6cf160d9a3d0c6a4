//! Types of columns and the values that stand in them.

/// Type of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text that is always there.
    Text,
    /// Text that may be null.
    OptionalText,
    /// Text with values of its own in each row, for which a dictionary is of no use.
    LongText,
    /// Milliseconds since 1970, UTC.
    Time,
    /// 32 bits.
    Int,
    /// 32 bits that may be null.
    OptionalInt,
    /// 64 bits.
    Long,
    /// Floating point.
    Double,
    /// Floating point that may be null.
    OptionalDouble,
    /// A list of texts.
    List,
}

impl Kind {
    /// The type as SQL calls it.
    pub const fn sql(self) -> &'static str {
        match self {
            Self::Text | Self::LongText => "text",
            Self::OptionalText => "text, may be null",
            Self::Time => "timestamp, UTC",
            Self::Int => "int32",
            Self::OptionalInt => "int32, may be null",
            Self::Long => "int64",
            Self::Double => "double",
            Self::OptionalDouble => "double, may be null",
            Self::List => "list of text",
        }
    }

    /// Whether null may stand there.
    pub const fn is_optional(self) -> bool {
        matches!(self, Self::OptionalText | Self::OptionalInt | Self::OptionalDouble)
    }
}

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Null,
    /// Text.
    Text(String),
    /// 32 bits.
    Int(i32),
    /// 64 bits, or a time in milliseconds.
    Long(i64),
    /// Floating point.
    Double(f64),
    /// Texts.
    List(Vec<String>),
}
