//! A reader of XML as feeds really write it: balanced events out of any text. Knows nothing of feeds except that an item
//! does not stand inside an item. Fetches nothing; entities expand once, to plain text, within caps and one budget.

mod ahead;
mod budget;
mod doctype;
mod entities;
mod fault;
mod left_open;
mod namespace;
mod reader;
pub mod tag;

pub use budget::Budget;
pub use entities::{Declared, decode, halves_joined, html_name, windows_char};
pub use fault::{Fault, Faults, counted};
pub use namespace::Ns;
pub use reader::{Event, Reader, Start};
pub use tag::{Attr, attribute};
