//! The web desk: views, templates and what fills them. Publisher HTML never passes here, only our own blocks.

pub(crate) mod rich;
pub(crate) mod timeline;
pub(crate) mod view;
pub(crate) mod when;
pub(crate) mod words;

#[cfg(test)]
mod gallery;
