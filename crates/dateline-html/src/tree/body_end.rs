//! The "in body" insertion mode: end tags.

use super::stack::Bound;
use super::{Builder, Mode, Step, implied};
use crate::offsets::{NONE, offset};
use crate::tag_names::{self as n, Name};
use crate::tokenizer::Token;

impl Builder<'_> {
    #[rustfmt::skip]
    pub(super) fn end_in_body(&mut self, name: Name) -> Step {
        match name {
            n::ADDRESS | n::ARTICLE | n::ASIDE | n::BLOCKQUOTE | n::BUTTON | n::CENTER | n::DETAILS | n::DIALOG | n::DIR
            | n::DIV | n::DL | n::FIELDSET | n::FIGCAPTION | n::FIGURE | n::FOOTER | n::HEADER | n::HGROUP | n::LISTING
            | n::MAIN | n::MENU | n::NAV | n::OL | n::PRE | n::SEARCH | n::SECTION | n::SELECT | n::SUMMARY | n::UL => {
                if self.in_scope(name) {
                    self.close(name, None);
                }
            }
            n::P => {
                if !self.in_button_scope(n::P) {
                    self.insert_implied(n::P);
                }
                self.close_p();
            }
            n::A | n::B | n::BIG | n::CODE | n::EM | n::FONT | n::I | n::NOBR | n::S | n::SMALL | n::STRIKE | n::STRONG
            | n::TT | n::U => return self.adopt(name),
            n::LI => if self.in_list_scope(name) {
                self.close(name, Some(name));
            },
            n::DD | n::DT => if self.in_scope(name) {
                self.close(name, Some(name));
            },
            n::H1 | n::H2 | n::H3 | n::H4 | n::H5 | n::H6 => {
                if self.is_heading_in_scope() {
                    self.imply_ends(n::IMPLIED, None);
                    self.pop_until_rule(n::HEADING);
                }
            }
            n::BODY => if self.in_scope(n::BODY) {
                self.page_ends.0 = offset(self.tokenizer.at);
                self.mode = Mode::AfterBody;
            },
            n::HTML => if self.in_scope(n::BODY) {
                self.page_ends.0 = offset(self.tokenizer.begin);
                self.mode = Mode::AfterBody;
                return Step::Again(Token::End(name));
            },
            n::FORM => self.end_form(),
            n::APPLET | n::MARQUEE | n::OBJECT => if self.in_scope(name) {
                self.close(name, None);
                self.clear_to_marker();
            },
            n::BR => return self.in_body(Token::Start(implied(n::BR))),
            n::TEMPLATE => self.end_template(),
            _ => self.any_other_end(name),
        }
        Step::Done
    }

    fn close(&mut self, name: Name, except: Option<Name>) {
        self.imply_ends(n::IMPLIED, except);
        self.pop_until(name);
    }

    fn end_form(&mut self) {
        if self.is_open(n::TEMPLATE) {
            if self.in_scope(n::FORM) {
                self.close(n::FORM, None);
            }
            return;
        }
        let form = std::mem::replace(&mut self.form, NONE);
        if form != NONE && self.is_node_in_scope(form) {
            self.imply_ends(n::IMPLIED, None);
            self.remove(form);
        }
    }

    /// Any other end tag: closes the nearest element of that name unless a special element is in between.
    pub(super) fn any_other_end(&mut self, name: Name) {
        if self.is_within(name, Bound::Special) {
            let height = self.height(name);
            self.imply_ends(n::IMPLIED, Some(name));
            self.pop_to(height - 1);
        }
    }

    /// Whether h1 to h6, any of them, is in scope.
    fn is_heading_in_scope(&self) -> bool {
        [n::H1, n::H2, n::H3, n::H4, n::H5, n::H6].iter().any(|name| self.in_scope(*name))
    }
}
