//! What the attributes of an element say, read once for all who walk over a page. Words to bits; decides nothing.

use crate::class_hints::{ClassHints, hides, is_streamed, of_itemprop, of_role, of_tag};
use crate::name_words::{Marks, NameWords};
use dateline_html::{AttrName, AttrNames, Tag};

/// Attributes that say something.
pub(crate) const TELLING: AttrNames = AttrNames::of(&[
    AttrName::Class,
    AttrName::Id,
    AttrName::DataComponent,
    AttrName::DataTestid,
    AttrName::Itemprop,
    AttrName::Rel,
    AttrName::Role,
    AttrName::AriaHidden,
    AttrName::Hidden,
    AttrName::Style,
    AttrName::Layout,
    AttrName::AriaControls,
    AttrName::AriaExpanded,
    AttrName::DataTarget,
    AttrName::DataBsTarget,
]);

/// What they say of one element.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct ElementSigns {
    /// What the element hints at by its tag, its names and the rest.
    pub(crate) hints: ClassHints,
    /// What the words of its id say.
    pub(crate) id: Marks,
    bits: u16,
}

const STYLED: u16 = 1;
const HIDDEN: u16 = 1 << 1;
const UNTIL_FOUND: u16 = 1 << 2;
const STREAMED: u16 = 1 << 3;
const PUT_AWAY: u16 = 1 << 4;
const FRAME: u16 = 1 << 5;
const SIGNED: u16 = 1 << 6;
const METADATA: u16 = 1 << 7;
const CONTROL: u16 = 1 << 8;

impl ElementSigns {
    /// Nothing but what the tag says.
    pub(crate) fn of_tag(tag: Tag) -> Self {
        Self { hints: of_tag(tag), ..Self::default() }
    }

    /// Adds what one attribute says, its class but for it. `words` reads a name.
    pub(crate) fn add<'d>(
        &mut self,
        name: AttrName,
        value: &'d str,
        mut words: impl FnMut(&'d str) -> NameWords,
    ) {
        match name {
            AttrName::Id => {
                let said = words(value);
                self.id = said.marks;
                self.name(said);
                self.set(STREAMED, is_streamed(value));
            }
            AttrName::DataTestid => self.name(words(value)),
            AttrName::DataComponent => self.hint(words(value).hints),
            AttrName::Itemprop => {
                self.hint(of_itemprop(value));
                self.set(METADATA, true);
            }
            AttrName::Rel => {
                self.set(SIGNED, value.eq_ignore_ascii_case("author"));
                let files = value.eq_ignore_ascii_case("license") || matches!(value, "tag" | "category tag");
                self.set(METADATA, files);
            }
            AttrName::Role => {
                self.hint(of_role(value));
                self.set(CONTROL, true);
                self.set(FRAME, matches!(value, "navigation" | "banner" | "contentinfo"));
            }
            AttrName::AriaControls
            | AttrName::AriaExpanded
            | AttrName::DataTarget
            | AttrName::DataBsTarget => self.set(CONTROL, true),
            AttrName::AriaHidden if value == "true" => self.hint(ClassHints::HIDDEN),
            AttrName::Layout if value == "nodisplay" => self.hint(ClassHints::DROPPED),
            AttrName::Hidden => {
                self.set(HIDDEN, true);
                self.set(UNTIL_FOUND, value == "until-found");
            }
            AttrName::Style => {
                self.set(STYLED, true);
                self.set(PUT_AWAY, hides(value));
            }
            _ => {}
        }
    }

    /// Adds what the words of its class say, and what follows from all that was said.
    pub(crate) fn complete(&mut self, class: NameWords) {
        self.name(class);
        if self.has(PUT_AWAY) || self.has(HIDDEN) && !self.has(STREAMED) {
            self.hint(ClassHints::DROPPED);
        }
    }

    fn name(&mut self, said: NameWords) {
        self.hint(said.hints);
        self.set(SIGNED, said.marks.has(Marks::AUTHOR));
    }

    fn hint(&mut self, hints: ClassHints) {
        self.hints = self.hints.with(hints);
    }

    const fn set(&mut self, bit: u16, is_so: bool) {
        if is_so {
            self.bits |= bit;
        }
    }

    const fn has(self, bit: u16) -> bool {
        self.bits & bit != 0
    }

    /// Whether it has a style of its own.
    pub(crate) const fn is_styled(self) -> bool {
        self.has(STYLED)
    }

    /// Whether its style or `hidden` takes it off the page, whatever scripts do with it on arrival.
    pub(crate) const fn is_put_away(self) -> bool {
        self.has(PUT_AWAY) || self.has(HIDDEN)
    }

    /// The same of what neither a search in the page nor its arrival shows.
    pub(crate) const fn is_unseen(self) -> bool {
        self.has(PUT_AWAY) || self.has(HIDDEN) && !self.has(UNTIL_FOUND) && !self.has(STREAMED)
    }

    /// Whether scripts move it into place on arrival.
    pub(crate) const fn is_late(self) -> bool {
        self.has(HIDDEN) && self.has(STREAMED)
    }

    /// Whether its role is that of a part around the text.
    pub(crate) const fn is_frame(self) -> bool {
        self.has(FRAME)
    }

    /// Whether it may be a control of the page: it has a role, or an attribute that says what it unfolds.
    pub(crate) const fn may_control(self) -> bool {
        self.has(CONTROL)
    }

    /// Whether it is named after who signs.
    pub(crate) const fn is_signed(self) -> bool {
        self.has(SIGNED)
    }

    /// Whether an attribute of it carries metadata.
    pub(crate) const fn has_metadata(self) -> bool {
        self.has(METADATA)
    }
}
