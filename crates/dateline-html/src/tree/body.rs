//! The "in body" insertion mode: everything but end tags.

use super::stack::Bound;
use super::{Builder, Mode, Step};
use crate::node::Namespace;
use crate::offsets::NONE;
use crate::tag_names as n;
use crate::tokenizer::{Raw, Run, Start, Token};

impl Builder<'_> {
    pub(super) fn in_body(&mut self, token: Token) -> Step {
        match token {
            Token::Text(run) => self.text_in_body(run),
            Token::Start(start) => return self.start_in_body(start),
            Token::End(name) => return self.end_in_body(name),
            Token::Comment(run) => self.comment_here(run),
            Token::Null(_) | Token::Doctype => {}
            Token::Eof if !self.template_modes.is_empty() => return self.in_template(token),
            Token::Eof => {}
        }
        Step::Done
    }

    fn text_in_body(&mut self, run: Run) {
        self.reconstruct();
        if self.frameset_ok && !self.is_space(run) {
            self.frameset_ok = false;
        }
        self.insert_text(run);
    }

    #[rustfmt::skip]
    fn start_in_body(&mut self, start: Start) -> Step {
        match start.name {
            n::DIV | n::P | n::UL | n::ADDRESS | n::ARTICLE | n::ASIDE | n::BLOCKQUOTE | n::CENTER | n::DETAILS
            | n::DIALOG | n::DIR | n::DL | n::FIELDSET | n::FIGCAPTION | n::FIGURE | n::FOOTER | n::HEADER | n::HGROUP
            | n::MAIN | n::MENU | n::NAV | n::OL | n::SEARCH | n::SECTION | n::SUMMARY => {
                self.close_p();
                self.insert(start);
            }
            n::A => self.start_a(start),
            n::B | n::BIG | n::CODE | n::EM | n::FONT | n::I | n::S | n::SMALL | n::STRIKE | n::STRONG | n::TT | n::U => {
                self.reconstruct();
                self.insert_formatting(start);
            }
            n::LI | n::DD | n::DT => self.start_item(start),
            n::H1 | n::H2 | n::H3 | n::H4 | n::H5 | n::H6 => self.start_heading(start),
            n::AREA | n::BR | n::EMBED | n::IMG | n::KEYGEN | n::WBR => self.start_void(start),
            n::BASE | n::BASEFONT | n::BGSOUND | n::LINK | n::META | n::NOFRAMES | n::SCRIPT | n::STYLE
            | n::TEMPLATE | n::TITLE => return self.in_head(Token::Start(start)),
            n::HTML | n::BODY | n::FRAMESET => self.start_root(start),
            n::PRE | n::LISTING => {
                self.close_p();
                self.insert(start);
                self.ignore_newline = true;
                self.frameset_ok = false;
            }
            n::FORM => self.start_form(start),
            n::PLAINTEXT => {
                self.close_p();
                self.insert(start);
                self.tokenizer.enter(Raw::Plaintext, "", &self.store);
            }
            n::BUTTON => self.start_button(start),
            n::NOBR => self.start_nobr(start),
            n::APPLET | n::MARQUEE | n::OBJECT => {
                self.insert_plain(start);
                self.push_marker();
                self.frameset_ok = false;
            }
            n::TABLE => {
                if !self.quirks {
                    self.close_p();
                }
                self.insert(start);
                self.frameset_ok = false;
                self.mode = Mode::InTable;
            }
            n::INPUT | n::SELECT | n::OPTION | n::OPTGROUP | n::HR => self.start_control(start),
            n::PARAM | n::SOURCE | n::TRACK => _ = self.insert_closed(start),
            n::IMAGE => return Step::Again(Token::Start(Start { name: n::IMG, ..start })),
            n::TEXTAREA | n::XMP | n::IFRAME | n::NOEMBED => return self.start_raw(start),
            n::NOSCRIPT if self.scripting => return self.insert_raw(start, Raw::Rawtext),
            n::RB | n::RTC | n::RP | n::RT => self.start_ruby(start),
            n::MATH => self.enter_foreign(start, Namespace::MathMl),
            n::SVG => self.enter_foreign(start, Namespace::Svg),
            n::CAPTION | n::COL | n::COLGROUP | n::FRAME | n::HEAD | n::TBODY | n::TD | n::TFOOT | n::TH
            | n::THEAD | n::TR => {}
            _ => self.insert_plain(start),
        }
        Step::Done
    }

    fn insert_plain(&mut self, start: Start) {
        self.reconstruct();
        self.insert(start);
    }

    fn start_void(&mut self, start: Start) {
        self.reconstruct();
        self.insert_closed(start);
        self.frameset_ok = false;
    }

    fn start_a(&mut self, start: Start) {
        if let Some(at) = self.last_active(n::A) {
            let node = self.formatting[at].node;
            self.adopt(n::A);
            if let Some(at) = self.active_position(node) {
                self.formatting.remove(at);
            }
            self.remove(node);
        }
        self.reconstruct();
        self.insert_formatting(start);
    }

    fn start_nobr(&mut self, start: Start) {
        self.reconstruct();
        if self.in_scope(n::NOBR) {
            self.adopt(n::NOBR);
            self.reconstruct();
        }
        self.insert_formatting(start);
    }

    fn start_heading(&mut self, start: Start) {
        self.close_p();
        if self.is_current_one_of(n::HEADING) {
            self.pop();
        }
        self.insert(start);
    }

    fn start_item(&mut self, start: Start) {
        self.frameset_ok = false;
        let name = match start.name {
            n::DD | n::DT if self.height(n::DD) > self.height(n::DT) => n::DD,
            n::DD | n::DT => n::DT,
            name => name,
        };
        if self.is_within(name, Bound::Item) {
            self.imply_ends(n::IMPLIED, Some(name));
            self.pop_until(name);
        }
        self.close_p();
        self.insert(start);
    }

    /// `html`, `body` and `frameset` where the page has its root already.
    fn start_root(&mut self, start: Start) {
        let body =
            self.stack.get(1).filter(|open| super::stack::is_html(open, n::BODY)).map(|open| open.node);
        match (start.name, body) {
            _ if self.is_open(n::TEMPLATE) && start.name != n::FRAMESET => {}
            (n::HTML, _) => {
                let root = self.stack.first().map_or(0, |open| open.node);
                self.add_attrs(root, &start);
            }
            (n::BODY, Some(body)) => {
                self.frameset_ok = false;
                self.add_attrs(body, &start);
            }
            (n::FRAMESET, Some(body)) if self.frameset_ok => {
                self.detach(body);
                self.pop_to(1);
                self.insert(start);
                self.mode = Mode::InFrameset;
            }
            _ => {}
        }
    }

    fn start_form(&mut self, start: Start) {
        let in_template = self.is_open(n::TEMPLATE);
        if self.form != NONE && !in_template {
            return;
        }
        self.close_p();
        let node = self.insert(start);
        if !in_template {
            self.form = node;
        }
    }

    fn start_button(&mut self, start: Start) {
        if self.in_scope(n::BUTTON) {
            self.imply_ends(n::IMPLIED, None);
            self.pop_until(n::BUTTON);
        }
        self.insert_plain(start);
        self.frameset_ok = false;
    }

    fn start_control(&mut self, start: Start) {
        let in_select = self.in_scope(n::SELECT);
        let for_select = self.context.is_some_and(|open| super::stack::is_html(&open, n::SELECT));
        match start.name {
            n::INPUT if for_select => {}
            n::INPUT => {
                if in_select {
                    self.pop_until(n::SELECT);
                }
                let hidden = self.is_hidden_input(&start);
                let frameset_ok = self.frameset_ok && hidden;
                self.start_void(start);
                self.frameset_ok = frameset_ok;
            }
            n::SELECT if for_select => {}
            n::SELECT if in_select => self.pop_until(n::SELECT),
            n::SELECT => {
                self.insert_plain(start);
                self.frameset_ok = false;
            }
            n::HR => {
                self.close_p();
                if in_select {
                    self.imply_ends(n::IMPLIED, None);
                }
                self.insert_closed(start);
                self.frameset_ok = false;
            }
            _ => {
                if in_select {
                    self.imply_ends(n::IMPLIED, (start.name == n::OPTION).then_some(n::OPTGROUP));
                } else if self.is_current(n::OPTION) {
                    self.pop();
                }
                self.insert_plain(start);
            }
        }
    }

    fn start_raw(&mut self, start: Start) -> Step {
        if start.name == n::XMP {
            self.close_p();
            self.reconstruct();
        }
        if start.name != n::NOEMBED {
            self.frameset_ok = false;
        }
        self.ignore_newline = start.name == n::TEXTAREA;
        self.insert_raw(start, if start.name == n::TEXTAREA { Raw::Rcdata } else { Raw::Rawtext })
    }

    fn start_ruby(&mut self, start: Start) {
        if self.in_scope(n::RUBY) {
            self.imply_ends(n::IMPLIED, matches!(start.name, n::RP | n::RT).then_some(n::RTC));
        }
        self.insert(start);
    }
}
