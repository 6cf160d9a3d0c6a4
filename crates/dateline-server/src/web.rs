//! The web desk: `pages` answer requests, `fill` turns the store's values into `view`s, templates write them. Publisher
//! HTML never passes here, only our own blocks, which `rich` writes.

pub(crate) mod fill;
pub(crate) mod list;
pub(crate) mod pages;
pub(crate) mod rich;
pub(crate) mod timeline;
pub(crate) mod view;
pub(crate) mod when;
pub(crate) mod words;

#[cfg(test)]
mod escape_tests;
#[cfg(test)]
mod gallery;
