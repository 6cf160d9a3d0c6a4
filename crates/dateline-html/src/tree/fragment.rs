//! Parsing a fragment in the context of an element.

use super::stack::Open;
use super::{Builder, Mode, implied};
use crate::node::Namespace;
use crate::tag_names as n;
use crate::tokenizer::Raw;

impl Builder<'_> {
    /// Sets up the algorithm for `context`: an element name, with `svg ` or `math ` before it for foreign elements.
    pub(crate) fn set_context(&mut self, context: &str) {
        let (namespace, local) = match context.split_once(' ') {
            Some(("svg", local)) => (Namespace::Svg, local),
            Some(("math", local)) => (Namespace::MathMl, local),
            _ => (Namespace::Html, context),
        };
        let name = match n::lookup(local.as_bytes()) {
            _ if local == "foreignObject" => n::FOREIGN_OBJECT,
            Some(name) => name,
            None => self.store.exact_name(local),
        };
        let node = self.create_element(&implied(name), namespace);
        self.context = Some(Open::new(node, name, namespace));
        self.create_root(implied(n::HTML));
        if namespace == Namespace::Html {
            self.set_content(name);
        }
        self.reset_mode();
    }

    fn set_content(&mut self, name: n::Name) {
        let raw = match name {
            n::TITLE | n::TEXTAREA => Raw::Rcdata,
            n::STYLE | n::XMP | n::IFRAME | n::NOEMBED | n::NOFRAMES => Raw::Rawtext,
            n::NOSCRIPT if self.scripting => Raw::Rawtext,
            n::SCRIPT => Raw::Script,
            n::PLAINTEXT => Raw::Plaintext,
            n::TEMPLATE => return self.template_modes.push(Mode::InTemplate),
            n::FORM => {
                self.form = self.context.map_or(crate::offsets::NONE, |open| open.node);
                return;
            }
            _ => return,
        };
        // No start tag was emitted, so that no end tag is an appropriate one (13.2.5): the text goes on to the end.
        self.tokenizer.enter(raw, "", &self.store);
    }
}
